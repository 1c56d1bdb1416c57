//! What reviews may use: purpose binding, the last column of the table of feedback's kinds.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Audience, FeedbackKind, Purpose};

/// Whether a review may use a piece of feedback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InReviews {
    /// No: it was written to help somebody grow, or to oneself.
    Never,
    /// Only if the person it is about attaches it.
    IfAttached,
    /// As background for who writes the review; never quoted to the subject.
    Background,
    /// Yes.
    Yes,
}

/// Whether a review may use feedback of this kind, with these readers, for this purpose. Purpose comes first: what is
/// meant for growth opens in no review, whoever looks.
pub const fn in_reviews(kind: FeedbackKind, audience: Audience, purpose: Purpose) -> InReviews {
    match (purpose, kind) {
        (Purpose::Growth, _) | (_, FeedbackKind::Note) => InReviews::Never,
        _ if !audience.manager => InReviews::IfAttached,
        _ if !audience.person => InReviews::Background,
        _ => InReviews::Yes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(person: bool, manager: bool) -> Audience {
        Audience { person, manager, ..Audience::default() }
    }

    #[test]
    fn growth_never_becomes_evaluation() {
        for kind in FeedbackKind::ALL {
            for audience in [to(true, false), to(true, true), to(false, true)] {
                assert_eq!(in_reviews(*kind, audience, Purpose::Growth), InReviews::Never);
            }
        }
    }

    #[test]
    fn the_readers_decide_what_an_evaluation_may_serve_for() {
        let serves = |audience| in_reviews(FeedbackKind::Given, audience, Purpose::Evaluation);
        assert_eq!(serves(to(true, false)), InReviews::IfAttached);
        assert_eq!(serves(to(true, true)), InReviews::Yes);
        assert_eq!(serves(to(false, true)), InReviews::Background);
        assert_eq!(in_reviews(FeedbackKind::Note, to(false, false), Purpose::Evaluation), InReviews::Never);
    }
}
