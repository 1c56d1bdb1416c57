//! What an import did.

use leptos::prelude::*;
use shared::people::import::ImportCounts;

use crate::{
    text::{format, import as text},
    to,
    ui::{Banner, Button, ButtonKind, Glyph, LinkButton, Stat, Tone},
};

/// The counts, and where to go on.
#[component]
pub fn Applied(counts: ImportCounts, deactivated: usize, #[prop(into)] again: Callback<()>) -> impl IntoView {
    let number = |count: usize| Signal::stored(format::count(count));
    let gone = (deactivated > 0).then(|| view! { <Stat label=text::DEACTIVATED value=number(deactivated) /> });
    view! {
        <section class="stack">
            <Banner tone=Tone::Good title=text::APPLIED><p>{text::APPLIED_DETAIL}</p></Banner>
            <div class="stats">
                <Stat label=text::NEW value=number(counts.new) />
                <Stat label=text::CHANGED value=number(counts.changed) />
                <Stat label=text::UNCHANGED value=number(counts.unchanged) />
                <Stat label=text::REFUSED value=number(counts.refused) />
                {gone}
            </div>
            <div class="row">
                <LinkButton href=to::PEOPLE kind=ButtonKind::Primary icon=Glyph::Users>{text::TO_PEOPLE}</LinkButton>
                <Button icon=Glyph::Upload on_press=again>{text::ANOTHER}</Button>
            </div>
        </section>
    }
}
