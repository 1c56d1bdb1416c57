//! Who agrees with what was changed last, and who keeps out of a card.

use leptos::prelude::*;
use shared::{
    access::Relation,
    operation::Nothing,
    people::PersonRef,
    reviews::{
        AgreeToCalibrationChange, CalibrationAgreementPath, CalibrationCardDetail, CalibrationConflict,
        CalibrationConflictPath, CalibrationState, FlagCalibrationConflict, LiftCalibrationConflict,
        NewCalibrationAgreement, RUN, ReviewStage,
    },
    wire::CalibrationCardId,
};

use super::desk::Desk;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    session::Session,
    text::calibration as text,
    ui::{Actions, Button, ButtonKind, ButtonSize, Choice, Field, Form, Select, Toasts, live},
};

/// The button that agrees with somebody else's last change, or takes that back.
#[component]
pub fn Agreement(known: RwSignal<CalibrationCardDetail>, desk: Desk) -> impl IntoView {
    let (attempt, toasts, me) = (Attempt::new(), Toasts::here(), Session::here().person());
    let of_another = Memo::new(move |_| known.get().ledger.first().is_some_and(|change| Some(change.author.id) != me));
    let agrees = Memo::new(move |_| {
        let known = known.get();
        known.ledger.first().is_some_and(|change| change.agreed.iter().any(|person| Some(person.id) == me))
    });
    let say = move || {
        let now = known.get_untracked();
        let Some(change) = now.ledger.first() else { return };
        let path = CalibrationAgreementPath { id: now.card.id, change_id: change.id };
        let body = NewCalibrationAgreement { agrees: !agrees.get_untracked() };
        attempt.run(call::<AgreeToCalibrationChange>(path, Nothing {}, body), move |now| {
            toasts.good(text::AGREEMENT_NOTED);
            known.set(now);
            desk.session.refresh();
        });
    };
    live(move || {
        of_another.get().then(|| {
            view! {
                <div class="stack snug">
                    <AttemptNews attempt />
                    <div>
                        <Button size=ButtonSize::Small busy=attempt.busy on_press=say>
                            {move || if agrees.get() { text::AGREE_NO_MORE } else { text::AGREE }}
                        </Button>
                    </div>
                </div>
            }
        })
    })
}

/// Who keeps out of an open card from now on: the reader, or whom an Admin chooses.
#[component]
pub fn KeepOut(card: CalibrationCardId, members: Vec<PersonRef>, desk: Desk) -> impl IntoView {
    let (session, who) = (Session::here(), RwSignal::new(String::new()));
    let me = session.person();
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let others = members.into_iter().filter(|member| Some(member.id) != me);
    let options: Vec<_> = others.map(|member| Choice::new(member.id.to_string(), member.name)).collect();
    let chooses = session.can(&RUN, Relation::Organisation) && !options.is_empty();
    let submit = move || {
        let Some(person_id) = who.read_untracked().parse().ok().or(me) else { return };
        let path = CalibrationConflictPath { id: card, person_id };
        attempt.run(call::<FlagCalibrationConflict>(path, Nothing {}, ()), move |now| {
            toasts.good(text::KEPT_OUT);
            desk.open.set(false);
            desk.session.replace(now);
        });
    };
    view! {
        <details class="unfolds">
            <summary>{text::CONFLICT}</summary>
            <Form errors=attempt.errors busy=attempt.busy forgettable=true on_submit=submit>
                <AttemptNews attempt />
                <p class="muted">{text::CONFLICT_LEAD}</p>
                {chooses.then(|| view! {
                    <Field label=text::WHO_KEEPS_OUT name="person_id">
                        <Select value=who options=options.clone() any=text::MYSELF />
                    </Field>
                })}
                <Actions><Button submit=true busy=attempt.busy>{text::KEEP_OUT}</Button></Actions>
            </Form>
        </details>
    }
}

/// Who keeps out of which card, as far as the reader is told.
#[component]
pub fn Conflicts(desk: Desk) -> impl IntoView {
    let conflicts = Memo::new(move |_| {
        let now = desk.session.get()?;
        let decided = matches!(now.session.state, CalibrationState::Decided | CalibrationState::Applied);
        (!now.conflicts.is_empty()).then(|| (now.conflicts, !decided && now.session.stage == ReviewStage::Calibrating))
    });
    live(move || {
        conflicts.get().map(|(conflicts, lifts)| {
            let line = move |it: CalibrationConflict| view! { <Line it lifts desk /> };
            view! {
                <section class="card stack">
                    <h2>{text::CONFLICTS}</h2>
                    <ul class="stack snug">{conflicts.into_iter().map(line).collect_view()}</ul>
                </section>
            }
        })
    })
}

#[component]
fn Line(it: CalibrationConflict, lifts: bool, desk: Desk) -> impl IntoView {
    let (attempt, toasts, session) = (Attempt::new(), Toasts::here(), Session::here());
    let mine = session.person() == Some(it.person.id);
    let path = CalibrationConflictPath { id: it.card_id, person_id: it.person.id };
    let let_in = move || {
        attempt.run(call::<LiftCalibrationConflict>(path.clone(), Nothing {}, ()), move |now| {
            toasts.good(text::LET_IN_NOTED);
            desk.session.replace(now);
        });
    };
    let named = text::let_in(&it.person.name, &it.subject.name);
    let button = (lifts && !mine && session.can(&RUN, Relation::Organisation)).then(|| {
        view! {
            <div>
                <Button size=ButtonSize::Small kind=ButtonKind::Quiet busy=attempt.busy on_press=let_in>
                    <span aria-hidden="true">{text::LET_IN}</span><span class="visually-hidden">{named}</span>
                </Button>
            </div>
        }
    });
    let says =
        if mine { text::you_keep_out(&it.subject.name) } else { text::keeps_out(&it.person.name, &it.subject.name) };
    view! { <li class="stack snug"><span>{says}</span><AttemptNews attempt />{button}</li> }
}
