//! The organisation chart: one walks it level by level, by pressing or with the arrow keys.

use leptos::{ev::KeyboardEvent, html, prelude::*};
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::{
    operation::Nothing,
    people::{Chart, ChartNode, ChartQuery, ReadChart},
    problem::Problem,
    wire::PersonId,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::href;
use crate::{
    client::call,
    fetch::Fetch,
    text::people as text,
    to,
    ui::{Avatar, ButtonSize, Crumb, EmptyState, Glyph, LinkButton, PageHeader},
};

/// The page.
#[component]
pub fn ChartPage() -> impl IntoView {
    let query = use_query_map();
    let walked = StoredValue::new(false);
    let chart = Fetch::new(move || {
        let person = query.read().get_str("person").and_then(|id| id.parse().ok());
        level(person)
    });
    view! {
        <div class="page">
            <PageHeader title=text::CHART lead=text::CHART_LEAD crumbs=vec![Crumb::new(text::PEOPLE, to::PEOPLE)]>
                <LinkButton href=to::PEOPLE icon=Glyph::List>{text::SHOW_LIST}</LinkButton>
            </PageHeader>
            {chart.view(move |chart| {
                let first = !walked.get_value();
                walked.set_value(true);
                view! { <Level chart first /> }
            })}
        </div>
    }
}

/// One level. Where everybody stands below one person, the top is that person with their reports.
async fn level(person: Option<PersonId>) -> Result<Chart, Problem> {
    let chart = call::<ReadChart>(Nothing {}, ChartQuery { person }, ()).await?;
    match chart.reports.as_slice() {
        [only] if person.is_none() => call::<ReadChart>(Nothing {}, ChartQuery { person: Some(only.id) }, ()).await,
        _ => Ok(chart),
    }
}

fn at(id: Option<PersonId>) -> String {
    id.map_or_else(|| to::CHART.to_owned(), |id| format!("{}?person={id}", to::CHART))
}

/// The way down to one person, that person, and their reports.
#[component]
fn Level(chart: Chart, first: bool) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let navigate = use_navigate();
    let above = chart.path.iter().rev().nth(1).map(|node| node.id);
    let at_top = chart.path.is_empty();
    let keys = move |event: KeyboardEvent| {
        let cards = cards(node);
        let focused = document().active_element();
        let now = cards.iter().position(|card| focused.as_ref().is_some_and(|it| it.is_same_node(Some(card))));
        let next = match event.key().as_str() {
            "ArrowDown" | "ArrowRight" => Some(now.map_or(0, |now| (now + 1).min(cards.len().saturating_sub(1)))),
            "ArrowUp" | "ArrowLeft" => Some(now.map_or(0, |now| now.saturating_sub(1))),
            "Home" => Some(0),
            "End" => cards.len().checked_sub(1),
            "Escape" if !at_top => {
                navigate(&at(above), leptos_router::NavigateOptions::default());
                None
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(card) = next.and_then(|next| cards.get(next)) {
            let _ = card.focus();
        }
    };
    Effect::new(move |_| {
        // Another level puts other people into the cards: the focus follows to the person one has opened.
        let Some(level) = node.get() else { return };
        let focused = document().active_element();
        let ours = focused.is_none_or(|it| it.tag_name() == "BODY" || level.contains(Some(&it)));
        if !first && ours {
            request_animation_frame(move || {
                let current = cards(node).into_iter().find(|card| card.class_list().contains("current"));
                if let Some(card) = current {
                    let _ = card.focus();
                }
            });
        }
    });
    let current = chart.path.last().cloned();
    let crumbs = (!at_top).then(|| {
        let steps = chart.path.iter().rev().skip(1).rev().map(|node| {
            view! { <li><a href=at(Some(node.id))>{node.name.clone()}</a></li> }
        });
        let steps = steps.collect_view();
        let page = current.as_ref().map(|node| {
            view! {
                <LinkButton href=href(node.id) size=ButtonSize::Small icon=Glyph::User>{text::OPEN_PAGE}</LinkButton>
            }
        });
        view! {
            <div class="spread">
                <nav aria-label=text::UP><ol class="crumbs"><li><a href=at(None)>{text::TOP}</a></li>{steps}</ol></nav>
                {page}
            </div>
        }
    });
    let chain = chart.path.iter().rev().take(2).rev().cloned().collect::<Vec<_>>();
    let last = chain.len().saturating_sub(1);
    let chain =
        chain.into_iter().enumerate().map(|(step, node)| view! { <Card node current=step == last /> }).collect_view();
    let none = chart.reports.is_empty();
    let label = current.as_ref().map_or_else(|| text::TOP.to_owned(), |node| text::reports_of(&node.name));
    let reports = chart.reports.into_iter().map(|node| view! { <li><Card node /></li> }).collect_view();
    view! {
        <div class="org" node_ref=node on:keydown=keys>
            {crumbs}
            <div class="org-chain">{chain}</div>
            {if none {
                let title = if at_top { text::CHART_NOBODY } else { text::CHART_EMPTY };
                view! { <EmptyState glyph=Glyph::Network title detail=text::CHART_EMPTY_DETAIL /> }.into_any()
            } else {
                view! { <ul class=if at_top { "org-reports top" } else { "org-reports" } aria-label=label>{reports}</ul> }.into_any()
            }}
            <p class="tiny faint org-keys">{text::CHART_KEYS}</p>
        </div>
    }
}

fn cards(node: NodeRef<html::Div>) -> Vec<HtmlElement> {
    let found = node.get_untracked().and_then(|node| node.query_selector_all(".org-card").ok());
    found.map(|found| (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()).unwrap_or_default()
}

/// A person in the picture.
#[component]
fn Card(node: ChartNode, #[prop(optional)] current: bool) -> impl IntoView {
    let below = text::below(node.direct_reports, node.all_reports);
    let label = text::card(&node.name, node.job_title.as_deref(), &below);
    view! {
        <a
            class=if current { "org-card current" } else { "org-card" }
            href=at(Some(node.id))
            aria-label=label
            aria-current=current.then_some("true")
        >
            <Avatar name=node.name.clone() />
            <span class="who-text">
                <span class="strong truncate">{node.name}</span>
                {node.job_title.map(|title| view! { <span class="truncate">{title}</span> })}
                <span class="org-below">{below}</span>
            </span>
        </a>
    }
}
