//! What a brand looks like before it is published: Launch, the sign-in, a mail and an error page, drawn by the server in a part of the
//! page that has the brand's own style; and what its colours become, with what had to be moved.

use crate::branding::colour::{Rgb, contrast};
use crate::branding::contrast::{Palette, Side, palette};
use crate::branding::model::{Brand, Tokens, Words, typed};
use crate::branding::theme;
use crate::people::model::with_capital;
use crate::web::times::decimal;
use askama::Template;
use askama::filters::HtmlSafe;
use serde::Deserialize;

/// What is looked at.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::branding) struct Choice {
    view: String,
    shade: String,
}

/// The pages that are drawn: their key and words.
fn all_views() -> [(&'static str, &'static str); 4] {
    [
        ("launch", t!("branding-view-launch")),
        ("sign-in", t!("branding-view-sign-in")),
        ("mail", t!("branding-view-mail")),
        ("error", t!("branding-view-error")),
    ]
}

fn all_shades() -> [(&'static str, &'static str); 2] {
    [("light", t!("branding-light")), ("dark", t!("branding-dark"))]
}

/// Preview and colours of a brand, as a part of its page and by itself.
#[derive(Template)]
#[template(path = "branding/preview.html")]
pub(in crate::branding) struct Preview {
    /// Where it is asked for again.
    here: String,
    /// It follows what is typed on its page.
    live: bool,
    pub views: Vec<(&'static str, &'static str, bool)>,
    pub shades: Vec<(&'static str, &'static str, bool)>,
    view: &'static str,
    shade: &'static str,
    style: String,
    name: String,
    mark: String,
    logo: String,
    picture: String,
    help: String,
    footer: Vec<String>,
    words: Words,
    /// What is said of colours: kind of badge, which, and words.
    pub notes: Vec<Note>,
}

impl HtmlSafe for Preview {}

/// What is said of the colours of one mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::branding) struct Note {
    /// ok, or warn where one was moved.
    pub kind: &'static str,
    pub of: &'static str,
    pub text: String,
}

impl Preview {
    /// `tokens`: what applies, with what was typed over it. A field with a mistake in it counts as empty.
    pub fn of(tokens: &Tokens, partner: &str, choice: &Choice, here: &str) -> Preview {
        let brand = lenient(tokens);
        let chosen = |all: &[(&'static str, &'static str)], wanted: &str| {
            all.iter().map(|(key, _)| *key).find(|key| *key == wanted).unwrap_or(all[0].0)
        };
        let (views, shades) = (all_views(), all_shades());
        let (view, shade) = (chosen(&views, &choice.view), chosen(&shades, &choice.shade));
        let name = brand.name.clone().unwrap_or_else(|| partner.to_owned());
        let image = |image: &Option<crate::branding::model::Image>| {
            image.as_ref().map(|image| image.address()).unwrap_or_default()
        };
        Preview {
            here: here.to_owned(),
            live: false,
            views: views.iter().map(|(key, words)| (*key, *words, *key == view)).collect(),
            shades: shades.iter().map(|(key, words)| (*key, *words, *key == shade)).collect(),
            view,
            shade,
            style: theme::preview_address(&brand),
            mark: name.chars().next().map(|first| first.to_uppercase().to_string()).unwrap_or_default(),
            logo: image(&brand.logo),
            picture: image(&brand.picture),
            help: brand.help.clone().unwrap_or_default(),
            footer: brand.footer.as_deref().unwrap_or(&name).lines().map(ToOwned::to_owned).collect(),
            words: brand.cycles(),
            notes: notes(&brand),
            name,
        }
    }

    /// On a page with a form: it follows what is typed.
    pub fn live(self) -> Preview {
        Preview { live: true, ..self }
    }

    /// The word for one, at the beginning of a sentence.
    fn cycle(&self) -> String {
        with_capital(&self.words.cycle)
    }
}

