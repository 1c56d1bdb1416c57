//! What can be done with a plan, and the form of each step.

use leptos::prelude::*;
use shared::{
    access::Role,
    improvement::{
        DRAFT, EndImprovementPlan, ExtendImprovementPlan, ImprovementEnd, ImprovementExtension, ImprovementPlan,
        ImprovementPlanDetail, ImprovementPlanPath, ImprovementReason, ImprovementSchedule, PauseImprovementPlan, RUN,
        ResumeImprovementPlan, ScheduleImprovementPlan, TAKE_OVER, TakeOverImprovementPlan, WithdrawImprovementPlan,
        rules::{ImprovementAudience, ImprovementState},
    },
    operation::Nothing,
    problem::{FieldError, Problem},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Terms, call_on},
    session::Session,
    text::improvement as text,
    ui::{Actions, Button, ButtonKind, DateInput, Field, Form, TextArea},
};

/// What can be done with a plan besides changing what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Schedule,
    Pause,
    Resume,
    Extend,
    Meet,
    Miss,
    Withdraw,
    TakeOver,
}

impl Step {
    /// On its button.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Schedule => text::SCHEDULE,
            Self::Pause => text::PAUSE,
            Self::Resume => text::RESUME,
            Self::Extend => text::EXTEND,
            Self::Meet => text::MEET,
            Self::Miss => text::MISS,
            Self::Withdraw => text::WITHDRAW,
            Self::TakeOver => text::TAKE_OVER,
        }
    }

    const fn detail(self) -> &'static str {
        match self {
            Self::Schedule => text::SCHEDULE_DETAIL,
            Self::Pause => text::PAUSE_DETAIL,
            Self::Resume => text::RESUME_DETAIL,
            Self::Extend => text::EXTEND_DETAIL,
            Self::Meet | Self::Miss => text::END_DETAIL,
            Self::Withdraw => text::WITHDRAW_DETAIL,
            Self::TakeOver => text::TAKE_OVER_DETAIL,
        }
    }

    /// What the day is called that it takes, if it takes one.
    const fn day(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Schedule => Some((text::FIRST_DAY, "starts_on")),
            Self::Extend => Some((text::LAST_DAY, "ends_on")),
            _ => None,
        }
    }

    const fn says_why(self) -> bool {
        matches!(self, Self::Pause | Self::Extend | Self::Meet | Self::Miss | Self::Withdraw)
    }
}

/// Whether the visitor may change what a plan says.
pub fn may_edit(plan: &ImprovementPlan) -> bool {
    let session = Session::here();
    let held = plan.audience != ImprovementAudience::Manager || !plan.awaits_taking_over;
    let role = session.role().unwrap_or(Role::Employee);
    session.can(&DRAFT, plan.relation) && plan.state.is_open() && plan.state.is_for(role) && held
}

/// What whoever looks at a plan can do with it now. `edition` and what was read of it decide whether it can run again.
pub fn offered(detail: &ImprovementPlanDetail) -> Vec<Step> {
    let (plan, session) = (&detail.plan, Session::here());
    let mut steps = Vec::new();
    if session.can(&TAKE_OVER, plan.relation) && plan.awaits_taking_over {
        steps.push(Step::TakeOver);
    }
    if session.can(&RUN, plan.relation) {
        steps.extend(match plan.state {
            ImprovementState::Draft | ImprovementState::Scheduled => vec![Step::Schedule],
            ImprovementState::Running | ImprovementState::Extended => {
                vec![Step::Pause, Step::Extend, Step::Meet, Step::Miss]
            }
            ImprovementState::Paused if !waits_for_person(detail) => vec![Step::Resume],
            _ => Vec::new(),
        });
    }
    if may_edit(plan) {
        steps.push(Step::Withdraw);
    }
    steps
}

/// Whether a change waits for its person to acknowledge it.
pub fn waits_for_person(detail: &ImprovementPlanDetail) -> bool {
    detail.plan.state == ImprovementState::Paused && detail.edition > 1 && !detail.plan.acknowledged
}

/// The form of a step, with a day and words where it needs some. `seen` looks at the plan anew after a lost race.
#[component]
pub fn StepForm(
    plan: ImprovementPlan,
    step: Step,
    #[prop(into)] seen: Callback<()>,
    #[prop(into)] done: Callback<(ImprovementPlanDetail,)>,
) -> impl IntoView {
    let (day, reason) = (RwSignal::new(None), RwSignal::new(String::new()));
    if step == Step::Schedule {
        day.set(plan.starts_on.or_else(|| Some(Session::here().org_today())));
    }
    let attempt = Attempt::new();
    let (id, version) = (plan.id, plan.version);
    let submit = move || {
        let (path, terms) = (ImprovementPlanPath { id }, Terms { version: Some(version), key: None });
        let why = ImprovementReason { reason: reason.get_untracked().trim().to_owned() };
        let saved = move |now: ImprovementPlanDetail| done.run((now,));
        let picked = day.get_untracked();
        let missing = |name: &str| attempt.fail(Problem::invalid(vec![FieldError::new(name, "required")]));
        match step {
            Step::Schedule => {
                let Some(starts_on) = picked else { return missing("starts_on") };
                attempt.send(
                    ImprovementSchedule { starts_on },
                    move |body| call_on::<ScheduleImprovementPlan>(path, Nothing {}, body, terms),
                    saved,
                );
            }
            Step::Extend => {
                let Some(ends_on) = picked else { return missing("ends_on") };
                attempt.send(
                    ImprovementExtension { ends_on, reason: why.reason },
                    move |body| call_on::<ExtendImprovementPlan>(path, Nothing {}, body, terms),
                    saved,
                );
            }
            Step::Meet | Step::Miss => attempt.send(
                ImprovementEnd { met: step == Step::Meet, reason: why.reason },
                move |body| call_on::<EndImprovementPlan>(path, Nothing {}, body, terms),
                saved,
            ),
            Step::Pause => {
                attempt.send(why, move |body| call_on::<PauseImprovementPlan>(path, Nothing {}, body, terms), saved)
            }
            Step::Withdraw => {
                attempt.send(why, move |body| call_on::<WithdrawImprovementPlan>(path, Nothing {}, body, terms), saved)
            }
            Step::Resume => attempt.run(call_on::<ResumeImprovementPlan>(path, Nothing {}, (), terms), saved),
            Step::TakeOver => attempt.run(call_on::<TakeOverImprovementPlan>(path, Nothing {}, (), terms), saved),
        }
    };
    // Made where the form stands around them, or they wouldn't hear what is wrong with them.
    let when = move || {
        step.day().map(|(label, name)| view! { <Field label name required=true><DateInput value=day /></Field> })
    };
    let why = move || {
        step.says_why().then(|| {
            view! { <Field label=text::WHY name="reason" hint=text::WHY_HINT required=true><TextArea value=reason /></Field> }
        })
    };
    let kind = if step == Step::Withdraw { ButtonKind::Danger } else { ButtonKind::Primary };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=seen />
            <p>{step.detail()}</p>
            {when()}
            {why()}
            <Actions><Button submit=true kind busy=attempt.busy>{step.word()}</Button></Actions>
        </Form>
    }
}
