//! Lists page by key, never by offset: the address holds the key of the row to go on from, and a direction.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Rows on a page unless asked otherwise.
pub(crate) const PAGE_ROWS: i64 = 50;
/// Rows on a page at most.
pub(crate) const PAGE_ROWS_MAX: i64 = 100;

/// Where a page begins: after a row, or before one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum From<K> {
    Start,
    After(K),
    Before(K),
}

/// The paging part of an address: `after=KEY` or `before=KEY`, and `rows=N`.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct PageQuery {
    #[serde(default)]
    pub after: String,
    #[serde(default)]
    pub before: String,
    #[serde(default)]
    pub rows: String,
}

impl PageQuery {
    /// A key that cannot be read starts at the beginning: an old bookmark still shows the list.
    pub fn from<K: DeserializeOwned>(&self) -> From<K> {
        if let Some(key) = open(&self.after) {
            From::After(key)
        } else if let Some(key) = open(&self.before) {
            From::Before(key)
        } else {
            From::Start
        }
    }

    /// True at the beginning of the list.
    pub fn is_first(&self) -> bool {
        self.after.is_empty() && self.before.is_empty()
    }

    /// The way to a neighbouring page, with as many rows as were asked for here.
    pub fn onward(&self, part: &str) -> String {
        if part.is_empty() || self.rows.is_empty() { part.to_owned() } else { format!("{part}&rows={}", self.rows()) }
    }

    /// The way to this page once more, with a further part.
    pub fn again(&self, part: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("after", &self.after), ("before", &self.before), ("rows", &self.rows)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let place = query.finish();
        if place.is_empty() { part.to_owned() } else { format!("{place}&{part}") }
    }

    /// Rows asked for, within bounds.
    pub fn rows(&self) -> i64 {
        self.rows.parse().map_or(PAGE_ROWS, |n: i64| n.clamp(1, PAGE_ROWS_MAX))
    }
}

fn open<K: DeserializeOwned>(text: &str) -> Option<K> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

/// A key as an address carries it.
pub(crate) fn seal<K: Serialize>(key: &K) -> String {
    serde_json::to_vec(key).map_or_else(|_| String::new(), |bytes| URL_SAFE_NO_PAD.encode(bytes))
}

/// One page of rows with the way to its neighbours.
#[derive(Debug)]
pub(crate) struct PageOf<T> {
    pub rows: Vec<T>,
    /// Query part for the page before, empty when there is none.
    pub previous: String,
    /// Query part for the next page, empty when there is none.
    pub next: String,
}

impl<T> PageOf<T> {
    /// Cuts what was read (`rows + 1` rows at most, nearest to the key first) to a page in list order.
    pub fn cut<K: Serialize>(mut read: Vec<T>, from: &From<K>, rows: i64, key_of: impl Fn(&T) -> K) -> PageOf<T> {
        let more = read.len() as i64 > rows;
        read.truncate(rows.max(0) as usize);
        let backwards = matches!(from, From::Before(_));
        if backwards {
            read.reverse();
        }
        let has_previous = match from {
            From::Start => false,
            From::After(_) => true,
            From::Before(_) => more,
        };
        let has_next = backwards || more;
        let link = |wanted: bool, name: &str, row: Option<&T>| match row {
            Some(row) if wanted => format!("{name}={}", seal(&key_of(row))),
            _ => String::new(),
        };
        PageOf {
            previous: link(has_previous, "before", read.first()),
            next: link(has_next, "after", read.last()),
            rows: read,
        }
    }
}

/// The parts of a query that are set, as one.
pub(crate) fn joined(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&")
}

/// An address with a query, if there is one.
pub(crate) fn address(here: &str, query: &str) -> String {
    if query.is_empty() { here.to_owned() } else { format!("{here}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A list behind the same interface as the database: rows beyond the key, nearest first.
    fn read(all: &[u32], from: &From<u32>, rows: i64) -> Vec<u32> {
        let take = (rows + 1) as usize;
        match from {
            From::Start => all.iter().copied().take(take).collect(),
            From::After(k) => all.iter().copied().filter(|v| v > k).take(take).collect(),
            From::Before(k) => all.iter().rev().copied().filter(|v| v < k).take(take).collect(),
        }
    }

    proptest! {
        #[test]
        fn walking_forth_and_back_sees_every_row_once(mut all in proptest::collection::vec(any::<u32>(), 0..60), rows in 1i64..9) {
            all.sort_unstable();
            all.dedup();
            let mut query = PageQuery { rows: rows.to_string(), ..PageQuery::default() };
            let mut forth = Vec::new();
            let mut pages = Vec::new();
            loop {
                let from = query.from::<u32>();
                let page = PageOf::cut(read(&all, &from, query.rows()), &from, query.rows(), |v| *v);
                forth.extend(page.rows.clone());
                pages.push(page.rows.clone());
                match page.next.strip_prefix("after=") {
                    Some(key) => query = PageQuery { after: key.to_owned(), rows: rows.to_string(), ..PageQuery::default() },
                    None => break,
                }
            }
            prop_assert_eq!(&forth, &all);
            // Back from the last page: the same pages in reverse.
            if let Some(first_of_last) = pages.last().and_then(|p| p.first()) {
                let mut key = *first_of_last;
                for expected in pages.iter().rev().skip(1) {
                    let from = From::Before(key);
                    let page = PageOf::cut(read(&all, &from, rows), &from, rows, |v| *v);
                    prop_assert_eq!(&page.rows, expected);
                    key = page.rows[0];
                }
            }
        }
    }

    #[test]
    fn a_key_that_cannot_be_read_starts_at_the_beginning() {
        let query = PageQuery { after: "%%%".to_owned(), ..PageQuery::default() };
        assert_eq!(query.from::<(String, uuid::Uuid)>(), From::Start);
    }
}
