//! A brand as checked values (MODEL section 9): names, images, colours, corners, typeface, words, links. It is stored as one text for
//! each token, and what is stored is checked again when it is read: what this version does not know is left out. Tokens only: no
//! style, no HTML and no script comes from a partner.

use super::colour::Rgb;
use super::contrast::{Asked, Side};
use super::theme;
pub(crate) use super::words::Words;
use crate::error::FieldErrors;
use crate::ids::PartnerId;
use crate::language::{self, Language};
use crate::people::model::{EmailAddress, line};
use crate::settings;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use url::Url;
use uuid::Uuid;

/// Tokens as they are stored and as forms send them: name to text.
pub(crate) type Tokens = BTreeMap<String, String>;

pub(crate) const NAME_CHARS_MAX: usize = 60;
pub(crate) const WORD_CHARS_MAX: usize = 30;
pub(crate) const FOOTER_CHARS_MAX: usize = 500;
const HELP_CHARS_MAX: usize = 500;

/// Every token, in the order of the form.
pub(crate) const TOKENS: [&str; 22] = [
    "name",
    "logo",
    "icon",
    "picture",
    "light_brand",
    "light_page",
    "light_text",
    "dark_brand",
    "dark_page",
    "dark_text",
    "corners",
    "typeface",
    "mode",
    "cycle",
    "cycles",
    "cycle_de",
    "cycles_de",
    "help",
    "sender",
    "reply_to",
    "footer",
    "agent",
];

/// What a token is called.
fn label(key: &str) -> String {
    let label = match key {
        "name" => t!("branding-token-name"),
        "logo" => t!("branding-token-logo"),
        "icon" => t!("branding-token-icon"),
        "picture" => t!("branding-token-picture"),
        "light_brand" => t!("branding-token-light-brand"),
        "light_page" => t!("branding-token-light-page"),
        "light_text" => t!("branding-token-light-text"),
        "dark_brand" => t!("branding-token-dark-brand"),
        "dark_page" => t!("branding-token-dark-page"),
        "dark_text" => t!("branding-token-dark-text"),
        "corners" => t!("branding-token-corners"),
        "typeface" => t!("branding-token-typeface"),
        "mode" => t!("branding-token-mode"),
        "cycle" => return t!("branding-token-cycle", words),
        "cycles" => return t!("branding-token-cycles", words),
        "cycle_de" => return t!("branding-token-cycle-german", words),
        "cycles_de" => return t!("branding-token-cycles-german", words),
        "help" => t!("branding-token-help"),
        "sender" => t!("branding-token-sender"),
        "reply_to" => t!("branding-token-reply-to"),
        "footer" => t!("branding-token-footer"),
        "agent" => t!("branding-token-agent"),
        other => other,
    };
    label.to_owned()
}

/// The three images of a brand.
pub(crate) const IMAGES: [&str; 3] = ["logo", "icon", "picture"];

/// A choice out of a list: its key as it is stored, and the messages that say what it is called and what it means.
macro_rules! choices {
    ($(#[$about:meta])* $name:ident { $($one:ident $key:literal => $words:expr, $meaning:expr;)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name { $($one),* }
        impl $name {
            pub const ALL: &[$name] = &[$($name::$one),*];
            pub fn key(self) -> &'static str { match self { $($name::$one => $key),* } }
            pub fn words(self) -> (&'static str, &'static str) { match self { $($name::$one => ($words, $meaning)),* } }
            pub fn read(key: &str) -> Option<$name> { $name::ALL.iter().copied().find(|one| one.key() == key) }
        }
    };
}

choices!(
    /// How round corners are.
    Corners {
        Square "square" => t!("branding-square"), t!("branding-square-meaning");
        Soft "soft" => t!("branding-soft"), t!("branding-soft-meaning");
        Round "round" => t!("branding-round"), t!("branding-round-meaning");
    }
);
choices!(
    /// Typefaces that people's devices have: nothing is downloaded.
    Typeface {
        System "system" => t!("branding-system"), t!("branding-system-meaning");
        Humanist "humanist" => t!("branding-humanist"), t!("branding-humanist-meaning");
        Geometric "geometric" => t!("branding-geometric"), t!("branding-geometric-meaning");
        Neutral "neutral" => t!("branding-neutral"), t!("branding-neutral-meaning");
        Rounded "rounded" => t!("branding-rounded"), t!("branding-rounded-meaning");
        Serif "serif" => t!("branding-serif"), t!("branding-serif-meaning");
        Slab "slab" => t!("branding-slab"), t!("branding-slab-meaning");
    }
);
choices!(
    /// Light or dark where a person has not chosen.
    Mode {
        System "system" => t!("branding-mode-system"), t!("branding-mode-system-meaning");
        Light "light" => t!("branding-mode-light"), t!("branding-mode-meaning");
        Dark "dark" => t!("branding-mode-dark"), t!("branding-mode-meaning");
    }
);

/// An image as it is served: where it lies, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Image {
    pub partner: PartnerId,
    pub id: Uuid,
    /// png or webp.
    pub ending: &'static str,
}

