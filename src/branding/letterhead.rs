//! What a mail looks like: a brand's colours in both modes as values that are written into the mail, since mail programs load no
//! style sheet, with its name, logo, sender and foot.

use super::contrast::{Palette, Side, palette};
use super::model::{Brand, Corners, Typeface};
use super::theme::{family, radii};

/// The look of one mail.
pub(crate) struct Letterhead {
    /// Who speaks: the brand's name.
    pub name: String,
    /// Whole address; empty: there is none.
    pub logo: String,
    /// Who it comes from.
    pub sender: String,
    /// Where answers go; empty: nowhere else.
    pub reply_to: String,
    /// Below it, line by line.
    pub footer: Vec<String>,
    pub light: Palette,
    pub dark: Palette,
    pub radius: u8,
    pub card_radius: u8,
    pub family: &'static str,
}

impl Letterhead {
    /// `partner`: its name, where the brand has none. `absolute` makes whole addresses.
    pub fn of(brand: &Brand, partner: &str, absolute: impl Fn(&str) -> String) -> Letterhead {
        let name = brand.name.clone().unwrap_or_else(|| partner.to_owned());
        let [_, radius, card_radius] = radii(brand.corners.unwrap_or(Corners::Soft));
        Letterhead {
            logo: brand.logo.as_ref().map(|logo| absolute(&logo.address())).unwrap_or_default(),
            sender: brand.sender.clone().unwrap_or_else(|| name.clone()),
            reply_to: brand.reply_to.clone().unwrap_or_default(),
            footer: brand.footer.as_deref().unwrap_or(&name).lines().map(ToOwned::to_owned).collect(),
            light: palette(Side::Light, brand.asked(Side::Light)),
            dark: palette(Side::Dark, brand.asked(Side::Dark)),
            radius,
            card_radius,
            family: family(brand.typeface.unwrap_or(Typeface::System)),
            name,
        }
    }
}
