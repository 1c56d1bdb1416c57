//! The head of an objective's page: title, standing, progress, and the steps of its life.

use leptos::prelude::*;
use shared::{
    goals::{DELETE, EDIT, Objective, rules::kinds::ObjectiveState},
    shares,
};

use super::{super::marks, desk::Desk, moves::Moves};
use crate::{
    session::Session,
    text::{format, goals as text, shares as share_words, ui as words},
    to,
    ui::{Badge, Button, ButtonKind, ButtonSize, Glyph, Icon, Menu, MenuItem, PageTitle},
};

/// The head.
#[component]
pub fn Head(objective: Objective, desk: Desk) -> impl IntoView {
    let crumb = format!("{}?period={}", to::GOALS, objective.period.id);
    let level = text::level(objective.level);
    let pace = (objective.state == ObjectiveState::Active)
        .then(|| view! { <p class="small muted">{text::pace(&format::percent(objective.expected))}</p> });
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
            <Deeds objective=objective.clone() desk />
        </header>
        <section class="card goal-progress">
            <div class="grow stack snug">
                {marks::progress(&objective)}
                {pace}
            </div>
            <Button kind=ButtonKind::Quiet size=ButtonSize::Small icon=Glyph::Info on_press=move || desk.number.set(true)>{text::OPEN_NUMBER}</Button>
        </section>
    }
}

/// What may be done with it, here and now.
#[component]
fn Deeds(objective: Objective, desk: Desk) -> AnyView {
    let session = Session::here();
    let (relation, state) = (objective.relation, objective.state);
    if !session.can(&EDIT, relation) {
        return ().into_any();
    }
    let closed = state.is_closed();
    let change = (!closed)
        .then(|| view! { <Button icon=Glyph::Pencil on_press=move || desk.change.set(true)>{text::EDIT}</Button> });
    let again = closed
        .then(|| view! { <Button icon=Glyph::RefreshCw on_press=move || desk.carry.set(true)>{text::CARRY}</Button> });
    let share = session.can(&shares::VIEW, relation).then(|| {
        view! { <Button icon=Glyph::Share2 on_press=move || desk.share.set(true)>{share_words::SHARE}</Button> }
    });
    let more = (session.can(&DELETE, relation) && state == ObjectiveState::Draft).then(|| {
        view! {
            <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=text::ACTIONS>
                <MenuItem icon=Glyph::Trash2 danger=true on_pick=move || desk.delete.set(true)>{text::DELETE}</MenuItem>
            </Menu>
        }
    });
    view! { <div class="row tight">{change}{again}{share}<Moves objective desk />{more}</div> }.into_any()
}
