//! How releases are shown, those of connectors and those of templates.

/// Badge kind and word of a release.
pub(crate) fn release_badge(state: &str) -> (&'static str, &'static str) {
    match state {
        "draft" => ("info", t!("web-release-draft")),
        "live" => ("ok", t!("web-release-live")),
        _ => ("off", t!("web-release-deprecated")),
    }
}

/// Badge kind and words of what has releases.
pub(crate) fn live_badge(live_release: Option<i32>) -> (&'static str, String) {
    match live_release {
        Some(number) => ("ok", t!("web-release-number-live", number = number.to_string())),
        None => ("info", t!("web-release-draft-only").to_owned()),
    }
}
