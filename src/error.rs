//! What can go wrong, by who must act (STYLE 3.11). How each becomes an answer is in `web::failure`.

use std::fmt;

/// The result of everything that may fail on its way to an answer.
pub type AppResult<T> = Result<T, AppError>;

/// One complaint about one field of a form, in words for the person who typed it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FieldError {
    /// The form's field name.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// All complaints about a form, in the order of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// Adds a complaint.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(FieldError { field: field.to_owned(), message: message.into() });
    }

    /// Keeps the value of a parsed field, or its complaint.
    pub fn take<T>(&mut self, field: &str, parsed: Result<T, String>) -> Option<T> {
        parsed.map_err(|message| self.add(field, message)).ok()
    }

    /// The complaint about a field, for its place in the form; empty when there is none.
    pub fn of(&self, field: &str) -> &str {
        self.0.iter().find(|e| e.field == field).map_or("", |e| e.message.as_str())
    }

    /// Each complaint with its field, for the summary above a form.
    pub fn summary(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|e| (e.field.as_str(), e.message.as_str())).collect()
    }

    /// True when nothing was wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The error carrying these, when there are any.
    pub fn into_result(self) -> AppResult<()> {
        if self.is_empty() { Ok(()) } else { Err(AppError::Invalid(self)) }
    }
}

/// An account that its people cannot enter at present, and what its page says to them.
#[derive(Debug)]
pub struct Closed {
    /// The account's name.
    pub account: String,
    /// True when its expiry date was reached, or that of an account above it.
    pub expired: bool,
    /// Whom to ask: the partner's name.
    pub partner: String,
    /// light, dark, or empty for the system's.
    pub theme: String,
    /// What it looks like to customers.
    pub brand: Option<Box<crate::branding::model::Brand>>,
    /// The person who asks.
    pub person: String,
    /// Name, way and address of accounts that the person may open instead.
    pub others: Vec<(String, String, String)>,
}

/// A limit without room for what was asked (M6).
#[derive(Debug)]
pub struct Reached {
    /// What is limited, as in addresses.
    pub kind: &'static str,
    /// The account that the limit is set for.
    pub account: uuid::Uuid,
    /// What was used before.
    pub used: i64,
    /// How much there may be.
    pub value: i64,
    /// The limit, who set it, the figures, when it resets and what to do, in words for the person who asked.
    pub words: String,
}

/// Where a person who had to give the password goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Afterwards {
    /// On the page that was asked for.
    Here,
    /// On a page that offers the file that was asked for, and then on the page they came from.
    Before,
}

/// Why a request could not be done.
#[derive(Debug)]
pub enum AppError {
    /// Absent and foreign alike (T4): the same answer for both.
    NotFound,
    /// Nobody is signed in, or no longer.
    SignedOut,
    /// The person is inside, but lacks a right that somebody could give.
    Forbidden {
        /// The right that is missing, in words.
        needs: String,
    },
    /// The account is suspended or has expired; its people see a page that says so.
    Suspended(Box<Closed>),
    /// The person must change what was typed.
    Invalid(FieldErrors),
    /// The request itself is malformed, which no form of ours sends.
    BadRequest(String),
    /// The form is not of this session, or came from another site.
    Forged,
    /// The form came through another address than the configured one, which is given here.
    WrongAddress(String),
    /// The request came by a host name that is nobody's here.
    UnknownHost,
    /// Somebody else was quicker, or the state does not allow it.
    Conflict(String),
    /// A limit of the account, or of one above it, has no room.
    AtLimit(Box<Reached>),
    /// More than is accepted at once.
    TooLarge(String),
    /// The password must be given again first.
    ConfirmFirst(Afterwards),
    /// The partner lets nobody in from this network.
    Outside {
        /// The address that the request came from.
        address: String,
        /// It is a program's call.
        program: bool,
    },
    /// Staff who see an account as its people do, and may not do this so.
    NotAsViewer,
    /// They saw it as its people do, and that has ended.
    ViewOver,
    /// The partner requires two-step sign-in, which the person has to set up first.
    SetUpFirst,
    /// Try again after so many seconds.
    Busy {
        /// What is busy, in words.
        why: String,
        /// When to try again.
        retry_after_s: u32,
    },
    /// A program called more often than it may; it waits so many seconds.
    TooMany {
        /// How often it may, in words.
        why: String,
        /// When to try again.
        retry_after_s: u32,
    },
    /// Our fault; logged once at the edge, its cause never reaches a client.
    Internal(anyhow::Error),
}

impl AppError {
    /// A complaint about a single field.
    pub fn invalid(field: &str, message: impl Into<String>) -> AppError {
        let mut errors = FieldErrors::default();
        errors.add(field, message);
        AppError::Invalid(errors)
    }

    /// What is said to whoever asks while the server stops.
    pub(crate) fn stopping() -> AppError {
        AppError::Busy { why: t!("errors-stopping").to_owned(), retry_after_s: 5 }
    }

    /// An internal error from a message.
    pub fn internal(message: impl fmt::Display) -> AppError {
        AppError::Internal(anyhow::anyhow!("{message}"))
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AppError::NotFound => f.write_str("not found"),
            AppError::SignedOut => f.write_str("signed out"),
            AppError::Forbidden { needs } => write!(f, "needs {needs}"),
            AppError::Suspended(_) => f.write_str("account suspended"),
            AppError::Invalid(errors) => {
                let all: Vec<String> = errors.0.iter().map(|e| format!("{}: {}", e.field, e.message)).collect();
                f.write_str(&all.join("; "))
            }
            AppError::Forged => f.write_str("forged request"),
            AppError::WrongAddress(right) => write!(f, "not sent to {right}"),
            AppError::BadRequest(why) | AppError::Conflict(why) | AppError::TooLarge(why) => f.write_str(why),
            AppError::AtLimit(reached) => f.write_str(&reached.words),
            AppError::ConfirmFirst(_) => f.write_str("password must be confirmed"),
            AppError::Outside { address, .. } => write!(f, "{address} is not in an allowed network"),
            AppError::NotAsViewer => f.write_str("not while viewing an account as its people do"),
            AppError::ViewOver => f.write_str("the view of the account has ended"),
            AppError::SetUpFirst => f.write_str("two-step sign-in must be set up"),
            AppError::Busy { why, .. } | AppError::TooMany { why, .. } => f.write_str(why),
            AppError::UnknownHost => f.write_str("a host name that is nobody's"),
            AppError::Internal(cause) => write!(f, "internal: {cause:#}"),
        }
    }
}

impl std::error::Error for AppError {}

impl From<anyhow::Error> for AppError {
    fn from(cause: anyhow::Error) -> Self {
        AppError::Internal(cause)
    }
}

impl From<diesel::result::Error> for AppError {
    fn from(cause: diesel::result::Error) -> Self {
        match cause {
            // A row that is not there and a row behind the wall look alike (T4).
            diesel::result::Error::NotFound => AppError::NotFound,
            // Two wrote the same in another order; Postgres ended this one, and nothing of it is kept.
            diesel::result::Error::DatabaseError(_, ref said) if said.message() == "deadlock detected" => {
                AppError::Busy { why: t!("errors-busy-change").to_owned(), retry_after_s: 1 }
            }
            other => AppError::Internal(other.into()),
        }
    }
}

impl From<serde_json::Error> for AppError {
    fn from(cause: serde_json::Error) -> Self {
        AppError::Internal(cause.into())
    }
}

impl From<askama::Error> for AppError {
    fn from(cause: askama::Error) -> Self {
        AppError::Internal(cause.into())
    }
}
