//! When billing periods begin. Pure.

use chrono::{Months, NaiveDate};

/// Whether billing may begin anew on a date: from a month ago, for an account that is taken over in the middle of a period, to
/// two years ahead. A date that stands there already stays, however old it has become.
///
/// # Errors
/// Words for the field, with the dates that are possible.
pub(crate) fn billing_date(
    date: Option<NaiveDate>,
    before: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<Option<NaiveDate>, String> {
    let Some(day) = date.filter(|_| date != before) else { return Ok(date) };
    let first = today.checked_sub_months(Months::new(1)).unwrap_or(today);
    let last = today.checked_add_months(Months::new(24)).unwrap_or(today);
    if (first..=last).contains(&day) {
        return Ok(date);
    }
    let [said, from, to] = [day, first, last].map(crate::web::times::date);
    Err(if day < first {
        t!("accounts-invalid-billing-past", day = said, first = from, last = to)
    } else {
        t!("accounts-invalid-billing-future", day = said, first = from, last = to)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn billing_begins_near_today_and_what_is_stored_stays() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let today = day("2026-11-24");
        for good in ["2026-10-24", "2026-11-24", "2026-12-31", "2028-11-24"] {
            assert_eq!(billing_date(Some(day(good)), None, today), Ok(Some(day(good))));
        }
        for (bad, word) in
            [("2026-10-23", "too long ago"), ("2020-01-01", "24 Oct 2026"), ("9999-12-31", "too far ahead")]
        {
            let why = billing_date(Some(day(bad)), Some(today), today).expect_err("out of range");
            assert!(why.contains(word), "{why}");
            assert_eq!(billing_date(Some(day(bad)), Some(day(bad)), today), Ok(Some(day(bad))));
        }
        assert_eq!(billing_date(None, Some(today), today), Ok(None));
    }
}
