//! What needs somebody in an account, the most urgent first, each with the way to where it is done.

use super::queries::{Figures, OwnAccount};
use crate::accounts::stands::{COUNT_MAX, Stands};
use crate::web::times::{counted, exact, figure, zone};
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
        action: "See them",
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
            text: format!(
                "This account expires on {} ({}). From then on its pages are closed; nothing is deleted. Ask {partner} to extend it.",
                exact(at, zone(&account.timezone)),
                account.timezone
            ),
            action: "",
            href: String::new(),
        });
    }
    if administrator && figures.invited > 0 {
        needs.push(Need {
            kind: "info",
            text: format!("{} not used the invitation yet.", counted(figures.invited, "person has", "people have")),
            action: "See people",
            href: format!("{base}/people"),
        });
    }
    if administrator && figures.administrators == 1 {
        needs.push(Need {
            kind: "info",
            text:
                "You are the only administrator. With a second one somebody can still let people in when you are away."
                    .to_owned(),
            action: "See people",
            href: format!("{base}/people"),
        });
    }
    needs
}

fn running(stands: &Stands, works: bool, base: &str) -> Vec<Need> {
    let stopped = stands.stopped.iter().map(|one| Need {
        kind: "bad",
        text: format!("“{}” was stopped by an error. {}", one.name, one.problem.as_deref().unwrap_or_default()),
        action: "See it",
        href: format!("{base}/cycles/{}", one.id),
    });
    let mut needs: Vec<Need> = stopped.collect();
    let more = stands.in_error - i64::try_from(stands.stopped.len()).unwrap_or(i64::MAX);
    if more > 0 {
        needs.push(Need {
            kind: "bad",
            text: format!("{} stopped by an error.", counted(more, "more was", "more were")),
            action: "See them",
            href: format!("{base}/cycles"),
        });
    }
    needs.extend(stands.connectors.iter().map(|one| {
        let refused = one.state == "refused";
        let page = format!("{base}/connectors/{}", one.id);
        Need {
            kind: if refused { "bad" } else { "info" },
            text: match refused {
                true => format!("“{}”: the application does not take the credentials any more.", one.name),
                false => format!("“{}” is not connected yet, so nothing can use it.", one.name),
            },
            action: match (works, refused) {
                (false, _) => "See it",
                (true, true) => "Reconnect",
                (true, false) => "Connect",
            },
            href: if works { format!("{page}/connection") } else { page },
        }
    }));
    if stands.failed > 0 {
        let many = stands.failed >= i64::from(COUNT_MAX);
        let count = if many {
            format!("{} or more transactions", figure(stands.failed))
        } else {
            counted(stands.failed, "transaction", "transactions")
        };
        needs.push(Need {
            kind: "warn",
            text: format!("{count} failed in the last 24 hours."),
            action: "See them",
            href: format!("{base}/transactions?status=failed&period=day"),
        });
    }
    if stands.incidents > 0 {
        needs.push(Need {
            kind: "warn",
            text: format!(
                "{} of errors and warnings {} open.",
                counted(stands.incidents, "cause", "causes"),
                if stands.incidents == 1 { "is" } else { "are" }
            ),
            action: "See incidents",
            href: format!("{base}/incidents"),
        });
    }
    needs
}
