//! The tree of teams: add, change, delete.

use std::collections::HashSet;

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    teams::{DeleteTeam, ListTeams, Team, TeamPath},
};

use super::team_form::TeamForm;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    text::{channels, organisations as text},
    ui::{Button, Confirm, Dialog, EmptyState, Glyph, Icon, Menu, MenuItem, MenuLink, Toasts, Tree, TreeItem},
};

/// The tree with its dialogs.
#[component]
pub fn Teams() -> impl IntoView {
    let teams = Fetch::new(|| call::<ListTeams>(Nothing {}, Nothing {}, ()));
    let editing = RwSignal::new(None::<Team>);
    let (form_open, delete_open) = (RwSignal::new(false), RwSignal::new(false));
    let open = RwSignal::new(HashSet::new());
    let attempt = Attempt::new();
    let toasts = Toasts::here();
    let edit = move |team: Option<Team>| {
        editing.set(team);
        form_open.set(true);
    };
    let delete = move || {
        let Some(team) = editing.get_untracked() else { return };
        delete_open.set(false);
        attempt.run(change::<DeleteTeam>(TeamPath { id: team.id }, (), team.version), move |()| {
            toasts.good(text::TEAM_DELETED);
            teams.reload();
        });
    };
    let row = move |team: Team| {
        let kept = StoredValue::new(team.clone());
        let ask = move || {
            editing.set(Some(kept.get_value()));
            delete_open.set(true);
        };
        view! {
            <span class="strong truncate">{team.name.clone()}</span>
            {team.lead.as_ref().map(|lead| view! { <span class="small muted truncate">{text::led_by(&lead.name)}</span> })}
            <span class="small muted push">{text::people(team.people)}</span>
            <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=text::actions_for(&team.name)>
                <MenuItem icon=Glyph::Pencil on_pick=move || edit(Some(kept.get_value()))>{text::EDIT}</MenuItem>
                <MenuLink icon=Glyph::MessageSquare href=shared::pages::CHANNELS>{channels::LINK}</MenuLink>
                <MenuItem icon=Glyph::Trash2 danger=true on_pick=ask>{text::DELETE}</MenuItem>
            </Menu>
        }
    };
    let items = move |all: Vec<Team>| -> Vec<TreeItem> {
        let parents: HashSet<_> = all.iter().filter_map(|team| team.parent_id).collect();
        let item = |team: Team| TreeItem {
            id: team.id.to_string(),
            parent: team.parent_id.map(|id| id.to_string()),
            name: team.name.clone(),
            has_children: parents.contains(&team.id),
            revision: team.version,
            view: (move || row(team.clone())).into(),
        };
        all.into_iter().map(item).collect()
    };
    let add = move || view! { <Button icon=Glyph::Plus on_press=move || edit(None)>{text::ADD_TEAM}</Button> };
    let body = move |all: Vec<Team>| {
        if all.is_empty() {
            return view! { <EmptyState glyph=Glyph::Network title=text::NO_TEAMS detail=text::NO_TEAMS_DETAIL>{add()}</EmptyState> }.into_any();
        }
        open.update_untracked(|open| open.extend(all.iter().map(|team| team.id.to_string())));
        view! { <div class="tree-pad"><Tree label=text::TEAMS items=items(all) open /></div> }.into_any()
    };
    view! {
        <AttemptNews attempt reload=move || teams.reload() />
        {teams.view(move |list| view! {
            <section class="card flush">
                <div class="card-head"><div><h2>{text::TEAMS}</h2><p class="small muted">{text::TEAMS_LEAD}</p></div>{add()}</div>
                {body(list.items)}
            </section>
        })}
        <Dialog open=form_open title=move || if editing.read().is_some() { text::EDIT_TEAM } else { text::ADD_TEAM }.to_owned()>
            <TeamForm team=editing.get() all=teams.get().map(|list| list.items).unwrap_or_default() done=move || {
                form_open.set(false);
                teams.reload();
            } />
        </Dialog>
        <Confirm open=delete_open title=text::DELETE_TEAM deed=text::DELETE danger=true on_confirm=delete>
            <p>{text::DELETE_TEAM_DETAIL}</p>
        </Confirm>
    }
}
