//! Reading mails in tests: those that landed in files, and those that went through SMTP.

use super::app::TestApp;
use mailparse::{MailHeaderMap, ParsedMail};
use std::time::{Duration, Instant};

/// A mail as its reader sees it.
#[derive(Clone, Debug)]
pub struct Mail {
    pub to: String,
    pub from: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl Mail {
    pub fn parse(raw: &[u8]) -> Mail {
        let mail = mailparse::parse_mail(raw).expect("a mail");
        let header = |name: &str| mail.get_headers().get_first_value(name).unwrap_or_default();
        Mail {
            to: header("To"),
            from: header("From"),
            subject: header("Subject"),
            text: part(&mail, "text/plain"),
            html: part(&mail, "text/html"),
        }
    }

    /// The one address in it, from the text.
    pub fn link(&self) -> String {
        let link = self.text.split_whitespace().find(|w| w.starts_with("http")).expect("an address in the mail");
        let html = self.html.replace("&#38;", "&");
        assert!(html.contains(&format!("href=\"{link}\"")), "text and HTML carry the same address");
        link.to_owned()
    }

    /// The path of that address.
    pub fn path(&self) -> String {
        url::Url::parse(&self.link()).expect("an address").path().to_owned()
    }
}

fn part(mail: &ParsedMail<'_>, wanted: &str) -> String {
    mail.parts()
        .find(|p| p.ctype.mimetype == wanted)
        .expect("both parts")
        .get_body()
        .expect("readable")
        .replace("\r\n", "\n")
}

impl TestApp {
    /// The mails in the mail directory, the oldest first.
    pub fn mail_files(&self) -> Vec<std::path::PathBuf> {
        let mut files: Vec<_> = std::fs::read_dir(self.mail_dir.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|e| e == "eml"))
            .collect();
        // The clock stands still, so the names may carry the same time.
        files.sort_by_key(|file| std::fs::metadata(file).unwrap().modified().unwrap());
        files
    }

    /// Waits until so many mails have landed.
    pub async fn mails(&self, count: usize) -> Vec<Mail> {
        let files = until("the mails", || Some(self.mail_files()).filter(|files| files.len() >= count)).await;
        assert_eq!(files.len(), count, "more mails than expected");
        files.iter().map(|file| Mail::parse(&std::fs::read(file).unwrap())).collect()
    }
}

/// Waits for something, ten seconds at most.
pub async fn until<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    until_within(10, what, look).await
}

/// Waits for something that takes longer where the machine is busy.
pub async fn until_within<T>(seconds: u64, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(began.elapsed() < Duration::from_secs(seconds), "waited in vain for {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
