//! A real Chromium, driven through its own driver. Every page it shows can be checked with axe-core, photographed, and
//! searched for what the security policy refused.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const AXE: &str = include_str!("../../vendor/axe-4.14.1.min.js");

pub struct Browser {
    pub client: Client,
    driver: Child,
    base: String,
    _profile: tempfile::TempDir,
}

/// Light or dark, as the system would say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    Light,
    Dark,
}

/// The widths pages are looked at.
pub const DESKTOP: (u32, u32) = (1280, 900);
pub const PHONE: (u32, u32) = (390, 844);
/// Where nothing may scroll sideways any more (WCAG 2.2, reflow).
pub const NARROWEST: (u32, u32) = (320, 640);

/// A command of the driver that the standard does not have.
#[derive(Debug)]
struct Extra(&'static str, Value);

impl WebDriverCompatibleCommand for Extra {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.0))
    }
    fn method_and_body(&self, _: &url::Url) -> (reqwest::Method, Option<String>) {
        (reqwest::Method::POST, Some(self.1.to_string()))
    }
}

/// Which cookies a browser keeps, by its own settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cookies {
    All,
    /// As "Block third-party cookies" has it.
    NoThirdParty,
    /// None of the console's in a frame, as browsers have it that know no `Partitioned`.
    NoneInFrames,
}

impl Browser {
    /// Starts a driver and a browser with an empty profile.
    pub async fn open(base: &str) -> Browser {
        Browser::open_with(base, Cookies::All, base).await
    }

