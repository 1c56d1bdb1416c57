//! Until when something is kept, where it is shown.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    operation::Nothing,
    privacy::{ReadKeeping, RetentionKind},
};

use crate::{
    client::call,
    fetch::Fetch,
    session::Session,
    text::{format, retention as text},
};

/// When something of the day `since` is deleted, if its kind isn't kept for ever. That it can't be told hinders nobody. Where
/// the day is over something else keeps it, such as a legal hold, and nobody knows for how long. `since` is a day of UTC, as rules
/// count (`privacy/retention/due.sql`): by the reader's own it could be said to be kept for a day longer than it is.
#[component]
pub fn DeletedOn(kind: RetentionKind, since: NaiveDate) -> impl IntoView {
    let keeping = Fetch::new(|| call::<ReadKeeping>(Nothing {}, Nothing {}, ()));
    let today = Session::here().org_today();
    move || {
        let day = keeping.get().and_then(|keeping| keeping.deleted_on(kind, since)).filter(|day| *day >= today)?;
        Some(view! { <p class="small muted">{text::deleted_on(&format::date(day))}</p> })
    }
}
