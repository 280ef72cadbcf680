//! What an entry holds.

use crate::ids::{AccountId, PartnerId, PersonId};
use serde::{Deserialize, Serialize};

/// One field that changed. Secrets never come here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Change {
    pub field: String,
    pub from: String,
    pub to: String,
}

/// One change, not yet numbered.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The account it happened in; none for what belongs to the partner alone.
    pub account: Option<AccountId>,
    /// What was done, as "account.suspended".
    pub action: &'static str,
    /// What kind of thing it was done to: "account", "person".
    pub object_kind: &'static str,
    pub object_id: String,
    /// Its name at the time, so that the entry reads alone.
    pub object_name: String,
    pub changes: Vec<Change>,
}

/// Who did it and from where.
#[derive(Clone, Debug)]
pub(crate) struct Author {
    pub partner: PartnerId,
    pub person: Option<PersonId>,
    pub name: String,
    pub email: String,
    pub address: String,
    pub request_id: String,
    /// As whom they did it; empty: as themselves.
    pub as_whom: String,
}

impl Entry {
    /// An entry without changed fields.
    pub fn of(action: &'static str, object_kind: &'static str, object_id: impl ToString, object_name: &str) -> Entry {
        Entry {
            account: None,
            action,
            object_kind,
            object_id: object_id.to_string(),
            object_name: object_name.to_owned(),
            changes: Vec::new(),
        }
    }

    /// Says in which account it happened.
    pub fn in_account(mut self, account: AccountId) -> Entry {
        self.account = Some(account);
        self
    }

    /// The same, where it happened in one at all.
    pub fn within(self, account: Option<AccountId>) -> Entry {
        match account {
            Some(account) => self.in_account(account),
            None => self,
        }
    }

    /// Adds a field; one that stayed as it was is left out.
    pub fn change(mut self, field: &str, from: impl ToString, to: impl ToString) -> Entry {
        let (from, to) = (from.to_string(), to.to_string());
        if from != to {
            self.changes.push(Change { field: field.to_owned(), from, to });
        }
        self
    }
}

