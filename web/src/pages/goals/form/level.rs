//! Whose an objective is to be.

use leptos::prelude::*;
use shared::{access::Role, goals::Level, operation::Nothing, teams::ListTeams};

use crate::{
    client::call,
    fetch::Fetch,
    session::Session,
    text::goals as text,
    ui::{Choice, Field, RadioGroup, Select},
};

/// Whose it is: what the role allows.
#[component]
pub fn LevelFields(level: RwSignal<String>, team: RwSignal<String>) -> impl IntoView {
    let role = untrack(|| Session::here().role());
    let least = |level: Level| match level {
        Level::Organisation => Role::Admin,
        Level::Team => Role::Manager,
        Level::Person => Role::Employee,
    };
    let levels: Vec<_> = Level::ALL
        .iter()
        .filter(|level| role >= Some(least(**level)))
        .map(|level| Choice::new(level.as_str(), text::level(*level)))
        .collect();
    let teams = Fetch::new(|| call::<ListTeams>(Nothing {}, Nothing {}, ()));
    let options = Signal::derive(move || {
        let all = teams.get().map(|list| list.items).unwrap_or_default();
        all.into_iter().map(|team| Choice::new(team.id.to_string(), team.name)).collect::<Vec<_>>()
    });
    view! {
        <RadioGroup legend=text::LEVEL value=level options=levels inline=true />
        <Show when=move || level.with(|level| level == Level::Team.as_str())>
            <Field label=text::TEAM name="team_id" required=true><Select value=team options any=text::CHOOSE /></Field>
        </Show>
    }
}
