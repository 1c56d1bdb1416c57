//! Threads about what was written: for those who may answer, beside the paragraph; for its author, by their code.

mod author;
mod reader;

use leptos::prelude::*;
use shared::pulse::ThreadMessage;

use crate::{
    session::Session,
    text::{format, pulse_threads as text},
};

pub use self::{author::OwnThreads, reader::ThreadPart};

/// The messages, the oldest first; those of the paragraph's author are by `author`.
fn said(messages: Vec<ThreadMessage>, author: &'static str) -> AnyView {
    if messages.is_empty() {
        return view! { <p class="small muted">{text::NO_MESSAGES}</p> }.into_any();
    }
    // Days are the organisation's.
    let today = Session::here().org_today();
    let one = move |message: ThreadMessage| {
        let by = message.by.as_ref().map_or_else(|| author.to_owned(), text::writer);
        let coming = message.by.is_none() && message.day > today;
        let day = if coming { text::TOMORROW.to_owned() } else { format::date(message.day) };
        view! {
            <li>
                <p><span class="strong">{by}</span>" "<span class="small muted">{day}</span></p>
                <p class="pulse-words">{message.text}</p>
            </li>
        }
    };
    view! { <ul class="pulse-thread">{messages.into_iter().map(one).collect_view()}</ul> }.into_any()
}
