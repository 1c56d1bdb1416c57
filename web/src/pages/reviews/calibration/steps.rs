//! From state to state: each step says what it does before it is taken.

use leptos::prelude::*;
use shared::reviews::{
    CalibrationMove, CalibrationSession, CalibrationSessionDetail, CalibrationSessionPath, CalibrationState,
    CalibrationStep, MoveCalibrationSession, rules::calibration,
};

use super::desk::Desk;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    drafts::{Draft, DraftNews},
    text::calibration as text,
    ui::{Actions, Button, ButtonKind, Confirm, Dialog, Field, Form, Menu, MenuItem, TextInput, Toasts},
};

/// The button for the next state, and a menu for the way back.
#[component]
pub fn Steps(session: CalibrationSession, desk: Desk, attempt: Attempt) -> impl IntoView {
    let (forward, backward) = (RwSignal::new(false), RwSignal::new(false));
    let (id, version, state, takes_votes) = (session.id, session.version, session.state, session.takes_votes);
    let toasts = Toasts::here();
    let moved = move |now: CalibrationSessionDetail| {
        toasts.good(text::stands_at(now.session.state));
        desk.session.replace(now);
    };
    let take = move || {
        forward.set(false);
        let step = CalibrationMove { step: CalibrationStep::Forward, reason: None };
        attempt.run(change::<MoveCalibrationSession>(CalibrationSessionPath { id }, step, version), moved);
    };
    let back = calibration::back(state).map(|_| {
        view! {
            <Menu trigger=|| text::MORE_STEPS label=text::MORE_STEPS>
                <MenuItem on_pick=move || backward.set(true)>{text::BACK}</MenuItem>
            </Menu>
            <Dialog open=backward title=text::BACK>
                <Back id version done=move |now| {
                    backward.set(false);
                    moved(now);
                } />
            </Dialog>
        }
    });
    let next = calibration::next(state, takes_votes).map(|_| {
        let deed = text::next_step(state, takes_votes);
        let danger = state == CalibrationState::Decided;
        view! {
            <Button kind=ButtonKind::Primary busy=attempt.busy on_press=move || forward.set(true)>{deed}</Button>
            <Confirm open=forward title=deed.to_owned() deed=deed busy=attempt.busy danger on_confirm=take>
                <p>{text::next_detail(state, takes_votes)}</p>
            </Confirm>
        }
    });
    view! { {back}{next} }
}

/// A step back wants a reason.
#[component]
fn Back(
    id: shared::wire::CalibrationSessionId,
    version: i64,
    #[prop(into)] done: Callback<(CalibrationSessionDetail,)>,
) -> impl IntoView {
    let (reason, attempt) = (RwSignal::new(String::new()), Attempt::new());
    let draft = Draft::keep(format!("calibration-back/{id}"), vec![(text::REASON, reason.into())]);
    let submit = move || {
        let reason = Some(reason.get_untracked().trim().to_owned()).filter(|reason| !reason.is_empty());
        let body = CalibrationMove { step: CalibrationStep::Back, reason };
        let send = move |body| change::<MoveCalibrationSession>(CalibrationSessionPath { id }, body, version);
        attempt.send(body, send, move |now| {
            draft.sent();
            done.run((now,));
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <p>{text::back_detail(CalibrationStep::Back)}</p>
            <Field label=text::REASON name="reason" required=true><TextInput value=reason /></Field>
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::BACK}</Button></Actions>
        </Form>
    }
}
