//! When and with whom: a new one-on-one, or a change of one.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;
use shared::{
    one_on_ones::{
        CreateOneOnOne, EditOneOnOne, NewOneOnOne, OneOnOne, OneOnOneChanges, OneOnOnePath, ReadOneOnOne,
        rules::recurrence::{Ends, MOST_MEETINGS, Recurrence},
    },
    operation::Nothing,
    people::PersonRef,
    problem::Problem,
};

use super::rhythm::{self, SAME};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on, change},
    conflict::{Both, BothChanged, Edited, merged},
    drafts::{Draft as Kept, DraftNews, Value},
    pages::people::{chosen_id, people_search},
    text::{format, one_on_ones as text, ui as words},
    ui::{Actions, Button, ButtonKind, Choice, Combobox, DateInput, Field, Form, Select, TextInput, live},
};

const LENGTHS: [u16; 6] = [15, 30, 45, 60, 90, 120];

/// The rule ends with a day.
const ON: &str = "on";
/// The rule ends after so many meetings.
const AFTER: &str = "after";

/// What is typed.
#[derive(Clone, Copy)]
struct Draft {
    first: RwSignal<Option<NaiveDate>>,
    time: RwSignal<String>,
    how: RwSignal<String>,
    /// Whether the rule has an end: none, [`ON`] a day or [`AFTER`] so many meetings.
    ends: RwSignal<String>,
    until: RwSignal<Option<NaiveDate>>,
    count: RwSignal<String>,
    length: RwSignal<String>,
    zone: RwSignal<String>,
    place: RwSignal<String>,
}

impl Draft {
    fn of(series: Option<&OneOnOne>) -> Self {
        let or = |value: Option<String>, usual: &str| RwSignal::new(value.unwrap_or_else(|| usual.to_owned()));
        let zone = series.map(|one| one.time_zone.clone()).or_else(format::time_zone);
        let (ends, until, count) = match series.and_then(|one| Recurrence::read(&one.rule, one.starts_on)?.ends) {
            None => ("", None, String::new()),
            Some(Ends::On(day)) => (ON, Some(day), String::new()),
            Some(Ends::By(moment)) => (ON, Some(format::local(moment).0), String::new()),
            Some(Ends::After(count)) => (AFTER, None, count.to_string()),
        };
        Self {
            first: RwSignal::new(Some(series.map_or_else(format::today, |one| one.starts_on))),
            time: or(series.map(|one| one.starts_at.format("%H:%M").to_string()), "10:00"),
            how: RwSignal::new(if series.is_some() { SAME } else { "1w" }.to_owned()),
            ends: RwSignal::new(ends.to_owned()),
            until: RwSignal::new(until),
            count: RwSignal::new(count),
            length: or(series.map(|one| one.minutes.to_string()), "30"),
            zone: or(zone, "UTC"),
            place: or(series.map(|one| one.place.clone()), ""),
        }
    }

    /// What is kept on the device.
    fn kept(self) -> Vec<(&'static str, Value)> {
        vec![
            (text::FIRST_DAY, self.first.into()),
            (text::TIME, self.time.into()),
            (text::HOW_OFTEN, self.how.into()),
            (text::ENDS, self.ends.into()),
            (text::UNTIL, self.until.into()),
            (text::COUNT, self.count.into()),
            (text::HOW_LONG, self.length.into()),
            (text::ZONE, self.zone.into()),
            (text::PLACE, self.place.into()),
        ]
    }

    /// The chosen rule, of an existing one perhaps in its rhythm.
    fn rule(self, before: Option<&str>) -> Option<String> {
        let (how, first, ends) = (self.how.get(), self.first.get()?, self.end().ok()?);
        if how != SAME {
            return Some(Recurrence { rhythm: rhythm::of(&how, first)?, ends }.to_string());
        }
        // Left as it is, it stays to the letter: all would be told of another.
        match Recurrence::read(before?, first).map(|read| read.by_days(|moment| format::local(moment).0)) {
            Some(read) if read.ends != ends => Some(Recurrence { ends, ..read }.to_string()),
            _ => before.map(str::to_owned),
        }
    }

