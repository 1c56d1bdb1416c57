//! Search: everything one may see that is called something like what was typed. Each kind of thing is a branch of
//! `hits.sql` and starts from its `visible_…` view.

mod queries;

use shared::search::{Hits, LEAST, Search};

use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, Mounts, Reply},
};

/// Nobody types more.
const MOST: usize = 200;

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(find);
}

fn find(ask: &Ask<Search>, tx: &mut TenantTx<'_>) -> Answered<Search> {
    let wanted = ask.query.q.trim();
    let length = wanted.chars().count();
    if length > MOST {
        return Err(Failure::field("q", &format!("too_long:{MOST}")));
    }
    let items = if length < LEAST { Vec::new() } else { queries::hits(tx, wanted)? };
    Ok(Reply::new(Hits { items }))
}
