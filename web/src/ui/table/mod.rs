//! A table whose page sorts, filters and fetches; on a phone each row becomes a card.

mod column;
mod head;
mod more;

use leptos::prelude::*;

use self::head::head;
pub use self::{
    column::{Column, Rows, Sort},
    more::{LoadMore, More},
};
use super::{
    banner::Banner,
    button::{Button, ButtonSize},
    skeleton::Skeleton,
    tone::Tone,
};
use crate::text;

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
                view! { <td role="cell" class=class data-label=column.label.clone()>{(column.cell)(&row)}</td> }
                    .into_any()
            })
            .collect();
        view! { <tr role="row">{cells}</tr> }.into_any()
    };
    let body = move || {
        match rows.get() {
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
    }
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
