//! Settings: one table, read from the environment and from an optional file. A wrong value stops the start and names
//! the setting.

mod keeping;
mod key;
mod outgoing;
mod settings;

pub use keeping::Keeping;
pub use key::{Key, WrappingKeys};
pub use settings::{SETTINGS, Setting};
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use url::Url;

/// A wrong setting, in words for the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The setting's name.
    pub setting: String,
    /// What is wrong and what would be right.
    pub why: String,
}

impl std::fmt::Display for ConfigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.setting, self.why)
    }
}

/// All settings, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Connection of the owner role; none on a machine that only serves.
    pub owner_url: Option<String>,
    /// Connection of the server's role.
    pub app_url: String,
    /// Installation key.
    pub key: Key,
    /// The file it was read from.
    pub key_file: Option<PathBuf>,
    /// What partners' keys are wrapped with.
    pub wrapping: WrappingKeys,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Address people use, without a trailing slash.
    pub url: Url,
    /// Where `/metrics` is served, when it is.
    pub metrics: Option<SocketAddr>,
    /// Where the demo's application is served, when it is.
    pub demo_app: Option<SocketAddr>,
    /// Whether `serve` also runs cycles, jobs and mails.
    pub works: bool,
    /// Web threads.
    pub workers: usize,
    /// Connections for pages.
    pub pool: u32,
    /// How long to wait for a connection, in seconds.
    pub db_timeout_s: u64,
    /// Mail server; none: mails land in `mail_dir`.
    pub smtp_url: Option<String>,
    /// Sender of mails.
    pub mail_from: String,
    /// Where mails land without a mail server.
    pub mail_dir: PathBuf,
    /// Shows the pages for developers.
    pub dev: bool,
    /// Proxies whose word about the client's address is taken.
    pub trusted_proxies: Vec<IpAddr>,
    /// The product's name on pages.
    pub product: String,
    /// Filter for the log.
    pub log_level: String,
    /// True: one JSON object a line.
    pub log_json: bool,
    /// Whom to ask about partners' host names; none: whom this machine asks.
    pub dns_server: Option<SocketAddr>,
    /// What outgoing calls may reach.
    pub(crate) outgoing: crate::outbound::Rules,
    /// How long is kept what grows with use.
    pub keeping: Keeping,
    /// How often each API credential may call in a minute; 0: as often as it likes.
    pub api_calls_a_minute: u32,
    /// The connections go through a pooler in transaction mode.
    pub pooled: bool,
    /// bcrypt's cost: 12, lower only in the test build.
    pub password_cost: u32,
}

/// Reads settings, collecting every complaint rather than stopping at the first.
struct Reader<'a> {
    env: &'a dyn Fn(&str) -> Option<String>,
    file: BTreeMap<String, String>,
    errors: Vec<ConfigError>,
}

impl Reader<'_> {
    fn text(&self, name: &str) -> Option<String> {
        (self.env)(name).or_else(|| self.file.get(name).cloned()).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty())
    }

    fn wrong(&mut self, setting: &str, why: impl Into<String>) {
        self.errors.push(ConfigError { setting: setting.to_owned(), why: why.into() });
    }

    fn parsed<T>(&mut self, name: &str, default: T, parse: impl Fn(&str) -> Result<T, String>) -> T {
        match self.text(name).map(|text| parse(&text)) {
            None => default,
            Some(Ok(value)) => value,
            Some(Err(why)) => {
                self.wrong(name, why);
                default
            }
        }
    }

    fn number(&mut self, name: &str, default: u64, range: std::ops::RangeInclusive<u64>) -> u64 {
        self.parsed(name, default, |text| match text.parse::<u64>() {
            Ok(n) if range.contains(&n) => Ok(n),
            _ => Err(format!("\"{text}\" must be a whole number from {} to {}", range.start(), range.end())),
        })
    }
}

impl Config {
    /// Reads the environment and the file it names.
    ///
    /// # Errors
    /// Every wrong setting with its name.
    pub fn load() -> Result<Config, Vec<ConfigError>> {
        Config::from_source(&|name| std::env::var(name).ok())
    }

