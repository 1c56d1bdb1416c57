//! Rows of a form that can be added, moved and taken out.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{ButtonSize, Glyph, IconButton};

/// A row: the same row, with the same controls, wherever it goes.
#[derive(Clone, Copy)]
pub struct OrderedRow<T> {
    /// Names the row among the others.
    pub number: usize,
    /// The place its fields are named by, so that an error finds what it is about; see [`Ordered::settle`].
    pub sent_as: usize,
    /// What stands in it.
    pub value: T,
}

/// The rows, in order.
pub struct Ordered<T: 'static> {
    rows: RwSignal<Vec<OrderedRow<T>>>,
    /// What owns what is in the rows that are added: the page, and not the dialog or the button they are added by.
    page: StoredValue<Owner>,
}

impl<T> Clone for Ordered<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Ordered<T> {}

impl<T: Copy + Send + Sync + 'static> Ordered<T> {
    /// These, in this order.
    pub fn new(values: impl IntoIterator<Item = T>) -> Self {
        let row = |(at, value)| OrderedRow { number: at, sent_as: at, value };
        Self {
            rows: RwSignal::new(values.into_iter().enumerate().map(row).collect()),
            page: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }

    /// How many there are. Reactive.
    pub fn count(self) -> usize {
        self.rows.read().len()
    }

    /// What stands in them, in order. Reactive.
    pub fn values(self) -> Vec<T> {
        self.rows.read().iter().map(|row| row.value).collect()
    }

    /// The same; `None` once their form is gone. Reactive.
    pub fn try_values(self) -> Option<Vec<T>> {
        self.rows.try_with(|rows| rows.iter().map(|row| row.value).collect())
    }

    /// The rows for `<For each key>`. Reactive.
    pub fn rows(self) -> Vec<OrderedRow<T>> {
        self.rows.get()
    }

    /// One more at the end.
    pub fn add(self, make: impl FnOnce() -> T) {
        let value = self.page.with_value(|page| page.with(make));
        self.rows.update(|rows| rows.push(OrderedRow { number: next(rows), sent_as: rows.len(), value }));
    }

    /// Others in their place.
    pub fn put(self, make: impl FnOnce() -> Vec<T>) {
        let values = self.page.with_value(|page| page.with(make));
        self.rows.update(|rows| {
            let first = next(rows);
            let row = |(at, value)| OrderedRow { number: first + at, sent_as: at, value };
            *rows = values.into_iter().enumerate().map(row).collect();
        });
    }

    /// Takes a row out.
    pub fn remove(self, number: usize) {
        self.rows.update(|rows| rows.retain(|row| row.number != number));
    }

    /// Where a row stands. Reactive.
    pub fn place(self, number: usize) -> usize {
        self.rows.with(|rows| rows.iter().position(|row| row.number == number)).unwrap_or(0)
    }

    fn shift(self, number: usize, by: isize) {
        let at = untrack(|| self.place(number));
        self.rows.update(|rows| {
            if let Some(to) = at.checked_add_signed(by).filter(|to| *to < rows.len()) {
                rows.swap(at, to);
            }
        });
    }

    /// Before they are sent: rows that were moved are made anew, so that their fields are named by where they stand.
    pub fn settle(self) {
        let moved = |(at, row): (usize, &OrderedRow<T>)| row.sent_as != at;
        if !self.rows.with_untracked(|rows| rows.iter().enumerate().any(moved)) {
            return;
        }
        self.rows.update(|rows| {
            let first = next(rows);
            for (at, row) in rows.iter_mut().enumerate() {
                (row.number, row.sent_as) = (first + at, at);
            }
        });
    }
}

fn next<T>(rows: &[OrderedRow<T>]) -> usize {
    rows.iter().map(|row| row.number + 1).max().unwrap_or(0)
}

/// The buttons of a row: up, down and away. `named` says which row, for those who hear them one by one.
#[component]
pub fn OrderedButtons<T: Copy + Send + Sync + 'static>(
    ordered: Ordered<T>,
    number: usize,
    /// What each does with this row: up, down, remove.
    labels: [Signal<String>; 3],
    /// How many have to stay.
    #[prop(default = 0)]
    least: usize,
) -> impl IntoView {
    let at = Memo::new(move |_| ordered.place(number));
    let many = Memo::new(move |_| ordered.count());
    let shift = move |by: isize| {
        let focused = document().active_element();
        ordered.shift(number, by);
        // To move a row takes the focus out of it; whoever moves it once may want to move it twice.
        request_animation_frame(move || {
            if let Some(button) = focused.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = button.focus();
            }
        });
    };
    let [up, down, away] = labels;
    view! {
        <span class="row snug">
            <IconButton glyph=Glyph::ArrowUp label=up size=ButtonSize::Small
                disabled=Signal::derive(move || at.get() == 0) on_press=move || shift(-1) />
            <IconButton glyph=Glyph::ArrowDown label=down size=ButtonSize::Small
                disabled=Signal::derive(move || at.get() + 1 >= many.get()) on_press=move || shift(1) />
            <IconButton glyph=Glyph::Trash2 label=away size=ButtonSize::Small
                disabled=Signal::derive(move || many.get() <= least) on_press=move || ordered.remove(number) />
        </span>
    }
}
