//! The pages everybody may see.

mod landing;
mod not_found;
mod pricing;
mod security;

use leptos::prelude::*;

/// `/`
pub fn landing() -> AnyView {
    landing::Landing().into_any()
}

/// `/pricing`
pub fn pricing() -> AnyView {
    pricing::Pricing().into_any()
}

/// `/security`
pub fn security() -> AnyView {
    security::Security().into_any()
}

/// Nothing is here, in a page of its own.
pub fn astray() -> AnyView {
    not_found::Astray().into_any()
}

/// Nothing is here, inside a page.
pub fn not_found() -> AnyView {
    not_found::NotFound().into_any()
}
