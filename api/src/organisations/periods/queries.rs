use chrono::NaiveDate;
use diesel::{delete as delete_row, insert_into, prelude::*, update as update_row};
use shared::{
    access::Relation,
    organisations::{NewPeriod, Period, PeriodChanges},
    wire::PeriodId,
};
use uuid::Uuid;

use crate::db::{Changeable, Resource, TenantTx, schema::periods::dsl};

type Columns = (dsl::id, dsl::name, dsl::starts_on, dsl::ends_on, dsl::version);
const COLUMNS: Columns = (dsl::id, dsl::name, dsl::starts_on, dsl::ends_on, dsl::version);

/// A period; everybody in the organisation sees all of them.
#[derive(Debug)]
pub(super) struct PeriodRow(pub(super) Period);

impl Resource for PeriodRow {
    type Id = PeriodId;

    fn find(tx: &mut TenantTx<'_>, id: PeriodId) -> QueryResult<Option<Self>> {
        let row = dsl::periods.find((tx.org(), id.0)).select(COLUMNS).first(tx.conn()).optional()?;
        Ok(row.map(period).map(Self))
    }

    fn lock(tx: &mut TenantTx<'_>, id: PeriodId) -> QueryResult<Option<i64>> {
        dsl::periods.find((tx.org(), id.0)).select(dsl::version).for_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        Relation::Organisation
    }

    fn version(&self) -> i64 {
        self.0.version
    }
}

/// All of them, latest first.
pub(crate) fn all(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Period>> {
    let rows = dsl::periods.filter(dsl::org_id.eq(tx.org())).order((dsl::starts_on.desc(), dsl::name)).select(COLUMNS);
    Ok(rows.load(tx.conn())?.into_iter().map(period).collect())
}

pub(super) fn insert(tx: &mut TenantTx<'_>, new: &NewPeriod) -> QueryResult<Period> {
    let values = (
        dsl::org_id.eq(tx.org()),
        dsl::id.eq(Uuid::now_v7()),
        dsl::name.eq(new.name.trim()),
        dsl::starts_on.eq(new.starts_on),
        dsl::ends_on.eq(new.ends_on),
    );
    insert_into(dsl::periods).values(values).returning(COLUMNS).get_result(tx.conn()).map(period)
}

#[derive(AsChangeset)]
#[diesel(table_name = crate::db::schema::periods)]
struct Changes<'a> {
    name: Option<&'a str>,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
}

pub(super) fn update(
    tx: &mut TenantTx<'_>,
    before: &Changeable<PeriodRow>,
    changes: &PeriodChanges,
) -> QueryResult<Period> {
    let changes = Changes {
        name: changes.name.as_deref().map(str::trim),
        starts_on: changes.starts_on,
        ends_on: changes.ends_on,
    };
    update_row(dsl::periods.find((tx.org(), before.0.id.0)))
        .set((changes, dsl::version.eq(dsl::version + 1)))
        .returning(COLUMNS)
        .get_result(tx.conn())
        .map(period)
}

pub(super) fn delete(tx: &mut TenantTx<'_>, period: &Changeable<PeriodRow>) -> QueryResult<usize> {
    delete_row(dsl::periods.find((tx.org(), period.0.id.0))).execute(tx.conn())
}

fn period((id, name, starts_on, ends_on, version): (PeriodId, String, NaiveDate, NaiveDate, i64)) -> Period {
    Period { id, name, starts_on, ends_on, version }
}
