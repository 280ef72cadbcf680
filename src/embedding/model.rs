//! What can be opened, how it is to be shown, and the addresses of both. The words of the query are those that the public
//! conventions have.

use crate::ids::AccountId;
use crate::people::model::one_a_line;
use serde::{Deserialize, Serialize};
use std::iter::once;
use url::form_urlencoded::Serializer;
use url::{Host, Url};

/// The most tags that templates can be narrowed to, and the longest of them.
pub(crate) const TAGS_MAX: usize = 20;
pub(crate) const TAG_CHARS_MAX: usize = 100;
/// The longest parameter that is handed on to the partner's product.
pub(crate) const PARAMETER_CHARS_MAX: usize = 500;

/// What a token opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// The account's own pages.
    Account,
    /// Installing a template.
    Launch,
    /// A catalogue of templates.
    Marketplace,
    /// What is installed.
    Orbit,
}

impl View {
    const ALL: [View; 4] = [View::Account, View::Launch, View::Marketplace, View::Orbit];

    /// As it is stored, and the last part of its address in an account.
    pub fn key(self) -> &'static str {
        match self {
            View::Account => "account",
            View::Launch => "launch",
            View::Marketplace => "marketplace",
            View::Orbit => "orbit",
        }
    }

    /// Reads the database's word.
    pub fn read(word: &str) -> Option<View> {
        View::ALL.into_iter().find(|view| view.key() == word)
    }

    /// What it is called.
    pub fn words(self) -> &'static str {
        match self {
            View::Account => t!("embedding-view-account"),
            View::Launch => t!("embedding-view-launch"),
            View::Marketplace => t!("embedding-marketplace"),
            View::Orbit => t!("embedding-view-orbit"),
        }
    }

    /// Where a token for it is taken.
    fn door(self) -> &'static str {
        match self {
            View::Account => "/signin",
            View::Launch => "/launch",
            View::Marketplace => "/marketplace",
            View::Orbit => "/orbit",
        }
    }

    /// The address that a program is given: whoever opens it comes in.
    pub fn address(self, installation: &str, token: &str, options: &Options) -> String {
        let pairs = once(("token", token.to_owned())).chain(options.pairs(self));
        format!("{installation}{}?{}", self.door(), query(pairs))
    }

    /// Where it stands in an account.
    pub fn home(self, account: AccountId, options: &Options) -> String {
        match self {
            View::Account => format!("/a/{account}"),
            _ => Way { view: self, options: options.clone() }.href(&format!("/a/{account}")),
        }
    }
}

/// How it is to be shown. What is not said is as in [`Options::default`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Options {
    /// Signing in at applications happens in the page, not in a tab of its own. In a frame it is a small window of its own anyway.
    pub inline: bool,
    /// What was installed is started.
    pub start: bool,
    /// It runs once instead.
    pub once: bool,
    /// Where one template alone fits, its installation begins at once.
    pub auto: bool,
    /// What is installed already is not installed again.
    pub single: bool,
    /// All steps on screens of their own.
    pub wizard: bool,
    /// Templates are shown with what they do.
    pub descriptions: bool,
    /// What the partner's product wants to hear when something was installed.
    #[serde(rename = "completeParameter")]
    pub complete_parameter: String,
    /// Only templates with one of these.
    pub tags: Vec<String>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            inline: true,
            start: true,
            once: false,
            auto: true,
            single: false,
            wizard: false,
            descriptions: false,
            complete_parameter: String::new(),
            tags: Vec::new(),
        }
    }
}