    /// Reads settings from any source, as [`Config::load`] does from the environment.
    ///
    /// # Errors
    /// Every wrong setting with its name.
    pub fn from_source(env: &dyn Fn(&str) -> Option<String>) -> Result<Config, Vec<ConfigError>> {
        let mut read = Reader { env, file: BTreeMap::new(), errors: Vec::new() };
        if let Some(path) = read.text("BERTH_CONFIG") {
            match read_file(&path) {
                Ok(file) => read.file = file,
                Err(error) => read.errors.push(error),
            }
        }
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get) as u64;
        let host = read.parsed("HOST", IpAddr::from([127, 0, 0, 1]), |text| {
            text.trim_matches(['[', ']'])
                .parse()
                .map_err(|_| format!("\"{text}\" is not an IP address; use 127.0.0.1 or 0.0.0.0"))
        });
        let port = read.number("PORT", 8080, 0..=65_535) as u16;
        let listen = SocketAddr::new(host, port);
        let default_url =
            Url::parse(&format!("http://{listen}")).unwrap_or_else(|_| unreachable!("an address is a URL"));
        let url = read.parsed("BERTH_URL", default_url, |text| match Url::parse(text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.host().is_some() && url.path() == "/" => Ok(url),
            _ => Err(format!("\"{text}\" must be an address such as https://integrations.example.com, without a path")),
        });
        let metrics = read.parsed("METRICS_ADDRESS", SocketAddr::from(([127, 0, 0, 1], 0)), |text| {
            text.parse().map_err(|_| format!("\"{text}\" must be an address with a port, such as 127.0.0.1:9090"))
        });
        let dns_server = read.parsed("DNS_SERVER", None, |text| {
            let address = text.parse().or_else(|_| text.parse().map(|ip: IpAddr| SocketAddr::new(ip, 53)));
            address
                .map(Some)
                .map_err(|_| format!("\"{text}\" must be an IP address, such as 9.9.9.9 or 127.0.0.1:5353"))
        });
        let (outgoing, demo_app) = outgoing::read(&mut read);
        let keeping = keeping::read(&mut read);
        let owner_url = read.text("DATABASE_URL");
        let (key, key_file) = key::read(&mut read);
        let wrapping = key::read_wrapping(&mut read, &key);
        let app_url = match (read.text("APP_DATABASE_URL"), &owner_url) {
            (Some(url), _) => url,
            (None, Some(owner)) => derived_app_url(owner, &key).unwrap_or_else(|why| {
                read.wrong("DATABASE_URL", why);
                String::new()
            }),
            (None, None) => {
                read.wrong(
                    "DATABASE_URL",
                    "is not set, and neither is APP_DATABASE_URL; run bin/start or name a Postgres server",
                );
                String::new()
            }
        };
        let dev = read.parsed("BERTH_DEV", false, yes_or_no);
        let works = read.parsed("BERTH_WORK", true, yes_or_no);
        if dev && !host.is_loopback() {
            read.wrong("BERTH_DEV", "shows mails to anyone who can reach the server, so it needs HOST to be loopback");
        }
        let log_level = read.parsed("LOG_LEVEL", "info".to_owned(), |text| match text {
            "error" | "warn" | "info" | "debug" | "trace" => Ok(text.to_owned()),
            other => Err(format!("\"{other}\" must be error, warn, info, debug or trace")),
        });
        let log_json = read.parsed("LOG_FORMAT", false, |text| match text {
            "text" | "json" => Ok(text == "json"),
            other => Err(format!("\"{other}\" must be text or json")),
        });
        let smtp_url = read.parsed("SMTP_URL", None, |text| match Url::parse(text) {
            Ok(url) if matches!(url.scheme(), "smtp" | "smtps") && url.host().is_some() => Ok(Some(text.to_owned())),
            // The value may hold a password, so it is not repeated.
            _ => Err("must look like smtps://user:password@host:465 or smtp://host:25".to_owned()),
        });
        let mail_from = read.parsed("MAIL_FROM", "Integrations <no-reply@localhost>".to_owned(), |text| {
            text.parse::<lettre::message::Mailbox>()
                .map(|_| text.to_owned())
                .map_err(|_| format!("\"{text}\" must look like Name <address@example.com>"))
        });
        let trusted_proxies = read.parsed("TRUSTED_PROXIES", Vec::new(), |text| {
            text.split(',')
                .map(|part| part.trim().parse().map_err(|_| format!("\"{}\" is not an IP address", part.trim())))
                .collect()
        });
        let config = Config {
            owner_url,
            app_url,
            key,
            key_file,
            wrapping,
            listen,
            url,
            metrics: (metrics.port() != 0).then_some(metrics),
            demo_app,
            works,
            workers: read.number("BERTH_WORKERS", cores, 1..=64) as usize,
            pool: read.number("BERTH_POOL", (2 * cores).max(4), 2..=200) as u32,
            db_timeout_s: read.number("BERTH_DB_TIMEOUT_S", 5, 1..=60),
            smtp_url,
            mail_from,
            mail_dir: read.text("BERTH_MAIL_DIR").unwrap_or_else(|| ".berth/mail".to_owned()).into(),
            dev,
            trusted_proxies,
            product: read.text("PRODUCT_NAME").unwrap_or_else(|| "Berth".to_owned()),
            log_level,
            log_json,
            dns_server,
            outgoing,
            keeping,
            api_calls_a_minute: read.number("BERTH_API_CALLS_PER_MINUTE", 6_000, 0..=10_000_000) as u32,
            pooled: read.parsed("BERTH_POOLED", false, yes_or_no),
            password_cost: 12,
        };
        if read.errors.is_empty() { Ok(config) } else { Err(read.errors) }
    }

    /// True when cookies may go without `Secure`: plain http on loopback, nowhere else.
    pub fn plain_loopback(&self) -> bool {
        self.url.scheme() == "http"
            && match self.url.host() {
                Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
                Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
                Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
                None => false,
            }
    }

    /// Whether a request by this host name is one to the installation itself. On this machine alone all of its names are.
    pub(crate) fn is_own_name(&self, name: &str) -> bool {
        self.url.host_str() == Some(name)
            || self.plain_loopback() && matches!(name, "localhost" | "127.0.0.1" | "[::1]")
    }
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        other => Err(format!("\"{other}\" must be 0 or 1")),
    }
}

