//! What a Cycle is called: ours, or the partner's own (MODEL section 9).

use crate::language::{self, Language};
use crate::people::model::with_capital;

/// What a Cycle is called, in the middle of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub cycle: String,
    pub cycles: String,
}

impl Words {
    /// One of them, as a title.
    pub fn title(&self) -> String {
        with_capital(&self.cycle)
    }

    /// Many of them, as a title.
    pub fn heading(&self) -> String {
        with_capital(&self.cycles)
    }
}

impl Words {
    /// Ours, where the partner has none of its own.
    pub fn of(language: Language) -> Words {
        language::speaking(language, None, || Words {
            cycle: t!("branding-cycle").to_owned(),
            cycles: t!("branding-cycles").to_owned(),
        })
    }
}

impl Default for Words {
    fn default() -> Words {
        Words::of(language::current())
    }
}
