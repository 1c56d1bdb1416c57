//! What leaves a sandbox: nothing but mails to its maker.

use perftrack_tests::{
    Org, Server,
    db::{count, run},
    org::new_person,
};
use shared::{
    access::Role,
    operation::Nothing,
    people::CreatePerson,
    sandboxes::{RemoveSandbox, SandboxPath},
};

use super::Ground;

/// Puts a mail into the outbox in a transaction of the sandbox, as whatever the server's code would.
fn writes_to(ground: &Ground, to: &str) {
    run(
        &mut ground.org.server.database.admin(),
        &format!(
            "BEGIN; SET LOCAL app.org_id = '{}';
             INSERT INTO mails (id, recipient, subject, text_body, html_body)
             VALUES (gen_random_uuid(), '{to}', 'News', '', ''); COMMIT",
            ground.id()
        ),
    );
}

fn waiting(ground: &Ground, to: &str) -> i64 {
    count(&mut ground.org.server.database.admin(), &format!("mails WHERE lower(recipient) = lower('{to}')"))
}

#[test]
fn nobody_is_written_to_but_whoever_made_it() {
    let ground = Ground::new();
    let maker = ground.org.admin().email.clone();
    let before = waiting(&ground, &maker);
    writes_to(&ground, &maker);
    let marked = format!("mails WHERE lower(recipient) = lower('{maker}') AND subject = '[Sandbox] News'");
    assert_eq!(waiting(&ground, &maker), before + 1);
    assert_eq!(count(&mut ground.org.server.database.admin(), &marked), 1, "it says where it comes from");
    let somebody = ["else-", &ground.maker.to_string(), "@example.com"].concat();
    writes_to(&ground, &somebody);
    assert_eq!(waiting(&ground, &somebody), 0);
}

#[test]
fn its_end_is_told_to_nobody_but_whoever_made_it() {
    let ground = Ground::of(Org::db_on(Server::alone(&[("PERFTRACK_ROUNDS", "on")])));
    let new = new_person(Role::Admin);
    let email = new.email.clone();
    let id = ground.admin.call::<CreatePerson>(Nothing {}, Nothing {}, new).expect("a person").id;
    ground.as_program(id);
    let path = SandboxPath { id: ground.sandbox.id };
    ground.org.admin().call::<RemoveSandbox>(path, Nothing {}, ()).expect("removed");
    let subject = format!("{} is deleted from PerfTrack", ground.sandbox.name);
    ground.org.server.mailbox.wait_for_subject(&ground.org.admin().email, &subject, 1);
    assert_eq!(waiting(&ground, &email), 0, "they were made up, and the address is somebody's");
}

#[test]
fn no_invitation_leaves_it() {
    let ground = Ground::new();
    let new = shared::people::NewPerson { invite: true, ..new_person(Role::Employee) };
    let email = new.email.clone();
    ground.admin.call::<CreatePerson>(Nothing {}, Nothing {}, new).expect("a person");
    assert_eq!(waiting(&ground, &email), 0);
}

#[test]
fn nobody_is_written_to_who_was_made_up() {
    let org = Org::db_new();
    let mut conn = org.server.database.admin();
    run(
        &mut conn,
        "INSERT INTO mails (id, recipient, subject, text_body, html_body)
         VALUES (gen_random_uuid(), 'mina.park@nowhere.sandbox.invalid', 'Reset', '', '')",
    );
    assert_eq!(count(&mut conn, "mails WHERE recipient LIKE '%.sandbox.invalid'"), 0);
}
