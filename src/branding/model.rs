//! A brand as checked values (MODEL section 9): names, images, colours, corners, typeface, words, links. It is stored as one text for
//! each token, and what is stored is checked again when it is read: what this version does not know is left out. Tokens only: no
//! style, no HTML and no script comes from a partner.

use super::colour::Rgb;
use super::contrast::{Asked, Side};
use super::theme;
use crate::error::FieldErrors;
use crate::ids::PartnerId;
use crate::language::{self, Language};
use crate::people::model::{EmailAddress, line, with_capital};
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

/// Every token, in the order of the form, with what it is called.
pub(crate) const TOKENS: [(&str, &str); 19] = [
    ("name", "Name"),
    ("logo", "Logo"),
    ("icon", "Icon"),
    ("picture", "Picture at the sign-in"),
    ("light_brand", "Colour, light"),
    ("light_page", "Page, light"),
    ("light_text", "Text, light"),
    ("dark_brand", "Colour, dark"),
    ("dark_page", "Page, dark"),
    ("dark_text", "Text, dark"),
    ("corners", "Corners"),
    ("typeface", "Typeface"),
    ("mode", "Appearance"),
    ("cycle", "Word for cycle"),
    ("cycles", "Word for cycles"),
    ("help", "Help link"),
    ("sender", "Sender of mails"),
    ("reply_to", "Replies to mails"),
    ("footer", "Foot of mails"),
];

/// The three images of a brand.
pub(crate) const IMAGES: [&str; 3] = ["logo", "icon", "picture"];

/// A choice out of a list: its key as it is stored, its words, and what it means.
macro_rules! choices {
    ($(#[$about:meta])* $name:ident { $($one:ident $key:literal $words:literal $meaning:literal),* $(,)? }) => {
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
        Square "square" "Square" "No rounding",
        Soft "soft" "Soft" "A little",
        Round "round" "Round" "More",
    }
);
choices!(
    /// Typefaces that people's devices have: nothing is downloaded.
    Typeface {
        System "system" "System" "The device's own",
        Humanist "humanist" "Humanist" "Seravek, Gill Sans, Ubuntu",
        Geometric "geometric" "Geometric" "Avenir, Montserrat, Corbel",
        Neutral "neutral" "Neutral" "Helvetica, Arial",
        Rounded "rounded" "Rounded" "SF Rounded, Quicksand, Nunito",
        Serif "serif" "Serif" "Charter, Georgia, Cambria",
        Slab "slab" "Slab" "Rockwell, Roboto Slab",
    }
);
choices!(
    /// Light or dark where a person has not chosen.
    Mode {
        System "system" "As the device" "Light or dark, as each person's device says",
        Light "light" "Light" "Unless a person chose otherwise",
        Dark "dark" "Dark" "Unless a person chose otherwise",
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
        self.own_words().unwrap_or_else(|| Words::of(language::current()))
    }

    /// The same where the partner chose its own.
    pub(crate) fn own_words(&self) -> Option<Words> {
        self.words.as_ref().map(|(one, many)| Words { cycle: one.clone(), cycles: many.clone() })
    }
}

/// What a Cycle is called, in the middle of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub cycle: String,
    pub cycles: String,
}

impl Words {
    /// One of them, as a title.
    pub fn title(&self) -> String {
        with_capital(&self.cycle)
    }

    /// Many of them, as a title.
    pub fn heading(&self) -> String {
        with_capital(&self.cycles)
    }
}

impl Words {
    /// Ours, where the partner has none of its own.
    pub fn of(language: Language) -> Words {
        let (cycle, cycles) = match language {
            Language::German => ("Ablauf", "Abläufe"),
            _ => ("cycle", "cycles"),
        };
        Words { cycle: cycle.to_owned(), cycles: cycles.to_owned() }
    }
}

impl Default for Words {
    fn default() -> Words {
        Words::of(language::current())
    }
}

