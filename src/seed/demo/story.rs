//! What happened at a partner of the demo, from its first day to now.

use super::customers::{self, Customer, Special};
use super::past::billed;
use super::people::{Grant as Told, Partner, Staff, User};
use crate::account_users::admit;
use crate::accounts::actions::{self, Version};
use crate::accounts::model::{DetailsText, Reason};
use crate::accounts::queries;
use crate::audit::Author;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Database, InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, PartnerId, PersonId};
use crate::partners::{self, NewConsoleUser, NewPartner};
use crate::people::giving::{Grant, Reach};
use crate::people::invitations::Invitee;
use crate::people::model::{EmailAddress, PersonName, Role};
use crate::people::password::{NewPassword, hash_now};
use crate::seed::sign_ins::{SignIn, typable_password};
use crate::staff::{self, Rights};
use chrono::{DateTime, Duration, Utc};
use std::collections::BTreeMap;

/// Days from the partner's first to now.
const DAYS: i64 = 150;
/// Days over which the customers came.
const ARRIVALS: i64 = 78;

/// Makes the partner and everything that happened there; answers who can sign in.
pub(super) fn tell(config: &Config, partner: &Partner) -> anyhow::Result<Vec<SignIn>> {
    let now = Clock::system().now();
    let clock = Clock::standing_at(now - Duration::days(DAYS));
    let db = Database::open(config, clock.clone());
    let id = partners::create_in(&db, config, &NewPartner { name: partner.name.into(), slug: partner.slug.into() })?;
    let mut story = Story {
        config,
        db,
        clock,
        now,
        id,
        partner,
        authors: Vec::new(),
        accounts: BTreeMap::new(),
        signs: Vec::new(),
    };
    story.staff()?;
    story.brand()?;
    let customers = customers::read(partner.customers);
    story.arrivals(&customers)?;
    story.brand_of_account()?;
    story.users()?;
    match (config.demo_app, partner.runs) {
        (Some(address), true) => story.with_cycles(&customers, address)?,
        _ => story.turns(&customers)?,
    }
    if let (Some(address), true) = (config.demo_app, partner.runs) {
        story.does(0, |tx| crate::embedding::set_up_demo(tx, address.port()))?;
    }
    story.put_letters_away()?;
    story.invitation()?;
    Ok(story.signs)
}

pub(super) struct Story<'a> {
    pub(super) config: &'a Config,
    pub(super) db: Database,
    pub(super) clock: Clock,
    pub(super) now: DateTime<Utc>,
    pub(super) id: PartnerId,
    pub(super) partner: &'a Partner,
    /// Staff as the audit log names them, in the order of the partner's list.
    authors: Vec<Author>,
    /// By API ID.
    accounts: BTreeMap<&'a str, AccountId>,
    signs: Vec<SignIn>,
}

impl<'a> Story<'a> {
    /// Lets so much time pass, though never beyond now.
    pub(super) fn later(&self, by: Duration) {
        self.clock.advance(by.min(self.now - self.clock.now()).max(Duration::zero()));
    }

    /// Goes on at so many days before now.
    pub(super) fn days_ago(&self, days: i64) {
        self.later(self.now - Duration::days(days) - self.clock.now());
    }

