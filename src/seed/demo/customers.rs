//! The demo's customers, as the text files beside this one list them.

/// One line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Customer<'a> {
    /// 0 for an account, 1 for a sub-account, and so on.
    pub level: usize,
    pub name: &'a str,
    pub api_id: &'a str,
    pub timezone: &'a str,
    pub locale: &'a str,
    pub tags: &'a str,
    pub special: Special<'a>,
}

/// What the story does with a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Special<'a> {
    Nothing,
    Expires { days: i64 },
    Suspended { reason: &'a str },
    Resumed { reason: &'a str },
    Deleted,
    About { text: &'a str },
}

impl<'a> Special<'a> {
    fn read(text: &'a str) -> Option<Special<'a>> {
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        Some(match word {
            "" => Special::Nothing,
            "expires" => Special::Expires { days: rest.parse().ok()? },
            "suspended" => Special::Suspended { reason: rest },
            "resumed" => Special::Resumed { reason: rest },
            "deleted" => Special::Deleted,
            "about" => Special::About { text: rest },
            _ => return None,
        })
    }
}

/// All customers of a file, parents before their sub-accounts.
pub(super) fn read(file: &str) -> Vec<Customer<'_>> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(one).collect()
}

/// A line; a test sees that every line of ours is one.
fn one(line: &str) -> Option<Customer<'_>> {
    let indent = line.len() - line.trim_start().len();
    let mut parts = line.split(" | ").map(str::trim);
    let [name, api_id, timezone, locale, tags] = [(); 5].map(|()| parts.next().unwrap_or_default());
    let special = Special::read(parts.next().unwrap_or_default())?;
    (!name.is_empty() && !tags.is_empty()).then_some(Customer {
        level: indent / 2,
        name,
        api_id,
        timezone,
        locale,
        tags,
        special,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::model::DetailsText;

    #[test]
    fn every_line_of_the_files_is_a_customer_below_one_that_is_there() {
        for (file, at_least) in [(include_str!("marlowe.txt"), 60), (include_str!("kestrel.txt"), 15)] {
            let customers = read(file);
            let lines = file.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).count();
            assert_eq!(customers.len(), lines);
            assert!(lines >= at_least, "{lines}");
            let mut level = 0;
            for customer in customers {
                assert!(customer.level <= level, "{customer:?} hangs in the air");
                level = customer.level + 1;
                let text = |t: &str| t.to_owned();
                let details = DetailsText {
                    name: text(customer.name),
                    api_id: text(customer.api_id),
                    timezone: text(customer.timezone),
                    locale: text(customer.locale),
                    tags: text(customer.tags),
                    ..DetailsText::default()
                };
                details.parse().expect(customer.name);
            }
        }
    }
}
