//! All objectives one may see, as a list or as a tree.

use leptos::prelude::*;
use shared::{
    goals::{CreateObjective, ListObjectives},
    operation::Nothing,
};

use super::{
    bulk::{Bulk, BulkBar},
    filters::{Filters, Toolbar},
    past_tree::PastTree,
    table::columns,
    tree::GoalTree,
};
use crate::{
    address::Kept,
    client::call,
    listing::Listing,
    session::Session,
    text::goals as text,
    to,
    ui::{ButtonKind, Choice, DataTable, EmptyState, Glyph, LinkButton, PageHeader, Segments, Sort},
};

/// The page.
#[component]
pub fn Goals() -> impl IntoView {
    let session = Session::here();
    let filters = Filters::here();
    let view = Kept::new("view");
    let as_tree = Memo::new(move |_| view.get().as_deref() == Some("tree"));
    let past_day = Memo::new(move |_| filters.past_day().filter(|_| as_tree.get()));
    let create = move || {
        session.may::<CreateObjective>().then(|| {
            view! { <LinkButton href=to::NEW_GOAL kind=ButtonKind::Primary icon=Glyph::Plus>{text::NEW}</LinkButton> }
        })
    };
    let views = vec![Choice::new("", text::AS_LIST), Choice::new("tree", text::AS_TREE)];
    let shown = Signal::derive(move || if as_tree.get() { "tree" } else { "" }.to_owned());
    let body = move || {
        if let Some(day) = past_day.get() {
            view! { <PastTree filters day /> }.into_any()
        } else if as_tree.get() {
            view! { <GoalTree filters /> }.into_any()
        } else {
            view! { <GoalList filters /> }.into_any()
        }
    };
    view! {
        <div class="page">
            <PageHeader title=text::GOALS lead=text::LEAD>
                <Segments label=text::VIEW value=shown options=views on_pick=move |key: String| view.value.set(key) />
                {create}
            </PageHeader>
            <Toolbar filters as_tree />
            {body}
        </div>
    }
}

#[component]
fn GoalList(filters: Filters) -> impl IntoView {
    let goals = Listing::new(move |cursor| call::<ListObjectives>(Nothing {}, filters.query(cursor), ()));
    let sort = move |sort: Sort| filters.set_sort(&sort);
    let bulk = Bulk::new(move || goals.reload());
    let columns = std::iter::once(bulk.column()).chain(columns()).collect();
    view! {
        <BulkBar bulk />
        <div class="card flush goal-list">
            <DataTable
                caption=text::GOALS
                columns
                rows=goals.rows()
                sort=filters.sort()
                on_sort=sort
                more=goals.more()
                retry=move || goals.reload()
                empty=move || nothing(filters.any())
            />
        </div>
    }
}

/// Nothing at all says how to begin; nothing found, how to find.
pub(super) fn nothing(filtered: bool) -> AnyView {
    if filtered {
        return view! { <EmptyState glyph=Glyph::Search title=text::NONE_FOUND detail=text::NONE_FOUND_DETAIL /> }
            .into_any();
    }
    view! {
        <EmptyState glyph=Glyph::Target title=text::NONE_YET detail=text::NONE_YET_DETAIL>
            <LinkButton href=to::NEW_GOAL kind=ButtonKind::Primary icon=Glyph::Plus>{text::NEW}</LinkButton>
        </EmptyState>
    }
    .into_any()
}
