//! All that is kept of a person, to take away: for themselves what is theirs and what they may see of what is about them;
//! for an Admin what that person may see and the Admin may too, so that it can be handed on.

mod page;
mod queries;
mod sections;

use std::{collections::HashMap, io::Write};

use anyhow::Context;
use chrono::Utc;
use serde_json::{Map, Value, json};
use shared::{
    access::{Permission, Relation, can},
    openings::Opened,
    privacy::{EXPORT, ExportPersonData},
    reviews,
    wire::{PersonId, ReviewPacketId},
};
use uuid::Uuid;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use self::{page::Page, queries::Item, sections::Section};
use crate::{
    accounts,
    db::{Readable, Resource, TenantTx},
    http::{Answered, Failure, MemberCall, Reply},
    one_on_ones,
    opened::Visits,
    organisations,
    people::PersonRow,
    reviews::packets_for,
    sealed::Sealer,
};

/// A part as it was read.
struct Part {
    name: &'static str,
    title: &'static str,
    items: Vec<Value>,
}

/// Whoever may not is told so and counted nowhere; it is packed after the transaction, so that no connection waits for it.
pub(super) async fn take(call: MemberCall<ExportPersonData>) -> Answered<ExportPersonData> {
    let (id, account) = (call.ask.params.id, call.actor.account);
    call.tenant_read(move |tx| Ok(Readable::<PersonRow>::read(tx, id, &EXPORT)?.id)).await?;
    call.accounts(move |tx| accounts::admit_data_export(tx.conn(), account)).await?;
    let (sealer, visits) = (call.ask.sealer.clone(), call.ask.visits.clone());
    let (page, data) = call.take_out(move |tx| gathered(tx, id, &sealer, &visits)).await?;
    let file = actix_web::web::block(move || packed(&page, &data)).await.map_err(Failure::fault)?;
    Ok(Reply::new(file.map_err(Failure::fault)?).as_file("personal-data.zip"))
}

/// The page and the same for programs.
fn gathered(
    tx: &mut TenantTx<'_>,
    id: PersonId,
    sealer: &Sealer,
    visits: &Visits,
) -> Result<(String, String), Failure> {
    let person = Readable::<PersonRow>::read(tx, id, &EXPORT)?.into_inner();
    let is_own = person.relation() == Relation::Own;
    let parts = if is_own { own(tx, id, sealer)? } else { of_other(tx, &person, visits)? };
    let (organisation, made_at) = (organisations::name(tx)?, Utc::now().to_rfc3339());
    let filled = || parts.iter().filter(|part| !part.items.is_empty());
    let all: Map<String, Value> = filled().map(|part| (part.name.to_owned(), json!(part.items))).collect();
    let data = json!({ "organisation": organisation, "person": person.name, "made_at": made_at, "data": all });
    let page =
        Page::of(&organisation, &person.name, &made_at, filled().map(|part| (part.title, part.items.as_slice())));
    let data = serde_json::to_string_pretty(&data).map_err(Failure::fault)?;
    Ok((page.html().map_err(Failure::fault)?, data))
}

/// All of one's own.
fn own(tx: &mut TenantTx<'_>, me: PersonId, sealer: &Sealer) -> Result<Vec<Part>, Failure> {
    let mut parts = Vec::with_capacity(sections::ALL.len() + 2);
    for section in sections::ALL {
        let items = queries::items(tx, section, me)?.into_iter().map(|item| item.item).collect();
        parts.push(Part { name: section.name, title: section.title, items });
    }
    let notes = one_on_ones::private_notes_of_actor(tx, sealer)?;
    parts.push(Part { name: "private_notes", title: "Your private notes", items: notes });
    parts.push(reviews_got(packets_for(tx, me)?));
    Ok(parts)
}

/// What both somebody else and the Admin who asks may see. Whoever takes it out has opened it, and they learn of that as if
/// it had been done page by page.
fn of_other(tx: &mut TenantTx<'_>, person: &PersonRow, visits: &Visits) -> Result<Vec<Part>, Failure> {
    let (id, role) = (person.id, tx.actor.role);
    let may = |permission: &Permission| can(role, permission, Relation::Organisation);
    let readable: Vec<&Section> = sections::ALL.iter().filter(|section| section.view.is_some_and(may)).collect();
    let reads_reviews = may(&reviews::VIEW);
    let (theirs, reviews) = tx.as_themselves((id, person.role), |tx| {
        let mut theirs = Vec::with_capacity(readable.len());
        for section in &readable {
            theirs.push(queries::items(tx, section, id)?);
        }
        Ok((theirs, if reads_reviews { packets_for(tx, id)? } else { Vec::new() }))
    })?;
    let mut parts = Vec::with_capacity(readable.len() + 1);
    for (section, theirs) in readable.into_iter().zip(theirs) {
        let seen = shared_sight(theirs, queries::items(tx, section, id)?);
        if section.name == sections::OBJECTIVES {
            for objective in &seen {
                let about: Uuid = objective.key.parse().map_err(Failure::fault)?;
                visits.note(&tx.actor, Opened::Objective, about);
            }
        }
        let items = seen.into_iter().map(|item| item.item).collect();
        parts.push(Part { name: section.name, title: section.title, items });
    }
    visits.note(&tx.actor, Opened::Development, id);
    reviews.iter().for_each(|(packet, _)| visits.note(&tx.actor, Opened::ReviewPacket, *packet));
    parts.push(reviews_got(reviews));
    Ok(parts)
}

fn reviews_got(packets: Vec<(ReviewPacketId, Value)>) -> Part {
    let items = packets.into_iter().map(|(_, packet)| packet).collect();
    Part { name: "reviews", title: "Reviews you got", items }
}

/// Of one part what both see, and of each thing the fields that both see alike.
fn shared_sight(theirs: Vec<Item>, mine: Vec<Item>) -> Vec<Item> {
    let mine: HashMap<String, Value> = mine.into_iter().map(|item| (item.key, item.item)).collect();
    let both = |Item { key, item }| {
        let item = alike(item, mine.get(&key)?);
        Some(Item { key, item })
    };
    theirs.into_iter().filter_map(both).collect()
}

/// The fields of `one` that `other` has as well, with the same in them.
fn alike(one: Value, other: &Value) -> Value {
    match one {
        Value::Object(mut fields) => {
            fields.retain(|name, field| other.get(name) == Some(&*field));
            Value::Object(fields)
        }
        one if one == *other => one,
        _ => Value::Null,
    }
}

fn packed(page: &str, data: &str) -> anyhow::Result<Vec<u8>> {
    let mut file = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in [("data.html", page), ("data.json", data)] {
        file.start_file(name, options).with_context(|| format!("{name} can't be begun"))?;
        file.write_all(content.as_bytes()).with_context(|| format!("{name} can't be packed"))?;
    }
    Ok(file.finish().context("the file can't be closed")?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_thing_that_two_see_differently_only_what_is_alike_is_told() {
        let (one, other) = (json!({ "id": "1", "notes": "ours", "place": "" }), json!({ "id": "1", "notes": "" }));
        assert_eq!(alike(one, &other), json!({ "id": "1" }));
    }

    #[test]
    fn no_part_is_there_twice() {
        let mut names: Vec<_> = sections::ALL.iter().map(|section| section.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), sections::ALL.len());
    }
}
