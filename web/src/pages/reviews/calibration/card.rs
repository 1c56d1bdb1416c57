//! A card over the page: what its rating is made of, its votes, and the form that moves it.

use leptos::prelude::*;
use shared::{
    access::Relation,
    operation::Nothing,
    reviews::{
        CalibrationCard, CalibrationCardDetail, CalibrationCardPath, CalibrationState, ChangeCalibrationCard,
        PacketAnswer, PacketSection, ReadCalibrationCard, ReviewStage, ScaleStep, rules::calibration::Standing,
    },
};

use super::{
    agreement::{Agreement, KeepOut},
    desk::{Desk, Opened},
    form::{MoveFields, Typed, potential_choices, rating_choices, rating_code, step_code},
    goals,
    ledger::lines,
    potential_word, rating_word,
    voting::{Votes, Voting},
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{Both, BothChanged, Edited, merged},
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    pages::reviews::answers::said,
    text::{calibration as text, review_appointments::whose},
    ui::{Actions, Button, ButtonKind, Choice, Dialog, Form, Toasts, live},
};

/// The dialog of whichever card is open.
#[component]
pub fn CardDialog(desk: Desk) -> impl IntoView {
    let title = move || desk.opened.get().map(|opened| opened.name).unwrap_or_default();
    // Whoever is to keep out of it from now on doesn't read on either.
    Effect::new(move |_| {
        let (Some(now), Some(opened)) = (desk.session.get(), desk.opened.get()) else { return };
        if desk.open.get_untracked() && now.cards.iter().all(|card| card.id != opened.card) {
            desk.open.set(false);
        }
    });
    view! {
        <Dialog open=desk.open title=Signal::derive(title) wide=true>
            {desk.opened.get_untracked().map(|opened| view! { <Card opened desk /> })}
        </Dialog>
    }
}

#[component]
fn Card(opened: Opened, desk: Desk) -> impl IntoView {
    let id = opened.card;
    let card = Fetch::new(move || call::<ReadCalibrationCard>(CalibrationCardPath { id }, Nothing {}, ()));
    card.view(move |detail| view! { <Known detail opened=opened.clone() desk /> })
}

#[component]
fn Known(detail: CalibrationCardDetail, opened: Opened, desk: Desk) -> impl IntoView {
    // As it was when the card was opened: what is typed here stays, whatever happens in the session meanwhile.
    let Some(session) = untrack(|| desk.session.get()) else { return ().into_any() };
    let (scale, two_axes) = (session.scale, session.measures_potential);
    let (moves, votes) = untrack(|| (desk.moves(), desk.votes()));
    let (known, unfolded) = (RwSignal::new(detail), !moves);
    let agrees = moves && session.session.relation == Relation::Own;
    let settled = matches!(session.session.state, CalibrationState::Decided | CalibrationState::Applied);
    let keeps_out = !settled && session.session.stage == ReviewStage::Calibrating;
    let form = moves.then(|| {
        let (scale, is_read) = (scale.clone(), session.explains_changes);
        view! { <Move known opened scale two_axes is_read desk /> }
    });
    let words = StoredValue::new(scale);
    view! {
        <div class="stack">
            {live(move || facts(&known.get().card, &words.get_value(), two_axes))}
            {goals::list(known.get_untracked().goals)}
            {votes.then(|| view! { <Voting known desk /> })}
            {session.session.takes_votes.then(|| view! { <Votes known /> })}
            {agrees.then(|| view! { <Agreement known desk /> })}
            {form}
            <details class="unfolds" open=unfolded>
                <summary>{text::ANSWERS}</summary>
                {answers(known.get_untracked().sections, &words.get_value())}
            </details>
            <details class="unfolds" open=move || !known.get().ledger.is_empty()>
                <summary>{text::LEDGER}</summary>
                {live(move || lines(known.get().ledger, &words.get_value(), false))}
            </details>
            {keeps_out.then(|| view! { <KeepOut card=known.get_untracked().card.id members=session.members desk /> })}
        </div>
    }
    .into_any()
}

