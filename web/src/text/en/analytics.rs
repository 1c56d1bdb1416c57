//! Dashboards and stories.

use shared::analytics::{CheckInHealth, FeedbackCounts, FeedbackPieceKind, HealthCounts, StoryKind};

pub const DASHBOARDS: &str = "Dashboards";
pub const LEAD: &str =
    "Every number opens to the rows behind it. You see what you may see in the lists, and nothing else.";
pub const VIEWS: &str = "Dashboards";
pub const GOALS: &str = "Goals";
pub const CHECK_INS: &str = "Check-ins";
pub const PERIOD: &str = "Period";
pub const CURRENT_PERIOD: &str = "Current period";
pub const TEAM: &str = "Team";
pub const ANY_TEAM: &str = "All teams";
pub const PERSON: &str = "Person";
pub const ANYBODY: &str = "Everybody";
pub const SCOPE: &str = "Scope";
pub const ANSWERED: &str = "What I answer for";
pub const SEEN: &str = "All I may see";
pub const AS_KNOWN_ON: &str = "As known on";
pub const CLEAR: &str = "Clear";
pub const EXPORT: &str = "Export";
pub const AS_CSV: &str = "CSV";
pub const AS_XLSX: &str = "Excel (XLSX)";
pub const AS_PDF: &str = "PDF";

pub const NO_PERIOD: &str = "There is no period yet";
pub const NO_PERIOD_DETAIL: &str =
    "Goals belong to periods. Once there is one with goals in it, you see here how they stand.";
pub const SET_UP_PERIODS: &str = "Set up periods";
pub const NO_GOALS: &str = "No goals to count";
pub const NO_GOALS_DETAIL: &str =
    "Nothing that was agreed fits these filters. Look at another period or at all you may see, or write a goal.";
pub const NEW_GOAL: &str = "New objective";
pub const NO_CHECK_INS: &str = "No check-ins to count";
pub const NO_CHECK_INS_DETAIL: &str =
    "Key results of goals under way appear here, week by week, from the first week they run.";

pub const OBJECTIVES: &str = "Objectives";
pub const MEAN_PROGRESS: &str = "Mean progress";
pub const ON_TRACK_SHARE: &str = "On track or achieved";
pub const NEED_ATTENTION: &str = "Need attention";
pub const ATTENTION_NOTE: &str = "At risk, off track, outdated or missed";
pub const STATUS: &str = "How they stand";
pub const STATUS_LEAD: &str = "Choose a status to see its objectives.";
pub const BY_TEAM: &str = "By team";
pub const BY_TEAM_LEAD: &str = "Each team without those below it. The mark on a bar is where an even pace would be.";
pub const NO_TEAM: &str = "Without a team";
pub const COUNT: &str = "Objectives";
pub const PROGRESS: &str = "Mean progress";
pub const BEFORE: &str = "Before";
pub const NONE_BEFORE: &str = "–";

pub const ON_TIME_SHARE: &str = "On time";
pub const LATEST_WEEK: &str = "Outdated this week";
pub const LATE_NOW: &str = "Late this week";
pub const KEY_RESULTS: &str = "Key results this week";
pub const WEEK_BEFORE: &str = "The week before";
pub const WEEKS: &str = "Check-ins week by week";
pub const WEEKS_LEAD: &str =
    "Each column is a week: how many key results had said where they stand. Choose one to see them.";
pub const KEY_RESULT: &str = "Key result";
pub const OWNER: &str = "Owner";
pub const LAST: &str = "Last check-in";
pub const DUE: &str = "Due";
pub const HEALTH: &str = "Check-in";
pub const ALL: &str = "All";
pub const NEVER: &str = "None yet";
pub const NONE_LIKE_THIS: &str = "None stood like this.";

pub const FEEDBACK: &str = "Feedback";
pub const NO_FEEDBACK: &str = "Nothing was said yet";
pub const NO_FEEDBACK_DETAIL: &str =
    "Praise and private feedback are counted here, as far as you may read them. Who is praised for something today?";
pub const PRAISE: &str = "Praise";
pub const PRIVATE: &str = "Private feedback";
pub const ASKED: &str = "Answers to a question";
pub const PER_WEEK: &str = "A week, on average";
pub const FEEDBACK_WEEKS: &str = "Feedback week by week";
pub const FEEDBACK_WEEKS_LEAD: &str = "Each column is a week. Choose one to see who said something to whom.";
pub const WHOLE_PERIOD: &str = "The whole period";
pub const KIND: &str = "Kind";
pub const BY: &str = "By";
pub const ABOUT: &str = "About";
pub const DAY: &str = "Day";

pub const KPIS: &str = "KPIs";
pub const NO_KPIS: &str = "No KPIs to count";
pub const NO_KPIS_DETAIL: &str =
    "No KPI fits these filters. Look at all you may see, or name a number that is worth watching.";
