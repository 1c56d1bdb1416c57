//! The tables of this feature.

mod groups;
mod settings;
mod users;

pub(super) use groups::{GroupFilter, GroupRow, MemberRow, empty_of_hidden, group, groups, link_group, members};
pub(super) use settings::{Settings, arrivals, kept, lock, note_call, set, settings};
pub(super) use users::{Link, UserFilter, UserRow, gone, link, remove, user, users};

use diesel::{QueryableByName, sql_types::BigInt};

/// How many there are.
#[derive(QueryableByName)]
struct CountRow {
    #[diesel(sql_type = BigInt)]
    count: i64,
}
