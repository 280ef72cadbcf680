//! One call for each route: a path that names things of the first partner (see `fixtures`), and a form that would be
//! accepted from one who may.

use super::{account_connectors, connectors};
use crate::support::world::PASSWORD;

/// A route's sample.
#[derive(Clone)]
pub struct Sample {
    pub path: &'static str,
    pub form: &'static [(&'static str, &'static str)],
    /// The form is a file with this content.
    pub upload: Option<&'static str>,
    /// The call ends the caller's own session, so it is not made by those who are needed again.
    pub ends_session: bool,
    /// The status of a good answer where it is not 200 or 303.
    pub good: Option<u16>,
}

impl Sample {
    /// True when the path names a thing of the first partner.
    pub fn names_something(&self) -> bool {
        self.path.contains('{')
    }
}

/// (method, pattern of the route, path of the sample, form)
pub type Row = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

const ROWS: &[Row] = &[
    ("GET", "/", "/", &[]),
    ("GET", "/healthz", "/healthz", &[]),
    ("GET", "/docs", "/docs", &[]),
    ("GET", "/docs/openapi.json", "/docs/openapi.json", &[]),
    ("GET", "/readyz", "/readyz", &[]),
    ("GET", "/static/{name}", "/static/none.svg", &[]),
    ("GET", "/sign-in", "/sign-in", &[]),
    ("GET", "/sign-in/{slug}", "/sign-in/contoso", &[]),
    ("POST", "/sign-in", "/sign-in", &[("email", "nobody@example.com"), ("password", "wrong password")]),
    ("POST", "/language", "/language", &[("language", "en")]),
    ("GET", "/second-step", "/second-step", &[]),
    ("POST", "/second-step", "/second-step", &[("code", "123456")]),
    ("POST", "/sign-out", "/sign-out", &[]),
    ("POST", "/oauth/token", "/oauth/token", &[("grant_type", "client_credentials"), ("client_id", "none")]),
    ("GET", "/reset", "/reset", &[]),
    ("GET", "/reset/sent", "/reset/sent", &[]),
    ("POST", "/reset", "/reset", &[("email", "nobody@example.com")]),
    ("GET", "/link/{token}", "/link/none", &[]),
    ("POST", "/link/{token}", "/link/none", &[("password", "a whole new password")]),
    ("GET", "/signin", "/signin?token=none", &[]),
    ("POST", "/signin", "/signin", &[("token", "none")]),
    ("GET", "/launch", "/launch?token=none", &[]),
    ("POST", "/launch", "/launch", &[("token", "none")]),
    ("GET", "/marketplace", "/marketplace?token=none", &[]),
    ("POST", "/marketplace", "/marketplace", &[("token", "none")]),
    ("GET", "/orbit", "/orbit?token=none", &[]),
    ("POST", "/orbit", "/orbit", &[("token", "none")]),
    ("GET", "/a/{account}/launch", "/a/{account}/launch?auto=false", &[]),
    ("GET", "/a/{account}/marketplace", "/a/{account}/marketplace", &[]),
    ("GET", "/a/{account}/orbit", "/a/{account}/orbit", &[]),
    ("POST", "/a/{account}/orbit/{cycle}/activation", "/a/{account}/orbit/{cycle}/activation", &[]),
    ("POST", "/a/{account}/orbit/{cycle}/stop", "/a/{account}/orbit/{cycle}/stop", &[]),
    ("GET", "/me", "/me", &[]),
    ("POST", "/me", "/me", &[("name", "Ada Renamed"), ("version", "1")]),
    ("GET", "/me/sessions", "/me/sessions", &[]),
    ("GET", "/me/sessions/others/ending", "/me/sessions/others/ending", &[]),
    ("POST", "/me/sessions/others/ending", "/me/sessions/others/ending", &[]),
    ("POST", "/me/sessions/{session}/ending", "/me/sessions/{session}/ending", &[]),
    ("GET", "/me/password", "/me/password", &[]),
    ("POST", "/me/password", "/me/password", &[("present", PASSWORD), ("password", "a whole new password")]),
    ("GET", "/me/two-step", "/me/two-step", &[]),
    ("POST", "/me/two-step/setup", "/me/two-step/setup", &[]),
    ("POST", "/me/two-step/confirmation", "/me/two-step/confirmation", &[("code", "123456")]),
    ("POST", "/me/two-step/codes", "/me/two-step/codes", &[("code", "123456")]),
    ("GET", "/me/two-step/off", "/me/two-step/off", &[]),
    ("POST", "/me/two-step/off", "/me/two-step/off", &[("password", PASSWORD), ("code", "123456")]),
    ("GET", "/console/staff/{id}/two-step", "/console/staff/{staff}/two-step", &[]),
    ("POST", "/console/staff/{id}/two-step", "/console/staff/{staff}/two-step", &[]),
    ("GET", "/console/people/{id}/two-step", "/console/people/{person}/two-step", &[]),
    ("POST", "/console/people/{id}/two-step", "/console/people/{person}/two-step", &[]),
    ("GET", "/me/confirm", "/me/confirm", &[]),
    ("POST", "/me/confirm", "/me/confirm", &[("password", PASSWORD), ("next", "/me")]),
    ("GET", "/me/download", "/me/download?file=/console/audit.csv&next=/me", &[]),
    ("GET", "/dev/mails", "/dev/mails", &[]),
    ("GET", "/dev/mails/{file}", "/dev/mails/none.eml", &[]),
    ("GET", "/dev/mails/{file}/html", "/dev/mails/none.eml/html", &[]),
    ("GET", "/dev/components", "/dev/components", &[]),
    ("GET", "/console", "/console", &[]),
    ("GET", "/console/search", "/console/search?q=b", &[]),
    ("GET", "/console/audit", "/console/audit", &[]),
    ("GET", "/console/audit.csv", "/console/audit.csv", &[]),
    ("GET", "/console/accounts/{id}/audit", "/console/accounts/{account}/audit", &[]),
    ("GET", "/a", "/a", &[]),
    ("GET", "/a/{account}", "/a/{account}", &[]),
    ("GET", "/a/{account}/details", "/a/{account}/details", &[]),
    ("GET", "/a/{account}/details/edit", "/a/{account}/details/edit", &[]),
    ("POST", "/a/{account}/details", "/a/{account}/details", &[("name", "Renamed"), ("version", "1")]),
    ("GET", "/a/{account}/sub-accounts", "/a/{account}/sub-accounts", &[]),
    ("GET", "/a/{account}/audit", "/a/{account}/audit", &[]),
    ("GET", "/a/{account}/audit.csv", "/a/{account}/audit.csv", &[]),
    ("GET", "/console/accounts", "/console/accounts", &[]),
    ("GET", "/console/accounts/new", "/console/accounts/new", &[]),
    ("POST", "/console/accounts", "/console/accounts", &[("name", "Another"), ("parent", "{account}")]),
    ("GET", "/console/accounts/{id}", "/console/accounts/{account}", &[]),
    ("GET", "/console/accounts/{id}/edit", "/console/accounts/{account}/edit", &[]),
    (
        "POST",
        "/console/accounts/{id}/edit",
        "/console/accounts/{account}/edit",
        &[("name", "Renamed"), ("version", "1")],
    ),
    ("GET", "/console/accounts/{id}/details", "/console/accounts/{account}/details", &[]),
    ("GET", "/console/accounts/{id}/sub-accounts", "/console/accounts/{account}/sub-accounts?open={leaf}", &[]),
    ("GET", "/console/accounts/{id}/move", "/console/accounts/{account}/move?to={sibling}", &[]),
    ("POST", "/console/accounts/{id}/move", "/console/accounts/{account}/move", &[("parent", "{sibling}")]),
    ("GET", "/console/accounts/{id}/suspension", "/console/accounts/{account}/suspension", &[]),
    ("POST", "/console/accounts/{id}/suspension", "/console/accounts/{account}/suspension", &[("reason", "unpaid")]),
    ("GET", "/console/accounts/{id}/resumption", "/console/accounts/{account}/resumption", &[]),
    ("POST", "/console/accounts/{id}/resumption", "/console/accounts/{stopped}/resumption", &[("reason", "paid")]),
    ("GET", "/console/accounts/{id}/deletion", "/console/accounts/{account}/deletion", &[]),
    (
        "POST",
        "/console/accounts/{id}/deletion",
        "/console/accounts/{account}/deletion",
        &[("typed_name", "Branch Office")],
    ),
    ("GET", "/console/accounts/{id}/restoration", "/console/accounts/{account}/restoration", &[]),
    ("POST", "/console/accounts/{id}/restoration", "/console/accounts/{account}/restoration", &[]),
    ("GET", "/console/recycle-bin", "/console/recycle-bin", &[]),
    ("GET", "/console/imports", "/console/imports", &[]),
    ("GET", "/console/imports/new", "/console/imports/new", &[]),
    ("POST", "/console/imports", "/console/imports", &[]),
    ("GET", "/console/imports/{id}", "/console/imports/{import}", &[]),
    ("GET", "/console/imports/{id}/columns", "/console/imports/{import}/columns", &[]),
    (
        "POST",
        "/console/imports/{id}/columns",
        "/console/imports/{import}/columns",
        &[("column-0", "name"), ("column-1", "api_id")],
    ),
    ("GET", "/console/imports/{id}/faulty.csv", "/console/imports/{import}/faulty.csv", &[]),
    ("GET", "/console/imports/{id}/application/new", "/console/imports/{import}/application/new", &[]),
    ("POST", "/console/imports/{id}/application", "/console/imports/{import}/application", &[]),
    ("GET", "/console/imports/{id}/deletion/new", "/console/imports/{import}/deletion/new", &[]),
    ("POST", "/console/imports/{id}/deletion", "/console/imports/{import}/deletion", &[]),
    ("GET", "/console/jobs/{id}", "/console/jobs/{job}", &[]),
    ("GET", "/console/jobs/{id}/failures.csv", "/console/jobs/{job}/failures.csv", &[]),
    ("GET", "/console/people", "/console/people", &[]),
    ("GET", "/console/people/new", "/console/people/new", &[]),
    ("GET", "/console/people/{id}", "/console/people/{person}", &[]),
    ("GET", "/console/people/{id}/edit", "/console/people/{person}/edit", &[]),
    ("POST", "/console/people/{id}/edit", "/console/people/{person}/edit", &[("name", "Renamed"), ("version", "1")]),
    ("GET", "/console/people/{id}/password", "/console/people/{person}/password", &[]),
    ("POST", "/console/people/{id}/password", "/console/people/{person}/password", &[("password", "a long new one 7")]),
    ("GET", "/console/people/{id}/disable", "/console/people/{person}/disable", &[]),
    ("POST", "/console/people/{id}/disable", "/console/people/{person}/disable", &[]),
    ("POST", "/console/people/{id}/enable", "/console/people/{person}/enable", &[]),
    ("GET", "/console/people/{id}/sessions", "/console/people/{person}/sessions", &[]),
    ("POST", "/console/people/{id}/sessions", "/console/people/{person}/sessions", &[]),
    ("POST", "/console/people/{id}/invitation", "/console/people/{person}/invitation", &[]),
    ("GET", "/console/accounts/{id}/people", "/console/accounts/{account}/people", &[]),
    (
        "POST",
        "/console/accounts/{id}/people",
        "/console/accounts/{account}/people",
        &[("name", "New Person"), ("email", "new.person@customer.test"), ("role", "viewer")],
    ),
    ("GET", "/console/accounts/{id}/people/new", "/console/accounts/{account}/people/new", &[]),
    ("GET", "/console/accounts/{id}/people/many", "/console/accounts/{account}/people/many", &[]),
    (
        "POST",
        "/console/accounts/{id}/people/many",
        "/console/accounts/{account}/people/many",
        &[("lines", "new.person@customer.test"), ("role", "viewer"), ("step", "invite")],
    ),
    ("GET", "/console/accounts/{id}/people/{person}/edit", "/console/accounts/{account}/people/{person}/edit", &[]),
    (
        "POST",
        "/console/accounts/{id}/people/{person}/edit",
        "/console/accounts/{account}/people/{person}/edit",
        &[("role", "viewer"), ("version", "1")],
    ),
    ("GET", "/console/accounts/{id}/people/{person}/remove", "/console/accounts/{account}/people/{person}/remove", &[]),
    (
        "POST",
        "/console/accounts/{id}/people/{person}/remove",
        "/console/accounts/{account}/people/{person}/remove",
        &[],
    ),
    ("GET", "/a/{account}/people", "/a/{account}/people", &[]),
    ("GET", "/a/{account}/people/new", "/a/{account}/people/new", &[]),
    (
        "POST",
        "/a/{account}/people",
        "/a/{account}/people",
        &[("name", "New Person"), ("email", "new.person@customer.test"), ("role", "viewer")],
    ),
    ("GET", "/a/{account}/people/{person}/edit", "/a/{account}/people/{person}/edit", &[]),
    (
        "POST",
        "/a/{account}/people/{person}/edit",
        "/a/{account}/people/{person}/edit",
        &[("role", "administrator"), ("version", "1")],
    ),
    ("GET", "/a/{account}/people/{person}/remove", "/a/{account}/people/{person}/remove", &[]),
    ("POST", "/a/{account}/people/{person}/remove", "/a/{account}/people/{person}/remove", &[]),
    ("POST", "/a/{account}/people/{person}/invitation", "/a/{account}/people/{person}/invitation", &[]),
    ("GET", "/console/staff", "/console/staff", &[]),
    ("GET", "/console/staff/new", "/console/staff/new", &[]),
    (
        "POST",
        "/console/staff",
        "/console/staff",
        &[("name", "New Colleague"), ("email", "new@northwind.test"), ("access", "areas")],
    ),
    ("GET", "/console/staff/{id}", "/console/staff/{staff}", &[]),
    (
        "POST",
        "/console/staff/{id}/rights",
        "/console/staff/{staff}/rights",
        &[("access", "areas"), ("right_reports", "view"), ("version", "1")],
    ),
    ("GET", "/console/staff/{id}/disable", "/console/staff/{staff}/disable", &[]),
    ("POST", "/console/staff/{id}/disable", "/console/staff/{staff}/disable", &[]),
    ("POST", "/console/staff/{id}/enable", "/console/staff/{staff}/enable", &[]),
    ("GET", "/console/staff/{id}/sessions", "/console/staff/{staff}/sessions", &[]),
    ("POST", "/console/staff/{id}/sessions", "/console/staff/{staff}/sessions", &[]),
    ("POST", "/console/staff/{id}/invitation", "/console/staff/{staff}/invitation", &[]),
    ("GET", "/console/accounts/export", "/console/accounts/export", &[]),
    ("GET", "/console/accounts/near", "/console/accounts/near", &[]),
    ("GET", "/console/recycle-bin/certificates", "/console/recycle-bin/certificates", &[]),
    ("GET", "/console/settings", "/console/settings", &[]),
    ("GET", "/tls/ask", "/tls/ask?domain=none.test", &[]),
    ("GET", "/console/settings/hosts", "/console/settings/hosts", &[]),
    ("POST", "/console/settings/hosts", "/console/settings/hosts", &[("host", "new.localhost")]),
    ("POST", "/console/settings/hosts/usual", "/console/settings/hosts/usual", &[]),
    ("POST", "/console/settings/hosts/{host}/check", "/console/settings/hosts/{host}/check", &[]),
    ("POST", "/console/settings/hosts/{host}/main", "/console/settings/hosts/{host}/main", &[]),
    ("GET", "/console/settings/hosts/{host}/removal", "/console/settings/hosts/{host}/removal", &[]),
    ("POST", "/console/settings/hosts/{host}/removal", "/console/settings/hosts/{host}/removal", &[]),
    ("GET", "/console/settings/ways-in", "/console/settings/ways-in", &[]),
    (
        "POST",
        "/console/settings/ways-in/two-step",
        "/console/settings/ways-in/two-step",
        // As it is: required, it would lead the other partner's people, who call the rest, to where they set it up.
        &[("second_step", "optional"), ("version", "1")],
    ),
    (
        "POST",
        "/console/settings/ways-in/networks",
        "/console/settings/ways-in/networks",
        &[("console_networks", "127.0.0.0/8"), ("api_networks", "192.0.2.0/24"), ("version", "1")],
    ),
    ("POST", "/console/settings/name", "/console/settings/name", &[("name", "Renamed Apps"), ("version", "1")]),
    ("POST", "/console/settings/language", "/console/settings/language", &[("language", "en")]),
    (
        "POST",
        "/console/settings/sessions",
        "/console/settings/sessions",
        &[
            ("console_idle", "30"),
            ("console_longest", "1440"),
            ("account_idle", "720"),
            ("account_longest", "10080"),
            ("version", "1"),
        ],
    ),
    ("GET", "/console/bulk/tags", "/console/bulk/tags?all=1", &[]),
    ("POST", "/console/bulk/tags", "/console/bulk/tags", &[("ids", "{account}"), ("add", "new")]),
    ("GET", "/console/bulk/limits", "/console/bulk/limits?all=1", &[]),
    (
        "POST",
        "/console/bulk/limits",
        "/console/bulk/limits",
        &[("ids", "{account}"), ("limit", "users"), ("own", "unlimited")],
    ),
    ("GET", "/console/bulk/{change}", "/console/bulk/suspension?all=1", &[]),
    ("POST", "/console/bulk/{change}", "/console/bulk/suspension", &[("ids", "{account}"), ("reason", "late")]),
];

