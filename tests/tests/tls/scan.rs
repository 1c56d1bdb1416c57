//! What a public scanner looks for: every suite that a client knows, versions that nobody should speak, renegotiation,
//! compression, and what is shown as proof.

use std::{
    io::{Read, Write},
    net::TcpStream,
    process::{Command, Stdio},
    time::Duration,
};

use perftrack_tests::{
    Server,
    encrypted::{Authority, Line, port},
};

use super::{handshakes::shakes_hands, holding, speaking};

/// What a client knows of 1.2 and older, however bad.
fn suites() -> Vec<String> {
    let mut list = Command::new("openssl");
    list.args(["ciphers", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"]).env("OPENSSL_CONF", "/dev/null");
    let output = list.output().expect("openssl runs");
    let listed = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    listed.split(':').filter(|suite| !suite.starts_with("TLS_")).map(str::to_owned).collect()
}

#[test]
fn of_all_suites_those_with_forward_secrecy_and_authentication_are_spoken_and_no_other() {
    let (server, _files) = speaking(&Authority::default(), &[]);
    let all = suites();
    assert!(all.len() > 50, "{all:?}");
    let spoken = |suite: &&String| shakes_hands(server, &["-tls1_2", "-cipher", &format!("{suite}:@SECLEVEL=0")]).0;
    let mut spoken: Vec<&str> = all.iter().filter(spoken).map(String::as_str).collect();
    spoken.sort_unstable();
    let good = ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305"];
    assert_eq!(spoken, good);
}

/// The beginning of a talk in a version of so long ago that openssl has forgotten it.
fn hello(version: [u8; 2]) -> Vec<u8> {
    let random = [7_u8; 32];
    // No session, one suite, no compression.
    let body = [&version[..], &random, &[0, 0, 2, 0, 0x2f, 1, 0]].concat();
    let length = |bytes: usize| u16::try_from(bytes).expect("it is short").to_be_bytes();
    let handshake = [&[1_u8, 0][..], &length(body.len()), body.as_slice()].concat();
    [&[0x16_u8][..], &version, &length(handshake.len()), handshake.as_slice()].concat()
}

/// What is answered to these bytes.
fn answered(server: &Server, bytes: &[u8]) -> Vec<u8> {
    let mut socket = TcpStream::connect(("127.0.0.1", port(server))).expect("it listens");
    socket.set_read_timeout(Some(Duration::from_secs(60))).expect("a socket");
    // It may be refused before all of it is taken.
    let _ = socket.write_all(bytes);
    let mut answer = Vec::new();
    let _ = socket.read_to_end(&mut answer);
    answer
}

#[test]
fn what_is_older_than_tls_is_answered_by_an_alert_or_not_at_all() {
    let (server, _files) = speaking(&Authority::default(), &[]);
    // SSL 2: no records, a length and a hello of three suites.
    let ssl_2 = [0x80, 0x1c, 1, 0, 2, 0, 3, 0, 0, 0, 16, 7, 0, 0xc0, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7];
    for bytes in [hello([3, 0]), hello([3, 1]), hello([3, 2]), ssl_2.to_vec()] {
        let answer = answered(server, &bytes);
        // 21 is an alert; a hello would be 22.
        assert!(answer.is_empty() || answer.first() == Some(&21), "{bytes:?}: {answer:?}");
    }
}

#[test]
fn nothing_is_compressed_and_what_was_agreed_stays() {
    let (server, _files) = speaking(&Authority::default(), &[]);
    let (done, said) = shakes_hands(server, &["-tls1_2", "-comp"]);
    assert!(done && said.contains("Compression: NONE"), "{said}");
    // The client's own safety from a talk that begins with somebody else's is confirmed …
    assert!(said.contains("Secure Renegotiation IS supported"), "{said}");
    // … and that it begins anew is refused.
    let mut client = Command::new("openssl");
    client.args(["s_client", "-tls1_2", "-connect", &format!("127.0.0.1:{}", port(server))]);
    client.env("OPENSSL_CONF", "/dev/null").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut client = client.spawn().expect("openssl runs");
    // Kept open: at its end the client would leave before it is answered.
    let mut orders = client.stdin.take().expect("its input");
    orders.write_all(b"R\n").expect("it listens");
    let output = client.wait_with_output().expect("it ends");
    drop(orders);
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(said.contains("RENEGOTIATING") && said.contains("no renegotiation"), "{said}");
}

#[test]
fn it_proves_to_be_whom_it_is_and_nobody_else() {
    let (authority, stranger) = (Authority::default(), Authority::default());
    let (server, _files) = speaking(&authority, &[]);
    let opens = |name: &str, authority: &Authority| Line::open(port(server), name, &[authority.root()]).is_ok();
    assert!(opens("localhost", &authority));
    for name in ["example.com", "sub.localhost", "localhost.example.com"] {
        assert!(!opens(name, &authority), "{name}");
    }
    assert!(!opens("localhost", &stranger));
}

#[test]
fn the_chain_is_shown_in_order_and_without_its_root() {
    let root = Authority::default();
    let between = root.below();
    let (certificate, key) = between.issue(&["localhost"]);
    let (server, _files) = holding(([certificate, between.pem()].concat(), key), &[]);
    let chain = Line::open(port(server), "localhost", &[root.root()]).expect("it proves who it is").chain();
    assert_eq!(chain.len(), 2);
    assert_eq!(chain.last(), Some(&between.root()));
}
