//! Orders that could be: the same for the same moment, so that nothing needs to be kept.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// Mail to here does not arrive, so that the demo has something to mend.
pub(super) const NO_SUCH_PLACE: &str = "@nowhere.invalid";

/// Seconds from one order to the next.
const EVERY_S: i64 = 25;

const BUYERS: [(&str, &str); 9] = [
    ("Ines Ferreira", "ines@example.com"),
    ("Tom Okafor", "tom.okafor@example.com"),
    ("Greta Lindqvist", "greta@example.net"),
    ("Marek Nowak", "marek@example.org"),
    ("Yuki Tanaka", "yuki@example.com"),
    ("Amara Diallo", "amara.diallo@example.net"),
    ("Liam Byrne", "liam@example.org"),
    ("Chiara Conti", "chiara@example.com"),
    ("Jonas Keller", "jonas@example.net"),
];

const GOODS: [(&str, &str, f64); 6] = [
    ("LAMP-1", "Desk lamp", 79.95),
    ("MUG-4", "Mugs, four", 32.0),
    ("CHAIR-2", "Garden chair", 149.0),
    ("BOOK-9", "Field guide to birds", 24.5),
    ("RUG-3", "Rug, wool", 210.0),
    ("TEA-7", "Tea, a pound", 12.8),
];

/// Every so many orders the buyer has mistyped the address.
const MISTYPED: i64 = 37;

/// Those of the minute before.
pub(super) fn lately(now: DateTime<Utc>) -> Vec<Value> {
    let newest = now.timestamp().div_euclid(EVERY_S);
    let oldest = (now.timestamp() - 60).div_euclid(EVERY_S);
    (oldest + 1..=newest).map(order).collect()
}

fn order(number: i64) -> Value {
    // Two numbers without a common pattern, so that buyers and goods do not go in step.
    let (buyer, first, second) = (number * 7 + number / 9, number * 5 + number / 6, number * 11 + 3);
    let pick = |at: i64, of: usize| usize::try_from(at.rem_euclid(of as i64)).unwrap_or(0);
    let (name, email) = BUYERS[pick(buyer, BUYERS.len())];
    let email = match number % MISTYPED {
        0 => format!("{}{NO_SUCH_PLACE}", email.split('@').next().unwrap_or("nobody")),
        _ => email.to_owned(),
    };
    let lines = [GOODS[pick(first, GOODS.len())], GOODS[pick(second, GOODS.len())]];
    let total: f64 = lines.iter().map(|(_, _, price)| price).sum();
    let lines: Vec<Value> =
        lines.iter().map(|(sku, name, price)| json!({"sku": sku, "name": name, "count": 1, "price": price})).collect();
    json!({
        "number": number % 1_000_000, "customer": {"name": name, "email": email},
        "total": (total * 100.0).round() / 100.0, "currency": "EUR", "lines": lines
    })
}
