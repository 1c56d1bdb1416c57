//! Somebody is erased: nothing tells who they were, and whatever isn't theirs alone goes on.

use perftrack_tests::{
    Client, Org, Refused, Server,
    db::{count, db_organisation, db_session, run, text, texts},
    org::new_person,
    unique,
};
use serde_json::json;
use shared::{
    access::Role,
    accounts::ReadMe,
    operation::Nothing,
    people::{
        CreatePerson, DeactivatePerson, EditPerson, NewPerson, PersonChanges, PersonPath, ReactivatePerson, ReadPerson,
    },
    privacy::{ErasePerson, ErasureConfirmation, ErasurePreview, KeptOfPerson, PreviewErasure},
    problem::Code,
};
use uuid::Uuid;

use super::{Ground, made, taken};

fn preview(ground: &Ground, by: &Client) -> perftrack_tests::client::Called<PreviewErasure> {
    by.call::<PreviewErasure>(PersonPath { id: ground.leaver.id }, Nothing {}, ())
}

/// Tables of the whole database in which a text stands, plain or as bytes.
fn holding(ground: &Ground, word: &str) -> Vec<String> {
    let mut conn = ground.org.server.database.admin();
    let hex: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
    let tables = "SELECT relname::text AS text FROM pg_class
                  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')";
    let mut other = ground.org.server.database.admin();
    let holds = |table: &String| {
        let rows = format!("{table} t WHERE position('{word}' IN t::text) > 0 OR position('{hex}' IN t::text) > 0");
        count(&mut other, &rows) > 0
    };
    texts(&mut conn, tables).into_iter().filter(holds).collect()
}

#[test]
fn the_whole_database_no_longer_knows_who_they_were() {
    let ground = Ground::on(Server::alone(&[]));
    taken(&ground.leaver, ground.leaver.id);
    let before = ground.progress();
    for word in &ground.identity[..3] {
        assert!(!holding(&ground, word).is_empty(), "{word} is there to be taken away");
    }
    ground.leaves();
    let erased = ground.erases(ground.org.admin(), &ground.leaver.name).expect("they are erased");
    assert_eq!((erased.name.as_str(), erased.number), ("Former colleague 1", 1));
    for word in ground.identity.iter().chain(&ground.secrets) {
        // What a goal was called stands in the log, which can't be altered; who called it so doesn't.
        let is_draft = *word == ground.secrets[2];
        let left: Vec<_> =
            holding(&ground, word).into_iter().filter(|table| !(is_draft && table == "audit_events")).collect();
        assert_eq!(left, Vec::<String>::new(), "{word}");
    }
    assert_eq!(ground.progress(), before, "numbers stay as they are");
    assert!(before.is_number());
    assert_eq!(ground.count(&format!("weekly_check_ins WHERE person_id = '{}'", ground.leaver.id)), "1");

    let praise = ground.peer.raw("GET", "/api/v1/praise").send();
    assert!(praise.text().contains("Former colleague 1") && praise.text().contains("A calm release"));
    for (by, path) in [
        (ground.org.admin(), format!("/api/v1/people/{}", ground.leaver.id)),
        (&ground.manager, "/api/v1/objectives".to_owned()),
        (&ground.peer, "/api/v1/feedback".to_owned()),
        (ground.org.admin(), "/api/v1/home".to_owned()),
    ] {
        assert_eq!(by.raw("GET", &path).send().status, 200, "{path}");
    }
    ground.leaver.call::<ReadMe>(Nothing {}, Nothing {}, ()).refused(Code::Unauthenticated);
}

#[test]
fn the_preview_says_what_goes_and_what_stays() {
    let ground = Ground::on(Server::shared());
    let ErasurePreview { name, possible, goes, stays, hold, erased } =
        preview(&ground, ground.org.admin()).expect("a preview");
    assert_eq!((name.as_str(), possible, hold, erased), (ground.leaver.name.as_str(), false, None, None));
    let counted = |kind: KeptOfPerson| goes.iter().chain(&stays).find(|kept| kept.kind == kind).map(|kept| kept.count);
    for (kind, count) in [
        (KeptOfPerson::WeeklyCheckIns, 1),
        (KeptOfPerson::Notes, 1),
        (KeptOfPerson::DraftObjectives, 1),
        (KeptOfPerson::Objectives, 1),
        (KeptOfPerson::CheckIns, 1),
        (KeptOfPerson::Praise, 1),
        (KeptOfPerson::Feedback, 2),
        (KeptOfPerson::Meetings, 1),
    ] {
        assert_eq!(counted(kind), Some(count), "{kind}");
    }
    assert!(goes.iter().all(|kept| kept.kind.goes()) && stays.iter().all(|kept| !kept.kind.goes()));
    ground.leaves();
    assert!(preview(&ground, ground.org.admin()).expect("a preview").possible);
    let erased = ground.erases(ground.org.admin(), &ground.leaver.name).expect("they are erased");
    let after = preview(&ground, ground.org.admin()).expect("a preview");
    assert_eq!(after.erased, Some(erased));
    let left = after.goes.iter().filter(|kept| {
        // What happened is still counted; its words are gone.
        !matches!(kept.kind, KeptOfPerson::WeeklyCheckIns | KeptOfPerson::DraftObjectives)
    });
    assert_eq!(left.count(), 0);
}