fn read_file(path: &str) -> Result<BTreeMap<String, String>, ConfigError> {
    let wrong = |why: String| ConfigError { setting: "BERTH_CONFIG".to_owned(), why };
    let text = std::fs::read_to_string(path).map_err(|e| wrong(format!("cannot read {path}: {e}")))?;
    let table: toml::Table = text.parse().map_err(|e| wrong(format!("{path} is not TOML: {e}")))?;
    let mut values = BTreeMap::new();
    for (name, value) in table {
        if !SETTINGS.iter().any(|s| s.name == name) {
            return Err(ConfigError {
                setting: name,
                why: format!("in {path} is no setting; see the table in README.md"),
            });
        }
        let text = match value {
            toml::Value::String(text) => text,
            other => other.to_string(),
        };
        values.insert(name, text);
    }
    Ok(values)
}

fn derived_app_url(owner: &str, key: &Key) -> Result<String, String> {
    let mut url = Url::parse(owner)
        .map_err(|_| "must be a URL such as postgres://user:password@host:5432/database".to_owned())?;
    let password: String = key.derive("role berth_app").iter().take(24).map(|b| format!("{b:02x}")).collect();
    let unusable = |()| "has no place for a user name".to_owned();
    url.set_username("berth_app").map_err(unusable)?;
    url.set_password(Some(&password)).map_err(unusable)?;
    Ok(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(pairs: &[(&str, &str)]) -> Result<Config, Vec<ConfigError>> {
        let mut all = BTreeMap::from([
            ("DATABASE_URL", "postgres://owner:secret@127.0.0.1:5432/berth"),
            ("BERTH_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        ]);
        all.extend(pairs.iter().copied());
        Config::from_source(&|name| all.get(name).map(|v| (*v).to_owned()))
    }

    #[test]
    fn a_wrong_value_names_its_setting() {
        let cases = [
            ("PORT", "eighty"),
            ("PORT", "70000"),
            ("HOST", "localhost:80"),
            ("BERTH_URL", "example.com"),
            ("BERTH_URL", "https://example.com/path"),
            ("BERTH_KEY", "short"),
            ("BERTH_POOL", "0"),
            ("SMTP_URL", "mail.example.com"),
            ("LOG_LEVEL", "loud"),
            ("LOG_FORMAT", "xml"),
            ("BERTH_DEV", "yes"),
            ("TRUSTED_PROXIES", "10.0.0.1, proxy"),
            ("DNS_SERVER", "dns.example"),
            ("METRICS_ADDRESS", "9090"),
            ("MAIL_FROM", "nobody"),
            ("BERTH_POOLED", "maybe"),
            ("BERTH_KEEP_LOG_MONTHS", "2"),
            ("BERTH_KEEP_HOURS_MONTHS", "121"),
            ("BERTH_KEEP_LEDGER_MONTHS", "13"),
            ("BERTH_CONFIG", "/does/not/exist.toml"),
        ];
        for (name, value) in cases {
            let errors = load(&[(name, value)]).expect_err(name);
            assert!(errors.iter().any(|e| e.setting == name && !e.why.is_empty()), "{name}={value}: {errors:?}");
        }
    }

    #[test]
    fn the_server_role_never_shares_the_owners_password() {
        let config = load(&[]).expect("valid");
        assert!(config.app_url.starts_with("postgres://berth_app:"));
        assert!(!config.app_url.contains("secret"));
    }

    #[test]
    fn cookies_are_relaxed_on_plain_loopback_only() {
        for (url, relaxed) in [
            ("http://127.0.0.1:8080", true),
            ("http://localhost:8080", true),
            ("http://northwind.localhost:8080", true),
            ("https://localhost", false),
            ("http://192.168.1.5:8080", false),
            ("http://example.com", false),
        ] {
            assert_eq!(load(&[("BERTH_URL", url)]).expect(url).plain_loopback(), relaxed, "{url}");
        }
    }

    #[test]
    fn developer_pages_need_loopback() {
        let errors = load(&[("BERTH_DEV", "1"), ("HOST", "0.0.0.0")]).expect_err("refused");
        assert_eq!(errors[0].setting, "BERTH_DEV");
    }
}
