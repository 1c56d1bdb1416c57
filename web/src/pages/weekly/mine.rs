//! One's own week: the form until it is read, then what it says.

use chrono::Days;
use leptos::prelude::*;
use shared::{
    operation::Nothing,
    weekly_check_ins::{MyWeek, ReadMyWeek, WeekQuery, rules::monday_of},
};

use super::{form::WeekForm, said::Week};
use crate::{
    address::Kept,
    client::call,
    fetch::Fetch,
    pages::shares::{Record, WhoReads},
    session::Session,
    text::weekly as text,
    ui::{Choice, EmptyState, Glyph, Segments},
};

/// This week, or the last.
#[component]
pub fn Mine() -> impl IntoView {
    let week = Kept::new("week");
    let last = Memo::new(move |_| week.get().as_deref() == Some("last"));
    let fetch = Fetch::new(move || {
        let monday = monday_of(Session::here().org_today());
        let week = last.get().then(|| monday.checked_sub_days(Days::new(7))).flatten();
        call::<ReadMyWeek>(Nothing {}, WeekQuery { week }, ())
    });
    let weeks = vec![Choice::new("", text::THIS_WEEK), Choice::new("last", text::LAST_WEEK)];
    let shown = Signal::derive(move || if last.get() { "last" } else { "" }.to_owned());
    view! {
        <div class="row"><Segments label=text::WEEK value=shown options=weeks on_pick=move |key: String| week.value.set(key) /></div>
        {fetch.view(move |mine| week_of(mine, Callback::new(move |()| fetch.reload())))}
    }
}

fn week_of(mine: MyWeek, changed: Callback<()>) -> AnyView {
    match &mine.check_in {
        Some(check_in) if check_in.read_at.is_some() => view! {
            <Week check_in=check_in.clone() />
            <section class="card"><WhoReads record=Record::Week(check_in.person.id) on_page=true /></section>
        }
        .into_any(),
        None if !mine.enabled => {
            view! { <div class="card"><EmptyState glyph=Glyph::Calendar title=text::OFF detail=text::OFF_DETAIL /></div> }
                .into_any()
        }
        _ => view! { <WeekForm mine changed /> }.into_any(),
    }
}
