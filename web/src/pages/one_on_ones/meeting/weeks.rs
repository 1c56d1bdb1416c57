//! What the two wrote by the week since they met before, and its way onto the agenda.

use leptos::prelude::*;
use shared::{
    one_on_ones::{CreateAgendaItems, MeetingPath, NewAgendaItems},
    operation::Nothing,
    weekly_check_ins::WeeklyCheckIn,
    wire::MeetingId,
};

use super::desk::Desk;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    mentions::linked,
    pages::weekly,
    text::{one_on_ones as text, weekly as words},
    ui::{Button, ButtonKind, ButtonSize, Glyph, live},
};

/// The card; nothing where nothing was written.
#[component]
pub fn Weeks(id: MeetingId, desk: Desk) -> impl IntoView {
    let content = move || desk.meeting.get().and_then(|now| now.content);
    let weeks = Memo::new(move |_| content().map(|content| content.weeks).unwrap_or_default());
    let agenda = Memo::new(move |_| {
        let items = content().map(|content| content.agenda).unwrap_or_default();
        items.into_iter().map(|item| item.body).collect::<Vec<String>>()
    });
    live(move || {
        let weeks = weeks.get();
        (!weeks.is_empty()).then(|| {
            view! {
                <section class="card flush">
                    <div class="card-head"><div><h2>{text::WEEKS}</h2><p class="small muted">{text::WEEKS_DETAIL}</p></div></div>
                    <ul class="rows">{weeks.into_iter().map(|week| one(week, id, agenda, desk)).collect_view()}</ul>
                </section>
            }
        })
    })
}

/// A week: first what there is to talk about.
fn one(week: WeeklyCheckIn, id: MeetingId, agenda: Memo<Vec<String>>, desk: Desk) -> impl IntoView {
    let put = move |line: String| view! { <Line line id agenda desk /> }.into_any();
    let people = week.mentions;
    let said = |line: String| view! { <li>{linked(&line, &people)}</li> }.into_any();
    let away = week.away.then(|| view! { <p class="small muted">{words::WAS_AWAY}</p> });
    let will_do: Vec<String> = week.will_do.into_iter().map(|meant| meant.text).collect();
    view! {
        <li class="stack tight">
            <p>
                <a class="plain-link strong" href=weekly::href(week.id)>{words::week_title(&week.person.name)}</a>
                " · "{weekly::days(week.week)}" "{weekly::face(week.mood)}
            </p>
            {away}
            {list(words::STUCK, week.stuck.into_iter().map(put).collect())}
            {list(words::WILL_DO, will_do.into_iter().map(put).collect())}
            {list(words::DID, week.did.into_iter().map(said).collect())}
        </li>
    }
}

/// What was said under one heading, if anything.
fn list(title: &'static str, lines: Vec<AnyView>) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    Some(view! { <div><p class="small muted">{title}</p><ul class="stack tight">{lines}</ul></div> }.into_any())
}

/// A line that can be put on the agenda, once.
#[component]
fn Line(line: String, id: MeetingId, agenda: Memo<Vec<String>>, desk: Desk) -> impl IntoView {
    let (attempt, body) = (Attempt::new(), StoredValue::new(line.clone()));
    let there = Signal::derive(move || agenda.with(|agenda| body.with_value(|line| agenda.contains(line))));
    let put = move || {
        attempt.send(
            NewAgendaItems { items: vec![body.get_value()] },
            move |items| call::<CreateAgendaItems>(MeetingPath { id }, Nothing {}, items),
            move |_| desk.meeting.reload(),
        );
    };
    let deed = move || if there.get() { text::ON_AGENDA } else { text::ADD_THESE };
    let button = move || {
        desk.writable().then(|| {
            view! {
                <Button size=ButtonSize::Small kind=ButtonKind::Quiet icon=Glyph::Plus busy=attempt.busy disabled=there on_press=put>
                    {live(deed)}<span class="visually-hidden">{body.get_value()}</span>
                </Button>
            }
        })
    };
    view! {
        <li class="one-item">
            <span class="grow">{line}</span>
            {live(button)}
            <AttemptNews attempt />
        </li>
    }
}
