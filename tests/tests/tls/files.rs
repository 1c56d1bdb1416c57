//! A certificate in files: replaced without ending a connection, and kept when the new one is none.

use perftrack_tests::{
    Database, Server,
    encrypted::{Authority, Files, Line, port, setting},
    eventually,
};

use super::speaking;

fn opened(server: &Server, authority: &Authority) -> Line {
    Line::open(port(server), "localhost", &[authority.root()]).expect("it proves who it is")
}

#[test]
fn another_certificate_begins_with_the_next_handshake_and_ends_no_connection() {
    let authority = Authority::default();
    let (server, files) = speaking(&authority, &[]);
    let mut before = opened(server, &authority);
    assert_eq!(before.get("/health/live").status(), 200);
    files.hold(authority.issue(&["localhost"]));
    // By itself, without a signal.
    eventually("the new one is served", || opened(server, &authority).certificate() != before.certificate());
    assert_eq!(before.get("/health/live").status(), 200, "the old connection goes on");
    assert_eq!(opened(server, &authority).get("/health/live").status(), 200);
}

#[test]
fn what_cannot_be_used_is_said_and_what_was_there_stays() {
    let authority = Authority::default();
    let (server, files) = speaking(&authority, &[]);
    let served = opened(server, &authority).certificate();
    let (good, _) = authority.issue(&["localhost"]);
    let (_, stranger) = authority.issue(&["localhost"]);
    for (broken, reason) in [
        (("no certificate".to_owned(), "no key".to_owned()), "there is no certificate"),
        ((good.clone(), "no key".to_owned()), "the private key can't be read"),
        ((good, stranger), "the key doesn't belong to the certificate"),
    ] {
        files.hold(broken);
        server.signal("HUP");
        eventually(reason, || server.log().contains(reason));
        assert_eq!(opened(server, &authority).certificate(), served);
    }
    files.hold(authority.issue(&["localhost"]));
    server.signal("HUP");
    eventually("a good one is taken again", || opened(server, &authority).certificate() != served);
}

#[test]
fn the_server_does_not_start_with_a_key_of_another_certificate() {
    let authority = Authority::default();
    let ((chain, _), (_, key)) = (authority.issue(&["localhost"]), authority.issue(&["localhost"]));
    let files = Files::holding((chain, key));
    let (chain, key) = (setting(&files.chain()), setting(&files.key()));
    let settings = [("PERFTRACK_TLS_CERT", chain.as_str()), ("PERFTRACK_TLS_KEY", key.as_str())];
    let log = Server::try_start(Database::shared().clone(), &settings).err().expect("it refuses");
    assert!(log.contains("the key doesn't belong to the certificate"), "{log}");
    assert!(!log.contains("PRIVATE KEY"), "{log}");
}
