//! Whose an objective is to be.

use leptos::prelude::*;
use shared::{access::Role, goals::Level};

use crate::{
    pages::organisations::team_choices,
    session::Session,
    text::goals as text,
    ui::{Choice, Field, RadioGroup, Select, live},
};

/// Whose it is: what the role allows.
#[component]
pub fn LevelFields(level: RwSignal<String>, team: RwSignal<String>) -> impl IntoView {
    let levels: Vec<_> = Level::ALL
        .iter()
        .filter(|level| may_set(**level))
        .map(|level| Choice::new(level.as_str(), text::level(*level)))
        .collect();
    view! {
        <RadioGroup legend=text::LEVEL value=level options=levels inline=true />
        {live(move || level.with(|level| Level::parse(level)).map(|level| view! { <TeamField level team /> }))}
    }
}

/// Whether one's role allows an objective at this level.
pub fn may_set(level: Level) -> bool {
    let least = match level {
        Level::Organisation => Role::Admin,
        Level::Team => Role::Manager,
        Level::Person => Role::Employee,
    };
    untrack(|| Session::here().role()) >= Some(least)
}

/// Its team: needed at team level; a person's objective may have one too, for that team to see.
#[component]
pub fn TeamField(level: Level, team: RwSignal<String>) -> AnyView {
    if level == Level::Organisation {
        return ().into_any();
    }
    let options = team_choices();
    let (required, any) = if level == Level::Team { (true, text::CHOOSE) } else { (false, text::NO_TEAM) };
    view! { <Field label=text::TEAM name="team_id" required><Select value=team options any /></Field> }.into_any()
}