/// Patterns whose form is a file.
const UPLOADS: &[(&str, &str)] = &[
    ("/console/imports", "Name,API ID\nNew Customer,new-1\n"),
    ("/console/connectors/import", connectors::DOCUMENT),
    ("/console/templates/import", super::templates::FILE),
];
/// Calls that end the caller's own session.
const ENDS_SESSION: &[&str] = &["/sign-out"];
/// Good answers other than 200 and 303.
const GOOD: &[(&str, &str, u16)] = &[
    // There is no such client.
    ("POST", "/oauth/token", 401),
    // Nobody in the world is disabled or still invited, and the branch has one administrator only.
    ("POST", "/console/people/{id}/enable", 409),
    ("POST", "/console/people/{id}/invitation", 409),
    ("POST", "/console/staff/{id}/enable", 409),
    ("POST", "/console/staff/{id}/invitation", 409),
    ("POST", "/a/{account}/people/{person}/invitation", 409),
    ("POST", "/a/{account}/people/{person}/remove", 422),
    ("POST", "/sign-in", 422),
    // Nothing is being set up, and nothing is on.
    ("POST", "/me/two-step/confirmation", 409),
    ("POST", "/me/two-step/codes", 422),
    ("POST", "/console/staff/{id}/two-step", 409),
    ("POST", "/console/people/{id}/two-step", 409),
    ("POST", "/me/two-step/off", 422),
    ("POST", "/hooks/{token}", 404),
    ("GET", "/link/{token}", 410),
    ("GET", "/signin", 410),
    ("POST", "/signin", 410),
    ("GET", "/launch", 410),
    ("POST", "/launch", 410),
    ("GET", "/marketplace", 410),
    ("POST", "/marketplace", 410),
    ("GET", "/orbit", 410),
    ("POST", "/orbit", 410),
    ("POST", "/link/{token}", 410),
    ("GET", "/tls/ask", 404),
    ("GET", "/static/{name}", 404),
    ("GET", "/dev/mails/{file}", 404),
    ("GET", "/dev/mails/{file}/html", 404),
];