pub const KPIS_HEALTHY: &str = "Healthy";
pub const KPIS_HEALTHY_SHARE: &str = "Healthy, of those with a value";
pub const KPIS_STAND: &str = "How the KPIs stand";
pub const KPIS_STAND_LEAD: &str = "Choose a state to see its KPIs.";
pub const KPIS_BY_TEAM_LEAD: &str = "Each team without those below it. A share counts what has a value.";
pub const KPIS_BEHIND: &str = "The KPIs behind it";
pub const KPI_BEFORE: &str = "Before";
pub const NO_KPI_LIKE_THIS: &str = "None stood like this.";

pub const REVIEWS: &str = "Reviews";
pub const NO_REVIEWS: &str = "No reviews to count";
pub const NO_REVIEWS_DETAIL: &str =
    "Reviews belong to the period in which their writing is due. None that you may see was due in this one.";
pub const HANDED_IN: &str = "Handed in";
pub const PEOPLE_WITH_THEIRS: &str = "People who have theirs";
pub const REVIEWED: &str = "People";
pub const PACKETS_STAND: &str = "How far people's reviews are";
pub const PACKETS_STAND_LEAD: &str = "Choose a state to see whose.";
pub const REVIEWS_BY_TEAM_LEAD: &str = "Each team without those below it, by the team that people are in now.";
pub const RATINGS: &str = "Ratings";
pub const RATINGS_LEAD: &str = "Of cycles that compare ratings before they are released, as far as you read them.";
pub const NO_RATING: &str = "No rating";
pub const OPEN_RATED: &str = "Open who is rated";
pub const ALL_RATINGS: &str = "Show everybody";
pub const APART: &str = "These ratings differ from the others\u{2019} by more than chance";
pub const APART_TEST: &str = "Mann\u{2013}Whitney test, two-sided, at 5 % for all groups of the cycle together (Holm); ties counted half. Groups of fewer than eight, or fewer than the cycle shows answers of, are not compared. It says nothing of why they differ.";
pub const REVIEWS_BEHIND: &str = "The reviews behind it";
pub const NO_REVIEW_LIKE_THIS: &str = "Nobody's stands like this.";
pub const CYCLE: &str = "Cycle";
pub const STATE: &str = "State";
pub const RATING: &str = "Rating";
pub const MANAGER: &str = "Manager";

pub const STORY: &str = "Story";
pub const STORY_LEAD: &str =
    "What is known of their work, month by month. Each entry is here because you may see the thing it tells of.";
pub const STRIP: &str = "Coverage of the last twelve months";
pub const ENTRIES: &str = "Entries";
pub const EVERYTHING: &str = "Everything";
pub const KINDS: &str = "What";
pub const NOTHING_YET: &str = "Nothing to tell yet";
pub const NOTHING_YET_DETAIL: &str = "Goals, check-ins, KPIs and steps of development appear here as they happen.";
pub const NOTHING_HERE: &str = "Nothing of this kind in this month";
pub const NOTHING_HERE_DETAIL: &str = "Choose another month or another kind.";

/// Whether check-ins came when they were due.
pub const fn health(health: CheckInHealth) -> &'static str {
    match health {
        CheckInHealth::OnTime => "On time",
        CheckInHealth::Late => "Late",
        CheckInHealth::Outdated => "Outdated",
    }
}

/// What an entry tells of.
pub const fn kind(kind: StoryKind) -> &'static str {
    match kind {
        StoryKind::ObjectiveBegun => "Objective begun",
        StoryKind::ObjectiveClosed => "Objective closed",
        StoryKind::CheckIn => "Check-in",
        StoryKind::Praise => "Praise by",
        StoryKind::Feedback => "Feedback by",
        StoryKind::OneOnOne => "One-on-one with",
        StoryKind::Weekly => "Weekly check-in",
        StoryKind::KpiBegun => "KPI begun",
        StoryKind::KpiCrossed => "KPI changed its state",
        StoryKind::SelfAssessment => "Their own assessment",
        StoryKind::ManagerAssessment => "Their manager's assessment",
        StoryKind::StepPlanned => "Step of development agreed",
        StoryKind::StepDone => "Step of development done",
        StoryKind::Review => "Review",
        StoryKind::LevelGranted => "Another job granted",
    }
}

/// Several of a kind.
pub const fn kinds(kind: StoryKind) -> &'static str {
    match kind {
        StoryKind::ObjectiveBegun => "Objectives begun",
        StoryKind::ObjectiveClosed => "Objectives closed",
        StoryKind::CheckIn => "Check-ins",
        StoryKind::Praise => "Praise",
        StoryKind::Feedback => "Feedback",
        StoryKind::OneOnOne => "One-on-ones",
        StoryKind::Weekly => "Weekly check-ins",
        StoryKind::KpiBegun => "KPIs begun",
        StoryKind::KpiCrossed => "KPIs that changed",
        StoryKind::SelfAssessment => "Own assessments",
        StoryKind::ManagerAssessment => "Managers' assessments",
        StoryKind::StepPlanned => "Steps agreed",
        StoryKind::StepDone => "Steps done",
        StoryKind::Review => "Reviews",
        StoryKind::LevelGranted => "Other jobs granted",
    }
}

