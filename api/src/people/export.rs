//! The people as a CSV file, in the columns an import understands.

use shared::people::{ExportPeople, PeopleFilter};

use super::{import, imports, membership, queries};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
};

pub(super) fn show(ask: &Ask<ExportPeople>, tx: &mut TenantTx<'_>) -> Answered<ExportPeople> {
    ask.require(tx, shared::access::Relation::Organisation)?;
    let asked = ask.query.clone();
    let filter = PeopleFilter {
        q: asked.q,
        team: asked.team,
        role: asked.role,
        status: asked.status,
        manager: asked.manager,
        ..PeopleFilter::default()
    };
    let among = membership::holding(tx, asked.second_factor)?;
    let rows = queries::everybody(tx, &filter, among.as_deref())?;
    let people: Vec<import::Known> = rows.into_iter().map(Into::into).collect();
    // A manager's address is wanted even where the filter leaves the manager out.
    let everybody = imports::known(tx)?;
    let file = import::export::file(&people, &everybody).map_err(Failure::fault)?;
    Ok(Reply::new(String::from_utf8(file).map_err(Failure::fault)?).as_file("people.csv"))
}
