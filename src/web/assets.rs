//! The files a page loads, built into the binary. Their addresses carry a hash of the content, so they are cached for
//! a year; the style sheets are one file, in the order of the cascade. Each is packed once, as small as gzip can make it:
//! packing while answering would have to be quick, and a first visit would load half as much again.

use super::routes::Routes;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, AcceptEncoding, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, Encoding, Header, VARY,
};
use actix_web::{HttpRequest, HttpResponse, web};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::sync::LazyLock;

/// Addresses of the assets, as layouts use them.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    pub(crate) css: String,
    pub(crate) js: String,
    pub(crate) htmx: String,
    /// What pages in a frame load besides.
    pub(crate) frame: String,
    pub(crate) favicon: String,
    /// A partner's theme; empty until it has one.
    pub(crate) theme: String,
}

struct File {
    stem: &'static str,
    ending: &'static str,
    kind: &'static str,
    content: String,
    /// The same for browsers that unpack it.
    packed: Option<Vec<u8>>,
    hash: String,
}

const CSS: &[&str] = &[
    include_str!("../../static/css/tokens.css"),
    include_str!("../../static/css/base.css"),
    include_str!("../../static/css/layout.css"),
    include_str!("../../static/css/components.css"),
    include_str!("../../static/css/tables.css"),
    include_str!("../../static/css/forms.css"),
    include_str!("../../static/css/connectors.css"),
    include_str!("../../static/css/utilities.css"),
];

static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let file = |stem, ending, kind, content: String| {
        let hash = Sha256::digest(content.as_bytes()).iter().take(6).map(|b| format!("{b:02x}")).collect();
        File { stem, ending, kind, packed: packed(&content).ok(), content, hash }
    };
    vec![
        file("app", "css", "text/css; charset=utf-8", spoken(&CSS.concat())),
        file("flow", "css", "text/css; charset=utf-8", spoken(include_str!("../../static/css/flow.css"))),
        file("branding", "css", "text/css; charset=utf-8", spoken(include_str!("../../static/css/branding.css"))),
        file("app", "js", "text/javascript; charset=utf-8", include_str!("../../static/js/app.js").to_owned()),
        file("check", "js", "text/javascript; charset=utf-8", include_str!("../../static/js/check.js").to_owned()),
        file("frame", "js", "text/javascript; charset=utf-8", include_str!("../../static/js/frame.js").to_owned()),
        file(
            "htmx",
            "js",
            "text/javascript; charset=utf-8",
            include_str!("../../static/vendor/htmx-4.0.1.min.js").to_owned(),
        ),
        file("favicon", "svg", "image/svg+xml", include_str!("../../static/favicon.svg").to_owned()),
        file("icons", "svg", "image/svg+xml", include_str!("../../static/icons.svg").to_owned()),
    ]
});

/// A style without its comments, which are for those who read the source. None of its texts holds the beginning of one.
fn spoken(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once("*/").map_or("", |(_, rest)| rest))
}

fn packed(content: &str) -> std::io::Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(content.as_bytes())?;
    packer.finish()
}

fn address(stem: &str, ending: &str) -> String {
    FILES
        .iter()
        .find(|f| f.stem == stem && f.ending == ending)
        .map_or_else(String::new, |f| format!("/static/{}-{}.{}", f.stem, f.hash, f.ending))
}

/// The address of the sprite, which icons name on every page.
pub(crate) fn icons() -> &'static str {
    static ICONS: LazyLock<String> = LazyLock::new(|| address("icons", "svg"));
    &ICONS
}

/// The address of the script with which staff looks whether frames work.
pub(crate) fn check() -> &'static str {
    static CHECK: LazyLock<String> = LazyLock::new(|| address("check", "js"));
    &CHECK
}

/// The address of the style of flows, which the few pages that draw them name themselves.
pub(crate) fn flow() -> &'static str {
    static FLOW: LazyLock<String> = LazyLock::new(|| address("flow", "css"));
    &FLOW
}

/// The address of the style of the branding pages, which these name themselves.
pub(crate) fn branding() -> &'static str {
    static BRANDING: LazyLock<String> = LazyLock::new(|| address("branding", "css"));
    &BRANDING
}

impl Assets {
    /// The addresses of this build.
    pub(crate) fn addresses() -> Assets {
        Assets {
            css: address("app", "css"),
            js: address("app", "js"),
            htmx: address("htmx", "js"),
            frame: address("frame", "js"),
            favicon: address("favicon", "svg"),
            theme: String::new(),
        }
    }
}

/// Whether the browser takes gzip; one that does not say so takes the file as it is.
fn takes_gzip(request: &HttpRequest) -> bool {
    let accepted = AcceptEncoding::parse(request).ok().filter(|accepted| !accepted.is_empty());
    accepted.and_then(|accepted| accepted.negotiate([Encoding::gzip()].iter())) == Some(Encoding::gzip())
}

async fn asset(_: super::routes::Public, request: HttpRequest, name: web::Path<String>) -> HttpResponse {
    let found = FILES.iter().find(|f| *name == format!("{}-{}.{}", f.stem, f.hash, f.ending));
    let Some(file) = found else { return HttpResponse::NotFound().finish() };
    let kept = "public, max-age=31536000, immutable";
    let mut response = HttpResponse::Ok();
    response.insert_header((CONTENT_TYPE, file.kind)).insert_header((CACHE_CONTROL, kept));
    response.insert_header((VARY, "accept-encoding"));
    match file.packed.as_deref().filter(|_| takes_gzip(&request)) {
        Some(packed) => response.insert_header((CONTENT_ENCODING, "gzip")).body(packed),
        None => response.body(file.content.as_str()),
    }
}

/// What pages of partners' products load (docs/EMBEDDING.md). Its address stays while its messages do, so it is asked for anew after an
/// hour; any page may load it.
async fn embed(_: super::routes::Public, kind: &'static str, content: &'static str) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    response.insert_header((CONTENT_TYPE, kind)).insert_header((CACHE_CONTROL, "public, max-age=3600"));
    response.insert_header(("cross-origin-resource-policy", "cross-origin"));
    response.insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    response.body(content)
}

async fn embed_script(public: super::routes::Public) -> HttpResponse {
    embed(public, "text/javascript; charset=utf-8", include_str!("../../static/js/embed.js")).await
}

async fn embed_types(public: super::routes::Public) -> HttpResponse {
    embed(public, "text/plain; charset=utf-8", include_str!("../../static/js/embed.d.ts")).await
}

pub(crate) fn routes(routes: &mut Routes) {
    routes.get("/static/{name}", asset).get("/embed/v1.js", embed_script).get("/embed/v1.d.ts", embed_types);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_goes_out_without_its_comments_and_with_all_else() {
        assert_eq!(spoken("a { b: c } /* why\n*/ d { e: f }/**/"), "a { b: c }  d { e: f }");
        assert_eq!(spoken("a { b: c }"), "a { b: c }");
        let (before, after) = (CSS.concat(), spoken(&CSS.concat()));
        assert_eq!(before.matches("/*").count(), before.matches("*/").count());
        assert!(!after.contains("/*") && !after.contains("*/") && after.matches('{').count() > 200);
    }
}
