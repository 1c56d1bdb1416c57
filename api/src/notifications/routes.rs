use shared::notifications::{CountUnread, ListNotices, NoticeFilter, ReadAllNotices, ReadNotices, Unread};

use super::queries;
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply, paging::List},
};

pub(super) fn list(ask: &Ask<ListNotices>, tx: &mut TenantTx<'_>) -> Answered<ListNotices> {
    let filter = NoticeFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("notices", &filter)?, ask.query.limit.unwrap_or_default());
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, &filter, limit, after)?;
    let mut page = list.page(rows, limit, |row| row.id, |row| row.shown())?;
    // What a newer server told, and this one doesn't know, is left out.
    let items = page.items.drain(..).flatten().collect();
    Ok(Reply::new(shared::wire::Page { items, next_cursor: page.next_cursor }))
}

pub(super) fn unread(_: &Ask<CountUnread>, tx: &mut TenantTx<'_>) -> Answered<CountUnread> {
    Ok(Reply::new(Unread { count: queries::unread(tx)? }))
}

pub(super) fn read(ask: &Ask<ReadNotices>, tx: &mut TenantTx<'_>) -> Answered<ReadNotices> {
    let mut ids: Vec<_> = ask.body.ids.clone();
    ids.sort();
    ids.dedup();
    if queries::mark_read(tx, &ids)? != ids.len() {
        return Err(Failure::field("ids", "unknown"));
    }
    tx.note(Event::general("notifications.read").after(&ids.len()))?;
    Ok(Reply::new(Unread { count: queries::unread(tx)? }))
}

pub(super) fn read_all(ask: &Ask<ReadAllNotices>, tx: &mut TenantTx<'_>) -> Answered<ReadAllNotices> {
    let through = ask.body.through;
    if !queries::is_theirs(tx, through)? {
        return Err(Failure::field("through", "unknown"));
    }
    let read = queries::mark_read_through(tx, through)?;
    tx.note(Event::general("notifications.read").after(&read))?;
    Ok(Reply::new(Unread { count: queries::unread(tx)? }))
}
