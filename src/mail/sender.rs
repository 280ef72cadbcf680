//! Sending what is in the outbox: to the mail server of the settings, or into files where there is none. A mail that
//! does not go is tried again after 1, 3, 9 ... minutes, eight times in all. Logs name the mail, never a person.

use super::model;
use super::words::{Words, words};
use crate::branding::letterhead::Letterhead;
use crate::branding::model::Brand;
use crate::config::Config;
use crate::db::maintenance::DueMail;
use crate::error::{AppError, AppResult};
use crate::ids::Token;
use crate::language::{self, Language};
use crate::web::state::App;
use anyhow::Context;
use askama::Template;
use chrono::{DateTime, Utc};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Message, SmtpTransport, Transport};
use std::fs::{DirBuilder, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::time::Duration;

/// Tries before a mail is given up; `maintenance.take_mails` sets the times between them.
const TRIES_MAX: i16 = 8;
/// How long one command to the mail server may take.
const SMTP_TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Html<'a> {
    lang: &'static str,
    look: &'a Letterhead,
    words: &'a Words,
    greeting: &'a str,
    href: &'a str,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct Text<'a> {
    look: &'a Letterhead,
    words: &'a Words,
    greeting: &'a str,
    href: &'a str,
}

#[derive(Template)]
#[template(path = "mail/step.html")]
struct StepHtml<'a> {
    lang: &'static str,
    subject: &'a str,
    body: &'a str,
    footer: &'a str,
}

#[derive(Template)]
#[template(path = "mail/step.txt")]
struct StepText<'a> {
    body: &'a str,
    footer: &'a str,
}

/// Why a mail did not go, without anybody's address.
struct Unsent {
    why: String,
    /// Trying again would be no use.
    for_good: bool,
}

/// Sends one mail that is due; true when there may be more. One at a time: the next try is already set when a mail is
/// taken, and a long batch behind a slow server would outlive it.
pub(crate) fn send_next(app: &App) -> AppResult<bool> {
    let Some(mail) = app.db.take_mails(1)?.into_iter().next() else { return Ok(false) };
    // It is written for whoever gets it.
    let language = language_of(&mail);
    let sent = language::speaking(language, mail.brand.own_words(language), || send(app, &mail))?;
    match &sent {
        Ok(()) => tracing::info!(mail.id = %mail.id, "mail {} sent", mail.id),
        Err(unsent) => {
            let given_up = unsent.for_good || mail.attempts >= TRIES_MAX;
            let after = if given_up { "given up" } else { "will be tried again" };
            tracing::warn!(mail.id = %mail.id, tries = mail.attempts, "mail {} not sent ({}), {after}", mail.id, unsent.why);
            app.db.mail_outcome(&mail, Some(&unsent.why), given_up)?;
            return Ok(true);
        }
    }
    app.db.mail_outcome(&mail, None, false)?;
    Ok(true)
}

fn language_of(mail: &DueMail) -> Language {
    let tag = mail.values.get(model::LANGUAGE).or(mail.language.as_ref());
    tag.and_then(|tag| Language::of(tag)).unwrap_or_default()
}

fn send(app: &App, mail: &DueMail) -> AppResult<Result<(), Unsent>> {
    if mail.template == "step" {
        return Ok(match of_step(&app.config, mail, app.db.clock().now()) {
            Ok(message) => hand_over(app, mail, &message),
            Err(AppError::Invalid(_)) => Err(no_address()),
            Err(other) => return Err(other),
        });
    }
    let look = look(app, mail);
    let Some(words) = words(&mail.template, &mail.values, &look.name) else {
        return Ok(Err(Unsent { why: "of a kind this version does not know".to_owned(), for_good: true }));
    };
    let path = match mail.link {
        None => model::button_path(&mail.template, &mail.values, &mail.partner_slug),
        Some(link) => {
            // Made now, so that the outbox never held it; a mail that is sent again carries a fresh one.
            let token = Token::new();
            if !app.db.arm_link(mail.partner, link, &token.hash())? {
                return Ok(Err(Unsent { why: "its link was used or has expired".to_owned(), for_good: true }));
            }
            format!("/link/{}", token.expose())
        }
    };
    let now = app.db.clock().now();
    let href = format!("{}{path}", app.look.at(mail.main_host.as_deref()));
    let message = match compose(&app.config, mail, (&look, &words), &href, now) {
        Ok(message) => message,
        Err(AppError::Invalid(_)) => return Ok(Err(no_address())),
        Err(other) => return Err(other),
    };
    Ok(hand_over(app, mail, &message))
}

/// That of the brand that is in force; of a sample, that of the draft which it shows.
fn look(app: &App, mail: &DueMail) -> Letterhead {
    let sample = mail.values.get("brand").and_then(|brand| serde_json::from_str::<Brand>(brand).ok());
    Letterhead::of(sample.as_ref().unwrap_or(&mail.brand), &mail.partner_name, |path| {
        format!("{}{path}", app.look.at(mail.main_host.as_deref()))
    })
}

fn no_address() -> Unsent {
    Unsent { why: "the recipient is no mail address".to_owned(), for_good: true }
}

fn hand_over(app: &App, mail: &DueMail, message: &Message) -> Result<(), Unsent> {
    match &app.config.smtp_url {
        Some(url) => by_smtp(&app.config, url, message),
        None => into_file(&app.config, mail, message, app.db.clock().now())
            .map_err(|cause| Unsent { why: format!("{cause:#}"), for_good: false }),
    }
}

