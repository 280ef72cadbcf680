//! Lists of the API: bare arrays, `page` and `pageSize`, a cheap count of pages, and a key cursor to go deep by.

use super::answer::Answer;
use crate::error::{AppError, AppResult};
use crate::web::paging::{From, seal};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Datelike, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

/// Rows on a page unless asked otherwise, and at most.
pub(super) const ROWS: i64 = 10;
const ROWS_MAX: i64 = 100;
/// Rows that a page's number may skip, and that are counted for the number of pages: who goes deeper follows the cursor.
pub(crate) const DEEP: i64 = 10_000;

/// Which page of a list, in which order, as an address says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ListQuery {
    page: Option<String>,
    page_size: Option<String>,
    order_by: Option<String>,
    sort_order_asc: Option<String>,
    /// That of a `Link` header.
    cursor: Option<String>,
}

/// The same, read.
#[derive(Clone, Debug)]
pub(crate) struct Listed<K> {
    /// Rows to skip; with a cursor none.
    pub skip: i64,
    /// Rows of a page.
    pub rows: i64,
    /// One of the columns that the list can be ordered by.
    pub by: &'static str,
    /// The least first.
    pub ascending: bool,
    /// From behind this row on.
    pub after: Option<K>,
}

impl ListQuery {
    /// Reads it, for a list that can be ordered by these columns, the first of them unless asked otherwise.
    ///
    /// # Errors
    /// `BadRequest` that names the parameter.
    pub fn read<K: DeserializeOwned>(&self, columns: &[&'static str]) -> AppResult<Listed<K>> {
        let whole = |name: &str, text: &Option<String>, usual: i64| match text.as_deref().map(str::trim) {
            None | Some("") => Ok(usual),
            Some(text) => match text.parse::<i64>() {
                Ok(number) if number >= 1 => Ok(number),
                _ => Err(AppError::BadRequest(format!("{name} ({text}): must be a whole number from 1."))),
            },
        };
        let page = whole("page", &self.page, 1)?;
        let rows = whole("pageSize", &self.page_size, ROWS)?.min(ROWS_MAX);
        let skip = (page - 1).checked_mul(rows).filter(|skip| *skip <= DEEP).ok_or_else(|| {
            let why =
                format!("page ({page}): a page's number reaches {DEEP} rows. Go deeper by the Link header's cursor.");
            AppError::BadRequest(why)
        })?;
        let by = match self.order_by.as_deref().map(str::trim) {
            None | Some("") => columns.first().copied(),
            Some(name) => {
                Some(columns.iter().find(|column| column.eq_ignore_ascii_case(name)).copied().ok_or_else(|| {
                    AppError::BadRequest(format!("orderBy ({name}): must be one of {}.", columns.join(", ")))
                })?)
            }
        };
        let ascending = truth("sortOrderAsc", self.sort_order_asc.as_deref())?.unwrap_or(true);
        let after = self.cursor.as_deref().filter(|text| !text.is_empty()).map(|text| {
            let read = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
            read.ok_or_else(no_cursor)
        });
        let after = after.transpose()?;
        Ok(Listed { skip: if after.is_some() { 0 } else { skip }, rows, by: by.unwrap_or("Id"), ascending, after })
    }
}

/// A parameter that is true or false; None: it was left out.
///
/// # Errors
/// `BadRequest` that names it.
pub(crate) fn truth(name: &str, text: Option<&str>) -> AppResult<Option<bool>> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(word) if word.eq_ignore_ascii_case("true") => Ok(Some(true)),
        Some(word) if word.eq_ignore_ascii_case("false") => Ok(Some(false)),
        Some(word) => Err(AppError::BadRequest(format!("{name} ({word}): must be true or false."))),
    }
}

/// A parameter that is true or false, in capitals or not, and false where it is left out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Truth(pub bool);

