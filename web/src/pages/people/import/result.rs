//! What an import did.

use leptos::prelude::*;
use shared::people::import::PeopleImport;

use super::undo::Undo;
use crate::{
    fetch::Fetch,
    text::{format, import as text},
    to,
    ui::{Banner, Button, ButtonKind, Glyph, LinkButton, Stat, Tone},
};

/// The counts, where to go on, and the way back.
#[component]
pub fn Applied(now: PeopleImport, import: Fetch<PeopleImport>, #[prop(into)] again: Callback<()>) -> impl IntoView {
    let number = |count: usize| Signal::stored(format::count(count));
    let (counts, deactivated) = (now.counts, now.leavers);
    let gone = (deactivated > 0).then(|| view! { <Stat label=text::DEACTIVATED value=number(deactivated) /> });
    let what = match now.undone_at {
        Some(at) => {
            view! { <Banner title=text::undone(&format::moment(at))><p>{text::UNDO_DETAIL}</p></Banner> }.into_any()
        }
        None => view! {
            <Banner tone=Tone::Good title=text::APPLIED><p>{text::APPLIED_DETAIL}</p></Banner>
            <div class="stats">
                <Stat label=text::NEW value=number(counts.new) />
                <Stat label=text::CHANGED value=number(counts.changed) />
                <Stat label=text::UNCHANGED value=number(counts.unchanged) />
                <Stat label=text::REFUSED value=number(counts.refused) />
                {gone}
            </div>
        }
        .into_any(),
    };
    view! {
        <section class="stack">
            {what}
            <div class="row">
                <LinkButton href=to::PEOPLE kind=ButtonKind::Primary icon=Glyph::Users>{text::TO_PEOPLE}</LinkButton>
                <Button icon=Glyph::Upload on_press=again>{text::ANOTHER}</Button>
            </div>
            <Undo now import />
        </section>
    }
}
