//! Numbers that were corrected after a review was written.

use shared::reviews::ReviewCorrectionKind;

pub const HEADING: &str = "Corrected since";
pub const LEAD: &str = "The reviews keep what was known when they were handed in. These numbers are others now.";
pub const CITED: &str = "Cited";
pub const WITHDRAWN: &str = "withdrawn";

/// What kind of number it is.
pub const fn kind(kind: ReviewCorrectionKind) -> &'static str {
    match kind {
        ReviewCorrectionKind::Kpi => "KPI",
        ReviewCorrectionKind::CheckIn => "Check-in",
    }
}

/// What it was and is, and by how much that differs.
pub fn changed(was: &str, is: &str, share: Option<&str>) -> String {
    match share {
        Some(share) => format!("{was}, since corrected to {is} ({share})"),
        None => format!("{was}, since corrected to {is}"),
    }
}
