//! The demo's sign-ins as a file that others read, and as a table for people.

use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Where to sign in and as whom.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SignIns {
    pub url: String,
    pub users: Vec<SignIn>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SignIn {
    pub email: String,
    pub password: String,
    /// console or account.
    pub kind: String,
    /// The partner's short name.
    pub partner: String,
    pub name: String,
    /// Why one would sign in as this person.
    pub note: String,
}

impl SignIns {
    /// Writes them for the owner's eyes only; a file that is there keeps its mode.
    pub fn write(&self, path: &Path) -> anyhow::Result<()> {
        let text = serde_json::to_string_pretty(self)?;
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(path)
            .with_context(|| format!("--out: cannot write {}", path.display()))?;
        file.write_all(text.as_bytes()).and_then(|()| file.write_all(b"\n")).context("--out")
    }

    pub fn read(path: &Path) -> anyhow::Result<SignIns> {
        let text = std::fs::read_to_string(path).with_context(|| format!("--show: cannot read {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("--show: {} holds no sign-ins", path.display()))
    }

    /// A table, one block a partner.
    pub fn table(&self) -> String {
        let wide = |of: fn(&SignIn) -> &str| self.users.iter().map(|u| of(u).chars().count()).max().unwrap_or(0);
        let (emails, passwords) = (wide(|u| &u.email), wide(|u| &u.password));
        let mut lines = vec![format!("Sign in at {}", self.url.trim_end_matches('/'))];
        let mut partner = "";
        for user in &self.users {
            if user.partner != partner {
                partner = &user.partner;
                lines.push(String::new());
                lines.push(format!("{partner} ({}/sign-in/{partner})", self.url.trim_end_matches('/')));
            }
            let kind = if user.kind == "console" { "staff" } else { "customer" };
            lines.push(format!(
                "  {:<emails$}  {:<passwords$}  {kind:<8}  {}: {}",
                user.email, user.password, user.name, user.note
            ));
        }
        lines.join("\n")
    }
}

const WORDS: &[&str] = &[
    "amber", "anchor", "basil", "beacon", "birch", "bishop", "bramble", "bronze", "candle", "canyon", "cedar", "chalk",
    "cinder", "clover", "cobalt", "copper", "coral", "cotton", "crane", "cricket", "dapple", "delta", "ember",
    "falcon", "fennel", "ferry", "flint", "garnet", "ginger", "glacier", "granite", "harbour", "hazel", "heron",
    "indigo", "ivory", "jasper", "juniper", "kettle", "lantern", "larch", "lemon", "linen", "lumber", "maple",
    "marble", "meadow", "mint", "nutmeg", "olive", "orchard", "otter", "paper", "pebble", "pepper", "pewter", "pigeon",
    "plume", "poplar", "quartz", "quill", "raven", "ribbon", "river", "saddle", "saffron", "sage", "salmon", "sparrow",
    "spruce", "tallow", "thistle", "timber", "topaz", "tulip", "umber", "velvet", "walnut", "willow", "yarrow",
];

/// A password that a person can type, different in every installation.
pub(crate) fn typable_password() -> String {
    let word = || WORDS[rand::random_range(0..WORDS.len())];
    format!("{}-{}-{}-{}", word(), word(), word(), rand::random_range(10..100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_up_password_may_be_set() {
        for _ in 0..100 {
            let password = typable_password();
            assert!(crate::people::password::NewPassword::parse(&password, &[]).is_ok(), "{password}");
        }
    }
}
