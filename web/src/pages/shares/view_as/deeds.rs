//! What somebody may do with a thing, and what would let them do the rest.

use leptos::prelude::*;
use shared::{access::ShareLevel, shares::Deed};

use crate::{
    text::shares as text,
    ui::{Glyph, Icon},
};

/// The buttons they have, and those they don't.
#[component]
pub fn Deeds(deeds: Vec<Deed>) -> impl IntoView {
    let of_kpi = deeds.iter().any(|deed| deed.permission.starts_with("kpis."));
    let level: fn(ShareLevel) -> &'static str = if of_kpi { text::kpi_level } else { text::level };
    let one = |deed: Deed| {
        let (glyph, word) = if deed.may { (Glyph::Check, text::MAY) } else { (Glyph::X, text::MAY_NOT) };
        let lacks = (!deed.may).then(|| {
            view! { <span class="small muted">{text::needs(&deed.permission, deed.needs.map(level))}</span> }
        });
        view! {
            <li class=if deed.may { "deed may" } else { "deed" }>
                <Icon glyph />
                <span class="visually-hidden">{word}</span>
                <span class="deed-words"><span>{text::deed(&deed.permission).to_owned()}</span>{lacks}</span>
            </li>
        }
    };
    view! {
        <section class="stack tight">
            <h2>{text::WHAT_THEY_MAY}</h2>
            <ul class="deeds">{deeds.into_iter().map(one).collect_view()}</ul>
        </section>
    }
}
