//! Exactly who reads what is written about somebody, and why: the list that the rule itself makes, person by person.
//! Each feature says what of it is for whom.

mod queries;

use diesel::QueryResult;
use shared::{
    access::{Permission, Relation, Role, can},
    people::PersonRef,
    readers::{Matter, RecordBecause, RecordReader, RecordReaders, RecordSight, Standing, because, relation_of},
    wire::PersonId,
};

use self::queries::Somebody;
use crate::db::TenantTx;

/// What is read.
pub(crate) struct Record<'a> {
    /// What kind of thing.
    pub matter: Matter,
    /// Whom it is about, or who meet.
    pub about: &'a [PersonId],
    /// Who wrote it, where that is one person: they read all of it.
    pub author: Option<PersonId>,
    /// What it takes to read it.
    pub permission: &'a Permission,
}

/// Everybody who reads it; `sight` says how much, by role and relation, and is nothing for whoever has no part in it.
pub(crate) fn of(
    tx: &mut TenantTx<'_>,
    record: &Record<'_>,
    sight: impl Fn(Role, Relation) -> Option<RecordSight>,
) -> QueryResult<RecordReaders> {
    let people = queries::candidates(tx, record.about, record.author)?;
    let mut items: Vec<_> = people.into_iter().filter_map(|somebody| reader(record, somebody, &sight)).collect();
    items.sort_by_cached_key(|reader| (reader.because, reader.person.name.to_lowercase(), reader.person.id));
    Ok(RecordReaders { items, calibrates: false })
}

fn reader(
    record: &Record<'_>,
    somebody: Somebody,
    sight: impl Fn(Role, Relation) -> Option<RecordSight>,
) -> Option<RecordReader> {
    let Somebody { id, name, role, above } = somebody;
    let person = PersonRef { id, name };
    let above = above.filter(|above| record.matter.reaches(*above));
    if record.author == Some(id) {
        let (relation, because) = (Relation::Own, RecordBecause::Author);
        return Some(RecordReader { person, relation, because, sees: RecordSight::All, waits: false });
    }
    let standing = Standing { role, own: record.about.contains(&id), above };
    let relation = relation_of(standing, record.matter)?;
    if !can(role, record.permission, relation) {
        return None;
    }
    let sees = sight(role, relation)?;
    Some(RecordReader { person, relation, because: because(standing), sees, waits: false })
}
