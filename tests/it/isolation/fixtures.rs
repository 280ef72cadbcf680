//! The things that paths name, made in a world: an id of each kind, all of the first partner.

use super::connectors;
use crate::support::World;
use berth::ids::AccountId;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use std::collections::BTreeMap;

pub struct Fixtures(BTreeMap<&'static str, String>);

impl Fixtures {
    pub async fn make(world: &World) -> Fixtures {
        let (import, job) = import(world).await;
        let (cycle, transaction) = cycle(world).await;
        let drawn = super::cycles::drawn(world);
        let edge = berth::testing::edge_id(drawn, "order", "", "send").to_string();
        let mut all = BTreeMap::from([
            ("{import}", import),
            ("{imported}", connector(world).await),
            ("{template}", super::templates::template(world).await),
            ("{owned}", super::templates::owned(world).await),
            ("{cycle}", cycle),
            ("{built}", super::builder::cycle(world)),
            ("{drawn}", drawn.to_string()),
            ("{edge}", edge),
            ("{transaction}", transaction),
            ("{job}", job),
            ("{delivery}", super::error_webhook::delivery(world)),
            ("{account}", world.branch.to_string()),
            ("{leaf}", world.leaf.to_string()),
            ("{sibling}", world.sibling.to_string()),
            ("{stopped}", world.stopped.to_string()),
            ("{person}", world.people.branch_admin.to_string()),
            ("{staff}", world.people.bare_console.to_string()),
            ("{session}", world.another_session_of(world.people.console, "ada.vance@northwind.test").await),
        ]);
        let (credential, token) = super::api::credential(world);
        all.extend([("{credential}", credential), ("{api_token}", token)]);
        let (export, erased) = super::of_accounts::export(world, &all["{job}"]);
        all.extend([("{export}", export), ("{erased}", erased), ("{binned}", binned(world))]);
        let of_its_own = serde_json::json!({"name": "secret of Owner, a connector", "base_url": "https://own.example",
                                            "methods": [{"key": "list", "verb": "GET", "path": "/a"}]});
        all.insert("{own}", world.near().own_connector(world.branch, of_its_own).unwrap().to_string());
        let (credential, token) = super::of_accounts::own_credential(world);
        all.extend([("{own_credential}", credential), ("{own_token}", token)]);
        super::oidc::provider(world);
        all.extend(super::account_connectors::fixtures(world).await);
        all.extend(super::embedding::fixtures(world));
        all.extend(super::reports::saved(world));
        all.insert("{brand_version}", super::branding::brand(world));
        all.insert("{host}", host(world));
        Fixtures(all)
    }

    /// The same with another account in the account view's addresses.
    pub fn with_account(mut self, account: AccountId) -> Fixtures {
        self.0.insert("{account}", account.to_string());
        self
    }

    pub fn fill(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    }
}

/// A cycle of the branch that runs, a transaction of it that failed, and what caused that.
async fn cycle(world: &World) -> (String, String) {
    let flow = serde_json::json!({"steps": [{"key": "begin", "name": "Begin", "kind": "webhook"}]});
    let (cycle, hooks) = world.near().cycle(&world.app.app, world.branch, "secret of Cycle", flow).unwrap();
    let body = serde_json::json!({"secret of Cycle": true});
    let (status, answer) = crate::engine::post(world, &hooks[0].1, &[], &body).await;
    assert_eq!(status, 202, "{answer}");
    let (partner, branch) = (world.near().partner, world.branch);
    let failed = format!(
        "delete from queue; update queue_accounts set open = 0;
         update transactions set status = 'failed', ended_at = started_at, data_until = '2100-01-01', failed_step = 'begin';
         insert into incident_causes (account_id, cause, partner_id, count, first_at, last_at, kind, message)
         values ('{branch}', 'secret of Incident', '{partner}', 1, now(), now(), 'error', 'It happened.')"
    );
    world.database.look().batch_execute(&failed).unwrap();
    (cycle.to_string(), answer["TransactionId"].as_str().unwrap().to_owned())
}

/// A host name of the partner's own.
fn host(world: &World) -> String {
    let (partner, id) = (world.near().partner, uuid::Uuid::now_v7());
    let made = format!(
        "insert into partner_hosts (partner_id, id, host, proof, state, created_at, created_by, due_at, verified_at)
         values ('{partner}', '{id}', 'secret-of-host.localhost', '00112233445566778899aabbccddeeff', 'verified', '2026-11-24', 'Ada',
                 '2100-01-01', '2026-11-24')"
    );
    world.database.look().batch_execute(&made).unwrap();
    id.to_string()
}

/// An account in the recycle bin.
fn binned(world: &World) -> String {
    let id = world.near().account("Binned Works", "binned", None).unwrap();
    world.near().delete(id).unwrap();
    id.to_string()
}

/// A checked import with one new account, and the job that checked it.
async fn import(world: &World) -> (String, String) {
    let console = world.console().await;
    let answer = console.upload("/console/imports", "secret of Import.csv", b"Name,API ID\nImported,imported\n").await;
    let import = answer.assert_redirect("/console/imports/").location().split('/').nth(3).unwrap().to_owned();
    let columns = [("column-0", "name"), ("column-1", "api_id")];
    console.post(&format!("/console/imports/{import}/columns"), &columns).await.assert_status(303);
    berth::testing::run_jobs(&world.db).unwrap();
    let job = diesel::sql_query("select id::text as name from jobs").get_result::<Name>(&mut world.database.look());
    (import, job.unwrap().name)
}

/// An imported draft.
async fn connector(world: &World) -> String {
    let console = world.console().await;
    let answer = console.upload("/console/connectors/import", "things.yaml", connectors::DOCUMENT.as_bytes()).await;
    answer.assert_redirect("/console/connectors/").location().split('/').nth(3).unwrap().to_owned()
}

#[derive(diesel::QueryableByName)]
struct Name {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
}
