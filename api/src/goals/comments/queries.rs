use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{insert_into, prelude::*};
use shared::{goals::Comment, people::PersonRef, wire::PersonId};
use uuid::Uuid;

use super::ObjectiveRow;
use crate::db::{
    Readable, TenantTx,
    schema::{comment_mentions, objective_comments::dsl, people},
};

/// The latest 200, oldest first.
pub(super) fn comments(tx: &mut TenantTx<'_>, objective: &Readable<ObjectiveRow>) -> QueryResult<Vec<Comment>> {
    let rows: Vec<(Uuid, PersonId, String, String, DateTime<Utc>)> = dsl::objective_comments
        .inner_join(people::table.on(people::org_id.eq(dsl::org_id).and(people::id.eq(dsl::author_id))))
        .filter(dsl::org_id.eq(tx.org()).and(dsl::objective_id.eq(objective.id.0)))
        .order(dsl::id.desc())
        .limit(200)
        .select((dsl::id, people::id, people::name, dsl::body, dsl::created_at))
        .load(tx.conn())?;
    let ids: Vec<Uuid> = rows.iter().map(|(id, ..)| *id).collect();
    let mut mentions = mentions(tx, &ids)?;
    let comments = rows.into_iter().rev().map(|(id, author, name, body, created_at)| Comment {
        id,
        author: PersonRef { id: author, name },
        body,
        mentions: mentions.remove(&id).unwrap_or_default(),
        not_told: Vec::new(),
        created_at,
    });
    Ok(comments.collect())
}

/// Whom comments name, as they are called now.
fn mentions(tx: &mut TenantTx<'_>, ids: &[Uuid]) -> QueryResult<HashMap<Uuid, Vec<PersonRef>>> {
    let rows: Vec<(Uuid, PersonId, String)> = comment_mentions::table
        .inner_join(
            people::table
                .on(people::org_id.eq(comment_mentions::org_id).and(people::id.eq(comment_mentions::person_id))),
        )
        .filter(comment_mentions::org_id.eq(tx.org()).and(comment_mentions::comment_id.eq_any(ids)))
        .order(people::name)
        .select((comment_mentions::comment_id, people::id, people::name))
        .load(tx.conn())?;
    let mut mentions: HashMap<Uuid, Vec<PersonRef>> = HashMap::new();
    for (comment, id, name) in rows {
        mentions.entry(comment).or_default().push(PersonRef { id, name });
    }
    Ok(mentions)
}

/// Adds one of the actor's.
pub(super) fn comment(
    tx: &mut TenantTx<'_>,
    objective: &Readable<ObjectiveRow>,
    body: &str,
    names: &[PersonId],
) -> QueryResult<Comment> {
    let author = tx.actor.person;
    let name = people::table.find((tx.org(), author.0)).select(people::name).first(tx.conn())?;
    let id = Uuid::now_v7();
    let created_at = insert_into(dsl::objective_comments)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::id.eq(id),
            dsl::objective_id.eq(objective.id),
            dsl::author_id.eq(author),
            dsl::body.eq(body.trim()),
        ))
        .returning(dsl::created_at)
        .get_result(tx.conn())?;
    let org = tx.org();
    let mention = |person: &PersonId| {
        (comment_mentions::org_id.eq(org), comment_mentions::comment_id.eq(id), comment_mentions::person_id.eq(*person))
    };
    if !names.is_empty() {
        let rows: Vec<_> = names.iter().map(mention).collect();
        insert_into(comment_mentions::table).values(rows).execute(tx.conn())?;
    }
    let (mentions, not_told) = (Vec::new(), Vec::new());
    let (author, body) = (PersonRef { id: author, name }, body.trim().to_owned());
    Ok(Comment { id, author, body, mentions, not_told, created_at })
}
