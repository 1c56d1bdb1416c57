//! How far a cycle is by team and by manager: each number leads to the list behind it.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{
        ExportReviewResultsCsv, ExportReviewResultsXlsx, ListReviewGroups, NewReviewReminder, PacketState,
        RemindOfReviews, ReviewCycle, ReviewCyclePath, ReviewGroup, ReviewGroupFilter, ReviewGrouping, ReviewStage,
    },
    teams::ListTeams,
    wire::{Limit, PersonId, ReviewCycleId, TeamId},
};

use super::super::cycle_href;
use crate::{
    address::Kept,
    attempt::{Attempt, AttemptNews},
    client::call,
    download::save,
    fetch::Fetch,
    listing::Listing,
    pages::people::{kept_person, people_search},
    text::{review_overview as text, reviews},
    ui::{
        Badge, Button, ButtonKind, ButtonSize, Choice, Column, Combobox, DataTable, EmptyState, Field, FilterBar,
        Glyph, Icon, LinkButton, Menu, MenuItem, Segments, Select, Toasts, Tone,
    },
};

/// Whose lines the lists of the page show: a team's, or those of a manager's people.
#[derive(Clone, Copy)]
pub struct Whose {
    team: Kept,
    manager: Kept,
}

impl Whose {
    /// As the address says.
    pub fn here() -> Self {
        Self { team: Kept::new("team"), manager: Kept::new("manager") }
    }

    /// In this team or below it. Reactive.
    pub fn team(self) -> Option<TeamId> {
        self.team.read(|text| text.parse().ok())
    }

    /// Led by this person. Reactive.
    pub fn manager(self) -> Option<PersonId> {
        self.manager.read(|text| text.parse().ok())
    }

    fn any(self) -> bool {
        self.team.get().is_some() || self.manager.get().is_some()
    }
}

/// The address of the page with its lists narrowed to a group; `more` narrows them further.
fn lists(id: ReviewCycleId, group: &ReviewGroup, more: &str) -> String {
    let whose = match (&group.team, &group.manager) {
        (Some(team), _) => format!("team={}", team.id),
        (None, Some(manager)) => format!("by={}&manager={}", ReviewGrouping::Manager, manager.id),
        (None, None) => String::new(),
    };
    format!("{}?{whose}{more}", cycle_href(id))
}

fn name(group: &ReviewGroup) -> String {
    let team = group.team.as_ref().map(|team| team.name.clone());
    team.or_else(|| group.manager.as_ref().map(|manager| manager.name.clone())).unwrap_or_default()
}

fn whom(group: &ReviewGroup) -> NewReviewReminder {
    NewReviewReminder {
        team: group.team.as_ref().map(|team| team.id),
        manager: group.manager.as_ref().map(|manager| manager.id),
        ..NewReviewReminder::default()
    }
}

/// The groups; `?by=manager` shows managers instead of teams. After reminding, `again` tells the list of duties.
#[component]
pub fn Groups(cycle: ReviewCycle, again: RwSignal<u32>) -> impl IntoView {
    let (id, stage) = (cycle.id, cycle.stage);
    let by = Kept::new("by");
    let listing = Listing::new(move |cursor| {
        let filter = ReviewGroupFilter { by: by.read(ReviewGrouping::parse), limit: Limit::new(25), cursor };
        call::<ListReviewGroups>(ReviewCyclePath { id }, filter, ())
    });
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let remind = move |whom: NewReviewReminder| {
        attempt.send(
            whom,
            move |body| call::<RemindOfReviews>(ReviewCyclePath { id }, Nothing {}, body),
            move |reminded| {
                toasts.good(reviews::reminded(reminded.count));
                again.update(|times| *times = times.wrapping_add(1));
            },
        );
    };
    let deeds = move |group: &ReviewGroup| {
        let (whom, named) = (whom(group), text::remind_group(&name(group)));
        (group.to_do > 0).then(|| {
            view! {
                <Button size=ButtonSize::Small busy=attempt.busy on_press=move || remind(whom.clone())>
                    <span aria-hidden="true">{reviews::REMIND}</span><span class="visually-hidden">{named}</span>
                </Button>
            }
        })
    };
    let columns = move || {
        let mut columns = vec![
            Column::new("group", text::GROUP, move |group: &ReviewGroup| {
                view! { <a class="plain-link strong" href=lists(id, group, "#people")>{name(group)}</a> }
            }),
            progress(stage),
        ];
        if matches!(stage, ReviewStage::Sharing | ReviewStage::Closed) {
            columns.push(
                Column::new("waiting", text::NOT_RELEASED, move |group: &ReviewGroup| {
                    let waiting = group.progress.people - group.progress.released;
                    number(waiting, in_state(id, group, PacketState::Collecting))
                })
                .end(),
            );
            columns.push(
                Column::new("answered", reviews::ANSWERED, move |group: &ReviewGroup| {
                    number(group.progress.acknowledged, in_state(id, group, PacketState::Acknowledged))
                })
                .end(),
            );
        }
        if asks(stage) {
            columns.push(
                Column::new("to_do", reviews::STILL_TO_DO, move |group: &ReviewGroup| {
                    number(group.to_do, lists(id, group, "#duties"))
                })
                .end(),
            );
            columns.push(Column::new("late", reviews::LATE, move |group: &ReviewGroup| {
                let late = (group.late > 0).then(|| view! { <Badge tone=Tone::Warn>{reviews::LATE}</Badge> });
                view! { <span class="row snug">{late}{number(group.late, lists(id, group, "&due=late#duties"))}</span> }
            }).end());
            columns.push(Column::new("deeds", reviews::ACTIONS, deeds).end());
        }
        columns
    };
    let empty = || view! { <EmptyState glyph=Glyph::Users title=text::NO_GROUPS detail=text::NO_GROUPS_DETAIL /> };
    let ways = vec![Choice::new("", text::BY_TEAM), Choice::new(ReviewGrouping::Manager.as_str(), text::BY_MANAGER)];
    view! {
        <section class="card flush">
            <div class="card-head">
                <h2>{text::HOW_FAR}</h2>
                <Segments label=text::HOW_FAR value=by.value options=ways on_pick=move |key: String| by.value.set(key) />
                <Results id />
            </div>
            <AttemptNews attempt />
            <DataTable caption=text::HOW_FAR columns=columns() rows=listing.rows() more=listing.more() retry=move || listing.reload() empty />
        </section>
    }
}

