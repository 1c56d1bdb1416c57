//! What is due on which day of a cycle: before the launch what it sets, afterwards what it has set.

mod queries;

use shared::reviews::{
    ReadRehearsalCalendar, RehearsalCalendar,
    rules::{
        dates::{Plan, days},
        stages::ByDate,
    },
};

use super::{sides, way};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply},
    reviews::cycles::{
        queries::form,
        rows::{CycleRow, small},
    },
};

pub(in crate::reviews) fn show(
    ask: &Ask<ReadRehearsalCalendar>,
    tx: &mut TenantTx<'_>,
) -> Answered<ReadRehearsalCalendar> {
    let cycle = ask.read::<CycleRow>(tx, ask.params.id)?.into_inner();
    let (_, form) = form(tx, cycle.template_id, cycle.form_number)?;
    let counts = queries::counts(tx, cycle.id)?;
    let (writers, to_write) = queries::writers(tx, cycle.id, &sides(&form))?;
    let (nominate_by, write_by, share_by) = (cycle.nominate_by, cycle.write_by, cycle.share_by);
    let plan = Plan {
        stage: cycle.stage,
        way: way(&cycle, &form),
        days: ByDate { nominate_by, write_by, share_by, grace: small(cycle.grace_days) },
        by_date: cycle.by_date,
        release_after: small(cycle.release_after),
        sharing_since: counts.sharing_since,
        writers,
        to_write,
        to_settle: counts.to_settle,
        to_rate: counts.to_rate,
        to_release: counts.to_release,
        to_answer: counts.to_answer,
    };
    Ok(Reply::new(RehearsalCalendar { days: days(&plan) }))
}
