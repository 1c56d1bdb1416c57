//! Apps and what they were allowed, as they are kept and shown.

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{Array, BigInt, Binary, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::{
    access::Relation,
    api_tokens::Scope,
    oauth::{OauthApp, OauthGrant},
    people::PersonRef,
    wire::{OauthAppId, OauthGrantId, PersonId},
};

use crate::db::{Resource, TenantTx, schema::oauth_apps};

/// An app as it is kept. The whole organisation's: whoever manages them manages each.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = oauth_apps)]
pub(super) struct AppRow {
    pub id: OauthAppId,
    pub name: String,
    pub redirect_uris: Vec<String>,
    pub is_confidential: bool,
    scopes: Vec<String>,
    version: i64,
}

impl AppRow {
    /// What it may ask for.
    pub fn scopes(&self) -> Vec<Scope> {
        known(&self.scopes)
    }
}

impl Resource for AppRow {
    type Id = OauthAppId;

    fn find(tx: &mut TenantTx<'_>, id: OauthAppId) -> QueryResult<Option<Self>> {
        oauth_apps::table.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: OauthAppId) -> QueryResult<Option<i64>> {
        let row = oauth_apps::table.find((tx.org(), id.0));
        row.select(oauth_apps::version).for_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        Relation::Organisation
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// Scopes by their names. What a newer server gave, and this one doesn't know, is left out: it allows nothing here.
pub(super) fn known(scopes: &[String]) -> Vec<Scope> {
    scopes.iter().filter_map(|name| Scope::parse(name)).collect()
}

/// An app as it is shown.
#[derive(QueryableByName)]
pub(super) struct ShownRow {
    #[diesel(sql_type = SqlUuid)]
    id: OauthAppId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Array<Text>)]
    redirect_uris: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    scopes: Vec<String>,
    #[diesel(sql_type = Bool)]
    is_confidential: bool,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    secret_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = BigInt)]
    grants: i64,
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
    pub fn shown(self) -> OauthApp {
        OauthApp {
            scopes: known(&self.scopes),
            id: self.id,
            name: self.name,
            redirect_uris: self.redirect_uris,
            is_confidential: self.is_confidential,
            secret_at: self.secret_at,
            grants: self.grants,
            created_by: PersonRef { id: self.made_by, name: self.made_by_name },
            created_at: self.created_at,
            version: self.version,
        }
    }
}

/// What somebody allowed an app, as it is shown.
#[derive(QueryableByName)]
pub(super) struct GrantRow {
    #[diesel(sql_type = SqlUuid)]
    id: OauthGrantId,
    #[diesel(sql_type = SqlUuid)]
    app_id: OauthAppId,
    #[diesel(sql_type = Text)]
    app: String,
    #[diesel(sql_type = SqlUuid)]
    person_id: PersonId,
    #[diesel(sql_type = Text)]
    person_name: String,
    #[diesel(sql_type = Array<Text>)]
    scopes: Vec<String>,
    #[diesel(sql_type = Timestamptz)]
    created_at: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    ends_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    last_used_at: Option<DateTime<Utc>>,
}

impl GrantRow {
    pub fn shown(self) -> OauthGrant {
        OauthGrant {
            scopes: known(&self.scopes),
            id: self.id,
            app_id: self.app_id,
            app: self.app,
            person: PersonRef { id: self.person_id, name: self.person_name },
            created_at: self.created_at,
            expires_at: self.ends_at,
            last_used_at: self.last_used_at,
        }
    }
}

/// What somebody allowed an app, held until the transaction ends.
#[derive(QueryableByName)]
pub(super) struct Held {
    #[diesel(sql_type = SqlUuid)]
    pub id: OauthGrantId,
    #[diesel(sql_type = SqlUuid)]
    pub app_id: OauthAppId,
    #[diesel(sql_type = Text)]
    pub app: String,
    #[diesel(sql_type = Bool)]
    pub is_confidential: bool,
    /// The hash of the app's secret.
    #[diesel(sql_type = Nullable<Binary>)]
    pub app_secret: Option<Vec<u8>>,
    /// Of what was allowed, what the app may still ask for.
    #[diesel(sql_type = Array<Text>)]
    scopes: Vec<String>,
    #[diesel(sql_type = Text)]
    pub redirect_uri: String,
    #[diesel(sql_type = Text)]
    pub challenge: String,
    /// Whether the code was used.
    #[diesel(sql_type = Bool)]
    pub begun: bool,
    #[diesel(sql_type = Bool)]
    pub code_is_good: bool,
    /// The hash of the secret of the present refresh token.
    #[diesel(sql_type = Nullable<Binary>)]
    pub refresh_secret: Option<Vec<u8>>,
    #[diesel(sql_type = Bool)]
    pub by_provider: bool,
    /// Whether it is over by itself.
    #[diesel(sql_type = Bool)]
    pub is_over: bool,
    /// How long it lasts at the most.
    #[diesel(sql_type = Timestamptz)]
    pub lasts_until: DateTime<Utc>,
    /// Where whoever allowed it gets their mail.
    #[diesel(sql_type = Text)]
    pub email: String,
}

impl Held {
    /// What the app may do by it.
    pub fn scopes(&self) -> Vec<Scope> {
        known(&self.scopes)
    }
}
