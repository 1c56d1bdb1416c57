//! What is shared with me, and what I share.

use chrono::{Duration, Utc};
use leptos::prelude::*;
use shared::{
    operation::Nothing,
    people::{PersonPath, PersonRef},
    shares::{Grantee, ListSharedByMe, ListSharedWithMe, RevokeSharesWith, Share},
};

use super::deeds::Desk;
use crate::{
    address::Kept,
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    pages::{goals, kpis},
    text::{format, shares as text},
    ui::{
        Badge, Choice, Column, DataTable, EmptyState, Field, Glyph, PageHeader, Rows, Select, Tab, TabPanel, Tabs,
        Tone, live,
    },
};

/// The page.
#[component]
pub fn Shares() -> impl IntoView {
    let tab = Kept::new("tab");
    let mine = Memo::new(move |_| tab.get().as_deref() == Some("by-me"));
    let tabs = vec![Tab::new("with-me", text::WITH_ME), Tab::new("by-me", text::BY_ME)];
    let active = move || if mine.get() { "by-me" } else { "with-me" }.to_owned();
    let panel = move || {
        if mine.get() {
            view! { <TabPanel key="by-me"><ByMe /></TabPanel> }.into_any()
        } else {
            view! { <TabPanel key="with-me"><WithMe /></TabPanel> }.into_any()
        }
    };
    view! {
        <div class="page">
            <PageHeader title=text::SHARES lead=text::LEAD />
            <Tabs label=text::SHARES tabs active on_pick=move |key: String| tab.value.set(key) />
            {panel}
        </div>
    }
}

#[component]
fn WithMe() -> impl IntoView {
    let shares = Fetch::new(|| call::<ListSharedWithMe>(Nothing {}, Nothing {}, ()));
    let columns = || {
        let by = Column::new("by", text::BY, |share: &Share| share.granted_by.name.clone());
        vec![what(), by, level(), reason(), until()]
    };
    let empty =
        || view! { <EmptyState glyph=Glyph::Share2 title=text::NONE_WITH_ME detail=text::NONE_WITH_ME_DETAIL /> };
    view! {
        <div class="card flush">
            {shares.view(move |list| view! { <DataTable caption=text::WITH_ME columns=columns() rows=Rows::Ready(list.items) empty /> })}
        </div>
    }
}

#[component]
fn ByMe() -> impl IntoView {
    let shares = Fetch::new(|| call::<ListSharedByMe>(Nothing {}, Nothing {}, ()));
    let attempt = Attempt::new();
    let desk = Desk::new(attempt, move || shares.reload());
    let columns = move || {
        let with = Column::new("with", text::WITH, |share: &Share| grantee(&share.grantee));
        let deeds = Column::new("deeds", text::ACTIONS, move |share: &Share| desk.deeds(share));
        vec![what(), with, level(), reason(), until(), deeds.end()]
    };
    let empty = || view! { <EmptyState glyph=Glyph::Share2 title=text::NONE_BY_ME detail=text::NONE_BY_ME_DETAIL /> };
    // Whom one shares with: a name, and all of it can be revoked at once.
    let with = RwSignal::new(String::new());
    let narrowed = move |list: &[Share]| {
        let mut people: Vec<_> = list.iter().filter_map(|share| share.grantee.person.clone()).collect();
        people.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
        people.dedup();
        let chosen = people.iter().find(|person| person.id.to_string() == *with.read()).cloned();
        let options =
            people.into_iter().map(|person| Choice::new(person.id.to_string(), person.name)).collect::<Vec<_>>();
        let revoke = chosen.map(|PersonRef { id, name }| {
            let path = move || PersonPath { id };
            let question = text::revoke_with_ask(&name);
            desk.revoke_all(text::revoke_with(&name), question, move || {
                Some(call::<RevokeSharesWith>(path(), Nothing {}, ()))
            })
        });
        view! {
            <div class="row share-narrow">
                <Field label=text::WITH filter=true><Select value=with options any=text::ANYBODY /></Field>
                {revoke}
            </div>
        }
    };
    let shown = move |list: &[Share]| {
        let with = with.read();
        let fits = |share: &&Share| {
            with.is_empty() || share.grantee.person.as_ref().is_some_and(|person| person.id.to_string() == *with)
        };
        list.iter().filter(fits).cloned().collect::<Vec<_>>()
    };
    view! {
        <AttemptNews attempt reload=move || shares.reload() />
        {shares.view(move |list| {
            let list = StoredValue::new(list.items);
            let several = list.with_value(|list| list.len() > 1);
            view! {
                {live(move || several.then(|| list.with_value(|list| narrowed(list))))}
                <div class="card flush">
                    {live(move || view! { <DataTable caption=text::BY_ME columns=columns() rows=Rows::Ready(list.with_value(|list| shown(list))) empty /> })}
                </div>
            }
        })}
        {desk.question()}
    }
}

/// With whom, by name.
pub fn grantee(grantee: &Grantee) -> String {
    let person = grantee.person.as_ref().map(|person| person.name.clone());
    person.or_else(|| grantee.team.as_ref().map(|team| team.name.clone())).unwrap_or_else(|| text::EVERYBODY.to_owned())
}

/// When a share ends, in words.
pub fn end(share: &Share) -> String {
    share.ends_at.map_or_else(|| text::NO_END.to_owned(), format::last_day)
}

/// What is shared, by name.
pub fn title(share: &Share) -> String {
    let objective = share.objective.as_ref().map(|objective| objective.title.clone());
    objective.or_else(|| share.kpi.as_ref().map(|kpi| kpi.name.clone())).unwrap_or_default()
}

fn what() -> Column<Share> {
    Column::new("what", text::WHAT, |share: &Share| {
        let href = match (&share.objective, &share.kpi) {
            (Some(objective), _) => goals::href(objective.id),
            (None, Some(kpi)) => kpis::href(kpi.id),
            (None, None) => String::new(),
        };
        view! { <a class="plain-link strong" href=href>{title(share)}</a> }
    })
}

fn level() -> Column<Share> {
    Column::new("level", text::LEVEL, text::level_of)
}

fn reason() -> Column<Share> {
    Column::new("reason", text::REASON, |share: &Share| share.reason.clone())
}

fn until() -> Column<Share> {
    Column::new("until", text::UNTIL, |share: &Share| {
        let badge = ending(share).map(|(word, tone)| view! { <Badge tone>{word}</Badge> });
        view! { <span class="row snug">{end(share)}{badge}</span> }
    })
}

/// What is to be noticed about the end of a share: that it is over, or near.
fn ending(share: &Share) -> Option<(&'static str, Tone)> {
    if !share.holds {
        return Some((text::ENDED, Tone::Plain));
    }
    let near = share.ends_at.is_some_and(|end| end < Utc::now() + Duration::days(DAYS_AHEAD));
    near.then_some((text::ENDS_SOON, Tone::Warn))
}

/// Days before its end in which a share is said to end soon, as those concerned are reminded.
const DAYS_AHEAD: i64 = 7;
