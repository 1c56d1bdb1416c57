//! Who writes as a peer: proposed by the person, settled by whoever leads them.

use leptos::prelude::*;
use shared::{
    access::Relation,
    reviews::{NominateReviewPeers, ReviewPacketDetail, ReviewPacketPath, ReviewPeers, ReviewStage},
};

use super::suggestions::Suggestions;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    fetch::Fetch,
    pages::people::PeoplePicker,
    text::reviews as text,
    ui::{Actions, Button, ButtonKind, Choice, Field, Form, Toasts},
};

/// The form.
#[component]
pub fn Peers(detail: ReviewPacketDetail, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let packet = detail.packet;
    let (id, version, proposes) = (packet.id, packet.version, packet.relation == Relation::Own);
    let choice = |peer: &shared::reviews::ReviewPeer| Choice::new(peer.person.id.to_string(), peer.person.name.clone());
    let loads: Vec<_> = detail.peers.iter().filter_map(|peer| Some((peer.person.name.clone(), peer.load?))).collect();
    let peers = RwSignal::new(detail.peers.iter().map(choice).collect::<Vec<_>>());
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let ids = peers.read_untracked().iter().filter_map(|peer| peer.value.parse().ok()).collect();
        let send = move |body| change::<NominateReviewPeers>(ReviewPacketPath { id }, body, version);
        attempt.send(ReviewPeers { peers: ids }, send, move |now| {
            toasts.good(if proposes { text::PROPOSED } else { text::SETTLED });
            fetch.replace(now);
        });
    };
    let (title, lead, deed) = if proposes {
        (text::PROPOSE_PEERS, text::PROPOSE_LEAD, text::PROPOSE)
    } else {
        (text::SETTLE_PEERS, text::SETTLE_LEAD, text::SETTLE)
    };
    // Who comes late is settled later: by then nothing is proposed.
    let suggestions = (!proposes && packet.stage == ReviewStage::Nominating).then(|| {
        view! { <Suggestions cycle=packet.cycle.id subject=packet.subject.id peers /> }
    });
    let load = |(name, load): (String, i64)| view! { <li>{text::load(&name, load)}</li> };
    let loads = (!loads.is_empty()).then(|| {
        view! { <ul class="small muted">{loads.into_iter().map(load).collect_view()}</ul> }
    });
    view! {
        <section class="card stack">
            <h2>{title}</h2>
            <p class="muted">{lead}</p>
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt reload=move || fetch.reload() />
                <Field label=text::PEERS name="peers" hint=text::how_many(detail.peers_least, detail.peers_most) required=true>
                    <PeoplePicker value=peers />
                </Field>
                {loads}
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{deed}</Button></Actions>
            </Form>
            {suggestions}
        </section>
    }
}
