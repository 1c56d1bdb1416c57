//! A check-in: fast, from the keyboard alone, with what is known filled in.

mod draft;

use leptos::prelude::*;
use shared::{
    goals::{
        BlockerKind, CheckIn, CreateCheckIn, KeyResult, KeyResultPath,
        rules::kinds::{CheckInStatus, KeyResultKind},
    },
    operation::Nothing,
};

use self::draft::Draft;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call_on},
    drafts::{Draft as Kept, DraftNews},
    pages::{goals::marks::value, people::people_search},
    text::{format, goals as text, ui as words},
    ui::{
        Actions, Button, ButtonKind, Checkbox, Choice, Combobox, DateInput, Field, Form, RadioGroup, Select, TextArea,
        TextInput, Toasts,
    },
};

/// The form. With `corrects`, the check-in that was wrong stays in the history, marked.
#[component]
pub fn CheckInForm(
    result: KeyResult,
    corrects: Option<CheckIn>,
    #[prop(optional, into)] cancel: Option<Callback<()>>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let draft = Draft::of(&result, corrects.as_ref());
    let id = result.id;
    let name =
        corrects.as_ref().map_or_else(|| format!("check-in/{id}"), |wrong| format!("check-in/{id}/{}", wrong.id));
    let kept = Kept::keep(name, draft.kept());
    let correction = corrects.as_ref().map(|wrong| {
        let which = text::correcting(&format::date(wrong.as_of), &value(&result, wrong.value));
        view! { <div><p class="strong">{which}</p><p class="small muted">{text::CORRECTING}</p></div> }
    });
    let cancel = cancel.map(|cancel| {
        view! { <Button on_press=move || cancel.run(())>{words::CANCEL}</Button> }
    });
    let attempt = Attempt::new();
    let key = StoredValue::new(Key::default());
    let toasts = Toasts::here();
    let supersedes = corrects.map(|wrong| wrong.id);
    let submit = move || {
        let terms = Terms { version: None, key: Some(key.get_value()) };
        attempt.send_unless(
            draft.unread(),
            draft.new_check_in(supersedes),
            move |body| call_on::<CreateCheckIn>(KeyResultPath { id }, Nothing {}, body, terms),
            move |_| {
                kept.sent();
                toasts.good(text::CHECKED_IN);
                done.run(());
            },
        );
    };
    let statuses: Vec<_> =
        CheckInStatus::ALL.iter().map(|status| Choice::new(status.as_str(), text::said(*status))).collect();
    let doubtful = move || draft.status.with(|status| status != CheckInStatus::OnTrack.as_str());
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            {correction}
            <Value result draft />
            <RadioGroup legend=text::HOW_IT_LOOKS value=draft.status options=statuses inline=true />
            <Show when=doubtful><InTheWay draft /></Show>
            <Field label=text::COMMENT name="comment"><TextArea value=draft.comment rows=2 /></Field>
            <details class="goal-more">
                <summary>{text::MORE_FIELDS}</summary>
                <div class="stack">
                    <div class="halves">
                        <Field label=text::AS_OF name="as_of" hint=text::AS_OF_HINT><DateInput value=draft.as_of max=crate::text::format::today() /></Field>
                        <Field label=text::CONFIDENCE name="confidence" hint=text::CONFIDENCE_HINT><TextInput value=draft.confidence inputmode="numeric" /></Field>
                    </div>
                    <Field label=text::LINKS name="links" hint=text::LINKS_HINT><TextArea value=draft.links rows=2 /></Field>
                </div>
            </details>
            <DraftNews draft=kept />
            <Actions>
                {cancel}
                <Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::CHECK_IN}</Button>
            </Actions>
        </Form>
    }
}

/// The number, or the steps that are done.
#[component]
fn Value(result: KeyResult, draft: Draft) -> impl IntoView {
    if result.measure.kind == KeyResultKind::Milestone {
        let step = |(step, done): (shared::goals::Milestone, RwSignal<bool>)| view! { <Checkbox checked=done label=step.title /> };
        let steps = result.milestones.into_iter().zip(draft.steps.get_value().into_iter().map(|(_, done)| done));
        return view! {
            <fieldset class="field">
                <legend class="field-label">{text::DONE_SO_FAR}</legend>
                <div class="choices">{steps.map(step).collect_view()}</div>
            </fieldset>
        }
        .into_any();
    }
    if result.kpi.is_some() {
        return view! { <p class="small muted">{text::VALUE_FROM_KPI}</p> }.into_any();
    }
    let hint = match (result.measure.kind, result.unit) {
        (KeyResultKind::Percent, _) => text::VALUE_PERCENT.to_owned(),
        (_, unit) => unit.unwrap_or_default(),
    };
    view! { <Field label=text::VALUE name="value" hint=hint required=true><TextInput value=draft.value inputmode="decimal" /></Field> }.into_any()
}

/// Asked for where it isn't on track.
#[component]
fn InTheWay(draft: Draft) -> impl IntoView {
    let kinds: Vec<_> = BlockerKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), text::blocker(*kind))).collect();
    let some = move || draft.blocker.with(|kind| !kind.is_empty());
    view! {
        <div class="halves">
            <Field label=text::BLOCKER name="blocker.kind"><Select value=draft.blocker options=kinds any=text::NO_BLOCKER /></Field>
            <Show when=some>
                <Field label=text::BLOCKER_OWNER name="blocker.owner_id"><Combobox value=draft.blocker_owner search=people_search() /></Field>
                <Field label=text::NEXT_STEP name="blocker.next_step" required=true><TextInput value=draft.next_step /></Field>
            </Show>
        </div>
    }
}
