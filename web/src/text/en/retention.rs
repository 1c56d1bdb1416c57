//! How long what is kept, what was deleted, and what may not be.

use shared::privacy::{DeletedCount, RetentionKind};

pub const RETENTION: &str = "How long what is kept";
pub const RETENTION_DETAIL: &str = "What is older is deleted each morning, for good. A rule that is new or stricter acts thirty days later, and all Admins are told by mail. Nothing goes that is about somebody on whom there is a legal hold. The audit log is kept for as long as the organisation is here, measurements of KPIs with it, notifications for 400 days, answers of a pulse until they are counted.";
pub const RETENTION_FOR_EVER: &str = "For ever";
pub const RETENTION_SAVED: &str = "Saved. What is new or stricter acts thirty days from now.";

/// What is kept.
pub const fn retention_kind(kind: RetentionKind) -> &'static str {
    match kind {
        RetentionKind::WeeklyCheckIns => "Weekly check-ins",
        RetentionKind::Feedback => "Private feedback and notes to oneself",
        RetentionKind::Reviews => "Reviews",
        RetentionKind::OneOnOnes => "Meetings of one-on-ones",
        RetentionKind::Goals => "Closed objectives",
        RetentionKind::Development => "Past steps of development",
        RetentionKind::ImprovementPlans => "Improvement plans",
        RetentionKind::Leavers => "Who somebody was, after they left",
    }
}

/// What a rule about it does.
pub const fn retention_hint(kind: RetentionKind) -> &'static str {
    match kind {
        RetentionKind::WeeklyCheckIns => "Counted from their week. Dashboards of that time no longer count them.",
        RetentionKind::Feedback => "Counted from the day it was written. Praise, which everybody sees, stays.",
        RetentionKind::Reviews => {
            "Of cycles that are closed or called off, counted from the day somebody got theirs, else from the cycle's last day. Ratings and all that was written go, the cycle's name stays."
        }
        RetentionKind::OneOnOnes => {
            "Counted from their day, with notes, agenda and private notes. One stays while something agreed in it is to be done, or a topic of it was carried on."
        }
        RetentionKind::Goals => {
            "Counted from the day they were closed, with key results and check-ins. One stays while another stands under it or goes on from it, or what it stands under is open: a tree goes from its leaves, a layer each morning."
        }
        RetentionKind::Development => {
            "Steps that are done, proposals that were decided, and assessments but the two latest rounds of each competency."
        }
        RetentionKind::ImprovementPlans => {
            "Counted from the day they ended, with notes and all that was done with them."
        }
        RetentionKind::Leavers => {
            "Counted from the day they were deactivated. They are erased as by “Erase…” on their page: what is others' stays, under a pseudonym."
        }
    }
}

fn counted(kind: RetentionKind, count: i64) -> String {
    let (one, many) = match kind {
        RetentionKind::WeeklyCheckIns => ("weekly check-in", "weekly check-ins"),
        RetentionKind::Feedback => ("piece", "pieces"),
        RetentionKind::Reviews => ("person's review", "people's reviews"),
        RetentionKind::OneOnOnes => ("meeting", "meetings"),
        RetentionKind::Goals => ("objective", "objectives"),
        RetentionKind::Development => ("entry", "entries"),
        RetentionKind::ImprovementPlans => ("plan", "plans"),
        RetentionKind::Leavers => ("person", "people"),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

/// From when on it acts, and on how much.
pub fn retention_standing(kind: RetentionKind, from: &str, due: i64, soon: i64) -> String {
    let (due, soon) = (counted(kind, due), counted(kind, soon));
    format!("Acts from {from} on. Older today: {due}. Within thirty days: {soon} more.")
}

/// A span of months, in years where it is whole ones.
pub fn months(months: u16) -> String {
    match months {
        12 => "1 year".to_owned(),
        24.. if months.is_multiple_of(12) => format!("{} years", months / 12),
        _ => format!("{months} months"),
    }
}

/// On something that isn't kept for ever.
pub fn deleted_on(day: &str) -> String {
    format!("Will be deleted on {day} at the earliest, as the organisation decided.")
}

pub const DELETED: &str = "What was deleted";
pub const DELETED_DETAIL: &str =
    "How much the rules above have deleted, month by month, for two years. Nobody is named: what is gone is gone.";
pub const DELETED_NOTHING: &str = "No rule has deleted anything yet.";

/// How much of one kind went.
pub fn deleted(count: &DeletedCount) -> String {
    format!("{}: {}", retention_kind(count.kind), counted(count.kind, count.count))
}

pub const HOLDS: &str = "Legal holds";
pub const HOLDS_DETAIL: &str = "While there is one, no rule deletes anything about the person, neither they nor whoever has notes about them can be erased, and the organisation doesn't close. It is put on somebody from their page.";
pub const HOLDS_NONE: &str = "There is no legal hold.";
pub const HOLD: &str = "Legal hold";
pub const HOLD_ON_ALL: &str = "The whole organisation";
pub const HOLD_PLACE: &str = "Put a legal hold…";
pub const HOLD_PLACE_ON_ALL: &str = "Hold the whole organisation…";
pub const HOLD_PLACE_DO: &str = "Put the hold";
pub const HOLD_PLACED: &str = "The hold is in place.";
pub const HOLD_LIFT: &str = "Lift…";
pub const HOLD_LIFT_TITLE: &str = "Lift the legal hold";
pub const HOLD_LIFT_DO: &str = "Lift the hold";
pub const HOLD_LIFT_DETAIL: &str = "From tomorrow morning on, rules delete what is old enough.";
pub const HOLD_IS_LIFTED: &str = "The hold is lifted.";
pub const HOLD_REASON: &str = "Reason";
pub const HOLD_REASON_HINT: &str = "Such as the dispute that it is for. Admins read it.";
pub const HOLD_LIFTED: &str = "Lifted";
pub const HOLD_STANDS: &str = "Stands";
pub const HOLD_NO_ERASING: &str = "There is a legal hold: they can't be erased until it is lifted";

pub const HOLD_ON_PERSON_QUESTION: &str = "Put a legal hold on this person?";
pub const HOLD_ON_ALL_QUESTION: &str = "Put a legal hold on the whole organisation?";
pub const HOLD_WHAT_IT_DOES: &str = "Until it is lifted, nothing about them is deleted by a rule, neither they nor whoever has notes about them can be erased, and the organisation doesn't close: if it was to, that is taken back. What people delete themselves isn't held back.";
pub const HOLD_WHAT_IT_DOES_TO_ALL: &str = "Until it is lifted, no rule deletes anything, nobody can be erased, and the organisation doesn't close: if it was to, that is taken back. What people delete themselves isn't held back.";

/// Who put it, and when.
pub fn hold_placed_by(name: &str, day: &str) -> String {
    format!("Put by {name} on {day}")
}

/// Who lifted it, when and why.
pub fn hold_lifted_by(name: &str, day: &str, reason: &str) -> String {
    format!("Lifted by {name} on {day}: {reason}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_told_in_years_where_they_are_whole_ones() {
        assert_eq!([6, 12, 18, 24].map(months), ["6 months", "1 year", "18 months", "2 years"]);
    }

    #[test]
    fn what_was_deleted_is_counted_in_its_own_words() {
        let count = |kind, count| deleted(&DeletedCount { kind, count });
        assert_eq!(count(RetentionKind::Goals, 1), "Closed objectives: 1 objective");
        assert_eq!(count(RetentionKind::OneOnOnes, 2), "Meetings of one-on-ones: 2 meetings");
    }
}
