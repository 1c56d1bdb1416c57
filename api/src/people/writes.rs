//! Changes to people that keep the organisation whole: a tree without circles, at least one Admin.

use chrono::NaiveDate;
use diesel::{dsl::now, insert_into, prelude::*, select, sql_types::BigInt, update};
use shared::{
    access::Role,
    people::{NewPerson, PersonChanges, PersonStatus},
    wire::{Patch, PersonId, TeamId},
};
use uuid::Uuid;

use super::rows::PersonRow;
use crate::{
    db::{
        Changeable, TenantTx,
        schema::{api_tokens, link_tokens, oauth_grants, people, reporting_lines, sessions},
    },
    http::Failure,
};

diesel::define_sql_function! {
    /// Postgres's own: held until the transaction ends.
    fn pg_advisory_xact_lock(key: BigInt);
}
diesel::define_sql_function! {
    /// Postgres's own.
    fn hashtextextended(text: diesel::sql_types::Text, seed: BigInt) -> BigInt;
}

/// Adds a person, not yet invited, under their manager.
pub(super) fn insert(tx: &mut TenantTx<'_>, new: &NewPerson) -> Result<PersonId, Failure> {
    let id = PersonId(Uuid::now_v7());
    insert_into(people::table)
        .values((
            people::org_id.eq(tx.org()),
            people::id.eq(id),
            people::name.eq(new.name.trim()),
            people::email.eq(new.email.trim()),
            people::email_key.eq(new.email.trim().to_lowercase()),
            people::job_title.eq(new.job_title.as_deref().map(str::trim)),
            people::role.eq(new.role),
            people::team_id.eq(new.team_id),
            people::start_date.eq(new.start_date),
            people::external_id.eq(new.external_id.as_deref().map(str::trim)),
        ))
        .execute(tx.conn())?;
    if new.manager_id.is_some() {
        set_manager(tx, id, new.manager_id)?;
    }
    Ok(id)
}

#[derive(AsChangeset)]
#[diesel(table_name = people)]
struct Changes<'a> {
    name: Option<&'a str>,
    email: Option<&'a str>,
    email_key: Option<String>,
    job_title: Option<Option<&'a str>>,
    role: Option<Role>,
    team_id: Option<Option<TeamId>>,
    start_date: Option<Option<NaiveDate>>,
    external_id: Option<Option<&'a str>>,
}

/// Applies what was asked for.
pub(super) fn update_person(
    tx: &mut TenantTx<'_>,
    before: &Changeable<PersonRow>,
    asked: &PersonChanges,
) -> Result<(), Failure> {
    refuse_erased(before)?;
    if asked.role.is_some_and(|role| role != Role::Admin) {
        keep_an_admin(tx, before)?;
    }
    if asked.email.is_some() && before.account_id.is_some() {
        return Err(Failure::field("email", "has_account"));
    }
    let email = asked.email.as_deref().map(str::trim);
    let changes = Changes {
        name: asked.name.as_deref().map(str::trim),
        email,
        email_key: email.map(str::to_lowercase),
        job_title: trimmed(&asked.job_title),
        role: asked.role,
        team_id: asked.team_id.asked(),
        start_date: asked.start_date.asked(),
        external_id: trimmed(&asked.external_id),
    };
    let row = people::table.find((tx.org(), before.id.0));
    update(row)
        .set((changes, people::version.eq(people::version + 1), people::updated_at.eq(now)))
        .execute(tx.conn())?;
    match asked.manager_id {
        Patch::Keep => Ok(()),
        Patch::Clear => set_manager(tx, before.id, None),
        Patch::Set(manager) if before.manager_id == Some(manager) => Ok(()),
        Patch::Set(manager) => set_manager(tx, before.id, Some(manager)),
    }
}

