use diesel::{dsl::exists, prelude::*, select};
use shared::{home::FirstSteps, people::PersonStatus};

use crate::db::{
    TenantTx,
    schema::{objectives, people, periods, teams},
};

/// How many invitations are pending, and which first steps are done.
pub(crate) fn first_steps(tx: &mut TenantTx<'_>) -> QueryResult<(i64, FirstSteps)> {
    let (org, me) = (tx.org(), tx.actor.person.0);
    let others = people::table.filter(people::org_id.eq(org).and(people::id.ne(me)).and(people::kind.eq("person")));
    let waiting = people::table.filter(people::org_id.eq(org).and(people::status.eq(PersonStatus::Invited)));
    let (has_people, has_teams, has_period, has_objectives, uninvited, pending): (_, _, _, _, bool, Option<i64>) =
        select((
            exists(others),
            exists(teams::table.filter(teams::org_id.eq(org))),
            exists(periods::table.filter(periods::org_id.eq(org))),
            exists(objectives::table.filter(objectives::org_id.eq(org))),
            exists(waiting.filter(people::invited_at.is_null())),
            waiting.filter(people::invited_at.is_not_null()).count().single_value(),
        ))
        .get_result(tx.conn())?;
    let has_invited = has_people && !uninvited;
    Ok((pending.unwrap_or(0), FirstSteps { has_people, has_teams, has_period, has_objectives, has_invited }))
}
