//! The library: templates to begin with, one document each.

use anyhow::Context;
use shared::reviews::ReviewTemplateIdea;

const LIBRARY: [&str; 5] = [
    include_str!("library/annual.json"),
    include_str!("library/check.json"),
    include_str!("library/growth.json"),
    include_str!("library/probation.json"),
    include_str!("library/project.json"),
];

/// All of them, the most used first.
pub(crate) fn ready_templates() -> anyhow::Result<Vec<ReviewTemplateIdea>> {
    LIBRARY.iter().map(|text| serde_json::from_str(text).context("a template of the library can't be read")).collect()
}

#[cfg(test)]
mod tests {
    use garde::Validate;
    use shared::reviews::NewReviewTemplate;

    use super::*;

    #[test]
    fn each_makes_a_template_as_it_stands() {
        for text in LIBRARY {
            let new: NewReviewTemplate = serde_json::from_str(text).unwrap();
            new.validate().unwrap_or_else(|report| panic!("{}: {report}", new.name));
        }
    }

    #[test]
    fn each_asks_the_person_and_their_manager() {
        use shared::reviews::ReviewRelation::{Manager, Own};
        for idea in ready_templates().unwrap() {
            assert!(idea.form.asks(Own) && idea.form.asks(Manager), "{}", idea.name);
        }
    }
}
