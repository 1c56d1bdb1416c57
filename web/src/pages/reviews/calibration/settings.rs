//! Setting a session up: a new one on the cycle's page, and one that is being prepared on its own.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    operation::Nothing,
    problem::{FieldError, Problem},
    reviews::{
        CalibrationSessionChanges, CalibrationSessionDetail, CalibrationSessionPath, CreateCalibrationSession,
        DeleteCalibrationSession, EditCalibrationSession, NewCalibrationSession,
    },
    teams::ListTeams,
    wire::{CalibrationSessionId, PersonId, ReviewCycleId},
};

use super::{super::cycle_href, desk::Desk, session_href};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on, change},
    fetch::Fetch,
    pages::people::{PeoplePicker, people_search},
    text::calibration as text,
    ui::{
        Actions, Button, ButtonKind, Checkbox, Choice, Combobox, Confirm, Dialog, Field, Form, Glyph, Select,
        TextInput, Toasts,
    },
};

fn ids(picked: RwSignal<Vec<Choice>>) -> Vec<PersonId> {
    picked.read_untracked().iter().filter_map(|one| one.value.parse().ok()).collect()
}

/// The form of a new session. The guide is set on its page, where the scale is known.
#[component]
pub fn NewSession(cycle: ReviewCycleId) -> impl IntoView {
    let (name, team) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (manager, members) = (RwSignal::new(None::<Choice>), RwSignal::new(Vec::<Choice>::new()));
    let takes_votes = RwSignal::new(false);
    let teams = Fetch::new(|| call::<ListTeams>(Nothing {}, Nothing {}, ()));
    let options = Signal::derive(move || {
        let teams = teams.get().map(|teams| teams.items).unwrap_or_default();
        teams.into_iter().map(|team| Choice::new(team.id.to_string(), team.name)).collect::<Vec<_>>()
    });
    let (attempt, key) = (Attempt::new(), StoredValue::new(Key::default()));
    let (toasts, navigate) = (Toasts::here(), use_navigate());
    let submit = move || {
        let navigate = navigate.clone();
        let new = NewCalibrationSession {
            cycle_id: cycle,
            name: name.read_untracked().trim().to_owned(),
            team_id: team.read_untracked().parse().ok(),
            manager_id: manager.read_untracked().as_ref().and_then(|manager| manager.value.parse().ok()),
            members: ids(members),
            takes_votes: takes_votes.get_untracked(),
            guide: Vec::new(),
        };
        let terms = Terms { version: None, key: Some(key.get_value()) };
        let send = |body| call_on::<CreateCalibrationSession>(Nothing {}, Nothing {}, body, terms);
        attempt.send(new, send, move |made| {
            toasts.good(text::SAVED);
            navigate(&session_href(made.session.id), leptos_router::NavigateOptions::default());
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::NAME name="name" hint=text::NAME_HINT required=true><TextInput value=name /></Field>
            <div class="halves">
                <Field label=text::TEAM name="team_id"><Select value=team options any=text::EVERYBODY /></Field>
                <Field label=text::BELOW name="manager_id" hint=text::BELOW_HINT><Combobox value=manager search=people_search() /></Field>
            </div>
            <Field label=text::MEMBERS name="members" hint=text::MEMBERS_HINT><PeoplePicker value=members /></Field>
            <Checkbox checked=takes_votes label=text::TAKES_VOTES hint=text::TAKES_VOTES_HINT />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::SAVE}</Button></Actions>
        </Form>
    }
}

/// The button that opens the form of a session that is being prepared.
#[component]
pub fn Edit(desk: Desk) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button icon=Glyph::Pencil on_press=move || open.set(true)>{text::EDIT}</Button>
        <Dialog open title=text::EDIT_SESSION wide=true>
            {untrack(|| desk.session.get()).map(|detail| view! { <Editing detail desk open /> })}
        </Dialog>
    }
}

#[component]
fn Editing(detail: CalibrationSessionDetail, desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let session = detail.session;
    let (id, version) = (session.id, session.version);
    let choice = |person: &shared::people::PersonRef| Choice::new(person.id.to_string(), person.name.clone());
    let (name, members) =
        (RwSignal::new(session.name), RwSignal::new(detail.members.iter().map(choice).collect::<Vec<_>>()));
    let takes_votes = RwSignal::new(session.takes_votes);
    let typed = |at: usize| session.guide.get(at).map(|part| part.to_string()).unwrap_or_default();
    let guide: Vec<_> = (0..detail.scale.len()).map(|at| RwSignal::new(typed(at))).collect();
    let boxes = detail.scale.iter().zip(&guide).map(|(step, part)| {
        let (label, value) = (text::guide_for(&step.word), *part);
        view! { <Field label name="guide"><TextInput value inputmode="numeric" /></Field> }
    });
    let boxes = boxes.collect_view();
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let guide = match read_guide(&guide) {
            Ok(guide) => guide,
            Err(problem) => return attempt.fail(problem),
        };
        let changes = CalibrationSessionChanges {
            name: Some(name.read_untracked().trim().to_owned()),
            members: Some(ids(members)),
            takes_votes: Some(takes_votes.get_untracked()),
            guide: Some(guide),
        };
        let send = move |body| change::<EditCalibrationSession>(CalibrationSessionPath { id }, body, version);
        attempt.send(changes, send, move |now| {
            toasts.good(text::SAVED);
            open.set(false);
            desk.session.replace(now);
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=move || desk.session.reload() />
            <Field label=text::NAME name="name" hint=text::NAME_HINT required=true><TextInput value=name /></Field>
            <Field label=text::MEMBERS name="members" hint=text::MEMBERS_HINT><PeoplePicker value=members /></Field>
            <Checkbox checked=takes_votes label=text::TAKES_VOTES hint=text::TAKES_VOTES_HINT />
            <h3>{text::GUIDE}</h3>
            <p class="small muted">{text::GUIDE_HINT}</p>
            <div class="guide-steps">{boxes}</div>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::SAVE}</Button></Actions>
        </Form>
    }
}

/// Nothing in any box is no guide.
fn read_guide(typed: &[RwSignal<String>]) -> Result<Vec<u8>, Problem> {
    let words: Vec<_> = typed.iter().map(|part| part.read_untracked().trim().to_owned()).collect();
    if words.iter().all(String::is_empty) {
        return Ok(Vec::new());
    }
    let part = |word: &String| if word.is_empty() { Some(0) } else { word.parse().ok() };
    let parts: Option<Vec<u8>> = words.iter().map(part).collect();
    parts.ok_or_else(|| Problem::invalid(vec![FieldError::new("guide", "not_whole")]))
}

/// The button that removes a session that is being prepared.
#[component]
pub fn Delete(id: CalibrationSessionId, version: i64, cycle: ReviewCycleId, attempt: Attempt) -> impl IntoView {
    let deleting = RwSignal::new(false);
    let (toasts, navigate) = (Toasts::here(), use_navigate());
    let delete = move || {
        let navigate = navigate.clone();
        deleting.set(false);
        let send = change::<DeleteCalibrationSession>(CalibrationSessionPath { id }, (), version);
        attempt.run(send, move |()| {
            toasts.good(text::DELETED);
            navigate(&cycle_href(cycle), leptos_router::NavigateOptions::default());
        });
    };
    view! {
        <Button icon=Glyph::Trash2 kind=ButtonKind::Quiet on_press=move || deleting.set(true)>{text::DELETE}</Button>
        <Confirm open=deleting title=text::DELETE_SESSION deed=text::DELETE danger=true on_confirm=delete><p>{text::DELETE_DETAIL}</p></Confirm>
    }
}
