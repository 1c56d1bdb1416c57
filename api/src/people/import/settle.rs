//! Rules about the organisation as it would be: addresses stay unique, nobody reports to a refused
//! newcomer or in a loop, an active Admin remains.
//!
//! Refusing a row puts the old state of its person back, which can break a rule elsewhere. So the rules
//! are applied until none refuses anything more.

use std::collections::HashMap;

use shared::{
    access::Role,
    people::{
        PersonStatus,
        import::{ImportField, ImportReason, ImportReasonCode},
    },
};

use super::{
    draft::{Draft, Node},
    reporting,
};

/// How many people of a loop a reason spells out: enough to find it, little enough when thousands stand on it.
const PEOPLE_SPELLED: usize = 25;

type Refusals = Vec<(usize, ImportReason)>;

/// Refuses rows until what remains can be carried out as a whole.
pub fn settle(draft: &mut Draft<'_>) {
    loop {
        let mut refused_any = false;
        for rule in [taken_addresses, loops, below_refused, last_admin] {
            let refusals = rule(draft);
            refused_any |= !refusals.is_empty();
            for (row, reason) in refusals {
                draft.refuse(row, reason);
            }
        }
        if !refused_any {
            return;
        }
    }
}

fn taken_addresses(draft: &Draft<'_>) -> Refusals {
    let keeps = |node: &Node| {
        let present = draft.known(*node).map(|known| known.email.to_lowercase());
        present.is_some() && present == draft.email(*node).map(str::to_lowercase)
    };
    let kept: HashMap<String, Node> =
        draft.nodes().filter(keeps).filter_map(|node| Some((draft.email(node)?.to_lowercase(), node))).collect();
    let taken = |node: Node| {
        let email = draft.accepted(node)?.email.as_ref()?;
        let holder = kept.get(&email.to_lowercase()).filter(|holder| **holder != node)?;
        let reason = ImportReason::new(ImportField::Email, ImportReasonCode::EmailTaken)
            .value(email)
            .people(vec![draft.name(*holder).to_owned()]);
        Some((draft.row(node)?, reason))
    };
    draft.nodes().filter_map(taken).collect()
}

fn loops(draft: &Draft<'_>) -> Refusals {
    let mut refusals = Vec::new();
    for around in reporting::loops(draft.nodes().len(), |node| draft.manager(node)) {
        for (place, node) in around.iter().enumerate() {
            // Whose manager stays isn't to blame.
            let changes = draft.accepted(*node).is_some() && draft.manager(*node) != draft.present_manager(*node);
            let Some(row) = draft.row(*node).filter(|_| changes) else { continue };
            let from_here = around.iter().cycle().skip(place).take(around.len().min(PEOPLE_SPELLED));
            let people = from_here.map(|node| draft.name(*node).to_owned()).collect();
            let reason = ImportReason::new(ImportField::Manager, ImportReasonCode::ManagerLoop).people(people);
            refusals.push((row, reason));
        }
    }
    refusals
}

// A whole branch falls with its top: walked from the top down, so that each row is looked at once.
fn below_refused(draft: &Draft<'_>) -> Refusals {
    let mut below: HashMap<Node, Vec<usize>> = HashMap::new();
    for (row, node) in draft.node.iter().enumerate() {
        if let Some(manager) = draft.named(row).filter(|_| draft.accepted(*node).is_some()) {
            below.entry(manager).or_default().push(row);
        }
    }
    let mut refusals = Vec::new();
    let mut gone: Vec<Node> = below.keys().copied().filter(|manager| !draft.exists(*manager)).collect();
    while let Some(manager) = gone.pop() {
        for row in below.remove(&manager).unwrap_or_default() {
            let people = vec![draft.name(manager).to_owned()];
            let reason = ImportReason::new(ImportField::Manager, ImportReasonCode::ManagerRefused).people(people);
            refusals.push((row, reason));
            gone.extend(draft.node.get(row).copied().filter(|node| draft.known(*node).is_none()));
        }
    }
    refusals
}

fn last_admin(draft: &Draft<'_>) -> Refusals {
    let was = |node: &Node| {
        draft.known(*node).is_some_and(|known| known.role == Role::Admin && known.status == PersonStatus::Active)
    };
    let stays = |node: Node| {
        let role = draft.accepted(node).and_then(|entry| entry.role).or(draft.known(node).map(|known| known.role));
        role == Some(Role::Admin) && draft.status(node) == PersonStatus::Active
    };
    if draft.nodes().any(stays) {
        return Vec::new();
    }
    // Nobody stays, so whoever was one loses it by an accepted row.
    draft
        .nodes()
        .filter(was)
        .filter_map(|node| draft.row(node).filter(|_| draft.accepted(node).is_some()))
        .map(|row| (row, ImportReason::new(ImportField::Role, ImportReasonCode::LastAdmin)))
        .collect()
}
