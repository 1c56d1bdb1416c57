//! What handlers give back.

use actix_web::cookie::Cookie;
use shared::operation::{Answer, Operation};

use super::Failure;

/// A handler's result.
pub type Answered<O> = Result<Reply<O>, Failure>;

/// A value with what goes around it.
pub struct Reply<O: Operation> {
    pub(super) value: <O::Answer as Answer>::Value,
    pub(super) version: Option<i64>,
    pub(super) cookies: Vec<Cookie<'static>>,
    pub(super) file_name: Option<String>,
    pub(super) clears_site_data: bool,
}

impl<O: Operation> Reply<O> {
    /// An answer of this value.
    pub fn new(value: <O::Answer as Answer>::Value) -> Self {
        Self { value, version: None, cookies: Vec::new(), file_name: None, clears_site_data: false }
    }

    /// An answer about one thing at this version, which becomes its `ETag`.
    pub fn versioned(value: <O::Answer as Answer>::Value, version: i64) -> Self {
        Self { version: Some(version), ..Self::new(value) }
    }

    /// The same, setting one more cookie.
    pub fn with_cookie(mut self, cookie: Cookie<'static>) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// The same, to be saved as a file of this name.
    pub fn as_file(self, name: impl Into<String>) -> Self {
        Self { file_name: Some(name.into()), ..self }
    }

    /// The same, telling the browser to forget what it stored for this site.
    pub fn clearing_site_data(self) -> Self {
        Self { clears_site_data: true, ..self }
    }
}
