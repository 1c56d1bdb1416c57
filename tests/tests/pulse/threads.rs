//! What was written can be answered, and its author writes back, without anybody knowing who they are.

use std::collections::BTreeSet;

use perftrack_tests::{
    Client, Org, Persona, Refused,
    client::Called,
    db::{count, run, text, texts},
    stage::random_bytes,
};
use serde_json::json;
use shared::{
    access::Role,
    operation::Nothing,
    problem::Code,
    pulse::{
        AnswerPulseComment, BallotCode, ClosePulseThread, ExportPulseResults, NewOwnMessage, NewThreadMessage,
        PulseCommentPath, PulsePath, ReadPulseThread, Slip, Spoken, Thread, ThreadKey, WritePulseThread,
    },
    wire::{PulseCommentId, PulseId},
};

use super::{Ground, answer, answers, org_id, results, see, take, today};

/// The ballot that a code makes, signed for a voter.
fn ballot_of(voter: &Persona, id: PulseId, code: &BallotCode) -> Slip {
    let envelope = code.envelope(id).expect("an envelope");
    let signed = take(voter, id, &envelope).expect("a ballot");
    let key = see(voter, id).expect("the pulse").public_key.expect("a key");
    envelope.open(id, &key, &signed).expect("signed by the pulse's key")
}

/// Answers as a browser does: with a lock for each paragraph. Gives the code that it was done by.
fn write(org: &Org, voter: &Persona, id: PulseId, text: &str) -> BallotCode {
    let code = BallotCode::draw(random_bytes);
    let slip = ballot_of(voter, id, &code);
    let sheet = answers(7, 3, text).into_iter().map(|one| code.locked(id, one)).collect();
    answer(org, &slip, sheet).expect("an answer");
    code
}

/// Everybody of these writes two paragraphs that name the team and their number.
fn all_write(org: &Org, voters: &[Persona], id: PulseId, team: &str) -> Vec<BallotCode> {
    let words = |at: usize| format!("{team} {at}.\n\n{team} {at}, more.");
    voters.iter().enumerate().map(|(at, voter)| write(org, voter, id, &words(at))).collect()
}

/// A closed pulse with what two teams wrote, and the codes of the first.
fn closed(ground: &Ground) -> (PulseId, Vec<BallotCode>) {
    let id = ground.open(json!({}));
    let codes = all_write(&ground.org, &ground.platform_people, id, "Platform");
    all_write(&ground.org, &ground.mobile_people, id, "Mobile");
    ground.close(id);
    (id, codes)
}

/// A paragraph as somebody reads it.
fn spoken(by: &Client, id: PulseId, text: &str) -> Spoken {
    let all = results(by, id).expect("results").questions.remove(2);
    let found = all.texts.iter().find(|spoken| spoken.text == text).cloned();
    found.unwrap_or_else(|| panic!("{text} isn't among {all:?}"))
}

/// Its thread, for who may answer it.
fn thread(by: &Client, id: PulseId, text: &str) -> Thread {
    spoken(by, id, text).thread.expect("a thread")
}

fn reply(by: &Client, id: PulseId, comment_id: PulseCommentId, text: &str) -> Called<AnswerPulseComment> {
    let message = NewThreadMessage { text: text.to_owned() };
    by.call::<AnswerPulseComment>(PulseCommentPath { id, comment_id }, Nothing {}, message)
}

fn end(by: &Client, id: PulseId, comment_id: PulseCommentId) -> Called<ClosePulseThread> {
    by.call::<ClosePulseThread>(PulseCommentPath { id, comment_id }, Nothing {}, ())
}

/// Looks by a key, as nobody.
fn look(org: &Org, key: ThreadKey) -> Called<ReadPulseThread> {
    Client::visitor(org.server).call::<ReadPulseThread>(Nothing {}, Nothing {}, key)
}

/// Writes back by a key, as nobody.
fn write_back(org: &Org, thread: ThreadKey, text: &str) -> Called<WritePulseThread> {
    let message = NewOwnMessage { thread, text: text.to_owned() };
    Client::visitor(org.server).call::<WritePulseThread>(Nothing {}, Nothing {}, message)
}

/// Time goes by for a pulse and its threads.
fn days_pass(org: &Org, id: PulseId, days: u32) {
    let over = format!(
        "UPDATE pulse_surveys SET closed_on = closed_on - {days} WHERE id = '{id}';
         UPDATE pulse_thread_messages SET day = day - {days}
         WHERE text_id IN (SELECT id FROM pulse_texts WHERE survey_id = '{id}')"
    );
    run(&mut org.server.database.admin(), &over);
}

