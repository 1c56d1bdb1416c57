//! Mail on its way: written in the transaction of what it tells of, sent afterwards, at least once.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, QueryResult, delete, dsl::now, insert_into, prelude::*, update};
use uuid::Uuid;

use super::{Mail, Post, PostError};
use crate::{app::State, db::schema::mails, http::Failure};

/// To whom a letter is written that is never sent: so that an address without an account costs the same work as one with it.
pub const NOBODY: &str = "";
/// How many are taken, and sent side by side.
pub const BATCH: usize = 10;
/// Whoever takes a mail has it to itself that long; if it stops meanwhile, another takes over.
const LEASE: TimeDelta = TimeDelta::minutes(2);
/// Pauses double from half a minute to six hours; after these many tries, about two days, we give up.
const MOST_ATTEMPTS: i32 = 16;

/// Puts mails into the outbox: they are sent if and only if this transaction commits.
pub fn put(conn: &mut PgConnection, mails: &[Mail]) -> Result<(), Failure> {
    let row = |mail: &Mail| {
        (
            mails::id.eq(Uuid::now_v7()),
            mails::recipient.eq(mail.to.clone()),
            mails::subject.eq(mail.subject.clone()),
            mails::text_body.eq(mail.text.clone()),
            mails::html_body.eq(mail.html.clone()),
            mails::unsubscribe.eq(mail.unsubscribe.clone()),
            mails::reply_to.eq(mail.reply_to.clone()),
        )
    };
    insert_into(mails::table).values(mails.iter().map(row).collect::<Vec<_>>()).execute(conn)?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = mails)]
struct Waiting {
    id: Uuid,
    recipient: String,
    subject: String,
    text_body: String,
    html_body: String,
    unsubscribe: Option<String>,
    reply_to: Option<String>,
    attempts: i32,
}

/// Sends a batch of what is due; how many were tried.
pub async fn send_due(state: &State, post: &Post) -> Result<usize, Failure> {
    let waiting = state.database.accounts(|tx| Ok(take(tx.conn())?)).await?;
    let tried = waiting.len();
    let sent = futures_util::future::join_all(waiting.into_iter().map(|mail| send(state, post, mail))).await;
    sent.into_iter().collect::<Result<(), Failure>>()?;
    Ok(tried)
}

async fn send(state: &State, post: &Post, waiting: Waiting) -> Result<(), Failure> {
    let Waiting { id, recipient, subject, text_body, html_body, unsubscribe, reply_to, attempts } = waiting;
    let mail = Mail { to: recipient, subject, text: text_body, html: html_body, unsubscribe, reply_to };
    let outcome = if mail.to == NOBODY { Ok(()) } else { post.send(id, &mail).await };
    if let Err(error) = &outcome {
        tracing::warn!(mail = %id, attempts, %error, "a mail was not sent");
    }
    state.database.accounts(move |tx| Ok(note(tx.conn(), id, attempts, outcome)?)).await
}

fn take(conn: &mut PgConnection) -> QueryResult<Vec<Waiting>> {
    let due: Vec<Waiting> = mails::table
        .filter(mails::sent_at.is_null().and(mails::due_at.le(now)))
        .order(mails::due_at)
        .limit(BATCH as i64)
        .for_update()
        .skip_locked()
        .select(Waiting::as_select())
        .load(conn)?;
    let ids: Vec<Uuid> = due.iter().map(|mail| mail.id).collect();
    let taken = (mails::due_at.eq(Utc::now() + LEASE), mails::attempts.eq(mails::attempts + 1));
    update(mails::table.filter(mails::id.eq_any(ids))).set(taken).execute(conn)?;
    Ok(due)
}

/// What is over keeps no body: it may hold a link.
fn note(conn: &mut PgConnection, id: Uuid, attempts: i32, outcome: Result<(), PostError>) -> QueryResult<()> {
    let emptied = (
        mails::text_body.eq(""),
        mails::html_body.eq(""),
        mails::unsubscribe.eq(None::<String>),
        mails::reply_to.eq(None::<String>),
        mails::sent_at.eq(now),
    );
    let mail = update(mails::table.find(id));
    match outcome {
        Ok(()) => mail.set((emptied, mails::last_error.eq(None::<String>))).execute(conn)?,
        Err(PostError::Later(error)) if attempts + 1 < MOST_ATTEMPTS => {
            mail.set((mails::due_at.eq(next_try(attempts)), mails::last_error.eq(error))).execute(conn)?
        }
        Err(error) => mail.set((emptied, mails::last_error.eq(error.to_string()))).execute(conn)?,
    };
    Ok(())
}

fn next_try(attempts: i32) -> DateTime<Utc> {
    let doubled = 30_i64.saturating_mul(1 << attempts.clamp(0, 20));
    Utc::now() + TimeDelta::seconds(doubled.min(6 * 3600))
}

/// Deletes what was sent or given up before.
pub fn sweep(conn: &mut PgConnection, before: DateTime<Utc>) -> QueryResult<usize> {
    delete(mails::table.filter(mails::sent_at.lt(before))).execute(conn)
}