impl<'de> Deserialize<'de> for Truth {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Truth, D::Error> {
        let text = String::deserialize(from)?;
        let read = truth("", Some(&text)).map_err(|_| serde::de::Error::custom("must be true or false"))?;
        Ok(Truth(read.unwrap_or(false)))
    }
}

impl Truth {
    /// As an address says it.
    pub fn text(self) -> &'static str {
        if self.0 { "true" } else { "" }
    }
}

impl<K: Ord> Listed<K> {
    /// The rows of a list that is at hand as a whole, by their places: in its order, from where the page begins, one more than
    /// the page has.
    pub fn cut<T>(&self, mut rows: Vec<(K, T)>) -> Vec<(K, T)> {
        rows.sort_by(|(one, _), (other, _)| if self.ascending { one.cmp(other) } else { other.cmp(one) });
        let beyond =
            |key: &K| self.after.as_ref().is_none_or(|after| if self.ascending { key > after } else { key < after });
        let (skip, most) = (usize::try_from(self.skip).unwrap_or(0), usize::try_from(self.rows + 1).unwrap_or(0));
        rows.into_iter().filter(|(key, _)| beyond(key)).skip(skip).take(most).collect()
    }
}

/// A row's place in a list that has an order of its own: the text that it is ordered by, where that is asked for, and its place in
/// that order.
pub(crate) type Place = (String, usize);

impl Listed<Place> {
    /// The answer of a list that is at hand as a whole: in its own order by the first of its columns, by the `text` of a row by
    /// the others.
    ///
    /// # Errors
    /// As [`Listed::answer`].
    pub fn whole<T: Serialize>(
        &self,
        rows: Vec<T>,
        here: &str,
        text: impl Fn(&T, &'static str) -> String,
    ) -> AppResult<Answer> {
        let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let placed = rows.into_iter().enumerate().map(|(at, row)| ((text(&row, self.by), at), row));
        self.answer(self.cut(placed.collect()), count, here)
    }

    /// The same of a list that has no order but its own.
    ///
    /// # Errors
    /// As [`Listed::answer`].
    pub fn in_order<T: Serialize>(&self, rows: Vec<T>, here: &str) -> AppResult<Answer> {
        self.whole(rows, here, |_, _| String::new())
    }
}

impl<K: Copy> Listed<(DateTime<Utc>, K)> {
    /// Where the page begins in a list by time, whose pages show the newest first: from there on where the order falls, up to there
    /// where it rises, and then from the first row that there can be, of which `least` is the rest of the place.
    ///
    /// # Errors
    /// `BadRequest` for a cursor of a year that no row is of.
    pub fn by_time(&self, least: K) -> AppResult<From<(DateTime<Utc>, K)>> {
        if self.after.is_some_and(|(at, _)| !(1970..=9999).contains(&at.year())) {
            return Err(no_cursor());
        }
        Ok(match (self.after, self.ascending) {
            (after, true) => From::Before(after.unwrap_or((DateTime::UNIX_EPOCH, least))),
            (Some(after), false) => From::After(after),
            (None, false) => From::Start,
        })
    }
}

fn no_cursor() -> AppError {
    AppError::BadRequest("cursor: is none of a Link header.".to_owned())
}

impl<K: Serialize> Listed<K> {
    /// Rows to be read: one more than the page has, to know whether it is the last.
    pub fn limit(&self) -> i64 {
        self.rows + 1
    }

