//! Changes with three states, so that "leave it" and "clear it" differ.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A change to an optional field: absent leaves it, `null` clears it, a value sets it.
///
/// Declare fields with `#[serde(default, skip_serializing_if = "Patch::is_keep")]` and
/// `#[schema(value_type = Option<T>)]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Patch<T> {
    /// Leave what is there.
    #[default]
    Keep,
    /// Remove what is there.
    Clear,
    /// Replace what is there.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether nothing was asked for.
    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// What the field becomes when it was `old`.
    pub fn apply(self, old: Option<T>) -> Option<T> {
        match self {
            Self::Keep => old,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// As diesel's changesets want it: `None` leaves, `Some(None)` clears, `Some(Some(value))` sets.
    pub fn asked(self) -> Option<Option<T>> {
        match self {
            Self::Keep => None,
            Self::Clear => Some(None),
            Self::Set(value) => Some(Some(value)),
        }
    }

    /// The value to set, if any.
    pub fn set(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            _ => None,
        }
    }
}

impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Clear, Self::Set)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.set().serialize(serializer)
    }
}
