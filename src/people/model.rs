//! Addresses, names, roles.

/// An e-mail address as typed; `key` is what is compared (T8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EmailAddress(String);

impl EmailAddress {
    /// # Errors
    /// Words for the field.
    pub fn parse(text: &str) -> Result<EmailAddress, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err(t!("people-enter-address").to_owned());
        }
        if text.len() > 254 {
            return Err(t!("people-address-long", n = text.chars().count().to_string()));
        }
        let shaped = text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && !domain.is_empty()
                && !domain.starts_with('.')
                && !domain.ends_with('.')
                && !domain.contains("..")
        });
        // lettre's parser decides, since it is what sends to it.
        if !shaped || text.parse::<lettre::Address>().is_err() {
            return Err(t!("people-no-address", text = shortened(text)));
        }
        Ok(EmailAddress(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address in lower case: one person per partner.
    pub fn key(&self) -> String {
        fold(&self.0)
    }
}

/// The end of the address of a user whose name is no address. No mail can go there (RFC 2606), and none is sent.
const NAMED: &str = "@users.invalid";

/// By what programs call a user: an address, or a name that was never one. A name is kept as an address that no mail goes to,
/// so that it, too, is one person at a partner (T8), with which they can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UserName(EmailAddress);

impl UserName {
    /// # Errors
    /// Words for the field.
    pub fn parse(text: &str) -> Result<UserName, String> {
        let text = text.trim();
        if text.contains('@') {
            return EmailAddress::parse(text).map(UserName);
        }
        let wrong = t!("people-user-name");
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        if !(1..=60).contains(&text.len()) || !text.chars().all(fits) {
            return Err(wrong.to_owned());
        }
        EmailAddress::parse(&format!("{text}{NAMED}")).map(UserName).map_err(|_| wrong.to_owned())
    }

    /// What stands for them in the table of people.
    pub fn address(&self) -> &EmailAddress {
        &self.0
    }

    /// As programs know it.
    pub fn as_str(&self) -> &str {
        UserName::of_address(self.0.as_str())
    }

    /// The name of the user with this address.
    pub fn of_address(address: &str) -> &str {
        address.strip_suffix(NAMED).unwrap_or(address)
    }

    /// Whether mails can go there.
    pub fn is_address(&self) -> bool {
        self.as_str() == self.0.as_str()
    }
}

/// A person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PersonName(String);

impl PersonName {
    /// # Errors
    /// Words for the field.
    pub fn parse(text: &str) -> Result<PersonName, String> {
        line(text, 200, t!("people-enter-name")).map(PersonName)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn key(&self) -> String {
        fold(&self.0)
    }
}

/// The version a form was filled from; a stored one that is newer means that somebody else saved meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Version(pub i32);

impl Version {
    /// What a form carries; anything unreadable is older than everything.
    pub fn of(text: &str) -> Version {
        Version(text.trim().parse().unwrap_or(-1))
    }
}

/// One line of text: trimmed, not empty to the eye, at most so many characters, no control characters.
pub(crate) fn line(text: &str, at_most: usize, when_empty: &str) -> Result<String, String> {
    let text = text.trim();
    if text.chars().all(is_invisible) {
        return Err(when_empty.to_owned());
    }
    let length = text.chars().count();
    if length > at_most {
        return Err(t!("people-too-long", length = length.to_string(), most = at_most.to_string()));
    }
    if let Some(c) = text.chars().find(|c| c.is_control() || turns_text(*c)) {
        return Err(control_refused(c));
    }
    Ok(text.to_owned())
}

/// A text with a capital at its beginning.
pub(crate) fn with_capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Stands for a NUL of a form, which Postgres cannot store: it goes the way of every control character to its field, and
/// is refused there. Nobody types this one.
pub(crate) const NUL_STAND_IN: char = '\u{80}';

/// Words for a field with a control character in it.
pub(crate) fn control_refused(c: char) -> String {
    let c = if c == NUL_STAND_IN { '\0' } else { c };
    t!("people-control", name = format!("U+{:04X}", c as u32))
}

/// Characters that show nothing by themselves; inside a word some scripts need them.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// Characters that turn the direction of the text after them, with which one name can be made to look like another.
/// Scripts that run from right to left do not need them in a name.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// How text is compared and searched: lower case.
pub(crate) fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Hostile or endless input as a message repeats it.
pub(crate) fn shortened(text: &str) -> String {
    if text.chars().count() > 60 {
        format!("{}…", text.chars().take(60).collect::<String>())
    } else {
        text.to_owned()
    }
}

/// A list that is typed one a line: empty lines are nothing, and each counts once.
///
/// # Errors
/// What `read` says of a line, with the line's number and text.
pub(crate) fn one_a_line<T: PartialEq>(text: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    let mut all = Vec::new();
    for (at, line) in text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty()) {
        let one =
            read(line).map_err(|why| t!("people-line", n = (at + 1).to_string(), text = shortened(line), why = why))?;
        if !all.contains(&one) {
            all.push(one);
        }
    }
    Ok(all)
}

/// What an Account User may do in an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Viewer,
    Standard,
    Administrator,
}

impl Role {
    pub const ALL: [Role; 3] = [Role::Administrator, Role::Standard, Role::Viewer];

    pub fn parse(text: &str) -> Result<Role, String> {
        Role::ALL.into_iter().find(|r| r.key() == text).ok_or_else(|| t!("people-choose-role").to_owned())
    }

    /// The database's word.
    pub fn key(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::Standard => "standard",
            Role::Viewer => "viewer",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Role::Administrator => t!("access-role-administrator"),
            Role::Standard => t!("access-role-standard"),
            Role::Viewer => t!("access-role-viewer"),
        }
    }

    /// What it means, for the choice.
    pub fn meaning(self) -> String {
        match self {
            Role::Administrator => t!("people-role-administrator").to_owned(),
            Role::Standard => t!("people-role-standard", words),
            Role::Viewer => t!("people-role-viewer").to_owned(),
        }
    }

    /// The gate's rank.
    pub fn of_rank(rank: i32) -> Role {
        match rank {
            3.. => Role::Administrator,
            2 => Role::Standard,
            _ => Role::Viewer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for good in ["ada@example.com", "a.b+c@sub.example.co.uk", " ada@example.com ", "ünal@beispiel.de"] {
            assert!(EmailAddress::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "ada",
            "@example.com",
            "ada@",
            "ada@.com",
            "ada@example..com",
            "a b@example.com",
            "ada@example.com\nbcc: x",
        ] {
            assert!(EmailAddress::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(EmailAddress::parse("Ada@Example.COM").expect("valid").key(), "ada@example.com");
    }

    #[test]
    fn user_names_are_addresses_or_stand_for_one() {
        let named = UserName::parse(" Jo-temp_user.1 ").expect("a name");
        assert_eq!((named.as_str(), named.is_address()), ("Jo-temp_user.1", false));
        assert_eq!(named.address().key(), "jo-temp_user.1@users.invalid");
        assert_eq!(UserName::parse(named.address().as_str()), Ok(named), "which is the same person");
        assert!(UserName::parse("ada@example.com").is_ok_and(|user| user.is_address()));
        for bad in ["", "a b", ".", "a..b", "ünal", "a@", &"x".repeat(61)] {
            assert!(UserName::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn names() {
        assert!(PersonName::parse("  ").is_err());
        assert!(PersonName::parse(&"x".repeat(201)).is_err());
        assert!(PersonName::parse("a\u{7}b").is_err());
        assert_eq!(PersonName::parse(" 山田 太郎 ").expect("valid").as_str(), "山田 太郎");
    }
}
