//! Answers that go on: server-sent events, as HTML's `EventSource` reads them.

use std::{io, pin::Pin};

use actix_web::web::Bytes;
use futures_util::{Stream, StreamExt};
use serde::Serialize;

/// Something to tell whoever holds the stream open.
pub enum Happening {
    /// An event of this name with these data, as JSON.
    Event(&'static str, String),
    /// Nothing, said so that neither side takes the other for gone.
    Beat,
}

impl Happening {
    /// An event with its data.
    pub fn event(name: &'static str, data: &impl Serialize) -> Self {
        // JSON has no line breaks of its own, which would end the data.
        Self::Event(name, serde_json::to_string(data).unwrap_or_else(|_| "{}".to_owned()))
    }

    fn written(self) -> Bytes {
        match self {
            Self::Event(name, data) => format!("event: {name}\ndata: {data}\n\n").into(),
            Self::Beat => Bytes::from_static(b":\n\n"),
        }
    }
}

/// The body of such an answer. After an error it breaks off, so that nobody takes it for whole.
pub(super) type Going = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

pub(super) fn going(happenings: impl Stream<Item = Happening> + Send + 'static) -> Going {
    // How long the browser waits before it comes back, in milliseconds.
    let first = futures_util::stream::once(std::future::ready(Ok(Bytes::from_static(b"retry: 5000\n\n"))));
    Box::pin(first.chain(happenings.map(|happening| Ok(happening.written()))))
}
