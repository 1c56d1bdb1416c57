//! The pages everybody may see.

mod landing;
mod pricing;
mod problems;
mod report;
mod security;

use leptos::prelude::*;

crate::parts::parts! {
    visitors: landing(), problems(), report_vulnerability(), security();
    prices: pricing();
}

/// `/`
pub fn landing() -> AnyView {
    landing::Landing().into_any()
}

/// `/pricing`
pub fn pricing() -> AnyView {
    pricing::Pricing().into_any()
}

/// `/problems/:code`
pub fn problems() -> AnyView {
    problems::Problems().into_any()
}

/// `/security/report`
pub fn report_vulnerability() -> AnyView {
    report::Report().into_any()
}

/// `/security`
pub fn security() -> AnyView {
    security::Security().into_any()
}
