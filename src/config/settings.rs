//! The table of settings.

/// One setting as the table in the README shows it.
#[derive(Debug)]
pub struct Setting {
    /// Its name in the environment and in the file.
    pub name: &'static str,
    /// What counts when it is not set, in words.
    pub default: &'static str,
    /// What it is for.
    pub what: &'static str,
}

/// Every setting there is. The README's table is checked against this by a test.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "DATABASE_URL",
        default: "none; `bin/start` makes a private Postgres",
        what: "Connection of the owner role: a URL with a role that may create roles. For `migrate`, `seed`, `partner`, `user` and `audit`; the others take it only when `APP_DATABASE_URL` is not set.",
    },
    Setting {
        name: "APP_DATABASE_URL",
        default: "`DATABASE_URL` with role `berth_app` and a password derived from the key",
        what: "Connection of the server's own role, which owns nothing and cannot bypass a policy.",
    },
    Setting {
        name: "BERTH_KEY",
        default: "none",
        what: "Installation key: 32 random bytes in base64 (`openssl rand -base64 32`), the same for every server of the installation. Signs cookies, forms and the audit log's heads, goes into every password's hash, derives the role's password. Keep a copy apart from the database: without it nobody can sign in.",
    },
    Setting {
        name: "BERTH_KEY_FILE",
        default: "none; `bin/start` makes `.berth/key`",
        what: "File that holds the installation key, instead of `BERTH_KEY`.",
    },
    Setting {
        name: "BERTH_SECRETS_KEY_FILE",
        default: "none: the installation key",
        what: "File with another key, made like the installation key, that partners' keys are wrapped with. It can be replaced by `berth keys rotate`; passwords and sessions do not depend on it. Keep a copy apart from the database: without it no stored credential can be read.",
    },
    Setting {
        name: "BERTH_FORMER_KEY_FILES",
        default: "none",
        what: "Files with keys that were `BERTH_SECRETS_KEY_FILE` before, separated by commas, for as long as `berth keys rotate` has not rewrapped everything. The installation key need not be listed.",
    },
    Setting { name: "HOST", default: "127.0.0.1", what: "Address to serve on." },
    Setting { name: "PORT", default: "8080", what: "Port to serve on." },
    Setting {
        name: "BERTH_URL",
        default: "http://HOST:PORT",
        what: "Address people use: links begin with it where a partner has no host name of its own, and requests by other names are refused. With https the cookies are Secure.",
    },
    Setting {
        name: "METRICS_ADDRESS",
        default: "127.0.0.1:0 (off)",
        what: "Address for Prometheus `/metrics`, apart from the pages; port 0 turns it off.",
    },
    Setting {
        name: "DEMO_APP_ADDRESS",
        default: "127.0.0.1:0 (off); `bin/start` chooses a port",
        what: "Address on this machine for the small application that the demo's cycles work with; cycles may then call that machine address. Port 0 turns it off.",
    },
    Setting {
        name: "BERTH_WORK",
        default: "1",
        what: "0 has `berth serve` answer only: cycles, jobs and mails are then done by `berth work` in other processes.",
    },
    Setting {
        name: "BERTH_KEEP_LOG_MONTHS",
        default: "24",
        what: "Whole months for which transactions, the runs of their steps, incidents and calls of the API are kept, at least 3; 0 keeps all. A month goes once nothing of it is under way. Figures by day and month stay.",
    },
    Setting {
        name: "BERTH_KEEP_HOURS_MONTHS",
        default: "13",
        what: "The same for figures by hour; no longer than the log.",
    },
    Setting {
        name: "BERTH_KEEP_LEDGER_MONTHS",
        default: "0 (all)",
        what: "The same for the ledger, at least 13 and no less than the log.",
    },
    Setting {
        name: "BERTH_API_CALLS_PER_MINUTE",
        default: "6000",
        what: "How often each API credential may call in a minute, over all servers together; what comes beyond is answered with 429. 0 sets no limit.",
    },
    Setting {
        name: "BERTH_POOLED",
        default: "0",
        what: "1 where `APP_DATABASE_URL` leads to PgBouncer in transaction mode: statements are not prepared under names and nothing is set for a session. `DATABASE_URL` leads to Postgres itself.",
    },
    Setting { name: "BERTH_WORKERS", default: "number of cores", what: "Web threads, 1 to 64." },
    Setting {
        name: "BERTH_POOL",
        default: "2 x cores, at least 4",
        what: "Database connections for pages, 2 to 200. A quarter more, at least 3, serve long work.",
    },
    Setting {
        name: "BERTH_DB_TIMEOUT_S",
        default: "5",
        what: "Seconds a page waits for a connection before it answers 503, 1 to 60.",
    },
    Setting {
        name: "SMTP_URL",
        default: "none: mails land in `BERTH_MAIL_DIR`",
        what: "Mail server, as `smtps://user:password@host:465` or `smtp://host:25`.",
    },
    Setting { name: "MAIL_FROM", default: "Integrations <no-reply@localhost>", what: "Sender of mails." },
    Setting { name: "BERTH_MAIL_DIR", default: ".berth/mail", what: "Where mails land as files without `SMTP_URL`." },
    Setting {
        name: "BERTH_DEV",
        default: "0",
        what: "1 shows the outbox page and the component page; refused unless HOST is loopback.",
    },
    Setting {
        name: "TRUSTED_PROXIES",
        default: "none",
        what: "Addresses, separated by commas, whose `X-Forwarded-For` is believed.",
    },
    Setting {
        name: "DNS_SERVER",
        default: "the machine's own",
        what: "Name server that is asked whether partners' host names are set, as 9.9.9.9 or 127.0.0.1:5353.",
    },
    Setting { name: "PRODUCT_NAME", default: "Berth", what: "The name partner staff see." },
    Setting {
        name: "ALLOWED_NETWORKS",
        default: "none",
        what: "Inner networks that cycles may call, such as 10.20.0.0/16, separated by commas. All others are closed to outgoing calls, whatever their names.",
    },
    Setting {
        name: "ALLOW_HTTP",
        default: "0",
        what: "1 lets cycles call plain http anywhere; networks of `ALLOWED_NETWORKS` may be called so in any case.",
    },
    Setting { name: "LOG_LEVEL", default: "info", what: "error, warn, info, debug or trace." },
    Setting { name: "LOG_FORMAT", default: "text", what: "text or json." },
    Setting {
        name: "BERTH_CONFIG",
        default: "none",
        what: "TOML file with any of these names as keys; the environment wins.",
    },
];