#[test]
fn only_an_admin_erases_who_has_left_with_the_name_typed_out() {
    let ground = Ground::on(Server::shared());
    let name = ground.leaver.name.clone();
    ground.erases(ground.org.admin(), &name).refused_at("status", "not_deactivated");
    for by in [&ground.manager, &ground.peer, &ground.leaver] {
        ground.erases(by, &name).refused(Code::Forbidden);
        preview(&ground, by).refused(Code::Forbidden);
    }
    ground.leaves();
    ground.erases(ground.org.admin(), "Somebody else").refused_at("name", "not_the_name");
    ground.erases(ground.org.admin(), &name).expect("they are erased");
    ground.erases(ground.org.admin(), &name).refused_at("name", "not_the_name");
    let again = ground.erases(ground.org.admin(), "Former colleague 1").expect("once more is the same once more");
    assert_eq!(again.name, "Former colleague 1");
    let events = format!("audit_events WHERE kind = 'people.erased' AND resource_id = '{}'", ground.leaver.id);
    assert_eq!(ground.count(&events), "2");
    assert_eq!(ground.count(&format!("erasures WHERE person_id = '{}'", ground.leaver.id)), "1");
}

#[test]
fn nobody_comes_back_behind_a_pseudonym() {
    let ground = Ground::on(Server::shared());
    ground.leaves();
    ground.erases(ground.org.admin(), &ground.leaver.name).expect("they are erased");
    let (admin, path) = (ground.org.admin(), || PersonPath { id: ground.leaver.id });
    let now = admin.call::<ReadPerson>(path(), Nothing {}, ()).expect("what is left");
    assert!(now.details.as_ref().is_some_and(|details| details.erased_at.is_some()));
    assert_eq!((now.job_title, now.details.and_then(|details| details.external_id)), (None, None));
    admin.call::<ReactivatePerson>(path(), Nothing {}, ()).refused_at("status", "erased");
    let changes = PersonChanges { name: Some("Once more".to_owned()), ..PersonChanges::default() };
    admin.change::<EditPerson>(path(), now.version, changes).refused_at("status", "erased");
}

#[test]
fn an_account_that_is_used_elsewhere_stays_there() {
    let ground = Ground::on(Server::shared());
    let mut conn = ground.org.server.database.admin();
    let (there, id) = (db_organisation(&mut conn), Uuid::now_v7());
    let of_leaver = format!("FROM people WHERE id = '{}'", ground.leaver.id);
    let account = text(&mut conn, &format!("SELECT account_id::text AS text {of_leaver}"));
    run(
        &mut conn,
        &format!(
            "INSERT INTO people (org_id, id, account_id, name, email, email_key, role, status)
             SELECT '{there}', '{id}', account_id, 'Elsewhere', email, email_key, 'employee', 'active' {of_leaver}"
        ),
    );
    let account = account.parse().expect("an id");
    let (_, token) = db_session(&mut conn, there, id.into(), account);
    let elsewhere = Client::visitor(ground.org.server).with_token(token);
    ground.leaves();
    ground.erases(ground.org.admin(), &ground.leaver.name).expect("they are erased");
    let me = elsewhere.call::<ReadMe>(Nothing {}, Nothing {}, ()).expect("they are still there");
    assert_eq!(
        (me.name.as_str(), me.email.as_str(), me.role),
        ("Elsewhere", ground.leaver.email.as_str(), Role::Employee)
    );
    let here = format!("sessions WHERE person_id = '{}'", ground.leaver.id);
    assert_eq!(ground.count(&here), "0");
}

#[test]
fn an_account_that_is_used_nowhere_else_is_gone() {
    let ground = Ground::on(Server::shared());
    let mut conn = ground.org.server.database.admin();
    let account =
        text(&mut conn, &format!("SELECT account_id::text AS text FROM people WHERE id = '{}'", ground.leaver.id));
    ground.leaves();
    ground.erases(ground.org.admin(), &ground.leaver.name).expect("they are erased");
    assert_eq!(ground.count(&format!("accounts WHERE id = '{account}'")), "0");
}

