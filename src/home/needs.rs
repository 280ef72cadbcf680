//! What needs somebody in an account, the most urgent first, each with the way to where it is done.

use super::queries::{Figures, OwnAccount};
use crate::accounts::stands::{COUNT_MAX, Stands};
use crate::web::times::{exact, zone};
use chrono::{DateTime, Duration, Utc};

/// Something that somebody should see to.
pub(super) struct Need {
    pub kind: &'static str,
    pub text: String,
    pub action: &'static str,
    pub href: String,
}

/// Work that waits at a limit (M5, M6), by title and words.
pub(super) fn held((title, words): (String, String), base: &str) -> Need {
    Need {
        kind: "warn",
        text: format!("{title}. {words}"),
        action: t!("home-see-them"),
        href: format!("{base}/transactions?status=pending"),
    }
}

/// How long before its end an account says so.
const EXPIRY_NOTICE: Duration = Duration::days(30);

/// Everything, for a person who is an administrator, or works here, or neither.
pub(super) fn list(
    account: &OwnAccount,
    figures: &Figures,
    stands: &Stands,
    (administrator, works): (bool, bool),
    base: &str,
    now: DateTime<Utc>,
    partner: &str,
) -> Vec<Need> {
    let mut needs = running(stands, works, base);
    if let Some(at) = account.expires_at.filter(|at| *at - now < EXPIRY_NOTICE) {
        needs.push(Need {
            kind: "warn",
            text: t!(
                "home-expires-soon",
                at = exact(at, zone(&account.timezone)),
                zone = account.timezone,
                partner = partner
            ),
            action: "",
            href: String::new(),
        });
    }
    if administrator && figures.invited > 0 {
        needs.push(Need {
            kind: "info",
            text: t!("home-invited", n = figures.invited),
            action: t!("home-see-people"),
            href: format!("{base}/people"),
        });
    }
    if administrator && figures.administrators == 1 {
        needs.push(Need {
            kind: "info",
            text: t!("home-only-administrator").to_owned(),
            action: t!("home-see-people"),
            href: format!("{base}/people"),
        });
    }
    needs
}

fn running(stands: &Stands, works: bool, base: &str) -> Vec<Need> {
    let stopped = stands.stopped.iter().map(|one| Need {
        kind: "bad",
        text: t!("home-stopped", name = one.name, problem = one.problem.as_deref().unwrap_or_default()),
        action: t!("home-see-it"),
        href: format!("{base}/cycles/{}", one.id),
    });
    let mut needs: Vec<Need> = stopped.collect();
    let more = stands.in_error - i64::try_from(stands.stopped.len()).unwrap_or(i64::MAX);
    if more > 0 {
        needs.push(Need {
            kind: "bad",
            text: t!("home-more-stopped", n = more),
            action: t!("home-see-them"),
            href: format!("{base}/cycles"),
        });
    }
    needs.extend(stands.connectors.iter().map(|one| {
        let refused = one.state == "refused";
        let page = format!("{base}/connectors/{}", one.id);
        Need {
            kind: if refused { "bad" } else { "info" },
            text: match refused {
                true => t!("home-refused", name = one.name),
                false => t!("home-not-connected", name = one.name),
            },
            action: match (works, refused) {
                (false, _) => t!("home-see-it"),
                (true, true) => t!("home-reconnect"),
                (true, false) => t!("home-connect"),
            },
            href: if works { format!("{page}/connection") } else { page },
        }
    }));
    if stands.failed > 0 {
        let many = stands.failed >= i64::from(COUNT_MAX);
        needs.push(Need {
            kind: "warn",
            text: if many {
                t!("home-many-failed", n = stands.failed)
            } else {
                t!("home-some-failed", n = stands.failed)
            },
            action: t!("home-see-them"),
            href: format!("{base}/transactions?status=failed&period=day"),
        });
    }
    if stands.incidents > 0 {
        needs.push(Need {
            kind: "warn",
            text: t!("home-causes-open", n = stands.incidents),
            action: t!("home-see-incidents"),
            href: format!("{base}/incidents"),
        });
    }
    needs
}