#[test]
fn the_author_reads_by_their_code_and_writes_back() {
    let ground = Ground::of(6, 6);
    let (id, codes) = closed(&ground);
    let (org, admin) = (&ground.org, ground.org.admin());
    let comment = thread(admin, id, "Platform 2.").id;
    let answered = reply(admin, id, comment, "Thank you. What would help?").expect("an answer");
    assert!(answered.open && answered.messages.len() == 1);

    let key = codes[2].thread(id, 2, 0);
    let mine = look(org, key.clone()).expect("the thread");
    assert_eq!((mine.question.as_str(), mine.comment.as_str()), ("What would help?", "Platform 2."));
    let by = mine.messages[0].by.clone().expect("somebody of the organisation");
    assert_eq!((by.role, mine.messages[0].day, mine.open), (Role::Admin, today(), true));
    let name = format!("SELECT name AS text FROM people WHERE id = '{}'", admin.id);
    assert_eq!(by.name, text(&mut org.server.database.admin(), &name));

    // What they write back they see at once, and everybody else on the next day.
    let mine = write_back(org, key.clone(), "A quiet room.").expect("it is in");
    assert_eq!((mine.messages.len(), mine.messages[1].by.is_none()), (2, true));
    assert_eq!(thread(admin, id, "Platform 2.").messages.len(), 1, "not on the day it was written");
    days_pass(org, id, 1);
    let messages = thread(admin, id, "Platform 2.").messages;
    assert_eq!((messages.len(), messages[1].text.as_str(), messages[1].day), (2, "A quiet room.", today()));
    assert!(messages[1].by.is_none(), "by nobody in particular");
    assert!(look(org, codes[2].thread(id, 2, 1)).expect("the other paragraph's").messages.is_empty());
}

#[test]
fn another_code_opens_nothing() {
    let ground = Ground::of(6, 6);
    let (id, codes) = closed(&ground);
    let other = Ground::of(6, 6);
    let unknown = BallotCode::draw(random_bytes);
    let mine = codes[1].thread(id, 2, 0);
    look(&ground.org, mine.clone()).expect("one's own");
    let keys = [
        unknown.thread(id, 2, 0),
        codes[1].thread(id, 2, 2),
        codes[1].thread(id, 0, 0),
        ThreadKey { pulse_id: closed(&other).0, ..mine.clone() },
        ThreadKey { pulse_id: other.open(json!({})), ..mine.clone() },
        ThreadKey { pulse_id: uuid::Uuid::now_v7().into(), ..mine.clone() },
    ];
    for key in keys {
        look(&ground.org, key.clone()).refused(Code::NotFound);
        write_back(&ground.org, key, "Let me in.").refused(Code::NotFound);
    }
    // What is given away with an answer is the lock, and no key.
    let lock = codes[1].locked(id, answers(7, 3, "A").remove(2)).locks.expect("a lock").remove(0);
    look(&ground.org, ThreadKey { key: lock, ..mine }).refused(Code::NotFound);
}

#[test]
fn what_too_few_wrote_has_no_thread() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    let codes = all_write(&ground.org, &ground.platform_people[..3], id, "Platform");
    look(&ground.org, codes[0].thread(id, 2, 0)).refused(Code::NotFound);
    ground.close(id);
    for code in &codes {
        look(&ground.org, code.thread(id, 2, 0)).refused(Code::NotFound);
    }
    let kept = format!("pulse_texts WHERE survey_id = '{id}'");
    assert_eq!(count(&mut ground.org.server.database.admin(), &kept), 0);
}

#[test]
fn a_lock_that_two_have_sent_opens_nothing() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    let codes = all_write(&ground.org, &ground.platform_people[..5], id, "Platform");
    let slip = ballot_of(&ground.platform_people[5], id, &BallotCode::draw(random_bytes));
    let copied = answers(7, 3, "Mine too.").into_iter().map(|one| codes[0].locked(id, one)).collect();
    answer(&ground.org, &slip, copied).expect("an answer");
    ground.close(id);
    look(&ground.org, codes[0].thread(id, 2, 0)).refused(Code::NotFound);
    look(&ground.org, codes[1].thread(id, 2, 0)).expect("another's");
}

