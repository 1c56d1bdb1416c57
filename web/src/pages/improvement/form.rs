//! What a plan says, typed anew or changed.

use leptos::prelude::*;
use shared::{
    access::{Relation, Role},
    improvement::{
        DraftImprovementPlan, EditImprovementPlan, ImprovementChanges, ImprovementPersonPath, ImprovementPlanDetail,
        ImprovementPlanPath, ImprovementSection, NewImprovementPlan, NewImprovementSection,
        rules::{ImprovementAudience, ImprovementPart},
    },
    operation::Nothing,
    problem::{FieldError, Problem},
    wire::PersonId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call_on, change},
    drafts::{Draft, DraftNews, Row, Value},
    session::Session,
    text::{improvement as text, ui as words},
    ui::{
        Actions, Button, ButtonKind, ButtonSize, Choice, DateInput, Field, Form, Glyph, Ordered, OrderedButtons,
        OrderedRow, Select, TextArea,
    },
};

/// The most parts a plan may have.
const MOST: usize = 20;

/// A part as it is typed.
#[derive(Clone, Copy)]
struct PartDraft {
    part: RwSignal<String>,
    audience: RwSignal<String>,
    body: RwSignal<String>,
}

impl PartDraft {
    fn of(section: &ImprovementSection) -> Self {
        Self {
            part: RwSignal::new(section.part.to_string()),
            audience: RwSignal::new(section.audience.to_string()),
            body: RwSignal::new(section.body.clone()),
        }
    }

    /// An empty one, for the person to read.
    fn about(part: ImprovementPart) -> Self {
        Self {
            part: RwSignal::new(part.to_string()),
            audience: RwSignal::new(ImprovementAudience::Person.to_string()),
            body: RwSignal::default(),
        }
    }

    fn read(self) -> NewImprovementSection {
        NewImprovementSection {
            part: ImprovementPart::parse(&self.part.read_untracked()).unwrap_or(ImprovementPart::Background),
            // The narrowest is the safe reading of what can't be read.
            audience: ImprovementAudience::parse(&self.audience.read_untracked()).unwrap_or(ImprovementAudience::Hr),
            body: self.body.get_untracked().trim().to_owned(),
        }
    }
}

impl Row for PartDraft {
    fn empty() -> Self {
        Self::about(ImprovementPart::Expected)
    }

    fn values(self) -> Vec<Value> {
        vec![self.body.into(), self.part.into(), self.audience.into()]
    }
}

