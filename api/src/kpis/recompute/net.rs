//! KPIs with the formulas between them, and what they come to in a span. Pure: what was measured is handed in.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use shared::{
    kpis::rules::{
        aggregate::{DayTotals, combine},
        gauge::Gauge,
        kinds::{Aggregation, Grain, KpiKind, KpiState, Missing, NoValue},
    },
    wire::{KpiId, PersonId},
};

use super::Touched;
use crate::kpis::formula::Formula;

/// What was measured, by KPI, each in order of its days.
pub(in crate::kpis) type Days = HashMap<KpiId, Vec<DayTotals>>;

/// A KPI as computing sees it.
#[derive(Debug)]
pub(in crate::kpis) struct Node {
    pub owner: PersonId,
    pub kind: KpiKind,
    pub frequency: Grain,
    pub aggregation: Aggregation,
    pub gauge: Gauge,
    /// The state that was last told.
    pub alerted: KpiState,
    /// Whether it is to be computed anew, rather than only read.
    pub renewed: bool,
    pub computed: Option<Computed>,
}

/// How a formula is computed.
#[derive(Debug)]
pub(in crate::kpis) struct Computed {
    /// `None` if the expression, which was checked when it was written, can't be read any more.
    pub formula: Option<Formula>,
    pub missing: Missing,
    pub inputs: Vec<(String, KpiId)>,
}

/// What a KPI comes to in a span.
#[derive(Debug, Default)]
pub(in crate::kpis) struct Reading {
    pub value: Option<f64>,
    /// Why a formula has no value.
    pub reason: Option<NoValue>,
    /// How many measurements it is made of.
    pub count: i64,
    /// What a formula read.
    pub inputs: Vec<(String, KpiId, Option<f64>)>,
}

/// KPIs, and the formulas between them.
#[derive(Debug, Default)]
pub(in crate::kpis) struct Net(pub HashMap<KpiId, Node>);

impl Net {
    /// Those to be computed anew, in one order for all.
    pub(in crate::kpis) fn renewed(&self) -> Vec<KpiId> {
        let mut ids: Vec<_> = self.0.iter().filter(|(_, node)| node.renewed).map(|(id, _)| *id).collect();
        ids.sort();
        ids
    }

    /// Those that are measured.
    pub(in crate::kpis) fn measured(&self) -> Vec<KpiId> {
        self.0.iter().filter(|(_, node)| node.computed.is_none()).map(|(id, _)| *id).collect()
    }

    /// How often one has a value.
    pub(in crate::kpis) fn frequency(&self, id: KpiId) -> Option<Grain> {
        self.0.get(&id).map(|node| node.frequency)
    }

    /// It and everything it is computed from.
    fn below(&self, id: KpiId) -> BTreeSet<KpiId> {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![id];
        while let Some(at) = waiting.pop() {
            if seen.insert(at) {
                let inputs = self.0.get(&at).and_then(|node| node.computed.as_ref()).map(|computed| &computed.inputs);
                waiting.extend(inputs.into_iter().flatten().map(|(_, input)| *input));
            }
        }
        seen
    }

    /// What is measured below one; itself, if it is.
    pub(in crate::kpis) fn leaves_below(&self, id: KpiId) -> Vec<KpiId> {
        let measured = |id: &KpiId| self.0.get(id).is_some_and(|node| node.computed.is_none());
        self.below(id).into_iter().filter(measured).collect()
    }

    /// The days that changed of it or of anything below.
    pub(in crate::kpis) fn touched_below(&self, id: KpiId, touched: &Touched) -> BTreeSet<NaiveDate> {
        self.below(id).iter().filter_map(|id| touched.get(id)).flatten().copied().collect()
    }

    /// Whether a period says nothing before it is over: a sum that isn't complete doesn't, nor what is reckoned with it.
    pub(in crate::kpis) fn settles_late(&self, id: KpiId) -> bool {
        let sums = |id: &KpiId| self.0.get(id).is_some_and(|node| node.aggregation == Aggregation::Sum);
        self.leaves_below(id).iter().any(sums)
    }

    /// What it comes to from the first to the last day of a span.
    pub(in crate::kpis) fn reading(&self, id: KpiId, days: &Days, first: NaiveDate, last: NaiveDate) -> Reading {
        let Some(node) = self.0.get(&id) else { return Reading::default() };
        let Some(computed) = &node.computed else {
            let within = within(days.get(&id).map_or(&[], Vec::as_slice), first, last);
            let value = combine(within, node.aggregation);
            return Reading { value, count: within.iter().map(|day| day.count).sum(), ..Reading::default() };
        };
        let inputs: Vec<_> = computed
            .inputs
            .iter()
            .map(|(name, input)| (name.clone(), *input, self.reading(*input, days, first, last).value))
            .collect();
        if inputs.iter().all(|(_, _, value)| value.is_none()) {
            // Nothing at all was measured: that is no zero, whatever is done about gaps.
            return Reading { reason: Some(NoValue::MissingInput), inputs, ..Reading::default() };
        }
        let value_of = |name: &str| {
            let value = inputs.iter().find(|(known, ..)| known == name).and_then(|(_, _, value)| *value);
            value.or((computed.missing == Missing::Zero).then_some(0.0))
        };
        let value = computed.formula.as_ref().map_or(Err(NoValue::MissingInput), |formula| formula.value(value_of));
        // Nobody has half a cent.
        let value = value.map(|value| if node.kind == KpiKind::Money { value.round() } else { value });
        Reading { value: value.ok(), reason: value.err(), count: 0, inputs }
    }
}

/// The days of a span among days in order.
fn within(days: &[DayTotals], first: NaiveDate, last: NaiveDate) -> &[DayTotals] {
    let from = days.partition_point(|day| day.day < first);
    let to = days.partition_point(|day| day.day <= last);
    days.get(from..to).unwrap_or_default()
}
