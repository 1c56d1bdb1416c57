use diesel::{insert_into, prelude::*};

use super::Week;
use crate::{
    db::{TenantTx, schema::weekly_check_ins as it},
    demo::feedback::id_at,
};

/// All of them, some hundred at a time: a statement takes 65535 values.
pub(super) fn insert(tx: &mut TenantTx<'_>, all: &[Week]) -> QueryResult<()> {
    let org = tx.org();
    for some in all.chunks(500) {
        let rows: Vec<_> = some
            .iter()
            .map(|one| {
                (
                    (
                        it::org_id.eq(org),
                        it::id.eq(id_at(one.at)),
                        it::person_id.eq(one.person),
                        it::week.eq(one.week),
                        it::away.eq(one.away),
                        it::did.eq(&one.did),
                        it::will_do.eq(one.will_do.iter().map(|(line, _)| *line).collect::<Vec<_>>()),
                        it::will_do_carried.eq(one.will_do.iter().map(|(_, carried)| *carried).collect::<Vec<_>>()),
                    ),
                    it::stuck.eq(&one.stuck),
                    it::mood.eq(one.mood),
                    it::question.eq(&one.question),
                    it::reply.eq(one.reply),
                    it::read_at.eq(one.read.then_some(one.at)),
                    it::read_by.eq(one.read.then_some(one.manager.0)),
                    it::answer.eq(one.answer),
                    it::answered_at.eq(one.answer.map(|_| one.at)),
                    it::answered_by.eq(one.answer.map(|_| one.manager.0)),
                    it::created_at.eq(one.at),
                    it::updated_at.eq(one.at),
                )
            })
            .collect();
        insert_into(it::table).values(rows).execute(tx.conn())?;
    }
    Ok(())
}
