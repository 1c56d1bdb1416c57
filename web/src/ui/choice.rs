//! One of several: what selects, comboboxes, radios and segments offer.

/// A value with the words it is shown by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is stored: an id, or the code of an enum.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A second line: an e-mail, a team, a consequence. May be empty.
    pub detail: String,
}

impl Choice {
    /// A choice of one line.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), detail: String::new() }
    }

    /// The same with a second line.
    pub fn with_detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }
}
