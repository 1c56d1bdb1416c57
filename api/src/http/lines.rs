//! Whole lists, a line of JSON each. They are read as their pages are, by the list's own handler, each page in a transaction
//! of its own: however long it gets, it takes the room of one page, holds nothing up, and ends with whoever asked.

use std::{io, sync::Arc};

use actix_web::web::Bytes;
use futures_util::{StreamExt, stream};
use serde::{Serialize, de::DeserializeOwned};
use shared::{
    operation::{Answer, Json, Lines, Method, Nothing, Operation},
    wire::{Limit, Page, Paged},
};
use utoipa::ToSchema;

use super::{Answered, Ask, Facts, Failure, stream::Going};
use crate::{
    app::State,
    db::{Claim, TenantTx},
};

/// The handler of a list.
pub(super) type Listing<L> = fn(&Ask<L>, &mut TenantTx<'_>) -> Answered<L>;

/// A piece of a list, and where it goes on.
pub(super) struct Piece<L: Operation> {
    ask: Ask<L>,
    lines: Vec<u8>,
    next: Option<String>,
}

impl<L: Operation> Piece<L> {
    /// What comes after a cursor.
    pub(super) fn after<T>(
        mut ask: Ask<L>,
        cursor: Option<String>,
        list: Listing<L>,
        tx: &mut TenantTx<'_>,
    ) -> Result<Self, Failure>
    where
        L: Operation<Answer = Json<Page<T>>>,
        L::Query: Paged,
        T: Serialize + DeserializeOwned + ToSchema + 'static,
    {
        let most = Limit::new(Limit::MOST).unwrap_or_default();
        ask.query = ask.query.at(most, cursor);
        let page = list(&ask, tx)?.value;
        let lines = <Lines<T> as Answer>::encode(&page.items)?;
        Ok(Self { ask, lines, next: page.next_cursor })
    }

    /// All of it from here on.
    pub(super) fn and_on<T>(self, state: Arc<State>, claim: Claim, facts: Facts, list: Listing<L>) -> Going
    where
        L: Operation<Body = Nothing, Answer = Json<Page<T>>>,
        L::Params: Send,
        L::Query: Paged + Send,
        T: Serialize + DeserializeOwned + ToSchema + 'static,
    {
        let first = stream::once(std::future::ready(Ok::<_, io::Error>(Bytes::from(self.lines))));
        let rest = stream::try_unfold((self.ask, self.next), move |(ask, next)| {
            let (state, facts) = (state.clone(), facts.clone());
            async move {
                let Some(cursor) = next else {
                    return Ok::<_, io::Error>(None);
                };
                let read = move |tx: &mut TenantTx<'_>| Self::after::<T>(ask, Some(cursor), list, tx);
                let read = state.database.tenant(claim, Method::Get, facts, read).await;
                let Self { ask, lines, next } = read.map_err(broken)?;
                Ok(Some((Bytes::from(lines), (ask, next))))
            }
        });
        Box::pin(first.chain(rest))
    }
}

/// What was begun can't be answered otherwise any more: it breaks off.
fn broken(failure: Failure) -> io::Error {
    match failure {
        Failure::Fault(cause) => tracing::error!(cause = format!("{cause:#}"), "a list broke off"),
        refused => tracing::warn!(code = %refused.code(), "a list broke off"),
    }
    io::Error::other("the list broke off")
}
