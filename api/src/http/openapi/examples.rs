//! Requests that were made and what was answered, as `cargo xtask examples` recorded them from the tests' walk.

use std::{collections::BTreeMap, sync::OnceLock};

use serde::Deserialize;
use serde_json::Value;

const RECORDED: &str = include_str!("examples.json");

/// What was recorded of one operation.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Example {
    /// The body that was sent, if it took one.
    #[serde(default)]
    pub(super) request: Option<Value>,
    /// The body that was answered, if there was one.
    #[serde(default)]
    pub(super) answer: Option<Value>,
}

/// What was recorded of the operation with this id; nothing of what carries no text.
pub(super) fn of(id: &str) -> Option<&'static Example> {
    static ALL: OnceLock<BTreeMap<String, Example>> = OnceLock::new();
    ALL.get_or_init(|| serde_json::from_str(RECORDED).unwrap_or_default()).get(id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Example, RECORDED};

    #[test]
    fn they_are_of_operations_that_there_are() {
        let all: BTreeMap<String, Example> = serde_json::from_str(RECORDED).unwrap();
        let declared: Vec<_> = shared::every_operation().iter().map(shared::operation::Declaration::id).collect();
        let gone: Vec<_> = all.keys().filter(|id| !declared.contains(id)).collect();
        assert!(gone.is_empty(), "type cargo xtask examples: {gone:?}");
    }
}
