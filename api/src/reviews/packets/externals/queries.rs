use chrono::NaiveDate;
use diesel::{
    PgConnection,
    dsl::exists,
    insert_into,
    prelude::*,
    select, sql_query,
    sql_types::{BigInt, Date, Integer, Jsonb, Nullable, SmallInt, Text, Uuid as SqlUuid},
    update as update_row,
};
use serde_json::Value;
use shared::{
    people::PersonStatus,
    reviews::{NewReviewExternal, ReviewAnswers, ReviewNaming, ReviewState},
    wire::{ReviewCycleId, ReviewExternalId, ReviewPacketId, ReviewTemplateId, id::OrganisationId},
};
use uuid::Uuid;

use crate::{
    db::{
        TenantTx, org_now,
        schema::{people, review_externals as externals, review_packets},
    },
    http::Failure,
};

/// Somebody who was invited, and how far they are.
#[derive(Queryable, Selectable)]
#[diesel(table_name = externals)]
pub(super) struct Invited {
    pub id: ReviewExternalId,
    pub name: String,
    pub email: String,
    pub reason: String,
    pub state: ReviewState,
    pub email_hash: Option<Vec<u8>>,
}

/// Whether somebody in the organisation, or invited into it, has this address.
pub(super) fn works_here(tx: &mut TenantTx<'_>, email: &str) -> QueryResult<bool> {
    let has_it = people::org_id.eq(tx.org()).and(people::email_key.eq(email.trim().to_lowercase()));
    let statuses = [PersonStatus::Active.as_str(), PersonStatus::Invited.as_str()];
    select(exists(people::table.filter(has_it).filter(people::status.eq_any(statuses)))).get_result(tx.conn())
}

