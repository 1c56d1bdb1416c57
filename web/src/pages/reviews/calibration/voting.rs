//! Votes on a card: one's own, and everybody's once they are shown.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{CalibrationCardDetail, CalibrationCardPath, CalibrationVote, NewCalibrationVote, VoteOnCalibrationCard},
};

use super::desk::Desk;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    text::calibration as text,
    ui::{Choice, Segments, Toasts, live},
};

/// One's own vote. It takes effect at once.
#[component]
pub fn Voting(known: RwSignal<CalibrationCardDetail>, desk: Desk) -> impl IntoView {
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let mine = move || known.get().card.my_vote.map(|vote| vote.to_string()).unwrap_or_default();
    let options: Vec<_> = CalibrationVote::ALL.iter().map(|it| Choice::new(it.as_str(), text::vote(*it))).collect();
    let pick = move |(code,): (String,)| {
        let Some(vote) = CalibrationVote::parse(&code) else { return };
        let path = CalibrationCardPath { id: known.get_untracked().card.id };
        let send = call::<VoteOnCalibrationCard>(path, Nothing {}, NewCalibrationVote { vote });
        attempt.run(send, move |now| {
            toasts.good(text::VOTED);
            known.set(now);
            desk.session.refresh();
        });
    };
    view! {
        <div class="stack snug">
            <AttemptNews attempt />
            <p class="strong">{text::YOUR_VOTE}</p>
            <Segments label=text::YOUR_VOTE value=Signal::derive(mine) options on_pick=pick />
        </div>
    }
}

/// How many have voted, and what, once that is shown.
#[component]
pub fn Votes(known: RwSignal<CalibrationCardDetail>) -> impl IntoView {
    live(move || {
        let detail = known.get();
        let voted = text::voted(detail.card.voted, detail.card.may_vote);
        let each = detail.votes.into_iter().map(|it| {
            view! { <li class="spread"><span>{it.person.name}</span><span class="muted">{text::vote(it.vote)}</span></li> }
        });
        view! {
            <div class="stack snug small">
                <p class="muted">{voted}</p>
                <ul class="stack snug">{each.collect_view()}</ul>
            </div>
        }
    })
}
