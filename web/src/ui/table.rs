//! A table whose page sorts, filters and fetches; on a phone each row becomes a card.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    banner::Banner,
    button::{Button, ButtonSize},
    icon::{Glyph, Icon, IconSize},
    skeleton::Skeleton,
    tone::Tone,
};
use crate::text;

/// What a list has to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows<T> {
    /// On the way for the first time.
    Loading,
    /// Could not be fetched; the sentence says why.
    Failed(String),
    /// Here, perhaps none.
    Ready(Vec<T>),
}

/// The order of a list: a column's key and the direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// Key of the column.
    pub key: String,
    /// Largest or latest first.
    pub descending: bool,
}

type Cell<T> = Arc<dyn Fn(&T) -> AnyView + Send + Sync>;

/// One column: its heading, and how a row fills it. The first names the row.
#[derive(Clone)]
pub struct Column<T> {
    key: &'static str,
    label: String,
    sortable: bool,
    end: bool,
    cell: Cell<T>,
}

impl<T> Column<T> {
    /// A column; `key` is what [`Sort`] calls it.
    pub fn new<V: IntoView + 'static>(key: &'static str, label: impl Into<String>, cell: impl Fn(&T) -> V + Send + Sync + 'static) -> Self {
        Self { key, label: label.into(), sortable: false, end: false, cell: Arc::new(move |row| cell(row).into_view().into_any()) }
    }

    /// Its heading sorts.
    #[must_use]
    pub fn sortable(self) -> Self {
        Self { sortable: true, ..self }
    }

    /// Numbers: aligned at the end.
    #[must_use]
    pub fn end(self) -> Self {
        Self { end: true, ..self }
    }
}

/// The rest of a keyset-paged list.
#[derive(Clone, Copy)]
pub struct More {
    /// Whether there is a next page.
    pub there: Signal<bool>,
    /// Whether it is being fetched.
    pub busy: Signal<bool>,
    /// Fetches it and appends.
    pub load: Callback<()>,
}

/// A table. `caption` names it to screen readers; `empty` shows when there is no row; `retry` comes with a failure.
#[component]
pub fn DataTable<T: Clone + Send + Sync + 'static>(
    #[prop(into)] caption: String,
    columns: Vec<Column<T>>,
    #[prop(into)] rows: Signal<Rows<T>>,
    #[prop(optional, into)] sort: Signal<Option<Sort>>,
    #[prop(optional, into)] on_sort: Option<Callback<(Sort,)>>,
    #[prop(optional)] more: Option<More>,
    #[prop(optional, into)] retry: Option<Callback<()>>,
    #[prop(into)] empty: ViewFn,
) -> impl IntoView {
    let heads: Vec<AnyView> = columns
        .iter()
        .map(|column| head(column.key, column.label.clone(), column.end, on_sort.filter(|_| column.sortable), sort))
        .collect();
    let width = columns.len();
    let line = move |row: T| {
        let cells: Vec<AnyView> = columns
            .iter()
            .map(|column| {
                let class = column.end.then_some("end");
                view! { <td role="cell" class=class data-label=column.label.clone()>{(column.cell)(&row)}</td> }.into_any()
            })
            .collect();
        view! { <tr role="row">{cells}</tr> }.into_any()
    };
    let body = move || match rows.get() {
        Rows::Ready(rows) if rows.is_empty() => view! { <tr role="row"><td role="cell" colspan=width>{empty.run()}</td></tr> }.into_any(),
        Rows::Ready(rows) => rows.into_iter().map(&line).collect_view().into_any(),
        Rows::Loading => (0..5)
            .map(|_| view! { <tr role="row"><td role="cell" colspan=width><Skeleton lines=1 /></td></tr> })
            .collect_view()
            .into_any(),
        Rows::Failed(why) => view! {
            <tr role="row"><td role="cell" colspan=width>
                <Banner tone=Tone::Bad title=why>
                    {retry.map(|again| view! { <Button size=ButtonSize::Small on_press=again>{text::ui::TRY_AGAIN}</Button> })}
                </Banner>
            </td></tr>
        }
        .into_any(),
    };
    let loading = move || rows.with(|rows| matches!(rows, Rows::Loading)).then_some("true");
    view! {
        <div class="table-wrap">
            // Roles are spelled out because a table drawn as cards loses the built-in ones.
            <table class="table" role="table" aria-busy=loading>
                <caption class="visually-hidden">{caption}</caption>
                <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
                <tbody role="rowgroup">{body}</tbody>
            </table>
        </div>
        {more.map(|more| view! { <LoadMore more /> })}
    }
}

fn head(key: &'static str, label: String, end: bool, on_sort: Option<Callback<(Sort,)>>, sort: Signal<Option<Sort>>) -> AnyView {
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
                {move || view! { <Icon glyph=arrow() size=IconSize::Small /> }}
            </button>
        </th>
    }
    .into_any()
}

/// The foot of a keyset-paged list: a button for the next page, as long as there is one.
#[component]
pub fn LoadMore(more: More) -> impl IntoView {
    view! {
        <Show when=move || more.there.get()>
            <div class="table-foot">
                <Button size=ButtonSize::Small busy=more.busy on_press=more.load>{text::ui::SHOW_MORE}</Button>
            </div>
        </Show>
    }
}
