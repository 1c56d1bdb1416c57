//! Who can see this, and why: the exact list of people, before and after saving.

use leptos::prelude::*;
use shared::{
    people::PersonRef,
    shares::{Audience, AudienceMember, AudienceQuery},
};

use super::Thing;
use crate::{
    attempt::{Attempt, AttemptNews},
    fetch::Fetch,
    text::{format, shares as text},
    ui::{Badge, Button, ButtonKind, ButtonSize, Tone, Who, live},
};

/// The list; a new `turn` works it out again. With `view_as` each of them can be chosen, to see it as they do.
#[component]
pub fn AudienceList(
    thing: Thing,
    #[prop(into)] query: Signal<AudienceQuery>,
    #[prop(optional, into)] turn: Signal<u32>,
    #[prop(optional, into)] view_as: Option<Callback<PersonRef>>,
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
            {audience.view(move |found| view! { <Found thing found query=query.get_untracked() view_as /> })}
        </details>
    }
}

/// How many for which reason, and their names, page by page.
#[component]
fn Found(thing: Thing, found: Audience, query: AudienceQuery, view_as: Option<Callback<PersonRef>>) -> impl IntoView {
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
            {live(move || members.get().into_iter().map(|one| member(one, view_as)).collect_view())}
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

fn member(member: AudienceMember, view_as: Option<Callback<PersonRef>>) -> impl IntoView {
    let why = text::because(member.because);
    let detail = member.until.map_or_else(|| why.to_owned(), |at| text::until(why, &format::last_day(at)));
    let new = member.newly.then(|| view! { <Badge tone=Tone::Accent>{text::NEWLY}</Badge> });
    // Whoever is only thought of sees nothing yet.
    let look = view_as.filter(|_| !member.newly).map(|view_as| {
        let (whom, named) = (member.person.clone(), text::view_as(&member.person.name));
        view! {
            <Button kind=ButtonKind::Quiet size=ButtonSize::Small on_press=move || view_as.run(whom.clone())>
                <span aria-hidden="true">{text::VIEW_AS}</span><span class="visually-hidden">{named}</span>
            </Button>
        }
    });
    view! { <li class="audience-member"><Who name=member.person.name detail />{new}{look}</li> }
}
