//! Saving, publishing and restoring brands. The draft is the partner's, not a person's: who saves over what somebody else saved
//! meanwhile is told.

use super::images::{self, Kept, Use};
use super::model::{Image, Tokens, changes, typed};
use super::queries;
use crate::audit::Entry;
use crate::db::schema::{account_brands, brand_drafts, brand_images, brand_versions, partners};
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::language::{self, Language};
use crate::mail::actions::put;
use crate::mail::model::{Letter, Recipient};
use crate::people::model::Version;
use diesel::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Versions that are kept: as many as can be restored.
const KEPT: i32 = 50;

/// One at a time may change the brand of a partner.
fn lock(tx: &mut WriteTx<'_, InPartner>) -> AppResult<()> {
    let partner = tx.partner_id().0;
    partners::table.find(partner).select(partners::id).for_no_key_update().first::<Uuid>(tx.conn())?;
    Ok(())
}

/// What was typed, with the images that there were: they have forms of their own.
fn with_images_of(typed: &Tokens, before: &Tokens) -> Tokens {
    let is_image = |key: &str| Use::read(key).is_some();
    let (typed, images) =
        (typed.iter().filter(|(key, _)| !is_image(key)), before.iter().filter(|(key, _)| is_image(key)));
    typed.chain(images).map(|(key, text)| (key.clone(), text.clone())).collect()
}

/// Saves the draft. The images are not in the form: they stay as they are.
///
/// # Errors
/// `Conflict` when somebody else saved it meanwhile.
pub(super) fn save(tx: &mut WriteTx<'_, InPartner>, typed: &Tokens, seen: Version) -> AppResult<()> {
    lock(tx)?;
    let (before, version) = queries::draft_or_published(tx)?;
    if Version(version) != seen {
        return Err(AppError::Conflict(t!("branding-meanwhile").to_owned()));
    }
    keep(tx, &with_images_of(typed, &before))
}

/// Puts these tokens into the draft.
fn keep(tx: &mut WriteTx<'_, InPartner>, tokens: &Tokens) -> AppResult<()> {
    let (partner, now, by) = (tx.partner_id().0, tx.now(), tx.facts().name.clone());
    let stored = serde_json::to_value(tokens)?;
    diesel::insert_into(brand_drafts::table)
        .values((
            brand_drafts::partner_id.eq(partner),
            brand_drafts::tokens.eq(&stored),
            brand_drafts::updated_at.eq(now),
            brand_drafts::updated_by.eq(&by),
        ))
        .on_conflict(brand_drafts::partner_id)
        .do_update()
        .set((
            brand_drafts::tokens.eq(&stored),
            brand_drafts::version.eq(brand_drafts::version + 1),
            brand_drafts::updated_at.eq(now),
            brand_drafts::updated_by.eq(&by),
        ))
        .execute(tx.conn())?;
    sweep(tx)
}

/// Puts an image into the draft, or takes it out.
pub(super) fn set_image(tx: &mut WriteTx<'_, InPartner>, purpose: Use, image: Option<Kept>) -> AppResult<()> {
    lock(tx)?;
    let (mut tokens, _) = queries::draft_or_published(tx)?;
    put_image(tx, &mut tokens, purpose, image)?;
    keep(tx, &tokens)
}

/// Puts an image among tokens, or takes it out of them.
fn put_image(tx: &mut WriteTx<'_, InPartner>, tokens: &mut Tokens, purpose: Use, image: Option<Kept>) -> AppResult<()> {
    match image {
        Some(image) => tokens.insert(purpose.key().to_owned(), store(tx, image)?.to_string()),
        None => tokens.remove(purpose.key()),
    };
    Ok(())
}

fn store(tx: &mut WriteTx<'_, InPartner>, image: Kept) -> AppResult<Image> {
    let (partner, now, by) = (tx.partner_id(), tx.now(), tx.facts().name.clone());
    let stored = Image { partner, id: Uuid::new_v4(), ending: image.ending };
    diesel::insert_into(brand_images::table)
        .values((
            brand_images::partner_id.eq(partner.0),
            brand_images::id.eq(stored.id),
            brand_images::bytes.eq(image.bytes),
            brand_images::made_at.eq(now),
            brand_images::made_by.eq(by),
        ))
        .execute(tx.conn())?;
    Ok(stored)
}

