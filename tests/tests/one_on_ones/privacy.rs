//! What is said belongs to the two; a private note to its writer alone.

use perftrack_tests::{
    Client, Refused,
    db::{count, organisation_of, text, texts},
};
use shared::{
    access::{Relation, Role},
    notifications::NoticeKind,
    one_on_ones::{
        CreateActionItem, EditMeeting, EditPrivateNote, MeetingChanges, MeetingPath, NewActionItem, OpenMeeting,
        OpeningReason, PrivateNoteChange, ReadPrivateNote,
    },
    operation::Nothing,
    problem::Code,
    wire::MeetingId,
};

use super::{Pair, meeting, puts, set_up};

const SECRET: &str = "Kept between the two, word for word";

fn writes(by: &Client, id: MeetingId, version: i64, body: &str) -> perftrack_tests::client::Called<EditPrivateNote> {
    by.change::<EditPrivateNote>(MeetingPath { id }, version, PrivateNoteChange { body: body.to_owned() })
}

/// The pair with something said in each place.
fn talking() -> (Pair, MeetingId) {
    let pair = Pair::new();
    let id = pair.next();
    let notes = MeetingChanges { notes: Some(SECRET.to_owned()), ..Default::default() };
    let version = meeting(&pair.report, id).unwrap().meeting.version;
    pair.report.change::<EditMeeting>(MeetingPath { id }, version, notes).expect("notes");
    puts(&pair.report, id, &[SECRET]);
    let item = NewActionItem { body: SECRET.to_owned(), owner_id: None, due_on: None };
    pair.report.call::<CreateActionItem>(MeetingPath { id }, Nothing {}, item).expect("an item");
    writes(&pair.report, id, 0, SECRET).expect("a private note");
    (pair, id)
}

#[test]
fn admins_and_managers_above_see_that_they_meet_and_nothing_of_what_is_said() {
    let (pair, id) = talking();
    let director = pair.org.db_person(Role::Manager, None);
    let manager = pair.org.db_person(Role::Manager, Some(&director));
    let report = pair.org.db_person(Role::Employee, Some(&manager));
    let other = set_up(&manager, report.id).expect("a one-on-one").next_meeting_id.expect("a meeting");
    let seen = meeting(&director, other).expect("a manager above knows");
    assert_eq!((seen.meeting.relation, seen.content), (Relation::Report, None));
    for path in ["/api/v1/meetings", "/api/v1/one-on-ones", &format!("/api/v1/meetings/{id}")] {
        let answer = pair.org.admin().raw("GET", path).send();
        assert_eq!(answer.status, 200);
        assert!(!answer.text().contains(SECRET) && !answer.text().contains("Room 7"), "{path}: {}", answer.text());
    }
    meeting(&director, id).refused(Code::NotFound);
}

#[test]
fn a_private_note_is_read_by_its_writer_and_by_nobody_else() {
    let (pair, id) = talking();
    let own = |by: &Client| by.call::<ReadPrivateNote>(MeetingPath { id }, Nothing {}, ());
    assert_eq!(own(&pair.report).expect("one's own").body, SECRET);
    let theirs = own(&pair.manager).expect("the other's own, which is empty");
    assert_eq!((theirs.body.as_str(), theirs.version), ("", 0));
    own(pair.org.admin()).refused(Code::Forbidden);
    writes(pair.org.admin(), id, 0, "Mine").refused(Code::Forbidden);

    writes(&pair.report, id, 1, "Rewritten").expect("it is rewritten");
    writes(&pair.report, id, 1, "From another window").refused(Code::VersionMismatch);
    writes(&pair.report, id, 0, "As if there were none").refused(Code::VersionMismatch);
    assert_eq!(own(&pair.report).unwrap().body, "Rewritten");
}

#[test]
fn a_copy_of_the_database_reads_no_private_note() {
    let (pair, id) = talking();
    let mut conn = pair.org.server.database.admin();
    let notes = format!("SELECT encode(sealed, 'escape') AS text FROM private_notes WHERE meeting_id = '{id}'");
    let kept = texts(&mut conn, &notes);
    assert!(kept.len() == 1 && !kept[0].contains("word for word"));
    assert_eq!(count(&mut conn, &format!("private_notes WHERE meeting_id = '{id}'")), 1);
}

#[test]
fn the_servers_role_sees_its_actors_notes_only() {
    let (pair, _) = talking();
    let mut conn = pair.org.server.database.admin();
    let org = organisation_of(&mut conn, pair.report.id);
    let seen_by = |conn: &mut diesel::PgConnection, person| {
        diesel::Connection::test_transaction::<_, diesel::result::Error, _>(conn, |conn| {
            diesel::connection::SimpleConnection::batch_execute(
                conn,
                &format!("SET LOCAL ROLE pt_app; SET LOCAL app.org_id = '{org}'; SET LOCAL app.person_id = '{person}'"),
            )?;
            Ok(count(conn, "private_notes"))
        })
    };
    assert_eq!(seen_by(&mut conn, pair.report.id), 1);
    assert_eq!(seen_by(&mut conn, pair.manager.id), 0);
    assert_eq!(seen_by(&mut conn, pair.org.admin().id), 0);
}

#[test]
fn an_admin_opens_shared_notes_with_a_reason_that_both_are_told() {
    let (pair, id) = talking();
    let open = |by: &Client, reason: &str| {
        by.call::<OpenMeeting>(MeetingPath { id }, Nothing {}, OpeningReason { reason: reason.to_owned() })
    };
    open(pair.org.admin(), "Because").refused_at("reason", "too_short");
    let reason = "A complaint that both of them brought to HR";
    open(&pair.manager, reason).refused(Code::Forbidden);
    let opened = open(pair.org.admin(), reason).expect("it opens");
    assert_eq!(opened.notes, SECRET);
    assert!(opened.agenda.iter().any(|item| item.body == SECRET));
    assert!(opened.action_items.iter().any(|item| item.body == SECRET));

    for one in [&pair.manager, &pair.report] {
        let openings = meeting(one, id).expect("it is seen").openings;
        assert_eq!((openings[0].reason.as_str(), openings[0].opened_by.id), (reason, pair.org.admin().id));
        let mut conn = pair.org.server.database.admin();
        let told = format!("notices WHERE person_id = '{}' AND kind = '{}'", one.id, NoticeKind::MeetingOpened);
        assert_eq!(count(&mut conn, &told), 1);
    }
    // It opened once; looking again takes a reason again.
    assert_eq!(meeting(pair.org.admin(), id).expect("the Admin sees").content, None);
}

#[test]
fn the_audit_log_says_that_and_not_what() {
    let (pair, id) = talking();
    let reason = "A complaint that both of them brought to HR".to_owned();
    let path = MeetingPath { id };
    pair.org.admin().call::<OpenMeeting>(path, Nothing {}, OpeningReason { reason: reason.clone() }).expect("it opens");
    let mut conn = pair.org.server.database.admin();
    let org = organisation_of(&mut conn, pair.report.id);
    let log = text(
        &mut conn,
        &format!(
            "SELECT string_agg(kind || coalesce(before::text, '') || coalesce(after::text, ''), ' ') AS text
                  FROM audit_events WHERE org_id = '{org}'"
        ),
    );
    assert!(!log.contains(SECRET), "{log}");
    for said in
        ["meetings.edited", "meetings.private_note_written", "meetings.opened", "meetings.agenda_filled", &reason]
    {
        assert!(log.contains(said), "{said} in {log}");
    }
}
