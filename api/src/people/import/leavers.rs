//! Who of those that aren't in the file may be deactivated along with it.

use std::collections::{HashMap, HashSet};

use shared::{access::Role, people::PersonStatus, wire::PersonId};

use super::{
    known::Known,
    plan::{Plan, Record},
};

/// Those whom the file doesn't mention, by name: never the actor, and none of the Admins among them if no other
/// active Admin would be left.
pub fn leavers(plan: &Plan, people: &[Known], actor: PersonId) -> Vec<PersonId> {
    let records = plan.rows.iter().filter_map(|planned| planned.write.as_ref());
    let then: HashMap<PersonId, &Record> = records.filter_map(|record| Some((record.person?, record))).collect();
    let gone: HashSet<PersonId> = plan.unmentioned.iter().copied().filter(|id| *id != actor).collect();
    let admin_stays = people.iter().filter(|known| !gone.contains(&known.id)).any(|known| match then.get(&known.id) {
        Some(record) => is_admin(record.role, record.status),
        None => is_admin(known.role, known.status),
    });
    let may_go = |known: &&Known| gone.contains(&known.id) && (admin_stays || !is_admin(known.role, known.status));
    people.iter().filter(may_go).map(|known| known.id).collect()
}

fn is_admin(role: Role, status: PersonStatus) -> bool {
    role == Role::Admin && status == PersonStatus::Active
}