pub fn find(method: &str, pattern: &str) -> Option<Sample> {
    let rows = || {
        ROWS.iter()
            .chain(account_connectors::ROWS)
            .chain(super::cycles::ROWS)
            .chain(super::error_webhook::ROWS)
            .chain(super::embedding::ROWS)
            .chain(super::api::PAGES)
            .chain(super::branding::ROWS)
            .chain(super::limits::ROWS)
            .chain(super::oidc::ROWS)
            .chain(super::reports::ROWS)
            .chain(connectors::ROWS)
            .chain(super::templates::ROWS)
            .chain(super::builder::rows())
    };
    let good = || {
        GOOD.iter()
            .chain(account_connectors::GOOD)
            .chain(connectors::GOOD)
            .chain(super::templates::GOOD)
            .chain(super::cycles::GOOD)
            .chain(super::embedding::GOOD)
            .chain(super::branding::GOOD)
            .chain(super::oidc::GOOD)
    };
    let (_, _, path, form) = rows().find(|(m, p, ..)| *m == method && *p == pattern)?;
    Some(Sample {
        path,
        form,
        upload: UPLOADS
            .iter()
            .chain(super::branding::UPLOADS)
            .find(|(p, _)| method == "POST" && *p == pattern)
            .map(|(_, content)| *content),
        ends_session: method == "POST" && ENDS_SESSION.contains(&pattern),
        good: good().find(|(m, p, _)| *m == method && *p == pattern).map(|(.., status)| *status),
    })
}
