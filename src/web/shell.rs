//! What surrounds a page's own content: title, navigation, person, account, notice. Layouts read nothing else.

use super::assets::Assets;
use super::framed;
use super::navigation::{console_nav, own_nav};
use super::state::{App, Look};
use super::{host, theme};
use crate::access::rights::{AdministerAccount, Right};
use crate::branding::model::{Brand, Image, Words};
use crate::db::{Facts, InAccount, InPartner, InSelf, Kind, Origin, ReadTx};
use crate::error::AppResult;
use crate::language;
use crate::web::times::{When, zone};
use actix_web::HttpRequest;
use uuid::Uuid;

/// The frame of a page (docs/COMPONENTS.md).
#[derive(Debug, Default)]
pub(crate) struct Shell {
    pub lang: &'static str,
    /// light, dark, or empty for the system's.
    pub theme: String,
    /// The page shows a refused form: its title begins with "Error:".
    pub error: bool,
    pub title: String,
    pub product: String,
    pub mark: String,
    pub logo: String,
    /// Beside the form of the doorstep.
    pub picture: String,
    /// What a Cycle is called here.
    pub words: Words,
    pub home: String,
    pub search: String,
    pub help: String,
    /// Single-key shortcuts are on.
    pub keys: bool,
    pub csrf: String,
    pub assets: Assets,
    pub notice: Option<Notice>,
    pub banner: Option<Banner>,
    pub nav: Vec<NavGroup>,
    pub person: Option<PersonMenu>,
    pub account: Option<AccountMenu>,
    /// The frame of another page that it stands in; none: a window of its own.
    pub framed: Option<framed::Look>,
}

#[derive(Debug)]
pub(crate) struct Notice {
    pub kind: String,
    pub text: String,
}

/// A line across the page that stays: view as, suspended, limit.
#[derive(Debug)]
pub(crate) struct Banner {
    pub kind: String,
    pub text: String,
    pub action: String,
    pub href: String,
    pub post: bool,
}

#[derive(Debug)]
pub(crate) struct NavGroup {
    pub label: String,
    pub items: Vec<NavItem>,
}

#[derive(Debug)]
pub(crate) struct NavItem {
    pub label: String,
    pub href: String,
    pub icon: &'static str,
    pub current: bool,
    /// The letter after `g`.
    pub key: &'static str,
}

#[derive(Debug)]
pub(crate) struct PersonMenu {
    pub name: String,
    pub email: String,
    pub initials: String,
    pub links: Vec<NavItem>,
    pub sign_out: String,
}

#[derive(Debug)]
pub(crate) struct AccountMenu {
    pub name: String,
    pub path: String,
    pub others: Vec<OtherAccount>,
    pub searchable: bool,
    pub switch: String,
}

#[derive(Debug)]
pub(crate) struct OtherAccount {
    pub href: String,
    pub name: String,
    pub path: String,
    pub current: bool,
}

/// Accounts the switcher lists before it offers a search (DESIGN section 5).
const SWITCHER_ROWS: i32 = 8;

impl Shell {
    /// A page without anyone: sign-in, links, errors.
    pub fn plain(look: &Look, title: &str) -> Shell {
        // Customers may see it, so it is nobody's name.
        let product = t!("web-product");
        Shell {
            lang: language::current().code(),
            title: title.to_owned(),
            product: product.to_owned(),
            mark: initial(product),
            home: "/".to_owned(),
            assets: look.assets.clone(),
            ..Shell::default()
        }
    }

    /// A page of a partner's own, without anyone on it.
    pub fn branded(look: &Look, partner: &str, title: &str) -> Shell {
        Shell { product: partner.to_owned(), mark: initial(partner), ..Shell::plain(look, title) }
    }

    /// A page without anyone at the place that was asked for: a partner's own, in what it published, or nobody's.
    pub fn outside(request: &HttpRequest, app: &App, title: &str) -> Shell {
        let site = host::of(request);
        Shell::plain(&app.look, title)
            .of_partner(site.partner_name())
            .in_theme(theme::of(request, app))
            .wearing(site.brand())
    }

    /// A page without anyone, with a form on it.
    pub fn doorstep(look: &Look, title: &str, csrf: String, notice: Option<(String, String)>) -> Shell {
        Shell { csrf, notice: notice.map(notice_of), ..Shell::plain(look, title) }
    }

