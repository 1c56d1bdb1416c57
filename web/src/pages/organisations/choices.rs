//! What the organisation is made of, to choose from.

use leptos::prelude::*;
use shared::{operation::Nothing, teams::ListTeams};

use crate::{client::call, fetch::Fetch, ui::Choice};

/// All teams, by their ids; none until they are here.
pub fn team_choices() -> Signal<Vec<Choice>> {
    let teams = Fetch::new(|| call::<ListTeams>(Nothing {}, Nothing {}, ()));
    Signal::derive(move || {
        let all = teams.get().map(|list| list.items).unwrap_or_default();
        all.into_iter().map(|team| Choice::new(team.id.to_string(), team.name)).collect()
    })
}
