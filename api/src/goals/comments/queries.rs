use chrono::{DateTime, Utc};
use diesel::{insert_into, prelude::*};
use shared::{goals::Comment, people::PersonRef, wire::PersonId};
use uuid::Uuid;

use super::ObjectiveRow;
use crate::db::{
    Readable, TenantTx,
    schema::{objective_comments::dsl, people},
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
    let comments = rows.into_iter().rev().map(|(id, author, name, body, created_at)| Comment {
        id,
        author: PersonRef { id: author, name },
        body,
        created_at,
    });
    Ok(comments.collect())
}

/// Adds one of the actor's.
pub(super) fn comment(tx: &mut TenantTx<'_>, objective: &Readable<ObjectiveRow>, body: &str) -> QueryResult<Comment> {
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
    Ok(Comment { id, author: PersonRef { id: author, name }, body: body.trim().to_owned(), created_at })
}
