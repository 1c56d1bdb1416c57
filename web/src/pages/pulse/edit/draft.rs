//! A pulse as it is typed.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use shared::{
    problem::{FieldError, Problem},
    pulse::{NewPulse, NewQuestion, PulseChanges, PulseDetail, Question, QuestionKind, USUAL_MINIMUM},
    wire::Patch,
};

use crate::{
    drafts::{Row, Value},
    text::{format, pulse as text},
    ui::{Choice, Ordered},
};

/// The fields.
#[derive(Clone, Copy)]
pub struct Draft {
    pub title: RwSignal<String>,
    pub opens_on: RwSignal<Option<NaiveDate>>,
    pub closes_on: RwSignal<Option<NaiveDate>>,
    pub minimum: RwSignal<String>,
    pub share_total: RwSignal<bool>,
    pub every_weeks: RwSignal<String>,
    pub team: RwSignal<String>,
    pub started_from: RwSignal<Option<NaiveDate>>,
    pub started_until: RwSignal<Option<NaiveDate>>,
    pub excluded: RwSignal<Vec<Choice>>,
    pub rest_weeks: RwSignal<String>,
    pub sample_percent: RwSignal<String>,
    pub questions: Ordered<QuestionDraft>,
}

/// A question as it is typed.
#[derive(Clone, Copy)]
pub struct QuestionDraft {
    pub kind: RwSignal<String>,
    pub text: RwSignal<String>,
    pub options: RwSignal<String>,
    pub multiple: RwSignal<bool>,
    pub optional: RwSignal<bool>,
}

impl QuestionDraft {
    /// As it is, or an empty one.
    pub fn of(question: Option<&NewQuestion>) -> Self {
        let kind = question.map_or(QuestionKind::Scale, |question| question.kind);
        Self {
            kind: RwSignal::new(kind.to_string()),
            text: RwSignal::new(question.map(|question| question.text.clone()).unwrap_or_default()),
            options: RwSignal::new(question.map(|question| question.options.join("\n")).unwrap_or_default()),
            multiple: RwSignal::new(question.is_some_and(|question| question.multiple)),
            optional: RwSignal::new(question.is_some_and(|question| question.optional)),
        }
    }

    /// How it is answered. Reactive.
    pub fn kind(self) -> QuestionKind {
        QuestionKind::parse(&self.kind.read()).unwrap_or(QuestionKind::Text)
    }

    fn question(self) -> NewQuestion {
        let kind = untrack(|| self.kind());
        let listed = matches!(kind, QuestionKind::Scale | QuestionKind::Choice);
        let options = self.options.get_untracked();
        let lines = options.lines().map(str::trim).filter(|line| !line.is_empty() && listed);
        NewQuestion {
            kind,
            text: self.text.get_untracked().trim().to_owned(),
            options: lines.map(str::to_owned).collect(),
            multiple: kind == QuestionKind::Choice && self.multiple.get_untracked(),
            optional: self.optional.get_untracked(),
        }
    }
}

impl Row for QuestionDraft {
    fn empty() -> Self {
        Self::of(None)
    }

    fn values(self) -> Vec<Value> {
        vec![self.text.into(), self.kind.into(), self.options.into(), self.multiple.into(), self.optional.into()]
    }
}

impl Draft {
    /// What is kept on the device.
    pub fn kept(self) -> Vec<(&'static str, Value)> {
        vec![
            (text::TITLE, self.title.into()),
            (text::OPENS, self.opens_on.into()),
            (text::CLOSES, self.closes_on.into()),
            (text::MINIMUM, self.minimum.into()),
            (text::SHARE_TOTAL, self.share_total.into()),
            (text::REPEATS, self.every_weeks.into()),
            (text::TEAM, self.team.into()),
            (text::STARTED_FROM, self.started_from.into()),
            (text::STARTED_UNTIL, self.started_until.into()),
            (text::EXCLUDE, self.excluded.into()),
            (text::REST, self.rest_weeks.into()),
            (text::SAMPLE, self.sample_percent.into()),
            (text::QUESTIONS, self.questions.into()),
        ]
    }