/// The brand of tokens that may have mistakes in them.
fn lenient(tokens: &Tokens) -> Brand {
    match typed(tokens) {
        Ok(tokens) => Brand::read(&tokens),
        Err(errors) => {
            let mut rest = tokens.clone();
            rest.retain(|key, _| errors.of(key).is_empty());
            // One word without the other is complained about at the one that is missing.
            if ["cycle", "cycles", "cycle_de", "cycles_de"].iter().any(|key| !errors.of(key).is_empty()) {
                rest.retain(|key, _| !key.starts_with("cycle"));
            }
            Brand::read(&typed(&rest).unwrap_or_default())
        }
    }
}

/// What a brand's colours come to in both modes.
pub(in crate::branding) fn notes(brand: &Brand) -> Vec<Note> {
    let mut notes = Vec::new();
    for (side, of) in [(Side::Light, t!("branding-light")), (Side::Dark, t!("branding-dark"))] {
        let (asked, it) = (brand.asked(side), palette(side, brand.asked(side)));
        let moved = moved(asked.brand, asked.page, asked.text, &it);
        if moved.is_empty() {
            let (text, links, buttons) = (ratio(it.texts()), ratio(it.links()), ratio(it.buttons()));
            let text = t!("branding-contrasts", text = text, links = links, buttons = buttons);
            notes.push(Note { kind: "ok", of, text });
        }
        notes.extend(moved.into_iter().map(|text| Note { kind: "warn", of, text }));
    }
    notes
}

fn moved(brand: Option<Rgb>, page: Option<Rgb>, text: Option<Rgb>, it: &Palette) -> Vec<String> {
    let mut moved = Vec::new();
    if let Some(page) = page.filter(|page| *page != it.page) {
        moved.push(t!("branding-page-moved", page = page.to_string(), used = it.page.to_string()));
    }
    if let Some(text) = text.filter(|text| *text != it.text) {
        let (has, used, then) = (ratio(contrast(text, it.page)), it.text.to_string(), ratio(it.texts()));
        moved.push(t!("branding-text-moved", text = text.to_string(), has = has, used = used, then = then));
    }
    if let Some(brand) = brand {
        let has = ratio(contrast(brand, it.page));
        if brand != it.brand {
            let used = it.brand.to_string();
            moved.push(t!("branding-buttons-moved", brand = brand.to_string(), has = has, used = used));
        }
        if it.brand != it.brand_text {
            let (used, then) = (it.brand_text.to_string(), ratio(it.links()));
            moved.push(t!("branding-links-moved", brand = brand.to_string(), has = has, used = used, then = then));
        }
    }
    moved
}

/// "5.5:1", never more than there is.
fn ratio(of: f64) -> String {
    t!("branding-ratio", ratio = decimal((of * 10.0).floor() / 10.0, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brand(pairs: &[(&str, &str)]) -> Brand {
        lenient(&pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect())
    }

    #[test]
    fn colours_that_read_are_said_to_and_those_that_do_not_with_what_is_used_instead() {
        let good = notes(&brand(&[("light_brand", "#0f766e"), ("dark_brand", "#5eead4")]));
        assert_eq!(good.iter().map(|note| (note.kind, note.of)).collect::<Vec<_>>(), [("ok", "Light"), ("ok", "Dark")]);
        assert!(good[0].text.contains("words on buttons 5.4:1"), "{}", good[0].text);
        let pale = notes(&brand(&[("light_brand", "#facc15"), ("light_page", "#000000"), ("light_text", "#eeeeee")]));
        let said: Vec<&str> = pale.iter().filter(|note| note.kind == "warn").map(|note| note.text.as_str()).collect();
        assert_eq!(said.len(), 4, "{said:?}");
        assert!(said.iter().all(|text| text.contains("The nearest is #")), "{said:?}");
    }

    #[test]
    fn a_mistake_in_one_field_leaves_the_others_in_the_preview() {
        let half = brand(&[("name", "Northwind"), ("light_brand", "#0f7"), ("dark_brand", "#5e"), ("cycle", "flow")]);
        assert_eq!((half.name.as_deref(), half.dark.brand, half.words), (Some("Northwind"), None, None));
        assert!(half.light.brand.is_some());
    }
}
