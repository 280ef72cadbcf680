//! How releases are shown, those of connectors and those of templates.

/// Badge kind and word of a release.
pub(crate) fn release_badge(state: &str) -> (&'static str, &'static str) {
    match state {
        "draft" => ("info", "Draft"),
        "live" => ("ok", "Live"),
        _ => ("off", "Deprecated"),
    }
}

/// Badge kind and words of what has releases.
pub(crate) fn live_badge(live_release: Option<i32>) -> (&'static str, String) {
    live_release.map_or(("info", "Draft only".to_owned()), |number| ("ok", format!("Release {number} live")))
}
