//! In which order a list stands.

use crate::people::model::shortened;

/// By which column a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sort {
    pub by: &'static str,
    /// The most is first.
    pub down: bool,
}

impl Sort {
    /// The order that an address asks for; of columns that there are not, the first, the most first.
    pub fn read(text: &str, columns: &[&'static str]) -> Sort {
        let (name, down) = text.strip_prefix('-').map_or((text, false), |name| (name, true));
        match columns.iter().find(|column| **column == name) {
            Some(&by) => Sort { by, down },
            None => Sort { by: columns.first().copied().unwrap_or("tasks"), down: true },
        }
    }

    /// The same, with what is to be said where there is no such column.
    pub fn asked(text: &str, columns: &[&'static str]) -> (Sort, Option<String>) {
        let sort = Sort::read(text, columns);
        let known = text.is_empty() || text.strip_prefix('-').unwrap_or(text) == sort.by;
        let why = || t!("reports-no-order", typed = shortened(text));
        (sort, (!known).then(why))
    }

    /// As an address has it; empty: the first order.
    pub fn key(self, columns: &[&'static str]) -> String {
        if self.down && columns.first() == Some(&self.by) {
            return String::new();
        }
        format!("{}{}", if self.down { "-" } else { "" }, self.by)
    }

    /// The order that the head of a column leads to: the most first, and then the other way round.
    pub fn toward(self, column: &'static str) -> Sort {
        Sort { by: column, down: column != self.by || !self.down }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn orders_are_those_that_there_are(text in "\\PC{0,12}|-?(tasks|failed|incidents)") {
            let columns = ["tasks", "failed", "incidents"];
            let (sort, why) = Sort::asked(&text, &columns);
            prop_assert!(columns.contains(&sort.by));
            prop_assert_eq!(sort, Sort::read(&text, &columns));
            prop_assert_eq!(why.is_none(), text.is_empty() || columns.contains(&text.strip_prefix('-').unwrap_or(&text)));
            prop_assert_eq!(Sort::read(&sort.key(&columns), &columns), sort);
            prop_assert_eq!(sort.toward(sort.by), Sort { down: !sort.down, ..sort });
        }
    }
}
