//! What an export holds, part by part. Each stands on its thing's own `visible_…` view, as the pages do.

use shared::{
    access::Permission, development, feedback, goals, improvement, kpis, one_on_ones, people, shares, weekly_check_ins,
};

/// A part of an export.
pub(super) struct Section {
    /// What it is called in `data.json`.
    pub name: &'static str,
    /// What it is called on the page.
    pub title: &'static str,
    /// What reads it: `key` and `item` of each.
    pub sql: &'static str,
    /// By which permission somebody else may read it; none, if it is in nobody's export but one's own.
    pub view: Option<&'static Permission>,
}

macro_rules! sections {
    ($($name:ident $title:literal $view:expr;)+) => {
        &[$(Section {
            name: stringify!($name),
            title: $title,
            sql: include_str!(concat!("queries/", stringify!($name), ".sql")),
            view: $view,
        }),+]
    };
}

/// The part whose things have a page each, which tells who has opened it.
pub(super) const OBJECTIVES: &str = "objectives";

/// All that is read by statements. Private notes and reviews have ways of their own.
pub(super) const ALL: &[Section] = sections! {
    person "Who you are here" Some(&people::VIEW_DETAILS);
    reporting_lines "Whom you reported to" Some(&people::VIEW_DETAILS);
    sessions "Where you are or were logged in" Some(&people::MANAGE);
    api_tokens "Your API tokens" Some(&people::MANAGE);
    oauth_grants "What you allowed apps" Some(&people::MANAGE);
    sign_ins "Log-ins and what else happened to your account here" None;
    notification_settings "How you want to be told" None;
    notices "What you were told" None;
    openings "What you opened of others" None;
    refusals "What you were refused in the last 90 days" None;
    objectives "Your objectives" Some(&goals::VIEW);
    key_results "Your key results" Some(&goals::VIEW);
    check_ins "Your check-ins" Some(&goals::VIEW);
    comments "Your comments on objectives" Some(&goals::VIEW);
    kpis "Your KPIs" Some(&kpis::VIEW);
    measurements "What you measured by hand" Some(&kpis::VIEW);
    shares_given "What you shared" Some(&shares::VIEW);
    shares_got "What is shared with you by name" Some(&shares::VIEW);
    praise_given "Praise you gave" Some(&feedback::VIEW);
    praise_got "Praise you got" Some(&feedback::VIEW);
    feedback_given "Feedback you gave" Some(&feedback::VIEW);
    feedback_got "Feedback you got" Some(&feedback::VIEW);
    notes "Your notes to yourself" None;
    feedback_requests "Feedback you asked for" Some(&feedback::VIEW);
    feedback_asks "Feedback you were asked for" Some(&feedback::VIEW);
    weekly_check_ins "Your weekly check-ins" Some(&weekly_check_ins::VIEW);
    meetings "Your one-on-ones" Some(&one_on_ones::VIEW);
    meetings_as_guest "One-on-ones to which you were asked as a guest" Some(&one_on_ones::VIEW);
    agenda_items "What you put on agendas" None;
    action_items "What you promised or asked for in one-on-ones" None;
    assessments "How your competencies were assessed" Some(&development::VIEW);
    development_steps "Your steps of development" Some(&development::VIEW);
    level_proposals "Proposals of another job for you" Some(&development::VIEW);
    improvement_plans "Your improvement plans" Some(&improvement::VIEW);
    improvement_parts "What stands in your improvement plans" Some(&improvement::VIEW);
    reviews_written "Reviews you wrote" None;
    pulses "Pulses that asked you" None;
};