impl Image {
    /// Where it is served.
    pub fn address(&self) -> String {
        format!("/brand/{self}")
    }
}

impl fmt::Display for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}.{}", self.partner.0, self.id, self.ending)
    }
}

impl FromStr for Image {
    type Err = ();
    fn from_str(text: &str) -> Result<Image, ()> {
        let (partner, file) = text.split_once('/').ok_or(())?;
        let (id, ending) = file.split_once('.').ok_or(())?;
        let ending = ["png", "webp"].into_iter().find(|known| *known == ending).ok_or(())?;
        let read = |text| Uuid::parse_str(text).map_err(drop);
        let image = Image { partner: PartnerId(read(partner)?), id: read(id)?, ending };
        // One way to write it, so that one image has one address.
        if image.to_string() == text { Ok(image) } else { Err(()) }
    }
}

/// What customers meet; none: our own, or what is inherited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brand {
    pub(crate) name: Option<String>,
    pub(crate) logo: Option<Image>,
    pub(crate) icon: Option<Image>,
    pub(crate) picture: Option<Image>,
    pub(crate) light: Asked,
    pub(crate) dark: Asked,
    pub(crate) corners: Option<Corners>,
    pub(crate) typeface: Option<Typeface>,
    pub(crate) mode: Option<Mode>,
    /// One and many.
    pub(crate) words: Option<(String, String)>,
    /// The same for who reads German.
    pub(crate) german_words: Option<(String, String)>,
    pub(crate) help: Option<String>,
    pub(crate) sender: Option<String>,
    pub(crate) reply_to: Option<String>,
    pub(crate) footer: Option<String>,
}

impl<'de> Deserialize<'de> for Brand {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Brand, D::Error> {
        Ok(Brand::read(&Tokens::deserialize(from)?))
    }
}

impl Brand {
    /// Of what is stored; what is not known or does not hold any more is left out.
    pub(crate) fn read(tokens: &Tokens) -> Brand {
        let mut kept = tokens.clone();
        kept.retain(|key, text| checked(key, text).is_ok());
        Brand::of(&kept)
    }

    /// Of tokens that were checked.
    fn of(tokens: &Tokens) -> Brand {
        let text = |key: &str| tokens.get(key).filter(|text| !text.is_empty());
        let owned = |key: &str| text(key).cloned();
        let image = |key: &str| text(key).and_then(|text| text.parse().ok());
        let colour = |key: &str| text(key).and_then(|text| Rgb::read(text));
        Brand {
            name: owned("name"),
            logo: image("logo"),
            icon: image("icon"),
            picture: image("picture"),
            light: Asked { brand: colour("light_brand"), page: colour("light_page"), text: colour("light_text") },
            dark: Asked { brand: colour("dark_brand"), page: colour("dark_page"), text: colour("dark_text") },
            corners: text("corners").and_then(|key| Corners::read(key)),
            typeface: text("typeface").and_then(|key| Typeface::read(key)),
            mode: text("mode").and_then(|key| Mode::read(key)),
            words: owned("cycle").zip(owned("cycles")),
            german_words: owned("cycle_de").zip(owned("cycles_de")),
            help: owned("help"),
            sender: owned("sender"),
            reply_to: owned("reply_to"),
            footer: owned("footer"),
        }
    }

    /// What a mode asks for.
    pub(crate) fn asked(&self, side: Side) -> &Asked {
        match side {
            Side::Light => &self.light,
            Side::Dark => &self.dark,
        }
    }

    /// The address of its style; empty where it looks like our own.
    pub(crate) fn theme(&self) -> String {
        theme::address(self)
    }

    /// light, dark, or empty for the system's.
    pub(crate) fn appearance(&self) -> &'static str {
        match self.mode {
            Some(mode @ (Mode::Light | Mode::Dark)) => mode.key(),
            _ => "",
        }
    }

    /// The words for one Cycle and for many.
    pub(crate) fn cycles(&self) -> Words {
        let language = language::current();
        self.own_words(language).unwrap_or_else(|| Words::of(language))
    }

    /// The same where the partner chose its own.
    pub(crate) fn own_words(&self, language: Language) -> Option<Words> {
        let german = self.german_words.as_ref().filter(|_| language == Language::German);
        german.or(self.words.as_ref()).map(|(one, many)| Words { cycle: one.clone(), cycles: many.clone() })
    }
}

