//! Feedback: praise, private feedback, asking for it; on a person's page what was said about them.

mod page;
mod praise;
mod private;
mod requests;
mod timeline;
mod values;

use leptos::prelude::*;
use shared::{
    feedback::{AskForFeedback, GiveFeedback, GivePraise, ListPraise},
    wire::{FeedbackAskId, PersonId},
};

use crate::shell::guarded;

crate::parts::parts! {
    feedback: page(), about(id: PersonId);
    feedback_forms: praise(), give(), ask(), answer();
    settings: values();
}

/// `/feedback?tab=…`, of praise also `q`, `person`, `value`, `team`, `state`
pub fn page() -> AnyView {
    guarded::<ListPraise>(|| page::FeedbackPage().into_any())
}

/// `/feedback/praise?to=…`
pub fn praise() -> AnyView {
    guarded::<GivePraise>(|| praise::PraiseForm().into_any())
}

/// `/feedback/give?about=…`
pub fn give() -> AnyView {
    guarded::<GiveFeedback>(|| private::GiveForm().into_any())
}

/// `/feedback/ask?about=…`
pub fn ask() -> AnyView {
    guarded::<AskForFeedback>(|| requests::AskForm().into_any())
}

/// `/feedback/asks/{id}`
pub fn answer() -> AnyView {
    requests::AnswerPage().into_any()
}

/// What was said about somebody, on their page.
pub fn about(id: PersonId) -> AnyView {
    view! { <timeline::Timeline id /> }.into_any()
}

/// The company values, in the settings.
pub fn values() -> AnyView {
    values::Values().into_any()
}

/// Where one answers what one is asked.
pub fn answer_href(id: FeedbackAskId) -> String {
    format!("{}/asks/{id}", crate::to::FEEDBACK)
}
