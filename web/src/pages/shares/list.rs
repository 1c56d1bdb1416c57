//! What is shared with me, and what I share.

use chrono::{Duration, Utc};
use leptos::prelude::*;
use shared::{
    operation::Nothing,
    shares::{
        EditShare, Grantee, ListSharedByMe, ListSharedWithMe, RevokeShare, Share, ShareChanges, SharePath, USUAL_DAYS,
    },
    wire::Patch,
};

use crate::{
    address::Kept,
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    pages::{goals, kpis},
    text::{format, shares as text},
    ui::{
        Button, ButtonKind, ButtonSize, Column, Confirm, DataTable, EmptyState, Glyph, PageHeader, Rows, Tab, TabPanel,
        Tabs, Toasts,
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
    let columns = move || {
        let with = Column::new("with", text::WITH, |share: &Share| grantee(&share.grantee));
        let deeds = Column::new("deeds", text::ACTIONS, move |share: &Share| {
            view! { <Deeds share=share.clone() attempt changed=move || shares.reload() /> }
        });
        vec![what(), with, level(), reason(), until(), deeds.end()]
    };
    let empty = || view! { <EmptyState glyph=Glyph::Share2 title=text::NONE_BY_ME detail=text::NONE_BY_ME_DETAIL /> };
    view! {
        <AttemptNews attempt reload=move || shares.reload() />
        <div class="card flush">
            {shares.view(move |list| view! { <DataTable caption=text::BY_ME columns=columns() rows=Rows::Ready(list.items) empty /> })}
        </div>
    }
}

/// Renew and revoke.
#[component]
pub fn Deeds(share: Share, attempt: Attempt, #[prop(into)] changed: Callback<()>) -> impl IntoView {
    let toasts = Toasts::here();
    let (id, version, named) = (share.id, share.version, grantee(&share.grantee));
    let renew = move || {
        let ends_at = Patch::Set(Utc::now() + Duration::days(USUAL_DAYS));
        attempt.send(
            ShareChanges { level: None, ends_at },
            move |body| change::<EditShare>(SharePath { id }, body, version),
            move |_| {
                toasts.good(text::RENEWED);
                changed.run(());
            },
        );
    };
    let asking = RwSignal::new(false);
    let question = text::revoke_ask(&title(&share), &named);
    let revoke = move || {
        asking.set(false);
        attempt.run(change::<RevokeShare>(SharePath { id }, (), version), move |()| {
            toasts.good(text::REVOKED);
            changed.run(());
        });
    };
    let (renew_of, revoke_of) = (text::of(text::RENEW, &named), text::of(text::REVOKE, &named));
    view! {
        <span class="row snug share-deeds">
            <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=renew>
                <span aria-hidden="true">{text::RENEW}</span><span class="visually-hidden">{renew_of}</span>
            </Button>
            <Button size=ButtonSize::Small on_press=move || asking.set(true)>
                <span aria-hidden="true">{text::REVOKE}</span><span class="visually-hidden">{revoke_of}</span>
            </Button>
        </span>
        <Confirm open=asking title=question deed=text::REVOKE danger=true on_confirm=revoke>
            <p>{text::REVOKE_DETAIL}</p>
        </Confirm>
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
fn title(share: &Share) -> String {
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
    Column::new("level", text::LEVEL, |share: &Share| text::level(share.level))
}

fn reason() -> Column<Share> {
    Column::new("reason", text::REASON, |share: &Share| share.reason.clone())
}

fn until() -> Column<Share> {
    Column::new("until", text::UNTIL, end)
}
