//! What is gathered about somebody who leaves ends early, or for good: with their leaving, or once they have left.

mod queries;

use serde_json::json;
use shared::{
    access::{Relation, can},
    api_tokens::Scope,
    problem::{Code, Problem},
    reviews::{RUN, ReviewEnding},
    wire::PersonId,
};

use crate::{audit::Event, db::TenantTx, http::Failure};

/// 403 unless the actor may end reviews: whoever may deactivate people needn't.
pub(in crate::people) fn may_end(tx: &TenantTx<'_>) -> Result<(), Failure> {
    if !can(tx.actor.role, &RUN, Relation::Organisation) {
        return Err(Code::Forbidden.into());
    }
    let scope = Scope::ReviewsWrite;
    if tx.actor.scopes.is_some_and(|scopes| !scopes.has(scope)) {
        return Err(Problem::new(Code::ScopeMissing).because(format!("it takes the scope `{scope}`")).into());
    }
    Ok(())
}

/// Holds the cycles that gather about somebody. Before anything of theirs is changed: whatever moves a cycle holds it first.
pub(crate) fn hold_reviews(tx: &mut TenantTx<'_>, person: PersonId) -> Result<(), Failure> {
    queries::hold_cycles(tx, person)?;
    Ok(())
}

/// Ends what is gathered about somebody in the cycles that are held; what there is to be noted of it, one event for each.
pub(crate) fn end_reviews(
    tx: &mut TenantTx<'_>,
    person: PersonId,
    ends: ReviewEnding,
    reason: &str,
) -> Result<Vec<Event>, Failure> {
    let reason = reason.trim();
    let ended = queries::end(tx, person, ends, reason)?;
    let after = json!({ "ends": ends, "reason": reason });
    Ok(ended.iter().map(|packet| Event::new("review_packets.ended", *packet).after(&after)).collect())
}
