use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    delete, insert_into,
    prelude::*,
    sql_query,
    sql_types::{Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::notifications::NoticeKind;
use uuid::Uuid;

use crate::db::{
    TenantTx,
    schema::{notice_mails, notices, objectives, reporting_lines},
};

/// A goal that was given to somebody.
#[derive(Queryable)]
pub(super) struct Goal {
    pub objective: Uuid,
    pub owner: Uuid,
    pub since: NaiveDate,
    pub manager: Option<Uuid>,
}

/// Who reports to whom, since when.
pub(super) struct Line {
    pub person: Uuid,
    pub manager: Uuid,
    pub since: NaiveDate,
}

/// Something that was done for somebody, or is asked of them.
#[derive(QueryableByName)]
pub(super) struct Done {
    #[diesel(sql_type = SqlUuid)]
    pub reader: Uuid,
    #[diesel(sql_type = Text)]
    pub kind: NoticeKind,
    #[diesel(sql_type = SqlUuid)]
    pub about: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub actor: Option<Uuid>,
    #[diesel(sql_type = Timestamptz)]
    pub at: DateTime<Utc>,
}

/// Something that was told.
pub(super) struct Told {
    pub id: Uuid,
    pub reader: Uuid,
    pub kind: NoticeKind,
    pub about: Uuid,
    pub actor: Option<Uuid>,
    pub at: DateTime<Utc>,
    pub read_at: Option<DateTime<Utc>>,
}

/// Goals of people who have a manager.
pub(super) fn goals(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Goal>> {
    let line = reporting_lines::org_id
        .eq(objectives::org_id)
        .and(reporting_lines::person_id.eq(objectives::owner_id))
        .and(reporting_lines::valid_to.is_null());
    objectives::table
        .inner_join(reporting_lines::table.on(line))
        .filter(objectives::org_id.eq(tx.org()))
        .order(objectives::id)
        .select((objectives::id, objectives::owner_id, objectives::starts_on, reporting_lines::manager_id.nullable()))
        .load(tx.conn())
}

/// Reporting lines that hold.
pub(super) fn reporting_lines(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Line>> {
    let holding = reporting_lines::org_id.eq(tx.org()).and(reporting_lines::valid_to.is_null());
    let lines: Vec<(Uuid, Uuid, DateTime<Utc>)> = reporting_lines::table
        .filter(holding)
        .order(reporting_lines::id)
        .select((reporting_lines::person_id, reporting_lines::manager_id, reporting_lines::valid_from))
        .load(tx.conn())?;
    let line = |(person, manager, since): (Uuid, Uuid, DateTime<Utc>)| Line {
        person,
        manager,
        since: since.date_naive() - chrono::TimeDelta::days(120),
    };
    Ok(lines.into_iter().map(line).collect())
}

/// See [`Done`].
pub(super) fn done(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Done>> {
    sql_query(include_str!("done.sql")).load(tx.conn())
}

/// Tells it and mails nothing of it.
pub(super) fn insert(tx: &mut TenantTx<'_>, told: &[Told]) -> QueryResult<()> {
    let row = |told: &Told| {
        (
            notices::org_id.eq(tx.org()),
            notices::id.eq(told.id),
            notices::person_id.eq(told.reader),
            notices::kind.eq(told.kind),
            notices::subject.eq(told.kind.facts().subject),
            notices::about.eq(told.about),
            notices::actor_id.eq(told.actor),
            notices::created_at.eq(told.at),
            notices::read_at.eq(told.read_at),
        )
    };
    let rows: Vec<_> = told.iter().map(row).collect();
    insert_into(notices::table).values(rows).execute(tx.conn())?;
    delete(notice_mails::table.filter(notice_mails::org_id.eq(tx.org()))).execute(tx.conn())?;
    Ok(())
}
