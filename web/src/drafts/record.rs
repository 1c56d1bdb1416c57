//! What is kept of a form.

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

/// The fields at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// When.
    pub at: DateTime<Utc>,
    /// The version of what the form changes.
    pub base: Option<i64>,
    /// What the fields hold, in their order.
    pub fields: Json,
}

impl Record {
    /// As text.
    pub fn text(&self) -> String {
        json!({ "at": self.at.to_rfc3339(), "base": self.base, "fields": self.fields }).to_string()
    }

    /// From text.
    pub fn parse(text: &str) -> Option<Self> {
        let json: Json = serde_json::from_str(text).ok()?;
        let at = DateTime::parse_from_rfc3339(json["at"].as_str()?).ok()?.to_utc();
        Some(Self { at, base: json["base"].as_i64(), fields: json["fields"].clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_comes_back_as_it_was() {
        let record = Record { at: DateTime::UNIX_EPOCH, base: Some(3), fields: json!(["a", true, null]) };
        assert_eq!(Record::parse(&record.text()), Some(record));
        assert_eq!(Record::parse("rubbish"), None);
    }
}
