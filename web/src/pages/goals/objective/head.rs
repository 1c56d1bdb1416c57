//! The head of an objective's page: title, standing, progress, and the steps of its life.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    goals::{DELETE, DeleteObjective, EDIT, Objective, ObjectiveDetail, ObjectivePath, rules::kinds::ObjectiveState},
    shares,
};
use uuid::Uuid;

use super::{super::marks, carry::CarryForm, computation::Computed, moves::Moves};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    fetch::Fetch,
    pages::{goals::form::EditObjectiveForm, shares::ShareDrawer},
    routes::to,
    session::Session,
    text::{format, goals as text, shares as share_words, ui as words},
    ui::{
        Badge, Button, ButtonKind, ButtonSize, Confirm, Dialog, Drawer, Glyph, Icon, Menu, MenuItem, PageTitle, Toasts,
    },
};

/// The head. `parts` are the key results and aligned objectives in sight, by name.
#[component]
pub fn Head(objective: Objective, parts: Vec<(Uuid, String)>, goal: Fetch<ObjectiveDetail>) -> impl IntoView {
    let (number, edit) = (RwSignal::new(false), RwSignal::new(false));
    let kept = StoredValue::new(objective.clone());
    let parts = StoredValue::new(parts);
    let crumb = format!("{}?period={}", to::GOALS, objective.period.id);
    let level = text::level(objective.level);
    let pace = (objective.state == ObjectiveState::Active)
        .then(|| view! { <p class="small muted">{text::pace(&format::percent(objective.expected))}</p> });
    let saved = move |detail: ObjectiveDetail| {
        edit.set(false);
        goal.replace(detail);
    };
    view! {
        <header class="page-head">
            <div class="grow">
                <nav aria-label=words::BREADCRUMBS>
                    <ol class="crumbs"><li><a href=to::GOALS>{text::GOALS}</a></li><li><a href=crumb>{objective.period.name.clone()}</a></li></ol>
                </nav>
                <div class="row tight">
                    <PageTitle title=objective.title.clone() />
                    {marks::standing(&objective)}
                    <Badge bare=true>{level}</Badge>
                </div>
            </div>
            <Deeds objective=objective.clone() edit goal />
        </header>
        <section class="card goal-progress">
            <div class="grow stack snug">
                {marks::progress(&objective)}
                {pace}
            </div>
            <Button kind=ButtonKind::Quiet size=ButtonSize::Small icon=Glyph::Info on_press=move || number.set(true)>{text::OPEN_NUMBER}</Button>
        </section>
        <Dialog open=number title=text::COMPUTED.to_owned() wide=true>
            <Computed id=kept.with_value(|kept| kept.id) parts=parts.get_value() />
        </Dialog>
        <Drawer open=edit title=text::EDIT.to_owned()>
            <EditObjectiveForm objective=kept.get_value() done=saved />
        </Drawer>
    }
}

/// What may be done with it, here and now.
#[component]
fn Deeds(objective: Objective, edit: RwSignal<bool>, goal: Fetch<ObjectiveDetail>) -> impl IntoView {
    let session = Session::here();
    let toasts = Toasts::here();
    let navigate = use_navigate();
    let attempt = Attempt::new();
    let (carry, delete, sharing) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let (id, version, relation, state) = (objective.id, objective.version, objective.relation, objective.state);
    let may_delete = session.can(&DELETE, relation) && state == ObjectiveState::Draft;
    let closed = state.is_closed();
    let remove = {
        move || {
            let navigate = navigate.clone();
            delete.set(false);
            attempt.run(change::<DeleteObjective>(ObjectivePath { id }, (), version), move |()| {
                toasts.good(text::DELETED);
                navigate(to::GOALS, leptos_router::NavigateOptions::default());
            });
        }
    };
    let kept = StoredValue::new(objective.clone());
    let share = session.can(&shares::VIEW, relation).then(|| {
        view! { <Button icon=Glyph::Share2 on_press=move || sharing.set(true)>{share_words::SHARE}</Button> }
    });
    if !session.can(&EDIT, relation) {
        return ().into_any();
    }
    let change =
        (!closed).then(|| view! { <Button icon=Glyph::Pencil on_press=move || edit.set(true)>{text::EDIT}</Button> });
    let again =
        closed.then(|| view! { <Button icon=Glyph::RefreshCw on_press=move || carry.set(true)>{text::CARRY}</Button> });
    let more = may_delete.then(|| {
        view! {
            <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=text::ACTIONS>
                <MenuItem icon=Glyph::Trash2 danger=true on_pick=move || delete.set(true)>{text::DELETE}</MenuItem>
            </Menu>
        }
    });
    view! {
        <div class="row tight">
            {change}
            {again}
            {share}
            <Moves objective goal />
            {more}
        </div>
        <AttemptNews attempt reload=move || goal.reload() />
        <Drawer open=sharing title=share_words::SHARES.to_owned()><ShareDrawer objective=kept.get_value() /></Drawer>
        <Dialog open=carry title=text::CARRY.to_owned()><CarryForm id /></Dialog>
        <Confirm open=delete title=text::DELETE_ASK deed=text::DELETE danger=true on_confirm=remove><p>{text::DELETE_DETAIL}</p></Confirm>
    }
    .into_any()
}
