//! Peers for those who have too few: looked at, and settled one by one or all at once.

use leptos::prelude::*;
use shared::{
    problem::{Code, Problem},
    reviews::{
        NominateReviewPeers, ProposedReviewPeer, ReadReviewPeerProposals, ReviewCyclePath, ReviewPacketPath,
        ReviewPeerProposal, ReviewPeerProposalFilter, ReviewPeerProposals, ReviewPeers,
    },
    wire::ReviewCycleId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    text::review_proposals as text,
    ui::{Button, ButtonSize, Confirm, EmptyState, Glyph, Toasts},
};

/// The proposals. Read again when `again` changes, which counts what was settled, too.
#[component]
pub fn Suggested(id: ReviewCycleId, is_draft: bool, again: RwSignal<u32>) -> impl IntoView {
    let proposals = Fetch::new(move || {
        again.track();
        call::<ReadReviewPeerProposals>(ReviewCyclePath { id }, ReviewPeerProposalFilter::default(), ())
    });
    let attempt = Attempt::new();
    let before = is_draft.then(|| view! { <p class="small muted">{text::ONCE_LAUNCHED}</p> });
    view! {
        <section class="card stack" id="proposals">
            <h2>{text::PROPOSALS}</h2>
            <p class="small muted">{text::PROPOSALS_DETAIL}</p>
            {before}
            <AttemptNews attempt reload=move || proposals.reload() />
            {proposals.view(move |found| view! { <Found found attempt again /> })}
        </section>
    }
}

#[component]
fn Found(found: ReviewPeerProposals, attempt: Attempt, again: RwSignal<u32>) -> impl IntoView {
    if found.first.is_empty() {
        return view! { <EmptyState glyph=Glyph::CircleCheck title=text::ENOUGH detail=text::ENOUGH_DETAIL /> }
            .into_any();
    }
    let (lacking, first) = (found.lacking, StoredValue::new(found.first.clone()));
    let settles = found.first.iter().filter(|one| is_ready(one)).count() > 1;
    let (asked, toasts) = (RwSignal::new(false), Toasts::here());
    let all = move || {
        asked.set(false);
        let work = settle_all(first.get_value());
        attempt.run(work, move |(done, left)| {
            toasts.good(text::settled(done, left));
            again.update(|count| *count += 1);
        });
    };
    let all = settles.then(|| {
        view! {
            <div><Button busy=attempt.busy on_press=move || asked.set(true)>{text::TAKE_ALL}</Button></div>
            <Confirm open=asked title=text::TAKE_ALL deed=text::TAKE_ALL on_confirm=all><p>{text::TAKE_ALL_DETAIL}</p></Confirm>
        }
    });
    let rows = found.first.into_iter().map(move |it| view! { <One it attempt again /> });
    view! {
        <p class="strong">{text::lacking(lacking)}</p>
        {all}
        <ul class="stack">{rows.collect_view()}</ul>
    }
    .into_any()
}

/// Whether there is anything to settle, and it can be.
fn is_ready(it: &ReviewPeerProposal) -> bool {
    it.packet_id.is_some() && it.version.is_some() && !it.proposed.is_empty()
}

/// Those who are named, and those who are proposed.
fn together(it: &ReviewPeerProposal) -> ReviewPeers {
    let named = it.named.iter().map(|person| person.id);
    ReviewPeers { peers: named.chain(it.proposed.iter().map(|peer| peer.person.id)).collect() }
}

/// Settles them one after the other, as by hand; how many, and how many somebody else changed meanwhile.
async fn settle_all(proposals: Vec<ReviewPeerProposal>) -> Result<(usize, usize), Problem> {
    let (mut done, mut left) = (0, 0);
    for one in proposals.iter().filter(|one| is_ready(one)) {
        let Some((id, version)) = one.packet_id.zip(one.version) else { continue };
        match change::<NominateReviewPeers>(ReviewPacketPath { id }, together(one), version).await {
            Ok(_) => done += 1,
            Err(problem) if has_changed(problem.code) => left += 1,
            Err(problem) => return Err(problem),
        }
    }
    Ok((done, left))
}

const fn has_changed(code: Code) -> bool {
    matches!(code, Code::VersionMismatch | Code::Invalid | Code::Conflict | Code::NotFound)
}

#[component]
fn One(it: ReviewPeerProposal, attempt: Attempt, again: RwSignal<u32>) -> impl IntoView {
    let toasts = Toasts::here();
    let take = it.packet_id.zip(it.version).filter(|_| !it.proposed.is_empty()).map(|(id, version)| {
        let (body, named) = (StoredValue::new(together(&it)), text::take_over_who(&it.person.name));
        let settle = move || {
            let sent = change::<NominateReviewPeers>(ReviewPacketPath { id }, body.get_value(), version);
            attempt.run(sent, move |_| {
                toasts.good(text::TAKEN_OVER);
                again.update(|count| *count += 1);
            });
        };
        view! {
            <div>
                <Button size=ButtonSize::Small busy=attempt.busy on_press=settle>
                    <span aria-hidden="true">{text::TAKE_OVER}</span><span class="visually-hidden">{named}</span>
                </Button>
            </div>
        }
    });
    let named: Vec<_> = it.named.iter().map(|person| person.name.clone()).collect();
    let named = (!named.is_empty()).then(|| {
        view! { <p class="small"><span class="muted">{text::NAMED}</span>" "{named.join(", ")}</p> }
    });
    let nobody = it.proposed.is_empty();
    let short = (it.short > 0).then(|| {
        let words = if nobody { text::NOBODY_KNOWS.to_owned() } else { text::short(it.short) };
        view! { <p class="small muted">{words}</p> }
    });
    view! {
        <li class="stack snug">
            <p class="strong">{it.person.name}</p>
            {named}
            <ul class="stack snug small">{it.proposed.into_iter().map(peer).collect_view()}</ul>
            {short}
            {take}
        </li>
    }
}

fn peer(it: ProposedReviewPeer) -> impl IntoView {
    let why = text::why(&it);
    view! { <li><span class="strong">{it.person.name}</span>" "<span class="muted">{why}</span></li> }
}
