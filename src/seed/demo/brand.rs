//! What the demo's first partner published, with images that were drawn for it, and what one of its customers has otherwise.

use super::story::Story;
use crate::branding::{Use, for_an_account_of_the_demo, for_the_demo};
use chrono::Duration;

const BRAND: &[(&str, &str)] = &[
    ("light_brand", "#0f766e"),
    ("dark_brand", "#5eead4"),
    ("corners", "round"),
    ("typeface", "humanist"),
    ("cycle", "integration"),
    ("cycles", "integrations"),
    ("cycle_de", "Integration"),
    ("cycles_de", "Integrationen"),
    ("help", "https://help.marlowe.example/integrations"),
    ("sender", "Marlowe Integrations"),
    ("reply_to", "integrations@marlowe.example"),
    ("footer", "Marlowe Retail Cloud Ltd\n14 Canal Wharf, Leeds LS11 5PS"),
];

const IMAGES: &[(Use, &[u8])] = &[
    (Use::Logo, include_bytes!("brand/logo.png")),
    (Use::Icon, include_bytes!("brand/icon.png")),
    (Use::Picture, include_bytes!("brand/picture.jpg")),
];

/// API ID and name of the customer that has some of it otherwise.
const OTHERWISE: (&str, &str) = ("groesslinger", "Größlinger Möbelhaus GmbH & Co. KG");
const OF_ACCOUNT: &[(&str, &str)] = &[
    ("name", "Größlinger Datendienst"),
    ("light_brand", "#9a3412"),
    ("light_page", "#faf7f2"),
    ("dark_brand", "#fdba74"),
    ("corners", "square"),
    ("typeface", "serif"),
];

impl Story<'_> {
    /// Before the customers come.
    pub(super) fn brand(&self) -> anyhow::Result<()> {
        if self.partner.runs {
            self.later(Duration::hours(2));
            self.does(0, |tx| for_the_demo(tx, BRAND, IMAGES))?;
        }
        Ok(())
    }

    /// Once they are there.
    pub(super) fn brand_of_account(&self) -> anyhow::Result<()> {
        if self.partner.runs {
            let (api_id, name) = OTHERWISE;
            let account = self.account(api_id)?;
            self.does(0, |tx| for_an_account_of_the_demo(tx, (account, name), OF_ACCOUNT))?;
        }
        Ok(())
    }
}
