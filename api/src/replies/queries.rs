use chrono::NaiveDate;
use diesel::{PgConnection, insert_into, prelude::*};
use shared::wire::{KeyResultId, PersonId};
use uuid::Uuid;

use crate::db::{
    TenantTx,
    schema::{replies, reply_addresses},
};

/// An address at which a mail could be answered.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = reply_addresses)]
pub(super) struct Address {
    pub org_id: Uuid,
    pub id: Uuid,
    pub person_id: PersonId,
    pub sent_on: NaiveDate,
    pub weekly: bool,
    pub key_results: Vec<KeyResultId>,
}

/// The one of this secret, whichever organisation it is in.
pub(super) fn address(conn: &mut PgConnection, hash: &[u8]) -> QueryResult<Option<Address>> {
    let query = reply_addresses::table.filter(reply_addresses::secret_hash.eq(hash));
    query.select(Address::as_select()).first(conn).optional()
}

/// Notes that a mail is dealt with; false if it was before.
pub(super) fn begin(tx: &mut TenantTx<'_>, address: Uuid, hash: &[u8]) -> QueryResult<bool> {
    let row = (replies::org_id.eq(tx.org()), replies::address_id.eq(address), replies::mail_hash.eq(hash));
    let begun = insert_into(replies::table).values(row).on_conflict_do_nothing().execute(tx.conn())?;
    Ok(begun > 0)
}
