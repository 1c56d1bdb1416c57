//! Who could write as a peer about somebody, and why: added to those who are named.

use leptos::prelude::*;
use shared::{
    reviews::{ProposedReviewPeer, ReadReviewPeerProposals, ReviewCyclePath, ReviewPeerProposalFilter},
    wire::{PersonId, ReviewCycleId},
};

use crate::{
    client::call,
    fetch::Fetch,
    text::review_proposals as text,
    ui::{Button, ButtonSize, Choice},
};

/// The proposals; what is added stands in `peers`, until it is settled with them.
#[component]
pub fn Suggestions(cycle: ReviewCycleId, subject: PersonId, peers: RwSignal<Vec<Choice>>) -> impl IntoView {
    let proposals = Fetch::new(move || {
        let filter = ReviewPeerProposalFilter { subject: Some(subject) };
        call::<ReadReviewPeerProposals>(ReviewCyclePath { id: cycle }, filter, ())
    });
    proposals.view(move |found| {
        let proposed: Vec<_> = found.first.into_iter().flat_map(|one| one.proposed).collect();
        (!proposed.is_empty()).then(|| {
            let rows = proposed.into_iter().map(move |it| view! { <One it peers /> });
            view! {
                <h3>{text::PROPOSALS}</h3>
                <ul class="stack tight small">{rows.collect_view()}</ul>
            }
        })
    })
}

#[component]
fn One(it: ProposedReviewPeer, peers: RwSignal<Vec<Choice>>) -> impl IntoView {
    let (why, named) = (text::why(&it), text::add_who(&it.person.name));
    let name = it.person.name.clone();
    let choice = StoredValue::new(Choice::new(it.person.id.to_string(), it.person.name));
    let add = move || {
        let choice = choice.get_value();
        peers.update(|peers| {
            if peers.iter().all(|peer| peer.value != choice.value) {
                peers.push(choice);
            }
        });
    };
    view! {
        <li class="stack snug">
            <p><span class="strong">{name}</span>" "<span class="muted">{why}</span></p>
            <div>
                <Button size=ButtonSize::Small on_press=add>
                    <span aria-hidden="true">{text::ADD}</span><span class="visually-hidden">{named}</span>
                </Button>
            </div>
        </li>
    }
}
