//! Everybody in an organisation, each as themselves.

use diesel::PgConnection;
use perftrack_tests::{
    Client, Server,
    db::{db_token, run, texts},
};
use shared::wire::{PersonId, id::OrganisationId};

/// Somebody with a session.
pub(super) struct Member {
    pub id: PersonId,
    pub name: String,
    pub manager: Option<PersonId>,
    pub client: Client,
}

/// Everybody, by name, each with a session of their own.
pub(super) fn members(conn: &mut PgConnection, org: OrganisationId, server: &Server) -> Vec<Member> {
    run(
        conn,
        &format!(
            "INSERT INTO sessions (org_id, id, account_id, person_id, expires_at)
             SELECT org_id, gen_random_uuid(), account_id, id, now() + interval '7 days'
             FROM people WHERE org_id = '{org}' AND status = 'active'"
        ),
    );
    let all = format!(
        "SELECT DISTINCT ON (p.name, p.id)
                concat_ws('|', p.id, p.account_id, s.id, coalesce(l.manager_id::text, ''), p.name) AS text
         FROM people p
         JOIN sessions s ON s.org_id = p.org_id AND s.person_id = p.id
         LEFT JOIN reporting_lines l ON l.org_id = p.org_id AND l.person_id = p.id AND l.valid_to IS NULL
         WHERE p.org_id = '{org}' AND p.status = 'active'
         ORDER BY p.name, p.id"
    );
    let member = |row: String| {
        let parts: Vec<&str> = row.split('|').collect();
        let [id, account, session, manager, name] = parts[..] else { panic!("five parts: {row}") };
        let token = db_token(account.parse().expect("an id"), session.parse().expect("an id"));
        Member {
            id: id.parse().expect("an id"),
            name: name.to_owned(),
            manager: manager.parse().ok(),
            client: Client::visitor(server).with_token(token),
        }
    };
    texts(conn, &all).into_iter().map(member).collect()
}
