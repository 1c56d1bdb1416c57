//! A request's body on its way in, and its end when the answer comes first.
//!
//! Dropped before its end, a body in chunks would be read to that end and thrown away, however long somebody
//! pours. So a refusal holds on to it: then the connection is closed behind the answer.

use std::{
    cell::RefCell,
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

use actix_web::{
    HttpResponse,
    body::{BodySize, BoxBody, MessageBody},
    error::PayloadError,
    web,
};
use futures_util::Stream;

/// A body that is still to be read, or was given up.
#[derive(Clone)]
pub(super) struct Incoming(Rc<RefCell<web::Payload>>);

impl Incoming {
    pub(super) fn of(payload: web::Payload) -> Self {
        Self(Rc::new(RefCell::new(payload)))
    }

    /// The next piece; `None` at the end.
    pub(super) async fn next(&self) -> Option<Result<web::Bytes, PayloadError>> {
        poll_fn(|context| Pin::new(&mut *self.0.borrow_mut()).poll_next(context)).await
    }

    /// The same answer, after which nothing more is read.
    pub(super) fn ended_by(self, response: HttpResponse) -> HttpResponse {
        response.map_body(|_, body| BoxBody::new(Ending { body, _incoming: self }))
    }
}

/// An answer's body that outlives the request's.
struct Ending {
    body: BoxBody,
    _incoming: Incoming,
}

impl MessageBody for Ending {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<web::Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}
