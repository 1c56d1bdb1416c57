//! Changes as they happen, without what they are: for the unread count, and for whatever page is open.

use std::time::Duration;

use futures_util::Stream;
use shared::{
    notifications::{ListenForChanges, Unread},
    operation::Nothing,
    problem::Code,
};
use tokio::time::{Instant, sleep_until};

use super::queries;
use crate::{
    db::TenantTx,
    http::{Failure, Happening, MemberCall},
    worker::changes::{Change, Listening},
};

/// How often the session is looked at, and said that the stream still lives.
const BEAT: Duration = Duration::from_secs(20);
/// Then the caller comes back, perhaps to another replica.
const LASTS: Duration = Duration::from_secs(3600);

/// Opens the stream.
pub(super) async fn listen(call: MemberCall<ListenForChanges>) -> Result<impl Stream<Item = Happening>, Failure> {
    let ear = call.state.changes.listen(call.actor.org, call.actor.person)?;
    let now = Instant::now();
    let mut listener = Listener { call, ear, beat_at: now + BEAT, ends_at: now + LASTS };
    if !listener.sees_its_thing().await? {
        return Err(Code::NotFound.into());
    }
    let first = listener.count().await?;
    let rest = futures_util::stream::unfold(listener, Listener::next);
    Ok(futures_util::StreamExt::chain(futures_util::stream::once(std::future::ready(first)), rest))
}

struct Listener {
    call: MemberCall<ListenForChanges>,
    ear: Listening,
    beat_at: Instant,
    ends_at: Instant,
}

impl Listener {
    /// The next thing to say; `None` once the session is over, or the time. Whoever wonders why is told when they
    /// come back.
    async fn next(mut self) -> Option<(Happening, Self)> {
        loop {
            let change = tokio::select! {
                change = self.ear.next() => Some(change),
                () = sleep_until(self.beat_at) => None,
                () = sleep_until(self.ends_at) => return None,
            };
            let actor = self.call.actor;
            let said = match change {
                None => {
                    self.beat_at = Instant::now() + BEAT;
                    self.sees_its_thing().await.ok().filter(|sees| *sees).map(|_| Happening::Beat)?
                }
                Some(Change::Stop) => return None,
                Some(Change::Session(session)) if session == actor.session => return None,
                Some(Change::Person(org, person)) if (org, person) == (actor.org, actor.person) => {
                    self.count().await.ok()?
                }
                Some(Change::Anything) => self.count().await.ok()?,
                Some(Change::Thing(org, id)) if org == actor.org && self.call.ask.query.thing == Some(id) => {
                    self.sees_its_thing().await.ok().filter(|sees| *sees)?;
                    Happening::event("changed", &Nothing {})
                }
                Some(_) => continue,
            };
            return Some((said, self));
        }
    }

    async fn count(&mut self) -> Result<Happening, Failure> {
        let count = self.look(queries::unread).await?;
        Ok(Happening::event("unread", &Unread { count }))
    }

    /// Whether the session lives, and its person may still see what they watch, if anything.
    async fn sees_its_thing(&mut self) -> Result<bool, Failure> {
        let (subject, thing) = (self.call.ask.query.subject, self.call.ask.query.thing);
        self.look(move |tx| match subject.zip(thing) {
            Some((subject, thing)) => queries::is_seen(tx, subject, thing),
            None => Ok(true),
        })
        .await
    }

    /// Reads as the session's person. It is the server that looks, so it doesn't count as use of the session.
    async fn look<T: Send + 'static>(
        &self,
        read: impl FnOnce(&mut TenantTx<'_>) -> diesel::QueryResult<T> + Send + 'static,
    ) -> Result<T, Failure> {
        let (database, claim) = (&self.call.state.database, self.call.actor.claim);
        database.tenant_unasked(claim, self.call.facts.clone(), move |tx| Ok(read(tx)?)).await
    }
}
