//! The style of a brand. Its address says all that is in it, the checked colours and choices themselves, so it is the same for
//! everybody who has the same, needs no look-up, names nobody, and may be kept for a year. Nothing in it was written by a partner.

use super::colour::Rgb;
use super::contrast::{Asked, Palette, Side, palette};
use super::model::{Brand, Corners, Typeface};
use crate::ids::hex;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::sync::LazyLock;

/// Stands for what is not asked for.
const NONE: &str = "x";

/// Of which rules an address is: a change of what colours become gives every style another address.
static RULES: LazyLock<String> = LazyLock::new(|| {
    let colours = [0x0f_76_6e, 0xfa_cc_15, 0x00_20_60, 0xff_ff_ff].map(Rgb::of);
    let mut sample = String::new();
    for colour in colours {
        let asked = Asked { brand: Some(colour), page: Some(colour), text: Some(colour) };
        for (corners, typeface) in [(None, None), (Some(Corners::Round), Some(Typeface::Serif))] {
            sample.push_str(&Style { light: asked, dark: asked, corners, typeface }.css(Where::Page));
        }
    }
    hex(&Sha256::digest(sample.as_bytes())[..3])
});

/// What a style says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Style {
    light: Asked,
    dark: Asked,
    corners: Option<Corners>,
    typeface: Option<Typeface>,
}

/// What a style is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Where {
    /// The whole page.
    Page,
    /// The preview that stands in a page.
    Preview,
}

/// The address of a brand's style; empty where it looks like our own.
pub(crate) fn address(brand: &Brand) -> String {
    let style = Style::of(brand);
    if style == Style::default() { String::new() } else { format!("/theme/{}", style.name(Where::Page)) }
}

/// The same for the preview, which always has one.
pub(crate) fn preview_address(brand: &Brand) -> String {
    format!("/theme/{}", Style::of(brand).name(Where::Preview))
}

impl Style {
    fn of(brand: &Brand) -> Style {
        Style { light: brand.light, dark: brand.dark, corners: brand.corners, typeface: brand.typeface }
    }

    fn name(&self, place: Where) -> String {
        let colour = |colour: Option<Rgb>| {
            colour.map_or_else(|| NONE.to_owned(), |colour| colour.to_string().trim_start_matches('#').to_owned())
        };
        let colours = [self.light, self.dark].into_iter().flat_map(|asked| [asked.brand, asked.page, asked.text]);
        let colours: Vec<String> = colours.map(colour).collect();
        format!(
            "{}-{}-{}-{}{}.css",
            *RULES,
            colours.join("."),
            self.corners.map_or(NONE, Corners::key),
            self.typeface.map_or(NONE, Typeface::key),
            if place == Where::Preview { "-preview" } else { "" }
        )
    }

    /// Of a file's name, and whether it is of the rules that hold now.
    pub fn read(name: &str) -> Option<(Style, Where, bool)> {
        let parts: Vec<&str> = name.strip_suffix(".css")?.split('-').collect();
        let (rules, colours, corners, typeface, place) = match parts.as_slice() {
            [rules, colours, corners, typeface] => (rules, colours, corners, typeface, Where::Page),
            [rules, colours, corners, typeface, "preview"] => (rules, colours, corners, typeface, Where::Preview),
            _ => return None,
        };
        let colour = |text: &str| if text == NONE { Some(None) } else { Rgb::read(text).map(Some) };
        let colours: Vec<Option<Rgb>> = colours.split('.').map(colour).collect::<Option<_>>()?;
        let [a, b, c, d, e, f] = colours.as_slice() else { return None };
        let style = Style {
            light: Asked { brand: *a, page: *b, text: *c },
            dark: Asked { brand: *d, page: *e, text: *f },
            corners: if *corners == NONE { None } else { Some(Corners::read(corners)?) },
            typeface: if *typeface == NONE { None } else { Some(Typeface::read(typeface)?) },
        };
        // Written in one way only.
        let ours = style.name(place);
        let same = ours.split_once('-').map(|(_, rest)| rest) == name.split_once('-').map(|(_, rest)| rest);
        same.then(|| (style, place, *rules == *RULES))
    }

    /// The style itself.
    pub fn css(&self, place: Where) -> String {
        let [light, dark] =
            [(Side::Light, &self.light), (Side::Dark, &self.dark)].map(|(side, asked)| palette(side, asked));
        let mut css = String::from("@layer tokens{");
        css.push_str(if place == Where::Page { ":root" } else { ".brand-preview" });
        css.push('{');
        for ((name, light), (_, dark)) in tokens(&light).into_iter().zip(tokens(&dark)) {
            let _ = write!(css, "--{name}:light-dark({light},{dark});");
        }
        if let Some(corners) = self.corners {
            let [small, middle, large] = radii(corners);
            let _ = write!(css, "--r1:{small}px;--r2:{middle}px;--r3:{large}px;");
        }
        if let Some(typeface) = self.typeface {
            let _ = write!(css, "--sans:{};", family(typeface));
        }
        css.push_str("}}\n");
        css
    }
}

