//! Whom the server itself asks: a database or a mail server that can't prove who it is learns nothing.

use std::{
    io::{self, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    time::Duration,
};

use perftrack_tests::{
    Database, Server, db,
    encrypted::{Authority, Files, setting},
    eventually,
};
use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};

/// What is said before TLS begins.
type Begins = fn(&mut TcpStream) -> io::Result<()>;

/// Somebody who speaks TLS with a certificate that was made for it, right or wrong.
struct StandIn {
    port: u16,
    told: Arc<Mutex<Vec<String>>>,
}

impl StandIn {
    /// Once TLS is spoken it `says` something, if that is for it to begin.
    fn start((chain, key): (String, String), begins: Begins, says: &'static [u8]) -> Self {
        let chain = vec![CertificateDer::from_pem_slice(chain.as_bytes()).unwrap()];
        let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
        let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let config = Arc::new(config.with_single_cert(chain, key).unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let told = Arc::new(Mutex::new(Vec::new()));
        let inside = Arc::clone(&told);
        std::thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                let (config, told) = (Arc::clone(&config), Arc::clone(&inside));
                std::thread::spawn(move || {
                    let heard = heard(config, socket, begins, says).unwrap_or_default();
                    told.lock().unwrap().push(String::from_utf8_lossy(&heard).into_owned());
                });
            }
        });
        Self { port, told }
    }

    /// What each that came has told it under TLS; empty of whoever left before that.
    fn told(&self) -> Vec<String> {
        self.told.lock().unwrap().clone()
    }

    /// Whether somebody came, and nobody told anything.
    fn learned_nothing(&self) -> bool {
        eventually("somebody comes", || !self.told().is_empty());
        self.told().iter().all(String::is_empty)
    }
}

fn heard(config: Arc<ServerConfig>, mut socket: TcpStream, begins: Begins, says: &[u8]) -> io::Result<Vec<u8>> {
    socket.set_read_timeout(Some(Duration::from_secs(30)))?;
    begins(&mut socket)?;
    let mut session = ServerConnection::new(config).map_err(io::Error::other)?;
    while session.is_handshaking() {
        session.complete_io(&mut socket)?;
    }
    let mut line = StreamOwned::new(session, socket);
    line.write_all(says)?;
    line.flush()?;
    let mut bytes = vec![0; 1024];
    let read = line.read(&mut bytes)?;
    bytes.truncate(read);
    Ok(bytes)
}

/// Postgres is asked in eight bytes whether it speaks TLS.
fn as_postgres(socket: &mut TcpStream) -> io::Result<()> {
    const TLS: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];
    let mut asked = [0; 8];
    loop {
        socket.read_exact(&mut asked)?;
        if asked == TLS {
            return socket.write_all(b"S");
        }
        socket.write_all(b"N")?;
    }
}

fn at_once(_: &mut TcpStream) -> io::Result<()> {
    Ok(())
}

fn after_starttls(socket: &mut TcpStream) -> io::Result<()> {
    for (says, until) in [("220 ready", "EHLO"), ("250-here\r\n250 STARTTLS", "STARTTLS"), ("220 go on", "")] {
        socket.write_all(format!("{says}\r\n").as_bytes())?;
        if !until.is_empty() {
            let mut line = Vec::new();
            let mut byte = [0];
            while byte != *b"\n" {
                socket.read_exact(&mut byte)?;
                line.extend(byte);
            }
            assert!(line.starts_with(until.as_bytes()), "{line:?}");
        }
    }
    Ok(())
}

#[test]
fn a_database_that_cannot_prove_itself_is_told_not_even_a_name() {
    let (ours, stranger) = (Authority::default(), Authority::default());
    let root = Files::holding((ours.pem(), String::new()));
    let asked = |certificate: (String, String)| {
        let stand_in = StandIn::start(certificate, as_postgres, b"");
        let url = |role: &str| {
            let (port, root) = (stand_in.port, setting(&root.chain()));
            let verified = format!("sslmode=verify-full&sslrootcert={root}&connect_timeout=10");
            format!("postgres://{role}:a-secret-of-{role}@localhost:{port}/perftrack?{verified}")
        };
        let (app, auth) = (url("pt_app"), url("pt_auth"));
        let settings = [("DATABASE_URL", app.as_str()), ("DATABASE_AUTH_URL", auth.as_str())];
        assert!(Server::try_start(Database::shared().clone(), &settings).is_err(), "nobody is at home there");
        stand_in
    };
    // As it should be: then it is told who comes.
    let right = asked(ours.issue(&["localhost"]));
    eventually("it is told who comes", || right.told().iter().any(|told| told.contains("pt_app")));
    assert!(asked(stranger.issue(&["localhost"])).learned_nothing(), "vouched for by a stranger");
    assert!(asked(ours.issue(&["db.example.com"])).learned_nothing(), "made for somebody else");
}

#[test]
fn a_mail_server_that_cannot_prove_itself_gets_no_mail() {
    let ways: [(&str, &str, Begins); 2] = [("smtps", "", at_once), ("smtp", "?tls=required", after_starttls)];
    for (scheme, more, begins) in ways {
        let stand_in = StandIn::start(Authority::default().issue(&["localhost"]), begins, b"220 ready\r\n");
        let url = format!("{scheme}://mailer:a-secret@localhost:{}{more}", stand_in.port);
        let database = Database::fresh();
        let _server = Server::start(database.clone(), &[("PERFTRACK_SMTP_URL", url.as_str())]);
        db::run(
            &mut database.admin(),
            "INSERT INTO mails (id, recipient, subject, text_body, html_body)
             VALUES (gen_random_uuid(), 'ada@example.com', 's', 't', 'h')",
        );
        let why = || db::texts(&mut database.admin(), "SELECT coalesce(last_error, '') AS text FROM mails").concat();
        eventually("it was tried, and waits for one that can", || why().contains("certificate"));
        assert_eq!(db::count(&mut database.admin(), "mails WHERE sent_at IS NULL"), 1);
        assert!(stand_in.learned_nothing(), "{scheme}{more}: {:?}", stand_in.told());
    }
}
