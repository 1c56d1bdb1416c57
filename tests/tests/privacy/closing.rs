//! An organisation closes: thirty days later nothing of it is left, and nothing of anybody else is touched.

use chrono::{DateTime, TimeDelta, Utc};
use perftrack_tests::{
    Client, Org, Refused, Server,
    client::Called,
    db::{count, db_organisation, db_session, organisation_of, run, text},
    eventually, unique,
};
use shared::{
    access::Role,
    accounts::ReadMe,
    operation::Nothing,
    privacy::{CLOSING_DAYS, CloseOrganisation, ClosingConfirmation, KeepOrganisation, ReadClosing},
    problem::Code,
};
use uuid::Uuid;

use super::{Ground, again::perftrack};

fn closes(by: &Client, name: &str) -> Called<CloseOrganisation> {
    by.call::<CloseOrganisation>(Nothing {}, Nothing {}, ClosingConfirmation { name: name.to_owned() })
}

fn keeps(by: &Client) -> Called<KeepOrganisation> {
    by.call::<KeepOrganisation>(Nothing {}, Nothing {}, ())
}

fn day_shown_to(who: &Client) -> Option<DateTime<Utc>> {
    who.call::<ReadMe>(Nothing {}, Nothing {}, ()).expect("who they are").organisation.closes_at
}

fn name_of(org: &Org) -> String {
    org.admin().call::<ReadClosing>(Nothing {}, Nothing {}, ()).expect("how it stands").name
}

/// What was written to somebody so far.
fn subjects(org: &Org, to: &str) -> Vec<String> {
    org.server.mailbox.all_to(to).into_iter().map(|mail| mail.subject).collect()
}

#[test]
fn an_admin_closes_it_with_its_name_typed_out_and_any_of_them_keeps_it() {
    let org = Org::db_on(Server::shared());
    let (other_admin, employee) = (org.db_person(Role::Admin, None), org.db_person(Role::Employee, None));
    let name = name_of(&org);
    closes(org.admin(), "Another name").refused_at("name", "not_the_name");
    for role in [Role::Employee, Role::Manager] {
        let person = org.db_person(role, None);
        closes(&person, &name).refused(Code::Forbidden);
        keeps(&person).refused(Code::Forbidden);
    }
    assert_eq!(day_shown_to(&employee), None);
    keeps(org.admin()).refused_at("closes_at", "not_allowed_now");

    let closing = closes(org.admin(), &name).expect("it is to close");
    let day = closing.closes_at.expect("a day");
    assert_eq!((day - Utc::now() + TimeDelta::hours(1)).num_days(), CLOSING_DAYS);
    assert_eq!(closing.people, 5);
    assert_eq!(day_shown_to(&employee), Some(day), "everybody sees it, to take out what is theirs");
    for admin in [org.admin(), &other_admin] {
        let mail = org.server.mailbox.first_to(&admin.email);
        assert_eq!(mail.subject, format!("{name} will be deleted from PerfTrack"));
        assert!(mail.text.contains(&org.admin().name), "{}", mail.text);
    }
    assert_eq!(closes(org.admin(), &name).expect("once more changes nothing").closes_at, Some(day));

    assert_eq!(keeps(&other_admin).expect("it stays").closes_at, None);
    assert_eq!(day_shown_to(&employee), None);
    let stays = format!("{name} stays on PerfTrack");
    org.server.mailbox.wait_for_subject(&org.admin().email, &stays, 1);
    assert_eq!(subjects(&org, &org.admin().email).len(), 2, "who asks once more writes no more letters");
    assert_eq!(subjects(&org, &employee.email), Vec::<String>::new());
}

/// One hash of all that an organisation has. Who opened what, and who was refused what, is written by the way, a moment later.
fn footprint(org: &Org, id: &str) -> String {
    let hash =
        |table| format!("(SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t WHERE org_id = '{id}')");
    let told = |table: &&str| !["openings", "refusals"].contains(table);
    let tables: Vec<_> = crate::catalogue::tables("tenant").filter(told).map(hash).collect();
    let query = format!("SELECT array_to_string(ARRAY[{}], ' ') AS text", tables.join(", "));
    text(&mut org.server.database.admin(), &query)
}

/// Rows of all tenant tables that an organisation has.
fn rows(org: &Org, id: &str) -> i64 {
    let mut conn = org.server.database.admin();
    crate::catalogue::tables("tenant").map(|table| count(&mut conn, &format!("{table} WHERE org_id = '{id}'"))).sum()
}

