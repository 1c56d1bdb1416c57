//! Several objectives at once: steps, owner, period, what they support.

mod bar;
mod form;
mod work;

use crate::text::goals as text;

pub use self::{bar::BulkBar, form::ChangeForm, work::Bulk};

/// What can be said of several objectives at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    Owner,
    Period,
    Parent,
}

impl Aspect {
    /// All, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Period, Self::Parent];

    /// Its change, in words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Owner => text::CHANGE_OWNER,
            Self::Period => text::CHANGE_PERIOD,
            Self::Parent => text::CHANGE_PARENT,
        }
    }
}