    /// Puts on what the partner published, for what customers see. Whoever chose light or dark keeps that.
    pub fn wearing(mut self, brand: Option<&Brand>) -> Shell {
        let Some(brand) = brand else { return self };
        let image = |image: &Option<Image>| image.as_ref().map(Image::address).unwrap_or_default();
        (self.logo, self.picture) = (image(&brand.logo), image(&brand.picture));
        if let Some(icon) = &brand.icon {
            self.assets.favicon = icon.address();
        }
        if self.theme.is_empty() {
            brand.appearance().clone_into(&mut self.theme);
        }
        self.assets.theme = brand.theme();
        self.help = brand.help.clone().unwrap_or_default();
        self.words = brand.cycles();
        match &brand.name {
            Some(name) => self.of_partner(name),
            None => self,
        }
    }

    /// A page for somebody who is known, and whose place is not: as they chose it, in what their partner published.
    pub fn known_as(mut self, facts: &Facts) -> Shell {
        if let Some(theme) = &facts.theme {
            self.theme.clone_from(theme);
        }
        let shell = self.of_partner(&facts.partner_name).wearing(facts.brand.as_deref());
        match facts.frame.clone() {
            Some(look) => shell.in_frame(look),
            None => shell,
        }
    }

    /// Names the partner, where it is known: its people never meet another name.
    pub fn of_partner(mut self, name: &str) -> Shell {
        if !name.is_empty() {
            name.clone_into(&mut self.product);
            self.mark = initial(name);
        }
        self
    }

    /// A page of the console; `current` is the address of its entry in the side bar.
    pub fn console(tx: &ReadTx<'_, InPartner>, current: &str, title: &str) -> Shell {
        let facts = tx.facts();
        Shell {
            search: "/console/search".to_owned(),
            nav: console_nav(facts, current),
            ..Shell::signed_in(facts, tx.origin(), title)
        }
    }

    /// A page of one account; `current` is the last part of its tab's address.
    pub fn account(tx: &mut ReadTx<'_, InAccount>, current: &str, title: &str) -> AppResult<Shell> {
        let mine = crate::people::grants::switcher(tx, SWITCHER_ROWS + 1)?;
        let here = tx.account_id();
        let facts = tx.facts();
        let base = format!("/a/{here}");
        let searchable = mine.len() > SWITCHER_ROWS as usize;
        let path = mine.iter().find(|m| m.id == here.0).map(|m| m.path.join(" / ")).unwrap_or_default();
        let others = if mine.len() < 2 {
            Vec::new()
        } else {
            mine.into_iter()
                .filter(|m| m.open || m.id == here.0)
                .take(SWITCHER_ROWS as usize)
                .map(|m| OtherAccount {
                    href: format!("/a/{}", m.id),
                    path: m.path.join(" / "),
                    current: m.id == here.0,
                    name: m.name,
                })
                .collect()
        };
        let tab = |label: &str, last: &str, key| NavItem {
            label: label.to_owned(),
            href: if last.is_empty() { base.clone() } else { format!("{base}/{last}") },
            icon: "",
            current: current == last,
            key,
        };
        let mut items = vec![
            tab(t!("web-tab-home"), "", "o"),
            tab(&t!("web-tab-cycles", words), "cycles", "y"),
            tab(t!("web-nav-transactions"), "transactions", "t"),
            tab(t!("web-nav-incidents"), "incidents", "i"),
            tab(t!("web-nav-reports"), "reports", "r"),
            tab(t!("web-nav-connectors"), "connectors", "c"),
            tab(t!("web-tab-sub-accounts"), "sub-accounts", "a"),
            tab(t!("web-nav-people"), "people", "p"),
            tab(t!("web-tab-limits"), "limits", ""),
            tab(t!("web-nav-audit"), "audit", "l"),
            tab(t!("web-tab-details"), "details", ""),
        ];
        if AdministerAccount::held(facts) {
            items.push(tab(t!("web-tab-api"), "api", ""));
        }
        let mut shell = Shell::signed_in(facts, tx.origin(), title);
        if let Some(view) = &facts.view {
            let zone = zone(facts.timezone.as_deref().or(facts.account_timezone.as_deref()).unwrap_or("UTC"));
            shell = shell.viewed(facts, &base, &When::until(view.until, tx.now(), zone));
        }
        shell.nav = vec![NavGroup { label: String::new(), items }];
        shell.account = Some(AccountMenu {
            name: facts.account_name.clone().unwrap_or_default(),
            path,
            others,
            searchable,
            switch: "/a".to_owned(),
        });
        let framed = tx.facts().frame.clone();
        Ok(match framed {
            Some(look) => shell.in_frame(look),
            None => shell,
        })
    }

