//! What a table is told: columns, rows, order.

use std::sync::Arc;

use leptos::prelude::*;

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

impl Sort {
    /// From the API's way of writing it: `name`, or `-name` for the other direction.
    pub fn parse(code: &str) -> Self {
        match code.strip_prefix('-') {
            Some(key) => Self { key: key.to_owned(), descending: true },
            None => Self { key: code.to_owned(), descending: false },
        }
    }

    /// As the API and the URL write it.
    pub fn code(&self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.key)
    }
}

type Cell<T> = Arc<dyn Fn(&T) -> AnyView + Send + Sync>;

/// One column: its heading, and how a row fills it. The first names the row.
#[derive(Clone)]
pub struct Column<T> {
    pub(super) key: &'static str,
    pub(super) label: String,
    pub(super) sortable: bool,
    pub(super) end: bool,
    pub(super) cell: Cell<T>,
}

impl<T> Column<T> {
    /// A column; `key` is what [`Sort`] calls it.
    pub fn new<V: IntoView + 'static>(
        key: &'static str,
        label: impl Into<String>,
        cell: impl Fn(&T) -> V + Send + Sync + 'static,
    ) -> Self {
        Self {
            key,
            label: label.into(),
            sortable: false,
            end: false,
            cell: Arc::new(move |row| cell(row).into_view().into_any()),
        }
    }

    /// Its heading sorts.
    pub fn sortable(self) -> Self {
        Self { sortable: true, ..self }
    }

    /// Numbers: aligned at the end.
    pub fn end(self) -> Self {
        Self { end: true, ..self }
    }
}
