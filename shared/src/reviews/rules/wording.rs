//! What may be corrected of a form that people answer already: words, and nothing that an answer stands on.

use std::collections::BTreeSet;

use super::super::{form::ReviewForm, wordings::NewReviewWording};
use crate::problem::FieldError;

/// The form with one of its questions in other words. Kind, scale, weights, who is asked and who reads stay as they are, and so
/// does the number of options: an answer names its option by its place.
///
/// # Errors
/// For a key that names no question, for other than as many different options, and for an option in another's place: what was
/// chosen before would say something else.
pub fn corrected(form: &ReviewForm, new: &NewReviewWording) -> Result<ReviewForm, FieldError> {
    let mut form = form.clone();
    let mut questions = form.sections.iter_mut().flat_map(|section| &mut section.questions);
    let Some(question) = questions.find(|question| question.key == new.key) else {
        return Err(FieldError::new("key", "unknown"));
    };
    let different: BTreeSet<_> = new.options.iter().map(|option| option.trim().to_lowercase()).collect();
    if new.options.len() != question.options.len() || different.len() != new.options.len() {
        return Err(FieldError::new("options", "one_for_each_option"));
    }
    let said = |option: &String| option.trim().to_lowercase();
    let moved = |(at, option): (usize, &String)| {
        question.options.iter().enumerate().any(|(place, before)| place != at && said(before) == said(option))
    };
    if new.options.iter().enumerate().any(moved) {
        return Err(FieldError::new("options", "another_option"));
    }
    question.text = new.text.trim().to_owned();
    question.hint = new.hint.trim().to_owned();
    question.options = new.options.iter().map(|option| option.trim().to_owned()).collect();
    Ok(form)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn form() -> ReviewForm {
        let question = |key: &str, kind: &str, options: &[&str]| {
            json!({ "key": key, "kind": kind, "text": "Whta?", "options": options, "answered_by": ["self"],
                    "read_by": "subject", "required": true })
        };
        serde_json::from_value(json!({
            "scale": [{ "word": "Below" }, { "word": "Above" }], "weights": [],
            "sections": [{ "title": "All", "questions": [
                question("words", "text", &[]), question("one", "choice", &["Yse", "No"]),
            ] }],
        }))
        .unwrap()
    }

    fn wording(key: &str, text: &str, options: &[&str]) -> NewReviewWording {
        NewReviewWording {
            key: key.to_owned(),
            text: text.to_owned(),
            hint: String::new(),
            options: options.iter().map(|option| (*option).to_owned()).collect(),
            reason: "A typo".to_owned(),
        }
    }

    #[test]
    fn options_keep_their_number_and_stay_apart() {
        let refused = |options: &[&str]| corrected(&form(), &wording("one", "Which?", options)).is_err();
        assert!(refused(&["Yes"]) && refused(&["Yes", "No", "Perhaps"]) && refused(&["Yes", " yes "]));
        assert!(!refused(&["Yes", "No"]));
        assert!(corrected(&form(), &wording("other", "Which?", &[])).is_err());
        assert!(corrected(&form(), &wording("words", "What?", &["Yes"])).is_err());
    }

    #[test]
    fn no_option_takes_the_place_of_another() {
        let fault = |options: &[&str]| corrected(&form(), &wording("one", "Which?", options)).unwrap_err().code;
        assert_eq!(fault(&["No", "Yse"]), "another_option");
        assert_eq!(fault(&["no ", "Perhaps"]), "another_option");
        assert!(corrected(&form(), &wording("one", "Which?", &["yse", "NO"])).is_ok());
    }

    proptest! {
        #[test]
        fn nothing_but_words_changes(text in "[a-z ]{1,40}", one in "[a-d]{1,3}", other in "[e-h]{1,3}") {
            let (before, new) = (form(), wording("one", &text, &[&one, &other]));
            let mut after = corrected(&before, &new).unwrap();
            let said = &mut after.sections[0].questions[1];
            prop_assert_eq!(said.text.as_str(), text.trim());
            said.text.clone_from(&before.sections[0].questions[1].text);
            said.options.clone_from(&before.sections[0].questions[1].options);
            prop_assert_eq!(after, before);
        }
    }
}
