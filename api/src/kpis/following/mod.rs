//! Key results that follow a KPI. What they are told, `recompute` tells; here they begin and cease to.

mod queries;

use diesel::QueryResult;
use shared::{
    kpis::{FollowKpi, KpiFollower, MOST_FOLLOWERS, UnfollowKpi, VIEW},
    problem::Code,
    wire::KpiId,
};

use super::{
    reach,
    recompute::{self, Held},
    rows::KpiRow,
};
use crate::{
    audit::Event,
    db::{Readable, TenantTx},
    goals,
    http::{Answered, Ask, Failure, Reply},
};

pub(super) fn follow(ask: &Ask<FollowKpi>, tx: &mut TenantTx<'_>) -> Answered<FollowKpi> {
    // Before the objective, as everybody does who measures it.
    let held = Held::judging(tx, &[ask.body.kpi_id])?;
    let (objective, key_result) = goals::changeable_key_result(ask, tx, ask.params.id)?;
    let seen: Option<Readable<KpiRow>> = Readable::read(tx, ask.body.kpi_id, &VIEW).ok();
    let kpi = seen.ok_or_else(|| Failure::field("kpi_id", "unknown"))?;
    if !reach::may_pass_on(tx, &kpi) {
        return Err(Failure::field("kpi_id", "not_allowed"));
    }
    if kpi.archived_at.is_some() {
        return Err(Failure::field("kpi_id", "closed"));
    }
    if !goals::counts_as(&key_result, kpi.kind, kpi.unit.as_deref()) {
        return Err(Failure::field("kpi_id", "counts_something_else"));
    }
    if goals::followers_of(tx, kpi.id, key_result.id)? >= MOST_FOLLOWERS {
        return Err(Failure::field("kpi_id", "too_many_followers"));
    }
    goals::set_kpi(tx, &objective, &key_result, Some(kpi.id))?;
    recompute::tell_follower(tx, &held, kpi.id, key_result.id)?;
    let key_result = goals::shown_key_result(tx, &objective, ask.params.id)?;
    tx.note(Event::new("key_results.follows", ask.params.id).after(&kpi.id))?;
    Ok(Reply::new(key_result))
}

pub(super) fn unfollow(ask: &Ask<UnfollowKpi>, tx: &mut TenantTx<'_>) -> Answered<UnfollowKpi> {
    let (objective, key_result) = goals::changeable_key_result(ask, tx, ask.params.id)?;
    if !goals::follows(&key_result) {
        return Err(Code::NotFound.into());
    }
    goals::set_kpi(tx, &objective, &key_result, None)?;
    tx.note(Event::new("key_results.follows_no_longer", ask.params.id))?;
    Ok(Reply::new(()))
}

/// The key results that follow a KPI, as far as the actor may see their objectives.
pub(super) fn followers(tx: &mut TenantTx<'_>, kpi: KpiId) -> QueryResult<Vec<KpiFollower>> {
    queries::followers(tx, kpi)
}
