//! Calls of the routes about templates. `{template}` has a live release 1 and the draft 2, and so
//! has `{owned}`, which belongs to the branch and is not published.

use super::samples::Row;
use crate::support::World;
use crate::templates::{live, promote_in, sending};
use diesel::connection::SimpleConnection;

pub const ROWS: &[Row] = &[
    ("GET", "/console/templates", "/console/templates", &[]),
    ("GET", "/console/templates/new", "/console/templates/new", &[]),
    ("POST", "/console/templates", "/console/templates", &[("name", "Another")]),
    ("GET", "/console/templates/import", "/console/templates/import", &[]),
    ("POST", "/console/templates/import", "/console/templates/import", &[]),
    ("GET", "/console/templates/{id}", "/console/templates/{template}", &[]),
    ("GET", "/console/templates/{id}/cycles", "/console/templates/{template}/cycles", &[]),
    ("GET", "/console/templates/{id}/install", "/console/templates/{template}/install?q=b", &[]),
    ("GET", "/console/templates/{id}/releases/{number}/cycles", "/console/templates/{template}/releases/1/cycles", &[]),
    (
        "GET",
        "/console/templates/{id}/releases/{number}/rollout",
        "/console/templates/{template}/releases/1/rollout?all=1",
        &[],
    ),
    (
        "POST",
        "/console/templates/{id}/releases/{number}/rollout",
        "/console/templates/{template}/releases/1/rollout",
        &[("all", "1")],
    ),
    ("GET", "/console/accounts/{id}/templates", "/console/accounts/{account}/templates", &[]),
    ("GET", "/console/accounts/{id}/install", "/console/accounts/{account}/install?template={template}", &[]),
    (
        "POST",
        "/console/accounts/{id}/install",
        "/console/accounts/{account}/install",
        &[("template", "{template}"), ("name", "Installed")],
    ),
    ("GET", "/a/{account}/templates", "/a/{account}/templates", &[]),
    ("GET", "/a/{account}/templates/{id}", "/a/{account}/templates/{owned}", &[]),
    ("GET", "/a/{account}/templates/{id}/edit", "/a/{account}/templates/{owned}/edit", &[]),
    (
        "POST",
        "/a/{account}/templates/{id}/edit",
        "/a/{account}/templates/{owned}/edit",
        &[("name", "Renamed"), ("version", "3")],
    ),
    ("GET", "/a/{account}/templates/{id}/removal", "/a/{account}/templates/{owned}/removal", &[]),
    (
        "POST",
        "/a/{account}/templates/{id}/removal",
        "/a/{account}/templates/{owned}/removal",
        &[("typed_name", "secret of Owner")],
    ),
    ("POST", "/a/{account}/templates/{id}/drafts", "/a/{account}/templates/{owned}/drafts", &[("from", "1")]),
    ("GET", "/a/{account}/templates/{id}/releases/{number}", "/a/{account}/templates/{owned}/releases/2", &[]),
    (
        "GET",
        "/a/{account}/templates/{id}/releases/{number}/export",
        "/a/{account}/templates/{owned}/releases/1/export",
        &[],
    ),
    (
        "GET",
        "/a/{account}/templates/{id}/releases/{number}/edit",
        "/a/{account}/templates/{owned}/releases/2/edit",
        &[],
    ),
    (
        "POST",
        "/a/{account}/templates/{id}/releases/{number}/edit",
        "/a/{account}/templates/{owned}/releases/2/edit",
        &[("flow", r#"{"steps": [{"key": "begin", "name": "Begin", "kind": "webhook"}]}"#), ("version", "1")],
    ),
    (
        "GET",
        "/a/{account}/templates/{id}/releases/{number}/promotion",
        "/a/{account}/templates/{owned}/releases/2/promotion",
        &[],
    ),
    (
        "POST",
        "/a/{account}/templates/{id}/releases/{number}/promotion",
        "/a/{account}/templates/{owned}/releases/2/promotion",
        &[("version", "1")],
    ),
    (
        "GET",
        "/a/{account}/templates/{id}/releases/{number}/deletion",
        "/a/{account}/templates/{owned}/releases/2/deletion",
        &[],
    ),
    (
        "POST",
        "/a/{account}/templates/{id}/releases/{number}/deletion",
        "/a/{account}/templates/{owned}/releases/2/deletion",
        &[],
    ),
    ("GET", "/a/{account}/cycles/{cycle}/template", "/a/{account}/cycles/{cycle}/template", &[]),
    ("POST", "/a/{account}/cycles/{cycle}/template", "/a/{account}/cycles/{cycle}/template", &[("name", "Ours")]),
    ("GET", "/a/{account}/install", "/a/{account}/install?template={template}", &[]),
    ("POST", "/a/{account}/install", "/a/{account}/install", &[("template", "{template}"), ("name", "Installed")]),
    ("GET", "/console/templates/{id}/releases/{number}/export", "/console/templates/{template}/releases/1/export", &[]),
    ("GET", "/console/templates/{id}/edit", "/console/templates/{template}/edit", &[]),
    (
        "POST",
        "/console/templates/{id}/edit",
        "/console/templates/{template}/edit",
        &[("name", "Renamed"), ("version", "4")],
    ),
    ("GET", "/console/templates/{id}/accounts", "/console/templates/{template}/accounts?q=b", &[]),
    ("POST", "/console/templates/{id}/accounts", "/console/templates/{template}/accounts", &[("add", "{account}")]),
    ("GET", "/console/templates/{id}/removal", "/console/templates/{template}/removal", &[]),
    (
        "POST",
        "/console/templates/{id}/removal",
        "/console/templates/{template}/removal",
        &[("typed_name", "secret of Template")],
    ),
    ("POST", "/console/templates/{id}/drafts", "/console/templates/{template}/drafts", &[("from", "1")]),
    ("GET", "/console/templates/{id}/releases/{number}", "/console/templates/{template}/releases/1", &[]),
    ("GET", "/console/templates/{id}/releases/{number}/edit", "/console/templates/{template}/releases/2/edit", &[]),
    (
        "POST",
        "/console/templates/{id}/releases/{number}/edit",
        "/console/templates/{template}/releases/2/edit",
        &[("flow", r#"{"steps": [{"key": "begin", "name": "Begin", "kind": "webhook"}]}"#), ("version", "1")],
    ),
    (
        "GET",
        "/console/templates/{id}/releases/{number}/promotion",
        "/console/templates/{template}/releases/2/promotion",
        &[],
    ),
    (
        "POST",
        "/console/templates/{id}/releases/{number}/promotion",
        "/console/templates/{template}/releases/2/promotion",
        &[("version", "1")],
    ),
    (
        "GET",
        "/console/templates/{id}/releases/{number}/deletion",
        "/console/templates/{template}/releases/2/deletion",
        &[],
    ),
    (
        "POST",
        "/console/templates/{id}/releases/{number}/deletion",
        "/console/templates/{template}/releases/2/deletion",
        &[],
    ),
];

/// Good answers other than 200 and 303: there is a draft, and no cycle is installed.
pub const GOOD: &[(&str, &str, u16)] = &[
    ("POST", "/console/templates/{id}/drafts", 409),
    ("POST", "/a/{account}/templates/{id}/drafts", 409),
    ("POST", "/console/templates/{id}/releases/{number}/rollout", 422),
];

/// The template that paths name.
pub async fn template(world: &World) -> String {
    let console = world.console().await;
    crate::templates::connector(world, "harbour-template", "https://harbour.example");
    let page = live(&console, "secret of Template", &sending("harbour-template")).await;
    console.post(&format!("{page}/drafts"), &[("from", "1")]).await.assert_status(303);
    world.database.look().batch_execute("update templates set published = true where owner_id is null").unwrap();
    page.rsplit('/').next().unwrap().to_owned()
}

/// The template of the branch that paths name.
pub async fn owned(world: &World) -> String {
    let admin = world.admin_of(world.branch).await;
    let cycle = super::builder::cycle(world);
    let form = [("name", "secret of Owner")];
    let made = admin.post(&format!("/a/{}/cycles/{cycle}/template", world.branch), &form).await;
    let page = made.assert_redirect("/a/").location().to_owned();
    promote_in(&admin, &format!("{page}/releases/1"), &page).await;
    admin.post(&format!("{page}/drafts"), &[("from", "1")]).await.assert_status(303);
    world.database.look().batch_execute("update templates set published = false where owner_id is not null").unwrap();
    page.rsplit('/').next().unwrap().to_owned()
}

/// What is imported by the matrix.
pub const FILE: &str = r#"{"format": "integration-template/1", "name": "Taken in",
    "flow": {"steps": [{"key": "begin", "name": "Begin", "kind": "webhook"}]}}"#;
