//! What is sealed is sealed anew while servers run, and then opens with the new key alone.

use std::{
    process::Stdio,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use api::{
    config::{KeyRing, Sealing},
    sealed::Sealer,
};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Binary, Text},
};
use perftrack_tests::{
    Authenticator, Client, Database, Org, Persona, Server,
    db::{count, organisation_of, run, text},
    eventually,
    provider::{CLIENT_ID, CLIENT_SECRET, Provider},
    stage::random_bytes,
    stand_in::{OK, StandIn},
    unique,
};
use serde_json::{Value, json};
use shared::{
    access::Role,
    one_on_ones::{EditPrivateNote, MeetingPath, PrivateNoteChange, ReadPrivateNote},
    operation::Nothing,
    pulse::{
        Answer, AnswerPulse, BlindBallot, MovePulse, NewSheet, PulseMove, PulsePath, PulseStep, ReadAnswer, ReadPulse,
        Slip, TakeBallot, ballot::Envelope,
    },
    wire::{MeetingId, PulseId, TeamId},
};

use super::{SEAL, SEAL_KEYS, at, command, does, first, first_alone, keys, refuses, replica, rotated, said};

/// A key of the same name as the servers', and another secret.
const WRONG: &str = "test:Xk7LrUe2vN0dS9hGq4mJcY5wBz8TfPaO1iR3tQyVnM8=";
/// Everything but the note, which somebody writes meanwhile.
const OTHERS: [&str; 9] = [
    "acme_accounts.sealed",
    "certificates.sealed",
    "pulse_ballots.sheet",
    "pulse_surveys.seed",
    "sso_connections.client_secret",
    "team_channels.address",
    "totp_factors.secret",
    "webhook_endpoints.old_secret",
    "webhook_endpoints.secret",
];
const NOTE: &str = "Kept between the two, word for word";

fn sealer(keys: &str) -> Sealer {
    Sealer::new(&Sealing { keys: KeyRing::parse(&keys.into()).expect("keys") })
}

fn post(by: &Client, path: &str, body: &Value) -> Value {
    let answer = by.raw("POST", path).json(body).send();
    assert!(answer.is_success(), "{path}: {}", answer.text());
    answer.json()
}

fn ask(by: &Client, path: &str) -> Value {
    let answer = by.raw("POST", path).send();
    assert!(answer.is_success(), "{path}: {}", answer.text());
    answer.json()
}

/// Everything that the servers seal, in one organisation.
struct Ground {
    org: Org,
    manager: Persona,
    report: Persona,
    meeting: MeetingId,
    team: TeamId,
    channel: StandIn,
    webhook: String,
    provider: Provider,
    phone: Authenticator,
    pulse: PulseId,
    slip: Slip,
}

impl Ground {
    fn on(server: &'static Server) -> Self {
        let org = Org::db_on(server);
        let manager = org.db_person(Role::Manager, None);
        let report = org.db_person(Role::Employee, Some(&manager));
        let meeting = meeting(&manager, &report);
        let (team, channel) = channel(&org, &manager);
        let webhook = webhook(&org, &channel);
        let provider = Provider::new();
        let connection = json!({
            "issuer": provider.issuer(), "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "scopes": ["profile"],
        });
        let set = org.admin().raw("PUT", "/api/v1/single-sign-on/connection").json(&connection).send();
        assert!(set.is_success(), "{}", set.text());
        let phone = Authenticator::of_somebody(&server.database, &manager);
        let pulse = pulse(&org);
        let slip = ballot(&report, pulse);
        let ground = Self { org, manager, report, meeting, team, channel, webhook, provider, phone, pulse, slip };
        writes(server, &ground.report, meeting, 0, NOTE);
        ground.answers(server, 7);
        certificates(&server.database);
        ground
    }

    fn note(&self, server: &Server) -> (String, i64) {
        let path = MeetingPath { id: self.meeting };
        let note = at(server, &self.report).call::<ReadPrivateNote>(path, Nothing {}, ()).expect("the note");
        (note.body, note.version)
    }

    fn answers(&self, server: &Server, enps: u8) {
        let sheet = NewSheet { slip: self.slip.clone(), answers: sheet(enps) };
        Client::visitor(server).call::<AnswerPulse>(Nothing {}, Nothing {}, sheet).expect("an answer");
    }