#[test]
fn locks_fit_what_is_written() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    let code = BallotCode::draw(random_bytes);
    let slip = ballot_of(&ground.platform_people[1], id, &code);
    let locks = code.locked(id, answers(7, 3, "One.\nTwo.").remove(2)).locks.expect("locks");
    let mut sheet = answers(7, 3, "One.");
    sheet[2].locks = Some(locks.clone());
    answer(&ground.org, &slip, sheet.clone()).refused_at("answers[2].locks", "not_used_here");
    sheet[2].locks = Some(vec![locks[0].clone(), locks[0].clone()]);
    answer(&ground.org, &slip, sheet.clone()).refused_at("answers[2].locks", "twice");
    sheet[2].locks = Some(vec!["short".to_owned()]);
    answer(&ground.org, &slip, sheet.clone()).refused_at("answers[2].locks", "malformed");
    sheet[2].locks = None;
    sheet[1].locks = Some(locks);
    answer(&ground.org, &slip, sheet).refused_at("answers[1].locks", "not_used_here");
}

#[test]
fn nothing_joins_a_thread_to_a_person_or_two_paragraphs_of_one_ballot() {
    let ground = Ground::of(6, 6);
    let (id, codes) = closed(&ground);
    let org = &ground.org;
    let mut conn = org.server.database.admin();
    // The worst that can happen: one writes in both their threads, one right after the other, between two others.
    let (first, second) = (codes[3].thread(id, 2, 0), codes[3].thread(id, 2, 1));
    let keys = [codes[1].thread(id, 2, 0), first, second, codes[4].thread(id, 2, 0)];
    for (at, key) in keys.into_iter().enumerate() {
        write_back(org, key, &format!("Unmistakable {at}.")).expect("it is in");
    }
    let of_pulse = format!("SELECT id FROM pulse_texts WHERE survey_id = '{id}'");
    let authors = format!("pulse_thread_messages WHERE author_id IS NULL AND text_id IN ({of_pulse})");
    assert_eq!(count(&mut conn, &authors), 4);
    let written = texts(&mut conn, &format!("SELECT DISTINCT xmin::text AS text FROM {authors}"));
    assert_eq!(written.len(), 1, "all of them are of one transaction");
    let locked =
        format!("SELECT DISTINCT xmax::text AS text FROM pulse_texts WHERE id IN (SELECT text_id FROM {authors})");
    assert_eq!(texts(&mut conn, &locked).len(), 1, "and so is what points at their paragraphs");

    // No value of a paragraph's row is that of another's, but for what its whole group has in common.
    let values = texts(
        &mut conn,
        &format!(
            "SELECT concat_ws(' ', v.key, v.value) AS text
             FROM pulse_texts t, jsonb_each_text(to_jsonb(t) - 'org_id' - 'survey_id' - 'group_id' - 'position') v
             WHERE t.survey_id = '{id}' AND v.key <> 'thread_ended'"
        ),
    );
    let once: BTreeSet<&String> = values.iter().collect();
    assert_eq!((once.len(), values.len()), (values.len(), 24 * 3), "id, words and lock of 24 paragraphs");
    let people: BTreeSet<String> = texts(
        &mut conn,
        &format!(
            "SELECT DISTINCT v.value AS text FROM pulse_invitations t,
                    jsonb_each_text(to_jsonb(t) - 'org_id' - 'survey_id' - 'group_id') v WHERE t.survey_id = '{id}'"
        ),
    )
    .into_iter()
    .collect();
    let kept = texts(
        &mut conn,
        &format!(
            "SELECT v.value AS text FROM pulse_texts t, jsonb_each_text(to_jsonb(t)) v WHERE t.survey_id = '{id}'
             UNION ALL
             SELECT v.value FROM pulse_thread_messages m, jsonb_each_text(to_jsonb(m)) v
             WHERE m.text_id IN ({of_pulse}) AND v.value IS NOT NULL"
        ),
    );
    assert!(kept.iter().all(|value| !people.contains(value)), "a person, or what was signed for them");
    // No finer time than a day, nothing that grows with it; and neither log says who or what.
    let columns = texts(
        &mut conn,
        "SELECT column_name::text AS text FROM information_schema.columns
         WHERE table_name IN ('pulse_texts', 'pulse_thread_messages')
           AND (data_type LIKE '%time%' OR column_default LIKE 'nextval%')",
    );
    assert!(columns.is_empty(), "{columns:?}");
    let events = format!("audit_events WHERE org_id = '{}' AND after::text LIKE '%Unmistakable%'", org_id(org));
    assert_eq!(count(&mut conn, &events), 0);
    assert!(!org.server.log().contains("Unmistakable"));
}

