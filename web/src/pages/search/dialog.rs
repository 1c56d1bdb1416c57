//! The box and its list, by keyboard: up and down choose, Enter goes there, Escape closes.

use std::time::Duration;

use leptos::{ev::KeyboardEvent, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{
    operation::Nothing,
    problem::Problem,
    search::{LEAST, Search, SearchQuery},
};

use super::results::{Offer, at_hand, grouped};
use crate::{
    attempt::ProblemBanner,
    client::call,
    leaving::Departure,
    text::search as words,
    ui::{Dialog, Glyph, Icon, IconSize, live},
};

/// Typing rests that long before the server is asked.
const REST: Duration = Duration::from_millis(120);

/// The dialog.
#[component]
pub fn SearchDialog(open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog open title=words::SEARCH wide=true><Inside open /></Dialog> }
}

#[component]
fn Inside(open: RwSignal<bool>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let hits = RwSignal::new(Vec::<Offer>::new());
    let failed = RwSignal::new(None::<Problem>);
    let chosen = RwSignal::new(0_usize);
    let asking = RwSignal::new(false);
    ask_when_typing_rests(typed, hits, failed, asking);
    let offers = Memo::new(move |_| {
        let mut offers = at_hand(&typed.read());
        offers.extend(hits.get());
        grouped(offers)
    });
    Effect::new(move |_| {
        offers.track();
        chosen.set(0);
    });
    let (navigate, departure) = (use_navigate(), Departure::here());
    let go = Callback::new(move |(href,): (String,)| {
        let navigate = navigate.clone();
        open.set(false);
        departure.before(move || navigate(&href, NavigateOptions::default()));
    });
    let keys = move |event: KeyboardEvent| {
        let count = offers.read_untracked().len();
        match event.key().as_str() {
            "ArrowDown" if count > 0 => chosen.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => chosen.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                let offer = offers.read_untracked().get(chosen.get_untracked()).cloned();
                if let Some(offer) = offer {
                    go.run((offer.href,));
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let active = move || (!offers.read().is_empty()).then(|| option_id(chosen.get()));
    let nothing = move || {
        if let Some(problem) = failed.get() {
            // Typing on asks again.
            return view! { <ProblemBanner problem /> }.into_any();
        }
        let none = offers.read().is_empty() && !asking.get();
        none.then(|| view! { <p class="muted search-none">{words::NONE}</p> }).into_any()
    };
    view! {
        <div class="search-box">
            <span class="input-with">
                <Icon glyph=Glyph::Search />
                <input class="input" type="text" role="combobox" aria-label=words::SEARCH aria-expanded="true" aria-controls=LIST
                    aria-activedescendant=active autocomplete="off" spellcheck="false" placeholder=words::HINT autofocus=true
                    bind:value=typed on:keydown=keys />
            </span>
            <div class="search-list" id=LIST role="listbox" aria-label=words::RESULTS>
                {live(move || groups(offers.get(), chosen, go))}
            </div>
            <div aria-live="polite">{live(nothing)}</div>
            <p class="tiny faint search-keys">{words::KEYS}</p>
        </div>
    }
}

/// What was found, kind by kind under its name.
fn groups(offers: Vec<Offer>, chosen: RwSignal<usize>, go: Callback<(String,)>) -> impl IntoView {
    let numbered: Vec<(usize, Offer)> = offers.into_iter().enumerate().collect();
    let group = |same: &[(usize, Offer)]| {
        let kind = same.first().map(|(_, offer)| offer.kind).unwrap_or_default();
        let line = |(at, offer): (usize, Offer)| view! { <Line at offer chosen go /> };
        view! {
            <div class="search-group" role="group" aria-label=kind>
                <p class="tiny faint" aria-hidden="true">{kind}</p>
                {same.iter().cloned().map(line).collect_view()}
            </div>
        }
    };
    numbered.chunk_by(|(_, a), (_, b)| a.kind == b.kind).map(group).collect_view()
}

const LIST: &str = "search-results";

fn option_id(at: usize) -> String {
    format!("search-result-{at}")
}

#[component]
fn Line(at: usize, offer: Offer, chosen: RwSignal<usize>, go: Callback<(String,)>) -> impl IntoView {
    let href = offer.href;
    let is_chosen = move || chosen.get() == at;
    let node = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if is_chosen()
            && let Some(line) = node.get()
        {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            line.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    view! {
        <div node_ref=node role="option" id=option_id(at) aria-selected=move || if is_chosen() { "true" } else { "false" }
            on:mousemove=move |_| chosen.set(at) on:click=move |_| go.run((href.clone(),))>
            <Icon glyph=offer.glyph size=IconSize::Small />
            <span class="search-title">{offer.title}</span>
            <span class="small muted truncate grow">{offer.detail}</span>
        </div>
    }
}

/// Asks the server for what is typed; only the answer to the last question counts.
fn ask_when_typing_rests(
    typed: RwSignal<String>,
    hits: RwSignal<Vec<Offer>>,
    failed: RwSignal<Option<Problem>>,
    asking: RwSignal<bool>,
) {
    let waiting = StoredValue::new_local(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(earlier) = waiting.try_update_value(Option::take).flatten() {
            earlier.clear();
        }
    };
    Effect::new(move |_| {
        let q = typed.read().trim().to_owned();
        stop();
        if q.chars().count() < LEAST {
            asking.set(false);
            failed.set(None);
            return hits.set(Vec::new());
        }
        asking.set(true);
        let ask = move || {
            spawn_local(async move {
                let answer = call::<Search>(Nothing {}, SearchQuery { q: q.clone() }, ()).await;
                if typed.try_read_untracked().is_none_or(|now| now.trim() != q) {
                    return;
                }
                asking.set(false);
                let (found, problem) = match answer {
                    Ok(found) => (found.items.into_iter().map(Offer::from).collect(), None),
                    Err(problem) => (Vec::new(), Some(problem)),
                };
                hits.set(found);
                failed.set(problem);
            });
        };
        waiting.set_value(set_timeout_with_handle(ask, REST).ok());
    });
    on_cleanup(stop);
}
