//! What a partner's customers meet of it (MODEL section 9): the draft and what is published, what an account has otherwise, and that
//! pages, files and mails wear it.

mod accounts;
mod customers;
mod drafts;
mod files;

use crate::support::{Answer, Caller, World};
use std::io::Cursor;

pub const PAGE: &str = "/console/settings/branding";

/// A brand with all that is typed.
pub const BRAND: [(&str, &str); 11] = [
    ("name", "Northwind Connect"),
    ("light_brand", "#0f766e"),
    ("dark_brand", "#5eead4"),
    ("corners", "round"),
    ("typeface", "humanist"),
    ("cycle", "integration"),
    ("cycles", "integrations"),
    ("help", "https://northwind.test/help"),
    ("sender", "Northwind IT"),
    ("reply_to", "it@northwind.test"),
    ("footer", "Northwind Ltd\n1 Quay Street"),
];

/// Saves a draft as the page would.
pub async fn save(caller: &Caller, fields: &[(&str, &str)]) -> Answer {
    save_at(caller, PAGE, fields).await
}

pub async fn save_at(caller: &Caller, page: &str, fields: &[(&str, &str)]) -> Answer {
    let seen = caller.get(page).await.value_of("form.page input[name=version]").unwrap();
    let form: Vec<(&str, &str)> = fields.iter().copied().chain([("version", seen.as_str())]).collect();
    caller.post(page, &form).await
}

/// Publishes the draft as the page would.
pub async fn publish(caller: &Caller) -> Answer {
    let page = format!("{PAGE}/publication");
    let seen = caller.get(&page).await.value_of("input[name=version]").unwrap();
    caller.post(&page, &[("version", &seen)]).await
}

/// A world whose partner published that brand, with a logo and an icon.
pub async fn branded() -> World {
    let world = World::start().await;
    let console = world.console().await;
    save(&console, &BRAND).await.assert_redirect(PAGE);
    for what in ["logo", "icon", "picture"] {
        console.upload(&format!("{PAGE}/images/{what}"), "logo.png", &png(64, 32)).await.assert_redirect(PAGE);
    }
    publish(&console).await.assert_redirect(PAGE);
    world
}

/// A plain image.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let image = image::RgbaImage::from_pixel(width, height, image::Rgba([15, 118, 110, 255]));
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}