#[test]
fn what_is_written_back_leaves_no_event_and_tells_nobody() {
    let ground = Ground::of(6, 6);
    let (id, codes) = closed(&ground);
    let (org, mut conn) = (org_id(&ground.org), ground.org.server.database.admin());
    let left = [format!("audit_events WHERE org_id = '{org}'"), format!("notices WHERE org_id = '{org}'")];
    let before = left.clone().map(|rows| count(&mut conn, &rows));
    write_back(&ground.org, codes[1].thread(id, 2, 0), "One more thing.").expect("it is in");
    look(&ground.org, codes[1].thread(id, 2, 0)).expect("the thread");
    assert_eq!(left.map(|rows| count(&mut conn, &rows)), before);
}

#[test]
fn a_thread_closes_thirty_days_after_its_pulse() {
    let ground = Ground::of(6, 6);
    let (id, codes) = closed(&ground);
    let (org, admin, key) = (&ground.org, ground.org.admin(), codes[1].thread(id, 2, 0));
    let comment = thread(admin, id, "Platform 1.").id;
    let until = see(admin, id).expect("the pulse").answered_until;
    assert_eq!(until, today().checked_add_days(chrono::Days::new(30)));
    days_pass(org, id, 30);
    reply(admin, id, comment, "On the last day.").expect("an answer");
    write_back(org, key.clone(), "So do I.").expect("it is in");
    days_pass(org, id, 1);
    reply(admin, id, comment, "Too late.").refused(Code::Conflict);
    write_back(org, key.clone(), "Too late.").refused(Code::Conflict);
    // It can be read.
    let (theirs, mine) = (thread(admin, id, "Platform 1."), look(org, key).expect("the thread"));
    assert_eq!((theirs.open, theirs.messages.len()), (false, 2));
    assert_eq!((mine.open, mine.messages.len()), (false, 2));
}

#[test]
fn an_admin_ends_a_thread_early() {
    let ground = Ground::of(6, 6);
    let (id, codes) = closed(&ground);
    let (admin, key) = (ground.org.admin(), codes[1].thread(id, 2, 0));
    let comment = thread(admin, id, "Platform 1.").id;
    end(&ground.platform_lead, id, comment).refused(Code::Forbidden);
    assert!(!end(admin, id, comment).expect("it ends").open);
    reply(admin, id, comment, "And yet.").refused(Code::Conflict);
    write_back(&ground.org, key.clone(), "And yet.").refused(Code::Conflict);
    assert!(!look(&ground.org, key).expect("it can be read").open);
    assert!(look(&ground.org, codes[1].thread(id, 2, 1)).expect("another").open);
}

#[test]
fn managers_answer_their_own_groups_and_nobody_else_any() {
    let ground = Ground::of(6, 6);
    let (id, codes) = closed(&ground);
    let (admin, lead) = (ground.org.admin(), &ground.platform_lead);
    let (platform, mobile) = (thread(admin, id, "Platform 1.").id, thread(admin, id, "Mobile 1.").id);
    assert_eq!(thread(lead, id, "Platform 1.").id, platform);
    reply(lead, id, platform, "Tell me more.").expect("an answer");
    let by = look(&ground.org, codes[1].thread(id, 2, 0)).expect("the thread").messages.remove(0).by;
    assert_eq!(by.map(|by| by.role), Some(Role::Manager));
    reply(lead, id, mobile, "Tell me more.").refused(Code::NotFound);
    reply(&ground.platform_people[1], id, platform, "Me too.").refused(Code::Forbidden);
    // Nor by way of another pulse, nor from another organisation.
    let other = Ground::of(6, 6);
    reply(admin, closed(&other).0, platform, "Hello.").refused(Code::NotFound);
    reply(other.org.admin(), id, platform, "Hello.").refused(Code::NotFound);
    end(other.org.admin(), id, platform).refused(Code::NotFound);
}

