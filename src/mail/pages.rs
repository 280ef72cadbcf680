//! The outbox for developers: the mails that landed in files. These routes exist only with BERTH_DEV, which needs a
//! loopback address.

use crate::error::{AppError, AppResult};
use crate::web::page::Page;
use crate::web::routes::Public;
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, ContentType};
use actix_web::{HttpResponse, Responder, web};
use askama::Template;
use mailparse::{MailHeaderMap, ParsedMail};
use std::path::Path;

/// Mails on the page.
const NEWEST: usize = 50;
/// The largest file that is read.
const BYTES_MAX: u64 = 1024 * 1024;

#[derive(Template)]
#[template(path = "dev/mails.html")]
struct MailsPage {
    shell: Shell,
    mails: Vec<Seen>,
    smtp: bool,
}

#[derive(Template)]
#[template(path = "dev/mail.html")]
struct MailPage {
    shell: Shell,
    mail: Seen,
    /// The text in pieces: plain words, and addresses to click.
    lines: Vec<Vec<(bool, String)>>,
}

/// A mail as the pages show it.
struct Seen {
    file: String,
    to: String,
    from: String,
    subject: String,
    date: String,
}

pub(super) async fn index(_: Public, app: web::Data<App>) -> AppResult<impl Responder> {
    let dir = app.config.mail_dir.clone();
    let mails = off_thread(move || Ok(newest(&dir))).await?;
    let shell = Shell::plain(&app.look, "Mails that were sent");
    Ok(Page::new(MailsPage { shell, mails, smtp: app.config.smtp_url.is_some() }))
}

pub(super) async fn show(_: Public, app: web::Data<App>, file: web::Path<String>) -> AppResult<impl Responder> {
    let (dir, file) = (app.config.mail_dir.clone(), file.into_inner());
    let (mail, text) = off_thread(move || {
        let raw = read(&dir, &file)?;
        let parsed = parse(&raw)?;
        Ok((seen(file, &parsed), part(&parsed, "text/plain")))
    })
    .await?;
    let shell = Shell::plain(&app.look, &mail.subject);
    Ok(Page::new(MailPage { shell, mail, lines: text.lines().map(pieces).collect() }))
}

/// The HTML as a mail program shows it, in a sandbox where nothing runs.
pub(super) async fn html(_: Public, app: web::Data<App>, file: web::Path<String>) -> AppResult<HttpResponse> {
    let (dir, file) = (app.config.mail_dir.clone(), file.into_inner());
    let html = off_thread(move || Ok(part(&parse(&read(&dir, &file)?)?, "text/html"))).await?;
    Ok(HttpResponse::Ok()
        .content_type(ContentType::html())
        .insert_header((
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-top-navigation-by-user-activation",
        ))
        .body(html))
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> AppResult<T> + Send + 'static) -> AppResult<T> {
    web::block(work).await.map_err(AppError::internal)?
}

/// The names begin with the time, so the last in order are the newest.
fn newest(dir: &Path) -> Vec<Seen> {
    // No directory yet: no mail yet.
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| is_mail_name(name))
        .collect();
    names.sort_unstable_by(|a, b| b.cmp(a));
    names.truncate(NEWEST);
    names
        .into_iter()
        .filter_map(|name| {
            let raw = read(dir, &name).ok()?;
            let parsed = parse(&raw).ok()?;
            Some(seen(name, &parsed))
        })
        .collect()
}

/// Letters, digits and dashes: no name leads out of the directory.
fn is_mail_name(name: &str) -> bool {
    name.strip_suffix(".eml").is_some_and(|stem| {
        !stem.is_empty() && stem.len() < 100 && stem.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}

fn read(dir: &Path, name: &str) -> AppResult<Vec<u8>> {
    if !is_mail_name(name) {
        return Err(AppError::NotFound);
    }
    let path = dir.join(name);
    // Not through a link that somebody put there.
    let about = std::fs::symlink_metadata(&path).map_err(|_| AppError::NotFound)?;
    if !about.is_file() || about.len() > BYTES_MAX {
        return Err(AppError::NotFound);
    }
    std::fs::read(&path).map_err(|_| AppError::NotFound)
}

fn parse(raw: &[u8]) -> AppResult<ParsedMail<'_>> {
    mailparse::parse_mail(raw).map_err(|_| AppError::NotFound)
}

fn seen(file: String, mail: &ParsedMail<'_>) -> Seen {
    let header = |name: &str| mail.get_headers().get_first_value(name).unwrap_or_default();
    Seen { file, to: header("To"), from: header("From"), subject: header("Subject"), date: header("Date") }
}

/// The first part of a type, decoded.
fn part(mail: &ParsedMail<'_>, wanted: &str) -> String {
    let found = mail.parts().find(|p| p.ctype.mimetype == wanted);
    found.and_then(|p| p.get_body().ok()).unwrap_or_default()
}

/// A line in pieces; true: an address to click.
fn pieces(line: &str) -> Vec<(bool, String)> {
    line.split(' ').map(|word| (word.starts_with("http://") || word.starts_with("https://"), word.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_directory() {
        assert!(is_mail_name("20261124T120000Z-0193-1.eml"));
        for bad in ["", ".eml", "..", "../key.eml", "a/b.eml", "a\\b.eml", "a.txt", "a.part", "a\0.eml", "%2e%2e.eml"] {
            assert!(!is_mail_name(bad), "{bad:?}");
        }
    }
}