/// Removes the images that nothing shows any more: no draft, no version that is kept, no account.
fn sweep(tx: &mut WriteTx<'_, InPartner>) -> AppResult<()> {
    let partner = tx.partner_id().0;
    let mut shown: Vec<serde_json::Value> = brand_drafts::table
        .filter(brand_drafts::partner_id.eq(partner))
        .select(brand_drafts::tokens)
        .load(tx.conn())?;
    let published = brand_versions::table.filter(brand_versions::partner_id.eq(partner)).select(brand_versions::tokens);
    shown.extend(published.load::<serde_json::Value>(tx.conn())?);
    let others = account_brands::table.filter(account_brands::partner_id.eq(partner)).select(account_brands::tokens);
    shown.extend(others.load::<serde_json::Value>(tx.conn())?);
    let mut used = BTreeSet::new();
    for tokens in shown {
        let tokens: Tokens = serde_json::from_value(tokens)?;
        let images = Use::ALL.into_iter().filter_map(|purpose| tokens.get(purpose.key()));
        used.extend(images.filter_map(|image| image.parse::<Image>().ok()).map(|image| image.id));
    }
    let unused = brand_images::table
        .filter(brand_images::partner_id.eq(partner))
        .filter(brand_images::id.ne_all(used.into_iter().collect::<Vec<_>>()));
    diesel::delete(unused).execute(tx.conn())?;
    Ok(())
}

/// Throws the draft away: what is in force stays.
pub(super) fn discard(tx: &mut WriteTx<'_, InPartner>) -> AppResult<()> {
    lock(tx)?;
    let partner = tx.partner_id().0;
    diesel::delete(brand_drafts::table.find(partner)).execute(tx.conn())?;
    sweep(tx)
}

/// Makes the draft what customers meet, from their next page on. Answers its number.
///
/// # Errors
/// `Conflict` when there is no draft, when somebody else saved another meanwhile, or when it changes nothing.
pub(super) fn publish(tx: &mut WriteTx<'_, InPartner>, seen: Version) -> AppResult<i32> {
    lock(tx)?;
    let (partner, now, by) = (tx.partner_id(), tx.now(), tx.facts().name.clone());
    let Some(draft) = queries::draft(tx)? else {
        return Err(AppError::Conflict(t!("branding-no-draft").to_owned()));
    };
    if Version(draft.version) != seen {
        return Err(AppError::Conflict(t!("branding-other-draft").to_owned()));
    }
    let (name, before) = queries::in_force(tx)?;
    let told = told(&before, &draft.tokens);
    if told.is_empty() && !queries::versions(tx)?.is_empty() {
        return Err(AppError::Conflict(t!("branding-same").to_owned()));
    }
    let last: Option<i32> = brand_versions::table
        .filter(brand_versions::partner_id.eq(partner.0))
        .select(diesel::dsl::max(brand_versions::number))
        .first(tx.conn())?;
    let number = last.unwrap_or(0) + 1;
    let tokens = serde_json::to_value(&draft.tokens)?;
    diesel::insert_into(brand_versions::table)
        .values((
            brand_versions::partner_id.eq(partner.0),
            brand_versions::number.eq(number),
            brand_versions::tokens.eq(&tokens),
            brand_versions::published_at.eq(now),
            brand_versions::published_by.eq(by),
        ))
        .execute(tx.conn())?;
    diesel::update(partners::table.find(partner.0)).set(partners::brand.eq(&tokens)).execute(tx.conn())?;
    diesel::delete(brand_drafts::table.find(partner.0)).execute(tx.conn())?;
    let old = brand_versions::table
        .filter(brand_versions::partner_id.eq(partner.0))
        .filter(brand_versions::number.le(number - KEPT));
    diesel::delete(old).execute(tx.conn())?;
    sweep(tx)?;
    let entry = Entry::of("brand.published", "partner", partner, &name);
    let entry = entry.change("version", before_number(last), number.to_string());
    tx.audit(told.into_iter().fold(entry, |entry, (what, from, to)| entry.change(&field(&what), from, to)));
    Ok(number)
}

fn before_number(last: Option<i32>) -> String {
    last.map(|number| number.to_string()).unwrap_or_default()
}

/// What differs, as the audit log keeps it whoever asks: in one language.
fn told(before: &Tokens, after: &Tokens) -> Vec<(String, String, String)> {
    language::speaking(Language::English, None, || changes(before, after))
}

/// What something is called, as a field of the audit log.
fn field(words: &str) -> String {
    words.to_lowercase().replace(", ", "_").replace(' ', "_")
}

/// Puts an old version into the draft, where it can be looked at before it is published.
pub(super) fn restore(tx: &mut WriteTx<'_, InPartner>, number: i32) -> AppResult<()> {
    lock(tx)?;
    let old = queries::version(tx, number)?;
    keep(tx, &old.tokens)
}

