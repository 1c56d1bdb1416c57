//! What a check-in holds while it is being filled in.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    goals::{
        Blocker, BlockerKind, CheckIn, KeyResult, NewCheckIn,
        rules::kinds::{CheckInStatus, GoalStatus, KeyResultKind},
    },
    problem::FieldError,
    wire::{CheckInId, MilestoneId},
};

use crate::{
    drafts::Value,
    pages::{
        goals::form::{scale, typed_amount},
        people::{chosen_id, kept_person},
    },
    text::goals as text,
    typed::{amount, unread, unread_days},
    ui::Choice,
};

/// The fields as they are typed.
#[derive(Clone, Copy)]
pub struct Draft {
    kind: KeyResultKind,
    scale: f64,
    /// Whether its value comes from a KPI.
    follows: bool,
    pub value: RwSignal<String>,
    pub steps: StoredValue<Vec<(MilestoneId, RwSignal<bool>)>>,
    pub status: RwSignal<String>,
    pub as_of: RwSignal<Option<NaiveDate>>,
    pub confidence: RwSignal<String>,
    pub comment: RwSignal<String>,
    pub blocker: RwSignal<String>,
    pub blocker_owner: RwSignal<Option<Choice>>,
    pub next_step: RwSignal<String>,
    pub links: RwSignal<String>,
}

impl Draft {
    /// What was said last, or what is to be corrected.
    pub fn of(result: &KeyResult, wrong: Option<&CheckIn>) -> Self {
        let kind = result.measure.kind;
        let scale = scale(kind, result.unit.as_deref());
        let value = wrong.map(|wrong| wrong.value).or(result.value).or(result.measure.start);
        let steps = result.milestones.iter().map(|step| (step.id, RwSignal::new(step.done))).collect();
        let status = wrong.map_or_else(|| last_said(result.status), |wrong| wrong.status);
        let blocker = wrong.and_then(|wrong| wrong.blocker.as_ref());
        Self {
            kind,
            scale,
            follows: result.kpi.is_some(),
            value: RwSignal::new(value.map(|value| typed_amount(value, scale)).unwrap_or_default()),
            steps: StoredValue::new(steps),
            status: RwSignal::new(status.to_string()),
            as_of: RwSignal::new(wrong.map(|wrong| wrong.as_of)),
            confidence: RwSignal::new(
                wrong.and_then(|wrong| wrong.confidence).map(|sure| sure.to_string()).unwrap_or_default(),
            ),
            comment: RwSignal::new(wrong.map(|wrong| wrong.comment.clone()).unwrap_or_default()),
            blocker: RwSignal::new(blocker.map(|blocker| blocker.kind.to_string()).unwrap_or_default()),
            blocker_owner: kept_person(RwSignal::new(
                blocker.and_then(|blocker| blocker.owner_id).map(|id| id.to_string()).unwrap_or_default(),
            )),
            next_step: RwSignal::new(blocker.map(|blocker| blocker.next_step.clone()).unwrap_or_default()),
            links: RwSignal::new(wrong.map(|wrong| wrong.links.join("\n")).unwrap_or_default()),
        }
    }

    /// As what is kept on the device.
    pub fn kept(self) -> Vec<(&'static str, Value)> {
        let mut fields = vec![
            (text::VALUE, self.value.into()),
            (text::HOW_IT_LOOKS, self.status.into()),
            (text::AS_OF, self.as_of.into()),
            (text::CONFIDENCE, self.confidence.into()),
            (text::COMMENT, self.comment.into()),
            (text::BLOCKER, self.blocker.into()),
            (text::BLOCKER_OWNER, self.blocker_owner.into()),
            (text::NEXT_STEP, self.next_step.into()),
            (text::LINKS, self.links.into()),
        ];
        self.steps.with_value(|steps| fields.extend(steps.iter().map(|(_, done)| (text::DONE_SO_FAR, (*done).into()))));
        fields
    }

    /// What can't be read as what it should be, each at its field.
    pub fn unread(self) -> Vec<FieldError> {
        let (value, sure) = (self.value.get_untracked(), self.confidence.get_untracked());
        let asked = self.kind != KeyResultKind::Milestone && !self.follows;
        let missing = (asked && value.trim().is_empty()).then(|| FieldError::new("value", "required"));
        let value = unread("value", &value).filter(|_| asked);
        missing.into_iter().chain(value).chain(unread_days("confidence", &sure)).collect()
    }

    /// What to send. What can't be read is left out, and is for [`Self::unread`] to name.
    pub fn new_check_in(self, supersedes_id: Option<CheckInId>) -> NewCheckIn {
        let milestone = self.kind == KeyResultKind::Milestone;
        let value = amount(&self.value.read_untracked(), self.scale).filter(|_| !milestone && !self.follows);
        // More than fits is out of range, and said so by the same rule as on the server.
        let sure = self.confidence.read_untracked().trim().parse::<u16>().ok();
        let confidence = sure.map(|sure| sure.try_into().unwrap_or(u8::MAX));
        let status = CheckInStatus::parse(&self.status.get_untracked()).unwrap_or(CheckInStatus::OnTrack);
        let kind = BlockerKind::parse(&self.blocker.get_untracked()).filter(|_| status != CheckInStatus::OnTrack);
        NewCheckIn {
            as_of: self.as_of.get_untracked(),
            value,
            milestones_done: milestone.then(|| self.steps_done()),
            status,
            confidence,
            comment: self.comment.get_untracked(),
            blocker: kind.map(|kind| Blocker {
                kind,
                owner_id: chosen_id(self.blocker_owner),
                next_step: self.next_step.get_untracked(),
            }),
            links: self.links.with_untracked(|links| links.split_whitespace().map(str::to_owned).collect()),
            supersedes_id,
        }
    }

    fn steps_done(self) -> Vec<MilestoneId> {
        self.steps
            .with_value(|steps| steps.iter().filter(|(_, done)| done.get_untracked()).map(|(id, _)| *id).collect())
    }
}

/// Whoever checks in says it anew; what was said last is where the choice begins.
const fn last_said(status: GoalStatus) -> CheckInStatus {
    match status {
        GoalStatus::AtRisk => CheckInStatus::AtRisk,
        GoalStatus::OffTrack => CheckInStatus::OffTrack,
        _ => CheckInStatus::OnTrack,
    }
}