    /// Everything opens and works at a replica.
    fn works(&self, server: &Server) {
        let database = &server.database;
        run(
            &mut database.admin(),
            "UPDATE team_channels SET tried_at = NULL; UPDATE webhook_endpoints SET tried_at = NULL",
        );
        let trial = ask(&at(server, &self.manager), &format!("/api/v1/teams/{}/channel/trials", self.team));
        assert_eq!(trial["outcome"], "delivered", "{trial}");
        assert!(!self.channel.heard().is_empty());
        let ping = ask(&at(server, self.org.admin()), &format!("/api/v1/webhooks/{}/ping", self.webhook));
        assert_eq!(ping["outcome"], "delivered", "{ping}");
        let tried = ask(&at(server, self.org.admin()), "/api/v1/single-sign-on/connection/try");
        assert_eq!(tried["outcome"], "fine", "{tried} of {}", self.provider.issuer());
        Authenticator::forget_used(database, &self.manager);
        let code = json!({ "code": self.phone.code(0) });
        let proof = at(server, &self.manager).raw("POST", "/api/v1/me/confirm").json(&code).send();
        assert!(proof.is_success(), "{}", proof.text());
        // Proving it renews the session, for which that of before is over.
        run(
            &mut database.admin(),
            &format!("UPDATE sessions SET revoked_at = NULL WHERE person_id = '{}'", self.manager.id),
        );
        let answer = Client::visitor(server).call::<ReadAnswer>(Nothing {}, Nothing {}, self.slip.clone());
        assert_eq!(answer.expect("the answer").answers, sheet(7));
    }
}

/// A private note, through a replica.
fn writes(server: &Server, writer: &Persona, id: MeetingId, version: i64, body: &str) {
    let change = PrivateNoteChange { body: body.to_owned() };
    at(server, writer).change::<EditPrivateNote>(MeetingPath { id }, version, change).expect("a note");
}

fn meeting(manager: &Persona, report: &Persona) -> MeetingId {
    let today = chrono::Utc::now().date_naive();
    let rhythm = shared::one_on_ones::rules::rhythm::Rhythm::weekly(1, today).to_string();
    let new = json!({
        "partner_id": report.id, "rule": rhythm, "starts_on": today, "starts_at": "05:00:00", "minutes": 30, "place": "",
    });
    let series = post(manager, "/api/v1/one-on-ones", &new);
    series["next_meeting_id"].as_str().and_then(|id| id.parse().ok()).expect("a meeting")
}

fn channel(org: &Org, lead: &Persona) -> (TeamId, StandIn) {
    let new = json!({ "name": unique(), "lead_id": lead.id });
    let team: TeamId = post(org.admin(), "/api/v1/teams", &new)["id"].as_str().expect("an id").parse().expect("an id");
    let stand_in = StandIn::doing(&[OK, OK, OK, OK]);
    let body = json!({ "kind": "slack", "address": stand_in.address(), "news": ["praise"] });
    let set = lead.raw("PUT", &format!("/api/v1/teams/{team}/channel")).json(&body).send();
    assert!(set.is_success(), "{}", set.text());
    (team, stand_in)
}

/// One that signs with two secrets.
fn webhook(org: &Org, receiver: &StandIn) -> String {
    let made = post(org.admin(), "/api/v1/webhooks", &json!({ "url": receiver.address() }));
    let id = made["id"].as_str().expect("an id").to_owned();
    for _ in 0..2 {
        let renewed = org.admin().raw("PUT", &format!("/api/v1/webhooks/{id}/secret")).send();
        assert!(renewed.is_success(), "{}", renewed.text());
    }
    id
}

/// One that is open, and asks enough people.
fn pulse(org: &Org) -> PulseId {
    (0..10).for_each(|_| drop(org.db_person(Role::Employee, None)));
    let today = chrono::Utc::now().date_naive();
    let new = json!({
        "title": unique(), "opens_on": today, "closes_on": today + chrono::Days::new(6),
        "questions": [{ "kind": "enps", "text": "How likely would you recommend us?" }],
    });
    let id: PulseId =
        post(org.admin(), "/api/v1/pulses", &new)["pulse"]["id"].as_str().expect("an id").parse().expect("an id");
    let open = PulseMove { step: PulseStep::Open };
    org.admin().call::<MovePulse>(PulsePath { id }, Nothing {}, open).expect("it opens");
    id
}