    /// The same as staff see it: the partner's name as its customers meet it, and a banner that stays until they end it.
    fn viewed(self, facts: &Facts, base: &str, until: &When) -> Shell {
        let name = facts.account_name.as_deref().unwrap_or_default();
        let banner = Banner {
            kind: "warn".to_owned(),
            text: if facts.looks_only() {
                t!("web-viewing-nothing", name = name, until = until.words)
            } else {
                t!("web-viewing-cycles", name = name, until = until.words)
            },
            action: t!("web-viewing-end").to_owned(),
            href: format!("/console/accounts/{}/view-as/end", base.trim_start_matches("/a/")),
            post: true,
        };
        Shell { home: base.to_owned(), banner: Some(banner), ..self.of_partner(&facts.partner_name) }
    }

    /// A page of the person's own things.
    pub fn own(tx: &ReadTx<'_, InSelf>, title: &str) -> Shell {
        let facts = tx.facts();
        let nav = if facts.kind == Kind::Console { console_nav(facts, "") } else { own_nav() };
        Shell {
            search: if facts.kind == Kind::Console { "/console/search".to_owned() } else { String::new() },
            nav,
            ..Shell::signed_in(facts, tx.origin(), title)
        }
    }

    /// The appearance this browser last chose, on a page without anyone.
    pub fn in_theme(mut self, theme: String) -> Shell {
        self.theme = theme;
        self
    }

    /// A page in a frame: without what leads out of it, in the mode that its host wants.
    pub fn in_frame(mut self, look: framed::Look) -> Shell {
        if !look.mode.is_empty() {
            self.theme.clone_from(&look.mode);
        }
        self.framed = Some(look);
        self
    }

    /// Marks the page as a refused form.
    pub fn with_error(mut self) -> Shell {
        self.error = true;
        self
    }

    /// A fresh key for a form on this page: the form is carried out once.
    pub fn form_key(&self) -> String {
        Uuid::new_v4().to_string()
    }

    fn signed_in(facts: &Facts, origin: &Origin, title: &str) -> Shell {
        let me = |label: &str, href: &str, icon| NavItem {
            label: label.to_owned(),
            href: href.to_owned(),
            icon,
            current: false,
            key: "",
        };
        let product = match facts.kind {
            Kind::Console => origin.look.product.clone(),
            // A customer meets the partner's name, never ours.
            Kind::Account | Kind::Program => facts.partner_name.clone(),
        };
        let shell = Shell {
            lang: language::current().code(),
            theme: facts.theme.clone().unwrap_or_default(),
            title: title.to_owned(),
            mark: initial(&product),
            product,
            home: if facts.kind == Kind::Console { "/console" } else { "/a" }.to_owned(),
            keys: facts.shortcuts,
            csrf: origin.csrf.clone(),
            assets: origin.look.assets.clone(),
            notice: origin.notice.clone().map(notice_of),
            person: Some(PersonMenu {
                name: facts.name.clone(),
                email: crate::people::model::UserName::of_address(&facts.email).to_owned(),
                initials: initials(&facts.name),
                links: match facts.bound {
                    // Whom a program let in has these with a sign-in of their own (rights::OwnProfile).
                    Some(_) => Vec::new(),
                    None => vec![
                        me(t!("web-nav-profile"), "/me", "user"),
                        me(t!("web-nav-sessions"), "/me/sessions", "activity"),
                        me(t!("web-nav-password"), "/me/password", "key"),
                        me(t!("web-nav-two-step"), "/me/two-step", "shield"),
                    ],
                },
                sign_out: "/sign-out".to_owned(),
            }),
            ..Shell::default()
        };
        shell.wearing(facts.brand.as_deref())
    }
}

fn notice_of((kind, text): (String, String)) -> Notice {
    Notice { kind, text }
}

fn initial(name: &str) -> String {
    name.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default()
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().map(initial).unwrap_or_default();
    let last = words.next_back().map(initial).unwrap_or_default();
    format!("{first}{last}")
}
