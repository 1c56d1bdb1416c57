//! Speaking TLS as a careful client does, and being a certificate authority.

use std::{
    io::{self, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use rcgen::{BasicConstraints, Certificate, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, ServerName},
};

use crate::{Server, unique};

/// A certificate authority of the test's own.
pub struct Authority {
    certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
}

impl Default for Authority {
    fn default() -> Self {
        let (params, key) = called("An authority for tests");
        let certificate = params.self_signed(&key).expect("a certificate");
        Self { certificate, issuer: Issuer::new(params, key) }
    }
}

fn called(name: &str) -> (CertificateParams, KeyPair) {
    let mut params = CertificateParams::new(Vec::<String>::new()).expect("no names are fine");
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
    (params, KeyPair::generate().expect("a key"))
}

impl Authority {
    /// Another one, for which this one vouches.
    pub fn below(&self) -> Self {
        let (params, key) = called("An authority below it");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        Self { certificate, issuer: Issuer::new(params, key) }
    }

    /// What believes it.
    pub fn root(&self) -> CertificateDer<'static> {
        self.certificate.der().clone()
    }

    /// The same as PEM.
    pub fn pem(&self) -> String {
        self.certificate.pem()
    }

    /// A certificate for `names` and its key, as PEM.
    pub fn issue(&self, names: &[&str]) -> (String, String) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let params = CertificateParams::new(names).expect("names");
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        (certificate.pem(), key.serialize_pem())
    }
}

/// A certificate in files, as the settings name them. They are gone with it.
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// Puts one there.
    pub fn holding((chain, key): (String, String)) -> Self {
        let folder = std::env::temp_dir().join(format!("perftrack-test-tls-{}-{}", std::process::id(), unique()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let files = Self { folder };
        files.hold((chain, key));
        files
    }

    /// Puts another in its place, each file at once.
    pub fn hold(&self, (chain, key): (String, String)) {
        for (file, text) in [(self.chain(), chain), (self.key(), key)] {
            let new = file.with_extension("new");
            std::fs::write(&new, text).expect("a file");
            std::fs::rename(new, file).expect("it takes its place");
        }
    }

    /// The certificate's file.
    pub fn chain(&self) -> PathBuf {
        self.folder.join("chain.pem")
    }

    /// The key's file.
    pub fn key(&self) -> PathBuf {
        self.folder.join("key.pem")
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A path as a setting.
pub fn setting(path: &Path) -> String {
    path.to_str().expect("a readable path").to_owned()
}

/// A port that nobody listens on at the moment.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

/// The port of a server.
pub fn port(server: &Server) -> u16 {
    server.url.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port")
}

/// A connection by TLS, its certificate verified.
pub struct Line(StreamOwned<ClientConnection, TcpStream>);

impl Line {
    /// To a server of this machine that proves to be `name`, to those who believe `roots` alone.
    pub fn open(port: u16, name: &str, roots: &[CertificateDer<'static>]) -> io::Result<Self> {
        let mut store = RootCertStore::empty();
        roots.iter().for_each(|root| store.add(root.clone()).expect("a root"));
        let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
        let config = config.with_safe_default_protocol_versions().expect("versions").with_root_certificates(store);
        let name = ServerName::try_from(name.to_owned()).expect("a name");
        let mut session = ClientConnection::new(Arc::new(config.with_no_client_auth()), name).expect("a client");
        let mut socket = TcpStream::connect(("127.0.0.1", port))?;
        socket.set_read_timeout(Some(Duration::from_secs(60)))?;
        while session.is_handshaking() {
            session.complete_io(&mut socket)?;
        }
        Ok(Self(StreamOwned::new(session, socket)))
    }

    /// The certificate that the server showed.
    pub fn certificate(&self) -> Vec<u8> {
        let shown = self.0.conn.peer_certificates().and_then(|chain| chain.first());
        shown.expect("the server showed one").to_vec()
    }

    /// Everything that it showed to prove it, in its order.
    pub fn chain(&self) -> Vec<CertificateDer<'static>> {
        self.0.conn.peer_certificates().expect("the server showed some").to_vec()
    }

    /// Sends a request and reads its answer; the connection stays.
    pub fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> io::Result<Answer> {
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() {
            head.push_str(&format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len()));
        }
        self.0.write_all(format!("{head}\r\n{body}").as_bytes())?;
        self.0.flush()?;
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            self.0.read_exact(&mut byte)?;
            head.extend(byte);
        }
        let head = String::from_utf8_lossy(&head).into_owned();
        let mut answer = Answer { head, body: Vec::new() };
        let length = answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        answer.body = vec![0; length];
        self.0.read_exact(&mut answer.body)?;
        Ok(answer)
    }

    /// Sends bytes as they are, and gives what comes until that is enough or the other side ends it.
    pub fn exchange(&mut self, bytes: &[u8], enough: impl Fn(&str) -> bool) -> String {
        // It may be refused before all of it is taken.
        let _ = self.0.write_all(bytes).and_then(|()| self.0.flush());
        let mut came = Vec::new();
        let mut chunk = [0; 4096];
        while !enough(&String::from_utf8_lossy(&came)) {
            match self.0.read(&mut chunk) {
                Ok(read @ 1..) => came.extend_from_slice(&chunk[..read]),
                _ => break,
            }
        }
        String::from_utf8_lossy(&came).into_owned()
    }

    /// A GET that must be answered.
    pub fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, &[], "").expect("it is answered")
    }
}

/// An answer as it came.
#[derive(Debug)]
pub struct Answer {
    head: String,
    /// Its body.
    pub body: Vec<u8>,
}

impl Answer {
    /// Its status.
    pub fn status(&self) -> u16 {
        self.head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status")
    }

    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut fields = self.head.lines().filter_map(|line| line.split_once(": "));
        fields.find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}