#[test]
fn all_of_it_goes_and_nothing_of_anybody_else() {
    let server = Server::alone(&[]);
    let (closed, stays) = (Ground::on(server), Ground::on(server));
    let (closed_id, stays_id) = (closed.org_id(), stays.org_id());
    let mut conn = server.database.admin();
    let elsewhere = in_another_organisation(&closed);
    let account = |email: &str| format!("accounts WHERE email_key = lower('{email}')");
    let before = footprint(&stays.org, &stays_id);
    assert!(rows(&closed.org, &closed_id) > 20, "there is something to delete");

    let file = std::env::temp_dir().join(format!("perftrack-closed-{}", unique()));
    let line = format!(r#"{{"closed_organisation":"{closed_id}","closed_at":"2026-11-29T00:00:00Z"}}"#);
    std::fs::write(&file, line).expect("the list is written");
    let path = file.to_str().expect("a path");
    assert_eq!(perftrack(&server.database, &["erase-again", path]).trim(), "1 erased once more");
    assert_eq!(rows(&closed.org, &closed_id), 0);
    assert_eq!(footprint(&stays.org, &stays_id), before, "nothing of another organisation is touched");

    assert_eq!(count(&mut conn, &account(&closed.leaver.email)), 0, "nobody anywhere");
    assert_eq!(count(&mut conn, &account(&closed.peer.email)), 1, "somebody elsewhere");
    elsewhere.call::<ReadMe>(Nothing {}, Nothing {}, ()).expect("they go on there");
    closed.leaver.call::<ReadMe>(Nothing {}, Nothing {}, ()).refused(Code::Unauthenticated);
    closed.org.admin().call::<ReadMe>(Nothing {}, Nothing {}, ()).refused(Code::Unauthenticated);

    let gone = perftrack(&server.database, &["erasures"]);
    assert!(gone.contains(&closed_id) && gone.contains("closed_organisation"), "{gone}");
    assert_eq!(perftrack(&server.database, &["erase-again", path]).trim(), "0 erased once more", "it is gone already");
    let _ = std::fs::remove_file(&file);
}

/// Has the peer be somebody in another organisation by the same account; their session there.
fn in_another_organisation(ground: &Ground) -> Client {
    let mut conn = ground.org.server.database.admin();
    let (there, id, peer) = (db_organisation(&mut conn), Uuid::now_v7(), ground.peer.id);
    let account = text(&mut conn, &format!("SELECT account_id::text AS text FROM people WHERE id = '{peer}'"));
    run(
        &mut conn,
        &format!(
            "INSERT INTO people (org_id, id, account_id, name, email, email_key, role, status)
             SELECT '{there}', '{id}', account_id, 'Elsewhere', email, email_key, 'employee', 'active'
             FROM people WHERE id = '{peer}'"
        ),
    );
    let (_, token) = db_session(&mut conn, there, id.into(), account.parse().expect("an id"));
    Client::visitor(ground.org.server).with_token(token)
}

#[test]
fn nothing_is_deleted_before_its_day_or_from_within_another_organisation() {
    let org = Org::db_on(Server::shared());
    let other = Org::db_on(Server::shared());
    let mut admin = org.server.database.admin();
    let [id, other_id] = [&org, &other].map(|org| organisation_of(&mut org.server.database.admin(), org.admin().id));
    let mut conn = org.server.database.connect_as("pt_app");
    let close = format!("SELECT coalesce(close_organisation('{id}')::text, 'nothing') AS text");
    for closes_at in ["NULL", "now() + interval '1 minute'"] {
        run(&mut admin, &format!("UPDATE organisations SET closes_at = {closes_at} WHERE org_id = '{id}'"));
        run(&mut conn, &format!("BEGIN; SET LOCAL app.org_id = '{id}'"));
        assert_eq!(text(&mut conn, &close), "nothing");
        run(&mut conn, "COMMIT");
    }
    assert_eq!(count(&mut admin, &format!("people WHERE org_id = '{id}'")), 1);
    run(&mut admin, &format!("UPDATE organisations SET closes_at = now() WHERE org_id = '{id}'"));
    run(&mut conn, &format!("BEGIN; SET LOCAL app.org_id = '{other_id}'"));
    let refused = diesel::connection::SimpleConnection::batch_execute(&mut conn, &close);
    assert!(refused.is_err_and(|error| error.to_string().contains("another organisation is entered")));
    run(&mut conn, "ROLLBACK");
    assert_eq!(count(&mut admin, &format!("people WHERE org_id IN ('{id}', '{other_id}')")), 2);
    run(&mut admin, &format!("UPDATE organisations SET closes_at = NULL WHERE org_id = '{id}'"));
}

#[test]
fn admins_hear_of_it_a_week_before_a_day_before_and_when_it_is_done() {
    let org = Org::db_on(Server::alone(&[("PERFTRACK_ROUNDS", "on")]));
    let (name, email) = (name_of(&org), org.admin().email.clone());
    closes(org.admin(), &name).expect("it is to close");
    let mailbox = &org.server.mailbox;
    let soon = format!("{name} will be deleted from PerfTrack soon");
    let ends_in = |left: &str| {
        run(
            &mut org.server.database.admin(),
            &format!("UPDATE organisations SET closes_at = now() + interval '{left}'"),
        );
    };
    ends_in("6 days");
    mailbox.wait_for_subject(&email, &soon, 1);
    ends_in("12 hours");
    mailbox.wait_for_subject(&email, &soon, 2);
    ends_in("0 seconds");
    let gone = mailbox.wait_for_subject(&email, &format!("{name} is deleted from PerfTrack"), 1);
    assert!(gone.text.contains("Backups still hold it"), "{}", gone.text);
    eventually("nothing is left of it", || count(&mut org.server.database.admin(), "people") == 0);
    assert_eq!(count(&mut org.server.database.admin(), "closed_organisations"), 1);
}
