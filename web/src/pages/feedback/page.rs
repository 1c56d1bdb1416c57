//! Praise, what is about me, what I wrote, what I am asked, what I asked.

use leptos::prelude::*;
use shared::feedback::FeedbackFilter;

use super::{
    praise::Feed,
    private::FeedbackList,
    requests::{AskedOfMe, Asking},
};
use crate::{
    address::Kept,
    session::Session,
    text::feedback as text,
    to,
    ui::{ButtonKind, EmptyState, Glyph, LinkButton, PageHeader, Tab, TabPanel, Tabs},
};

const KEYS: [&str; 5] = ["praise", "about-me", "by-me", "asked", "asking"];

/// The page.
#[component]
pub fn FeedbackPage() -> impl IntoView {
    let tab = Kept::new("tab");
    let active = Memo::new(move |_| {
        let wanted = tab.get();
        KEYS.into_iter().find(|key| wanted.as_deref() == Some(*key)).unwrap_or("praise")
    });
    let names = [text::TAB_PRAISE, text::TAB_ABOUT_ME, text::TAB_BY_ME, text::TAB_ASKED, text::TAB_ASKING];
    let tabs: Vec<_> = KEYS.into_iter().zip(names).map(|(key, name)| Tab::new(key, name)).collect();
    let me = Session::here().me().map(|me| me.person_id);
    let panel = move || {
        let filter = match active.get() {
            "about-me" => FeedbackFilter { subject: me, ..FeedbackFilter::default() },
            _ => FeedbackFilter { author: me, ..FeedbackFilter::default() },
        };
        match active.get() {
            "about-me" => {
                view! { <TabPanel key="about-me"><FeedbackList filter empty=about_me /></TabPanel> }.into_any()
            }
            "by-me" => view! { <TabPanel key="by-me"><FeedbackList filter empty=by_me /></TabPanel> }.into_any(),
            "asked" => view! { <TabPanel key="asked"><AskedOfMe /></TabPanel> }.into_any(),
            "asking" => view! { <TabPanel key="asking"><Asking /></TabPanel> }.into_any(),
            _ => view! { <TabPanel key="praise"><Feed /></TabPanel> }.into_any(),
        }
    };
    view! {
        <div class="page">
            <PageHeader title=text::FEEDBACK lead=text::LEAD>
                <LinkButton href=to::ASK_FEEDBACK>{text::ASK}</LinkButton>
                <LinkButton href=to::GIVE_FEEDBACK>{text::GIVE_FEEDBACK}</LinkButton>
                <LinkButton href=to::GIVE_PRAISE kind=ButtonKind::Primary icon=Glyph::Sparkles>{text::GIVE_PRAISE}</LinkButton>
            </PageHeader>
            <Tabs label=text::FEEDBACK tabs active=move || active.get().to_owned() on_pick=move |key: String| tab.value.set(key) />
            {panel}
        </div>
    }
}

fn about_me() -> AnyView {
    view! {
        <EmptyState glyph=Glyph::MessageSquare title=text::NONE_ABOUT_ME detail=text::NONE_ABOUT_ME_DETAIL>
            <LinkButton href=to::ASK_FEEDBACK kind=ButtonKind::Primary>{text::ASK}</LinkButton>
        </EmptyState>
    }
    .into_any()
}

fn by_me() -> AnyView {
    view! {
        <EmptyState glyph=Glyph::MessageSquare title=text::NONE_BY_ME detail=text::NONE_BY_ME_DETAIL>
            <LinkButton href=to::GIVE_FEEDBACK kind=ButtonKind::Primary>{text::GIVE_FEEDBACK}</LinkButton>
        </EmptyState>
    }
    .into_any()
}
