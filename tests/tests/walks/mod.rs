//! Tests that nobody has to remember: they walk over every declared operation, so that a new one is
//! covered when it compiles, or fails until it gets a sample.

mod credentials;
mod declared;

mod reading;

use perftrack_tests::{Client, client::Request};
use shared::operation::{Access, Declaration};
use uuid::Uuid;

/// Every operation that needs a session.
fn guarded() -> impl Iterator<Item = Declaration> {
    shared::every_operation().into_iter().filter(|declared| declared.access != Access::Public)
}

/// A request of an operation about nothing that exists, as `client`; without a body.
fn about_nothing(client: &Client, declared: &Declaration) -> Request {
    let mut path = String::new();
    for part in declared.path.split('/').skip(1) {
        path.push('/');
        path.push_str(&if part.starts_with('{') { Uuid::now_v7().to_string() } else { part.to_owned() });
    }
    client.raw(declared.method.as_str(), &path)
}
