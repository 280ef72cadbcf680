//! Words of calls that stand for something stored.

use crate::error::{AppError, AppResult};
use crate::people::model::{shortened, with_capital};

/// A stored word as the API writes it: "api_key" is ApiKey.
pub(crate) fn pascal(word: &str) -> String {
    word.split('_').map(with_capital).collect()
}

/// What a word of a call stands for, in capitals or not.
///
/// # Errors
/// `BadRequest` that names the field and the words that there are.
pub(crate) fn one_of<T: Clone>(field: &str, given: &str, words: &[(&str, T)]) -> AppResult<T> {
    let found = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(given.trim()));
    let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let why = || AppError::BadRequest(format!("{field} ({}): must be one of {}.", shortened(given), names.join(", ")));
    found.map(|(_, value)| value.clone()).ok_or_else(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_names_and_names_are_found_among_those_that_there_are() {
        assert_eq!((pascal("oauth_code"), pascal("none")), ("OauthCode".to_owned(), "None".to_owned()));
        let words = [("First", 1), ("All", 2)];
        assert_eq!(one_of("Split", " all ", &words).ok(), Some(2));
        let wrong = one_of("Split", "some", &words).expect_err("there is none such").to_string();
        assert_eq!(wrong, "Split (some): must be one of First, All.");
    }
}
