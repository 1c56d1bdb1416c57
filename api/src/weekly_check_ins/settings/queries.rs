use diesel::{insert_into, prelude::*, update as update_row};
use shared::weekly_check_ins::{Weekday, WeeklySettings, WeeklySettingsChanges};

use crate::db::{TenantTx, schema::weekly_settings::dsl};

type Row = (bool, bool, Weekday, Vec<String>, i64);

const COLUMNS: (dsl::enabled, dsl::mood, dsl::due_weekday, dsl::questions, dsl::version) =
    (dsl::enabled, dsl::mood, dsl::due_weekday, dsl::questions, dsl::version);

/// What holds as long as nobody has said anything.
pub(in crate::weekly_check_ins) const USUALLY_ENABLED: bool = true;
/// See above.
pub(in crate::weekly_check_ins) const USUALLY_DUE: Weekday = Weekday::Friday;

fn usual() -> Row {
    (USUALLY_ENABLED, true, USUALLY_DUE, Vec::new(), 1)
}

/// The settings.
pub(in crate::weekly_check_ins) fn read(tx: &mut TenantTx<'_>) -> QueryResult<WeeklySettings> {
    let row = dsl::weekly_settings.find(tx.org()).select(COLUMNS).first(tx.conn()).optional()?;
    Ok(settings(row.unwrap_or_else(usual)))
}

/// The settings, to be changed in this transaction.
pub(super) fn lock(tx: &mut TenantTx<'_>) -> QueryResult<WeeklySettings> {
    insert_into(dsl::weekly_settings).values(dsl::org_id.eq(tx.org())).on_conflict_do_nothing().execute(tx.conn())?;
    dsl::weekly_settings.find(tx.org()).select(COLUMNS).for_no_key_update().first(tx.conn()).map(settings)
}

pub(super) fn update(tx: &mut TenantTx<'_>, changes: &WeeklySettingsChanges) -> QueryResult<WeeklySettings> {
    let questions = changes.questions.as_ref();
    let questions = questions.map(|all| all.iter().map(|question| question.trim().to_owned()).collect::<Vec<_>>());
    update_row(dsl::weekly_settings.find(tx.org()))
        .set((
            changes.enabled.map(|enabled| dsl::enabled.eq(enabled)),
            changes.mood.map(|mood| dsl::mood.eq(mood)),
            changes.due_weekday.map(|day| dsl::due_weekday.eq(day)),
            questions.map(|questions| dsl::questions.eq(questions)),
            dsl::version.eq(dsl::version + 1),
        ))
        .returning(COLUMNS)
        .get_result(tx.conn())
        .map(settings)
}

fn settings((enabled, mood, due_weekday, questions, version): Row) -> WeeklySettings {
    WeeklySettings { enabled, mood, due_weekday, questions, version }
}
