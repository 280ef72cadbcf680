//! The fields of a brand, as they are typed.

use crate::branding::model::{Corners, Mode, TOKENS, Tokens, Typeface};
use crate::error::FieldErrors;
use crate::people::model::Version;
use serde::Deserialize;

/// What was typed, by token; the images have forms of their own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::branding) struct BrandForm {
    pub name: String,
    pub light_brand: String,
    pub light_page: String,
    pub light_text: String,
    pub dark_brand: String,
    pub dark_page: String,
    pub dark_text: String,
    pub corners: String,
    pub typeface: String,
    pub mode: String,
    pub cycle: String,
    pub cycles: String,
    pub cycle_de: String,
    pub cycles_de: String,
    pub help: String,
    pub sender: String,
    pub reply_to: String,
    pub footer: String,
    /// Of one account alone: the partner's own is a setting.
    pub agent: String,
    pub version: String,
}

impl BrandForm {
    /// As it is saved.
    pub fn filled(tokens: &Tokens, version: i32) -> BrandForm {
        let text = |key: &str| tokens.get(key).cloned().unwrap_or_default();
        BrandForm {
            name: text("name"),
            light_brand: text("light_brand"),
            light_page: text("light_page"),
            light_text: text("light_text"),
            dark_brand: text("dark_brand"),
            dark_page: text("dark_page"),
            dark_text: text("dark_text"),
            corners: text("corners"),
            typeface: text("typeface"),
            mode: text("mode"),
            cycle: text("cycle"),
            cycles: text("cycles"),
            cycle_de: text("cycle_de"),
            cycles_de: text("cycles_de"),
            help: text("help"),
            sender: text("sender"),
            reply_to: text("reply_to"),
            footer: text("footer"),
            agent: text("agent"),
            version: version.to_string(),
        }
    }

    /// By token.
    pub fn tokens(&self) -> Tokens {
        let text = |key: &str| {
            match key {
                "name" => &self.name,
                "light_brand" => &self.light_brand,
                "light_page" => &self.light_page,
                "light_text" => &self.light_text,
                "dark_brand" => &self.dark_brand,
                "dark_page" => &self.dark_page,
                "dark_text" => &self.dark_text,
                "corners" => &self.corners,
                "typeface" => &self.typeface,
                "mode" => &self.mode,
                "cycle" => &self.cycle,
                "cycles" => &self.cycles,
                "cycle_de" => &self.cycle_de,
                "cycles_de" => &self.cycles_de,
                "help" => &self.help,
                "sender" => &self.sender,
                "reply_to" => &self.reply_to,
                "footer" => &self.footer,
                "agent" => &self.agent,
                _ => "",
            }
            .to_owned()
        };
        TOKENS.iter().map(|key| ((*key).to_owned(), text(key))).collect()
    }

    pub fn seen(&self) -> Version {
        Version::of(&self.version)
    }
}

/// The form as a page shows it: what is typed, what may be chosen, what is wrong, and what stands where nothing is given.
pub(in crate::branding) struct Fields {
    pub form: BrandForm,
    pub errors: FieldErrors,
    pub corners: Vec<(String, String)>,
    pub typefaces: Vec<(String, String)>,
    pub modes: Vec<(String, String)>,
    /// Of a token: what applies where it is left empty.
    pub inherited: Tokens,
    /// Six colours in two groups.
    pub colours: [ColourGroup; 2],
}

/// The colours of one mode.
pub(in crate::branding) struct ColourGroup {
    pub legend: &'static str,
    pub mode: &'static str,
    pub fields: Vec<ColourField>,
}

/// A colour: its token, words, what is typed, what is wrong, what applies, and what the picker shows.
pub(in crate::branding) struct ColourField {
    pub name: &'static str,
    pub label: &'static str,
    pub value: String,
    pub error: String,
    pub inherited: String,
    pub shown: String,
}

const LIGHT: [&str; 3] = ["light_brand", "light_page", "light_text"];
const DARK: [&str; 3] = ["dark_brand", "dark_page", "dark_text"];

impl Fields {
    /// `inherited`: what applies where a field is left empty, in the words of forms. `none`: what a list says for "nothing chosen".
    pub fn of(form: BrandForm, errors: FieldErrors, inherited: Tokens, none: &str) -> Fields {
        let list = |all: Vec<(&'static str, (&'static str, &'static str))>| {
            let named = all.into_iter().map(|(key, (words, meaning))| {
                (key.to_owned(), t!("branding-choice", words = words, meaning = meaning))
            });
            std::iter::once((String::new(), none.to_owned())).chain(named).collect()
        };
        let typed = form.tokens();
        let labels = [t!("branding-colour"), t!("branding-page"), t!("branding-text")];
        let group = |legend, mode, names: [&'static str; 3]| {
            let named = names.into_iter().zip(labels);
            let fields = named.map(|(name, label)| colour(name, label, &typed, &errors, &inherited)).collect();
            ColourGroup { legend, mode, fields }
        };
        Fields {
            colours: [
                group(t!("branding-light-colours"), t!("branding-light"), LIGHT),
                group(t!("branding-dark-colours"), t!("branding-dark"), DARK),
            ],
            corners: list(Corners::ALL.iter().map(|one| (one.key(), one.words())).collect()),
            typefaces: list(Typeface::ALL.iter().map(|one| (one.key(), one.words())).collect()),
            modes: list(Mode::ALL.iter().map(|one| (one.key(), one.words())).collect()),
            form,
            errors,
            inherited,
        }
    }

    /// What applies where a token is left empty.
    pub fn inherits(&self, key: &str) -> &str {
        self.inherited.get(key).map_or("", String::as_str)
    }
}

fn colour(
    name: &'static str,
    label: &'static str,
    typed: &Tokens,
    errors: &FieldErrors,
    inherited: &Tokens,
) -> ColourField {
    let of = |tokens: &Tokens| tokens.get(name).cloned().unwrap_or_default();
    let (value, inherited) = (of(typed), of(inherited));
    let shown =
        crate::branding::colour::Rgb::read(&value).map_or_else(|| inherited.clone(), |colour| colour.to_string());
    ColourField { name, label, value, error: errors.of(name).to_owned(), inherited, shown }
}