/// What the numbers are compared with.
pub fn compared(period: &str, before: Option<&str>) -> String {
    match before {
        Some(before) => format!("{period}, compared with {before}."),
        None => format!("{period}. There is no earlier period to compare it with."),
    }
}

/// Beside a number: what it was.
pub fn was(before: &str, value: &str) -> String {
    format!("{before}: {value}")
}

/// Where an even pace would be, and what the number was.
pub fn expected(expected: &str) -> String {
    format!("Even pace: {expected}")
}

/// A picture told in words.
pub fn told(parts: &[(String, String)]) -> String {
    let parts: Vec<_> = parts.iter().map(|(label, shown)| format!("{label}: {shown}")).collect();
    format!("{}.", parts.join(", "))
}

/// A week, its link's name.
pub fn week(from: &str, counts: HealthCounts) -> String {
    format!("Week of {from}: {} on time, {} late, {} outdated", counts.on_time, counts.late, counts.outdated)
}

/// The heading over a week's key results.
pub fn week_of(from: &str, to: &str) -> String {
    format!("Week of {from}, as of {to}")
}

/// A choice with how many are behind it.
pub fn counted(label: &str, count: i64) -> String {
    format!("{label} ({count})")
}

/// How the chart of weeks is told to those who can't see it.
pub fn weeks_told(weeks: usize, share: &str) -> String {
    format!("{weeks} weeks; {share} of all check-ins were on time.")
}

/// A month of the strip, its button's name.
pub fn month(name: &str, count: i64) -> String {
    match count {
        0 => format!("{name}: nothing"),
        1 => format!("{name}: 1 entry"),
        count => format!("{name}: {count} entries"),
    }
}

/// So many of so many.
pub fn part_of(part: i64, all: i64) -> String {
    format!("{part} of {all}")
}

/// How many have a rating, which part of the rated they are, and which part had it in the cycle before.
pub fn rating_count(count: i64, part: Option<&str>, was: Option<&str>) -> String {
    match (part, was) {
        (Some(part), Some(was)) => format!("{count} \u{b7} {part}, before {was}"),
        (Some(part), None) => format!("{count} \u{b7} {part}"),
        (None, _) => count.to_string(),
    }
}

/// Which cycle's ratings "before" means.
pub fn ratings_before(cycle: &str) -> String {
    format!("Before: {cycle}.")
}

/// The list is narrowed to a rating of a cycle.
pub fn rated(word: &str, cycle: &str) -> String {
    format!("{word}, in {cycle}.")
}

/// A group by its manager.
pub fn people_of(manager: &str) -> String {
    format!("{manager}\u{2019}s people")
}

/// A group whose ratings differ by more than chance: in how many of 100 comparisons somebody of it is rated higher.
pub fn apart(group: &str, people: i64, higher: f64, chance: f64) -> String {
    let side = if higher > 0.5 { "higher" } else { "lower" };
    let of_pairs = super::super::format::percent(if higher > 0.5 { higher } else { 1.0 - higher });
    let chance = if chance < 0.001 { "p < 0.001".to_owned() } else { format!("p = {chance:.3}") };
    format!("{group} ({people} rated): {side} than somebody elsewhere in {of_pairs} of comparisons, {chance}.")
}

/// How a chart of ratings is told to those who can't see it.
pub fn ratings_told(cycle: &str, people: i64) -> String {
    format!("{cycle}: the ratings of {people} people.")
}

/// Over a dashboard of a day that has passed.
pub fn known_on(day: &str) -> String {
    format!("Every number as it was known at the end of {day}. What came in or was corrected later doesn't count.")
}

/// The day KPIs are looked at.
pub fn kpis_as_of(day: &str) -> String {
    format!("As they stood at the end of {day}, by what was known then.")
}

/// What was said.
pub const fn piece(kind: FeedbackPieceKind) -> &'static str {
    match kind {
        FeedbackPieceKind::Praise => "Praise",
        FeedbackPieceKind::Given => "Private",
        FeedbackPieceKind::Asked => "Asked for",
    }
}

/// A week of feedback, its link's name.
pub fn feedback_week(from: &str, counts: FeedbackCounts) -> String {
    format!("Week of {from}: {} praise, {} private, {} asked for", counts.praise, counts.given, counts.asked)
}

/// How the chart of feedback is told to those who can't see it.
pub fn feedback_told(weeks: usize, count: i64) -> String {
    format!("{count} pieces in {weeks} weeks.")
}
