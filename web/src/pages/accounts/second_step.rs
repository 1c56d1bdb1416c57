//! The second step of a log-in: the code after the password, or a passkey.

use leptos::{html, prelude::*};
use shared::{
    accounts::{FinishLogIn, LogInMethod, Me, SecondStep},
    operation::Nothing,
    problem::{Code, Problem},
    wire::PersonId,
};
use wasm_bindgen::JsCast;

use super::{log_in::go_back, passkeys as by_passkey};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    passkeys,
    session::Session,
    text::{accounts as words, passkeys as text_of_passkeys, problems, second_factor as text},
    ui::{Button, ButtonKind, ButtonSize, Field, Form, Glyph, TextInput, Toasts},
};

/// The code or the passkey, as `waiting` names them; back to the password, and nothing waits, once the log-in has lapsed.
#[component]
pub fn SecondStepForm(waiting: RwSignal<Vec<LogInMethod>>, back_to: Option<PersonId>) -> impl IntoView {
    let session = Session::here();
    let toasts = Toasts::here();
    let code = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let node = NodeRef::<html::Div>::new();
    // The field it replaces had the focus.
    Effect::new(move |_| {
        if node.get().is_some() {
            request_animation_frame(move || focus_within(node));
        }
    });
    let has = |method: LogInMethod| waiting.with_untracked(|methods| methods.contains(&method));
    let (has_app, has_passkey) = (has(LogInMethod::Totp), has(LogInMethod::Passkey) && passkeys::available());
    let done = move |done: Result<Me, Problem>| match done {
        Ok(me) => session.enter(me),
        Err(lapsed) => {
            waiting.set(Vec::new());
            toasts.bad(problems::sentence(&lapsed));
        }
    };
    let submit = move || {
        let body = SecondStep { code: code.get_untracked().trim().to_owned() };
        attempt.send(body, move |body| ended(call::<FinishLogIn>(Nothing {}, Nothing {}, body), back_to), done);
    };
    let use_passkey = move || attempt.run(ended(by_passkey::log_in(), back_to), done);
    let lead = if has_passkey { text::STEP_LEAD_PASSKEY } else { text::STEP_LEAD };
    let hint = if has_app { text::STEP_CODE_HINT } else { text::STEP_SPARE_HINT };
    let by_passkey = has_passkey.then(|| {
        view! {
            <Button wide=true icon=Glyph::KeyRound busy=attempt.busy on_press=use_passkey>{text_of_passkeys::USE}</Button>
        }
    });
    view! {
        <div class="stack" node_ref=node>
            <p class="muted" role="status">{lead}</p>
            {by_passkey}
            <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                <Field label=text::STEP_CODE name="code" hint required=true>
                    <TextInput value=code autocomplete="one-time-code" inputmode="numeric" />
                </Field>
                <Button submit=true kind=ButtonKind::Primary wide=true busy=attempt.busy>{words::LOG_IN}</Button>
            </Form>
            <div class="centered">
                <Button kind=ButtonKind::Quiet size=ButtonSize::Small on_press=move || waiting.set(Vec::new())>{text::STEP_BACK}</Button>
            </div>
        </div>
    }
}

/// A log-in that has lapsed is no failure of this form: it begins anew.
async fn ended(
    finished: impl Future<Output = Result<Me, Problem>>,
    back_to: Option<PersonId>,
) -> Result<Result<Me, Problem>, Problem> {
    match finished.await {
        Ok(me) => go_back(me, back_to).await.map(Ok),
        Err(problem) if problem.code == Code::LogInLapsed => Ok(Err(problem)),
        Err(problem) => Err(problem),
    }
}

fn focus_within(place: NodeRef<html::Div>) {
    let found = place.get_untracked().and_then(|place| place.query_selector("input").ok().flatten());
    if let Some(input) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = input.focus();
    }
}
