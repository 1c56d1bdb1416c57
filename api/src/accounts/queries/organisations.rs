//! What accounts need to know of organisations and their people, and the little they write there.

use chrono::{DateTime, Utc};
use diesel::{PgConnection, QueryResult, insert_into, prelude::*, update};
use shared::{
    access::Role,
    accounts::SecondFactorPolicy,
    organisations::{Directory, Organisation, WeekStart},
    wire::{
        PersonId,
        id::{AccountId, OrganisationId},
    },
};
use uuid::Uuid;

use crate::db::schema::{audit_heads, organisations, people};

/// A person who was invited and has not answered.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = people)]
pub(in crate::accounts) struct InvitedRow {
    pub id: PersonId,
    pub name: String,
    pub email: String,
    pub email_key: String,
}

/// An organisation's settings.
pub(in crate::accounts) fn read(conn: &mut PgConnection, org: OrganisationId) -> QueryResult<Organisation> {
    use organisations as o;
    let columns = (
        o::name,
        o::time_zone,
        o::week_starts_on,
        o::directory,
        o::check_in_days,
        o::second_factor,
        o::closes_at,
        o::version,
        o::sandbox_of,
        o::days_ahead,
    );
    type Row =
        (String, String, WeekStart, Directory, i32, SecondFactorPolicy, Option<DateTime<Utc>>, i64, Option<Uuid>, i32);
    let row: Row = o::table.find(org.0).select(columns).first(conn)?;
    let (name, time_zone, week_starts_on, directory, days, second_factor, closes_at, version, sandbox_of, ahead) = row;
    Ok(Organisation {
        name,
        time_zone,
        week_starts_on,
        directory,
        check_in_days: u16::try_from(days).unwrap_or(u16::MAX),
        second_factor,
        closes_at,
        sandbox_days_ahead: sandbox_of.map(|_| u16::try_from(ahead).unwrap_or(0)),
        version,
    })
}

/// Founds an organisation; the transaction has entered it.
pub(in crate::accounts) fn found(
    conn: &mut PgConnection,
    org: OrganisationId,
    name: &str,
    time_zone: &str,
) -> QueryResult<()> {
    use organisations as o;
    let values = (o::org_id.eq(org.0), o::name.eq(name), o::time_zone.eq(time_zone));
    insert_into(o::table).values(values).execute(conn)?;
    insert_into(audit_heads::table).values(audit_heads::org_id.eq(org.0)).execute(conn)?;
    Ok(())
}

/// The first person of an organisation: its Admin, active at once.
pub(in crate::accounts) fn add_founder(
    conn: &mut PgConnection,
    org: OrganisationId,
    account: AccountId,
    name: &str,
    email: &str,
) -> QueryResult<PersonId> {
    let id = Uuid::now_v7();
    insert_into(people::table)
        .values((
            people::org_id.eq(org.0),
            people::id.eq(id),
            people::account_id.eq(account.0),
            people::name.eq(name),
            people::email.eq(email),
            people::email_key.eq(super::email_key(email)),
            people::role.eq(Role::Admin.as_str()),
            people::status.eq("active"),
        ))
        .execute(conn)?;
    Ok(id.into())
}

/// A person, while they are invited and no more.
pub(in crate::accounts) fn invited(
    conn: &mut PgConnection,
    org: OrganisationId,
    person: PersonId,
) -> QueryResult<Option<InvitedRow>> {
    people::table
        .find((org.0, person.0))
        .filter(people::status.eq("invited"))
        .select(InvitedRow::as_select())
        .first(conn)
        .optional()
}

/// Makes an invited person a member by their account; not if they no longer are invited, or if the
/// account is another person of the organisation.
pub(in crate::accounts) fn join(
    conn: &mut PgConnection,
    org: OrganisationId,
    person: PersonId,
    account: AccountId,
) -> QueryResult<bool> {
    let invited = people::table.find((org.0, person.0)).filter(people::status.eq("invited"));
    let values = (
        people::account_id.eq(account.0),
        people::status.eq("active"),
        people::version.eq(people::version + 1),
        people::updated_at.eq(diesel::dsl::now),
    );
    Ok(super::untaken(update(invited).set(values).execute(conn))? == Some(1))
}

/// Gives a person their account's new address, if they go by the old one; whether they did. The organisation is entered.
pub(in crate::accounts) fn change_email(
    conn: &mut PgConnection,
    org: OrganisationId,
    person: PersonId,
    old_key: &str,
    new: &str,
) -> QueryResult<bool> {
    let by_the_old = people::table.find((org.0, person.0)).filter(people::email_key.eq(old_key));
    let values = (
        people::email.eq(new),
        people::email_key.eq(super::email_key(new)),
        people::version.eq(people::version + 1),
        people::updated_at.eq(diesel::dsl::now),
    );
    Ok(update(by_the_old).set(values).execute(conn)? == 1)
}

/// Whom to invite.
#[derive(Debug, Clone, Copy)]
pub(in crate::accounts) enum Invitees {
    /// One person, unless they were invited within the last minute.
    One(PersonId),
    /// Everybody who never was.
    Everybody,
}

/// Notes that people who have not joined are invited now; who they are.
pub(in crate::accounts) fn mark_invited(
    conn: &mut PgConnection,
    org: OrganisationId,
    who: Invitees,
) -> QueryResult<Vec<InvitedRow>> {
    use diesel::dsl::now;
    let waiting = people::table.filter(people::org_id.eq(org.0).and(people::status.eq("invited")));
    let values = (people::invited_at.eq(now), people::version.eq(people::version + 1), people::updated_at.eq(now));
    match who {
        Invitees::One(person) => {
            let a_minute_ago = chrono::Utc::now() - chrono::TimeDelta::minutes(1);
            let due = people::invited_at.is_null().or(people::invited_at.lt(a_minute_ago));
            let one = waiting.filter(people::id.eq(person.0)).filter(due);
            update(one).set(values).returning(InvitedRow::as_returning()).get_results(conn)
        }
        Invitees::Everybody => {
            let never = waiting.filter(people::invited_at.is_null());
            update(never).set(values).returning(InvitedRow::as_returning()).get_results(conn)
        }
    }
}

/// A person's name.
pub(in crate::accounts) fn name_of(
    conn: &mut PgConnection,
    org: OrganisationId,
    person: PersonId,
) -> QueryResult<String> {
    people::table.find((org.0, person.0)).select(people::name).first(conn)
}
