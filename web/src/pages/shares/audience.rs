//! Who can see this, and why: the exact list of people, before and after saving.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    shares::{Audience, AudienceMember, AudienceQuery, ReadAudience},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    text::{format, shares as text},
    ui::{Badge, Button, ButtonSize, Tone, Who, live},
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
    let title = move || if query.with(is_trial) { text::WHO_WOULD } else { text::WHO_SEES };
    view! {
        <details class="audience" open>
            <summary><h3>{title}</h3></summary>
            {audience.view(move |found| view! { <Found found query=query.get_untracked() /> })}
        </details>
    }
}

/// How many for which reason, and their names, page by page.
#[component]
fn Found(found: Audience, query: AudienceQuery) -> impl IntoView {
    let members = RwSignal::new(found.members);
    let cursor = RwSignal::new(found.next_cursor);
    let attempt = Attempt::new();
    let more = move || {
        let next = AudienceQuery { cursor: cursor.get_untracked(), ..query.clone() };
        attempt.run(call::<ReadAudience>(Nothing {}, next, ()), move |page| {
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

/// Whether a share is being tried out that isn't saved.
fn is_trial(query: &AudienceQuery) -> bool {
    let trial = query.with_person.is_some() || query.with_team.is_some() || query.with_everybody.is_some();
    trial && query.objective.is_some()
}

fn member(member: AudienceMember) -> impl IntoView {
    let why = text::because(member.because);
    let detail = member.until.map_or_else(|| why.to_owned(), |at| text::until(why, &format::last_day(at)));
    let new = member.newly.then(|| view! { <Badge tone=Tone::Accent>{text::NEWLY}</Badge> });
    view! { <li class="row tight"><Who name=member.person.name detail />{new}</li> }
}
