//! Private notes: sealed for their writer, and read by nobody else. Only the server that serves the writer's own
//! session opens them; row-level security shows it no others.

mod queries;

use serde_json::{Value, json};
use shared::{
    one_on_ones::{EditPrivateNote, PrivateNote, ReadPrivateNote},
    problem::Code,
    wire::MeetingId,
};

use super::rows::MeetingRow;
use crate::{
    audit::Event,
    db::{Actor, TenantTx},
    http::{Answered, Ask, Failure, Reply},
    sealed::Sealer,
};

/// What a note is sealed for: the row and the one reader.
fn context(actor: &Actor, meeting: MeetingId) -> String {
    format!("one_on_ones.private_note/{}/{}/{meeting}", actor.org, actor.person)
}

/// Every private note of the actor's, opened for them, latest first.
pub(crate) fn of_actor(tx: &mut TenantTx<'_>, sealer: &Sealer) -> Result<Vec<Value>, Failure> {
    let mut notes = Vec::new();
    for (meeting, sealed, updated_at) in queries::all_own(tx)? {
        let plain = sealer.open(&context(&tx.actor, meeting), &sealed)?;
        let body = String::from_utf8(plain).map_err(Failure::fault)?;
        notes.push(json!({ "meeting_id": meeting, "body": body, "updated_at": updated_at }));
    }
    Ok(notes)
}

pub(super) fn show(ask: &Ask<ReadPrivateNote>, tx: &mut TenantTx<'_>) -> Answered<ReadPrivateNote> {
    let meeting = ask.read::<MeetingRow>(tx, ask.params.id)?;
    let note = match queries::own(tx, &meeting)? {
        None => PrivateNote { body: String::new(), version: 0 },
        Some((sealed, version)) => {
            let plain = ask.sealer.open(&context(&tx.actor, meeting.id), &sealed)?;
            PrivateNote { body: String::from_utf8(plain).map_err(Failure::fault)?, version }
        }
    };
    let version = note.version;
    Ok(Reply::versioned(note, version))
}

pub(super) fn edit(ask: &Ask<EditPrivateNote>, tx: &mut TenantTx<'_>) -> Answered<EditPrivateNote> {
    // The meeting itself stays as it is, and a record can be thought about: seeing it is enough.
    let meeting = ask.read::<MeetingRow>(tx, ask.params.id)?;
    let before = queries::lock(tx, &meeting)?.unwrap_or(0);
    if ask.version.is_some_and(|version| version != before) {
        return Err(Code::VersionMismatch.into());
    }
    let sealed = ask.sealer.seal(&context(&tx.actor, meeting.id), ask.body.body.as_bytes())?;
    if !queries::write(tx, &meeting, &sealed, before)? {
        return Err(Code::VersionMismatch.into());
    }
    // That something was written, not what.
    tx.note(Event::new("meetings.private_note_written", meeting.id))?;
    Ok(Reply::versioned(PrivateNote { body: ask.body.body.clone(), version: before + 1 }, before + 1))
}
