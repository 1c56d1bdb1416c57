//! What was said about somebody, praise and feedback together, as far as the visitor may read it.

use leptos::prelude::*;
use shared::{
    feedback::{Entry, ListFeedbackAbout, TimelineFilter},
    people::PersonPath,
    wire::PersonId,
};

use super::{
    praise::PraiseCard,
    private::{FeedbackCard, said_list},
};
use crate::{
    client::call,
    listing::Listing,
    session::Session,
    text::feedback as text,
    to,
    ui::{ButtonKind, EmptyState, Glyph, LinkButton},
};

/// The entries, newest first.
#[component]
pub fn Timeline(id: PersonId) -> impl IntoView {
    let list = Listing::new(move |cursor| {
        call::<ListFeedbackAbout>(PersonPath { id }, TimelineFilter { cursor, ..TimelineFilter::default() }, ())
    });
    let card = move |entry: Entry| {
        let changed = move || list.reload();
        match (entry.praise, entry.feedback) {
            (Some(praise), _) => view! { <PraiseCard praise gone=changed /> }.into_any(),
            (None, Some(feedback)) => view! { <FeedbackCard feedback changed /> }.into_any(),
            (None, None) => ().into_any(),
        }
    };
    let other = Session::here().me().is_some_and(|me| me.person_id != id);
    let deeds = if other {
        view! {
            <LinkButton href=format!("{}?about={id}", to::GIVE_FEEDBACK)>{text::GIVE_FEEDBACK}</LinkButton>
            <LinkButton href=format!("{}?to={id}", to::GIVE_PRAISE) kind=ButtonKind::Primary icon=Glyph::Sparkles>{text::GIVE_PRAISE}</LinkButton>
        }
        .into_any()
    } else {
        view! { <LinkButton href=to::ASK_FEEDBACK kind=ButtonKind::Primary>{text::ASK}</LinkButton> }.into_any()
    };
    view! {
        <div class="spread">
            <div><h2>{text::TIMELINE}</h2><p class="small muted">{text::TIMELINE_LEAD}</p></div>
            <div class="row tight">{deeds}</div>
        </div>
        {said_list(list, card, || {
            view! { <EmptyState glyph=Glyph::MessageSquare title=text::NO_TIMELINE detail=text::NO_TIMELINE_DETAIL /> }.into_any()
        })}
    }
}
