//! A heading, which sorts where it can.

use leptos::prelude::*;

use crate::ui::live;

use super::column::Sort;
use crate::ui::icon::{Glyph, Icon, IconSize};

pub(super) fn head(
    key: &'static str,
    label: String,
    end: bool,
    on_sort: Option<Callback<(Sort,)>>,
    sort: Signal<Option<Sort>>,
) -> AnyView {
    let class = end.then_some("end");
    let Some(act) = on_sort else {
        return view! { <th role="columnheader" scope="col" class=class>{label}</th> }.into_any();
    };
    let now = move || sort.get().filter(|sort| sort.key == key).map(|sort| sort.descending);
    let aria = move || now().map(|descending| if descending { "descending" } else { "ascending" });
    let arrow = move || match now() {
        Some(true) => Glyph::ArrowDown,
        Some(false) => Glyph::ArrowUp,
        None => Glyph::ChevronsUpDown,
    };
    let press = move |_| act.run((Sort { key: key.to_owned(), descending: now() == Some(false) },));
    view! {
        <th role="columnheader" scope="col" class=class aria-sort=aria>
            <button type="button" class="sort" on:click=press>
                {label}
                {live(move || view! { <Icon glyph=arrow() size=IconSize::Small /> })}
            </button>
        </th>
    }
    .into_any()
}