/// Whether a stage may ask something of somebody, so that there is a list of duties: a second reader answers after the close.
pub const fn asks(stage: ReviewStage) -> bool {
    !matches!(stage, ReviewStage::Draft | ReviewStage::Cancelled)
}

fn progress(stage: ReviewStage) -> Column<ReviewGroup> {
    let settling = stage == ReviewStage::Nominating;
    let heading = if settling { text::PEERS_SETTLED } else { reviews::HANDED_IN_COUNT };
    let of = move |group: &ReviewGroup| match settling {
        true => reviews::of_all(group.progress.nominated, group.progress.people),
        false => reviews::of_all(group.progress.submitted, group.progress.reviews),
    };
    Column::new("progress", heading, of).end()
}

fn in_state(id: ReviewCycleId, group: &ReviewGroup, state: PacketState) -> String {
    lists(id, group, &format!("&state={state}#people"))
}

/// A number that leads to its list; nothing leads to an empty one.
fn number(count: i64, href: String) -> AnyView {
    match count {
        0 => view! { <span class="muted">"0"</span> }.into_any(),
        _ => view! { <a class="plain-link" href=href>{count}</a> }.into_any(),
    }
}

/// What came of the cycle as a file. What goes wrong stands beside it.
#[component]
fn Results(id: ReviewCycleId) -> impl IntoView {
    let attempt = Attempt::new();
    let csv = move || {
        let file = call::<ExportReviewResultsCsv>(ReviewCyclePath { id }, Nothing {}, ());
        let bytes = async move { file.await.map(String::into_bytes) };
        attempt.run(bytes, |bytes: Vec<u8>| save("review-results.csv", &bytes));
    };
    let xlsx = move || {
        let file = call::<ExportReviewResultsXlsx>(ReviewCyclePath { id }, Nothing {}, ());
        attempt.run(file, |bytes: Vec<u8>| save("review-results.xlsx", &bytes));
    };
    view! {
        <AttemptNews attempt />
        <Menu trigger=|| view! { <Icon glyph=Glyph::Download />{text::RESULTS} } class="btn btn-plain">
            <MenuItem icon=Glyph::FileText on_pick=csv>{text::AS_CSV}</MenuItem>
            <MenuItem icon=Glyph::FileText on_pick=xlsx>{text::AS_XLSX}</MenuItem>
        </Menu>
    }
}

/// Narrows the lists below it to a team or a manager's people.
#[component]
pub fn Narrow(id: ReviewCycleId, whose: Whose) -> impl IntoView {
    let teams = Fetch::new(|| call::<ListTeams>(Nothing {}, Nothing {}, ()));
    let options = Signal::derive(move || {
        let all = teams.get().map(|list| list.items).unwrap_or_default();
        all.into_iter().map(|team| Choice::new(team.id.to_string(), team.name)).collect::<Vec<_>>()
    });
    view! {
        <FilterBar>
            <Field label=reviews::TEAM filter=true><Select value=whose.team.value options any=text::ANY_TEAM /></Field>
            <Field label=reviews::MANAGER filter=true>
                <Combobox value=kept_person(whose.manager.value) search=people_search() placeholder=text::ANYBODY />
            </Field>
            <Show when=move || whose.any()>
                <LinkButton href=cycle_href(id) kind=ButtonKind::Quiet icon=Glyph::X>{text::SHOW_ALL}</LinkButton>
            </Show>
        </FilterBar>
    }
}
