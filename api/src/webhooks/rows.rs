use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{Array, BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::{
    access::Relation,
    events::EventType,
    people::PersonRef,
    webhooks::{Webhook, WebhookState, WebhookTrouble},
    wire::{PersonId, WebhookId},
};

use crate::db::{Resource, TenantTx, schema::webhook_endpoints};

/// An address as it is kept. The whole organisation's: whoever manages them manages each.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = webhook_endpoints)]
pub(super) struct EndpointRow {
    pub id: WebhookId,
    pub url: String,
    /// Sealed.
    pub secret: Vec<u8>,
    pub shown_at: Option<DateTime<Utc>>,
    /// Sealed.
    pub old_secret: Option<Vec<u8>>,
    pub old_secret_until: Option<DateTime<Utc>>,
    pub state: WebhookState,
    types: Vec<String>,
    version: i64,
}

impl EndpointRow {
    /// Which events are sent there; all if none is named. What a newer server can tell, and this one doesn't know, is left out.
    pub fn types(&self) -> Vec<EventType> {
        known(&self.types)
    }

    /// The secret, and the one before as long as it is good: sealed.
    pub fn secrets(&self, now: DateTime<Utc>) -> impl Iterator<Item = &[u8]> {
        let old = self.old_secret.as_deref().filter(|_| self.old_secret_until.is_some_and(|until| now < until));
        std::iter::once(self.secret.as_slice()).chain(old)
    }
}

impl Resource for EndpointRow {
    type Id = WebhookId;

    fn find(tx: &mut TenantTx<'_>, id: WebhookId) -> QueryResult<Option<Self>> {
        webhook_endpoints::table.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: WebhookId) -> QueryResult<Option<i64>> {
        let row = webhook_endpoints::table.find((tx.org(), id.0));
        row.select(webhook_endpoints::version).for_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        Relation::Organisation
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// Types by their names.
pub(super) fn known(types: &[String]) -> Vec<EventType> {
    types.iter().filter_map(|name| EventType::parse(name)).collect()
}

/// An address as it is shown.
#[derive(Debug, QueryableByName)]
pub(super) struct ShownRow {
    #[diesel(sql_type = SqlUuid)]
    id: WebhookId,
    #[diesel(sql_type = Text)]
    url: String,
    #[diesel(sql_type = Text)]
    description: String,
    #[diesel(sql_type = Array<Text>)]
    types: Vec<String>,
    #[diesel(sql_type = Text)]
    state: WebhookState,
    #[diesel(sql_type = Nullable<Text>)]
    trouble: Option<WebhookTrouble>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    failing_since: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    delivered_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = BigInt)]
    waiting: i64,
    #[diesel(sql_type = BigInt)]
    failed: i64,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    shown_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    old_secret_until: Option<DateTime<Utc>>,
    #[diesel(sql_type = SqlUuid)]
    made_by: PersonId,
    #[diesel(sql_type = Text)]
    made_by_name: String,
    #[diesel(sql_type = Timestamptz)]
    created_at: DateTime<Utc>,
    #[diesel(sql_type = BigInt)]
    version: i64,
}

impl ShownRow {
    pub fn shown(self) -> Webhook {
        Webhook {
            types: known(&self.types),
            id: self.id,
            url: self.url,
            description: self.description,
            state: self.state,
            trouble: self.trouble,
            failing_since: self.failing_since,
            delivered_at: self.delivered_at,
            waiting: self.waiting,
            failed: self.failed,
            secret_at: self.shown_at,
            old_secret_until: self.old_secret_until,
            created_by: PersonRef { id: self.made_by, name: self.made_by_name },
            created_at: self.created_at,
            version: self.version,
        }
    }
}
