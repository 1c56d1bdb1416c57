//! Certificates ordered from a real ACME server on this machine: issued, kept, shared, renewed under load, and waited for.

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use perftrack_tests::{
    Client, Database, Server, db,
    encrypted::{Line, free_port, port},
    eventually,
    pebble::{DOMAIN, Pebble},
};
use rustls::pki_types::CertificateDer;
use serde_json::{Value, json};
use shared::problem::Code;

/// Longer than any test.
const HOUR: u32 = 3600;

/// A server that orders from `pebble`, and is asked for proofs at `plain`.
fn ordering(database: &Database, pebble: &Pebble, plain: u16) -> &'static Server {
    let (origin, at) = (format!("https://{DOMAIN}"), format!("127.0.0.1:{plain}"));
    let (directory, root) = (pebble.directory(), pebble.root_file());
    let settings = [
        ("PERFTRACK_ORIGIN", origin.as_str()),
        ("PERFTRACK_TRUSTED_PROXIES", ""),
        ("PERFTRACK_PLAIN_LISTEN", at.as_str()),
        ("PERFTRACK_ACME_DOMAINS", DOMAIN),
        ("PERFTRACK_ACME_CONTACT", "tls@example.com"),
        ("PERFTRACK_ACME_DIRECTORY", directory.as_str()),
        ("PERFTRACK_ACME_ROOT", root.as_str()),
        ("PERFTRACK_OPERATOR_MAIL", "operator@example.com"),
    ];
    Server::start(database.clone(), &settings).until_the_test_ends()
}

