//! One thing that one was told: a link to where one does something about it.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    notifications::{Notice, NoticesRead, ReadNotices, Topic},
    operation::Nothing,
    wire::NoticeId,
};

use crate::{
    client::{call, call_quietly},
    text::{format, notifications as words},
    ui::{ButtonSize, Glyph, Icon, IconButton},
    unread::Unread,
};

/// One line. Following its link reads it. `on_read` belongs to the list: the line may be gone when the answer comes.
#[component]
pub fn NoticeLine(notice: Notice, on_read: impl Fn(NoticeId) + Copy + Send + Sync + 'static) -> impl IntoView {
    let (id, read) = (notice.id, notice.read);
    let body = move || NoticesRead { ids: vec![id] };
    let follow = move |_| {
        if !read {
            // The page that is opened doesn't wait for it.
            spawn_local(async move { done(call_quietly::<ReadNotices>(Nothing {}, Nothing {}, body()).await.ok()) });
        }
    };
    let tick = move || {
        spawn_local(async move {
            let answer = call::<ReadNotices>(Nothing {}, Nothing {}, body()).await.ok();
            if answer.is_some() {
                on_read(id);
            }
            done(answer);
        });
    };
    let sentence = notice.sentence();
    let label = words::read_one(&sentence);
    let rest = (!read).then(|| {
        view! { <IconButton glyph=Glyph::Check label size=ButtonSize::Small on_press=tick /> }
    });
    view! {
        <li class="notice" class:unread=!read>
            <a href=notice.page() on:click=follow>
                <span class="notice-mark"><Icon glyph=glyph(notice.kind.facts().topic) /></span>
                <span class="notice-text">
                    <span>{sentence}</span>
                    <span class="small muted" title=format::moment(notice.created_at)>{format::ago(notice.created_at)}</span>
                </span>
                {(!read).then(|| view! { <span class="visually-hidden">{words::IS_UNREAD}</span> })}
            </a>
            {rest}
        </li>
    }
}

fn done(count: Option<shared::notifications::Unread>) {
    if let Some((unread, count)) = Unread::here().zip(count) {
        unread.set(count);
    }
}

const fn glyph(topic: Topic) -> Glyph {
    match topic {
        Topic::Goals => Glyph::Target,
        Topic::Kpis => Glyph::TrendingUp,
        Topic::Reviews => Glyph::FileText,
        Topic::Pulse => Glyph::Activity,
        Topic::Integrations => Glyph::KeyRound,
        Topic::Shares => Glyph::Share2,
        Topic::People => Glyph::Users,
        Topic::OneOnOnes => Glyph::MessagesSquare,
        Topic::Feedback => Glyph::MessageSquare,
    }
}