    /// The answer: the page's rows, each given with its place, how many pages there are (of what was counted up to
    /// [`DEEP`]), and the cursor of the last row. `here` is the path with the list's own parameters.
    ///
    /// # Errors
    /// When a row cannot be written as JSON.
    pub fn answer<T: Serialize>(&self, mut rows: Vec<(K, T)>, counted: i64, here: &str) -> AppResult<Answer> {
        let more = i64::try_from(rows.len()).unwrap_or(i64::MAX) > self.rows;
        rows.truncate(usize::try_from(self.rows).unwrap_or(0));
        let (mut places, rows): (Vec<K>, Vec<T>) = rows.into_iter().unzip();
        let pages = counted.min(DEEP).div_euclid(self.rows) + i64::from(counted.min(DEEP) % self.rows > 0);
        let answer = Answer::of(&rows)?.header("Total-Pages", pages.to_string());
        let Some(last) = places.pop().filter(|_| more) else { return Ok(answer) };
        let joint = if here.contains('?') { '&' } else { '?' };
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("pageSize", &self.rows.to_string()).append_pair("orderBy", self.by);
        query.append_pair("sortOrderAsc", if self.ascending { "true" } else { "false" });
        query.append_pair("cursor", &seal(&last));
        Ok(answer.header("Link", format!("<{here}{joint}{}>; rel=\"next\"", query.finish())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> AppResult<Listed<(String, i64)>> {
        super::super::reading::asked::<ListQuery>(query.as_bytes())
            .expect("any query can be read")
            .read(&["Id", "Name"])
    }

    #[test]
    fn pages_are_read_within_bounds_and_wrong_ones_are_named() {
        let page = asked("page=3&PageSize=500&orderBy=name&sortOrderAsc=False&unknown=1").expect("it can be read");
        assert_eq!((page.skip, page.rows, page.by, page.ascending), (200, 100, "Name", false));
        let usual = asked("").expect("it can be read");
        assert_eq!((usual.skip, usual.rows, usual.by, usual.ascending, usual.limit()), (0, 10, "Id", true, 11));
        for (query, said) in [
            ("page=0", "page (0)"),
            ("page=x", "page (x)"),
            ("page=1002", "page (1002)"),
            ("page=9223372036854775807", "page ("),
            ("pageSize=-1", "pageSize (-1)"),
            ("orderBy=Size", "Id, Name"),
            ("sortOrderAsc=maybe", "true or false"),
            ("cursor=%00", "none of a Link"),
        ] {
            let error = asked(query).expect_err("it is wrong").to_string();
            assert!(error.contains(said), "{query}: {error}");
        }
    }

    #[test]
    fn a_list_at_hand_is_cut_in_its_own_order_or_by_a_column() {
        let page = |query: &str| {
            let read = super::super::reading::asked::<ListQuery>(query.as_bytes()).expect("any query can be read");
            let listed = read.read::<Place>(&["Order", "Name"]).expect("it can be read");
            let by = |row: &&str, by| if by == "Name" { (*row).to_owned() } else { String::new() };
            listed.whole(vec!["c", "a", "b"], "/v1.0/things", by).expect("it is JSON")
        };
        let first = page("pageSize=2");
        assert_eq!((first.body.as_str(), first.headers[0].1.as_str()), (r#"["c","a"]"#, "2"));
        let next = first.headers[1].1.split(['?', '>']).nth(1).expect("a query").to_owned();
        assert_eq!(page(&next).body, r#"["b"]"#);
        assert_eq!(page("orderBy=name&pageSize=2").body, r#"["a","b"]"#);
        assert_eq!(page("sortOrderAsc=false").body, r#"["b","a","c"]"#);
    }

    #[test]
    fn a_cursor_leads_on_from_the_last_row() {
        let page = asked("pageSize=2").expect("it can be read");
        let row = |name: &str| ((name.to_owned(), 7), name.to_owned());
        let rows = ["a", "b", "c"].map(row).to_vec();
        let answer = page.answer(rows, 5, "/v1.0/things?query=x").expect("it is JSON");
        assert_eq!(answer.body, r#"["a","b"]"#);
        assert_eq!(answer.headers[0], ("Total-Pages", "3".to_owned()));
        let link = &answer.headers[1].1;
        let query = link.split(['?', '>']).nth(1).expect("a query");
        let next = asked(query).expect("it can be read");
        assert_eq!((next.after, next.rows, next.skip), (Some(("b".to_owned(), 7)), 2, 0));
        let last = page.answer(vec![row("z")], 1, "/v1.0/things").expect("it is JSON");
        assert_eq!(last.headers.len(), 1, "no further page");
    }
}