impl Options {
    /// As an address of this view carries them: those of installing that differ from what is usual, and always the two that
    /// clients look for.
    fn pairs(&self, view: View) -> Vec<(&'static str, String)> {
        let usual = Options::default();
        let mut pairs = Vec::new();
        let mut say = |name, value: bool, always: bool| {
            if always {
                pairs.push((name, value.to_string()));
            }
        };
        if matches!(view, View::Launch | View::Marketplace) {
            let launch = view == View::Launch;
            say("inline", self.inline, self.inline != usual.inline);
            say("start", self.start, self.start != usual.start);
            say("once", self.once, self.once != usual.once);
            say("auto", self.auto, launch);
            say("single", self.single, launch || self.single != usual.single);
            say("wizard", self.wizard, self.wizard != usual.wizard);
            say("descriptions", self.descriptions, self.descriptions != usual.descriptions);
            if !self.complete_parameter.is_empty() {
                pairs.push(("completeParameter", self.complete_parameter.clone()));
            }
            pairs.extend(self.tags.iter().map(|tag| ("tags", tag.clone())));
        }
        pairs
    }
}

/// Fields of [`Options`] as a program calls them.
const COMPLETE_PARAMETER: &str = "complete_parameter";
const TAGS: &str = "tags";

impl Options {
    /// Refuses what is longer than it may be; `named` says what the caller calls a field.
    pub fn check(&self, named: fn(&'static str) -> &'static str) -> Result<(), String> {
        if self.complete_parameter.chars().count() > PARAMETER_CHARS_MAX {
            return Err(format!("{}: {PARAMETER_CHARS_MAX} characters are the most.", named(COMPLETE_PARAMETER)));
        }
        if self.tags.len() > TAGS_MAX || self.tags.iter().any(|tag| tag.chars().count() > TAG_CHARS_MAX) {
            return Err(format!("{}: {TAGS_MAX} of {TAG_CHARS_MAX} characters each are the most.", named(TAGS)));
        }
        Ok(())
    }
}

/// Minutes that a frame may last at the most; none: 8 hours (MODEL section 9).
pub(crate) fn minutes(given: Option<i32>) -> Result<Option<i32>, String> {
    match given {
        Some(minutes) if !(1..=480).contains(&minutes) => Err("must be from 1 to 480.".to_owned()),
        given => Ok(given),
    }
}

/// An origin that may frame, as browsers write it: https, or http on this machine, with no path.
///
/// # Errors
/// Words that say what to write.
pub(crate) fn origin(text: &str) -> Result<String, String> {
    let form = t!("embedding-origin-form");
    let text = text.trim();
    let url = Url::parse(text).map_err(|_| form.to_owned())?;
    let host = match url.host() {
        Some(Host::Domain(name)) if !name.contains('*') => name.to_owned(),
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => String::new(),
        _ => return Err(form.to_owned()),
    };
    let local = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        _ => host == "localhost" || host.ends_with(".localhost"),
    };
    match url.scheme() {
        "https" => {}
        "http" if local => {}
        "http" => return Err(t!("embedding-origin-clear").to_owned()),
        _ => return Err(form.to_owned()),
    }
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if !bare || !url.username().is_empty() || url.password().is_some() || text.contains(['*', ';', ',', ' ', '\'']) {
        return Err(form.to_owned());
    }
    Ok(url.origin().ascii_serialization())
}

/// The most origins of one list.
pub(crate) const ORIGINS_MAX: usize = 50;

/// A list of origins, one a line; empty lines are nothing, and each counts once.
///
/// # Errors
/// Words that name the line.
pub(crate) fn origins(text: &str) -> Result<Vec<String>, String> {
    let origins = one_a_line(text, origin)?;
    if origins.len() > ORIGINS_MAX {
        return Err(t!("embedding-origins-most", n = origins.len(), most = ORIGINS_MAX));
    }
    Ok(origins)
}

