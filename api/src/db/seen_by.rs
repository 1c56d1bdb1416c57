//! Looking with somebody else's eyes: for whom to tell of something.

use shared::{access::Role, wire::PersonId};

use super::{Actor, TenantTx, job::rebind};
use crate::http::Failure;

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
        let again = rebind(self.conn(), actor.org, actor.person)?.map(|(_, role)| role);
        // Who acts here has a session, and with it their role of this moment.
        if again.is_none_or(|role: Role| role != actor.role) {
            return Err(Failure::fault(anyhow::anyhow!("the transaction can't be given back to its actor")));
        }
        looked.transpose()
    }
}
