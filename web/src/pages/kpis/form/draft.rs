//! A KPI while it is being written.

use leptos::prelude::*;
use shared::{
    goals::Visibility,
    kpis::{
        FormulaInput, Kpi, KpiDetail, NewFormula, NewKpi,
        rules::{
            gauge::Gauge,
            kinds::{Aggregation, Grain, KpiDirection, KpiKind, Missing},
        },
    },
    problem::Problem,
    wire::TeamId,
};

use crate::{
    drafts::{Row, Value},
    pages::{goals::typed_amount, people::chosen_id},
    text::{format, kpis as text},
    typed::{amount, unread},
    ui::Choice,
};

/// An input of a formula as it is typed.
#[derive(Clone, Copy)]
pub struct Input {
    pub name: RwSignal<String>,
    pub kpi: RwSignal<Option<Choice>>,
}

impl Row for Input {
    fn empty() -> Self {
        Self { name: RwSignal::new(String::new()), kpi: RwSignal::new(None) }
    }

    fn values(self) -> Vec<Value> {
        vec![self.name.into(), self.kpi.into()]
    }
}

/// An input of a formula as it is: its name, and which KPI that stands for.
#[derive(Clone, PartialEq)]
pub struct Read {
    pub name: String,
    pub kpi: String,
    pub label: String,
}

/// The fields as they are typed.
#[derive(Clone, Copy)]
pub struct Draft {
    pub name: RwSignal<String>,
    pub description: RwSignal<String>,
    pub owner: RwSignal<Option<Choice>>,
    pub team: RwSignal<String>,
    pub team_answers: RwSignal<bool>,
    pub visibility: RwSignal<String>,
    pub kind: RwSignal<String>,
    pub unit: RwSignal<String>,
    pub decimals: RwSignal<String>,
    pub frequency: RwSignal<String>,
    pub aggregation: RwSignal<String>,
    pub direction: RwSignal<String>,
    pub target: RwSignal<String>,
    pub low: RwSignal<String>,
    pub high: RwSignal<String>,
    pub watch: RwSignal<String>,
    pub unhealthy: RwSignal<String>,
    pub hard: RwSignal<String>,
    pub computed: RwSignal<String>,
    pub expression: RwSignal<String>,
    pub missing: RwSignal<String>,
    /// Each with a key of its own, so that removing one leaves the others as they are.
    pub inputs: RwSignal<Vec<(usize, Input)>>,
}

/// The code of what is computed, in `computed`.
pub const COMPUTED: &str = "computed";
/// The code of what is measured.
pub const MEASURED: &str = "measured";

impl Draft {
    /// Each with its label, to be kept while it is typed.
    pub fn kept(self) -> Vec<(&'static str, Value)> {
        vec![
            (text::NAME, self.name.into()),
            (text::DESCRIPTION, self.description.into()),
            (text::SOURCE, self.computed.into()),
            (text::EXPRESSION, self.expression.into()),
            (text::INPUTS, self.inputs.into()),
            (text::MISSING, self.missing.into()),
            (text::KIND, self.kind.into()),
            (text::UNIT, self.unit.into()),
            (text::DECIMALS, self.decimals.into()),
            (text::FREQUENCY, self.frequency.into()),
            (text::AGGREGATION, self.aggregation.into()),
            (text::DIRECTION, self.direction.into()),
            (text::TARGET, self.target.into()),
            (text::LOW, self.low.into()),
            (text::HIGH, self.high.into()),
            (text::WATCH, self.watch.into()),
            (text::UNHEALTHY, self.unhealthy.into()),
            (text::HARD_LINE, self.hard.into()),
            (text::OWNER, self.owner.into()),
            (text::TEAM, self.team.into()),
            (text::TEAM_ANSWERS, self.team_answers.into()),
            (text::VISIBILITY, self.visibility.into()),
        ]
    }

