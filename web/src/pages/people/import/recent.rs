//! What was imported in the last day: whoever closed the page finds the way back to undoing it.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    people::import::{ListImports, RecentImport},
};

use crate::{
    client::call,
    fetch::Fetch,
    text::{format, import as text},
    to,
    ui::{Badge, ButtonSize, LinkButton, Tone},
};

/// The list, newest first; nothing where nothing was imported.
#[component]
pub fn Recent() -> impl IntoView {
    let recent = Fetch::new(|| call::<ListImports>(Nothing {}, Nothing {}, ()));
    recent.view(|recent| {
        (!recent.items.is_empty()).then(|| {
            view! {
                <section class="card flush">
                    <div class="card-head"><h2>{text::RECENT}</h2></div>
                    <ul class="rows">{recent.items.iter().map(one).collect_view()}</ul>
                </section>
            }
        })
    })
}

/// One of them, with the way to its page.
fn one(import: &RecentImport) -> impl IntoView + use<> {
    let title = text::imported(&import.author.name, &format::moment(import.applied_at));
    let people = text::imported_people(import.people);
    let mark = match import.undone_at {
        Some(_) => view! { <Badge>{text::UNDONE}</Badge> }.into_any(),
        None => {
            let until = text::until(&format::moment(import.undo_until));
            view! { <Badge tone=Tone::Accent>{until}</Badge> }.into_any()
        }
    };
    let href = format!("{}?import={}", to::IMPORT, import.id);
    view! {
        <li class="home-due">
            <div class="grow"><p class="strong">{title.clone()}</p><p class="small muted">{people}</p></div>
            {mark}
            <LinkButton href size=ButtonSize::Small>{text::OPEN}<span class="visually-hidden">{title}</span></LinkButton>
        </li>
    }
}
