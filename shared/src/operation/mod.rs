//! The one list of operations and what each declares.
//!
//! From a declaration come the route, the OpenAPI entry, the web client's call and the walks of the
//! tests; see [`operations!`](crate::operations).

mod declaration;
mod each;
mod leaving;
mod payload;
mod reading;

use serde::{Serialize, de::DeserializeOwned};
use utoipa::IntoParams;

pub use self::{
    declaration::{AddSchemas, Declaration},
    each::Each,
    leaving::Leaving,
    payload::{
        Answer, Body, Bulk, Calendar, Csv, Events, File, Format, Json, Lines, Made, Mail, Maybe, Ndjson, Noted,
        Nothing, Notification, Pdf, Xlsx, Zip,
    },
    reading::{read_query, url},
};
use crate::access::Permission;

/// HTTP methods the API uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Reads; changes nothing.
    Get,
    /// Creates, or does something that has a name.
    Post,
    /// Replaces.
    Put,
    /// Changes some fields; needs `If-Match`.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    /// As on the request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether it may change anything.
    pub const fn changes(self) -> bool {
        !matches!(self, Self::Get)
    }
}

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody. The complete list stands in `tests/ratchets/public_operations.txt`.
    Public,
    /// Anybody logged in, about themselves.
    Session,
    /// Who has this permission at the relation they stand in.
    May(&'static Permission),
}

/// What is dangerous asks for a proof that is no older than so many minutes: the log-in, or `ConfirmIdentity`. A session
/// left open is then not enough to do it.
pub const FRESH_MINUTES: u32 = 10;

/// Whether an operation takes an `Idempotency-Key`: what a member does once by a POST. What visitors do is
/// repeated by their links and passwords; what somebody does to their own sessions ends the session that
/// would repeat it.
pub const fn takes_key(method: Method, access: &Access) -> bool {
    matches!((method, access), (Method::Post, Access::May(_)))
}

/// Whether an operation is about the caller's own account and tells or changes nothing of the organisation. Who is due a
/// second factor may call these alone.
pub fn is_of_the_account(access: &Access, feature: &str) -> bool {
    matches!(access, Access::Session) && feature == "accounts"
}

/// One operation of the API.
pub trait Operation: 'static {
    /// Type name, such as `ListObjectives`.
    const NAME: &'static str;
    /// HTTP method.
    const METHOD: Method;
    /// Path template, such as `/api/v1/objectives/{id}`.
    const PATH: &'static str;
    /// Who may call it.
    const ACCESS: Access;
    /// Whether the caller must have proved lately who they are; see [`FRESH_MINUTES`].
    const FRESH: bool;
    /// When it goes, if it is to go.
    const LEAVES: Option<Leaving>;
    /// What it does, in a sentence or more.
    const SUMMARY: &'static str;
    /// The feature it belongs to.
    const FEATURE: &'static str;
    /// Values of the path's placeholders.
    type Params: Parameters;
    /// Query parameters.
    type Query: Parameters;
    /// What the body is.
    type Body: Body;
    /// What the answer is.
    type Answer: Answer;
}

/// Path or query parameters.
pub trait Parameters: Serialize + DeserializeOwned + IntoParams + Clone + 'static {}
impl<T: Serialize + DeserializeOwned + IntoParams + Clone + 'static> Parameters for T {}

/// Doc comments arrive with a leading space.
pub const fn trimmed(text: &str) -> &str {
    text.trim_ascii()
}

/// Declares a feature's operations: a unit type each, and `operations()`, their list.
///
/// ```
/// # use shared::{operations, operation::{Json, Nothing}, problem::Problem};
/// operations! { "things";
///     /// What there is.
///     ReadThing: Get "/api/v1/thing" { answer: Json<Problem>, who: session }
/// }
/// assert_eq!(operations()[0].id(), "read_thing");
/// ```
/// In the braces stand, in this order and separated by commas: `params`, `query`, `body` (each if
/// there is one), `answer`, and `who`: `public`, `session` or `may PERMISSION`. What is dangerous ends in `, fresh`: it
/// asks for a proof no older than [`FRESH_MINUTES`], as in `who: may CHANGE_ROLE, fresh`. What is to go ends in
/// `; deprecated "2026-12-01" until "2028-01-01"`: it is said a year before at least.
#[macro_export]
macro_rules! operations {
    ($feature:literal; $($(#[doc = $doc:literal])+ $name:ident: $method:ident $path:literal {
        $(params: $params:ty,)? $(query: $query:ty,)? $(body: $body:ty,)? answer: $answer:ty, who: $($who:ident)+
        $(, $proof:ident)? $(; deprecated $since:literal until $until:literal)?
    })+) => {
        $($(#[doc = $doc])+
        pub struct $name;

        impl $crate::operation::Operation for $name {
            const NAME: &'static str = stringify!($name);
            const METHOD: $crate::operation::Method = $crate::operation::Method::$method;
            const PATH: &'static str = $path;
            const ACCESS: $crate::operation::Access = $crate::access_of!($($who)+);
            const FRESH: bool = $crate::is_fresh!($($proof)?);
            const LEAVES: Option<$crate::operation::Leaving> = $crate::leaving!($($since $until)?);
            const SUMMARY: &'static str = $crate::operation::trimmed(concat!($($doc),+));
            const FEATURE: &'static str = $feature;
            type Params = $crate::or_nothing!($($params)?);
            type Query = $crate::or_nothing!($($query)?);
            type Body = $crate::or_nothing!($($body)?);
            type Answer = $answer;
        })+

        /// This feature's operations.
        pub fn operations() -> Vec<$crate::operation::Declaration> {
            vec![$($crate::operation::Declaration::of::<$name>()),+]
        }
    };
}

/// The `who` of [`operations!`].
#[doc(hidden)]
#[macro_export]
macro_rules! access_of {
    (public) => {
        $crate::operation::Access::Public
    };
    (session) => {
        $crate::operation::Access::Session
    };
    (may $permission:ident) => {
        $crate::operation::Access::May(&$permission)
    };
}

/// Whether `fresh` stands behind the `who` of [`operations!`].
#[doc(hidden)]
#[macro_export]
macro_rules! is_fresh {
    () => {
        false
    };
    (fresh) => {
        true
    };
}

/// A type, or [`Nothing`].
#[doc(hidden)]
#[macro_export]
macro_rules! or_nothing {
    () => {
        $crate::operation::Nothing
    };
    ($given:ty) => {
        $given
    };
}
