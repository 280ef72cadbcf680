//! A search shows every account it finds, in the list's order, page after page, whether it finds three or thousands; and
//! filters narrow all of them, not the first few hundred.

use crate::support::Caller;
use crate::support::app::{Checks, TestApp};
use crate::support::command::berth;
use crate::support::database::TestDatabase;
use crate::support::world::{PASSWORD, World};
use berth::testing::Maker;
use diesel::prelude::*;

const SLUG: &str = "bulk-1";

/// Enough for words that a search finds by sorting and for such that it walks to: it sorts a thousand by itself.
const ACCOUNTS: &str = "10000";

#[derive(diesel::QueryableByName)]
struct ApiId {
    #[diesel(sql_type = diesel::sql_types::Text)]
    api_id: String,
}

/// Every API ID of a list, by its own links to the next page; and how long the pages were.
async fn listed(console: &Caller, query: &str) -> Vec<String> {
    let mut path = format!("/console/accounts?rows=100&{query}");
    let mut all = Vec::new();
    loop {
        let page = console.get(&path).await;
        page.assert_ok();
        let rows = page.texts_of("tbody tr th .mono");
        let next = page.attributes_of("a[rel=next]", "href").pop();
        assert!(next.is_none() || rows.len() == 100, "a short page before the end of {query}");
        all.extend(rows);
        match next {
            Some(next) => path = next,
            None => return all,
        }
    }
}

#[actix_web::test]
async fn every_account_that_is_found_is_shown_in_the_order_asked_for() {
    let app = TestApp::with(Checks::On, &[]).await;
    let name = app.database.name().to_owned();
    berth(&name, &[], &["seed", "bulk", "--partners", "1", "--accounts", ACCOUNTS]).assert_code(0);
    let maker = Maker::existing(&app.config, &app.db, SLUG).unwrap();
    maker.console_user("ada@bulk.test", None, PASSWORD).unwrap();
    let console = Caller::new("console", app.config.url.as_str());
    console.sign_in("ada@bulk.test", PASSWORD).await.assert_status(303);
    let expected = |terms: &[&str], tag: &str, rest: &str, order: &str| -> Vec<String> {
        let mut sql = "select a.api_id from accounts a join partners p on p.id = a.partner_id
                        where p.slug = 'bulk-1' and a.standing <> 'deleted'"
            .to_owned();
        for term in terms {
            sql += &format!(
                " and exists (select from account_terms t where t.partner_id = a.partner_id and t.account_id = a.id
                   and starts_with(t.term, '{term}'))"
            );
        }
        if !tag.is_empty() {
            sql += &format!(" and '{tag}' = any (a.tags)");
        }
        sql += &format!(" {rest} order by {order}");
        let found: Vec<ApiId> = diesel::sql_query(sql).load(&mut app.database.look()).unwrap();
        found.into_iter().map(|row| row.api_id).collect()
    };
    let by_name = "a.name_key, a.id";
    let many = expected(&["a"], "", "", by_name).len();
    let some = expected(&["har"], "", "", by_name).len();
    assert!(many > 2000 && (200..600).contains(&some), "{many} and {some} to find");
    assert_eq!(untrue_texts(&app.database), Vec::<String>::new());
    for (query, terms, tag, rest, order) in [
        ("q=a", &["a"] as &[&str], "", "", by_name),
        ("q=har", &["har"], "", "", by_name),
        ("q=har&sort=-name", &["har"], "", "", "a.name_key desc, a.id desc"),
        ("q=a&sort=-name", &["a"], "", "", "a.name_key desc, a.id desc"),
        ("q=a&sort=created&state=suspended", &["a"], "", "and a.standing = 'suspended'", "a.id"),
        ("q=har&sort=-created", &["har"], "", "", "a.id desc"),
        ("q=har+a&state=active", &["har", "a"], "", "and a.standing = 'active'", by_name),
        ("tag=gold&parent=none", &[], "gold", "and a.parent_id is null", by_name),
        ("q=a&tag=gold", &["a"], "gold", "", by_name),
        ("q=zzz", &["zzz"], "", "", by_name),
    ] {
        assert_eq!(listed(&console, query).await, expected(terms, tag, rest, order), "{query}");
    }
    // Back from the second page is the first.
    let first = console.get("/console/accounts?rows=20&q=a").await;
    let second = console.get(&first.attributes_of("a[rel=next]", "href")[0]).await;
    let back = console.get(&second.attributes_of("a[rel=prev]", "href")[0]).await;
    assert_eq!(back.texts_of("tbody tr th .mono"), first.texts_of("tbody tr th .mono"));
}

/// Accounts whose text, which a walk reads, is not what finds them.
fn untrue_texts(database: &TestDatabase) -> Vec<String> {
    let sql = r"select a.api_id from accounts a where a.search_text is distinct from (
                  select string_agg(E'\x01' || t.term || E'\x02' || t.kind::text, '' order by t.kind, t.term)
                    from account_terms t where t.partner_id = a.partner_id and t.account_id = a.id)";
    let found: Vec<ApiId> = diesel::sql_query(sql).load(&mut database.look()).unwrap();
    found.into_iter().map(|row| row.api_id).collect()
}

#[actix_web::test]
async fn the_text_that_a_walk_reads_follows_every_way_to_change_an_account() {
    let world = World::start().await;
    assert_eq!(untrue_texts(&world.database), Vec::<String>::new());
    let console = world.console().await;
    let path = format!("/console/accounts/{}/edit", world.sibling);
    let version = console.get(&path).await.value_of("input[name=version]").unwrap();
    let edited = [("name", "Öl & Gas"), ("api_id", "oel"), ("tags", "vip, Größe"), ("version", version.as_str())];
    console.post(&path, &edited).await.assert_redirect("/console/accounts/");
    let admin = world.admin_of(world.branch).await;
    let path = format!("/a/{}/details", world.branch);
    let renamed = [("name", "Renamed Office"), ("timezone", "UTC"), ("locale", "en"), ("version", "1")];
    admin.post(&path, &renamed).await.assert_redirect(&path);
    assert_eq!(untrue_texts(&world.database), Vec::<String>::new());
}