fn ballot(voter: &Persona, id: PulseId) -> Slip {
    let envelope = Envelope::new(random_bytes).expect("an envelope");
    let blinded = BlindBallot { blinded: envelope.blinded() };
    let signed = voter.call::<TakeBallot>(PulsePath { id }, Nothing {}, blinded).expect("a ballot");
    let seen = voter.call::<ReadPulse>(PulsePath { id }, Nothing {}, ()).expect("the pulse");
    envelope.open(id, &seen.public_key.expect("a key"), &signed).expect("signed by the pulse's key")
}

fn sheet(enps: u8) -> Vec<Answer> {
    vec![Answer { number: Some(enps), ..Answer::to(0) }]
}

/// What a server that orders certificates keeps: here there is no authority to order from.
fn certificates(database: &Database) {
    let mut conn = database.admin();
    for (statement, context) in [
        ("INSERT INTO certificates (name, sealed) VALUES ($1, $2)", "tls.certificate/a.example,b.example"),
        ("INSERT INTO acme_accounts (name, sealed) VALUES ($1, $2)", "tls.account/https://acme.example/directory"),
    ] {
        let sealed = sealer(SEAL_KEYS).seal(context, b"a key").expect("sealed");
        let name = context.split_once('/').expect("a name").1;
        sql_query(statement).bind::<Text, _>(name).bind::<Binary, _>(sealed).execute(&mut conn).expect("a row");
    }
}

/// What is sealed as it lies there, and how much of it isn't by `key`.
fn db_sealed(database: &Database, key: &str) -> (String, i64) {
    let places = include_str!("../../../api/src/keys/queries/places.sql");
    let all = format!(
        "SELECT md5(string_agg(encode(sealed, 'hex'), ' ' ORDER BY context, sealed)) AS text FROM ({places}) p"
    );
    let mut conn = database.admin();
    (text(&mut conn, &all), count(&mut conn, &format!("({places}) p WHERE sealed_with(sealed) <> '{key}'")))
}

#[test]
fn everything_is_sealed_anew_while_people_write_and_opens_with_the_new_key_alone() {
    let before = Server::alone(&[]);
    let (database, ground) = (&before.database, Ground::on(before));
    let both = rotated(database, "seal", SEAL, SEAL_KEYS);
    let after = replica(before, SEAL, &both);
    ground.works(after);

    let (is_done, report, meeting) = (AtomicBool::new(false), ground.report.clone(), ground.meeting);
    let (output, written) = thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut version = 1;
            while version < 8 || !is_done.load(Ordering::Relaxed) {
                writes(after, &report, meeting, version, &format!("{NOTE} {version}"));
                version += 1;
            }
            version
        });
        let output = keys(database, &["reseal"], &[(SEAL, &both)]);
        is_done.store(true, Ordering::Relaxed);
        (output, writer.join().expect("the writer"))
    });
    let told = said(&output);
    assert!(output.status.success() && told.contains(&format!("everything is sealed with {}", first(&both))), "{told}");
    for place in OTHERS {
        assert!(told.contains(&format!("{place}: 1 sealed anew with {}", first(&both))), "{place}: {told}");
    }
    assert_eq!(ground.note(after), (format!("{NOTE} {}", written - 1), written), "what was written stays");
    assert_eq!(db_sealed(database, first(&both)).1, 0);
    let again = does(database, &["reseal"], &[(SEAL, &both)]);
    assert_eq!(again, format!("everything is sealed with {}\n", first(&both)), "there is nothing left to do");

    let alone = first_alone(&both);
    let last = replica(before, SEAL, alone);
    ground.works(last);
    assert_eq!(ground.note(last).1, written);
    does(database, &["check"], &[(SEAL, alone)]);
    let opened = |column: &str, table: &str, context: &str| {
        let sealed = text(&mut database.admin(), &format!("SELECT encode({column}, 'hex') AS text FROM {table}"));
        let sealed = data_encoding::HEXLOWER.decode(sealed.as_bytes()).expect("hex");
        String::from_utf8(sealer(alone).open(context, &sealed).expect("it opens")).expect("text")
    };
    assert_eq!(opened("sealed", "certificates", "tls.certificate/a.example,b.example"), "a key");
    assert_eq!(opened("sealed", "acme_accounts", "tls.account/https://acme.example/directory"), "a key");
    let org = organisation_of(&mut database.admin(), ground.report.id);
    let context = format!("single_sign_on.client_secret/{org}");
    assert_eq!(opened("client_secret", "sso_connections", &context), CLIENT_SECRET);
    let closed = PulseMove { step: PulseStep::Close };
    let path = PulsePath { id: ground.pulse };
    at(last, ground.org.admin()).call::<MovePulse>(path, Nothing {}, closed).expect("the answers are counted");
}

