//! Pages, and what programs of the account get.

use super::finding::Findings;
use crate::isolation::fixtures::Fixtures;
use crate::isolation::{api, samples};
use crate::support::program::{Credential, Program};
use crate::support::{Answer, Caller, World};
use berth::web::server;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Pages that are asked for at most: more than there are, unless a page leads on without end.
const PAGES_MAX: usize = 1_500;
/// Pages of one address with other queries.
const ALIKE_MAX: usize = 4;

fn kind(answer: &Answer) -> &'static str {
    match answer.header("content-type").split(';').next().unwrap_or_default() {
        "text/css" | "text/javascript" | "application/javascript" | "image/svg+xml" => "script or style",
        _ => "page",
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
    let mut waiting = VecDeque::from(["/a".to_owned(), format!("/a/{}", world.branch), "/me".into(), "/docs".into()]);
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(path) = waiting.pop_front() {
        let answer = customer.get(&path).await;
        found.answer(kind(&answer), &path, &answer);
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