/// What a form sent, checked, with nothing in it that is empty.
///
/// # Errors
/// Each complaint with its field.
pub(crate) fn typed(form: &Tokens) -> Result<Tokens, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut tokens = Tokens::new();
    for (key, _) in TOKENS {
        let text = form.get(key).map_or("", |text| text.trim());
        if let Some(text) = errors.take(key, checked(key, text)).filter(|text| !text.is_empty()) {
            tokens.insert(key.to_owned(), text);
        }
    }
    for (there, missing, what) in [("cycle", "cycles", "several"), ("cycles", "cycle", "one")] {
        if tokens.contains_key(there) && !tokens.contains_key(missing) && errors.of(missing).is_empty() {
            errors.add(missing, format!("Say what {what} of them is called too, or leave both empty."));
        }
    }
    if errors.is_empty() { Ok(tokens) } else { Err(errors) }
}

/// One token as it is stored; empty where nothing was given.
fn checked(key: &str, text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let chosen = |there: bool| if there { Ok(text.to_owned()) } else { Err("Choose one of the list.".to_owned()) };
    match key {
        "name" | "sender" => line(text, NAME_CHARS_MAX, "Give a name, or leave this empty."),
        "logo" | "icon" | "picture" => text
            .parse::<Image>()
            .map(|image| image.to_string())
            .map_err(|()| "This is no image of ours. Upload it again.".to_owned()),
        "light_brand" | "light_page" | "light_text" | "dark_brand" | "dark_page" | "dark_text" => Rgb::read(text)
            .map(|colour| colour.to_string())
            .ok_or_else(|| "Write a colour as six digits of hexadecimal, such as #0f766e.".to_owned()),
        "corners" => chosen(Corners::read(text).is_some()),
        "typeface" => chosen(Typeface::read(text).is_some()),
        "mode" => chosen(Mode::read(text).is_some()),
        "cycle" | "cycles" => line(text, WORD_CHARS_MAX, "Give a word, or leave this empty."),
        "help" => help(text),
        "reply_to" => EmailAddress::parse(text).map(|address| address.as_str().to_owned()),
        "footer" => footer(text),
        other => Err(format!("There is no token {other}.")),
    }
}

/// Where people find help: a page, or an address to write to.
fn help(text: &str) -> Result<String, String> {
    let why = "Give a whole address that begins with https:// or mailto:.";
    let url = Url::parse(text).map_err(|_| why.to_owned())?;
    let page = url.scheme() == "https" && url.has_host() && url.username().is_empty() && url.password().is_none();
    let mail = url.scheme() == "mailto" && EmailAddress::parse(url.path()).is_ok();
    if !page && !mail {
        return Err(why.to_owned());
    }
    let url = url.to_string();
    if url.len() > HELP_CHARS_MAX { Err(format!("Use {HELP_CHARS_MAX} characters at most.")) } else { Ok(url) }
}

fn footer(text: &str) -> Result<String, String> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    for one in lines.iter().filter(|one| !one.is_empty()) {
        line(one, FOOTER_CHARS_MAX, "Write something, or leave this empty.")?;
    }
    let text = lines.join("\n");
    let length = text.chars().count();
    if length > FOOTER_CHARS_MAX {
        return Err(format!("{length} characters are too many; {FOOTER_CHARS_MAX} is the most."));
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
            file => format!("image {}", file.get(..8).unwrap_or(file)),
        },
        _ => text.to_owned(),
    }
}

/// What differs between two sets of tokens: what it is called, before and after.
pub(crate) fn changes(from: &Tokens, to: &Tokens) -> Vec<(String, String, String)> {
    let text = |of: &Tokens, key: &str| of.get(key).map(|text| said(key, text)).unwrap_or_default();
    TOKENS
        .iter()
        .map(|(key, label)| ((*label).to_owned(), text(from, key), text(to, key)))
        .filter(|(_, before, after)| before != after)
        .collect()
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