    /// When the rule is over, if it is ever; else the field that is missing.
    fn end(self) -> Result<Option<Ends>, &'static str> {
        let count = || self.count.with(|count| count.trim().parse::<u16>().ok());
        match self.ends.get().as_str() {
            ON => self.until.get().map(|day| Some(Ends::On(day))).ok_or("until"),
            AFTER => count()
                .filter(|count| (1..=MOST_MEETINGS).contains(count))
                .map(|count| Some(Ends::After(count)))
                .ok_or("count"),
            _ => Ok(None),
        }
    }

    fn starts_at(self) -> Option<NaiveTime> {
        self.time.with(|time| NaiveTime::parse_from_str(time, "%H:%M").ok())
    }

    fn minutes(self) -> u16 {
        self.length.with(|length| length.parse().unwrap_or(0))
    }

    /// After a lost race. That a rhythm is left as it is means the one there is now.
    fn merge(self, before: &OneOnOne, now: &OneOnOne) -> Vec<Option<Both>> {
        let [old, new] = [before, now].map(|it| Self::of(Some(it)));
        let words = |name: &'static str, mine: RwSignal<String>, old: RwSignal<String>, new: RwSignal<String>| {
            merged(name, mine, &old.get_untracked(), new.get_untracked(), String::clone)
        };
        let day = |day: &Option<NaiveDate>| day.map_or_else(|| format::NONE.to_owned(), format::date);
        let length = |length: &String| text::minutes(length.parse().unwrap_or(0));
        let then = |signal: RwSignal<String>| signal.get_untracked();
        let clock = |time: &String| clock(time);
        vec![
            merged(text::FIRST_DAY, self.first, &old.first.get_untracked(), new.first.get_untracked(), day),
            merged(text::TIME, self.time, &then(old.time), then(new.time), clock),
            merged(text::ENDS, self.ends, &then(old.ends), then(new.ends), |ends| text::ends(ends).to_owned()),
            merged(text::UNTIL, self.until, &old.until.get_untracked(), new.until.get_untracked(), day),
            words(text::COUNT, self.count, old.count, new.count),
            merged(text::HOW_LONG, self.length, &then(old.length), then(new.length), length),
            words(text::ZONE, self.zone, old.zone, new.zone),
            words(text::PLACE, self.place, old.place, new.place),
        ]
    }
}

/// What is typed as a time of day, as the reader writes it.
fn clock(typed: &str) -> String {
    NaiveTime::parse_from_str(typed, "%H:%M").map_or_else(|_| typed.to_owned(), format::clock)
}

