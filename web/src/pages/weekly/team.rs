//! The week of those who report to the visitor directly.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use shared::{
    operation::Nothing,
    weekly_check_ins::{ReadTeamWeek, TeamWeekItem, WeekQuery, rules::monday_of},
};

use super::{
    href,
    said::{days, face, state},
};
use crate::{
    address::Kept,
    client::call,
    fetch::Fetch,
    pages::people,
    session::Session,
    text::weekly as text,
    ui::{Badge, ButtonSize, Column, DataTable, EmptyState, Glyph, IconButton, LinkButton, Rows, Who, live},
};

/// The table, a week at a time.
#[component]
pub fn Team() -> impl IntoView {
    let week = Kept::new("of");
    let today = move || Session::here().org_today();
    let monday = Memo::new(move |_| monday_of(week.read(|text| text.parse().ok()).unwrap_or_else(today)));
    let team = Fetch::new(move || call::<ReadTeamWeek>(Nothing {}, WeekQuery { week: Some(monday.get()) }, ()));
    let go = move |to: Option<NaiveDate>| {
        if let Some(to) = to {
            week.value.set(to.to_string());
        }
    };
    let last = move || monday.get() >= monday_of(today());
    let columns = || {
        vec![
            Column::new("who", text::WHO, |item: &TeamWeekItem| {
                view! { <Who name=item.person.name.clone() href=people::href(item.person.id) /> }
            }),
            Column::new("stuck", text::STUCK, |item: &TeamWeekItem| {
                item.check_in.as_ref().and_then(|it| it.stuck.first().cloned())
            }),
            Column::new("mood", text::HOW, |item: &TeamWeekItem| face(item.check_in.as_ref().and_then(|it| it.mood))),
            Column::new("state", text::STATE, |item: &TeamWeekItem| match &item.check_in {
                Some(it) => state(it).into_any(),
                None => view! { <Badge>{text::NOT_WRITTEN}</Badge> }.into_any(),
            }),
            Column::new("open", text::OPEN, |item: &TeamWeekItem| {
                let name = item.person.name.clone();
                item.check_in.as_ref().map(|it| {
                    view! { <LinkButton href=href(it.id) size=ButtonSize::Small>{text::OPEN}<span class="visually-hidden">{name}</span></LinkButton> }
                })
            })
            .end(),
        ]
    };
    let empty = || view! { <EmptyState glyph=Glyph::Users title=text::NO_TEAM detail=text::NO_TEAM_DETAIL /> };
    view! {
        <section class="card flush">
            <div class="card-head">
                <h2>{live(move || days(monday.get()))}</h2>
                <div class="row snug">
                    <IconButton glyph=Glyph::ChevronLeft label=text::EARLIER on_press=move || go(monday.get_untracked().checked_sub_days(Days::new(7))) />
                    <IconButton glyph=Glyph::ChevronRight label=text::LATER disabled=Signal::derive(last) on_press=move || go(monday.get_untracked().checked_add_days(Days::new(7))) />
                </div>
            </div>
            {team.view(move |team| view! { <DataTable caption=text::TAB_TEAM columns=columns() rows=Rows::Ready(team.items) empty /> })}
        </section>
    }
}
