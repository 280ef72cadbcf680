//! What is written beside the queue and the log in words that are always the same, and how it is said to whoever reads it.
//! What names an application or brings its answer is read as it was written, in English.

/// A collection's items are under way.
pub(super) const FOR_ITEMS: &str = "It waits for the items of its collection.";
pub(super) const SUSPENDED: &str = "Its account is suspended. It goes on when the account is resumed.";
pub(super) const STOPPED: &str = "It is stopped. It goes on when it is started again.";
pub(super) const OUR_SIDE: &str = "Something went wrong on our side. It can be run again.";
/// A step is there to wait.
pub(crate) const AS_THE_STEP_SAYS: &str = "It waits as this step says.";
/// At the end of why a step is tried again.
pub(crate) const AGAIN: &str = "It is tried again.";

/// Why one has ended that a person stopped.
pub(crate) fn stopped_by(who: &str) -> String {
    format!("Stopped by {who}.")
}

/// What was written, in the language of here.
pub(crate) fn said(written: String) -> String {
    let always = match written.as_str() {
        FOR_ITEMS => t!("engine-for-items"),
        SUSPENDED => t!("engine-suspended"),
        STOPPED => t!("engine-stopped"),
        OUR_SIDE => t!("engine-our-side"),
        AS_THE_STEP_SAYS => t!("engine-as-the-step-says"),
        other => {
            let who = other.strip_prefix("Stopped by ").and_then(|rest| rest.strip_suffix('.'));
            return who.map(|who| t!("engine-stopped-by", who = who)).unwrap_or(written);
        }
    };
    always.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, speaking};

    #[test]
    fn what_is_always_the_same_is_said_in_the_readers_language() {
        let again = format!("Xero answered 503. {AGAIN}");
        for written in [FOR_ITEMS, SUSPENDED, STOPPED, OUR_SIDE, AS_THE_STEP_SAYS, &stopped_by("Ada"), &again] {
            assert_eq!(said(written.to_owned()), written);
            let german = speaking(Language::German, None, || said(written.to_owned()));
            assert_eq!(german == written, written == again, "{german}");
        }
    }
}
