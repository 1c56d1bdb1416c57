//! The organisation's ladder, for its Admins.

use leptos::prelude::*;
use shared::{
    development::{
        AdoptFramework, Competency, CompetencyChanges, CompetencyPath, EditCompetency, Framework, NewFramework,
        ReadFramework,
    },
    operation::Nothing,
};

use super::{competency::CompetencyForm, jobs::Jobs};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    text::development as text,
    ui::{Button, ButtonKind, Confirm, Dialog, EmptyState, Glyph, Icon, Menu, MenuItem, Toasts},
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
    view! {
        <AttemptNews attempt reload=move || framework.reload() />
        {framework.view(move |now| {
            if now.levels.is_empty() {
                return view! {
                    <div class="card">
                        <EmptyState glyph=Glyph::Sprout title=text::NO_FRAMEWORK detail=text::NO_FRAMEWORK_ADMIN>
                            <Button kind=ButtonKind::Primary on_press=adopt>{text::ADOPT}</Button>
                        </EmptyState>
                    </div>
                }
                .into_any();
            }
            view! { <Competencies now=now.clone() framework attempt /><Jobs now framework /> }.into_any()
        })}
    }
}

#[component]
fn Competencies(now: Framework, framework: Fetch<Framework>, attempt: Attempt) -> impl IntoView {
    let subject = RwSignal::new(None::<Competency>);
    let (open, asking) = (RwSignal::new(false), RwSignal::new(false));
    let (toasts, levels) = (Toasts::here(), StoredValue::new(now.levels));
    let edit = move |competency: Option<Competency>| {
        subject.set(competency);
        open.set(true);
    };
    let retire = move || {
        let Some(competency) = subject.get_untracked() else { return };
        asking.set(false);
        let changes = CompetencyChanges { retired: Some(true), ..CompetencyChanges::default() };
        let (path, version) = (CompetencyPath { id: competency.id }, competency.version);
        attempt.run(change::<EditCompetency>(path, changes, version), move |_| {
            toasts.good(text::RETIRED);
            framework.reload();
        });
    };
    let one = move |competency: Competency| {
        let (name, description) = (competency.name.clone(), competency.description.clone());
        let behaviours = levels.with_value(|levels| {
            let lines = levels.iter().zip(&competency.behaviours).map(|(level, line)| {
                view! { <li><span class="strong">{level.clone()}</span>" "{line.clone()}</li> }
            });
            lines.collect_view()
        });
        let competency = StoredValue::new(competency);
        view! {
            <li class="spread">
                <div class="grow">
                    <p class="strong">{name.clone()}</p>
                    <p class="small muted">{description}</p>
                    <ul class="small">{behaviours}</ul>
                </div>
                <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=text::actions_for(&name)>
                    <MenuItem icon=Glyph::Pencil on_pick=move || edit(Some(competency.get_value()))>{text::EDIT_COMPETENCY}</MenuItem>
                    <MenuItem icon=Glyph::Archive danger=true on_pick=move || {
                        subject.set(Some(competency.get_value()));
                        asking.set(true);
                    }>{text::RETIRE}</MenuItem>
                </Menu>
            </li>
        }
    };
    let title = move || if subject.read().is_some() { text::EDIT_COMPETENCY } else { text::ADD_COMPETENCY }.to_owned();
    let form = move || {
        let done = move || {
            open.set(false);
            framework.reload();
        };
        view! { <CompetencyForm competency=subject.get_untracked() levels=levels.get_value() done /> }
    };
    view! {
        <section class="card flush">
            <div class="card-head">
                <h2>{text::COMPETENCIES}</h2>
                <Button icon=Glyph::Plus on_press=move || edit(None)>{text::ADD_COMPETENCY}</Button>
            </div>
            <ul class="rows">{now.competencies.into_iter().map(one).collect_view()}</ul>
        </section>
        <Dialog open title wide=true>{form()}</Dialog>
        <Confirm open=asking title=text::RETIRE_ASK deed=text::RETIRE danger=true on_confirm=retire>
            <p>{text::RETIRE_DETAIL}</p>
        </Confirm>
    }
}