    /// As it is now, or empty.
    pub fn of(detail: Option<&KpiDetail>) -> Self {
        let kpi = detail.map(|detail| &detail.kpi);
        let text = |value: Option<String>| RwSignal::new(value.unwrap_or_default());
        let scale = kpi.map_or(1.0, scale_of);
        let line =
            |value: Option<f64>| RwSignal::new(value.map(|value| typed_amount(value, scale)).unwrap_or_default());
        let gauge = kpi.map(|kpi| kpi.gauge);
        let formula = kpi.and_then(|kpi| kpi.formula.clone());
        let inputs = detail.map(|detail| detail.inputs.clone()).unwrap_or_default().into_iter().map(|input| Input {
            name: RwSignal::new(input.name),
            kpi: RwSignal::new(input.kpi.map(|kpi| Choice::new(kpi.id.to_string(), kpi.name))),
        });
        let inputs: Vec<_> = if formula.is_some() { inputs.enumerate().collect() } else { vec![(0, Input::empty())] };
        Self {
            name: text(kpi.map(|kpi| kpi.name.clone())),
            description: text(kpi.map(|kpi| kpi.description.clone())),
            owner: RwSignal::new(kpi.map(|kpi| Choice::new(kpi.owner.id.to_string(), kpi.owner.name.clone()))),
            team: text(kpi.and_then(|kpi| kpi.team.as_ref()).map(|team| team.id.to_string())),
            team_answers: RwSignal::new(kpi.is_some_and(|kpi| kpi.team_answers)),
            visibility: text(Some(kpi.map_or(Visibility::Organisation, |kpi| kpi.visibility).to_string())),
            kind: text(Some(kpi.map_or(KpiKind::Number, |kpi| kpi.kind).to_string())),
            unit: text(kpi.and_then(|kpi| kpi.unit.clone())),
            decimals: text(Some(kpi.map_or(0, |kpi| kpi.decimals).to_string())),
            frequency: text(Some(kpi.map_or(Grain::Month, |kpi| kpi.frequency).to_string())),
            aggregation: text(Some(kpi.map_or(Aggregation::Last, |kpi| kpi.aggregation).to_string())),
            direction: text(Some(gauge.map_or(KpiDirection::Higher, |gauge| gauge.direction).to_string())),
            target: line(gauge.and_then(|gauge| gauge.target)),
            low: line(gauge.and_then(|gauge| gauge.low)),
            high: line(gauge.and_then(|gauge| gauge.high)),
            watch: line(gauge.and_then(|gauge| gauge.watch)),
            unhealthy: line(gauge.and_then(|gauge| gauge.unhealthy)),
            hard: line(gauge.and_then(|gauge| gauge.hard)),
            computed: text(Some(if formula.is_some() { COMPUTED } else { MEASURED }.to_owned())),
            missing: text(Some(formula.as_ref().map_or(Missing::NoValue, |formula| formula.missing).to_string())),
            expression: text(formula.map(|formula| formula.expression)),
            inputs: RwSignal::new(inputs),
        }
    }

    /// What its formula reads. Reactive.
    pub fn reads(self) -> Vec<Read> {
        let read = |(_, input): &(usize, Input)| {
            let Choice { value: kpi, label, .. } = input.kpi.get().unwrap_or_default();
            Read { name: input.name.get(), kpi, label }
        };
        self.inputs.with(|inputs| inputs.iter().map(read).collect())
    }

    /// Lets its formula read something else.
    pub fn set_reads(self, reads: Vec<Read>) {
        let input = |Read { name, kpi, label }: Read| Input {
            name: RwSignal::new(name),
            kpi: RwSignal::new((!kpi.is_empty()).then(|| Choice::new(kpi, label))),
        };
        self.inputs.update(|inputs| {
            // Other keys, so that each is drawn anew.
            let first = inputs.iter().map(|(key, _)| key + 1).max().unwrap_or(0);
            *inputs = reads.into_iter().map(input).enumerate().map(|(at, input)| (first + at, input)).collect();
        });
    }

    /// What it counts. Reactive.
    pub fn kind(self) -> KpiKind {
        self.kind.with(|kind| KpiKind::parse(kind)).unwrap_or(KpiKind::Number)
    }

    /// Which way is better. Reactive.
    pub fn direction(self) -> KpiDirection {
        self.direction.with(|direction| KpiDirection::parse(direction)).unwrap_or(KpiDirection::Higher)
    }

    /// Whether it has a formula. Reactive.
    pub fn is_computed(self) -> bool {
        self.computed.with(|computed| computed == COMPUTED)
    }

