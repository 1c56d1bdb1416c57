//! What is shared with me, and what I share.

use chrono::{Duration, Utc};
use leptos::prelude::*;
use shared::{
    operation::Nothing,
    people::{PersonPath, PersonRef},
    shares::{
        EditShare, Grantee, ListSharedByMe, ListSharedWithMe, RevokeShare, RevokeSharesWith, Share, ShareChanges,
        SharePath, USUAL_DAYS,
    },
    wire::Patch,
};

use crate::{
    address::Kept,
    attempt::{Attempt, AttemptNews},
    client::{OnItsWay, call, change},
    fetch::Fetch,
    pages::{goals, kpis},
    text::{format, shares as text},
    ui::{
        Button, ButtonKind, ButtonSize, Choice, Column, Confirm, DataTable, EmptyState, Field, Glyph, PageHeader, Rows,
        Select, Tab, TabPanel, Tabs, Toasts, live,
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
    // Whom one shares with: a name, and all of it can be revoked at once.
    let with = RwSignal::new(String::new());
    let all = RevokeAll { attempt, changed: Callback::new(move |()| shares.reload()) };
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
            all.button(text::revoke_with(&name), question, move || {
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

/// Revokes many shares at once, when asked twice.
#[derive(Clone, Copy)]
pub struct RevokeAll {
    /// Where a refusal is told.
    pub attempt: Attempt,
    /// What is to be read again.
    pub changed: Callback<()>,
}

impl RevokeAll {
    /// The button, with its question.
    pub fn button(
        self,
        label: String,
        question: String,
        revoke: impl Fn() -> Option<OnItsWay<RevokeSharesWith>> + Send + Sync + 'static,
    ) -> AnyView {
        let toasts = Toasts::here();
        let asking = RwSignal::new(false);
        let go = move || {
            asking.set(false);
            if let Some(revoked) = revoke() {
                self.attempt.run(revoked, move |revoked| {
                    toasts.good(text::revoked(revoked.count));
                    self.changed.run(());
                });
            }
        };
        view! {
            <div class="row">
                <Button kind=ButtonKind::Danger size=ButtonSize::Small on_press=move || asking.set(true)>{label}</Button>
            </div>
            <Confirm open=asking title=question deed=text::REVOKE_ALL danger=true on_confirm=go>
                <p>{text::REVOKE_DETAIL}</p>
            </Confirm>
        }
        .into_any()
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
