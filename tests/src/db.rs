//! Round the API: rows written and read by the superuser, for speed and for tests of the database itself.

use std::sync::OnceLock;

use api::{
    accounts::{jwt::Tokens, password::Hasher},
    config::{self, HashChoice, KeyRing},
};
use chrono::Utc;
use diesel::{PgConnection, prelude::*, sql_query, sql_types as sql};
use secrecy::ExposeSecret;
use shared::{
    access::Role,
    accounts::{Me, SecondFactorPolicy, SecondFactorState},
    organisations::{Directory, Organisation, WeekStart},
    wire::{
        PersonId, SessionId,
        id::{AccountId, OrganisationId},
    },
};
use uuid::Uuid;

use crate::{
    Client, Org, Persona, Server,
    org::{PASSWORD, new_person},
    server::{JWT_KEYS, PEPPERS},
    unique,
};

/// An organisation without people, straight into the tables.
pub fn db_organisation(conn: &mut PgConnection) -> OrganisationId {
    let org = OrganisationId(Uuid::now_v7());
    run(conn, &format!("INSERT INTO organisations (org_id, name) VALUES ('{org}', 'Org {}')", unique()));
    run(conn, &format!("INSERT INTO audit_heads (org_id) VALUES ('{org}')"));
    org
}

/// An active person with an account that has everybody's password.
pub fn db_person(conn: &mut PgConnection, org: OrganisationId, role: Role) -> (PersonId, AccountId) {
    let (person, account) = (PersonId(Uuid::now_v7()), AccountId(Uuid::now_v7()));
    let (name, email, hash) = (new_person(role).name, new_person(role).email, hash());
    run(
        conn,
        &format!(
            "INSERT INTO accounts (id, email, email_key, password_hash) VALUES ('{account}', '{email}', '{email}', '{hash}')"
        ),
    );
    run(
        conn,
        &format!(
            "INSERT INTO people (org_id, id, account_id, name, email, email_key, role, status)
             VALUES ('{org}', '{person}', '{account}', '{name}', '{email}', '{email}', '{role}', 'active')"
        ),
    );
    (person, account)
}

/// [`PASSWORD`] hashed once, as the servers would.
fn hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| password_hash(4))
}

/// [`PASSWORD`] hashed by bcrypt of that cost, as a server would.
pub fn password_hash(cost: u32) -> String {
    hashing(cost)()
}

/// Hashes [`PASSWORD`] at each call.
pub fn hashing(cost: u32) -> impl Fn() -> String {
    let peppers = KeyRing::parse(&PEPPERS.into()).expect("peppers");
    let hasher = Hasher::new(&config::Passwords { peppers, choice: HashChoice::Bcrypt(cost) }, 1).expect("a hasher");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    move || runtime.block_on(hasher.hash(PASSWORD.into())).expect("a hash")
}

/// A session of that person, and the token that names it.
pub fn db_session(
    conn: &mut PgConnection,
    org: OrganisationId,
    person: PersonId,
    account: AccountId,
) -> (SessionId, String) {
    let session = SessionId(Uuid::now_v7());
    run(
        conn,
        &format!(
            "INSERT INTO sessions (org_id, id, account_id, person_id, expires_at)
             VALUES ('{org}', '{session}', '{account}', '{person}', now() + interval '7 days')"
        ),
    );
    (session, db_token(account, session))
}

/// One more session of a person who has an account.
pub fn db_session_of(conn: &mut PgConnection, person: PersonId) -> SessionId {
    let org = organisation_of(conn, person);
    let account = text(conn, &format!("SELECT account_id::text AS text FROM people WHERE id = '{person}'"));
    db_session(conn, org, person, account.parse().expect("an id")).0
}

/// A token such as log-in gives, signed by the servers' own key.
pub fn db_token(account: AccountId, session: SessionId) -> String {
    let keys = KeyRing::parse(&JWT_KEYS.into()).expect("keys");
    let (token, _) = Tokens::new(&keys).issue(account, session, Utc::now()).expect("a token");
    token.expose_secret().to_owned()
}