fn query(pairs: impl IntoIterator<Item = (&'static str, String)>) -> String {
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The way that an installation came by and goes back: it travels with what is typed, as a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    pub view: View,
    pub options: Options,
}

impl Way {
    /// As it travels. Whoever goes back is not sent forth again at once.
    pub fn text(&self) -> String {
        let back = Options { auto: false, ..self.options.clone() };
        format!("{}?{}", self.view.key(), query(back.pairs(self.view)))
    }

    /// Reads such a text, which anybody may have written; none: it is not one.
    pub fn read(text: &str) -> Option<Way> {
        let (view, options) = text.split_once('?')?;
        let view = View::read(view).filter(|view| matches!(view, View::Launch | View::Marketplace))?;
        Some(Way { view, options: serde_html_form::from_str(options).ok()? })
    }

    /// The address, below an account's.
    pub fn href(&self, home: &str) -> String {
        let query = query(self.options.pairs(self.view));
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{home}/{}{mark}{query}", self.view.key())
    }

    /// What is to become of the cycle once it is installed, by the value that the last screen's choice has for it.
    pub fn then(&self) -> &'static str {
        match (self.options.once, self.options.start) {
            (true, _) => "once",
            (false, true) => "start",
            (false, false) => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_carry_what_clients_look_for() {
        let usual = Options::default();
        let at = |view: View, options: &Options| view.address("https://i.test", "t0", options);
        assert_eq!(at(View::Launch, &usual), "https://i.test/launch?token=t0&auto=true&single=false");
        let all = Options {
            inline: false,
            start: false,
            once: true,
            auto: false,
            single: true,
            wizard: true,
            descriptions: true,
            complete_parameter: "a & b".to_owned(),
            tags: vec!["one".to_owned(), "two".to_owned()],
        };
        assert_eq!(
            at(View::Launch, &all),
            "https://i.test/launch?token=t0&inline=false&start=false&once=true&auto=false&single=true&wizard=true\
             &descriptions=true&completeParameter=a+%26+b&tags=one&tags=two"
        );
        assert_eq!(at(View::Marketplace, &usual), "https://i.test/marketplace?token=t0");
        assert_eq!(at(View::Orbit, &all), "https://i.test/orbit?token=t0");
        assert_eq!(at(View::Account, &all), "https://i.test/signin?token=t0");
    }

    #[test]
    fn an_origin_is_one_exact_site_and_never_one_in_the_clear() {
        for (typed, read) in [
            ("https://app.example.com", "https://app.example.com"),
            (" https://APP.example.com:443/ ", "https://app.example.com"),
            ("https://app.example.com:8443", "https://app.example.com:8443"),
            ("https://bücher.example", "https://xn--bcher-kva.example"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://shop.localhost:3000", "http://shop.localhost:3000"),
            ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
            ("http://[::1]:8000", "http://[::1]:8000"),
        ] {
            assert_eq!(origin(typed).as_deref(), Ok(read), "{typed}");
        }
        for wrong in [
            "",
            "*",
            "https://*.example.com",
            "http://app.example.com",
            "http://192.168.0.1",
            "app.example.com",
            "https://app.example.com/path",
            "https://app.example.com/?q",
            "https://app.example.com#x",
            "https://user@app.example.com",
            "https://a.example https://b.example",
            "https://a.example;",
            "data:text/html,x",
            "'self'",
            "null",
        ] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
        assert_eq!(origins("https://a.example\n\nhttps://A.example/\n"), Ok(vec!["https://a.example".to_owned()]));
        assert!(origins("https://a.example\nx").is_err_and(|why| why.starts_with("Line 2, “x”")));
    }

    #[test]
    fn a_way_back_is_read_as_it_was_written_and_nothing_else_is() {
        let options = Options { start: false, tags: vec!["a&b".to_owned()], ..Options::default() };
        let way = Way { view: View::Launch, options };
        let back = Way::read(&way.text()).expect("it is one");
        assert_eq!(back, Way { options: Options { auto: false, ..way.options.clone() }, ..way });
        assert_eq!(back.href("/a/1"), "/a/1/launch?start=false&auto=false&single=false&tags=a%26b");
        assert_eq!(back.then(), "");
        for wrong in ["", "launch", "//evil.example?", "orbit?", "launch?auto=perhaps", "../?x"] {
            assert_eq!(Way::read(wrong), None, "{wrong}");
        }
    }
}