/// Gives a person another job; what they had before. They are held until the transaction ends.
pub(crate) fn set_job(tx: &mut TenantTx<'_>, person: PersonId, job: &str) -> Result<Option<String>, Failure> {
    let row = people::table.find((tx.org(), person.0));
    let before = row.select(people::job_title).for_no_key_update().first::<Option<String>>(tx.conn())?;
    let row = people::table.find((tx.org(), person.0));
    update(row)
        .set((people::job_title.eq(job), people::version.eq(people::version + 1), people::updated_at.eq(now)))
        .execute(tx.conn())?;
    Ok(before)
}

/// Ends the person's present reporting line and begins another from this moment.
fn set_manager(tx: &mut TenantTx<'_>, person: PersonId, manager: Option<PersonId>) -> Result<(), Failure> {
    use reporting_lines::dsl;
    if let Some(manager) = manager {
        let status = people::table.find((tx.org(), manager.0)).select(people::status);
        match status.first::<PersonStatus>(tx.conn()).optional()? {
            None => return Err(Failure::field("manager_id", "unknown")),
            Some(PersonStatus::Deactivated) => return Err(Failure::field("manager_id", "deactivated")),
            Some(_) => {}
        }
    }
    let open = dsl::org_id.eq(tx.org()).and(dsl::person_id.eq(person.0)).and(dsl::valid_to.is_null());
    update(dsl::reporting_lines.filter(open)).set(dsl::valid_to.eq(now)).execute(tx.conn())?;
    if let Some(manager) = manager {
        insert_into(dsl::reporting_lines)
            .values((
                dsl::org_id.eq(tx.org()),
                dsl::id.eq(Uuid::now_v7()),
                dsl::person_id.eq(person),
                dsl::manager_id.eq(manager),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Takes a person's access away: sessions end with this transaction, open invitations are void.
pub(super) fn deactivate(tx: &mut TenantTx<'_>, person: &Changeable<PersonRow>) -> Result<(), Failure> {
    if person.status == PersonStatus::Deactivated {
        return Err(Failure::field("status", "deactivated"));
    }
    keep_an_admin(tx, person)?;
    deactivate_all(tx, &[person.id])
}

/// The same for several, none of them deactivated yet. That an Admin stays is the caller's to see, while they hold
/// who is one.
pub(super) fn deactivate_all(tx: &mut TenantTx<'_>, ids: &[PersonId]) -> Result<(), Failure> {
    set_status(tx, ids, PersonStatus::Deactivated)?;
    end_access(tx, ids)
}

/// Ends people's sessions and API tokens and what they allowed apps, and voids their invitations.
pub(super) fn end_access(tx: &mut TenantTx<'_>, ids: &[PersonId]) -> Result<(), Failure> {
    if ids.is_empty() {
        return Ok(());
    }
    let theirs = sessions::org_id.eq(tx.org()).and(sessions::person_id.eq_any(ids.iter().map(|id| id.0)));
    update(sessions::table.filter(theirs.and(sessions::revoked_at.is_null())))
        .set(sessions::revoked_at.eq(now))
        .execute(tx.conn())?;
    let tokens = api_tokens::org_id.eq(tx.org()).and(api_tokens::person_id.eq_any(ids.iter().map(|id| id.0)));
    update(api_tokens::table.filter(tokens.and(api_tokens::revoked_at.is_null())))
        .set(api_tokens::revoked_at.eq(now))
        .execute(tx.conn())?;
    let grants = oauth_grants::org_id.eq(tx.org()).and(oauth_grants::person_id.eq_any(ids.iter().map(|id| id.0)));
    update(oauth_grants::table.filter(grants.and(oauth_grants::revoked_at.is_null())))
        .set(oauth_grants::revoked_at.eq(now))
        .execute(tx.conn())?;
    let links = link_tokens::org_id.eq(tx.org()).and(link_tokens::person_id.eq_any(ids.iter().map(|id| id.0)));
    update(link_tokens::table.filter(links.and(link_tokens::used_at.is_null())))
        .set(link_tokens::used_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}

/// Nobody is behind the pseudonym any more: it stays as it is.
fn refuse_erased(person: &PersonRow) -> Result<(), Failure> {
    if person.erased_at.is_some() { Err(Failure::field("status", "erased")) } else { Ok(()) }
}

/// Lets a deactivated person back in: with an account they can log in at once, else they are as if
/// just entered.
pub(super) fn reactivate(tx: &mut TenantTx<'_>, person: &Changeable<PersonRow>) -> Result<(), Failure> {
    if person.status != PersonStatus::Deactivated {
        return Err(Failure::field("status", "not_deactivated"));
    }
    refuse_erased(person)?;
    if person.account_id.is_some() {
        return set_status(tx, &[person.id], PersonStatus::Active);
    }
    // The link they may have had is void.
    update(people::table.find((tx.org(), person.id.0)))
        .set(people::invited_at.eq(None::<chrono::DateTime<chrono::Utc>>))
        .execute(tx.conn())?;
    set_status(tx, &[person.id], PersonStatus::Invited)
}

fn set_status(tx: &mut TenantTx<'_>, ids: &[PersonId], status: PersonStatus) -> Result<(), Failure> {
    let gone = status == PersonStatus::Deactivated;
    let since = if gone { Some(chrono::Utc::now()) } else { None };
    let rows = people::org_id.eq(tx.org()).and(people::id.eq_any(ids.iter().map(|id| id.0)));
    update(people::table.filter(rows))
        .set((
            people::status.eq(status),
            people::deactivated_at.eq(since),
            people::version.eq(people::version + 1),
            people::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Refuses to take the last active Admin away. Two at once wait for each other, so that they can't
/// each count on the other to stay; whoever changes a person waits before holding their row, by [`hold_admins`].
fn keep_an_admin(tx: &mut TenantTx<'_>, leaving: &PersonRow) -> Result<(), Failure> {
    if leaving.role != Role::Admin || leaving.status != PersonStatus::Active {
        return Ok(());
    }
    hold_admins(tx)?;
    let others = people::table
        .filter(people::org_id.eq(tx.org()).and(people::id.ne(leaving.id.0)))
        .filter(people::role.eq(Role::Admin).and(people::status.eq(PersonStatus::Active)))
        .count();
    if others.get_result::<i64>(tx.conn())? == 0 { Err(Failure::field("role", "last_admin")) } else { Ok(()) }
}

/// Waits for whatever of the organisation a change needs to hold, in the one order that everybody keeps: who is an
/// Admin, the tree, then people's rows. Who held a row first would wait for an import, and the import for the row.
pub(super) fn hold_for(tx: &mut TenantTx<'_>, asked: &PersonChanges) -> Result<(), Failure> {
    if asked.role.is_some_and(|role| role != Role::Admin) {
        hold_admins(tx)?;
    }
    if asked.manager_id.is_keep() { Ok(()) } else { hold_tree(tx) }
}

/// Holds who is an Admin until the transaction ends, against everybody who might take the role from one.
pub(super) fn hold_admins(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let key = hashtextextended(format!("admins {}", tx.org()), 0);
    select(pg_advisory_xact_lock(key)).execute(tx.conn())?;
    Ok(())
}

/// Holds the reporting tree as it is until the transaction ends; its trigger takes the same lock.
pub(super) fn hold_tree(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let key = hashtextextended(format!("reporting {}", tx.org()), 0);
    select(pg_advisory_xact_lock(key)).execute(tx.conn())?;
    Ok(())
}

/// Holds these people's rows until the transaction ends, in the one order that everybody keeps.
pub(crate) fn hold_rows(tx: &mut TenantTx<'_>, ids: &[PersonId]) -> QueryResult<()> {
    let rows = people::org_id.eq(tx.org()).and(people::id.eq_any(ids.iter().map(|id| id.0)));
    let held = people::table.filter(rows).order(people::id).select(people::id).for_update();
    held.load::<Uuid>(tx.conn()).map(drop)
}

fn trimmed(patch: &Patch<String>) -> Option<Option<&str>> {
    match patch {
        Patch::Keep => None,
        Patch::Clear => Some(None),
        Patch::Set(text) => Some(Some(text.trim())),
    }
}
