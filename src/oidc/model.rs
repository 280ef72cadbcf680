//! What a partner says of its provider, and what counts of what the provider says.

use crate::error::FieldErrors;
use crate::people::model::line;
use url::Url;

const DOMAINS_MAX: usize = 50;
const VALUES_MAX: usize = 20;
const SECRET_CHARS_MAX: usize = 1_000;

/// Who signs in at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    Console,
    Account,
    Both,
}

impl Audience {
    pub const ALL: [Audience; 3] = [Audience::Console, Audience::Account, Audience::Both];

    /// As it is stored and sent.
    pub fn key(self) -> &'static str {
        match self {
            Audience::Console => "console",
            Audience::Account => "account",
            Audience::Both => "both",
        }
    }

    pub fn read(word: &str) -> Option<Audience> {
        Audience::ALL.into_iter().find(|one| one.key() == word)
    }

    /// For people, and what it means.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Audience::Console => (t!("oidc-for-console"), t!("oidc-for-console-why")),
            Audience::Account => (t!("oidc-for-account"), t!("oidc-for-account-why")),
            Audience::Both => (t!("oidc-for-both"), t!("oidc-for-both-why")),
        }
    }

    /// Whether the partner's own staff is among them.
    pub fn has_staff(self) -> bool {
        self != Audience::Account
    }
}

/// A provider as it should be.
#[derive(Clone)]
pub(crate) struct NewProvider {
    /// As the provider names itself: a slash at the end more or less is another.
    pub issuer: String,
    pub client_id: String,
    /// None: as it was.
    pub secret: Option<String>,
    pub label: String,
    pub audience: Audience,
    pub domains: Vec<String>,
    pub passwords: bool,
    pub second_step_by: Vec<String>,
}

/// What was typed.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    pub label: String,
    pub audience: String,
    /// One a line.
    pub domains: String,
    pub passwords: String,
    /// One a line.
    pub second_step_by: String,
    pub version: String,
}

impl Form {
    /// # Errors
    /// Words for each field.
    pub fn parse(&self) -> Result<NewProvider, FieldErrors> {
        let mut errors = FieldErrors::default();
        let issuer = errors.take("issuer", issuer(&self.issuer));
        let client_id = errors.take("client_id", line(&self.client_id, 300, t!("oidc-enter-client-id")));
        let label = errors.take("label", line(&self.label, 60, t!("oidc-enter-label")));
        let audience =
            errors.take("audience", Audience::read(&self.audience).ok_or(t!("oidc-choose-audience").to_owned()));
        let domains = errors.take("domains", domains(&self.domains));
        let values = errors.take("second_step_by", values(&self.second_step_by));
        let secret = self.client_secret.trim();
        if secret.chars().count() > SECRET_CHARS_MAX || secret.chars().any(char::is_control) {
            errors.add("client_secret", t!("oidc-wrong-secret"));
        }
        match (issuer, client_id, label, audience, domains, values) {
            (Some(issuer), Some(client_id), Some(label), Some(audience), Some(domains), Some(second_step_by))
                if errors.is_empty() =>
            {
                Ok(NewProvider {
                    issuer,
                    client_id,
                    secret: (!secret.is_empty()).then(|| secret.to_owned()),
                    label,
                    audience,
                    domains,
                    passwords: !self.passwords.is_empty(),
                    second_step_by,
                })
            }
            _ => Err(errors),
        }
    }
}

fn issuer(text: &str) -> Result<String, String> {
    let text = text.trim();
    let wrong = t!("oidc-wrong-issuer");
    let url = Url::parse(text).map_err(|_| wrong.to_owned())?;
    let plain =
        url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
    let fits = matches!(url.scheme(), "https" | "http") && url.host().is_some() && plain && text.len() <= 500;
    if fits { Ok(text.to_owned()) } else { Err(wrong.to_owned()) }
}

fn domains(text: &str) -> Result<Vec<String>, String> {
    let mut all = Vec::new();
    for typed in text.split([',', '\n', ' ']).map(str::trim).filter(|typed| !typed.is_empty()) {
        let domain = typed.trim_start_matches('@').to_lowercase();
        let fits = domain.len() <= 253
            && domain.contains('.')
            && domain.split('.').all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-'));
        if !fits {
            return Err(t!("oidc-wrong-domain", typed = typed));
        }
        all.push(domain);
    }
    all.sort_unstable();
    all.dedup();
    if all.len() > DOMAINS_MAX { Err(t!("oidc-domains-most", most = DOMAINS_MAX)) } else { Ok(all) }
}

fn values(text: &str) -> Result<Vec<String>, String> {
    let mut all: Vec<String> = Vec::new();
    for typed in text.split([',', '\n', ' ']).map(str::trim).filter(|typed| !typed.is_empty()) {
        if typed.len() > 200 || !typed.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(t!("oidc-wrong-value").to_owned());
        }
        if !all.iter().any(|known| known == typed) {
            all.push(typed.to_owned());
        }
    }
    if all.len() > VALUES_MAX { Err(t!("oidc-values-most", most = VALUES_MAX)) } else { Ok(all) }
}

/// Whether people with this address may come: of one of the domains, where there are any.
pub(crate) fn is_of_domain(address_key: &str, domains: &[String]) -> bool {
    let domain = address_key.rsplit_once('@').map_or("", |(_, domain)| domain);
    !domain.is_empty() && (domains.is_empty() || domains.iter().any(|allowed| allowed == domain))
}

#[cfg(test)]
mod tests {
    use super::{Form, domains, is_of_domain, issuer, values};

    #[test]
    fn domains_are_compared_whole() {
        let allowed = domains("@Northwind.test, apps.northwind.test\nnorthwind.test").unwrap();
        assert_eq!(allowed, ["apps.northwind.test", "northwind.test"]);
        for (address, fits) in [
            ("ada@northwind.test", true),
            ("ada@apps.northwind.test", true),
            ("ada@evil-northwind.test", false),
            ("ada@northwind.test.evil.example", false),
            ("ada@x.northwind.test", false),
            ("northwind.test", false),
            ("a@b@northwind.test", true),
        ] {
            assert_eq!(is_of_domain(address, &allowed), fits, "{address}");
        }
        assert!(is_of_domain("ada@anywhere.example", &[]));
        assert!(domains("localhost").is_err() && domains("a..b").is_err());
    }

    #[test]
    fn issuers_are_plain_addresses() {
        assert!(issuer("https://login.example.com/realms/one").is_ok());
        for wrong in [
            "login.example.com",
            "ftp://a.example",
            "https://a.example/?x=1",
            "https://u:p@a.example",
            "https://a.example/#f",
        ] {
            assert!(issuer(wrong).is_err(), "{wrong}");
        }
        assert_eq!(values("mfa otp,mfa").unwrap(), ["mfa", "otp"]);
        assert!(Form::default().parse().is_err());
    }
}
