//! KPIs: list, page, forms, files.

use shared::kpis::{
    MeasurementOutcome, MeasurementSource, RowProblem,
    rules::kinds::{Aggregation, Grain, KpiDirection, KpiKind, KpiState, Missing, NoValue, TimeUnit},
};

pub const KPIS: &str = "KPIs";
pub const LEAD: &str = "Numbers watched over time, against a target.";
pub const NEW: &str = "New KPI";
pub const SEARCH: &str = "Search";
pub const SEARCH_HINT: &str = "Part of a name";
pub const WHOSE: &str = "Answers for it";
pub const EVERYBODYS: &str = "Anybody";
pub const TEAM: &str = "Team";
pub const ANY_TEAM: &str = "All teams";
pub const NO_TEAM: &str = "No team";
pub const TEAM_ANSWERS: &str = "The team answers for it";
pub const TEAM_ANSWERS_HINT: &str =
    "Everybody in the team can measure it and is asked in turn, whoever leads the team first.";
pub const STATE: &str = "State";
pub const ANY_STATE: &str = "Any state";
pub const ARCHIVED: &str = "Put away";
pub const WITHOUT_OWNER: &str = "Without an active owner";
pub const SHOW: &str = "Which";
pub const CURRENT: &str = "In use";
pub const SORT: &str = "Order";
pub const BY_NAME: &str = "By name";
pub const BY_STATE: &str = "Worst first";
pub const BY_AGE: &str = "Newest first";
pub const CLEAR: &str = "Clear filters";
pub const NAME: &str = "Name";
pub const VALUE: &str = "Value";
pub const TARGET: &str = "Target";
pub const COURSE: &str = "Lately";
pub const OWNER: &str = "Answers for it";
pub const NONE_YET: &str = "No KPIs yet";
pub const NONE_YET_DETAIL: &str =
    "Begin with one number you look at every week anyway, and the value from which you would act.";
pub const NONE_FOUND: &str = "No KPI fits";
pub const NONE_FOUND_DETAIL: &str = "Try other words or fewer filters.";
pub const NONE_OF_PERSON: &str = "No KPIs";
pub const NONE_OF_PERSON_DETAIL: &str = "None that they answer for and you may see.";

pub const ENTER: &str = "Enter a value";
pub const ENTERED: &str = "Entered.";
pub const CORRECT: &str = "Correct";
pub const CORRECTING: &str = "The value that was there stays in the history.";
pub const ON: &str = "Day it speaks of";
pub const COMMENT: &str = "Note";
pub const COMMENT_HINT: &str = "Where it comes from, or why it changed. @ names somebody who sees the KPI.";
pub const WITHDRAW: &str = "There was no value after all";
pub const WITHDRAW_HINT: &str = "What was said of this day no longer counts; it stays in the history.";
pub const EDIT: &str = "Change";
pub const CHANGED: &str = "Changed.";
pub const MORE: &str = "More";
pub const IMPORT: &str = "Import a file";
pub const EXPORT: &str = "Export";
pub const ARCHIVE: &str = "Put away";
pub const ARCHIVE_ASK: &str = "Put this KPI away?";
pub const ARCHIVE_DETAIL: &str =
    "It keeps its history and can be taken up again. Nothing is due and nothing can be entered until then.";
pub const ARCHIVED_NOW: &str = "Put away.";
pub const RESTORE: &str = "Take up again";
pub const RESTORED: &str = "Taken up again.";

pub const CHART: &str = "Over time";
pub const BY: &str = "By";
pub const SPAN: &str = "How far back";
pub const COMPARE: &str = "Compare with";
pub const NO_COMPARISON: &str = "Nothing";
pub const BEFORE: &str = "The span before";
pub const YEAR_BEFORE: &str = "A year before";
pub const AS_OF: &str = "As known on";
pub const AS_OF_NOTE: &str = "You see what was known at the end of this day.";
pub const TODAY: &str = "Show what is known now";
pub const NOTHING_TO_DRAW: &str = "Nothing was measured in this time.";
pub const NOTHING_TO_DRAW_DETAIL: &str =
    "Choose a longer time above, or enter a value: the chart begins with the first.";
