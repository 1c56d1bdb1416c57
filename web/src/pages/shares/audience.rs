//! Who can see this, and why: the exact list of people, before and after saving.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    shares::{AudienceMember, AudienceQuery, ReadAudience},
};

use crate::{
    client::call,
    fetch::Fetch,
    text::{format, shares as text},
    ui::Who,
};

/// The list; a new `turn` works it out again.
#[component]
pub fn AudienceList(
    #[prop(into)] query: Signal<AudienceQuery>,
    #[prop(optional, into)] turn: Signal<u32>,
) -> impl IntoView {
    let audience = Fetch::new(move || {
        turn.track();
        call::<ReadAudience>(Nothing {}, query.get(), ())
    });
    let trial = move || {
        query.with(|query| query.with_person.is_some() || query.with_team.is_some() || query.with_everybody.is_some())
    };
    let title = move || if trial() { text::WHO_WOULD } else { text::WHO_SEES };
    view! {
        <details class="audience" open>
            <summary><h3>{title}</h3></summary>
            {audience.view(|found| {
                let rest = found.count.saturating_sub(found.members.len());
                view! {
                    <p class="small muted">{text::audience(found.count)}</p>
                    <ul class="audience-list">{found.members.into_iter().map(member).collect_view()}</ul>
                    {(rest > 0).then(|| view! { <p class="small muted">{text::more(rest)}</p> })}
                }
            })}
        </details>
    }
}

fn member(member: AudienceMember) -> impl IntoView {
    let why = text::because(member.because);
    let detail = member.until.map_or_else(|| why.to_owned(), |at| text::until(why, &format::date(at.date_naive())));
    view! { <li><Who name=member.person.name detail /></li> }
}