/// The form: a new plan for `id`, or changes of the one that was there `before`. `seen` looks at it after a lost race.
#[component]
pub fn PlanForm(
    id: PersonId,
    before: Option<ImprovementPlanDetail>,
    #[prop(into)] seen: Callback<()>,
    #[prop(into)] done: Callback<(ImprovementPlanDetail,)>,
) -> impl IntoView {
    let ends_on = RwSignal::new(before.as_ref().map(|before| before.plan.ends_on));
    let reason = RwSignal::new(String::new());
    let parts = match &before {
        Some(before) => Ordered::new(before.sections.iter().map(PartDraft::of)),
        None => Ordered::new(
            [ImprovementPart::Expected, ImprovementPart::Measured, ImprovementPart::Support].map(PartDraft::about),
        ),
    };
    let plan = before.map(|before| before.plan);
    let started = plan.as_ref().is_some_and(|plan| plan.started);
    let reader = match &plan {
        Some(plan) => plan.audience,
        None => ImprovementAudience::of(Session::here().role().unwrap_or(Role::Employee), Relation::Report),
    };
    let kept = vec![(text::LAST_DAY, ends_on.into()), (text::SAYS, parts.into()), (text::WHY, reason.into())];
    let changed = plan.as_ref().map(|plan| (plan.id, plan.version));
    let draft = match changed {
        Some((plan, version)) => Draft::keep_over(format!("plan/{plan}"), version, kept),
        None => Draft::keep(format!("plan/of/{id}"), kept),
    };
    let (attempt, key) = (Attempt::new(), StoredValue::new(Key::default()));
    let saved = move |now: ImprovementPlanDetail| {
        draft.sent();
        done.run((now,));
    };
    let submit = move || {
        parts.settle();
        let Some(until) = ends_on.get_untracked() else {
            return attempt.fail(Problem::invalid(vec![FieldError::new("ends_on", "required")]));
        };
        let sections: Vec<_> = untrack(|| parts.values()).into_iter().map(PartDraft::read).collect();
        let Some((plan, version)) = changed else {
            let terms = Terms { version: None, key: Some(key.get_value()) };
            let path = ImprovementPersonPath { id };
            return attempt.send(
                NewImprovementPlan { ends_on: until, sections },
                move |body| call_on::<DraftImprovementPlan>(path, Nothing {}, body, terms),
                saved,
            );
        };
        let body = ImprovementChanges {
            ends_on: (!started).then_some(until),
            sections: Some(sections),
            reason: reason.get_untracked().trim().to_owned(),
        };
        let path = ImprovementPlanPath { id: plan };
        attempt.send(body, move |body| change::<EditImprovementPlan>(path, body, version), saved);
    };
    let full = Signal::derive(move || parts.count() >= MOST);
    let one = move |row| view! { <Part parts row reader /> };
    // Made where the form stands around them, or they wouldn't hear what is wrong with them.
    let last_day = move || {
        (!started).then(
            || view! { <Field label=text::LAST_DAY name="ends_on" required=true><DateInput value=ends_on /></Field> },
        )
    };
    let why = move || {
        started.then(|| view! { <Field label=text::WHY name="reason" hint=text::WHY_CHANGED_HINT><TextArea value=reason /></Field> })
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=seen />
            {last_day()}
            <For each=move || parts.rows() key=|row| row.number children=one />
            <div>
                <Button size=ButtonSize::Small icon=Glyph::Plus disabled=full
                    on_press=move || parts.add(PartDraft::empty)>{text::ADD_PART}</Button>
            </div>
            {why()}
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}

/// Who may be chosen by somebody who reads as `reader`, most first.
pub fn readers(reader: ImprovementAudience) -> Vec<Choice> {
    let all = ImprovementAudience::ALL.iter().rev().filter(|audience| reader.reads(**audience));
    all.map(|audience| Choice::new(audience.as_str(), text::audience(*audience))).collect()
}

/// The fields of one part.
#[component]
fn Part(parts: Ordered<PartDraft>, row: OrderedRow<PartDraft>, reader: ImprovementAudience) -> impl IntoView {
    let (part, sent_as) = (row.value, row.sent_as);
    let named = Signal::derive(move || text::part_at(parts.place(row.number) + 1));
    let deed = move |deed: &'static str| Signal::derive(move || text::of_part(deed, &named.read()));
    let field = move |name: &str| format!("sections[{sent_as}].{name}");
    let kinds: Vec<_> = ImprovementPart::ALL.iter().map(|one| Choice::new(one.as_str(), text::part(*one))).collect();
    view! {
        <fieldset class="stack tight">
            <legend class="visually-hidden">{move || named.get()}</legend>
            <div class="spread">
                <span class="small strong muted" aria-hidden="true">{move || named.get()}</span>
                <OrderedButtons ordered=parts number=row.number least=1
                    labels=[deed(text::UP), deed(text::DOWN), deed(text::REMOVE)] />
            </div>
            <div class="halves">
                <Field label=text::PART name=field("part") required=true><Select value=part.part options=kinds /></Field>
                <Field label=text::WHO_READS name=field("audience") required=true>
                    <Select value=part.audience options=readers(reader) />
                </Field>
            </div>
            <Field label=text::WORDS name=field("body") required=true><TextArea value=part.body /></Field>
        </fieldset>
    }
}
