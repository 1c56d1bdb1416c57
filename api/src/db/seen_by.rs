//! Looking with somebody else's eyes: for whom to tell of something.

use diesel::{
    PgConnection, QueryResult, RunQueryDsl, define_sql_function, select,
    sql_types::{Bool, Text},
};
use shared::{access::Role, wire::PersonId};

use super::{Actor, TenantTx, job::rebind};
use crate::http::Failure;

define_sql_function! {
    /// Postgres's own.
    fn set_config(name: Text, value: Text, local: Bool) -> Text;
}

impl TenantTx<'_> {
    /// What `look` finds when the `visible_…` views are asked as `person`; `None` if they aren't active. It only looks:
    /// the transaction is the actor's again before anything else happens, or it fails as a whole.
    pub(crate) fn as_seen_by<T>(
        &mut self,
        person: PersonId,
        look: impl FnOnce(&mut Self) -> Result<T, Failure>,
    ) -> Result<Option<T>, Failure> {
        let actor = self.actor;
        let bound = rebind(self.conn(), actor.org, person)?;
        let looked = match bound {
            Some((account, role)) => {
                self.actor = Actor { person, account, role, ..actor };
                Some(look(self))
            }
            None => None,
        };
        self.actor = actor;
        // Who acts was found when the transaction began. They aren't looked for again: a service account is nobody to find.
        bind(self.conn(), actor.person, actor.role)?;
        looked.transpose()
    }

    /// Works with what is `person`'s as if it were they, though they may have left: for what is handed to them, or goes
    /// with them. The transaction is the actor's again before anything else happens, or it fails as a whole; what is noted
    /// is noted after that, or it would be their doing.
    pub(crate) fn as_themselves<T>(
        &mut self,
        (person, role): (PersonId, Role),
        work: impl FnOnce(&mut Self) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let actor = self.actor;
        bind(self.conn(), person, role)?;
        self.actor = Actor { person, role, ..actor };
        let done = work(self);
        self.actor = actor;
        let done = done?;
        bind(self.conn(), actor.person, actor.role)?;
        Ok(done)
    }
}

/// Binds an open transaction to a person of its organisation; a job is nobody's, and stays so.
fn bind(conn: &mut PgConnection, person: PersonId, role: Role) -> QueryResult<()> {
    let [person, role] =
        if person.0.is_nil() { [String::new(), String::new()] } else { [person.to_string(), role.to_string()] };
    select((set_config("app.person_id", person, true), set_config("app.role", role, true))).execute(conn)?;
    Ok(())
}
