//! What is due when in a review cycle, and who could write as a peer.

use shared::reviews::{ProposedReviewPeer, ReviewDeadline, ReviewPeerReason};

pub const CALENDAR: &str = "What is due when";
pub const CALENDAR_DETAIL: &str =
    "Days of the organisation's time zone. An expected day moves if a stage ends on another day than its last.";
pub const NOTHING_DUE: &str = "Nothing is due";
pub const NOTHING_DUE_DETAIL: &str = "Nobody is in this cycle yet. Change whom it takes in.";
pub const WEEKEND: &str = "Weekend";
pub const EXPECTED: &str = "Expected";

pub const PROPOSALS: &str = "Peers to propose";
pub const PROPOSALS_DETAIL: &str = "For those who have too few, from people who know them. Nobody gets more than the cycle's most, and the work is spread as evenly as can be.";
pub const ONCE_LAUNCHED: &str = "They can be settled once the cycle is launched.";
pub const ENOUGH: &str = "Everybody has enough peers";
pub const ENOUGH_DETAIL: &str = "Nobody whose peers you settle lacks any.";
pub const NOBODY_KNOWS: &str = "Nobody who knows them has room.";
pub const TAKE_OVER: &str = "Settle these";
pub const TAKE_ALL: &str = "Settle all";
pub const TAKEN_OVER: &str = "Their peers are settled";
pub const TAKE_ALL_DETAIL: &str = "Who is named already stays, and those who are proposed write, too. You can change it for each of them until writing begins.";
pub const ADD: &str = "Add";
pub const NAMED: &str = "Named already:";

/// What is due, for how many.
pub fn due(what: ReviewDeadline, people: i64) -> String {
    let one = people == 1;
    match what {
        ReviewDeadline::Nominate if one => "Peers of 1 person are to be settled".to_owned(),
        ReviewDeadline::Nominate => format!("Peers of {people} people are to be settled"),
        ReviewDeadline::NominateLate if one => "Last day to settle peers of 1 person late".to_owned(),
        ReviewDeadline::NominateLate => format!("Last day to settle peers of {people} people late"),
        ReviewDeadline::Write if one => "1 person hands in what they write".to_owned(),
        ReviewDeadline::Write => format!("{people} people hand in what they write"),
        ReviewDeadline::WriteLate if one => "Last day for 1 person to hand in late".to_owned(),
        ReviewDeadline::WriteLate => format!("Last day for {people} people to hand in late"),
        ReviewDeadline::Calibrate if one => {
            "The rating of 1 person is to be calibrated before anybody gets theirs".to_owned()
        }
        ReviewDeadline::Calibrate => {
            format!("Ratings of {people} people are to be calibrated before anybody gets theirs")
        }
        ReviewDeadline::Release if one => "1 person is to get theirs".to_owned(),
        ReviewDeadline::Release => format!("{people} people are to get theirs"),
        ReviewDeadline::ReleaseByItself if one => "What 1 person hasn't got by then is released by itself".to_owned(),
        ReviewDeadline::ReleaseByItself => format!("What {people} people haven't got by then is released by itself"),
        ReviewDeadline::Answer if one => "Last day for 1 person to answer".to_owned(),
        ReviewDeadline::Answer => format!("Last day for {people} people to answer"),
    }
}

const fn reason(reason: ReviewPeerReason) -> &'static str {
    match reason {
        ReviewPeerReason::Feedback => "feedback or praise between them in the period",
        ReviewPeerReason::Goal => "contributes to the same goal",
        ReviewPeerReason::Team => "same team",
    }
}

/// Why somebody is proposed.
pub fn why(it: &ProposedReviewPeer) -> String {
    let mut parts: Vec<String> = it.why.iter().map(|one| reason(*one).to_owned()).collect();
    let load = match it.load {
        1 => "would write 1 review as a peer".to_owned(),
        load => format!("would write {load} reviews as a peer"),
    };
    parts.push(if it.least { format!("{load}, the least of those who know them") } else { load });
    parts.join("; ")
}

/// How many are lacking.
pub fn lacking(count: i64) -> String {
    if count == 1 { "1 person has too few".to_owned() } else { format!("{count} people have too few") }
}

/// That more are needed than can be had.
pub fn short(count: i64) -> String {
    if count == 1 {
        "1 more is needed, and nobody else who knows them has room.".to_owned()
    } else {
        format!("{count} more are needed, and nobody else who knows them has room.")
    }
}

/// Whose peers a button settles, for those who hear it.
pub fn take_over_who(name: &str) -> String {
    format!("Settle these peers of {name}")
}

/// Whom a button adds, for those who hear it.
pub fn add_who(name: &str) -> String {
    format!("Add {name}")
}

/// How many were settled, and how many have to be looked at again.
pub fn settled(done: usize, left: usize) -> String {
    let settled = if done == 1 {
        "Peers of 1 person are settled".to_owned()
    } else {
        format!("Peers of {done} people are settled")
    };
    match left {
        0 => settled,
        1 => format!("{settled}; 1 has changed meanwhile"),
        left => format!("{settled}; {left} have changed meanwhile"),
    }
}
