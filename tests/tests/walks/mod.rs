//! Tests that nobody has to remember: they walk over every declared operation, so that a new one is
//! covered when it compiles, or fails until it gets a sample.

mod credentials;
mod cursors;
mod deceived;
mod declared;
mod isolation;
mod matrix;
mod nonsense;
mod reading;
mod repeated;
mod statements;
mod versions;

use diesel::PgConnection;
use perftrack_tests::{Client, client::Request, db::text};
use shared::{
    operation::{Access, Declaration},
    wire::id::OrganisationId,
};
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

/// Every row of an organisation as one hash: two that are equal say that nothing changed.
fn footprint(conn: &mut PgConnection, org: OrganisationId) -> String {
    footprint_beside(conn, org, &[])
}

/// The same, some tables left out. Who opened what, and who was refused what, is written by the way, a moment later.
fn footprint_beside(conn: &mut PgConnection, org: OrganisationId, besides: &[&str]) -> String {
    let hash =
        |table| format!("(SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t WHERE org_id = '{org}')");
    let told = |table: &&str| !["openings", "refusals"].contains(table) && !besides.contains(table);
    let tables: Vec<_> = crate::catalogue::tables("tenant").filter(told).map(hash).collect();
    text(conn, &format!("SELECT array_to_string(ARRAY[{}], ' ') AS text", tables.join(", ")))
}
