//! The style of a brand and its images, for whoever has the address. Both are what they are for ever, so browsers keep them for a
//! year. An image is served as what we wrote, never as anything a browser could take for a page.

use crate::branding::model::Image;
use crate::branding::theme::Style;
use crate::error::{AppError, AppResult};
use crate::sign_in::actions::with_db;
use crate::web::routes::Public;
use crate::web::state::App;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use actix_web::{HttpResponse, web};

const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Of a style that another version of the program named: what it becomes may differ soon.
const FOR_NOW: &str = "public, max-age=60";

pub(in crate::branding) async fn theme(_: Public, name: web::Path<String>) -> AppResult<HttpResponse> {
    let (style, place, current) = Style::read(&name).ok_or(AppError::NotFound)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/css; charset=utf-8"))
        .insert_header((CACHE_CONTROL, if current { FOR_EVER } else { FOR_NOW }))
        .body(style.css(place)))
}

pub(in crate::branding) async fn image(
    _: Public,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
) -> AppResult<HttpResponse> {
    let (partner, file) = path.into_inner();
    let image: Image = format!("{partner}/{file}").parse().map_err(|()| AppError::NotFound)?;
    let kind = if image.ending == "png" { "image/png" } else { "image/webp" };
    let bytes = with_db(&app, move |db| db.brand_image(&image)).await?.ok_or(AppError::NotFound)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, kind))
        .insert_header((CACHE_CONTROL, FOR_EVER))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        // Mail programs show the logo too.
        .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"))
        .body(bytes))
}
