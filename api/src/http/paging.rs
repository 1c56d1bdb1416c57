//! Keyset cursors: opaque, bound to the list and its filters, never trusted.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use shared::{
    problem::Code,
    wire::{Limit, Page},
};

use super::Failure;

/// Ties a cursor to one list with these filters: a short hash of both.
pub struct List([u8; 8]);

impl List {
    /// The list `name` with `filters` (without cursor and limit).
    pub fn new(name: &str, filters: &impl Serialize) -> Result<Self, Failure> {
        let filters = serde_json::to_vec(filters).map_err(Failure::fault)?;
        let hash = Sha256::new().chain_update(name).chain_update([0]).chain_update(filters).finalize();
        let mut tie = [0; 8];
        tie.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        Ok(Self(tie))
    }

    /// The position a cursor names; 400 if it isn't one of this list.
    pub fn position<P: DeserializeOwned>(&self, cursor: Option<&str>) -> Result<Option<P>, Failure> {
        let Some(cursor) = cursor else {
            return Ok(None);
        };
        let read = || {
            let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
            let position = bytes.strip_prefix(&self.0)?;
            serde_json::from_slice(position).ok()
        };
        read().map(Some).ok_or_else(|| Code::BadCursor.into())
    }

    /// A page from one row more than `limit`, which tells whether there is another page.
    pub fn page<R, T, P: Serialize>(
        &self,
        mut rows: Vec<R>,
        limit: Limit,
        position: impl Fn(&R) -> P,
        item: impl FnMut(R) -> T,
    ) -> Result<Page<T>, Failure> {
        let limit = usize::try_from(limit.get()).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = match rows.last().filter(|_| more) {
            Some(last) => {
                let mut bytes = self.0.to_vec();
                serde_json::to_writer(&mut bytes, &position(last)).map_err(Failure::fault)?;
                Some(URL_SAFE_NO_PAD.encode(bytes))
            }
            None => None,
        };
        Ok(Page { items: rows.into_iter().map(item).collect(), next_cursor })
    }

    /// A page of rows that are all here, in the order of their positions: those that come `after` one.
    pub fn page_of_all<T, P: Serialize + PartialOrd>(
        &self,
        rows: impl IntoIterator<Item = T>,
        limit: Limit,
        after: Option<&P>,
        position: impl Fn(&T) -> P,
    ) -> Result<Page<T>, Failure> {
        let rest = rows.into_iter().filter(|row| after.is_none_or(|after| position(row) > *after));
        let rows = rest.take(usize::try_from(limit.get()).unwrap_or(usize::MAX).saturating_add(1)).collect();
        self.page(rows, limit, &position, |row| row)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Position = (String, u64);

    fn list(name: &str, filters: &str) -> List {
        List::new(name, &filters).unwrap()
    }

    /// A page of `rows` after a cursor, as a query would give it.
    fn page(list: &List, rows: &[Position], limit: Limit, cursor: Option<&str>) -> Result<Page<Position>, Failure> {
        let after: Option<Position> = list.position(cursor)?;
        list.page_of_all(rows.iter().cloned(), limit, after.as_ref(), Clone::clone)
    }

    proptest! {
        #[test]
        fn pages_give_every_row_once_in_order(
            mut rows in prop::collection::vec((".{0,4}", any::<u64>()), 0..60), limit in 1u16..20,
        ) {
            rows.sort();
            rows.dedup();
            let (list, limit) = (list("people", "{}"), Limit::new(limit).unwrap());
            let (mut read, mut cursor, mut pages) = (Vec::new(), None, 0);
            loop {
                let page = page(&list, &rows, limit, cursor.as_deref()).unwrap();
                prop_assert!(page.items.len() <= usize::try_from(limit.get()).unwrap());
                read.extend(page.items);
                cursor = page.next_cursor;
                pages += 1;
                if cursor.is_none() {
                    break;
                }
                prop_assert!(pages <= rows.len());
            }
            prop_assert_eq!(read, rows);
        }

        #[test]
        fn a_cursor_is_good_for_its_own_list_only(
            a in "[a-z]{0,3}", b in "[a-z]{0,3}", filters in ".{0,8}", others in ".{0,8}", row in (".{0,4}", any::<u64>()),
        ) {
            let rows = [row.clone(), (format!("{}+", row.0), row.1)];
            let own = list(&a, &filters);
            let cursor = own.page(rows.to_vec(), Limit::new(1).unwrap(), Clone::clone, |row| row).unwrap().next_cursor;
            prop_assert_eq!(own.position::<Position>(cursor.as_deref()).unwrap(), Some(row));
            let elsewhere = list(&b, &others).position::<Position>(cursor.as_deref());
            prop_assert_eq!(elsewhere.is_ok(), (a, filters) == (b, others));
        }

        #[test]
        fn what_was_never_given_is_no_cursor(text in "\\PC{0,60}", bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            for cursor in [text, URL_SAFE_NO_PAD.encode(bytes)] {
                let refused = list("people", "{}").position::<Position>(Some(&cursor)).unwrap_err();
                prop_assert_eq!(refused.code(), Code::BadCursor);
            }
        }

        #[test]
        fn a_cursor_that_was_tampered_with_moves_no_further_than_a_position(
            row in (".{0,4}", any::<u64>()), at in any::<prop::sample::Index>(), to in any::<u8>(),
        ) {
            let list = list("people", "{}");
            let rows = vec![row.clone(), row];
            let cursor = list.page(rows, Limit::new(1).unwrap(), Clone::clone, |row| row).unwrap().next_cursor.unwrap();
            let mut bytes = URL_SAFE_NO_PAD.decode(cursor).unwrap();
            let at = at.index(bytes.len());
            let changed = bytes[at] != to;
            bytes[at] = to;
            let read = list.position::<Position>(Some(&URL_SAFE_NO_PAD.encode(bytes)));
            prop_assert!(at >= 8 || read.is_err() == changed);
        }
    }
}
