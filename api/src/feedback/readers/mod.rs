//! Exactly who reads feedback, and why: the list that the rule itself makes, person by person.

mod queries;

use std::collections::BTreeSet;

use shared::{
    feedback::{
        Audience, FeedbackKind, ReadReaders, Reader, Readers, VIEW,
        readers::{Standing, reach},
    },
    people::PersonRef,
    wire::PersonId,
};

use self::queries::Somebody;
pub(super) use self::queries::managers_of;
use super::{praise::within_sight, rows::FeedbackRow};
use crate::{
    db::{Readable, TenantTx},
    http::{Answered, Ask, Failure, Reply},
};

/// Feedback, saved or imagined, as far as it decides who reads it.
struct Described {
    kind: FeedbackKind,
    author: PersonId,
    subject: PersonId,
    asked_by: Option<PersonId>,
    audience: Audience,
    managers_then: Vec<PersonId>,
}

pub(super) fn show(ask: &Ask<ReadReaders>, tx: &mut TenantTx<'_>) -> Answered<ReadReaders> {
    let asked = &ask.query;
    let it = match asked.feedback {
        Some(id) => {
            let row: Readable<FeedbackRow> = Readable::read(tx, id, &VIEW)?;
            Described {
                kind: row.kind,
                author: row.author_id,
                subject: row.subject_id,
                asked_by: row.asked_by,
                audience: row.audience(),
                managers_then: row.managers_then.clone(),
            }
        }
        None => imagined(ask, tx)?,
    };
    let people = queries::candidates(tx, it.subject, it.author, it.asked_by)?;
    let mut items: Vec<_> = people.into_iter().filter_map(|person| reader(&it, person)).collect();
    items.sort_by_cached_key(|reader| (reader.because, reader.person.name.to_lowercase(), reader.person.id));
    Ok(Reply::new(Readers { items }))
}

fn imagined(ask: &Ask<ReadReaders>, tx: &mut TenantTx<'_>) -> Result<Described, Failure> {
    let asked = &ask.query;
    let subject = asked.subject.ok_or_else(|| Failure::field("subject", "required"))?;
    within_sight(tx, "subject", &BTreeSet::from([subject]))?;
    let is = |flag: Option<bool>| flag.unwrap_or(false);
    let audience = Audience {
        person: is(asked.person),
        manager: is(asked.manager),
        chain: is(asked.chain) && is(asked.manager),
        later_managers: is(asked.later_managers) && is(asked.manager),
    };
    let kind = match (audience.person || audience.manager, asked.asked_by) {
        (false, _) => FeedbackKind::Note,
        (true, Some(_)) => FeedbackKind::Asked,
        (true, None) => FeedbackKind::Given,
    };
    let managers_then = managers_of(tx, subject)?;
    Ok(Described { kind, author: tx.actor.person, subject, asked_by: asked.asked_by, audience, managers_then })
}

fn reader(it: &Described, somebody: Somebody) -> Option<Reader> {
    let Somebody { id, name, role, depth } = somebody;
    let standing = Standing {
        role,
        author: id == it.author,
        subject: id == it.subject,
        asked: it.asked_by == Some(id),
        manager_then: it.managers_then.first() == Some(&id),
        above_then: it.managers_then.contains(&id),
        manager_now: depth == Some(1),
        above_now: depth.is_some(),
    };
    let (_, because) = reach(standing, it.kind, it.audience)?;
    Some(Reader { person: PersonRef { id, name }, because })
}
