//! Timezones as people type them.

use crate::people::model::shortened;
use chrono_tz::Tz;

/// An IANA timezone.
///
/// # Errors
/// Words for the field.
pub(crate) fn timezone(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Ok("UTC".to_owned()),
        name => match name.parse::<Tz>().ok().or_else(|| zone_of_city(name)) {
            Some(zone) => Ok(zone.name().to_owned()),
            None => Err(t!("accounts-invalid-timezone", text = shortened(name))),
        },
    }
}

/// The only zone of a region that is named for this city: "london", "New York".
fn zone_of_city(typed: &str) -> Option<Tz> {
    let city = typed.replace(' ', "_");
    let mut named = chrono_tz::TZ_VARIANTS.iter().filter(|zone| {
        let region_and_city = zone.name().rsplit_once('/');
        region_and_city.is_some_and(|(region, last)| {
            !matches!(region, "Etc" | "US" | "Canada" | "Brazil" | "Mexico" | "Chile")
                && last.eq_ignore_ascii_case(&city)
        })
    });
    let only = named.next().copied();
    if named.next().is_some() { None } else { only }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_stands_for_its_zone_where_only_one_is_named_for_it() {
        for (typed, zone) in [
            ("", "UTC"),
            ("Europe/London", "Europe/London"),
            ("london", "Europe/London"),
            ("New York", "America/New_York"),
            (" tokyo ", "Asia/Tokyo"),
        ] {
            assert_eq!(timezone(typed).as_deref(), Ok(zone), "{typed}");
        }
        for wrong in ["Atlantis", "Europe/", "Louisvillex"] {
            assert!(timezone(wrong).is_err(), "{wrong}");
        }
    }
}