pub const LEGEND_TARGET: &str = "Target";
pub const LEGEND_WATCH: &str = "Watch from here";
pub const LEGEND_UNHEALTHY: &str = "Unhealthy from here";
pub const LEGEND_BEFORE: &str = "For comparison";
pub const NOW: &str = "Latest";
pub const PREVIOUS: &str = "Before that";
pub const OPEN_NUMBER: &str = "Where does this come from?";

pub const MEASUREMENTS: &str = "Measurements";
pub const ONLY_STANDING: &str = "Hide corrected ones";
pub const NO_MEASUREMENTS: &str = "Nothing measured yet";
pub const NO_MEASUREMENTS_DETAIL: &str = "Enter a value, import a file, or let a program send it.";
pub const DAY: &str = "Day";
pub const WHO: &str = "Entered by";
pub const KNOWN: &str = "Known since";
pub const CORRECTED: &str = "Corrected";
pub const WITHDRAWN: &str = "Withdrawn";
pub const CORRECTION: &str = "Correction";

pub const DETAILS: &str = "Details";
pub const COUNTED: &str = "Counted";
pub const THRESHOLDS: &str = "Thresholds";
pub const VISIBILITY: &str = "Who sees it";
pub const INPUTS: &str = "Computed from";
pub const HIDDEN_INPUT: &str = "A KPI you can't see";
pub const USED_BY: &str = "Read by";
pub const FOLLOWERS: &str = "Followed by key results";
pub const ALERTS: &str = "Changes of state";
pub const NO_ALERTS: &str = "Its state has not changed yet.";
pub const HARD: &str = "beyond the hard line";
pub const COMPUTATION: &str = "Where this number comes from";
pub const WITHHELD: &str = "It was also computed from something you can't see.";
pub const DUE: &str = "Values due";

pub const SECTION_WHAT: &str = "What is counted";
pub const SECTION_AIM: &str = "Target and thresholds";
pub const SECTION_WHO: &str = "Whose it is";
pub const NAME_HINT: &str = "Such as “Hours to the first answer”.";
pub const DESCRIPTION: &str = "Description";
pub const DESCRIPTION_HINT: &str = "Where the number comes from, and what is done when it is bad.";
pub const KIND: &str = "Kind";
pub const UNIT: &str = "Unit";
pub const UNIT_NUMBER_HINT: &str = "Such as “tickets”.";
pub const CURRENCY: &str = "Currency";
pub const CURRENCY_HINT: &str = "Three letters, such as EUR.";
pub const DECIMALS: &str = "Decimals";
pub const FREQUENCY: &str = "One value per";
pub const AGGREGATION: &str = "When there are several values, take the";
pub const SOURCE: &str = "Where its values come from";
pub const MEASURED: &str = "Measured";
pub const MEASURED_DETAIL: &str = "Entered by hand, from a file, or by a program.";
pub const COMPUTED: &str = "Computed";
pub const COMPUTED_DETAIL: &str = "By a formula over other KPIs, whenever they change.";
pub const EXPRESSION: &str = "Formula";
pub const EXPRESSION_HINT: &str =
    "With + - * / ( ), min(a, b), max(a, b), abs(a) and the names below: lost / customers * 100";
pub const INPUT_NAME: &str = "Name";
pub const INPUT_KPI: &str = "KPI";
pub const ADD_INPUT: &str = "Another input";
pub const REMOVE_INPUT: &str = "Remove";
pub const MISSING: &str = "When an input has no value";
pub const FORMULA_SEEN: &str =
    "Whoever sees this KPI sees the number computed from its inputs, not the inputs themselves.";
