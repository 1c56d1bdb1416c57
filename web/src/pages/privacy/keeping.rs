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
    text::{format, retention as text},
};

/// When something of the day `since` is deleted, if its kind isn't kept for ever. That it can't be told hinders nobody.
#[component]
pub fn DeletedOn(kind: RetentionKind, since: NaiveDate) -> impl IntoView {
    let keeping = Fetch::new(|| call::<ReadKeeping>(Nothing {}, Nothing {}, ()));
    move || {
        let day = keeping.get().and_then(|keeping| keeping.deleted_on(kind, since))?;
        Some(view! { <p class="small muted">{text::deleted_on(&format::date(day))}</p> })
    }
}