impl Org {
    /// The quick way: an organisation whose Admin has a session, without mails and hashes.
    pub fn db_new() -> Self {
        Self::db_on(Server::shared())
    }

    /// The same on a server of its own.
    pub fn db_on(server: &'static Server) -> Self {
        let mut conn = server.database.admin();
        let org = db_organisation(&mut conn);
        let name = text(&mut conn, &format!("SELECT name AS text FROM organisations WHERE org_id = '{org}'"));
        Self::of(name, server, db_persona(server, org, Role::Admin, None))
    }

    /// The quick way: somebody new who reports to `manager`, with a session.
    pub fn db_person(&self, role: Role, manager: Option<&Persona>) -> Persona {
        let org = organisation_of(&mut self.server.database.admin(), self.admin().id);
        db_persona(self.server, org, role, manager)
    }
}

fn db_persona(server: &Server, org: OrganisationId, role: Role, manager: Option<&Persona>) -> Persona {
    let mut conn = server.database.admin();
    let (person_id, account) = db_person(&mut conn, org, role);
    if let Some(manager) = manager {
        let (line, manager) = (Uuid::now_v7(), manager.id);
        run(
            &mut conn,
            &format!(
                "BEGIN; SET LOCAL app.org_id = '{org}';
                 INSERT INTO reporting_lines (org_id, id, person_id, manager_id)
                 VALUES ('{org}', '{line}', '{person_id}', '{manager}'); COMMIT"
            ),
        );
    }
    let (_, token) = db_session(&mut conn, org, person_id, account);
    let text = |column: &str, conn: &mut PgConnection| {
        text(conn, &format!("SELECT {column} AS text FROM people WHERE id = '{person_id}'"))
    };
    let organisation = Organisation {
        name: String::new(),
        time_zone: "UTC".to_owned(),
        week_starts_on: WeekStart::Monday,
        directory: Directory::Organisation,
        check_in_days: 7,
        second_factor: SecondFactorPolicy::Optional,
        closes_at: None,
        sandbox_days_ahead: None,
        version: 1,
    };
    let me = Me {
        person_id,
        name: text("name", &mut conn),
        email: text("email", &mut conn),
        role,
        organisation,
        organisations: Vec::new(),
        second_factor: SecondFactorState::Optional,
        by_provider: false,
        expires_at: Utc::now(),
    };
    Persona::of(Client::visitor(server).with_token(token), me)
}

/// The organisation a person is in.
pub fn organisation_of(conn: &mut PgConnection, person: PersonId) -> OrganisationId {
    let org = text(conn, &format!("SELECT org_id::text AS text FROM people WHERE id = '{person}'"));
    org.parse().expect("an id")
}

/// One text.
#[derive(Debug, QueryableByName)]
pub struct TextRow {
    /// The column `text`.
    #[diesel(sql_type = sql::Text)]
    pub text: String,
}

/// The column `text` of every row of a query.
pub fn texts(conn: &mut PgConnection, query: &str) -> Vec<String> {
    let rows: Vec<TextRow> = sql_query(query).load(conn).unwrap_or_else(|error| panic!("{query}: {error}"));
    rows.into_iter().map(|row| row.text).collect()
}

/// The column `text` of a query's only row.
pub fn text(conn: &mut PgConnection, query: &str) -> String {
    texts(conn, query).pop().unwrap_or_else(|| panic!("no row: {query}"))
}

/// How many rows `from` has: a table, perhaps with a condition.
pub fn count(conn: &mut PgConnection, from: &str) -> i64 {
    text(conn, &format!("SELECT count(*)::text AS text FROM {from}")).parse().expect("a number")
}

/// Runs statements that must succeed.
pub fn run(conn: &mut PgConnection, statements: &str) {
    use diesel::connection::SimpleConnection;
    conn.batch_execute(statements).unwrap_or_else(|error| panic!("{statements}: {error}"));
}
