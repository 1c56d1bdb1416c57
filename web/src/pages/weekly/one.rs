//! One week of somebody: read, and answered by their manager.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    weekly_check_ins::{
        ANSWER, AnswerWeeklyCheckIn, MarkWeeklyRead, NewWeeklyAnswer, ReadWeeklyCheckIn, WeeklyCheckIn, WeeklyPath,
    },
};

use super::said::Week;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on},
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    mentions::{Among, MentionArea, Mentioning},
    pages::shares::{Record, WhoReads},
    session::Session,
    text::weekly as text,
    to,
    ui::{Actions, Button, ButtonKind, Crumb, Field, Form, PageHeader, Toasts},
};

/// The page.
#[component]
pub fn WeekPage() -> impl IntoView {
    let week = Fetch::of_address(|id| call::<ReadWeeklyCheckIn>(WeeklyPath { id }, Nothing {}, ()));
    view! { <div class="page narrow">{week.view(move |check_in| {
        let (title, record) = (text::week_title(&check_in.person.name), Record::Week(check_in.person.id));
        let may = Session::here().can(&ANSWER, check_in.relation) && check_in.answer.is_none();
        let form = may.then(|| view! { <AnswerForm check_in=check_in.clone() changed=move |now| week.replace(now) /> });
        view! {
            <PageHeader title crumbs=vec![Crumb::new(text::WEEKLY, to::WEEKLY)] />
            <Week check_in />
            {form}
            <section class="card"><WhoReads record on_page=true /></section>
        }
    })}</div> }
}

#[component]
fn AnswerForm(check_in: WeeklyCheckIn, #[prop(into)] changed: Callback<(WeeklyCheckIn,)>) -> impl IntoView {
    let (id, among) = (check_in.id, Among::Weeks(check_in.person.id));
    let unread = check_in.read_at.is_none();
    let body = Mentioning::new();
    let draft = Draft::keep(format!("weekly-answer/{id}"), body.kept(text::YOUR_ANSWER));
    let (attempt, toasts, key) = (Attempt::new(), Toasts::here(), StoredValue::new(Key::default()));
    let submit = move || {
        let terms = Terms { version: None, key: Some(key.get_value()) };
        attempt.send(
            NewWeeklyAnswer { body: body.referring() },
            move |body| call_on::<AnswerWeeklyCheckIn>(WeeklyPath { id }, Nothing {}, body, terms),
            move |now| {
                draft.sent();
                toasts.good(text::ANSWERED_DONE);
                changed.run((now,));
            },
        );
    };
    let read = move || {
        attempt.run(call::<MarkWeeklyRead>(WeeklyPath { id }, Nothing {}, ()), move |now| {
            toasts.good(text::MARKED);
            changed.run((now,));
        });
    };
    view! {
        <section class="card">
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                <Field label=text::YOUR_ANSWER name="body" hint=text::ANSWER_HINT required=true><MentionArea among mentioning=body rows=4 /></Field>
                <DraftNews draft />
                <Actions>
                    {unread.then(|| view! { <Button on_press=read>{text::MARK_READ}</Button> })}
                    <Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::ANSWER}</Button>
                </Actions>
            </Form>
        </section>
    }
}