pub const DIRECTION: &str = "Better is";
pub const LOW: &str = "From";
pub const HIGH: &str = "To";
pub const WATCH: &str = "Worth a look when worse than";
pub const UNHEALTHY: &str = "Unhealthy when worse than";
pub const HARD_LINE: &str = "Unhealthy at once when worse than";
pub const DISTANCE: &str = "How far outside";
pub const TWO_PERIODS: &str = "A state gets worse after two periods in a row; beyond the last line at once.";
pub const CREATE: &str = "Create the KPI";
pub const CREATED: &str = "The KPI is there.";
pub const CHOOSE: &str = "Choose…";

pub const STEP_FILE: &str = "Choose a file";
pub const STEP_CHECK: &str = "Look at it";
pub const STEP_DONE: &str = "Done";
pub const STEPS: &str = "Steps of the import";
pub const DROP: &str = "Drop a CSV file here, or choose one";
pub const DROP_HINT: &str = "One column with dates, one with values; a note if you like. At most 10,000 rows.";
pub const READING: &str = "Reading…";
pub const CANT_READ: &str = "This file can't be read";
pub const NO_COLUMNS: &str = "No column with dates and no column with numbers was found.";
pub const READ_AS: &str = "Read as";
pub const DATE_ORDER: &str = "Dates such as 3/4/2026 are";
pub const DAY_FIRST: &str = "day first (3 April)";
pub const MONTH_FIRST: &str = "month first (March 4)";
pub const ROWS: &str = "Rows";
pub const LINE: &str = "Line";
pub const OUTCOME: &str = "What happens";
pub const BEFORE_VALUE: &str = "Now there";
pub const ANOTHER_FILE: &str = "Another file";
pub const SKIP: &str = "Leave the refused rows out";
pub const IMPORTED: &str = "Imported";
pub const TO_KPI: &str = "To the KPI";
pub const FIRST_ROWS: &str = "The first 200 rows are shown, refused ones before all others.";

/// Under a team that answers.
pub fn led_by(lead: &str) -> String {
    format!("led by {lead}")
}

/// A state in a word.
pub const fn state(state: KpiState) -> &'static str {
    match state {
        KpiState::NoData => "No data",
        KpiState::Healthy => "Healthy",
        KpiState::Watch => "Watch",
        KpiState::Unhealthy => "Unhealthy",
    }
}

/// What is counted.
pub const fn kind(kind: KpiKind) -> &'static str {
    match kind {
        KpiKind::Number => "Number",
        KpiKind::Percent => "Per cent",
        KpiKind::Money => "Money",
        KpiKind::Duration => "Duration",
    }
}

/// A unit of time.
pub const fn time_unit(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Seconds => "seconds",
        TimeUnit::Minutes => "minutes",
        TimeUnit::Hours => "hours",
        TimeUnit::Days => "days",
    }
}

/// A unit of time beside a number.
pub const fn time_unit_short(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Seconds => "s",
        TimeUnit::Minutes => "min",
        TimeUnit::Hours => "h",
        TimeUnit::Days => "days",
    }
}

/// A span.
pub const fn grain(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => "Day",
        Grain::Week => "Week",
        Grain::Month => "Month",
        Grain::Quarter => "Quarter",
    }
}

/// How often there is a value.
pub const fn every(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => "every day",
        Grain::Week => "every week",
        Grain::Month => "every month",
        Grain::Quarter => "every quarter",
    }
}

/// How far back, in spans.
pub fn spans(grain: Grain, count: u32) -> String {
    let name = match grain {
        Grain::Day => "days",
        Grain::Week => "weeks",
        Grain::Month => "months",
        Grain::Quarter => "quarters",
    };
    format!("{count} {name}")
}

/// How measurements become a value.
pub const fn aggregation(how: Aggregation) -> &'static str {
    match how {
        Aggregation::Sum => "Sum",
        Aggregation::Mean => "Mean",
        Aggregation::Last => "Last value",
        Aggregation::Max => "Largest",
        Aggregation::Min => "Smallest",
    }
}

