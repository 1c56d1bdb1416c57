//! The columns of the list.

use leptos::prelude::*;
use shared::goals::{Level, Objective};

use super::{
    href,
    marks::{progress, standing},
};
use crate::{
    pages::people,
    text::goals as text,
    ui::{Column, Who},
};

/// What an objective is called, and whose it is.
pub fn columns() -> Vec<Column<Objective>> {
    vec![
        Column::new("title", text::TITLE, |objective: &Objective| {
            view! {
                <span class="goal-name">
                    <a class="plain-link strong" href=href(objective.id)>{objective.title.clone()}</a>
                    <span class="small muted">{whose(objective)}</span>
                </span>
            }
        })
        .sortable(),
        Column::new("owner", text::OWNER, |objective: &Objective| {
            view! { <Who name=objective.owner.name.clone() href=people::href(objective.owner.id) /> }
        }),
        Column::new("period", text::PERIOD, |objective: &Objective| objective.period.name.clone()),
        Column::new("status", text::STATUS, standing),
        Column::new("progress", text::PROGRESS, progress).sortable(),
    ]
}

/// The team or level an objective belongs to.
pub fn whose(objective: &Objective) -> String {
    match (&objective.team, objective.level) {
        (Some(team), Level::Team) => team.name.clone(),
        (_, level) => text::level(level).to_owned(),
    }
}
