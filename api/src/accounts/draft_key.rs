//! The key for what forms keep on a device: the account's own, made from the server's, and written down nowhere.

use base64::{Engine, engine::general_purpose::STANDARD};
use shared::accounts::{DraftKey, ReadDraftKey};

use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply},
};

pub(super) fn show(ask: &Ask<ReadDraftKey>, tx: &mut TenantTx<'_>) -> Answered<ReadDraftKey> {
    let context = format!("accounts.drafts/{}", tx.actor.account);
    let key = STANDARD.encode(ask.sealer.derive(&context)?);
    let older = ask.sealer.derive_older(&context)?.into_iter().map(|key| STANDARD.encode(key)).collect();
    Ok(Reply::new(DraftKey { key, older }))
}
