//! The praise of the organisation, newest first, with filters that stand in the address.

use leptos::prelude::*;
use shared::{
    access::Relation,
    feedback::{ListCompanyValues, ListPraise, Praise, PraiseFilter, TAKE_DOWN},
    operation::Nothing,
};

use super::PraiseCard;
use crate::{
    address::Kept,
    client::call,
    fetch::Fetch,
    listing::Listing,
    pages::{
        feedback::private::said_list,
        organisations::team_choices,
        people::{kept_person, people_search},
    },
    session::Session,
    text::feedback as text,
    to,
    ui::{ButtonKind, Choice, Combobox, EmptyState, Field, FilterBar, Glyph, LinkButton, Select, TextInput},
};

#[derive(Clone, Copy)]
struct Filters {
    q: Kept,
    person: Kept,
    value: Kept,
    team: Kept,
    state: Kept,
}

impl Filters {
    fn here() -> Self {
        Self {
            q: Kept::typed("q"),
            person: Kept::new("person"),
            value: Kept::new("value"),
            team: Kept::new("team"),
            state: Kept::new("state"),
        }
    }

    /// What to ask the server for. Reactive.
    fn query(self, cursor: Option<String>) -> PraiseFilter {
        PraiseFilter {
            q: self.q.get(),
            person: self.person.read(|text| text.parse().ok()),
            value: self.value.read(|text| text.parse().ok()),
            team: self.team.read(|text| text.parse().ok()),
            taken_down: self.state.read(|text| (text == "down").then_some(true)),
            cursor,
            ..PraiseFilter::default()
        }
    }

    fn any(self) -> bool {
        self.query(None) != PraiseFilter::default()
    }
}

/// The filters and the cards.
#[component]
pub fn Feed() -> impl IntoView {
    let filters = Filters::here();
    let praise = Listing::new(move |cursor| call::<ListPraise>(Nothing {}, filters.query(cursor), ()));
    let card = move |one: Praise| view! { <PraiseCard praise=one gone=move || praise.reload() /> }.into_any();
    view! {
        <Toolbar filters />
        {said_list(praise, card, move || nothing(filters.any()))}
    }
}

fn nothing(filtered: bool) -> AnyView {
    if filtered {
        return view! { <EmptyState glyph=Glyph::Search title=text::NO_PRAISE_FOUND detail=text::NO_PRAISE_FOUND_DETAIL /> }
            .into_any();
    }
    view! {
        <EmptyState glyph=Glyph::Sparkles title=text::NO_PRAISE detail=text::NO_PRAISE_DETAIL>
            <LinkButton href=to::GIVE_PRAISE kind=ButtonKind::Primary>{text::GIVE_PRAISE}</LinkButton>
        </EmptyState>
    }
    .into_any()
}

#[component]
fn Toolbar(filters: Filters) -> impl IntoView {
    let values = Fetch::new(|| call::<ListCompanyValues>(Nothing {}, Nothing {}, ()));
    let values = Signal::derive(move || {
        let all = values.get().map(|list| list.items).unwrap_or_default();
        all.into_iter().map(|value| Choice::new(value.id.to_string(), value.name)).collect::<Vec<_>>()
    });
    let teams = team_choices();
    let states = vec![Choice::new("down", text::TAKEN_DOWN)];
    let admin = Session::here().can(&TAKE_DOWN, Relation::Organisation);
    view! {
        <FilterBar>
            <Field label=text::SEARCH filter=true wide=true>
                <TextInput value=filters.q.value kind="search" icon=Glyph::Search placeholder=text::SEARCH_HINT />
            </Field>
            <Field label=text::OF filter=true>
                <Combobox value=kept_person(filters.person.value) search=people_search() placeholder=text::ANYBODY />
            </Field>
            <Field label=text::VALUE filter=true><Select value=filters.value.value options=values any=text::ANY_VALUE /></Field>
            <Field label=text::TEAM filter=true><Select value=filters.team.value options=teams any=text::ANY_TEAM /></Field>
            {admin.then(|| view! {
                <Field label=text::STANDS filter=true><Select value=filters.state.value options=states any=text::STANDING_NOW /></Field>
            })}
            <Show when=move || filters.any()>
                <LinkButton href=to::FEEDBACK kind=ButtonKind::Quiet icon=Glyph::X>{text::CLEAR}</LinkButton>
            </Show>
        </FilterBar>
    }
}