    /// The same with other settings for the cookies of a console.
    pub async fn open_with(base: &str, cookies: Cookies, console: &str) -> Browser {
        let driver = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "/usr/bin/chromedriver".to_owned());
        let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
        let mut driver = Command::new(&driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|e| panic!("{driver}: {e}; bin/test installs it"));
        let mut lines = BufReader::new(driver.stdout.take().expect("its output")).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                line.split("started successfully on port ").nth(1)?.trim_end_matches('.').parse::<u16>().ok()
            })
            .expect("the driver says its port");
        // Its output must be read to the end, or it would stop at a full pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let profile = tempfile::tempdir().expect("a folder");
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--force-color-profile=srgb",
            "--hide-scrollbars",
        ];
        let mut arguments: Vec<String> = arguments.into_iter().map(ToOwned::to_owned).collect();
        arguments.push(format!("--user-data-dir={}", profile.path().display()));
        let prefs = match cookies {
            Cookies::All => json!({}),
            Cookies::NoThirdParty => {
                json!({ "profile": { "block_third_party_cookies": true, "cookie_controls_mode": 1 } })
            }
            Cookies::NoneInFrames => json!({ "profile": { "content_settings": { "exceptions": { "cookies": {
                (format!("{},{}", console.trim_end_matches('/'), base.trim_end_matches('/'))): { "setting": 2 }
            } } } } }),
        };
        let capabilities = json!({
            "goog:chromeOptions": { "binary": chromium, "args": arguments, "prefs": prefs },
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let client = ClientBuilder::native()
            .capabilities(capabilities.as_object().expect("an object").clone())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("Chromium starts");
        let browser = Browser { client, driver, base: base.trim_end_matches('/').to_owned(), _profile: profile };
        browser.size(DESKTOP).await;
        browser
    }

    /// As a window of that size, whatever the smallest real window is.
    pub async fn size(&self, (width, height): (u32, u32)) {
        let phone = width < 500;
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}),
        )
        .await;
    }

    pub async fn mode(&self, mode: Mode) {
        let value = if mode == Mode::Dark { "dark" } else { "light" };
        self.devtools(
            "Emulation.setEmulatedMedia",
            // Without motion, so that no colour is looked at half-way.
            json!({"features": [
                {"name": "prefers-color-scheme", "value": value},
                {"name": "prefers-reduced-motion", "value": "reduce"},
            ]}),
        )
        .await;
    }

    /// Switches scripts off or on: pages must work without.
    pub async fn scripts(&self, on: bool) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({"value": !on})).await;
    }

    async fn devtools(&self, command: &str, parameters: Value) {
        self.client
            .issue_cmd(Extra("goog/cdp/execute", json!({"cmd": command, "params": parameters})))
            .await
            .unwrap_or_else(|e| panic!("{command}: {e}"));
    }

    pub async fn goto(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.base)).await.expect("the page loads");
    }

    pub async fn path(&self) -> String {
        let url = self.client.current_url().await.expect("an address");
        url.as_str().strip_prefix(&self.base).unwrap_or(url.as_str()).to_owned()
    }

    pub async fn sign_in(&self, email: &str, password: &str) {
        self.goto("/sign-in").await;
        self.fill("#f-email", email).await;
        self.fill("#f-password", password).await;
        self.click("form[action='/sign-in'] button.primary").await;
        let end = std::time::Instant::now() + Duration::from_secs(20);
        // Not by script: it may be switched off.
        while self.path().await.starts_with("/sign-in") {
            assert!(std::time::Instant::now() < end, "{email} could not sign in");
            actix_web::rt::time::sleep(Duration::from_millis(40)).await;
        }
    }

    pub async fn fill(&self, selector: &str, text: &str) {
        let field = self.find(selector).await;
        field.clear().await.expect("a field");
        field.send_keys(text).await.expect("a field");
    }

    pub async fn click(&self, selector: &str) {
        // An element of the page before may go between being found and being clicked.
        for _ in 0..5 {
            match self.find(selector).await.click().await {
                Ok(()) => return,
                Err(gone) if gone.is_stale_element_reference() => {}
                Err(other) => panic!("click {selector}: {other}"),
            }
        }
        panic!("click {selector}: it is another each time");
    }

    /// Presses keys on whatever has the focus, one after the other, as `gp` or Escape.
    pub async fn press(&self, keys: &[char]) {
        let down_and_up = keys.iter().flat_map(|&value| [KeyAction::Down { value }, KeyAction::Up { value }]);
        self.strokes(down_and_up.collect()).await;
    }

    /// Presses a key while Control is held.
    pub async fn press_control(&self, value: char) {
        let control = char::from(Key::Control);
        let (hold, leave) = (KeyAction::Down { value: control }, KeyAction::Up { value: control });
        self.strokes(vec![hold, KeyAction::Down { value }, KeyAction::Up { value }, leave]).await;
    }

    async fn strokes(&self, strokes: Vec<KeyAction>) {
        let actions = strokes.into_iter().fold(KeyActions::new("keys".to_owned()), KeyActions::then);
        self.client.perform_actions(actions).await.expect("keys are pressed");
    }

    /// Types into whatever has the focus.
    pub async fn write(&self, text: &str) {
        self.press(&text.chars().collect::<Vec<_>>()).await;
    }

    /// Waits until the focus is at an element that matches.
    pub async fn wait_for_focus(&self, selector: &str) {
        let there = format!("return !!document.activeElement && document.activeElement.matches({})", json!(selector));
        self.wait_until(&format!("the focus at {selector}"), &there).await;
    }

    /// Waits for an address that begins so, with scripts on or off.
    pub async fn wait_for_path(&self, start: &str) {
        let end = std::time::Instant::now() + Duration::from_secs(20);
        loop {
            let path = self.path().await;
            if path.starts_with(start) {
                return;
            }
            assert!(std::time::Instant::now() < end, "at {path}, not at {start}");
            actix_web::rt::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// How many elements match.
    pub async fn count(&self, selector: &str) -> usize {
        self.client.find_all(Locator::Css(selector)).await.expect("a page").len()
    }

    pub async fn find(&self, selector: &str) -> fantoccini::elements::Element {
        self.client
            .wait()
            .at_most(Duration::from_secs(10))
            .for_element(Locator::Css(selector))
            .await
            .unwrap_or_else(|e| panic!("no {selector}: {e}"))
    }

    pub async fn text(&self, selector: &str) -> String {
        self.find(selector).await.text().await.expect("its text")
    }

    /// Waits for an element to say that, with scripts on or off, across a change of the page.
    pub async fn wait_for_text(&self, selector: &str, expected: &str) {
        let end = std::time::Instant::now() + Duration::from_secs(20);
        loop {
            // Between two pages there is no such element, or one that is gone when it is read.
            let seen = match self.client.find(Locator::Css(selector)).await {
                Ok(element) => element.text().await.unwrap_or_default(),
                Err(_) => String::new(),
            };
            if seen == expected {
                return;
            }
            assert!(std::time::Instant::now() < end, "{selector} says {seen:?}, not {expected:?}");
            actix_web::rt::time::sleep(Duration::from_millis(40)).await;
        }
    }

    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|e| panic!("{script}: {e}"))
    }

    /// Waits for a condition of the page, with a limit.
    #[track_caller]
    pub fn wait_until<'a>(&'a self, what: &'a str, condition: &'a str) -> impl Future<Output = ()> + 'a {
        self.wait_at_most(what, condition, Duration::from_secs(20))
    }

    /// Whether a condition comes true within a time.
    pub async fn holds_within(&self, condition: &str, limit: Duration) -> bool {
        let end = std::time::Instant::now() + limit;
        while std::time::Instant::now() < end {
            if let Ok(Value::Bool(true)) = self.client.execute(condition, Vec::new()).await {
                return true;
            }
            actix_web::rt::time::sleep(Duration::from_millis(40)).await;
        }
        false
    }

    pub async fn wait_at_most(&self, what: &str, condition: &str, limit: Duration) {
        let end = std::time::Instant::now() + limit;
        loop {
            // A page on its way out cannot answer; the next one will.
            if let Ok(Value::Bool(true)) = self.client.execute(condition, Vec::new()).await {
                return;
            }
            assert!(std::time::Instant::now() < end, "waited in vain for: {what}, at {}", self.path().await);
            actix_web::rt::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Everything axe-core has to say about the page against WCAG 2.2 AA.
    pub async fn axe(&self) -> Vec<String> {
        if self.run("return typeof axe === 'undefined'").await == json!(true) {
            self.run(AXE).await;
        }
        let tags = json!(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
        let found = self
            .client
            .execute_async(
                "const done = arguments[1]; axe.run(document, {runOnly: arguments[0]}).then(\
                 r => done(r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.target.join(' ') + ' ' + n.failureSummary))))",
                vec![tags],
            )
            .await
            .expect("axe runs");
        serde_json::from_value(found).expect("a list")
    }

    /// True when the page itself scrolls sideways.
    pub async fn scrolls_sideways(&self) -> bool {
        self.run("return document.documentElement.scrollWidth > document.documentElement.clientWidth + 1").await
            == json!(true)
    }

    /// What a first visit of this page loads: bytes over the wire with all its files, and addresses of others than ours.
    pub async fn weight(&self) -> (u64, Vec<String>) {
        let load = "const icon = document.querySelector('link[rel=icon]').href; await fetch(icon); \
            const [page] = performance.getEntriesByType('navigation'); \
            const own = (e) => e.name === icon || !['fetch', 'xmlhttprequest'].includes(e.initiatorType); \
            const files = new Map(performance.getEntriesByType('resource').filter(own).map((e) => [e.name, e.encodedBodySize])); \
            const foreign = [...files.keys()].filter((name) => !name.startsWith(location.origin + '/')); \
            return [[...files.values()].reduce((sum, size) => sum + size, page.encodedBodySize), foreign]";
        let measured = self.run(&format!("return (async () => {{ {load} }})()")).await;
        serde_json::from_value(measured).expect("a number and addresses")
    }

    /// What the browser complained about since the last look: errors and refusals of the policy.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.client.issue_cmd(Extra("se/log", json!({"type": "browser"}))).await.expect("the log");
        log.as_array()
            .into_iter()
            .flatten()
            .filter(|e| e["level"] == "SEVERE")
            .filter_map(|e| e["message"].as_str())
            // A refused form is an answer, not a fault of the page.
            .filter(|m| !m.contains("the server responded with a status of 4"))
            .map(ToOwned::to_owned)
            .collect()
    }

    /// A picture in target/screenshots, to be looked at.
    pub async fn photograph(&self, name: &str) -> PathBuf {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
        std::fs::create_dir_all(&folder).expect("a folder");
        let file = folder.join(format!("{name}.png"));
        let picture = self.client.screenshot().await.expect("a picture");
        std::fs::write(&file, picture).expect("written");
        file
    }

    pub async fn close(self) {
        let client = self.client.clone();
        client.close().await.expect("closes");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asked to end, the driver takes its browser along; killed, it would leave it behind.
        let asked = Command::new("kill").args(["-TERM", &self.driver.id().to_string()]).status();
        if asked.is_err() {
            let _ = self.driver.kill();
        }
        let _ = self.driver.wait();
    }
}
