//! Writing one's week. What is left of the last one comes first: done, still to do, or dropped.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    weekly_check_ins::{
        CreateWeeklyCheckIn, EditWeeklyCheckIn, Intention, MyWeek, WeeklyPath, rules::asks_to_be_dropped,
    },
};

use super::{
    draft::{Fields, lines, with_line, without_line},
    said::days,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call_on, change},
    drafts::{Draft, DraftNews},
    mentions::{Among, MentionArea},
    pages::shares::{Record, WhoReads},
    session::Session,
    text::{format, weekly as text},
    ui::{Actions, Badge, Button, ButtonKind, Checkbox, Choice, Field, Form, RadioGroup, TextArea, Toasts, Tone},
};

/// The form.
#[component]
pub fn WeekForm(mine: MyWeek, changed: Callback<()>) -> impl IntoView {
    let fields = Fields::of(&mine);
    let known = mine.check_in.as_ref().map(|it| (it.id, it.version));
    let name = format!("weekly/{}", mine.week);
    let draft = match known {
        Some((_, version)) => Draft::keep_over(name, version, fields.kept()),
        None => Draft::keep(name, fields.kept()),
    };
    let (attempt, toasts, key) = (Attempt::new(), Toasts::here(), StoredValue::new(Key::default()));
    let week = StoredValue::new(mine.clone());
    let submit = move || match known {
        None => {
            let terms = Terms { version: None, key: Some(key.get_value()) };
            attempt.send(
                week.with_value(|mine| fields.new_check_in(mine)),
                move |body| call_on::<CreateWeeklyCheckIn>(Nothing {}, Nothing {}, body, terms),
                move |_| {
                    draft.sent();
                    toasts.good(text::SENT);
                    changed.run(());
                },
            );
        }
        Some((id, version)) => attempt.send(
            fields.changes(),
            move |body| change::<EditWeeklyCheckIn>(WeeklyPath { id }, body, version),
            move |_| {
                draft.sent();
                toasts.good(text::SAVED);
                changed.run(());
            },
        ),
    };
    let due = if mine.due_on < Session::here().org_today() { Tone::Warn } else { Tone::Accent };
    let state = match known {
        Some(_) => view! { <Badge>{text::NOT_READ}</Badge> }.into_any(),
        None => view! { <Badge tone=due>{text::due(&format::day(mine.due_on))}</Badge> }.into_any(),
    };
    let left = StoredValue::new(if known.is_none() { mine.unfinished.clone() } else { Vec::new() });
    let asks_mood = mine.asks_mood;
    let question = StoredValue::new(mine.question.clone());
    let here = move || !fields.away.get();
    let me = untrack(|| Session::here().me()).map(|me| me.person_id);
    let among = me.map_or(Among::Everybody, Among::Weeks);
    view! {
        <section class="card stack weekly-form">
            <div class="spread"><h2>{days(mine.week)}</h2>{state}</div>
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt reload=move || changed.run(()) />
                <Show when=here>
                    <Unfinished left=left.get_value() fields />
                    <Field label=text::DID name="did" hint=text::DID_HINT><MentionArea among mentioning=fields.did rows=4 /></Field>
                    <Field label=text::WILL_DO name="will_do"><MentionArea among mentioning=fields.will_do rows=4 /></Field>
                    <Field label=text::STUCK name="stuck"><MentionArea among mentioning=fields.stuck rows=2 /></Field>
                    <Field label=question.get_value() name="reply"><TextArea value=fields.reply rows=2 /></Field>
                    {asks_mood.then(|| view! { <Mood fields /> })}
                </Show>
                <Checkbox checked=fields.away label=text::AWAY hint=text::AWAY_HINT />
                <DraftNews draft />
                <Actions>
                    <Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{if known.is_some() { text::SAVE } else { text::SEND }}</Button>
                </Actions>
            </Form>
            {me.map(|me| view! { <WhoReads record=Record::Week(me) /> })}
        </section>
    }
}

#[component]
fn Mood(fields: Fields) -> impl IntoView {
    let none = Choice::new("", text::NO_MOOD);
    let moods = (1_u8..=5).map(|mood| {
        let (face, words) = text::mood(mood);
        Choice::new(mood.to_string(), format!("{face} {words}"))
    });
    let options: Vec<_> = moods.chain([none]).collect();
    view! {
        <RadioGroup legend=text::MOOD value=fields.mood options inline=true />
        <p class="small muted">{text::MOOD_NOTE}</p>
    }
}

/// What was meant and is not said to be done.
#[component]
fn Unfinished(left: Vec<Intention>, fields: Fields) -> impl IntoView {
    if left.is_empty() {
        return ().into_any();
    }
    let one = move |meant: Intention| {
        let line = StoredValue::new(meant.text.clone());
        let move_to = move |did: bool, will_do: bool| {
            let line = line.get_value();
            let put = |field: RwSignal<String>, there: bool| {
                field.update(|text| *text = if there { with_line(text, &line) } else { without_line(text, &line) });
            };
            put(fields.did.typed, did);
            put(fields.will_do.typed, will_do);
        };
        let stands = move |field: RwSignal<String>| {
            line.with_value(|line| field.with(|text| lines(text).iter().any(|other| other == line)))
        };
        let chosen = Signal::derive(move || match (stands(fields.did.typed), stands(fields.will_do.typed)) {
            (true, _) => "done",
            (false, true) => "still",
            (false, false) => "drop",
        });
        let options = [
            ("done", text::DONE, (true, false)),
            ("still", text::STILL, (false, true)),
            ("drop", text::DROP, (false, false)),
        ];
        let buttons = options.map(|(key, label, (did, will_do))| {
            view! {
                <button type="button" aria-pressed=move || if chosen.get() == key { "true" } else { "false" } on:click=move |_| move_to(did, will_do)>{label}</button>
            }
        });
        let asks = asks_to_be_dropped(&meant).then(|| view! { <p class="small weekly-asks">{text::ASKS_TO_DROP}</p> });
        view! {
            <li class="weekly-left">
                <div class="grow">
                    <p>{meant.text.clone()}</p>
                    <p class="small muted">{text::carried(meant.carried)}</p>
                    {asks}
                </div>
                <div class="segments" role="group" aria-label=meant.text>{buttons.collect_view()}</div>
            </li>
        }
    };
    view! {
        <section>
            <h3>{text::UNFINISHED}</h3>
            <p class="small muted">{text::UNFINISHED_HINT}</p>
            <ul>{left.into_iter().map(one).collect_view()}</ul>
        </section>
    }
    .into_any()
}
