//! The fields of a form. What nobody knows is passed over (RFC 6749, 3.2); what is empty isn't there.

use super::said::{Refusal, Wrong};

/// The fields, by name.
pub(super) struct Fields<'f>(&'f [(String, String)]);

impl<'f> Fields<'f> {
    /// These.
    pub(super) fn of(fields: &'f [(String, String)]) -> Self {
        Self(fields)
    }

    /// What a field says; refused if it says two things.
    pub(super) fn one(&self, name: &str) -> Result<Option<&'f str>, Refusal> {
        let mut said = self.0.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_str());
        let first = said.next();
        match said.next() {
            Some(_) => Err(Refusal::new(Wrong::Request, "a field stands in the form twice")),
            None => Ok(first.filter(|value| !value.is_empty())),
        }
    }

    /// What a field says that has to be there.
    pub(super) fn needed(&self, name: &'static str) -> Result<&'f str, Refusal> {
        self.one(name)?.ok_or_else(|| Refusal::new(Wrong::Request, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_says_one_thing_or_nothing() {
        let fields: Vec<(String, String)> =
            [("a", "1"), ("b", ""), ("c", "2"), ("c", "2")].map(|(name, value)| (name.into(), value.into())).into();
        let fields = Fields::of(&fields);
        assert_eq!(fields.one("a").ok(), Some(Some("1")));
        assert_eq!(fields.one("b").ok(), Some(None));
        assert_eq!(fields.one("d").ok(), Some(None));
        assert!(fields.one("c").is_err() && fields.needed("b").is_err());
    }
}