/// The form. `seen` is told when a lost race showed that what stands around is old.
#[component]
pub fn SeriesForm(
    series: Option<OneOnOne>,
    with: Option<PersonRef>,
    #[prop(into)] seen: Callback<()>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let draft = Draft::of(series.as_ref());
    let with_whom = with.as_ref().map(|person| person.id.to_string()).unwrap_or_default();
    let partner = RwSignal::new(with.map(|person| Choice::new(person.id.to_string(), person.name)));
    let is_new = series.is_none();
    let kept = match &series {
        Some(series) => Kept::keep_over(format!("one_on_one/{}", series.id), series.version, draft.kept()),
        None => {
            let mut fields = draft.kept();
            fields.push((text::PARTNER, partner.into()));
            Kept::keep(format!("one_on_one/with/{with_whom}"), fields)
        }
    };
    let saved = move || {
        kept.sent();
        done.run(());
    };
    // The rule there is, for a choice of leaving it.
    let known = RwSignal::new(series.as_ref().map(|one| one.rule.clone()));
    let rule = Memo::new(move |_| known.with(|known| draft.rule(known.as_deref())));
    let lengths: BTreeSet<u16> = LENGTHS.into_iter().chain(series.as_ref().map(|one| one.minutes)).collect();
    let lengths = RwSignal::new(lengths);
    let key = StoredValue::new(Key::default());
    let attempt = Attempt::new();
    let edited = Edited::new(series, attempt);
    let submit = move || {
        if let Err(field) = untrack(|| draft.end()) {
            return attempt.fail(Problem::field(field, "required"));
        }
        let (starts_on, starts_at, rule) = untrack(|| (draft.first.get(), draft.starts_at(), rule.get()));
        let (Some(starts_on), Some(starts_at), Some(rule)) = (starts_on, starts_at, rule) else {
            return attempt
                .fail(Problem::field(if starts_on.is_none() { "starts_on" } else { "starts_at" }, "required"));
        };
        let zone = Some(draft.zone.get_untracked().trim().to_owned());
        let (minutes, place) = (untrack(|| draft.minutes()), draft.place.get_untracked().trim().to_owned());
        if let Some(OneOnOne { id, version, .. }) = edited.before() {
            let body = OneOnOneChanges {
                rule: Some(rule),
                starts_on: Some(starts_on),
                starts_at: Some(starts_at),
                time_zone: zone,
                minutes: Some(minutes),
                place: Some(place),
            };
            return attempt.send(
                body,
                move |body| change::<EditOneOnOne>(OneOnOnePath { id }, body, version),
                move |_| saved(),
            );
        }
        let Some(partner_id) = chosen_id(partner) else {
            return attempt.fail(Problem::field("partner_id", "required"));
        };
        let body = NewOneOnOne { partner_id, rule, starts_on, starts_at, time_zone: zone, minutes, place };
        let terms = Terms { version: None, key: Some(key.get_value()) };
        attempt.send(
            body,
            move |body| call_on::<CreateOneOnOne>(Nothing {}, Nothing {}, body, terms),
            move |_| saved(),
        );
    };
    let rhythms = Signal::derive(move || {
        let first = draft.first.get().unwrap_or_else(format::today);
        known.with(|known| rhythm::choices(first, known.as_deref()))
    });
    let reload = move || {
        let Some(OneOnOne { id, .. }) = edited.before() else { return };
        edited.reload(
            call::<ReadOneOnOne>(OneOnOnePath { id }, Nothing {}, ()),
            |now| Some(now.clone()),
            move |old, new| {
                let mut both = draft.merge(old, new);
                known.set(Some(new.rule.clone()));
                lengths.update(|lengths| {
                    lengths.insert(new.minutes);
                });
                let said = move |how: &String| {
                    let said = if how == SAME { known.get_untracked() } else { rule.get() };
                    said.as_deref().map(text::rule).unwrap_or_default()
                };
                // What was left as it is, is what they made of it; what was chosen stands against that.
                let before = if new.rule == old.rule { SAME } else { "" }.to_owned();
                both.push(merged(text::HOW_OFTEN, draft.how, &before, SAME.to_owned(), said));
                both
            },
            move |_| seen.run(()),
        );
    };
    let lengths = Signal::derive(move || {
        let length = |minutes: &u16| Choice::new(minutes.to_string(), text::minutes(*minutes));
        lengths.with(|lengths| lengths.iter().map(length).collect::<Vec<_>>())
    });
    let ends: Vec<Choice> = ["", ON, AFTER].map(|ends| Choice::new(ends, text::ends(ends))).to_vec();
    let last = move || {
        match draft.ends.get().as_str() {
        ON => view! {
            <Field label=text::UNTIL name="until" required=true><DateInput value=draft.until /></Field>
        }
        .into_any(),
        AFTER => view! {
            <Field label=text::COUNT name="count" required=true><TextInput value=draft.count inputmode="numeric" /></Field>
        }
        .into_any(),
        _ => ().into_any(),
    }
    };
    let said = move || {
        let time = clock(&draft.time.read());
        rule.get().map(|rule| text::timing(&rule, &time, &draft.zone.get(), draft.minutes()))
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict=edited.conflict />
            {is_new.then(|| view! {
                <Field label=text::PARTNER name="partner_id" required=true><Combobox value=partner search=people_search() /></Field>
            })}
            <div class="halves">
                <Field label=text::FIRST_DAY name="starts_on" required=true><DateInput value=draft.first /></Field>
                <Field label=text::TIME name="starts_at" required=true><TextInput value=draft.time kind="time" /></Field>
            </div>
            <div class="halves">
                <Field label=text::HOW_OFTEN name="rule" required=true><Select value=draft.how options=rhythms /></Field>
                <Field label=text::HOW_LONG name="minutes" required=true><Select value=draft.length options=lengths /></Field>
            </div>
            <div class="halves">
                <Field label=text::ENDS name="ends"><Select value=draft.ends options=ends /></Field>
                {last}
            </div>
            <Field label=text::ZONE name="time_zone" hint=text::ZONE_HINT required=true><TextInput value=draft.zone /></Field>
            <Field label=text::PLACE name="place"><TextInput value=draft.place /></Field>
            {live(move || said().map(|said| view! { <p class="small muted">{said}</p> }))}
            {(!is_new).then(|| view! { <p class="small muted">{text::CHANGE_DETAIL}</p> })}
            <DraftNews draft=kept />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}