    /// Its team, if it has one. Reactive.
    pub fn team(self) -> Option<TeamId> {
        self.team.with(|team| team.parse().ok())
    }

    /// Whether its team answers for it. Reactive.
    pub fn team_answers(self) -> bool {
        self.team_answers.get() && self.team().is_some()
    }

    /// Who is to see it. Reactive.
    pub fn visibility(self) -> Visibility {
        self.visibility.with(|visibility| Visibility::parse(visibility)).unwrap_or(Visibility::Organisation)
    }

    /// The unit, where the kind has one.
    pub fn unit(self) -> Option<String> {
        let unit = self.unit.get_untracked().trim().to_owned();
        match untrack(|| self.kind()) {
            KpiKind::Percent => None,
            KpiKind::Money => Some(unit.to_ascii_uppercase()).filter(|unit| !unit.is_empty()),
            KpiKind::Number | KpiKind::Duration => Some(unit).filter(|unit| !unit.is_empty()),
        }
    }

    /// What it is to be held against, unless something can't be read as a number.
    pub fn gauge(self) -> Result<Gauge, Problem> {
        let money = untrack(|| self.kind()) == KpiKind::Money;
        let scale = if money { 10_f64.powf(format::minor_digits(&self.unit().unwrap_or_default())) } else { 1.0 };
        let direction = untrack(|| self.direction());
        let within = direction == KpiDirection::Within;
        let used = [
            (self.target, "target", !within),
            (self.low, "low", within),
            (self.high, "high", within),
            (self.watch, "watch", true),
            (self.unhealthy, "unhealthy", true),
            (self.hard, "hard", true),
        ];
        let wrong = used.into_iter().filter(|(_, _, used)| *used);
        let wrong: Vec<_> =
            wrong.filter_map(|(typed, field, _)| unread(format!("gauge.{field}"), &typed.read_untracked())).collect();
        if !wrong.is_empty() {
            return Err(Problem::invalid(wrong));
        }
        let [target, low, high, watch, unhealthy, hard] =
            used.map(|(typed, _, used)| amount(&typed.read_untracked(), scale).filter(|_| used));
        Ok(Gauge { direction, target, low, high, watch, unhealthy, hard })
    }

    /// Its formula, if it is computed.
    pub fn formula(self) -> Result<Option<NewFormula>, Problem> {
        if !untrack(|| self.is_computed()) {
            return Ok(None);
        }
        let mut inputs = Vec::new();
        for (index, (_, input)) in self.inputs.get_untracked().into_iter().enumerate() {
            let name = input.name.get_untracked().trim().to_lowercase();
            let Some(kpi_id) = chosen_id(input.kpi) else {
                return Err(Problem::field(format!("formula.inputs[{index}].kpi_id"), "required"));
            };
            inputs.push(FormulaInput { name, kpi_id });
        }
        Ok(Some(NewFormula {
            expression: self.expression.get_untracked().trim().to_owned(),
            inputs,
            missing: Missing::parse(&self.missing.get_untracked()),
        }))
    }

    /// What to create, unless something can't be read as what it should be.
    pub fn new_kpi(self) -> Result<NewKpi, Problem> {
        Ok(NewKpi {
            name: self.name.get_untracked().trim().to_owned(),
            description: self.description.get_untracked(),
            owner_id: chosen_id(self.owner).filter(|_| !untrack(|| self.team_answers())),
            team_id: untrack(|| self.team()),
            team_answers: untrack(|| self.team_answers()),
            visibility: untrack(|| self.visibility()),
            kind: untrack(|| self.kind()),
            unit: self.unit(),
            decimals: Some(self.decimals.get_untracked().parse().unwrap_or(0)),
            gauge: self.gauge()?,
            frequency: Grain::parse(&self.frequency.get_untracked()).unwrap_or(Grain::Month),
            aggregation: Aggregation::parse(&self.aggregation.get_untracked()).unwrap_or(Aggregation::Last),
            formula: self.formula()?,
        })
    }
}

/// How many of the API's units stand for one as it is typed.
fn scale_of(kpi: &Kpi) -> f64 {
    super::super::marks::Written::of(kpi).scale()
}