/// Says what is otherwise in one account, and below it; nothing: all is inherited.
///
/// # Errors
/// `Conflict` when somebody else saved it meanwhile, `NotFound` for an account that is not there.
pub(super) fn save_of_account(
    tx: &mut WriteTx<'_, InPartner>,
    (account, name): (AccountId, &str),
    typed: &Tokens,
    seen: Version,
) -> AppResult<()> {
    lock(tx)?;
    let before = queries::of_account(tx, account)?;
    let (version, before) = before.map_or((0, Tokens::new()), |saved| (saved.version, saved.tokens));
    if Version(version) != seen {
        return Err(AppError::Conflict(t!("branding-meanwhile").to_owned()));
    }
    keep_of_account(tx, (account, name), &before, &with_images_of(typed, &before))
}

/// Gives an account an image of its own, or the inherited one.
pub(super) fn set_image_of_account(
    tx: &mut WriteTx<'_, InPartner>,
    (account, name): (AccountId, &str),
    purpose: Use,
    image: Option<Kept>,
) -> AppResult<()> {
    lock(tx)?;
    let before = queries::of_account(tx, account)?.map(|saved| saved.tokens).unwrap_or_default();
    let mut tokens = before.clone();
    put_image(tx, &mut tokens, purpose, image)?;
    keep_of_account(tx, (account, name), &before, &tokens)
}

fn keep_of_account(
    tx: &mut WriteTx<'_, InPartner>,
    (account, name): (AccountId, &str),
    before: &Tokens,
    tokens: &Tokens,
) -> AppResult<()> {
    let told = told(before, tokens);
    if told.is_empty() {
        return Ok(());
    }
    let (partner, now, by) = (tx.partner_id().0, tx.now(), tx.facts().name.clone());
    let stored = serde_json::to_value(tokens)?;
    diesel::insert_into(account_brands::table)
        .values((
            account_brands::partner_id.eq(partner),
            account_brands::account_id.eq(account.0),
            account_brands::tokens.eq(&stored),
            account_brands::updated_at.eq(now),
            account_brands::updated_by.eq(&by),
        ))
        .on_conflict((account_brands::partner_id, account_brands::account_id))
        .do_update()
        .set((
            account_brands::tokens.eq(&stored),
            account_brands::version.eq(account_brands::version + 1),
            account_brands::updated_at.eq(now),
            account_brands::updated_by.eq(&by),
        ))
        .execute(tx.conn())?;
    sweep(tx)?;
    let entry = Entry::of("brand.of_account", "account", account, name).in_account(account);
    tx.audit(told.into_iter().fold(entry, |entry, (what, from, to)| entry.change(&field(&what), from, to)));
    Ok(())
}

/// What the demo's partner published, with its images as they were drawn.
///
/// # Errors
/// `Internal` for what is no brand.
pub(crate) fn for_the_demo(
    tx: &mut WriteTx<'_, InPartner>,
    brand: &[(&str, &str)],
    images: &[(Use, &[u8])],
) -> AppResult<()> {
    let form = brand.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    let tokens = typed(&form).map_err(AppError::Invalid)?;
    save(tx, &tokens, Version(0))?;
    for (purpose, bytes) in images {
        let kept = images::kept(bytes, *purpose).map_err(AppError::internal)?;
        set_image(tx, *purpose, Some(kept))?;
    }
    let (_, version) = queries::draft_or_published(tx)?;
    publish(tx, Version(version)).map(drop)
}

/// What one of its accounts has otherwise.
///
/// # Errors
/// `Internal` for what is no brand.
pub(crate) fn for_an_account_of_the_demo(
    tx: &mut WriteTx<'_, InPartner>,
    account: (AccountId, &str),
    brand: &[(&str, &str)],
) -> AppResult<()> {
    let form = brand.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    let tokens = typed(&form).map_err(AppError::Invalid)?;
    save_of_account(tx, account, &tokens, Version(0))
}

/// Mails the draft, as a mail that customers get, to whoever asks.
///
/// # Errors
/// `Invalid` for a user whose name is no address.
pub(super) fn mail_to_myself(tx: &mut WriteTx<'_, InPartner>) -> AppResult<String> {
    let (tokens, _) = queries::draft_or_published(tx)?;
    let facts = tx.facts();
    let to = Recipient { email: facts.email.clone(), name: facts.name.clone() };
    let letter = Letter::Sample { brand: serde_json::to_string(&tokens)? };
    put(tx, &to, &letter)?;
    Ok(to.email)
}