fn opened(server: &Server, roots: &[CertificateDer<'static>]) -> Option<Line> {
    Line::open(port(server), DOMAIN, roots).ok()
}

/// The certificate that a server proves itself by, once it does.
fn certificate(server: &Server, roots: &[CertificateDer<'static>]) -> Vec<u8> {
    eventually("a certificate that holds is served", || opened(server, roots).is_some());
    opened(server, roots).expect("it still does").certificate()
}

fn kept(database: &Database) -> String {
    db::text(&mut database.admin(), "SELECT coalesce(max(version), 0)::text AS text FROM certificates")
}

#[test]
fn a_certificate_is_ordered_once_kept_sealed_and_found_again_after_a_restart() {
    let (database, plain) = (Database::fresh(), free_port());
    let mut pebble = Pebble::start(plain, HOUR, 0);
    let first = ordering(&database, &pebble, plain);
    let roots = pebble.roots();
    let shown = certificate(first, &roots);
    assert_eq!((pebble.issued(), kept(&database).as_str()), (1, "1"));
    let sealed = "certificates WHERE position('PRIVATE KEY'::bytea IN sealed) = 0 AND length(sealed) > 500";
    assert_eq!(db::count(&mut database.admin(), sealed), 1);
    let accounts = "acme_accounts WHERE position('key_pkcs8'::bytea IN sealed) = 0";
    assert_eq!(db::count(&mut database.admin(), accounts), 1);
    first.signal("TERM");
    eventually("it has ended", || first.has_ended());
    // With the authority away too: what was kept is enough.
    pebble.stop();
    let second = ordering(&database, &pebble, plain);
    assert_eq!(certificate(second, &roots), shown);
    assert_eq!(kept(&database), "1");
    assert!(!second.log().contains("PRIVATE KEY"), "keys are never logged");
}

#[test]
fn replicas_share_one_order_and_any_of_them_answers_the_authority() {
    let (database, plain) = (Database::fresh(), [free_port(), free_port()]);
    let pebble = Pebble::start(plain[1], HOUR, 0);
    let mut conn = database.admin();
    // Nobody orders before both are there; then both want to.
    let name = format!("{} {DOMAIN}", pebble.directory());
    let hold = format!("INSERT INTO certificates (name, next_at) VALUES ('{name}', now() + interval '1 hour')");
    db::run(&mut conn, &hold);
    let servers = plain.map(|plain| ordering(&database, &pebble, plain));
    db::run(&mut conn, "UPDATE certificates SET next_at = now()");
    let roots = pebble.roots();
    let shown = servers.map(|server| certificate(server, &roots));
    assert_eq!(shown[0], shown[1]);
    assert_eq!((pebble.issued(), kept(&database).as_str()), (1, "1"));
    // Whichever of them orders, whichever is asked.
    let proof = "INSERT INTO acme_challenges VALUES ('a-token', 'a-token.proof', now() + interval '1 minute'),
                                                    ('of-old', 'of-old.proof', now() - interval '1 minute')";
    db::run(&mut conn, proof);
    for (server, plain) in servers.into_iter().zip(plain) {
        let mut authority = Client::visitor(server);
        authority.origin = format!("http://127.0.0.1:{plain}");
        let ask = |token: &str| authority.raw("GET", &format!("/.well-known/acme-challenge/{token}")).send();
        assert_eq!((ask("a-token").status, ask("a-token").text().as_str()), (200, "a-token.proof"));
        assert_eq!(ask("of-old").problem().code, Code::NotFound);
        assert_eq!(ask("%00").problem().code, Code::NotFound);
    }
}

#[test]
fn an_authority_that_keeps_refusing_nonces_is_asked_until_it_gives() {
    let (database, plain) = (Database::fresh(), free_port());
    let pebble = Pebble::start(plain, HOUR, 30);
    let server = ordering(&database, &pebble, plain);
    let roots = pebble.roots();
    // Each try that fails pauses for longer.
    let until = Instant::now() + Duration::from_secs(240);
    while opened(server, &roots).is_none() {
        assert!(Instant::now() < until, "{}", server.log());
        thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(kept(&database), "1");
}

#[test]
fn renewing_under_load_fails_no_request_and_ends_no_connection() {
    let (database, plain) = (Database::fresh(), free_port());
    // Renewed when twelve seconds are left.
    let pebble = Pebble::start(plain, 36, 0);
    let server = ordering(&database, &pebble, plain);
    let roots = pebble.roots();
    let first = certificate(server, &roots);
    let mut kept_open = opened(server, &roots).expect("a connection");
    assert_eq!(kept_open.get("/health/live").status(), 200);
    let (renewed, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !renewed.load(Ordering::Relaxed) {
                    // A handshake each time, verified; and several requests on it.
                    let mut line = Line::open(port(server), DOMAIN, &roots).expect("every handshake succeeds");
                    for _ in 0..5 {
                        assert_eq!(line.get("/health/ready").status(), 200);
                        asked.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
        let seen = || opened(server, &roots).is_some_and(|line| line.certificate() != first);
        // However it ends, those who ask must stop.
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| eventually("it is renewed", seen)));
        renewed.store(true, Ordering::Relaxed);
        assert!(outcome.is_ok(), "{}", server.log());
    });
    assert!(asked.load(Ordering::Relaxed) > 15);
    assert_eq!(kept_open.get("/health/live").status(), 200, "the old connection goes on");
    assert_eq!(kept(&database), "2");
}

#[test]
fn while_the_authority_is_away_the_old_one_stays_and_the_operator_is_told() {
    let (database, plain) = (Database::fresh(), free_port());
    let mut pebble = Pebble::start(plain, 45, 0);
    let server = ordering(&database, &pebble, plain);
    let roots = pebble.roots();
    let first = certificate(server, &roots);
    pebble.stop();
    eventually("renewing was tried", || server.log().contains("no new certificate this time"));
    assert_eq!(certificate(server, &roots), first);
    let mail = server.mailbox.first_to("operator@example.com");
    assert!(mail.subject.contains("certificate"), "{}", mail.subject);
    eventually("the log says it too", || server.log().contains("the certificate ends soon"));
    // It comes back without any memory of us, accounts included.
    pebble.resume();
    let roots = pebble.roots();
    assert_ne!(certificate(server, &roots), first);
    assert_eq!(kept(&database), "2");
}

#[test]
fn proofs_that_the_authority_does_not_find_are_tried_again_later_and_the_old_one_stays() {
    let plain = free_port();
    refuses(plain, "httpPort", json!(free_port()), "acme:error:connection", json!(plain));
}

#[test]
fn an_order_that_the_authority_refuses_is_tried_again_later_and_the_old_one_stays() {
    refuses(free_port(), "domainBlocklist", json!([DOMAIN]), "rejectedIdentifier", json!([]));
}

/// The authority orders once, and then refuses for a `reason`, until what is `set` of it is mended.
fn refuses(plain: u16, set: &str, wrong: Value, reason: &str, mended: Value) {
    let database = Database::fresh();
    let mut pebble = Pebble::start(plain, 45, 0);
    let server = ordering(&database, &pebble, plain);
    let roots = pebble.roots();
    let first = certificate(server, &roots);
    pebble.stop();
    pebble.set(set, wrong);
    pebble.resume();
    // Whoever is forgotten is refused once for that.
    let attempts = "certificates WHERE version = 1 AND attempts >= 2";
    let refused = || server.log().contains(reason) && db::count(&mut database.admin(), attempts) == 1;
    eventually("it was refused, more than once", refused);
    assert_eq!(certificate(server, &roots), first);
    assert!(server.log().contains("no new certificate this time"), "{}", server.log());
    assert_eq!((pebble.issued(), kept(&database).as_str()), (0, "1"));
    pebble.stop();
    pebble.set(set, mended);
    pebble.resume();
    let roots = pebble.roots();
    assert_ne!(certificate(server, &roots), first);
    assert_eq!((pebble.issued(), kept(&database).as_str()), (1, "2"));
}
