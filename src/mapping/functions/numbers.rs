//! Filters for numbers. Rounding works on the digits as people see them, half away from zero: 1.005 becomes 1.01,
//! where binary fractions would make it 1.00.

use super::arguments::text;
use crate::mapping::values::wrong;
use minijinja::value::ValueKind;
use minijinja::{Environment, Error, State, Value as Live};

/// The most places after the point.
const PLACES_MAX: usize = 15;

pub(super) fn add_to(language: &mut Environment<'static>) {
    language.add_filter("round", round);
    language.add_filter("number", number);
}

/// A number in decimal digits.
struct Decimal {
    negative: bool,
    whole: String,
    fraction: String,
}

impl Decimal {
    fn of(state: &State<'_, '_>, value: &Live) -> Result<Decimal, Error> {
        let written = match value.kind() {
            ValueKind::Number if value.is_integer() => value.to_string(),
            ValueKind::Number => plain(f64::try_from(value.clone())?)?,
            _ => {
                let text = text(state, value)?;
                let text = text.trim();
                let shown: String = text.chars().take(40).collect();
                let no_number = || wrong(t!("mapping-no-number", shown = shown));
                if text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+')) {
                    text.parse::<f64>().map_err(|_| no_number())?;
                    text.to_owned()
                } else {
                    plain(text.parse().map_err(|_| no_number())?)?
                }
            }
        };
        let digits = written.trim_start_matches(['-', '+']);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        Ok(Decimal { negative: written.starts_with('-'), whole: whole.to_owned(), fraction: fraction.to_owned() })
    }

    fn rounded(mut self, places: usize) -> Decimal {
        let up = self.fraction.as_bytes().get(places).is_some_and(|digit| *digit >= b'5');
        self.fraction.truncate(places);
        while self.fraction.len() < places {
            self.fraction.push('0');
        }
        if up {
            let mut digits = self.whole + &self.fraction;
            let kept = digits.trim_end_matches('9').len();
            let nines = digits.len() - kept;
            digits.truncate(kept);
            let last = digits.pop().and_then(|digit| digit.to_digit(10)).unwrap_or(0);
            digits += &(last + 1).to_string();
            digits += &"0".repeat(nines);
            self.fraction = digits.split_off(digits.len() - places);
            self.whole = digits;
        }
        let zero = self.whole.bytes().chain(self.fraction.bytes()).all(|digit| digit == b'0');
        Decimal { negative: self.negative && !zero, ..self }
    }
}

/// A fraction without an exponent, in the fewest digits that mean it.
fn plain(float: f64) -> Result<String, Error> {
    if float.is_finite() { Ok(format!("{float}")) } else { Err(wrong(t!("mapping-round-endless"))) }
}

fn places(places: Option<usize>) -> Result<usize, Error> {
    match places.unwrap_or(0) {
        places if places <= PLACES_MAX => Ok(places),
        _ => Err(wrong(t!("mapping-places-max", most = PLACES_MAX))),
    }
}

/// `x|round(2)`: a number; a whole one without places.
fn round(state: &State<'_, '_>, value: &Live, digits: Option<usize>) -> Result<Live, Error> {
    let digits = places(digits)?;
    if value.is_integer() {
        return Ok(value.clone());
    }
    let Decimal { negative, whole, fraction } = Decimal::of(state, value)?.rounded(digits);
    let sign = if negative { "-" } else { "" };
    if digits == 0
        && let Ok(number) = format!("{sign}{whole}").parse::<i128>()
    {
        return Ok(Live::from(number));
    }
    let number: f64 = format!("{sign}{whole}.{fraction}").parse().map_err(|_| wrong(t!("mapping-round-cannot")))?;
    Ok(Live::from(number))
}

/// `x|number(2, ",", ".")`: a text with this many places, this between thousands and this as the point.
fn number(
    state: &State<'_, '_>,
    value: &Live,
    digits: Option<usize>,
    thousands: Option<&str>,
    point: Option<&str>,
) -> Result<String, Error> {
    let digits = places(digits)?;
    let Decimal { negative, whole, fraction } = Decimal::of(state, value)?.rounded(digits);
    let thousands = thousands.unwrap_or_default();
    if thousands.len() > 8 || point.is_some_and(|point| point.len() > 8) {
        return Err(wrong(t!("mapping-digits-between")));
    }
    let mut text = String::from(if negative { "-" } else { "" });
    for (no, digit) in whole.chars().enumerate() {
        if no > 0 && (whole.len() - no).is_multiple_of(3) {
            text.push_str(thousands);
        }
        text.push(digit);
    }
    if digits > 0 {
        text.push_str(point.unwrap_or("."));
        text.push_str(&fraction);
    }
    Ok(text)
}
