//! The organisation's ladder, for its Admins.

use leptos::prelude::*;
use shared::{
    development::{
        AdoptFramework, Competency, CompetencyChanges, CompetencyPath, EditCompetency, Framework, NewFramework,
        ReadFramework,
    },
    operation::Nothing,
    wire::TrackId,
};

use super::{competency::CompetencyForm, jobs::Jobs, levels::LevelsForm, tracks::Tracks};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    text::development as text,
    ui::{Badge, Button, ButtonKind, Confirm, Dialog, EmptyState, Glyph, Icon, Menu, MenuItem, Toasts, Tone, live},
};

/// The competencies and what jobs ask for; or a way to begin.
#[component]
pub fn FrameworkTab() -> impl IntoView {
    let framework = Fetch::new(|| call::<ReadFramework>(Nothing {}, Nothing {}, ()));
    let attempt = Attempt::new();
    let adopt = move || {
        let begun = call::<AdoptFramework>(Nothing {}, Nothing {}, NewFramework::default());
        attempt.run(begun, move |now| framework.replace(now));
    };
    // Drawn once: what is read later is put into it, so that nothing that is being typed goes.
    let begun = Memo::new(move |before: Option<&Option<bool>>| {
        framework.get().map(|now| !now.levels.is_empty()).or(before.copied().flatten())
    });
    view! {
        <AttemptNews attempt reload=move || framework.reload() />
        {live(move || match begun.get() {
            Some(true) => view! { <Competencies framework attempt /><Tracks framework /><Jobs framework /> }.into_any(),
            Some(false) => view! {
                <div class="card">
                    <EmptyState glyph=Glyph::Sprout title=text::NO_FRAMEWORK detail=text::NO_FRAMEWORK_ADMIN>
                        <Button kind=ButtonKind::Primary busy=attempt.busy on_press=adopt>{text::ADOPT}</Button>
                    </EmptyState>
                </div>
            }
            .into_any(),
            None => framework.view(|_| ()),
        })}
    }
}

#[component]
fn Competencies(framework: Fetch<Framework>, attempt: Attempt) -> impl IntoView {
    let subject = RwSignal::new(None::<Competency>);
    let (open, asking, naming) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let toasts = Toasts::here();
    let edit = move |competency: Option<Competency>| {
        subject.set(competency);
        open.set(true);
    };
    let set_retired = move |competency: &Competency, retired: bool| {
        let changes = CompetencyChanges { retired: Some(retired), ..CompetencyChanges::default() };
        let (path, version) = (CompetencyPath { id: competency.id }, competency.version);
        attempt.run(change::<EditCompetency>(path, changes, version), move |_| {
            toasts.good(if retired { text::RETIRED } else { text::IS_BACK });
            framework.reload();
        });
    };
    let retire = move || {
        asking.set(false);
        if let Some(competency) = subject.get_untracked() {
            set_retired(&competency, true);
        }
    };
    let one = move |competency: Competency, now: &Framework| {
        let (name, description, retired) =
            (competency.name.clone(), competency.description.clone(), competency.retired);
        let track =
            now.tracks.iter().find(|track| Some(track.id) == competency.track_id).map(|track| track.name.clone());
        let lines = now.levels.iter().zip(&competency.behaviours).map(|(level, line)| {
            view! { <li><span class="strong">{level.clone()}</span>" "{line.clone()}</li> }
        });
        let behaviours = (!retired).then(|| view! { <ul class="small">{lines.collect_view()}</ul> });
        let competency = StoredValue::new(competency);
        let deeds = move || {
            if retired {
                return view! {
                    <MenuItem icon=Glyph::Pencil on_pick=move || edit(Some(competency.get_value()))>{text::EDIT_COMPETENCY}</MenuItem>
                    <MenuItem icon=Glyph::RefreshCw on_pick=move || competency.with_value(|one| set_retired(one, false))>{text::REVIVE}</MenuItem>
                }
                .into_any();
            }
            view! {
                <MenuItem icon=Glyph::Pencil on_pick=move || edit(Some(competency.get_value()))>{text::EDIT_COMPETENCY}</MenuItem>
                <MenuItem icon=Glyph::Archive danger=true on_pick=move || {
                    subject.set(Some(competency.get_value()));
                    asking.set(true);
                }>{text::RETIRE}</MenuItem>
            }
            .into_any()
        };
        view! {
            <li class="spread">
                <div class="grow">
                    <p class="row tight">
                        <span class="strong">{name.clone()}</span>
                        {track.map(|track| view! { <Badge tone=Tone::Accent>{track}</Badge> })}
                        {retired.then(|| view! { <Badge>{text::RETIRED}</Badge> })}
                    </p>
                    <p class="small muted">{description}</p>
                    {behaviours}
                </div>
                <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=text::actions_for(&name)>{deeds()}</Menu>
            </li>
        }
    };
    let list = move |now: Framework| {
        let mut all: Vec<_> = now.competencies.iter().chain(&now.retired).cloned().collect();
        // Those for everybody first, then track by track, and what is retired last.
        let place = |of: Option<TrackId>| now.tracks.iter().position(|track| Some(track.id) == of);
        all.sort_by_key(|competency| (competency.retired, place(competency.track_id)));
        view! { <ul class="rows">{all.into_iter().map(|competency| one(competency, &now)).collect_view()}</ul> }
    };
    let title = move || if subject.read().is_some() { text::EDIT_COMPETENCY } else { text::ADD_COMPETENCY }.to_owned();
    let known = move || untrack(|| framework.get());
    let form = move || {
        let done = move || {
            open.set(false);
            framework.reload();
        };
        let (levels, tracks) = known().map(|now| (now.levels, now.tracks)).unwrap_or_default();
        view! { <CompetencyForm competency=subject.get_untracked() levels tracks seen=move |now| framework.replace(now) done /> }
    };
    let words = move || {
        let done = move |now| {
            naming.set(false);
            toasts.good(text::SAVED);
            framework.replace(now);
        };
        known().map(|now| view! { <LevelsForm framework=now seen=move |now| framework.replace(now) done /> })
    };
    view! {
        <section class="card flush">
            <div class="card-head">
                <h2>{text::COMPETENCIES}</h2>
                <div class="row tight">
                    <Button icon=Glyph::Pencil on_press=move || naming.set(true)>{text::NAME_LEVELS}</Button>
                    <Button icon=Glyph::Plus on_press=move || edit(None)>{text::ADD_COMPETENCY}</Button>
                </div>
            </div>
            {framework.view(list)}
        </section>
        <Dialog open title wide=true>{form()}</Dialog>
        <Dialog open=naming title=text::NAME_LEVELS>{words()}</Dialog>
        <Confirm open=asking title=text::RETIRE_ASK deed=text::RETIRE danger=true on_confirm=retire>
            <p>{text::RETIRE_DETAIL}</p>
        </Confirm>
    }
}
