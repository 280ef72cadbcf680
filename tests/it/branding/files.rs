//! The style and the images: what is served, how it is kept, and what is refused.

use super::{PAGE, branded, png, publish, save};
use crate::people::count;
use crate::support::World;

#[actix_web::test]
async fn a_style_is_served_to_anybody_for_ever_and_holds_tokens_alone() {
    let world = branded().await;
    let page = world.visitor().get("/sign-in/northwind").await;
    let style = page.attributes_of("link[href^='/theme/']", "href").remove(0);
    let css = world.visitor().get(&style).await;
    css.assert_ok();
    assert!(css.header("content-type").starts_with("text/css"));
    assert_eq!(css.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(css.header("x-content-type-options"), "nosniff");
    assert!(css.body.contains("--brand:light-dark(#0f766e,#5eead4)") && css.body.len() < 1400, "{}", css.body);
    // One that another version of the program named is answered, and not kept for long.
    let (_, rest) = style.trim_start_matches("/theme/").split_once('-').unwrap();
    let older = world.visitor().get(&format!("/theme/000000-{rest}")).await;
    assert_eq!((older.body == css.body, older.header("cache-control")), (true, "public, max-age=60"));
    for none in ["none.css", "000000-x.x.x.x.x.x-x-x", "000000-red.x.x.x.x.x-x-x.css", "%7Bbody%7D.css"] {
        world.visitor().get(&format!("/theme/{none}")).await.assert_status(404);
    }
}

#[actix_web::test]
async fn an_image_is_written_anew_and_served_as_an_image_and_nothing_else() {
    let world = World::start().await;
    let console = world.console().await;
    let mut bytes = png(1440, 100);
    bytes.extend_from_slice(b"<script>alert(1)</script>");
    console.upload(&format!("{PAGE}/images/logo"), "x.html", &bytes).await.assert_redirect(PAGE);
    let address = console.get(PAGE).await.attributes_of("#images img", "src").remove(0);
    assert!(address.starts_with("/brand/") && address.ends_with(".png"), "{address}");
    let served = world.visitor().get(&address).await;
    served.assert_ok();
    assert_eq!(served.header("content-type"), "image/png");
    assert_eq!(served.header("x-content-type-options"), "nosniff");
    assert!(served.header("content-security-policy").contains("sandbox"));
    assert_eq!(served.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(!served.body.contains("script"));
    // The same image at another partner's address, or under another ending, is not there.
    let id = address.rsplit('/').next().unwrap();
    world.visitor().get(&format!("/brand/{}/{id}", uuid::Uuid::nil())).await.assert_not_found();
    world.visitor().get(&address.replace(".png", ".svg")).await.assert_not_found();
}

#[actix_web::test]
async fn what_is_no_image_is_refused_at_its_field() {
    let world = World::start().await;
    let console = world.console().await;
    let logo = format!("{PAGE}/images/logo");
    console
        .upload(&logo, "logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
        .await
        .assert_refused("logo", "SVG files are not taken");
    console.upload(&logo, "logo.png", b"no image").await.assert_refused("logo", "no PNG, JPEG or WebP");
    console.upload(&logo, "", b"").await.assert_refused("logo", "Choose a file");
    let large = vec![0_u8; 1024 * 1024 + 1];
    console.upload(&logo, "logo.png", &large).await.assert_refused("logo", "larger than 1 MB");
    console.upload(&logo, "wide.png", &png(5000, 2)).await.assert_refused("logo", "4096 pixels");
    console.upload(&format!("{PAGE}/images/banner"), "logo.png", &png(4, 4)).await.assert_not_found();
    assert_eq!(count(&world, "brand_images"), 0);
}

#[actix_web::test]
async fn an_image_that_nothing_shows_any_more_is_removed_and_one_of_an_old_version_stays() {
    let world = branded().await;
    let console = world.console().await;
    assert_eq!(count(&world, "brand_images"), 3);
    let first = console.get(PAGE).await.attributes_of("#images img", "src").remove(0);
    // Twice another logo in the draft: the first of the two goes, the published one stays.
    for _ in 0..2 {
        console.upload(&format!("{PAGE}/images/logo"), "logo.png", &png(20, 20)).await.assert_redirect(PAGE);
    }
    assert_eq!(count(&world, "brand_images"), 4);
    publish(&console).await.assert_redirect(PAGE);
    world.visitor().get(&first).await.assert_ok();
    console.post(&format!("{PAGE}/images/logo/removal"), &[]).await.assert_redirect(PAGE);
    assert_eq!(count(&world, "brand_images"), 4);
    // Saving the fields leaves the images as they are.
    save(&console, &[("name", "Northwind")]).await.assert_redirect(PAGE);
    assert_eq!(console.get(PAGE).await.attributes_of("#images img", "src").len(), 2);
}
