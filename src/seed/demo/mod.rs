//! `berth seed demo`: two partners with customers, people and a history. Everything is done by the actions that pages
//! use, in the name of the people who would have done it, on a clock that runs through the last months; so the audit
//! log is a real one. What cycles did day by day is written as the engine would have (`past`), and counted by the product.

mod brand;
mod customers;
mod cycles;
mod flows;
mod past;
mod people;
mod story;
mod volume;

use super::sign_ins::SignIns;
use crate::config::Config;
use anyhow::bail;
use people::PARTNERS;
use std::path::Path;

/// Makes the demo. None: `if_empty` was asked for and the database holds a partner already.
pub(crate) fn run(config: &Config, if_empty: bool, out: Option<&Path>) -> anyhow::Result<Option<SignIns>> {
    let there = crate::db::partners(&mut crate::db::owner(config)?)?;
    if if_empty && !there.is_empty() {
        return Ok(None);
    }
    if let Some((_, slug, _)) = there.iter().find(|(_, slug, _)| PARTNERS.iter().any(|p| p.slug == slug)) {
        bail!("the demo is here already: there is a partner \"{slug}\"");
    }
    let mut users = Vec::new();
    for partner in &PARTNERS {
        users.extend(story::tell(config, partner)?);
    }
    let sign_ins = SignIns { url: config.url.as_str().trim_end_matches('/').to_owned(), users };
    if let Some(path) = out {
        sign_ins.write(path)?;
    }
    Ok(Some(sign_ins))
}
