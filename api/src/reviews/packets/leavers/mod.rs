//! What is gathered about somebody who has left ends early, or for good.

mod queries;

use serde_json::json;
use shared::{
    access::Relation,
    people::PersonStatus,
    problem::{Code, Problem},
    reviews::{EndLeaversReviews, ReviewsEnded},
};

use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    people,
};

pub(in crate::reviews) fn end(ask: &Ask<EndLeaversReviews>, tx: &mut TenantTx<'_>) -> Answered<EndLeaversReviews> {
    ask.require(tx, Relation::Organisation)?;
    let (person, ends, reason) = (ask.body.person_id, ask.body.ends, ask.body.reason.trim());
    let found = people::of_ids(tx, &[person])?;
    let somebody = found.first().ok_or_else(|| Failure::field("person_id", "unknown"))?;
    if somebody.status != PersonStatus::Deactivated {
        return Err(Failure::field("person_id", "not_deactivated"));
    }
    queries::hold_cycles(tx, person)?;
    let ended = queries::end(tx, person, ends, reason)?;
    if ended.is_empty() {
        return Err(Problem::new(Code::Conflict).because("nothing is gathered about them any more").into());
    }
    let after = json!({ "ends": ends, "reason": reason });
    let events: Vec<_> = ended.iter().map(|packet| Event::new("review_packets.ended", *packet).after(&after)).collect();
    tx.note_all(&events)?;
    Ok(Reply::new(ReviewsEnded { count: i64::try_from(ended.len()).unwrap_or(i64::MAX) }))
}