fn facts(card: &CalibrationCard, scale: &[ScaleStep], two_axes: bool) -> impl IntoView + use<> {
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let with = |rating: String, potential: Option<u8>| {
        if two_axes { text::with_potential(&rating, potential_word(potential)) } else { rating }
    };
    view! {
        <dl class="facts">
            {card.team.as_ref().map(|team| fact(text::TEAM, team.name.clone()))}
            {card.manager.as_ref().map(|manager| fact(text::MANAGER, manager.name.clone()))}
            {fact(text::PROPOSED, with(rating_word(scale, card.author_rating, false), card.author_potential))}
            {fact(text::NOW, with(rating_word(scale, card.final_rating, card.not_rated), card.final_potential))}
        </dl>
    }
}

fn answers(sections: Vec<PacketSection>, scale: &[ScaleStep]) -> AnyView {
    if sections.is_empty() {
        return view! { <p class="muted">{text::NO_ANSWERS}</p> }.into_any();
    }
    let questions = sections.into_iter().flat_map(|section| section.questions);
    let question = |it: shared::reviews::PacketQuestion| {
        let one = |one: PacketAnswer| {
            // Whose words they are is known, but for who else was named to write.
            let whose = one.capacity.map(|named| whose(&one.author.clone().unwrap_or_default(), Some(named)));
            let whose = whose.map(|whose| view! { <p class="small muted">{whose}</p> });
            view! { {whose}{said(&it.question, scale, &one.answer, one.names)} }
        };
        let given: Vec<_> = it.answers.into_iter().map(one).collect();
        view! { <div class="stack snug review-question"><h3 class="review-ask">{it.question.text}</h3>{given}</div> }
    };
    view! { <div class="stack">{questions.map(question).collect_view()}</div> }.into_any()
}

fn standing(card: &CalibrationCard) -> Standing {
    Standing { rating: card.final_rating, potential: card.final_potential, not_rated: card.not_rated }
}

/// The form that moves it. After a lost race it is theirs that is moved on, with both in sight.
#[component]
fn Move(
    known: RwSignal<CalibrationCardDetail>,
    opened: Opened,
    scale: Vec<ScaleStep>,
    two_axes: bool,
    is_read: bool,
    desk: Desk,
) -> impl IntoView {
    let card = known.get_untracked().card;
    let (id, now) = (card.id, standing(&card));
    let first = Standing {
        rating: opened.rating.or(now.rating),
        potential: opened.potential.or(now.potential),
        not_rated: now.not_rated && opened.rating.is_none(),
    };
    let typed = Typed::of(first);
    let draft = Draft::keep_over(format!("calibration-{id}"), card.version, vec![(text::REASON, typed.reason.into())]);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let edited = Edited::new(Some(card), attempt);
    let choices = StoredValue::new(rating_choices(&scale));
    let reload = move || {
        let read = call::<ReadCalibrationCard>(CalibrationCardPath { id }, Nothing {}, ());
        let both = move |old: &CalibrationCard, new: &CalibrationCard| merge(typed, old, new, choices.get_value());
        let find = |detail: &CalibrationCardDetail| Some(detail.card.clone());
        edited.reload(read, find, both, move |detail| known.set(detail));
    };
    let submit = move || {
        let Some(before) = edited.before() else { return };
        let send = move |body| change::<ChangeCalibrationCard>(CalibrationCardPath { id }, body, before.version);
        attempt.send(typed.read(standing(&before)), send, move |_| {
            draft.sent();
            toasts.good(text::MOVED);
            desk.done(id);
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict=edited.conflict />
            <MoveFields typed scale two_axes is_read />
            <DraftNews draft beside=Signal::derive(move || typed.moved(first)) />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::MOVE}</Button></Actions>
        </Form>
    }
}

fn merge(typed: Typed, old: &CalibrationCard, new: &CalibrationCard, ratings: Vec<Choice>) -> Vec<Option<Both>> {
    let (old, new) = (standing(old), standing(new));
    let word = |choices: Vec<Choice>| {
        move |code: &String| {
            let known = choices.iter().find(|choice| choice.value == *code);
            known.map_or_else(|| text::NO_RATING.to_owned(), |choice| choice.label.clone())
        }
    };
    vec![
        merged(text::RATING, typed.rating, &rating_code(old), rating_code(new), word(ratings)),
        merged(
            text::POTENTIAL,
            typed.potential,
            &step_code(old.potential),
            step_code(new.potential),
            word(potential_choices()),
        ),
    ]
}
