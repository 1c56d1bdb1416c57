//! Who can see this, and why: the exact list of people, before and after saving.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    shares::{Audience, AudienceMember, AudienceQuery, ReadAudience},
};

use crate::{
    client::call,
    fetch::Fetch,
    text::{format, shares as text},
    ui::{Badge, Tone, Who},
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
    // Who sees it without the share that is being tried out, to point at those whom it would add.
    let saved = Memo::new(move |_| query.with(without_trial));
    let before = Fetch::new(move || {
        turn.track();
        let saved = saved.get();
        async move {
            match saved {
                Some(saved) => call::<ReadAudience>(Nothing {}, saved, ()).await.map(Some),
                None => Ok(None),
            }
        }
    });
    let title = move || if saved.read().is_some() { text::WHO_WOULD } else { text::WHO_SEES };
    view! {
        <details class="audience" open>
            <summary><h3>{title}</h3></summary>
            {audience.view(move |found| {
                let before = before.get().flatten();
                let one = move |it: AudienceMember| {
                    let new = before.as_ref().is_some_and(|before| is_new(before, &it));
                    member(it, new)
                };
                let rest = found.count.saturating_sub(found.members.len());
                view! {
                    <p class="small muted">{text::audience(found.count)}</p>
                    // It scrolls, so the keyboard has to get in.
                    <ul class="audience-list" tabindex="0" aria-label=text::WHO>{found.members.into_iter().map(one).collect_view()}</ul>
                    {(rest > 0).then(|| view! { <p class="small muted">{text::more(rest)}</p> })}
                }
            })}
        </details>
    }
}

/// The audience as it is saved, where a share of something saved is being tried out.
fn without_trial(query: &AudienceQuery) -> Option<AudienceQuery> {
    let trial = query.with_person.is_some() || query.with_team.is_some() || query.with_everybody.is_some();
    query.objective.filter(|_| trial).map(|id| AudienceQuery { objective: Some(id), ..AudienceQuery::default() })
}

/// Of a list that was cut off, nobody can say who was not on it.
fn is_new(before: &Audience, member: &AudienceMember) -> bool {
    let whole = before.count == before.members.len();
    whole && before.members.iter().all(|known| known.person.id != member.person.id)
}

fn member(member: AudienceMember, new: bool) -> impl IntoView {
    let why = text::because(member.because);
    let detail = member.until.map_or_else(|| why.to_owned(), |at| text::until(why, &format::date(at.date_naive())));
    view! { <li class="row tight"><Who name=member.person.name detail />{new.then(|| view! { <Badge tone=Tone::Accent>{text::NEWLY}</Badge> })}</li> }
}