#[test]
fn whoever_is_quicker_is_never_undone() {
    let server = Server::alone(&[]);
    let (database, ground) = (&server.database, Ground::on(server));
    let both = rotated(database, "seal", SEAL, SEAL_KEYS);
    let org = organisation_of(&mut database.admin(), ground.report.id);
    let context = format!("one_on_ones.private_note/{org}/{}/{}", ground.report.id, ground.meeting);
    let quicker = sealer(&both).seal(&context, b"Quicker").expect("sealed");

    let mut writer = database.admin();
    run(&mut writer, "BEGIN");
    sql_query("UPDATE private_notes SET sealed = $1, version = 2")
        .bind::<Binary, _>(quicker)
        .execute(&mut writer)
        .expect("a note that is about to be written");
    let mut reseal = command(database, &["reseal"], &[(SEAL, &both)]);
    let reseal = reseal.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let waiting = "pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                   AND query LIKE 'UPDATE private_notes SET sealed%'";
    eventually("it waits for the writer", || count(&mut database.admin(), waiting) == 1);
    run(&mut writer, "COMMIT");
    let output = reseal.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("private_notes.sealed: 0 sealed anew"), "{}", said(&output));
    assert_eq!(ground.note(replica(server, SEAL, first_alone(&both))), ("Quicker".to_owned(), 2));
}

#[test]
fn a_missing_or_wrong_key_is_named_and_nothing_is_touched() {
    let server = Server::alone(&[]);
    let (database, ground) = (&server.database, Ground::on(server));
    let both = rotated(database, "seal", SEAL, SEAL_KEYS);
    let new = first_alone(&both);
    let (lies, old) = db_sealed(database, first(&both));
    assert!(old >= 8, "{old}");

    let missing = refuses(database, &["reseal"], &[(SEAL, new)]);
    assert!(missing.contains("private_notes.sealed: PERFTRACK_SEAL_KEYS has no key \"test\""), "{missing}");
    let wrong = refuses(database, &["reseal"], &[(SEAL, &format!("{new},{WRONG}"))]);
    assert!(
        wrong.contains("private_notes.sealed: what is sealed was changed, or sealed for something else"),
        "{wrong}"
    );
    assert_eq!(db_sealed(database, first(&both)), (lies, old));
    let check = refuses(database, &["check"], &[(SEAL, new)]);
    assert!(check.contains("  test: MISSING, needed for 1 in private_notes.sealed\n"), "{check}");
    assert_eq!(ground.note(server).0, NOTE);
    assert!(refuses(database, &["reseal"], &[]).contains("PERFTRACK_SEAL_KEYS: is needed"));
}

#[test]
fn a_server_that_still_seals_with_the_old_key_is_noticed() {
    let server = Server::alone(&[]);
    let (database, ground) = (&server.database, Ground::on(server));
    let both = rotated(database, "seal", SEAL, SEAL_KEYS);
    does(database, &["reseal"], &[(SEAL, &both)]);
    let after = replica(server, SEAL, &both);
    assert_eq!(ground.note(after).0, NOTE);
    // The server of before can't read what it doesn't know the key of; and what it writes needs the old one.
    writes(server, &ground.report, ground.meeting, 1, "From before");
    let check = does(database, &["check"], &[(SEAL, &both)]);
    assert!(check.contains("  test: needed: 1 in private_notes.sealed\n"), "{check}");
    let why = refuses(database, &["drop", "test", "--only", "seal"], &[(SEAL, &both)]);
    assert!(why.contains("key \"test\" is needed: 1 in private_notes.sealed"), "{why}");
    assert_eq!(ground.note(after), ("From before".to_owned(), 2));
    does(database, &["reseal"], &[(SEAL, &both)]);
    assert_eq!(ground.note(after), ("From before".to_owned(), 2));
}

#[test]
fn a_role_that_sees_a_part_is_refused_for_it_would_find_nothing_to_do() {
    let database = Database::fresh();
    for words in [["check"], ["reseal"]] {
        let settings = [(SEAL, SEAL_KEYS), ("DATABASE_BACKUP_URL", &database.url("pt_app"))];
        let output = keys(&database, &words, &settings);
        assert!(!output.status.success() && said(&output).contains("doesn't see everything"), "{}", said(&output));
    }
}
