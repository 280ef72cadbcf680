//! Failures of every kind, on pages and for programs, and what forms of the account answer.

use super::finding::Findings;
use crate::isolation::fixtures::Fixtures;
use crate::isolation::{api, samples};
use crate::support::app::{Checks, TestApp};
use crate::support::caller::read;
use crate::support::database::TestDatabase;
use crate::support::{Answer, Caller, World};
use berth::web::server;
use diesel::connection::SimpleConnection;
use reqwest::Method;

/// Everything that goes wrong for a customer, and every form of theirs.
pub async fn all(world: &World, host: &str, customer: &Caller, fixtures: &Fixtures, found: &mut Findings) {
    let stranger = crate::hosts::visitor(world, host);
    let branch = format!("/a/{}", world.branch);
    let mut read_of = |at: &str, answer: &Answer| found.answer("failure", at, answer);
    for path in ["/none", "/a/none", "/static/none.css", "/link/none", "/connect/none", "/signin?token=none", "/%ff"] {
        read_of(path, &customer.get(path).await);
        read_of(path, &stranger.get(path).await);
    }
    read_of("a form of nobody", &customer.post_raw("/me", &[("name", "x")]).await);
    read_of("a stale form", &customer.post(&format!("{branch}/details"), &[("name", "x"), ("version", "9")]).await);
    read_of("a bad form", &customer.post(&format!("{branch}/details"), &[("name", ""), ("version", "1")]).await);
    read_of("a wrong method", &read(customer.request(Method::PUT, "/me")).await);
    read_of("a wrong method", &read(customer.request(Method::GET, "/hooks/none")).await);
    let large = customer.request(Method::POST, "/me").header("content-type", "application/x-www-form-urlencoded");
    read_of("a large form", &read(large.body(format!("name={}", "x".repeat(3_000_000)))).await);
    read_of(
        "a broken form",
        &read(customer.request(Method::POST, "/me").header("content-type", "text/odd").body("x")).await,
    );
    for name in ["stranger.localhost", "evil.test"] {
        read_of("another name", &customer.get_with("/", &[("host", name)]).await);
    }
    for _ in 0..7 {
        read_of("wrong passwords", &stranger.sign_in("zoe@customer.test", "a wrong password").await);
    }
    for (path, body) in [("/v1.0/none", ""), ("/v1.0/accounts", "{"), ("/oauth/token", "grant_type=odd")] {
        let request = stranger.request(Method::POST, path).header("content-type", "application/x-www-form-urlencoded");
        read_of(path, &read(request.body(body)).await);
    }
    let bare = [("authorization", "Bearer pt_none")];
    read_of("/v1.0/accounts", &stranger.get_with("/v1.0/accounts", &bare).await);
    let stopped = world.admin_of(world.stopped).await;
    read_of("a suspended account", &stopped.get(&format!("/a/{}", world.stopped)).await);

    forms(customer, fixtures, found).await;
    no_database(found).await;
    // The last: what a table is needed for fails from here on.
    world.database.look().batch_execute("alter table cycles rename to cycles_that_were").unwrap();
    let again = crate::hosts::signed_in(world, host, "root.admin@customer.test").await;
    let broken = again.get(&format!("/a/{}/cycles", world.root)).await;
    broken.assert_status(500);
    found.answer("failure", "a fault of ours", &broken);
}

/// Every form of the account view, as somebody sends it who may.
async fn forms(customer: &Caller, fixtures: &Fixtures, found: &mut Findings) {
    for line in server::table() {
        if line.method != "POST" || !matches!(line.place, "account" | "self" | "public") || api::is_call(&line) {
            continue;
        }
        let Some(sample) = samples::find(line.method, line.path).filter(|sample| !sample.ends_session) else {
            continue;
        };
        if sample.upload.is_some() || line.path == "/sign-in" {
            continue;
        }
        let path = fixtures.fill(sample.path);
        let filled: Vec<(String, String)> =
            sample.form.iter().map(|(k, v)| ((*k).to_owned(), fixtures.fill(v))).collect();
        let filled: Vec<(&str, &str)> = filled.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        // With nothing in it, which complains, and then as it should be.
        for form in [&[][..], &filled] {
            let answer = customer.post(&path, form).await;
            found.answer("page", &path, &answer);
        }
    }
}

/// A server whose database is away.
async fn no_database(found: &mut Findings) {
    let gone = [("APP_DATABASE_URL", "postgres://app:none@127.0.0.1:1/none"), ("BERTH_DB_TIMEOUT_S", "1")];
    let app = TestApp::on(TestDatabase::new(), Checks::On, &gone);
    let visitor = app.visitor();
    for path in ["/sign-in/northwind", "/readyz", "/link/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status.as_u16(), 503, "{path}");
        found.answer("failure", path, &answer);
    }
}
