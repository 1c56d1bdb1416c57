//! Who may read what people of a cycle get, though they neither lead them nor are Admins.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use shared::{
    operation::Nothing,
    problem::{FieldError, Problem},
    reviews::{
        AddReviewViewer, ListReviewViewers, NewReviewViewer, RemoveReviewViewer, ReviewCyclePath, ReviewViewer,
        ReviewViewerPath, ReviewViewers,
    },
    teams::ListTeams,
    wire::ReviewCycleId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    pages::people::{chosen_id, people_search},
    session::Session,
    text::{format, review_viewers as text, reviews},
    ui::{
        Actions, Button, ButtonKind, ButtonSize, Choice, Combobox, DateInput, Dialog, Field, Form, Select, TextArea,
        Toasts,
    },
};

/// So many days are offered.
const USUAL: Days = Days::new(30);

/// Who has it, and the button that gives it.
#[component]
pub fn Viewers(id: ReviewCycleId) -> impl IntoView {
    let viewers = Fetch::new(move || call::<ListReviewViewers>(ReviewCyclePath { id }, Nothing {}, ()));
    let giving = RwSignal::new(false);
    let one = move |it: ReviewViewer| view! { <One it id viewers /> };
    view! {
        <section class="card stack">
            <h2>{text::VIEWERS}</h2>
            {viewers.view(move |found| {
                if found.items.is_empty() {
                    view! { <p class="small muted">{text::NOBODY}</p> }.into_any()
                } else {
                    view! { <ul class="stack tight">{found.items.into_iter().map(one).collect_view()}</ul> }.into_any()
                }
            })}
            <Button size=ButtonSize::Small on_press=move || giving.set(true)>{text::GIVE_SIGHT}</Button>
            <Dialog open=giving title=text::GIVE_SIGHT.to_owned()><Giving id viewers open=giving /></Dialog>
        </section>
    }
}

#[component]
fn One(it: ReviewViewer, id: ReviewCycleId, viewers: Fetch<ReviewViewers>) -> impl IntoView {
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let person_id = it.person.id;
    let take_back = move || {
        attempt.run(call::<RemoveReviewViewer>(ReviewViewerPath { id, person_id }, Nothing {}, ()), move |()| {
            toasts.good(text::TAKEN_BACK);
            viewers.reload();
        });
    };
    let named = text::take_back_from(&it.person.name);
    view! {
        <li class="stack snug">
            <p class="strong">{it.person.name.clone()}</p>
            <p class="small muted">{text::until(it.team.as_ref(), &format::date(it.ends_on))}</p>
            <p class="small said-text">{it.reason.clone()}</p>
            <AttemptNews attempt />
            <div>
                <Button size=ButtonSize::Small kind=ButtonKind::Quiet busy=attempt.busy on_press=take_back>
                    <span aria-hidden="true">{text::TAKE_BACK}</span><span class="visually-hidden">{named}</span>
                </Button>
            </div>
        </li>
    }
}

#[component]
fn Giving(id: ReviewCycleId, viewers: Fetch<ReviewViewers>, open: RwSignal<bool>) -> impl IntoView {
    let who = RwSignal::new(None::<Choice>);
    let team = RwSignal::new(String::new());
    let ends_on = RwSignal::new(Some(Session::here().org_today() + USUAL));
    let reason = RwSignal::new(String::new());
    let draft = Draft::keep(
        format!("review-sight-{id}"),
        vec![(text::WHOSE, team.into()), (text::ENDS_ON, ends_on.into()), (reviews::REASON, reason.into())],
    );
    let teams = Fetch::new(|| call::<ListTeams>(Nothing {}, Nothing {}, ()));
    let options = Signal::derive(move || {
        let teams = teams.get().map(|teams| teams.items).unwrap_or_default();
        teams.into_iter().map(|team| Choice::new(team.id.to_string(), team.name)).collect::<Vec<_>>()
    });
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let day: Option<NaiveDate> = ends_on.get_untracked();
        let (Some(person_id), Some(ends_on)) = (chosen_id(who), day) else {
            let missing = if day.is_none() { "ends_on" } else { "person_id" };
            return attempt.fail(Problem::invalid(vec![FieldError::new(missing, "required")]));
        };
        let body = NewReviewViewer {
            person_id,
            team_id: team.read_untracked().parse().ok(),
            ends_on,
            reason: reason.get_untracked().trim().to_owned(),
        };
        let send = move |body| call::<AddReviewViewer>(ReviewCyclePath { id }, Nothing {}, body);
        attempt.send(body, send, move |now| {
            draft.sent();
            toasts.good(text::GIVEN);
            open.set(false);
            viewers.replace(now);
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <p class="muted">{text::VIEWERS_LEAD}</p>
            <Field label=text::WHO name="person_id" required=true>
                <Combobox value=who search=people_search() placeholder=text::WHO_PLACEHOLDER />
            </Field>
            <Field label=text::WHOSE name="team_id" hint=text::WHOSE_HINT>
                <Select value=team options any=text::EVERYBODY />
            </Field>
            <Field label=text::ENDS_ON name="ends_on" required=true><DateInput value=ends_on /></Field>
            <Field label=reviews::REASON name="reason" hint=text::REASON_HINT required=true>
                <TextArea value=reason rows=2 />
            </Field>
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::GIVE_SIGHT}</Button></Actions>
        </Form>
    }
}