#[test]
fn a_whole_that_is_shared_is_read_by_all_and_answered_by_admins() {
    let ground = Ground::of(6, 6);
    // What people in no team write stands in the whole.
    let others: Vec<_> = (0..5).map(|_| ground.org.db_person(Role::Employee, None)).collect();
    let id = ground.open(json!({ "share_total": true, "team_id": null }));
    all_write(&ground.org, &others, id, "Harbour");
    ground.close(id);
    for reader in [&ground.platform_lead, &ground.mobile_people[1]] {
        assert_eq!(spoken(reader, id, "Harbour 1.").thread, None, "what it says is shared, its thread isn't");
    }
    let comment = thread(ground.org.admin(), id, "Harbour 1.").id;
    reply(&ground.platform_lead, id, comment, "For all of us?").refused(Code::Forbidden);
    reply(ground.org.admin(), id, comment, "For all of us.").expect("an answer");
}

#[test]
fn messages_are_short_and_few_and_count_once() {
    let ground = Ground::of(6, 6);
    let (id, codes) = closed(&ground);
    let (org, admin, key) = (&ground.org, ground.org.admin(), codes[1].thread(id, 2, 0));
    let comment = thread(admin, id, "Platform 1.").id;
    reply(admin, id, comment, " ").refused_at("text", "required");
    reply(admin, id, comment, &"x".repeat(2001)).refused_at("text", "too_long");
    write_back(org, key.clone(), &"x".repeat(2001)).refused_at("text", "too_long");
    // Sent again after a lost connection.
    for _ in 0..3 {
        let mine = write_back(org, key.clone(), "Yes.").expect("it is in");
        assert_eq!(mine.messages.len(), 1);
    }
    reply(admin, id, comment, "And then?").expect("an answer");
    assert_eq!(write_back(org, key.clone(), "Yes.").expect("it is in").messages.len(), 3, "to another question");
    for at in 3..20 {
        reply(admin, id, comment, &at.to_string()).expect("an answer");
    }
    reply(admin, id, comment, "One more.").refused(Code::Conflict);
    write_back(org, key.clone(), "One more.").refused(Code::Conflict);
    assert!(!look(org, key).expect("the thread").open);
}

#[test]
fn a_thread_goes_where_its_paragraph_goes() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    let codes = all_write(&ground.org, &ground.platform_people, id, "Platform");
    ground.close(id);
    let (admin, key) = (ground.org.admin(), codes[1].thread(id, 2, 0));
    reply(admin, id, thread(admin, id, "Platform 1.").id, "Thank you.").expect("an answer");
    let version = see(admin, id).expect("it").pulse.version;
    let raised = shared::pulse::PulseChanges { minimum: Some(10), ..Default::default() };
    admin.change::<shared::pulse::EditPulse>(PulsePath { id }, version, raised).expect("the minimum rises");
    look(&ground.org, key).refused(Code::NotFound);
    let (org, mut conn) = (org_id(&ground.org), ground.org.server.database.admin());
    assert_eq!(count(&mut conn, &format!("pulse_thread_messages WHERE org_id = '{org}'")), 0);
}

#[test]
fn neither_results_nor_files_tell_keys_or_locks() {
    let ground = Ground::of(6, 6);
    let (id, codes) = closed(&ground);
    let admin = ground.org.admin();
    reply(admin, id, thread(admin, id, "Platform 1.").id, "Only for whoever wrote it.").expect("an answer");
    let file = admin.call::<ExportPulseResults>(PulsePath { id }, Nothing {}, ()).expect("a file");
    let page = serde_json::to_string(&results(admin, id).expect("results")).expect("text");
    assert!(file.contains("Platform 1.") && page.contains("Only for whoever wrote it."));
    assert!(!file.contains("Only for whoever wrote it."), "a thread is no result");
    let locks = format!("SELECT encode(thread_lock, 'hex') AS text FROM pulse_texts WHERE survey_id = '{id}'");
    let locks = texts(&mut ground.org.server.database.admin(), &locks);
    for code in &codes {
        for paragraph in 0..2 {
            let key = code.thread(id, 2, paragraph);
            let lock: String = key.lock().expect("a lock").iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(locks.contains(&lock), "the lock is what is kept");
            for told in [&file, &page] {
                assert!(!told.contains(&key.key) && !told.contains(&lock));
            }
        }
    }
    let ids = results(admin, id).expect("results").questions.remove(2).texts;
    let mut ids = ids.into_iter().filter_map(|spoken| spoken.thread).map(|thread| thread.id.to_string());
    assert!(ids.all(|id| !file.contains(&id)));
}