/// A mail of a step: in the account's name, from the installation's address, with what the step said and a line that
/// says where it comes from.
fn of_step(config: &Config, mail: &DueMail, now: DateTime<Utc>) -> AppResult<Message> {
    let value = |name: &str| mail.values.get(name).map_or("", String::as_str);
    let invalid = || AppError::invalid("recipient", "no address");
    let from: Mailbox = config.mail_from.parse().context("MAIL_FROM")?;
    let (account, subject, body) = (value("account"), value("subject"), value("body"));
    let partner = mail.brand.name.as_ref().unwrap_or(&mail.partner_name);
    let footer = t!("mail-step-footer", account = account, partner = partner);
    let id = format!("<{}@{}>", mail.id, from.email.domain());
    let mut message = Message::builder()
        .from(Mailbox::new(Some(account.to_owned()), from.email))
        .to(Mailbox::new(None, mail.recipient.parse().map_err(|_| invalid())?))
        .subject(subject)
        .date(now.into())
        .message_id(Some(id));
    if !value("reply_to").is_empty() {
        message = message.reply_to(Mailbox::new(None, value("reply_to").parse().map_err(|_| invalid())?));
    }
    let html = StepHtml { lang: language::current().code(), subject, body, footer: &footer }.render()?;
    let text = StepText { body, footer: &footer }.render()?;
    Ok(message
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
        .multipart(MultiPart::alternative_plain_html(text, html))
        .context("composing a mail")?)
}

fn compose(
    config: &Config,
    mail: &DueMail,
    (look, words): (&Letterhead, &Words),
    href: &str,
    now: DateTime<Utc>,
) -> AppResult<Message> {
    let address = mail.recipient.parse().map_err(|_| AppError::invalid("recipient", "no address"))?;
    let from: Mailbox = config.mail_from.parse().context("MAIL_FROM")?;
    // The mail is the partner's; only the address is the installation's.
    let from = Mailbox::new(Some(look.sender.clone()), from.email);
    let greeting = match mail.recipient_name.as_str() {
        "" => t!("mail-hello").to_owned(),
        name => t!("mail-hello-name", name = name),
    };
    let greeting = greeting.as_str();
    let html = Html { lang: language::current().code(), look, words, greeting, href }.render()?;
    let text = Text { look, words, greeting, href }.render()?;
    let id = format!("<{}@{}>", mail.id, from.email.domain());
    let mut message = Message::builder();
    // Checked when it was saved; one that lettre does not take is no reason not to send.
    if let Ok(reply_to) = look.reply_to.parse() {
        message = message.reply_to(Mailbox::new(None, reply_to));
    }
    let message = message
        .from(from)
        .to(Mailbox::new(Some(mail.recipient_name.clone()).filter(|n| !n.is_empty()), address))
        .subject(&words.subject)
        .date(now.into())
        .message_id(Some(id))
        // Out-of-office programs do not answer such mails.
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
        .multipart(MultiPart::alternative_plain_html(text, html))
        .context("composing a mail")?;
    Ok(message)
}

fn by_smtp(config: &Config, url: &str, message: &Message) -> Result<(), Unsent> {
    // The server's own words may name the recipient, so only the kind of trouble is kept.
    let unsent = |cause: lettre::transport::smtp::Error| {
        let why = match cause.status() {
            Some(code) => format!("the mail server answered {code}"),
            None if cause.is_timeout() => "the mail server took too long".to_owned(),
            None if cause.is_tls() => "no safe connection to the mail server".to_owned(),
            None if cause.is_client() => "the mail server does not offer what SMTP_URL asks for".to_owned(),
            None => "no connection to the mail server".to_owned(),
        };
        Unsent { why, for_good: false }
    };
    // It greets as the domain that mails come from. This machine's own name would stand in every mail's head.
    let from: Option<Mailbox> = config.mail_from.parse().ok();
    let greeting = ClientId::Domain(from.map_or_else(|| "localhost".to_owned(), |from| from.email.domain().to_owned()));
    let transport =
        SmtpTransport::from_url(url).map_err(unsent)?.hello_name(greeting).timeout(Some(SMTP_TIMEOUT)).build();
    transport.send(message).map(|_| ()).map_err(unsent)
}

/// One file a mail, readable by the server's own user alone: it holds a working link.
fn into_file(config: &Config, mail: &DueMail, message: &Message, now: DateTime<Utc>) -> anyhow::Result<()> {
    let dir = &config.mail_dir;
    DirBuilder::new().recursive(true).mode(0o700).create(dir).context("BERTH_MAIL_DIR cannot be made")?;
    let name = format!("{}-{}-{}", now.format("%Y%m%dT%H%M%SZ"), mail.id, mail.attempts);
    // Under another name until it is whole, so that nobody reads half a mail.
    let part = dir.join(format!("{name}.part"));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&part)
        .context("BERTH_MAIL_DIR cannot be written to")?;
    file.write_all(&message.formatted()).context("BERTH_MAIL_DIR cannot be written to")?;
    std::fs::rename(&part, dir.join(format!("{name}.eml"))).context("BERTH_MAIL_DIR cannot be written to")
}
