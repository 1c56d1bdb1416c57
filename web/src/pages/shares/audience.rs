//! Who can see this, and why: the exact list of people, before and after saving.

use leptos::prelude::*;
use shared::shares::{Audience, AudienceMember, AudienceQuery};

use super::Thing;
use crate::{
    attempt::{Attempt, AttemptNews},
    fetch::Fetch,
    text::{format, shares as text},
    ui::{Badge, Button, ButtonSize, Tone, Who, live},
};

/// The list; a new `turn` works it out again.
#[component]
pub fn AudienceList(
    thing: Thing,
    #[prop(into)] query: Signal<AudienceQuery>,
    #[prop(optional, into)] turn: Signal<u32>,
    /// Under the page's own heading, and not under that of a drawer.
    #[prop(optional)]
    on_page: bool,
) -> impl IntoView {
    let audience = Fetch::new(move || {
        turn.track();
        thing.audience(query.get())
    });
    let title = move || query.with(|query| title(thing, query));
    let heading = if on_page { view! { <h2>{title}</h2> }.into_any() } else { view! { <h3>{title}</h3> }.into_any() };
    view! {
        <details class="audience" open>
            <summary>{heading}</summary>
            {audience.view(move |found| view! { <Found thing found query=query.get_untracked() /> })}
        </details>
    }
}

/// How many for which reason, and their names, page by page.
#[component]
fn Found(thing: Thing, found: Audience, query: AudienceQuery) -> impl IntoView {
    let members = RwSignal::new(found.members);
    let cursor = RwSignal::new(found.next_cursor);
    let attempt = Attempt::new();
    let more = move || {
        let next = AudienceQuery { cursor: cursor.get_untracked(), ..query.clone() };
        attempt.run(thing.audience(next), move |page| {
            members.update(|members| members.extend(page.members));
            cursor.set(page.next_cursor);
        });
    };
    let reasons = found.reasons.iter().map(|reason| text::reason(reason.because, reason.count));
    let reasons = reasons.collect::<Vec<_>>().join(" · ");
    view! {
        <p class="small muted">{text::audience(found.count, found.newly)}</p>
        <p class="small muted">{reasons}</p>
        // It scrolls, so the keyboard has to get in.
        <ul class="audience-list" tabindex="0" aria-label=text::WHO>
            {live(move || members.get().into_iter().map(member).collect_view())}
        </ul>
        <AttemptNews attempt />
        <Show when=move || cursor.read().is_some()>
            <Button size=ButtonSize::Small busy=attempt.busy on_press=more.clone()>{text::MORE}</Button>
        </Show>
    }
}

/// Whether something is being tried out that isn't saved: another share, or another owner, team or visibility.
fn title(thing: Thing, query: &AudienceQuery) -> &'static str {
    let share = query.with_person.is_some() || query.with_team.is_some() || query.with_everybody.is_some();
    let change = query.owner.is_some() || query.team.is_some() || query.visibility.is_some();
    match thing.is_saved() {
        true if share => text::WHO_WOULD,
        true if change => text::WHO_WOULD_AFTER,
        _ => text::WHO_SEES,
    }
}

fn member(member: AudienceMember) -> impl IntoView {
    let why = text::because(member.because);
    let detail = member.until.map_or_else(|| why.to_owned(), |at| text::until(why, &format::last_day(at)));
    let new = member.newly.then(|| view! { <Badge tone=Tone::Accent>{text::NEWLY}</Badge> });
    view! { <li class="row tight"><Who name=member.person.name detail />{new}</li> }
}
