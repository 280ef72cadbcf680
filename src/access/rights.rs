//! What a person may do, as types: a handler names one in its signature (STYLE 3.2).

pub use super::areas::{Area, Level, level};
use crate::db::{Facts, InAccount, InPartner, InSelf, Kind, Place};

/// What else must be so before a right counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Opens {
    /// Nothing: whoever is signed in may also sign out.
    Always,
    /// Also for who must set up two-step sign-in and has not: it is where they do so.
    SettingUp,
    /// Everything.
    Fully,
}

/// A right within one kind of place.
pub trait Right: Send + Sync + 'static {
    /// The only kind of place where this right means something.
    type In: Place;
    /// What it is called in the table of routes: "Accounts: Edit".
    const WORDS: &'static str;
    /// What it is called when it is missing, for whoever reads it.
    fn called() -> String;
    /// What else must be so.
    const OPENS: Opens = Opens::Fully;
    /// Whether these facts carry it.
    fn held(facts: &Facts) -> bool;
}

/// A right to change something; only these open a writing transaction.
pub trait Mutating: Right {}

macro_rules! console_rights {
    ($($(#[$doc:meta])* $name:ident = $area:ident, $level:ident, $words:literal $(, $mutating:ident)?;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;
        impl Right for $name {
            type In = InPartner;
            const WORDS: &'static str = $words;
            fn called() -> String {
                Area::$area.right(Level::$level)
            }
            fn held(facts: &Facts) -> bool {
                facts.for_partner() && level(facts, Area::$area) >= Level::$level
            }
        }
        $(impl $mutating for $name {})?
    )+};
}

console_rights! {
    /// Sees accounts.
    ViewAccounts = Accounts, View, "Accounts: View";
    /// Takes the list of accounts along as a file, which is written into the audit log.
    ExportAccounts = Accounts, View, "Accounts: View", Mutating;
    /// Creates, edits and imports accounts.
    EditAccounts = Accounts, Edit, "Accounts: Edit", Mutating;
    /// Suspends, moves, deletes and restores accounts.
    ManageAccounts = Accounts, Manage, "Accounts: Manage", Mutating;
    /// Sees the people of customers.
    ViewAccountUsers = AccountUsers, View, "Account users: View";
    /// Invites people and grants accounts.
    EditAccountUsers = AccountUsers, Edit, "Account users: Edit", Mutating;
    /// Removes people, sets passwords, ends sessions.
    ManageAccountUsers = AccountUsers, Manage, "Account users: Manage", Mutating;
    /// Sees the library of connectors.
    ViewConnectors = Connectors, View, "Connectors: View";
    /// Adds connectors and works on their drafts.
    EditConnectors = Connectors, Edit, "Connectors: Edit", Mutating;
    /// Makes releases live, removes connectors, registers the partner at applications.
    ManageConnectors = Connectors, Manage, "Connectors: Manage", Mutating;
    /// Sees templates.
    ViewTemplates = Templates, View, "Templates: View";
    /// Makes templates and works on their drafts.
    EditTemplates = Templates, Edit, "Templates: Edit", Mutating;
    /// Makes releases of templates live and deletes templates.
    ManageTemplates = Templates, Manage, "Templates: Manage", Mutating;
    /// Sees the partner's staff.
    ViewConsoleUsers = ConsoleUsers, View, "Console users: View";
    /// Invites staff and changes rights.
    EditConsoleUsers = ConsoleUsers, Edit, "Console users: Edit", Mutating;
    /// Disables staff and ends their sessions.
    ManageConsoleUsers = ConsoleUsers, Manage, "Console users: Manage", Mutating;
    /// Sees cycles and what they did.
    ViewCycles = Cycles, View, "Cycles: View";
    /// Makes, starts and stops cycles.
    EditCycles = Cycles, Edit, "Cycles: Edit", Mutating;
    /// Removes what cycles left.
    ManageCycles = Cycles, Manage, "Cycles: Manage", Mutating;
    /// Sees what may frame customers' pages, and what is open in frames.
    ViewEmbedding = Embedding, View, "Embedding: View";
    /// Says what may frame an account's pages, and ends what is open in frames.
    EditEmbedding = Embedding, Edit, "Embedding: Edit", Mutating;
    /// Says what may frame everybody's pages, and which keys sign tokens.
    ManageEmbedding = Embedding, Manage, "Embedding: Manage", Mutating;
    /// Saves reports to be sent by mail; all staff may look at reports.
    EditReports = Reports, Edit, "Reports: Edit", Mutating;
    /// Reads the audit log.
    ViewAudit = Settings, View, "Settings: View";
    /// Takes the audit log away as a file, which is itself an entry.
    ExportAudit = Settings, View, "Settings: View", Mutating;
    /// Sees API credentials and the tokens that were got with them.
    ViewApiCredentials = ApiCredentials, View, "API credentials: View";
    /// Makes and revokes API credentials.
    ManageApiCredentials = ApiCredentials, Manage, "API credentials: Manage", Mutating;
    /// Reads the partner's settings.
    ViewSettings = Settings, View, "Settings: View";
    /// Changes the partner's settings.
    EditSettings = Settings, Edit, "Settings: Edit", Mutating;
    /// Changes what everybody of the partner lives by: its name, how long sessions last.
    ManageSettings = Settings, Manage, "Settings: Manage", Mutating;
}

/// Everything: what decides who anybody else is.
#[derive(Debug, Clone, Copy)]
pub struct FullAccess;
impl Right for FullAccess {
    type In = InPartner;
    const WORDS: &'static str = "Full access";
    fn called() -> String {
        t!("access-full").to_owned()
    }
    fn held(facts: &Facts) -> bool {
        facts.kind == Kind::Console && facts.full_access
    }
}
impl Mutating for FullAccess {}

/// Any Console User: the dashboard, reports, their search.
#[derive(Debug, Clone, Copy)]
pub struct UseConsole;
impl Right for UseConsole {
    type In = InPartner;
    const WORDS: &'static str = "Console user";
    fn called() -> String {
        t!("access-console-user").to_owned()
    }
    fn held(facts: &Facts) -> bool {
        facts.for_partner()
    }
}

/// Sees an account as its people do: who may see in the console what they see there.
#[derive(Debug, Clone, Copy)]
pub struct ViewAs;
impl Right for ViewAs {
    type In = InPartner;
    const WORDS: &'static str = "Accounts, Account users, Connectors and Cycles: View";
    fn called() -> String {
        t!("access-view-as", words)
    }
    fn held(facts: &Facts) -> bool {
        let areas = [Area::Accounts, Area::AccountUsers, Area::Connectors, Area::Cycles];
        facts.kind == Kind::Console && areas.iter().all(|area| level(facts, *area) >= Level::View)
    }
}
impl Mutating for ViewAs {}

/// Whether somebody of the staff, who sees an account as its people do, may do the same in the console too: what they see
/// gives them nothing that they have not there. True for the people themselves.
fn beside(facts: &Facts, area: Area, least: Level) -> bool {
    facts.kind != Kind::Console || level(facts, area) >= least
}

/// What a role of an account is called, by its rank.
fn role(rank: i32) -> String {
    let name = match rank {
        1 => t!("access-role-viewer"),
        2 => t!("access-role-standard"),
        _ => t!("access-role-administrator"),
    };
    name.to_owned()
}

macro_rules! account_rights {
    ($($(#[$doc:meta])* $name:ident = $rank:literal, $words:literal $(, $mutating:ident $(, $area:ident, $level:ident)?)?;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;
        impl Right for $name {
            type In = InAccount;
            const WORDS: &'static str = $words;
            fn called() -> String {
                role($rank)
            }
            fn held(facts: &Facts) -> bool {
                facts.role.unwrap_or(0) >= $rank $($(&& beside(facts, Area::$area, Level::$level))?)?
            }
        }
        $(impl $mutating for $name {})?
    )+};
}

account_rights! {
    /// Looks at the account: Viewer and up.
    ViewAccount = 1, "Viewer";
    /// Connectors and cycles of the account: Standard and up.
    WorkInAccount = 2, "Standard", Mutating;
    /// Adds, connects and changes the account's connectors: as [`WorkInAccount`].
    ChangeConnectors = 2, "Standard", Mutating, Connectors, Edit;
    /// Disconnects and removes them: as [`WorkInAccount`].
    RemoveConnectors = 2, "Standard", Mutating, Connectors, Manage;
    /// Makes templates of the account's own: as [`WorkInAccount`].
    MakeTemplates = 2, "Standard", Mutating, Templates, Edit;
    /// Makes them live and deletes them: as [`WorkInAccount`].
    RuleTemplates = 2, "Standard", Mutating, Templates, Manage;
    /// Settings and users of the account: Administrator.
    AdministerAccount = 3, "Administrator", Mutating;
}

/// Has reports of the account sent by mail: as [`WorkInAccount`], of its own people alone, since they are sent in the name
/// of whoever saved them.
#[derive(Debug, Clone, Copy)]
pub struct KeepReports;
impl Right for KeepReports {
    type In = InAccount;
    const WORDS: &'static str = WorkInAccount::WORDS;
    fn called() -> String {
        WorkInAccount::called()
    }
    fn held(facts: &Facts) -> bool {
        WorkInAccount::held(facts) && facts.view.is_none()
    }
}
impl Mutating for KeepReports {}

/// The person's own profile, sessions and password. Whom a program let into one account proved no password, and is there for that
/// account alone.
#[derive(Debug, Clone, Copy)]
pub struct OwnProfile;
impl Right for OwnProfile {
    type In = InSelf;
    const WORDS: &'static str = "your own sign-in with a password";
    fn called() -> String {
        t!("access-own-sign-in").to_owned()
    }
    fn held(facts: &Facts) -> bool {
        facts.bound.is_none()
    }
}
impl Mutating for OwnProfile {}

/// The person's own way in: the password asked again, and two-step sign-in. Otherwise as [`OwnProfile`].
#[derive(Debug, Clone, Copy)]
pub struct OwnWayIn;
impl Right for OwnWayIn {
    type In = InSelf;
    const WORDS: &'static str = OwnProfile::WORDS;
    const OPENS: Opens = Opens::SettingUp;
    fn called() -> String {
        OwnProfile::called()
    }
    fn held(facts: &Facts) -> bool {
        OwnProfile::held(facts)
    }
}
impl Mutating for OwnWayIn {}

/// That one is signed in at all: signing out, and who it is that was let in.
#[derive(Debug, Clone, Copy)]
pub struct OwnSession;
impl Right for OwnSession {
    type In = InSelf;
    const WORDS: &'static str = "your own session";
    const OPENS: Opens = Opens::Always;
    fn called() -> String {
        t!("access-own-session").to_owned()
    }
    fn held(_: &Facts) -> bool {
        true
    }
}
impl Mutating for OwnSession {}

/// That one is signed in: the list of the person's accounts.
#[derive(Debug, Clone, Copy)]
pub struct OwnThings;
impl Right for OwnThings {
    type In = InSelf;
    const WORDS: &'static str = "your own";
    fn called() -> String {
        t!("access-own").to_owned()
    }
    fn held(_: &Facts) -> bool {
        true
    }
}