/// What a form sent, checked, with nothing in it that is empty.
///
/// # Errors
/// Each complaint with its field.
pub(crate) fn typed(form: &Tokens) -> Result<Tokens, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut tokens = Tokens::new();
    for key in TOKENS {
        let text = form.get(key).map_or("", |text| text.trim());
        if let Some(text) = errors.take(key, checked(key, text)).filter(|text| !text.is_empty()) {
            tokens.insert(key.to_owned(), text);
        }
    }
    let (several, one) = (t!("branding-say-several"), t!("branding-say-one"));
    let words = [
        ("cycle", "cycles", several),
        ("cycles", "cycle", one),
        ("cycle_de", "cycles_de", several),
        ("cycles_de", "cycle_de", one),
    ];
    for (there, missing, why) in words {
        if tokens.contains_key(there) && !tokens.contains_key(missing) && errors.of(missing).is_empty() {
            errors.add(missing, why);
        }
    }
    if errors.is_empty() { Ok(tokens) } else { Err(errors) }
}

/// One token as it is stored; empty where nothing was given.
fn checked(key: &str, text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let chosen = |there: bool| if there { Ok(text.to_owned()) } else { Err(t!("branding-choose").to_owned()) };
    match key {
        "name" | "sender" => line(text, NAME_CHARS_MAX, t!("branding-give-name")),
        "logo" | "icon" | "picture" => {
            text.parse::<Image>().map(|image| image.to_string()).map_err(|()| t!("branding-no-image").to_owned())
        }
        "light_brand" | "light_page" | "light_text" | "dark_brand" | "dark_page" | "dark_text" => {
            Rgb::read(text).map(|colour| colour.to_string()).ok_or_else(|| t!("branding-give-colour").to_owned())
        }
        "corners" => chosen(Corners::read(text).is_some()),
        "typeface" => chosen(Typeface::read(text).is_some()),
        "mode" => chosen(Mode::read(text).is_some()),
        "cycle" | "cycles" | "cycle_de" | "cycles_de" => line(text, WORD_CHARS_MAX, t!("branding-give-word")),
        "help" => help(text),
        "reply_to" => EmailAddress::parse(text).map(|address| address.as_str().to_owned()),
        "footer" => footer(text),
        "agent" => settings::model::user_agent(text).map(Option::unwrap_or_default),
        other => Err(t!("branding-no-token", token = other)),
    }
}

/// Where people find help: a page, or an address to write to.
fn help(text: &str) -> Result<String, String> {
    let why = t!("branding-give-address");
    let url = Url::parse(text).map_err(|_| why.to_owned())?;
    let page = url.scheme() == "https" && url.has_host() && url.username().is_empty() && url.password().is_none();
    let mail = url.scheme() == "mailto" && EmailAddress::parse(url.path()).is_ok();
    if !page && !mail {
        return Err(why.to_owned());
    }
    let url = url.to_string();
    if url.len() > HELP_CHARS_MAX { Err(t!("branding-help-long", n = HELP_CHARS_MAX)) } else { Ok(url) }
}

fn footer(text: &str) -> Result<String, String> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    for one in lines.iter().filter(|one| !one.is_empty()) {
        line(one, FOOTER_CHARS_MAX, t!("branding-write"))?;
    }
    let text = lines.join("\n");
    let length = text.chars().count();
    if length > FOOTER_CHARS_MAX {
        return Err(t!("branding-footer-long", length = length.to_string(), most = FOOTER_CHARS_MAX));
    }
    Ok(text)
}

/// What a token says, for people.
pub(crate) fn said(key: &str, text: &str) -> String {
    let words = |found: Option<(&'static str, &'static str)>| found.map_or(text, |(words, _)| words).to_owned();
    match key {
        "corners" => words(Corners::read(text).map(Corners::words)),
        "typeface" => words(Typeface::read(text).map(Typeface::words)),
        "mode" => words(Mode::read(text).map(Mode::words)),
        // Two images are told apart by their ids.
        "logo" | "icon" | "picture" => match text.rsplit('/').next().unwrap_or_default() {
            "" => String::new(),
            file => t!("branding-image", id = file.get(..8).unwrap_or(file)),
        },
        _ => text.to_owned(),
    }
}

/// What differs between two sets of tokens: what it is called, before and after.
pub(crate) fn changes(from: &Tokens, to: &Tokens) -> Vec<(String, String, String)> {
    let text = |of: &Tokens, key: &str| of.get(key).map(|text| said(key, text)).unwrap_or_default();
    TOKENS
        .iter()
        .map(|key| (label(key), text(from, key), text(to, key)))
        .filter(|(_, before, after)| before != after)
        .collect()
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
