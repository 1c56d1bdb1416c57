//! Light, dark, or as the system says. Kept in this browser (`theme.js` reads it before the first paint).

use leptos::prelude::*;

const KEY: &str = "perftrack.theme";

/// Which theme was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Name in storage, in the document and in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a name; the system's for any other.
    pub fn named(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    /// The theme kept in this browser.
    pub fn kept() -> Self {
        storage()
            .and_then(|storage| storage.get_item(KEY).ok().flatten())
            .map_or(Self::System, |name| Self::named(&name))
    }

    /// Shows it and keeps it.
    pub fn choose(self) {
        let _ = match self {
            Self::System => document().document_element().map(|root| root.remove_attribute("data-theme")),
            _ => document().document_element().map(|root| root.set_attribute("data-theme", self.name())),
        };
        if let Some(storage) = storage() {
            // A browser that keeps nothing shows the system's theme next time.
            let _ = storage.set_item(KEY, self.name());
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
