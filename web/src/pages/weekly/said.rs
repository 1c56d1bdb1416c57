//! What a week says.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use shared::{
    people::PersonRef,
    weekly_check_ins::{Intention, WeeklyCheckIn},
};

use crate::{
    mentions::linked,
    text::{format, weekly as text},
    ui::{Badge, Tone},
};

/// The days of a week.
pub fn days(monday: NaiveDate) -> String {
    let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
    text::week_of(&format::day(monday), &format::date(sunday))
}

/// Where a week stands.
pub fn state(check_in: &WeeklyCheckIn) -> impl IntoView + use<> {
    let (tone, words) = match check_in {
        it if it.away => (Tone::Plain, text::WAS_AWAY),
        it if it.answer.is_some() => (Tone::Good, text::ANSWERED),
        it if it.read_at.is_some() => (Tone::Good, text::READ),
        _ => (Tone::Accent, text::NOT_READ),
    };
    view! { <Badge tone>{words}</Badge> }
}

/// A mood, as a face that says its word.
pub fn face(mood: Option<u8>) -> impl IntoView {
    mood.map(|mood| {
        let (face, words) = text::mood(mood);
        view! { <span title=words><span aria-hidden="true">{face}</span><span class="visually-hidden">{words}</span></span> }
    })
}

/// All of it, as a card.
#[component]
pub fn Week(check_in: WeeklyCheckIn) -> impl IntoView {
    let state = state(&check_in);
    let answer = check_in.answer.clone().map(|answer| {
        view! {
            <div class="weekly-answer">
                <p class="small muted">{answer.author.name}" · "{format::ago(answer.at)}</p>
                <p class="said-text">{answer.body}</p>
            </div>
        }
    });
    let body = if check_in.away {
        ().into_any()
    } else {
        let mood = check_in.mood.map(|mood| {
            let (sign, words) = text::mood(mood);
            view! { <p><span aria-hidden="true">{sign}</span>" "{words}</p> }
        });
        let reply = (!check_in.reply.is_empty()).then(|| {
            view! { <section><h3>{check_in.question.clone()}</h3><p class="said-text">{check_in.reply.clone()}</p></section> }
        });
        view! {
            <div class="weekly-lists">
                {list(text::DID, check_in.did.clone(), &check_in.mentions)}
                {list(text::WILL_DO, check_in.will_do.iter().map(with_carried).collect(), &check_in.mentions)}
                {list(text::STUCK, check_in.stuck.clone(), &check_in.mentions)}
            </div>
            {reply}
            {mood}
        }
        .into_any()
    };
    view! {
        <article class="card stack">
            <div class="spread"><h2>{days(check_in.week)}</h2>{state}</div>
            {body}
            {answer}
        </article>
    }
}

fn with_carried(meant: &Intention) -> String {
    if meant.carried == 0 { meant.text.clone() } else { format!("{} ({})", meant.text, text::carried(meant.carried)) }
}

fn list(title: &'static str, lines: Vec<String>, people: &[PersonRef]) -> impl IntoView + use<> {
    let body = if lines.is_empty() {
        view! { <p class="muted">{text::NOTHING_SAID}</p> }.into_any()
    } else {
        let line = |line: String| view! { <li>{linked(&line, people)}</li> };
        view! { <ul class="points">{lines.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    view! { <section class="stack tight"><h3>{title}</h3>{body}</section> }
}
