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
}
