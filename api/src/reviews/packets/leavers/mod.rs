//! What is gathered about somebody who has left ends early, or for good, where it didn't when they left.

use shared::{
    access::Relation,
    people::PersonStatus,
    problem::{Code, Problem},
    reviews::{EndLeaversReviews, ReviewsEnded},
};

use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    people,
};

pub(in crate::reviews) fn end(ask: &Ask<EndLeaversReviews>, tx: &mut TenantTx<'_>) -> Answered<EndLeaversReviews> {
    ask.require(tx, Relation::Organisation)?;
    let person = ask.body.person_id;
    let found = people::of_ids(tx, &[person])?;
    let somebody = found.first().ok_or_else(|| Failure::field("person_id", "unknown"))?;
    if somebody.status != PersonStatus::Deactivated {
        return Err(Failure::field("person_id", "not_deactivated"));
    }
    people::hold_reviews(tx, person)?;
    let ended = people::end_reviews(tx, person, ask.body.ends, &ask.body.reason)?;
    if ended.is_empty() {
        return Err(Problem::new(Code::Conflict).because("nothing is gathered about them any more").into());
    }
    tx.note_all(&ended)?;
    Ok(Reply::new(ReviewsEnded { count: i64::try_from(ended.len()).unwrap_or(i64::MAX) }))
}
