//! Pages, and what programs of the account get.

use super::finding::Findings;
use crate::embedding::frames::{HOST, allow, frame_cookie, start};
use crate::isolation::fixtures::Fixtures;
use crate::isolation::{api, samples};
use crate::support::program::{Credential, Program};
use crate::support::{Answer, Caller, World};
use berth::web::server;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Pages that are asked for at most: more than there are, unless a page leads on without end.
const PAGES_MAX: usize = 1_500;
/// Pages of one address with other queries.
const ALIKE_MAX: usize = 4;

fn kind(answer: &Answer, place: &'static str) -> &'static str {
    match answer.header("content-type").split(';').next().unwrap_or_default() {
        "text/css" | "text/javascript" | "application/javascript" | "image/svg+xml" => "script or style",
        _ => place,
    }
}

/// Every page of the account view and of nobody's, by the list of routes.
pub async fn of_the_table(customer: &Caller, fixtures: &Fixtures, found: &mut Findings) {
    for line in server::table() {
        let theirs = matches!(line.place, "account" | "self" | "public") && !line.path.starts_with("/dev/");
        if line.method != "GET" || !theirs || api::is_call(&line) {
            continue;
        }
        // The isolation matrix sees to it that each has one.
        let Some(sample) = samples::find(line.method, line.path) else { continue };
        let path = fixtures.fill(sample.path);
        found.answer("page", &path, &customer.get(&path).await);
    }
}

/// Every page that a link leads to, and every script, style and picture, from the account's first page on.
pub async fn by_their_links(world: &World, customer: &Caller, found: &mut Findings) {
    let first = ["/a".to_owned(), format!("/a/{}", world.branch), "/me".into(), "/docs".into()];
    follow(customer, VecDeque::from(first), "page", found).await;
}

async fn follow(customer: &Caller, mut waiting: VecDeque<String>, place: &'static str, found: &mut Findings) {
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(path) = waiting.pop_front() {
        let answer = customer.get(&path).await;
        found.answer(kind(&answer, place), &path, &answer);
        assert!(answer.status.as_u16() < 500, "{path}: {}", answer.status);
        let mut next: Vec<String> = Vec::new();
        if answer.header("content-type").starts_with("text/html") {
            for (selector, attribute) in
                [("[href]", "href"), ("[src]", "src"), ("form", "action"), ("[hx-get]", "hx-get")]
            {
                next.extend(answer.attributes_of(selector, attribute));
            }
        }
        next.push(answer.location().to_owned());
        for address in next {
            let address = address.split('#').next().unwrap_or_default().to_owned();
            if !address.starts_with('/') || address.starts_with("//") || !seen.insert(address.clone()) {
                continue;
            }
            let count = alike.entry(address.split('?').next().unwrap_or_default().to_owned()).or_default();
            *count += 1;
            if *count <= ALIKE_MAX {
                waiting.push_back(address);
            }
        }
        assert!(seen.len() < PAGES_MAX, "pages without end: {:?}", seen.iter().next_back());
    }
}

/// The same pages in frames of the partner's product, from what a program may open there, with the page that refuses and the script
/// that its product loads.
pub async fn in_frames(world: &World, host: &str, found: &mut Findings) {
    let program = world.program().await;
    allow(world, HOST).await;
    let visitor = crate::hosts::visitor(world, host);
    for view in ["launch", "marketplace", "orbit", "signintoken"] {
        let call = format!("/v1.0/accounts/{}/{view}", world.branch);
        let body = program.post(&call, json!({"Username": "till"})).await;
        let token = body.assert_ok().json()["Token"].as_str().unwrap().to_owned();
        let refused = start(&visitor, &token, "https://elsewhere.example").await;
        found.answer("framed page", &format!("{view}, refused"), &refused);
        let came = start(&visitor, &token, HOST).await;
        found.answer("framed page", view, &came);
        let to = came.assert_status(303).location().to_owned();
        let inside = Caller::with_key("in a frame", &crate::hosts::at(world, host), &frame_cookie(&came).1);
        follow(&inside, VecDeque::from([to.clone()]), "framed page", found).await;
        found.answer("framed page", "used twice", &start(&visitor, &token, HOST).await);
        let gone = visitor.get_with(&to, &[("sec-fetch-dest", "iframe")]).await;
        found.answer("framed page", "without its key", &gone);
    }
    found.answer("script or style", "/embed/v1.js", &visitor.get("/embed/v1.js").await);
}

/// All that a program of the account reads.
pub async fn of_programs(world: &World, host: &str, fixtures: &Fixtures, found: &mut Findings) {
    let admin = world.admin_of(world.branch).await;
    let credential = Credential::made_at(&admin, &format!("/a/{}/api", world.branch), "Ours").await;
    let program = Program::with("ours", &crate::hosts::at(world, host), &credential, "").await;
    for (line, row) in api::calls() {
        if line.method == "GET" {
            let path = fixtures.fill(row.2);
            found.answer("API", &path, &program.get(&path).await);
        }
    }
    found.answer("API", "/docs/openapi.json", &world.visitor().get("/docs/openapi.json").await);
}