/// Which way is better.
pub const fn direction(direction: KpiDirection) -> &'static str {
    match direction {
        KpiDirection::Higher => "higher",
        KpiDirection::Lower => "lower",
        KpiDirection::Within => "within bounds",
    }
}

/// What a formula does about gaps.
pub const fn missing(missing: Missing) -> &'static str {
    match missing {
        Missing::NoValue => "no value either",
        Missing::Zero => "reckon with 0",
    }
}

/// Why there is no value.
pub const fn no_value(reason: NoValue) -> &'static str {
    match reason {
        NoValue::MissingInput => "an input has no value",
        NoValue::DivisionByZero => "it would divide by zero",
        NoValue::TooLarge => "the result is too large",
    }
}

/// How a measurement came in.
pub const fn source(source: MeasurementSource) -> &'static str {
    match source {
        MeasurementSource::Hand => "by hand",
        MeasurementSource::Csv => "from a file",
        MeasurementSource::Api => "by a program",
    }
}

/// What happens to a row.
pub const fn outcome(outcome: MeasurementOutcome) -> &'static str {
    match outcome {
        MeasurementOutcome::New => "New",
        MeasurementOutcome::Corrected => "Corrects",
        MeasurementOutcome::Unchanged => "Known",
        MeasurementOutcome::Refused => "Refused",
    }
}

/// Why a row is refused.
pub const fn row_problem(problem: RowProblem) -> &'static str {
    match problem {
        RowProblem::BadDate => "not a date",
        RowProblem::AmbiguousDate => "this date can be read two ways: choose above",
        RowProblem::InTheFuture => "this day hasn't come yet",
        RowProblem::BadNumber => "not a number",
        RowProblem::AmbiguousNumber => "this number can be read two ways: write it with decimals, or without the mark",
        RowProblem::OutOfRange => "outside of what this KPI takes",
        RowProblem::BadComment => "the note is too long",
        RowProblem::Twice => "a later row speaks of the same day",
    }
}

/// The lead of a due value.
pub fn due_since(date: &str) -> String {
    format!("Due since {date}")
}

/// The dialog's title, and the name of its button.
pub fn enter_of(name: &str) -> String {
    format!("{}: {name}", ENTER)
}

/// A crossing, in words.
pub fn crossing(was: KpiState, became: KpiState) -> String {
    format!("{} → {}", state(was), state(became))
}

/// As of which day a number is shown.
pub fn known_on(day: &str) -> String {
    format!("{AS_OF} {day}")
}

/// What one sees in the chart.
pub fn chart_told(name: &str, first: &str, last: &str, points: usize) -> String {
    format!("{name}: {points} values from {first} to {last}.")
}

/// Of what a value is made.
pub fn made_of(how: Aggregation, count: i64) -> String {
    match count {
        0 => "Nothing was measured.".to_owned(),
        1 => "One measurement.".to_owned(),
        count => format!("{} of {count} measurements.", aggregation(how)),
    }
}

/// How it is counted: value and frequency.
pub fn counted(how: Aggregation, every: &str) -> String {
    format!("{} {every}", aggregation(how))
}

/// What an import did, or would do.
pub fn counts(new: usize, corrected: usize, unchanged: usize, refused: usize) -> String {
    format!("{new} new · {corrected} corrections · {unchanged} known already · {refused} refused")
}

/// The button that imports.
pub fn import_rows(count: usize) -> String {
    if count == 1 { "Import one value".to_owned() } else { format!("Import {count} values") }
}

/// Which columns were found.
pub fn columns(date: &str, value: &str, comment: Option<&str>) -> String {
    let note = comment.map(|comment| format!(", “{comment}” as notes")).unwrap_or_default();
    format!("“{date}” as dates, “{value}” as values{note}.")
}