    /// As it is, or a new one that opens today for a week.
    pub fn of(detail: Option<&PulseDetail>) -> Self {
        let pulse = detail.map(|detail| &detail.pulse);
        let audience = detail.and_then(|detail| detail.audience.as_ref());
        let number = |value: Option<u8>| RwSignal::new(value.map(|value| value.to_string()).unwrap_or_default());
        let today = format::today();
        let asked = |question: &Question| NewQuestion {
            kind: question.kind,
            text: question.text.clone(),
            options: question.options.clone(),
            multiple: question.multiple,
            optional: question.optional,
        };
        let mut questions: Vec<NewQuestion> =
            detail.map(|detail| detail.questions.iter().map(asked).collect()).unwrap_or_default();
        if questions.is_empty() {
            questions.extend(crate::text::pulse_library::READY.iter().take(2).map(|ready| ready.question()));
        }
        let excluded = audience.map(|audience| {
            audience.excluded.iter().map(|person| Choice::new(person.id.to_string(), person.name.clone())).collect()
        });
        Self {
            title: RwSignal::new(pulse.map(|pulse| pulse.title.clone()).unwrap_or_default()),
            opens_on: RwSignal::new(Some(pulse.map_or(today, |pulse| pulse.opens_on))),
            closes_on: RwSignal::new(Some(pulse.map_or(today + Days::new(6), |pulse| pulse.closes_on))),
            minimum: RwSignal::new(pulse.map_or(USUAL_MINIMUM, |pulse| pulse.minimum).to_string()),
            share_total: RwSignal::new(pulse.is_none_or(|pulse| pulse.share_total)),
            every_weeks: number(pulse.and_then(|pulse| pulse.every_weeks)),
            team: RwSignal::new(
                audience
                    .and_then(|audience| audience.team.as_ref())
                    .map(|team| team.id.to_string())
                    .unwrap_or_default(),
            ),
            started_from: RwSignal::new(audience.and_then(|audience| audience.started_from)),
            started_until: RwSignal::new(audience.and_then(|audience| audience.started_until)),
            excluded: RwSignal::new(excluded.unwrap_or_default()),
            rest_weeks: RwSignal::new(audience.map_or(0, |audience| audience.rest_weeks).to_string()),
            sample_percent: RwSignal::new(audience.map_or(100, |audience| audience.sample_percent).to_string()),
            questions: Ordered::new(questions.iter().map(|question| QuestionDraft::of(Some(question)))),
        }
    }

    /// One more question at the end.
    pub fn add(self, question: Option<&NewQuestion>) {
        self.questions.add(|| QuestionDraft::of(question));
    }

    /// All questions as they are typed.
    pub fn asked(self) -> Vec<NewQuestion> {
        untrack(|| self.questions.values()).into_iter().map(QuestionDraft::question).collect()
    }

    /// Others in their place.
    pub fn ask(self, questions: &[NewQuestion]) {
        self.questions.put(|| questions.iter().map(|new| QuestionDraft::of(Some(new))).collect());
    }

    /// What is to be sent, or what can't be read.
    pub fn new_pulse(self) -> Result<NewPulse, Problem> {
        let mut faults = Vec::new();
        let mut number = |field: &str, typed: RwSignal<String>, empty: Option<u8>| {
            let typed = typed.get_untracked();
            if typed.trim().is_empty() {
                return empty;
            }
            let read = typed.trim().parse::<u8>().ok();
            if read.is_none() {
                faults.push(FieldError::new(field, "not_whole"));
            }
            read
        };
        let minimum = number("minimum", self.minimum, None);
        let every_weeks = number("every_weeks", self.every_weeks, None);
        let rest_weeks = number("rest_weeks", self.rest_weeks, Some(0)).unwrap_or_default();
        let sample_percent = number("sample_percent", self.sample_percent, None);
        let days = [("opens_on", self.opens_on), ("closes_on", self.closes_on)].map(|(field, day)| {
            let day = day.get_untracked();
            if day.is_none() {
                faults.push(FieldError::new(field, "required"));
            }
            day
        });
        let [Some(opens_on), Some(closes_on)] = days else { return Err(Problem::invalid(faults)) };
        if closes_on < opens_on {
            faults.push(FieldError::new("closes_on", "ends_before_start"));
        }
        if !faults.is_empty() {
            return Err(Problem::invalid(faults));
        }
        Ok(NewPulse {
            title: self.title.get_untracked().trim().to_owned(),
            opens_on,
            closes_on,
            minimum,
            share_total: self.share_total.get_untracked(),
            every_weeks,
            team_id: self.team.read_untracked().parse().ok(),
            started_from: self.started_from.get_untracked(),
            started_until: self.started_until.get_untracked(),
            excluded: self.excluded.get_untracked().iter().filter_map(|one| one.value.parse().ok()).collect(),
            rest_weeks,
            sample_percent,
            questions: self.asked(),
        })
    }
}

/// A draft takes all of it anew.
pub fn changes(new: NewPulse) -> PulseChanges {
    PulseChanges {
        title: Some(new.title),
        opens_on: Some(new.opens_on),
        closes_on: Some(new.closes_on),
        minimum: new.minimum,
        share_total: Some(new.share_total),
        every_weeks: Patch::from(new.every_weeks),
        team_id: Patch::from(new.team_id),
        started_from: Patch::from(new.started_from),
        started_until: Patch::from(new.started_until),
        excluded: Some(new.excluded),
        rest_weeks: Some(new.rest_weeks),
        sample_percent: new.sample_percent,
        questions: Some(new.questions),
    }
}
