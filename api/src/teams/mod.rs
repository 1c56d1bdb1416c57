//! Teams: nodes of the organisation's team tree.

mod changes;
mod queries;
mod routes;

use crate::http::Mounts;

pub(crate) use changes::{create, edit, remove};
pub(crate) use queries::{add, by_name, insert, lead, names, of_name};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(routes::list);
    mounts.member(routes::lines);
    mounts.member(routes::batch);
    mounts.member(routes::create);
    mounts.member(routes::edit);
    mounts.member(routes::delete);
}