fn tokens(of: &Palette) -> [(&'static str, Rgb); 16] {
    [
        ("bg", of.page),
        ("surface", of.surface),
        ("surface-2", of.surface_2),
        ("overlay", of.overlay),
        ("line", of.line),
        ("line-strong", of.line_strong),
        ("line-button", of.line_button),
        ("text", of.text),
        ("text-2", of.text_2),
        ("text-3", of.text_3),
        ("brand", of.brand),
        ("brand-hover", of.brand_hover),
        ("on-brand", of.on_brand),
        ("brand-text", of.brand_text),
        ("brand-soft", of.brand_soft),
        ("selection", of.selection),
    ]
}

/// Small, middle and large, in pixels.
pub(crate) fn radii(corners: Corners) -> [u8; 3] {
    match corners {
        Corners::Square => [0, 0, 0],
        Corners::Soft => [4, 6, 10],
        Corners::Round => [7, 12, 18],
    }
}

/// Families of typefaces, each of which ends in one that every device has. Without quotes, so that mails can hold them too.
pub(crate) fn family(typeface: Typeface) -> &'static str {
    match typeface {
        Typeface::System => "system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,Noto Sans,sans-serif",
        Typeface::Humanist => "Seravek,Gill Sans Nova,Ubuntu,Calibri,DejaVu Sans,source-sans-pro,sans-serif",
        Typeface::Geometric => "Avenir,Montserrat,Corbel,URW Gothic,source-sans-pro,sans-serif",
        Typeface::Neutral => "Helvetica Neue,Helvetica,Arial,Liberation Sans,Arimo,sans-serif",
        Typeface::Rounded => {
            "ui-rounded,Hiragino Maru Gothic ProN,Quicksand,Nunito,Comfortaa,Manjari,Arial Rounded MT Bold,Calibri,sans-serif"
        }
        Typeface::Serif => "Charter,Bitstream Charter,Sitka Text,Georgia,Cambria,Liberation Serif,serif",
        Typeface::Slab => "Rockwell,Rockwell Nova,Roboto Slab,DejaVu Serif,Sitka Small,serif",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brand() -> Brand {
        Brand {
            light: Asked { brand: Rgb::read("#0f766e"), ..Asked::default() },
            dark: Asked { brand: Rgb::read("#5eead4"), ..Asked::default() },
            corners: Some(Corners::Round),
            ..Brand::default()
        }
    }

    #[test]
    fn an_address_says_all_that_is_in_the_style() {
        let address = address(&brand());
        let name = address.strip_prefix("/theme/").unwrap();
        let (style, place, current) = Style::read(name).unwrap();
        assert_eq!((style, place, current), (Style::of(&brand()), Where::Page, true));
        assert!(name.ends_with("-0f766e.x.x.5eead4.x.x-round-x.css"), "{name}");
        assert_eq!(super::address(&Brand { name: Some("Northwind".to_owned()), ..Brand::default() }), "");
    }

    #[test]
    fn what_is_no_address_of_ours_is_no_style() {
        for name in [
            "",
            "x.css",
            "abc-x.x.x.x.x.x-x-x",
            "abc-x.x.x.x.x-x-x.css",
            "abc-0F766E.x.x.x.x.x-x-x.css",
            "abc-#0f766e.x.x.x.x.x-x-x.css",
            "abc-0f766e;.x.x.x.x.x-x-x.css",
            "abc-x.x.x.x.x.x-wavy-x.css",
            "abc-x.x.x.x.x.x-x-x-preview-preview.css",
            "abc-fff.x.x.x.x.x-x-x.css",
        ] {
            assert_eq!(Style::read(name), None, "{name}");
        }
        assert!(Style::read("abc-x.x.x.x.x.x-x-x.css").is_some_and(|(_, _, current)| !current), "of older rules");
    }

    #[test]
    fn a_style_holds_tokens_and_nothing_else_and_stays_below_a_kilobyte() {
        let css = Style { typeface: Some(Typeface::Rounded), ..Style::of(&brand()) }.css(Where::Page);
        assert!(css.starts_with("@layer tokens{:root{--bg:light-dark(#f7f8fa,#0e1116);"), "{css}");
        assert!(css.contains("--brand:light-dark(#0f766e,#5eead4);") && css.contains("--r2:12px;"));
        assert_eq!((css.matches('{').count(), css.matches('}').count()), (2, 2));
        assert_eq!((css.matches('@').count(), css.matches("url").count()), (1, 0));
        assert!(css.len() < 1400, "{}", css.len());
    }
}