#[test]
fn an_address_that_nobody_has_proven_reaches_no_mails_of_others() {
    let (ground, elsewhere) = (Ground::on(Server::shared()), Org::db_on(Server::shared()));
    let (admin, theirs) = (ground.org.admin(), elsewhere.admin().email.to_lowercase());
    let operator = format!("operator-{}@example.com", unique());
    let new = NewPerson { name: "e".to_owned(), email: theirs.clone(), ..new_person(Role::Employee) };
    let entered = admin.call::<CreatePerson>(Nothing {}, Nothing {}, new).expect("they are entered");
    let path = || PersonPath { id: entered.id };
    admin.call::<DeactivatePerson>(path(), Nothing {}, None).expect("they leave");
    let mut conn = ground.org.server.database.admin();
    for (recipient, sent_at) in [(&theirs, "now()"), (&theirs, "NULL"), (&operator, "now()")] {
        run(
            &mut conn,
            &format!(
                "INSERT INTO mails (id, recipient, subject, text_body, html_body, due_at, sent_at)
                 VALUES (gen_random_uuid(), '{recipient}', 'The newest of them', 'To {theirs}', '',
                         now() + interval '1 hour', {sent_at})"
            ),
        );
    }
    run(
        &mut conn,
        &format!(
            "INSERT INTO link_tokens (id, purpose, token_hash, email_key, expires_at)
             VALUES (gen_random_uuid(), 'password_reset', uuid_send(gen_random_uuid()), '{theirs}',
                     now() + interval '1 hour')"
        ),
    );
    let kept = || {
        let mails = |to: &str| ground.count(&format!("mails WHERE recipient = '{to}'"));
        let links = ground.count(&format!("link_tokens WHERE email_key = '{theirs}'"));
        [mails(&theirs), mails(&operator), links]
    };
    assert_eq!(kept(), ["2", "1", "1"]);
    let confirmed = ErasureConfirmation { name: "e".to_owned() };
    admin.call::<ErasePerson>(path(), Nothing {}, confirmed).expect("they are erased");
    assert_eq!(kept(), ["2", "1", "1"]);
    elsewhere.admin().call::<ReadMe>(Nothing {}, Nothing {}, ()).expect("whose address it is stays logged in");
}

#[test]
fn drafts_that_are_not_theirs_alone_go_on_with_others() {
    let ground = Ground::on(Server::shared());
    let period = &ground.objective["objective"]["period"]["id"];
    let [ours, mine] = ["ours", "mine"].map(|word| {
        let title = format!("{word}-{}", unique());
        let body = json!({
            "level": "person", "title": title, "description": title, "period_id": period, "visibility": "private",
            "state": "draft",
            "key_results": [{ "title": title, "kind": "number", "direction": "decrease", "start": 20.0, "target": 2.0 }],
        });
        made(&ground.leaver, "/api/v1/objectives", &body);
        title
    });
    run(
        &mut ground.org.server.database.admin(),
        &format!(
            "UPDATE objectives SET level = 'organisation' WHERE title = '{ours}';
             UPDATE key_results SET owner_id = '{}' WHERE title = '{mine}'",
            ground.peer.id
        ),
    );
    let ErasurePreview { goes, stays, .. } = preview(&ground, ground.org.admin()).expect("a preview");
    let counted = |kind: KeptOfPerson| goes.iter().chain(&stays).find(|kept| kept.kind == kind).map(|kept| kept.count);
    assert_eq!((counted(KeptOfPerson::DraftObjectives), counted(KeptOfPerson::Objectives)), (Some(2), Some(2)));
    ground.leaves();
    ground.erases(ground.org.admin(), &ground.leaver.name).expect("they are erased");
    let called = |table: &str, title: &str| ground.count(&format!("{table} WHERE title = '{title}'"));
    assert_eq!([called("objectives", &ours), called("key_results", &ours)], ["1", "1"], "the organisation's draft");
    assert_eq!(called("objectives", &mine), "0", "their own draft");
    assert_eq!(called("key_results", &mine), "1", "what somebody else answers for in it");
}

#[test]
fn two_admins_at_once_erase_once() {
    let ground = Ground::on(Server::shared());
    let another = ground.org.db_person(Role::Admin, None);
    ground.leaves();
    let (ground, by) = (&ground, [ground.org.admin(), &another]);
    let names: Vec<_> = std::thread::scope(|scope| {
        let erases = |admin| move || ground.erases(admin, &ground.leaver.name).map(|erased| erased.name);
        let running = by.map(|admin: &perftrack_tests::Persona| scope.spawn(erases(admin)));
        running.into_iter().map(|one| one.join().expect("it answers")).collect()
    });
    let done: Vec<_> = names.iter().flatten().collect();
    assert_eq!(done, ["Former colleague 1"], "the other finds the name gone: {names:?}");
}
