//! What one was told, newest first.

use leptos::prelude::*;
use shared::{
    notifications::{AllRead, ListNotices, Notice, NoticeFilter, ReadAllNotices, Topic},
    operation::Nothing,
    wire::NoticeId,
};

use super::notice::NoticeLine;
use crate::{
    address::Kept,
    attempt::{Attempt, AttemptNews},
    client::call,
    listing::Listing,
    text::{self, notifications as words},
    ui::{
        Banner, Button, ButtonSize, Choice, EmptyState, Field, FilterBar, Glyph, LinkButton, LoadMore, PageHeader,
        Rows, Segments, Select, Skeleton, Tone,
    },
    unread::Unread,
};

/// The page.
#[component]
pub fn Notifications() -> impl IntoView {
    let (show, topic) = (Kept::new("show"), Kept::new("topic"));
    let only_unread = Memo::new(move |_| show.get().as_deref() == Some("unread"));
    let notices = Listing::new(move |cursor| {
        let filter = NoticeFilter {
            unread: only_unread.get().then_some(true),
            topic: topic.read(Topic::parse),
            limit: None,
            cursor,
        };
        call::<ListNotices>(Nothing {}, filter, ())
    });
    follow(notices);
    let read = move |id: NoticeId| mark(notices, |notice| notice.id == id);
    let shown = Signal::derive(move || if only_unread.get() { "unread" } else { "" }.to_owned());
    let views = vec![Choice::new("", words::ALL), Choice::new("unread", words::UNREAD)];
    let topics: Vec<_> = Topic::ALL.iter().map(|topic| Choice::new(topic.as_str(), topic.name())).collect();
    let body = move || match notices.rows().get() {
        Rows::Loading => view! { <div class="card"><Skeleton lines=6 /></div> }.into_any(),
        Rows::Failed(why) => view! {
            <Banner tone=Tone::Bad title=why>
                <Button size=ButtonSize::Small on_press=move || notices.reload()>{text::ui::TRY_AGAIN}</Button>
            </Banner>
        }
        .into_any(),
        Rows::Ready(rows) if rows.is_empty() => nothing(only_unread.get() || topic.get().is_some()),
        Rows::Ready(rows) => view! {
            <div class="card flush">
                <ol class="notices" aria-label=words::NOTIFICATIONS>
                    {rows.into_iter().map(|notice| view! { <NoticeLine notice on_read=read /> }).collect_view()}
                </ol>
                <LoadMore more=notices.more() />
            </div>
        }
        .into_any(),
    };
    view! {
        <div class="page">
            <PageHeader title=words::NOTIFICATIONS lead=words::LEAD>
                <Segments label=words::SHOW value=shown options=views on_pick=move |key: String| show.value.set(key) />
                <ReadAll notices />
                <LinkButton href=shared::pages::NOTIFICATION_SETTINGS icon=Glyph::Settings>{words::SETTINGS}</LinkButton>
            </PageHeader>
            <FilterBar>
                <Field label=words::TOPIC filter=true><Select value=topic.value options=topics any=words::ANY_TOPIC /></Field>
            </FilterBar>
            {body}
        </div>
    }
}

/// What comes while the page is open stands in it.
fn follow(notices: Listing<Notice>) {
    let Some(unread) = Unread::here() else { return };
    Effect::new(move |before: Option<i64>| {
        let now = unread.get();
        if before.is_some_and(|before| now > before) {
            notices.reload();
        }
        now
    });
}

/// Shows some as read; the server knows already.
fn mark(notices: Listing<Notice>, which: impl Fn(&Notice) -> bool) {
    if let Rows::Ready(rows) = notices.rows().get_untracked() {
        for notice in rows.into_iter().filter(|notice| !notice.read && which(notice)) {
            notices.replace(&Notice { read: true, ..notice.clone() }, |known| known.id == notice.id);
        }
    }
}

#[component]
fn ReadAll(notices: Listing<Notice>) -> impl IntoView {
    let attempt = Attempt::new();
    let newest = move || match &*notices.rows().read() {
        Rows::Ready(rows) => rows.first().map(|notice| notice.id),
        _ => None,
    };
    let idle = Signal::derive(move || Unread::here().is_none_or(|unread| unread.get() == 0) || newest().is_none());
    let read_all = move || {
        let Some(through) = untrack(newest) else { return };
        attempt.run(call::<ReadAllNotices>(Nothing {}, Nothing {}, AllRead { through }), move |count| {
            if let Some(unread) = Unread::here() {
                unread.set(count);
            }
            mark(notices, |_| true);
        });
    };
    view! {
        <Button icon=Glyph::Check disabled=idle busy=attempt.busy on_press=read_all>{words::READ_ALL}</Button>
        <AttemptNews attempt />
    }
}

/// Nothing at all is good news; nothing found may be the filter's doing.
fn nothing(filtered: bool) -> AnyView {
    let (title, detail) =
        if filtered { (words::NONE_FOUND, words::NONE_FOUND_DETAIL) } else { (words::NONE, words::NONE_DETAIL) };
    view! { <div class="card"><EmptyState glyph=Glyph::Bell title detail /></div> }.into_any()
}