/// Every action there is with its words for people, in the past tense after a name.
pub(crate) const ACTIONS: &[(&str, &str)] = &[
    ("account.created", "created the account"),
    ("account.edited", "edited the account"),
    ("account.moved", "moved the account"),
    ("account.suspended", "suspended the account"),
    ("account.resumed", "resumed the account"),
    ("account.expired", "suspended the account at its expiry date"),
    ("account.deleted", "moved the account to the recycle bin"),
    ("account.restored", "restored the account"),
    ("account.limit", "changed a limit of the account"),
    ("account.erase_asked", "had removed for good at once the account"),
    ("account.purged", "removed the account for good"),
    ("import.applied", "imported accounts"),
    ("export.accounts", "exported the list of accounts"),
    ("export.account", "exported all data of the account"),
    ("export.removed", "removed a file with all data of the account"),
    ("export.audit", "exported the audit log"),
    ("person.invited", "invited"),
    ("person.created", "created the user"),
    ("person.edited", "edited the user"),
    ("person.rights", "changed the rights of"),
    ("person.disabled", "disabled the user"),
    ("person.enabled", "enabled the user"),
    ("person.sessions_ended", "ended all sessions of"),
    ("person.password_set", "set the password of"),
    ("grant.given", "gave access to"),
    ("grant.changed", "changed the access of"),
    ("grant.removed", "removed the access of"),
    ("session.opened", "signed in"),
    ("sign_in.refused", "gave a wrong password for"),
    ("sign_in.code_refused", "gave the password and a wrong code for"),
    ("network.refused", "was kept out by the network they came from"),
    ("frames.origins", "changed which pages may frame those of customers of"),
    ("account.frames", "changed which pages may frame those of"),
    ("frame.ended", "ended the frame of"),
    ("frame_key.added", "added the key that signs tokens"),
    ("frame_key.revoked", "revoked the key that signs tokens"),
    ("session.let_in", "was let in by the partner's program"),
    ("sign_in.token_refused", "used a link that was used before, or too late, of"),
    ("session.closed", "signed out"),
    ("session.revoked", "ended a session"),
    ("profile.edited", "edited their profile"),
    ("view.begun", "began to view as its people do the account"),
    ("view.ended", "stopped viewing as its people do the account"),
    ("identity.linked", "signed in for the first time at the provider"),
    ("identity.unlinked", "removed the link with the provider"),
    ("sign_in.provider_refused", "came from the sign-in provider and was not let in:"),
    ("partner.sign_in_provider", "changed the sign-in provider of"),
    ("second_step.on", "turned on two-step sign-in"),
    ("second_step.off", "turned off two-step sign-in"),
    ("second_step.codes", "made new recovery codes"),
    ("second_step.reset", "reset the two-step sign-in of"),
    ("password.changed", "changed their password"),
    ("password.reset", "set a new password by a mailed link"),
    ("cycle.created", "made the cycle"),
    ("cycle.edited", "edited the cycle"),
    ("cycle.connected", "chose the connectors of the cycle"),
    ("cycle.filled_in", "filled in settings of the cycle"),
    ("cycle.planned", "set the schedule of the cycle"),
    ("cycle.started", "started the cycle"),
    ("cycle.stopped", "stopped the cycle"),
    ("cycle.renamed", "renamed the cycle"),
    ("cycle.address", "replaced a webhook's address of the cycle"),
    ("cycle.removed", "removed the cycle"),
    ("cycle.run_once", "ran once the cycle"),
    ("transaction.retried", "ran again a transaction of"),
    ("transaction.tried_now", "had tried at once a transaction of"),
    ("transaction.stopped", "stopped a transaction of"),
    ("transaction.replayed", "replayed a transaction of"),
    ("transaction.data_deleted", "deleted the data of a transaction of"),
    ("incident.resolved", "said that it is resolved:"),
    ("incident.muted", "muted the incidents of"),
    ("incident.unmuted", "shows again the incidents of"),
    ("cycle.upgraded", "brought to another release the cycle"),
    ("connector.created", "added the connector"),
    ("connector.edited", "edited the connector"),
    ("connector.drafted", "began a draft of the connector"),
    ("connector.draft_edited", "edited the draft of the connector"),
    ("connector.draft_deleted", "deleted the draft of the connector"),
    ("connector.promoted", "made a release live of the connector"),
    ("connector.client", "set the registration of the connector"),
    ("connector.removed", "removed the connector"),
    ("template.created", "made the template"),
    ("template.edited", "edited the template"),
    ("template.drafted", "began a draft of the template"),
    ("template.draft_edited", "edited the draft of the template"),
    ("template.draft_deleted", "deleted the draft of the template"),
    ("template.promoted", "made a release live of the template"),
    ("template.removed", "deleted the template"),
    ("account_connector.added", "added the account's connector"),
    ("account_connector.edited", "edited the account's connector"),
    ("account_connector.connected", "gave credentials for the account's connector"),
    ("account_connector.disconnected", "disconnected the account's connector"),
    ("account_connector.shared", "shared with sub-accounts the connector"),
    ("account_connector.unshared", "stopped sharing with sub-accounts the connector"),
    ("account_connector.linked", "made a setup link for the account's connector"),
    ("account_connector.removed", "removed the account's connector"),
    ("report.saved", "saved for sending by mail the report"),
    ("report.edited", "edited the saved report"),
    ("report.paused", "paused the saved report"),
    ("report.resumed", "resumed the saved report"),
    ("report.asked", "had sent at once the saved report"),
    ("report.sent", "mailed the saved report"),
    ("report.stopped", "stopped the saved report"),
    ("report.deleted", "deleted the saved report"),
    ("partner.created", "created the partner"),
    ("partner.renamed", "renamed the partner"),
    ("partner.keys", "rotated the keys of"),
    ("partner.user_agent", "changed how calls name themselves of"),
    ("partner.main_host", "changed the host name in links of"),
    ("host.added", "added the host name"),
    ("host.verified", "found verified the host name"),
    ("host.failing", "found a fault with the host name"),
    ("host.removed", "removed the host name"),
    ("error_webhook.edited", "changed the webhook of"),
    ("error_webhook.stopped", "switched off the webhook of"),
    ("error_webhook.key", "replaced the signing key of the webhook of"),
    ("api_credential.created", "made the API credential"),
    ("api_credential.revoked", "revoked the API credential"),
    ("api_token.issued", "got a token with the API credential"),
    ("api_token.revoked", "revoked a token of the API credential"),
    ("partner.limit", "changed the default limit of"),
    ("brand.published", "published a brand of"),
    ("brand.of_account", "changed the branding of the account"),
    ("partner.second_step", "changed who must have two-step sign-in at"),
    ("partner.networks", "changed the allowed networks of"),
    ("partner.session_limits", "changed how long people stay signed in at"),
];

/// The words for an action; the action itself where it is unknown, which a newer version may have written.
pub(crate) fn words(action: &str) -> &str {
    ACTIONS.iter().find(|(key, _)| *key == action).map_or(action, |(_, words)| words)
}
