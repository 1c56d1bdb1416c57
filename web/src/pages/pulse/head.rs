//! The head of a pulse's page: what it is called, where it stands, and its next steps.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use shared::{
    access::Relation,
    operation::Nothing,
    pulse::{
        DeletePulse, EDIT, EditPulse, MovePulse, PulseChanges, PulseDetail, PulseMove, PulsePath, PulseState,
        PulseStep, ReadPulse,
    },
};

use super::{href, state_badge};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::Conflict,
    fetch::Fetch,
    session::Session,
    text::{format, pulse as text, ui as words},
    ui::{
        Actions, Button, ButtonKind, Choice, Confirm, Crumb, Dialog, Field, Form, Glyph, LinkButton, PageHeader,
        Select, Toasts,
    },
};

/// Title, days and buttons.
#[component]
pub fn Head(detail: PulseDetail, pulse: Fetch<PulseDetail>, attempt: Attempt) -> impl IntoView {
    let it = detail.pulse;
    let may_edit = Session::here().can(&EDIT, Relation::Organisation);
    let lead = text::days(&format::date(it.opens_on), &format::date(it.closes_on));
    let wave = (it.wave > 1 || it.every_weeks.is_some()).then(|| text::wave(it.wave));
    let lead = [Some(lead), wave].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let (id, version, state, minimum) = (it.id, it.version, it.state, it.minimum);
    let buttons = may_edit.then(|| view! { <Deeds id version state minimum pulse attempt /> });
    view! {
        <PageHeader title=it.title lead crumbs=vec![Crumb::new(text::PULSE, shared::pages::PULSE)]>
            {state_badge(it.state)}
            {buttons}
        </PageHeader>
    }
}

/// What an Admin can do with it now.
#[component]
fn Deeds(
    id: shared::wire::PulseId,
    version: i64,
    state: PulseState,
    minimum: u8,
    pulse: Fetch<PulseDetail>,
    attempt: Attempt,
) -> impl IntoView {
    let toasts = Toasts::here();
    let take = move |step: PulseStep| {
        attempt.run(call::<MovePulse>(PulsePath { id }, Nothing {}, PulseMove { step }), move |now: PulseDetail| {
            toasts.good(text::stepped(now.pulse.state));
            pulse.replace(now);
        });
    };
    let (opening, closing) = (RwSignal::new(false), RwSignal::new(false));
    let (deleting, raising) = (RwSignal::new(false), RwSignal::new(false));
    let navigate = use_navigate();
    let delete = move || {
        let navigate = navigate.clone();
        deleting.set(false);
        attempt.run(change::<DeletePulse>(PulsePath { id }, (), version), move |()| {
            toasts.good(text::DELETED);
            navigate(shared::pages::PULSE, leptos_router::NavigateOptions::default());
        });
    };
    let draft = state == PulseState::Draft;
    let waiting = state == PulseState::Scheduled;
    let edit = draft.then(|| view! {
        <Button icon=Glyph::Trash2 kind=ButtonKind::Quiet on_press=move || deleting.set(true)>{text::DELETE}</Button>
        <LinkButton href=format!("{}/edit", href(id)) icon=Glyph::Pencil>{text::EDIT}</LinkButton>
    });
    let back = waiting.then(
        || view! { <Button on_press=move || take(PulseStep::CallBack)>{text::step(PulseStep::CallBack)}</Button> },
    );
    let open = (draft || waiting).then(|| view! {
        <Button kind=ButtonKind::Primary busy=attempt.busy on_press=move || opening.set(true)>{text::step(PulseStep::Open)}</Button>
    });
    let close = (state == PulseState::Open).then(|| {
        view! {
            <Button busy=attempt.busy on_press=move || closing.set(true)>{text::step(PulseStep::Close)}</Button>
        }
    });
    let raise = (matches!(state, PulseState::Open | PulseState::Closed) && minimum < 10).then(|| {
        view! {
            <Button kind=ButtonKind::Quiet on_press=move || raising.set(true)>{text::RAISE}</Button>
        }
    });
    view! {
        {edit}{back}{raise}{open}{close}
        <Confirm open=opening title=text::OPEN_ASK deed=text::step(PulseStep::Open) on_confirm=move || {
            opening.set(false);
            take(PulseStep::Open);
        }><p>{text::OPEN_DETAIL}</p></Confirm>
        <Confirm open=closing title=text::CLOSE_ASK deed=text::step(PulseStep::Close) danger=true on_confirm=move || {
            closing.set(false);
            take(PulseStep::Close);
        }><p>{text::CLOSE_DETAIL}</p></Confirm>
        <Confirm open=deleting title=text::DELETE deed=text::DELETE danger=true on_confirm=delete><p>{text::DELETE_DETAIL}</p></Confirm>
        <Dialog open=raising title=text::RAISE.to_owned()>
            <Raise id version minimum done=move |now: PulseDetail| {
                raising.set(false);
                toasts.good(text::RAISED);
                pulse.replace(now);
            } />
        </Dialog>
    }
}

#[component]
fn Raise(
    id: shared::wire::PulseId,
    version: i64,
    minimum: u8,
    #[prop(into)] done: Callback<(PulseDetail,)>,
) -> impl IntoView {
    let (least, version) = (RwSignal::new(minimum), RwSignal::new(version));
    let options = Signal::derive(move || {
        (least.get() + 1..=10).map(|one| Choice::new(one.to_string(), one.to_string())).collect::<Vec<_>>()
    });
    let value = RwSignal::new((minimum + 1).to_string());
    let attempt = Attempt::new();
    let conflict = Conflict::new();
    // After a lost race: it may have risen already, as far as one wanted or further.
    let reload = move || {
        spawn_local(async move {
            match call::<ReadPulse>(PulsePath { id }, Nothing {}, ()).await {
                Ok(now)
                    if value
                        .try_get_untracked()
                        .and_then(|to| to.parse().ok())
                        .is_some_and(|to: u8| to <= now.pulse.minimum) =>
                {
                    done.run((now,));
                }
                Ok(now) => {
                    if version.try_set(now.pulse.version).is_none() {
                        least.set(now.pulse.minimum);
                        conflict.tell([]);
                    }
                }
                Err(problem) => attempt.fail(problem),
            }
        });
    };
    let submit = move || {
        let version = version.get_untracked();
        let changes = PulseChanges { minimum: value.read_untracked().parse().ok(), ..PulseChanges::default() };
        attempt.send(
            changes,
            move |body| change::<EditPulse>(PulsePath { id }, body, version),
            move |now| done.run((now,)),
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <p>{text::RAISE_DETAIL}</p>
            <Field label=text::MINIMUM name="minimum" required=true><Select value options /></Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}
