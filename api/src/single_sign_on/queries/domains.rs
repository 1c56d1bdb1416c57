//! E-mail domains and their proofs.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, QueryResult, delete, dsl::now, insert_into, prelude::*, update};
use shared::{
    access::Role,
    single_sign_on::{DomainState, EmailDomain},
    wire::{EmailDomainId, id::OrganisationId},
};
use uuid::Uuid;

use crate::{
    db::{
        TenantTx,
        schema::{email_domains, email_domains::dsl, organisations, people},
    },
    single_sign_on::proof,
};

/// A domain that an organisation says is its own.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = email_domains)]
pub(in crate::single_sign_on) struct DomainRow {
    pub org_id: OrganisationId,
    pub id: EmailDomainId,
    pub domain: String,
    pub secret: String,
    pub state: DomainState,
    pub misses: i32,
    pub checked_at: Option<DateTime<Utc>>,
}

/// An Admin who is to hear of it.
pub(in crate::single_sign_on) struct Told {
    pub name: String,
    pub email: String,
    pub organisation: String,
}

impl DomainRow {
    /// As Admins see it.
    pub(in crate::single_sign_on) fn shown(self) -> EmailDomain {
        let Self { id, domain, secret, state, checked_at, .. } = self;
        EmailDomain { id, domain, state, record: proof::record(&secret), checked_at }
    }
}

/// The organisation's, by name.
pub(in crate::single_sign_on) fn all(tx: &mut TenantTx<'_>) -> QueryResult<Vec<DomainRow>> {
    let query = dsl::email_domains.filter(dsl::org_id.eq(tx.org())).order((dsl::domain, dsl::id));
    query.select(DomainRow::as_select()).load(tx.conn())
}

/// One of them.
pub(in crate::single_sign_on) fn read(tx: &mut TenantTx<'_>, id: EmailDomainId) -> QueryResult<Option<DomainRow>> {
    dsl::email_domains.find((tx.org(), id.0)).select(DomainRow::as_select()).first(tx.conn()).optional()
}

/// Whether the organisation is a sandbox.
pub(in crate::single_sign_on) fn in_sandbox(tx: &mut TenantTx<'_>) -> QueryResult<bool> {
    let of: Option<Uuid> = organisations::table.find(tx.org()).select(organisations::sandbox_of).first(tx.conn())?;
    Ok(of.is_some())
}

/// Adds one that waits for its proof.
pub(in crate::single_sign_on) fn add(tx: &mut TenantTx<'_>, domain: &str, secret: &str) -> QueryResult<DomainRow> {
    let values = (dsl::org_id.eq(tx.org()), dsl::id.eq(Uuid::now_v7()), dsl::domain.eq(domain), dsl::secret.eq(secret));
    insert_into(dsl::email_domains).values(values).returning(DomainRow::as_returning()).get_result(tx.conn())
}

/// Lets one go.
pub(in crate::single_sign_on) fn remove(tx: &mut TenantTx<'_>, id: EmailDomainId) -> QueryResult<()> {
    delete(dsl::email_domains.find((tx.org(), id.0))).execute(tx.conn())?;
    Ok(())
}

/// Notes that somebody looked for the proof just now.
pub(in crate::single_sign_on) fn looked(tx: &mut TenantTx<'_>, id: EmailDomainId) -> QueryResult<()> {
    update(dsl::email_domains.find((tx.org(), id.0))).set(dsl::checked_at.eq(now)).execute(tx.conn())?;
    Ok(())
}

/// Whether the organisation has a proven one.
pub(in crate::single_sign_on) fn any_proven(tx: &mut TenantTx<'_>) -> QueryResult<bool> {
    let proven =
        dsl::email_domains.filter(dsl::org_id.eq(tx.org())).filter(dsl::state.eq(DomainState::Proven.as_str()));
    diesel::select(diesel::dsl::exists(proven)).get_result(tx.conn())
}

/// Whose a domain is proven to be; as the accounts role.
pub(in crate::single_sign_on) fn owner(conn: &mut PgConnection, domain: &str) -> QueryResult<Option<OrganisationId>> {
    dsl::email_domains
        .filter(dsl::domain.eq(domain))
        .filter(dsl::state.eq(DomainState::Proven.as_str()))
        .select(dsl::org_id)
        .first(conn)
        .optional()
}

/// Takes a proof from whoever else had it; who that was.
pub(in crate::single_sign_on) fn take_from_others(
    conn: &mut PgConnection,
    domain: &str,
    but: OrganisationId,
) -> QueryResult<Vec<DomainRow>> {
    let others = dsl::email_domains
        .filter(dsl::domain.eq(domain))
        .filter(dsl::state.eq(DomainState::Proven.as_str()))
        .filter(dsl::org_id.ne(but.0));
    update(others).set(dsl::state.eq(DomainState::Lost.as_str())).returning(DomainRow::as_returning()).get_results(conn)
}

/// Notes that a proof was found, and when it is looked for again; whether the domain is still there.
pub(in crate::single_sign_on) fn found(
    conn: &mut PgConnection,
    org: OrganisationId,
    id: EmailDomainId,
    next: DateTime<Utc>,
) -> QueryResult<bool> {
    let values = (
        dsl::state.eq(DomainState::Proven.as_str()),
        dsl::proven_at.eq(now),
        dsl::checked_at.eq(now),
        dsl::misses.eq(0),
        dsl::next_check_at.eq(next),
    );
    Ok(update(dsl::email_domains.find((org.0, id.0))).set(values).execute(conn)? == 1)
}

/// Notes that a proof wasn't found, and how the domain stands now.
pub(in crate::single_sign_on) fn missed(
    conn: &mut PgConnection,
    row: &DomainRow,
    state: DomainState,
    next: DateTime<Utc>,
) -> QueryResult<()> {
    let values = (
        dsl::state.eq(state.as_str()),
        dsl::checked_at.eq(now),
        dsl::misses.eq(dsl::misses + 1),
        dsl::next_check_at.eq(next),
    );
    update(dsl::email_domains.find((row.org_id.0, row.id.0))).set(values).execute(conn)?;
    Ok(())
}

/// A proof that is to be looked at again. Whoever takes it has it for `lease`.
pub(in crate::single_sign_on) fn due(conn: &mut PgConnection, lease: TimeDelta) -> QueryResult<Option<DomainRow>> {
    let due: Option<DomainRow> = dsl::email_domains
        .filter(dsl::state.eq(DomainState::Proven.as_str()))
        .filter(dsl::next_check_at.le(now))
        .order(dsl::next_check_at)
        .for_update()
        .skip_locked()
        .select(DomainRow::as_select())
        .first(conn)
        .optional()?;
    if let Some(row) = &due {
        let taken = update(dsl::email_domains.find((row.org_id.0, row.id.0)));
        taken.set(dsl::next_check_at.eq(Utc::now() + lease)).execute(conn)?;
    }
    Ok(due)
}

/// The Admins of an organisation; as the accounts role.
pub(in crate::single_sign_on) fn admins(conn: &mut PgConnection, org: OrganisationId) -> QueryResult<Vec<Told>> {
    let organisation: String = organisations::table.find(org.0).select(organisations::name).first(conn)?;
    let admins: Vec<(String, String)> = people::table
        .filter(people::org_id.eq(org.0))
        .filter(people::role.eq(Role::Admin.as_str()).and(people::status.eq("active")))
        .select((people::name, people::email))
        .load(conn)?;
    let told = admins.into_iter().map(|(name, email)| Told { name, email, organisation: organisation.clone() });
    Ok(told.collect())
}