    /// Does something in the name of one of the staff.
    pub(super) fn does<T>(
        &self,
        staff: usize,
        work: impl FnOnce(&mut WriteTx<'_, InPartner>) -> AppResult<T>,
    ) -> anyhow::Result<T> {
        Ok(self.db.in_the_name_of(&self.authors[staff], self.partner.name, work)?)
    }

    fn sign(&mut self, email: &str, name: &str, kind: &str, note: &str, password: String) {
        self.signs.push(SignIn {
            email: email.to_owned(),
            password,
            kind: kind.to_owned(),
            partner: self.partner.slug.to_owned(),
            name: name.to_owned(),
            note: note.to_owned(),
        });
    }

    fn staff(&mut self) -> anyhow::Result<()> {
        for (no, someone) in self.partner.staff.iter().enumerate() {
            self.later(Duration::hours(3));
            let password = typable_password();
            let person = if no == 0 { self.first(someone, &password)? } else { self.colleague(someone, &password)? };
            self.authors.push(Author {
                partner: self.id,
                person: Some(person),
                name: someone.name.to_owned(),
                email: someone.email.to_owned(),
                address: someone.address.to_owned(),
                request_id: "demo".to_owned(),
                as_whom: String::new(),
            });
            self.sign(someone.email, someone.name, "console", someone.note, password);
        }
        Ok(())
    }

    /// The operator makes the first.
    fn first(&self, someone: &Staff, password: &str) -> anyhow::Result<PersonId> {
        partners::create_console_user_in(
            &self.db,
            self.config,
            &NewConsoleUser {
                partner: self.partner.slug.to_owned(),
                email: someone.email.to_owned(),
                name: someone.name.to_owned(),
                password: password.to_owned(),
            },
        )
    }

    fn colleague(&self, someone: &Staff, password: &str) -> anyhow::Result<PersonId> {
        let hash = self.hash(password)?;
        let fields: BTreeMap<String, String> = someone
            .rights
            .unwrap_or_default()
            .iter()
            .map(|(area, level)| (format!("right_{area}"), (*level).to_owned()))
            .collect();
        let rights = Rights::typed(if someone.rights.is_some() { "areas" } else { "full" }, &fields)?;
        let invitee = invitee(someone.name, someone.email)?;
        self.does(0, |tx| staff::create(tx, invitee, &rights, Some(&hash)))
    }

    fn hash(&self, password: &str) -> anyhow::Result<String> {
        let password = NewPassword::parse(password, &[]).map_err(|why| AppError::invalid("password", why))?;
        Ok(hash_now(self.config, &password)?)
    }

    /// The customers come, one after the other, entered by those who may.
    fn arrivals(&mut self, customers: &[Customer<'a>]) -> anyhow::Result<()> {
        let step = Duration::minutes(ARRIVALS * 24 * 60 / customers.len().max(1) as i64);
        let mut above: Vec<AccountId> = Vec::new();
        for (no, customer) in customers.iter().enumerate() {
            self.later(step);
            above.truncate(customer.level);
            let details = text_of(customer, self.now).parse()?;
            let parent = above.last().copied();
            let id = self.does(no % self.entering(), |tx| actions::create(tx, &details, parent))?;
            self.accounts.insert(customer.api_id, id);
            above.push(id);
        }
        Ok(())
    }

    /// How many of the staff may enter accounts; they come first in the list.
    fn entering(&self) -> usize {
        self.partner.staff.iter().filter(|s| may_enter(s)).count().max(1)
    }

    fn users(&mut self) -> anyhow::Result<()> {
        for user in self.partner.users {
            self.later(Duration::hours(7));
            let password = typable_password();
            let hash = self.hash(&password)?;
            self.admit(user, Some(&hash))?;
            self.sign(user.email, user.name, "account", user.note, password);
        }
        Ok(())
    }

    /// Lets a user into their accounts; the password counts for the first, which makes the person.
    fn admit(&self, user: &User, hash: Option<&str>) -> anyhow::Result<()> {
        for (no, told) in user.grants.iter().enumerate() {
            let invitee = invitee(user.name, user.email)?;
            let grant = grant(told)?;
            let account = self.account(told.0)?;
            self.does(0, |tx| admit(tx, account, invitee, grant, hash.filter(|_| no == 0)))?;
        }
        Ok(())
    }

    pub(super) fn account(&self, api_id: &str) -> AppResult<AccountId> {
        self.accounts.get(api_id).copied().ok_or_else(|| AppError::internal(format!("no customer {api_id}")))
    }

    /// Suspensions, a resumption, a deletion, edits, a move.
    pub(super) fn turns(&self, customers: &[Customer<'_>]) -> anyhow::Result<()> {
        self.days_ago(30);
        let manager = self.partner.staff.len().min(2) - 1;
        let manager = if may_manage(&self.partner.staff[manager]) { manager } else { 0 };
        for customer in customers {
            let id = self.account(customer.api_id)?;
            match customer.special {
                Special::Suspended { reason } | Special::Resumed { reason } => {
                    self.later(Duration::hours(29));
                    let reason = Reason::parse(reason).map_err(|why| AppError::invalid("reason", why))?;
                    self.does(manager, |tx| actions::suspend(tx, id, &reason))?;
                    if matches!(customer.special, Special::Resumed { .. }) {
                        self.later(Duration::hours(20));
                        self.does(manager, |tx| actions::resume(tx, id, "The lock was changed back"))?;
                    }
                }
                Special::Deleted => {
                    self.later(Duration::hours(5));
                    self.does(manager, |tx| actions::delete(tx, id))?;
                }
                Special::Nothing | Special::Expires { .. } | Special::About { .. } => {}
            }
        }
        self.edits(customers)
    }

    /// Some details are filled in later, as it is in life.
    fn edits(&self, customers: &[Customer<'_>]) -> anyhow::Result<()> {
        let open = |c: &&Customer<'_>| c.level == 0 && matches!(c.special, Special::Nothing | Special::About { .. });
        for (no, customer) in customers.iter().filter(open).enumerate().filter(|(no, _)| no % 3 == 0) {
            self.later(Duration::hours(17));
            let id = self.account(customer.api_id)?;
            let billing = (self.now + Duration::days(9 + 4 * no as i64)).format("%Y-%m-%d").to_string();
            let known = text_of(customer, self.now);
            let changed = DetailsText {
                next_billing_on: if known.next_billing_on.is_empty() { billing } else { known.next_billing_on.clone() },
                audit_notes: "Pays by invoice, 30 days.".to_owned(),
                custom_fields: format!("plan = growth\nseats = {}", 5 + 3 * no),
                ..known
            };
            let details = changed.parse()?;
            self.does(no % self.entering(), |tx| {
                let seen = Version(queries::find(tx, id)?.version);
                actions::update(tx, id, &details, seen)
            })?;
        }
        Ok(())
    }

    /// The mails of the story were sent in the story; nobody should get them now.
    fn put_letters_away(&self) -> anyhow::Result<()> {
        loop {
            let mails = self.db.take_mails(100)?;
            let ours = mails.iter().filter(|mail| mail.partner == self.id);
            for mail in ours.clone() {
                self.db.mail_outcome(mail, None, false)?;
            }
            // Another partner's come back by themselves.
            if ours.count() == 0 {
                return Ok(());
            }
        }
    }

    /// Somebody is invited today: the mail leaves when the server starts, with a link that works.
    fn invitation(&self) -> anyhow::Result<()> {
        self.days_ago(0);
        match &self.partner.invited {
            Some(user) => self.admit(user, None),
            None => Ok(()),
        }
    }
}

fn may_enter(staff: &Staff) -> bool {
    staff.rights.is_none_or(|rights| rights.iter().any(|r| matches!(r, ("accounts", "edit" | "manage"))))
}

fn may_manage(staff: &Staff) -> bool {
    staff.rights.is_none_or(|rights| rights.contains(&("accounts", "manage")))
}

fn invitee(name: &str, email: &str) -> AppResult<Invitee> {
    Ok(Invitee {
        name: PersonName::parse(name).map_err(|why| AppError::invalid("name", why))?,
        email: EmailAddress::parse(email).map_err(|why| AppError::invalid("email", why))?,
    })
}

fn grant((_, role, with_sub_accounts): &Told) -> AppResult<Grant> {
    let role = Role::parse(role).map_err(|why| AppError::invalid("role", why))?;
    Ok(Grant { role, reach: Reach::of(*with_sub_accounts) })
}

/// A customer as the form would carry it.
fn text_of(customer: &Customer<'_>, now: DateTime<Utc>) -> DetailsText {
    let expires_on = match customer.special {
        Special::Expires { days } => (now + Duration::days(days)).format("%Y-%m-%d").to_string(),
        _ => String::new(),
    };
    let description = match customer.special {
        Special::About { text } => text.to_owned(),
        _ => String::new(),
    };
    DetailsText {
        name: customer.name.to_owned(),
        api_id: customer.api_id.to_owned(),
        timezone: customer.timezone.to_owned(),
        locale: customer.locale.to_owned(),
        tags: customer.tags.to_owned(),
        expires_on,
        description,
        next_billing_on: billed(customer.api_id, now).map(|day| day.to_string()).unwrap_or_default(),
        ..DetailsText::default()
    }
}
