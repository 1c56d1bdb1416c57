//! How the organisation checks in by the week.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    weekly_check_ins::{EditWeeklySettings, ReadWeeklySettings, Weekday, WeeklySettings, WeeklySettingsChanges},
};

use super::draft::lines;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{BothChanged, Edited, merged},
    fetch::Fetch,
    text::{ui as words, weekly as text},
    ui::{Actions, Button, ButtonKind, Checkbox, Choice, Field, Form, Select, TextArea, Toasts},
};

/// The form.
#[component]
pub fn WeeklySettingsForm() -> impl IntoView {
    let settings = Fetch::new(|| call::<ReadWeeklySettings>(Nothing {}, Nothing {}, ()));
    settings.view(move |now| view! { <Shown now settings /> })
}

#[component]
fn Shown(now: WeeklySettings, settings: Fetch<WeeklySettings>) -> impl IntoView {
    let (enabled, mood) = (RwSignal::new(now.enabled), RwSignal::new(now.mood));
    let (day, questions) = (RwSignal::new(now.due_weekday.to_string()), RwSignal::new(now.questions.join("\n")));
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let edited = Edited::new(Some(now), attempt);
    let submit = move || {
        let version = edited.before().map_or(0, |before| before.version);
        let body = WeeklySettingsChanges {
            enabled: Some(enabled.get_untracked()),
            mood: Some(mood.get_untracked()),
            due_weekday: Weekday::parse(&day.get_untracked()),
            questions: Some(questions.with_untracked(|text| lines(text))),
        };
        attempt.send(
            body,
            move |body| change::<EditWeeklySettings>(Nothing {}, body, version),
            move |_| {
                toasts.good(text::SETTINGS_SAVED);
                settings.reload();
            },
        );
    };
    let reload = move || {
        let merge = move |old: &WeeklySettings, new: &WeeklySettings| {
            let flag = |on: &bool| words::yes_or_no(*on).to_owned();
            let weekday = |code: &String| Weekday::parse(code).map(text::weekday).unwrap_or_default().to_owned();
            let [old_day, new_day] = [old, new].map(|it| it.due_weekday.to_string());
            let [old_lines, new_lines] = [old, new].map(|it| it.questions.join("\n"));
            vec![
                merged(text::ENABLED, enabled, &old.enabled, new.enabled, flag),
                merged(text::DUE_DAY, day, &old_day, new_day, weekday),
                merged(text::ASK_MOOD, mood, &old.mood, new.mood, flag),
                merged(text::QUESTIONS, questions, &old_lines, new_lines, String::clone),
            ]
        };
        let read = call::<ReadWeeklySettings>(Nothing {}, Nothing {}, ());
        edited.reload(read, |now| Some(now.clone()), merge, drop);
    };
    let days: Vec<_> = Weekday::ALL.iter().map(|day| Choice::new(day.as_str(), text::weekday(*day))).collect();
    view! {
        <section class="card stack narrow">
            <div><h2>{text::SETTINGS}</h2><p class="small muted">{text::SETTINGS_LEAD}</p></div>
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt reload />
                <BothChanged conflict=edited.conflict />
                <Checkbox checked=enabled label=text::ENABLED />
                <Field label=text::DUE_DAY name="due_weekday" required=true><Select value=day options=days /></Field>
                <Checkbox checked=mood label=text::ASK_MOOD hint=text::ASK_MOOD_HINT />
                <Field label=text::QUESTIONS name="questions" hint=text::QUESTIONS_HINT><TextArea value=questions rows=5 /></Field>
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
            </Form>
        </section>
    }
}
