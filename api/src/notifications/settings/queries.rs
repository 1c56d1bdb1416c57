use diesel::{insert_into, prelude::*, update};

use super::SettingsRow;
use crate::db::{
    TenantTx,
    schema::{notice_settings::dsl, organisations},
};

/// The actor's settings, if they ever changed any.
pub(super) fn find(tx: &mut TenantTx<'_>) -> QueryResult<Option<SettingsRow>> {
    let mine = dsl::notice_settings.find((tx.org(), tx.actor.person.0));
    mine.select(SettingsRow::as_select()).first(tx.conn()).optional()
}

/// The same, held until the transaction ends; made if there were none.
pub(super) fn lock(tx: &mut TenantTx<'_>) -> QueryResult<SettingsRow> {
    insert_into(dsl::notice_settings)
        .values((dsl::org_id.eq(tx.org()), dsl::person_id.eq(tx.actor.person)))
        .on_conflict_do_nothing()
        .execute(tx.conn())?;
    let mine = dsl::notice_settings.find((tx.org(), tx.actor.person.0));
    mine.select(SettingsRow::as_select()).for_update().first(tx.conn())
}

/// Keeps them as the next version.
pub(super) fn save(tx: &mut TenantTx<'_>, row: &SettingsRow) -> QueryResult<()> {
    let mut next = row.clone();
    next.version += 1;
    update(dsl::notice_settings.find((tx.org(), tx.actor.person.0))).set(next).execute(tx.conn())?;
    Ok(())
}

/// The organisation's time zone.
pub(super) fn usual_time_zone(tx: &mut TenantTx<'_>) -> QueryResult<String> {
    organisations::table.find(tx.org()).select(organisations::time_zone).first(tx.conn())
}
