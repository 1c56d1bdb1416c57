use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    access::Relation,
    goals::Visibility,
    kpis::{
        Kpi, KpiFormula, RecentValue,
        rules::{
            calendar,
            gauge::Gauge,
            kinds::{Aggregation, Grain, KpiDirection, KpiKind, KpiState, Missing},
        },
    },
    people::{PersonRef, TeamRef},
    wire::{KpiId, PersonId, TeamId},
};

use super::clock::Clock;
use crate::db::{
    Resource, TenantTx,
    schema::{kpis, visible_kpis},
};

/// A KPI as the actor sees it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_kpis)]
pub(crate) struct KpiRow {
    pub id: KpiId,
    pub name: String,
    pub description: String,
    pub owner_id: PersonId,
    pub team_id: Option<TeamId>,
    pub visibility: Visibility,
    pub kind: KpiKind,
    pub unit: Option<String>,
    pub decimals: i16,
    pub direction: KpiDirection,
    pub target_value: Option<f64>,
    pub low_value: Option<f64>,
    pub high_value: Option<f64>,
    pub watch_value: Option<f64>,
    pub unhealthy_value: Option<f64>,
    pub hard_value: Option<f64>,
    pub frequency: Grain,
    pub aggregation: Aggregation,
    pub formula: Option<String>,
    pub missing: Missing,
    pub archived_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    pub value: Option<f64>,
    pub value_on: Option<NaiveDate>,
    pub state: KpiState,
    pub owner_name: String,
    pub team_name: Option<String>,
    pub state_order: i32,
    pub relation: String,
    pub team_answers: bool,
}

impl Resource for KpiRow {
    type Id = KpiId;

    fn find(tx: &mut TenantTx<'_>, id: KpiId) -> QueryResult<Option<Self>> {
        use visible_kpis::dsl;
        dsl::visible_kpis.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: KpiId) -> QueryResult<Option<i64>> {
        use kpis::dsl;
        dsl::kpis.find((tx.org(), id.0)).select(dsl::version).for_no_key_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        // The view knows no other words; the weakest relation would be the safe reading of one.
        Relation::parse(&self.relation).unwrap_or(Relation::Organisation)
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl KpiRow {
    /// What it is held against.
    pub(super) fn gauge(&self) -> Gauge {
        Gauge {
            direction: self.direction,
            target: self.target_value,
            low: self.low_value,
            high: self.high_value,
            watch: self.watch_value,
            unhealthy: self.unhealthy_value,
            hard: self.hard_value,
        }
    }

    /// The day from which its next value is missing, if it is measured and not put away.
    pub(super) fn due_on(&self, clock: Clock) -> Option<NaiveDate> {
        let measured = self.formula.is_none() && self.archived_at.is_none();
        measured.then(|| calendar::due(self.frequency, clock.week, self.value_on, clock.day(self.created_at)))
    }

    /// As the caller gets it, with its latest periods.
    pub(super) fn shown(self, recent: Vec<RecentValue>, clock: Clock) -> Kpi {
        Kpi {
            id: self.id,
            relation: self.relation(),
            gauge: self.gauge(),
            due_on: self.due_on(clock),
            archived: self.archived_at.is_some(),
            name: self.name,
            description: self.description,
            owner: PersonRef { id: self.owner_id, name: self.owner_name },
            team_answers: self.team_answers,
            team: self.team_id.zip(self.team_name).map(|(id, name)| TeamRef { id, name }),
            visibility: self.visibility,
            kind: self.kind,
            unit: self.unit,
            decimals: u8::try_from(self.decimals).unwrap_or(0),
            frequency: self.frequency,
            aggregation: self.aggregation,
            formula: self.formula.map(|expression| KpiFormula { expression, missing: self.missing }),
            value: self.value,
            value_on: self.value_on,
            recent,
            state: self.state,
            updated_at: self.updated_at,
            version: self.version,
        }
    }
}