/// Whoever was invited to write about somebody, by name.
pub(super) fn of_packet(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<Vec<Invited>> {
    externals::table
        .filter(externals::org_id.eq(tx.org()).and(externals::packet_id.eq(packet)))
        .order((externals::name, externals::id))
        .select(Invited::as_select())
        .load(tx.conn())
}

pub(super) fn insert(
    tx: &mut TenantTx<'_>,
    packet: ReviewPacketId,
    new: &NewReviewExternal,
    (secret_hash, email_hash): (&[u8], &[u8]),
) -> QueryResult<ReviewExternalId> {
    // Not by time: answers without names are read in the order of ids, before they are mixed.
    let id = ReviewExternalId(Uuid::new_v4());
    insert_into(externals::table)
        .values((
            (externals::org_id.eq(tx.org()), externals::id.eq(id), externals::packet_id.eq(packet)),
            (externals::name.eq(new.name.trim()), externals::email.eq(new.email.trim())),
            (externals::reason.eq(new.reason.trim()), externals::secret_hash.eq(secret_hash)),
            (externals::email_hash.eq(email_hash), externals::invited_by.eq(tx.actor.person)),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Ends an invitation: its link is dead, and neither the address nor what was written stays. Of who was taken back not even
/// the address's hash: they may be invited again.
pub(super) fn end(tx: &mut TenantTx<'_>, id: ReviewExternalId, state: ReviewState) -> QueryResult<usize> {
    if state == ReviewState::Void {
        let forgotten = externals::email_hash.eq(None::<Vec<u8>>);
        update_row(externals::table.find((tx.org(), id.0))).set(forgotten).execute(tx.conn())?;
    }
    update_row(externals::table.find((tx.org(), id.0)))
        .set((
            externals::state.eq(state),
            externals::email.eq(""),
            externals::secret_hash.eq(None::<Vec<u8>>),
            externals::answers.eq(Value::Object(serde_json::Map::new())),
            externals::version.eq(externals::version + 1),
        ))
        .execute(tx.conn())
}

/// Where the link of this secret leads, whichever organisation it is in.
pub(super) fn by_secret(
    conn: &mut PgConnection,
    hash: &[u8],
) -> QueryResult<Option<(OrganisationId, ReviewExternalId)>> {
    let query = externals::table.filter(externals::secret_hash.eq(hash));
    query.select((externals::org_id, externals::id)).first(conn).optional()
}

/// A review from outside, with whom and what it is about.
#[derive(QueryableByName)]
pub(super) struct Opened {
    #[diesel(sql_type = SqlUuid)]
    pub id: ReviewExternalId,
    #[diesel(sql_type = SqlUuid)]
    pub packet_id: ReviewPacketId,
    #[diesel(sql_type = Text)]
    pub cycle_name: String,
    #[diesel(sql_type = SqlUuid)]
    pub template_id: ReviewTemplateId,
    #[diesel(sql_type = Nullable<Integer>)]
    pub form_number: Option<i32>,
    #[diesel(sql_type = Date)]
    pub period_from: NaiveDate,
    #[diesel(sql_type = Date)]
    pub period_to: NaiveDate,
    #[diesel(sql_type = Date)]
    pub write_by: NaiveDate,
    #[diesel(sql_type = Text)]
    pub naming: ReviewNaming,
    #[diesel(sql_type = SmallInt)]
    pub minimum: i16,
    #[diesel(sql_type = SqlUuid)]
    pub cycle_id: ReviewCycleId,
    #[diesel(sql_type = Text)]
    pub subject_name: String,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Text)]
    pub state: ReviewState,
    #[diesel(sql_type = Jsonb)]
    answers: Value,
    #[diesel(sql_type = BigInt)]
    pub version: i64,
}

impl Opened {
    /// What is written.
    pub fn answers(&self) -> Result<ReviewAnswers, Failure> {
        serde_json::from_value(self.answers.clone()).map_err(Failure::fault)
    }
}

/// Of which cycle it is.
pub(super) fn cycle_of(tx: &mut TenantTx<'_>, id: ReviewExternalId) -> QueryResult<Option<ReviewCycleId>> {
    let packet = review_packets::org_id.eq(externals::org_id).and(review_packets::id.eq(externals::packet_id));
    externals::table
        .inner_join(review_packets::table.on(packet))
        .filter(externals::org_id.eq(tx.org()).and(externals::id.eq(id)))
        .select(review_packets::cycle_id)
        .first(tx.conn())
        .optional()
}

/// The review behind a link, locked, unless the link was ended.
pub(super) fn open(tx: &mut TenantTx<'_>, id: ReviewExternalId) -> QueryResult<Option<Opened>> {
    sql_query(
        "SELECT x.id, x.packet_id, c.name AS cycle_name, c.template_id, c.form_number, c.period_from,
                c.period_to, c.write_by, c.naming, c.minimum, c.id AS cycle_id, p.name AS subject_name, x.name, x.state, x.answers, x.version
         FROM review_externals x
         JOIN review_packets k ON k.org_id = x.org_id AND k.id = x.packet_id
         JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
         JOIN people p ON p.org_id = k.org_id AND p.id = k.subject_id
         WHERE x.org_id = current_org() AND x.id = $1 AND x.secret_hash IS NOT NULL
         FOR NO KEY UPDATE OF x",
    )
    .bind::<SqlUuid, _>(id)
    .get_result(tx.conn())
    .optional()
}

/// Keeps what is written so far.
pub(super) fn save(tx: &mut TenantTx<'_>, id: ReviewExternalId, answers: &ReviewAnswers) -> Result<(), Failure> {
    update_row(externals::table.find((tx.org(), id.0)))
        .set((
            externals::answers.eq(serde_json::to_value(answers).map_err(Failure::fault)?),
            externals::state.eq(ReviewState::InProgress),
            externals::version.eq(externals::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Hands it in, for good.
pub(super) fn submit(tx: &mut TenantTx<'_>, id: ReviewExternalId) -> QueryResult<usize> {
    update_row(externals::table.find((tx.org(), id.0)))
        .set((
            externals::state.eq(ReviewState::Submitted),
            externals::submitted_at.eq(org_now()),
            externals::version.eq(externals::version + 1),
        ))
        .execute(tx.conn())
}
