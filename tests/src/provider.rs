//! OpenID providers: a real one, which is a program of its own, and one that misbehaves as it is told to, on a real socket
//! and with a real key.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use aws_lc_rs::{
    hmac,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::{
    guardian::{Guardian, Lines},
    server::run_guarded,
};

/// As what every provider here knows us.
pub const CLIENT_ID: &str = "perftrack";
/// Our secret there.
pub const CLIENT_SECRET: &str = "a secret that only the two of us know";

/// The real one: `tests/oidc/provider.mjs`.
pub struct RealProvider {
    /// By which address it calls itself.
    pub issuer: String,
    _guardian: Guardian,
    // Whoever prints into a closed pipe ends.
    _lines: Lines,
}

impl RealProvider {
    /// One that sends people back to `redirect_uri`. A thin one says the address beside its tokens alone.
    pub fn start(redirect_uri: &str, thin: bool) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("oidc");
        assert!(
            folder.join("node_modules/oidc-provider").exists(),
            "no provider there: npm ci in {}",
            folder.display()
        );
        let (guardian, mut lines, _) = run_guarded(&["node", "provider.mjs"], |command| {
            let thin = if thin { "1" } else { "" };
            command.current_dir(&folder).env("REDIRECT_URI", redirect_uri).env("THIN", thin).env("PAGE", "");
        });
        let issuer = lines.after("listening on ").expect("the provider starts");
        Self { issuer, _guardian: guardian, _lines: lines }
    }
}

/// What a provider does at one of its addresses.
#[derive(Debug, Clone)]
pub enum Reply {
    /// Answers with this.
    Json(Value),
    /// Answers with this status, these lines of the head and this body.
    Raw(u16, String, String),
    /// Goes on for ever.
    Endless,
    /// Keeps the connection and says nothing.
    Silent,
}

/// A request as it was heard.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Its path.
    pub path: String,
    /// Its `authorization`, if it had one.
    pub authorization: Option<String>,
    /// Its body.
    pub body: String,
}

/// One that does as it is told.
pub struct Provider {
    port: u16,
    key: EcdsaKeyPair,
    replies: Arc<Mutex<HashMap<String, Reply>>>,
    heard: Arc<Mutex<Vec<Asked>>>,
}

impl Default for Provider {
    fn default() -> Self {
        Self::new()
    }
}

impl Provider {
    /// One that is in order, and has nothing to say of anybody yet.
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key");
        let provider = Self { port, key, replies: Arc::default(), heard: Arc::default() };
        provider.does("/.well-known/openid-configuration", Reply::Json(provider.description()));
        provider.does("/keys", Reply::Json(json!({ "keys": [provider.public_key("one")] })));
        let (replies, heard) = (provider.replies.clone(), provider.heard.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (replies, heard) = (replies.clone(), heard.clone());
                std::thread::spawn(move || {
                    if let Some(asked) = read(&stream) {
                        let reply = replies.lock().expect("the replies").get(&asked.path).cloned();
                        heard.lock().expect("the notes").push(asked);
                        let _ = act(stream, reply.unwrap_or_else(|| Reply::Raw(404, String::new(), String::new())));
                    }
                });
            }
        });
        provider
    }

    /// By which address it calls itself.
    pub fn issuer(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What it says of itself.
    pub fn description(&self) -> Value {
        let issuer = self.issuer();
        json!({
            "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize?tenant=1"),
            "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/keys"),
            "response_types_supported": ["code"],
        })
    }

    /// From now on it does this at a path.
    pub fn does(&self, path: &str, reply: Reply) {
        self.replies.lock().expect("the replies").insert(path.to_owned(), reply);
    }

    /// From now on it gives this token for any code.
    pub fn gives(&self, token: &str) {
        self.does("/token", Reply::Json(json!({ "id_token": token, "token_type": "Bearer", "access_token": "a" })));
    }

    /// What it was asked at a path.
    pub fn asked(&self, path: &str) -> Vec<Asked> {
        let heard = self.heard.lock().expect("the notes");
        heard.iter().filter(|asked| asked.path == path).cloned().collect()
    }

    /// Its key as it publishes it, by this name.
    pub fn public_key(&self, id: &str) -> Value {
        let point = self.key.public_key().as_ref();
        let (x, y) = point[1..].split_at(32);
        let encoded = |part: &[u8]| URL_SAFE_NO_PAD.encode(part);
        json!({ "kty": "EC", "crv": "P-256", "use": "sig", "kid": id, "x": encoded(x), "y": encoded(y) })
    }

    /// A token that says this, as it should be.
    pub fn token(&self, claims: &Value) -> String {
        self.signed(&json!({ "alg": "ES256", "kid": "one", "typ": "JWT" }), claims)
    }

    /// The same under another head.
    pub fn signed(&self, header: &Value, claims: &Value) -> String {
        let text = unsigned(header, claims);
        let signature = self.key.sign(&SystemRandom::new(), text.as_bytes()).expect("a signature");
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
    }

    /// A token keyed with what everybody knows of its key.
    pub fn keyed_with_what_is_public(&self, claims: &Value) -> String {
        let text = unsigned(&json!({ "alg": "HS256", "kid": "one", "typ": "JWT" }), claims);
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.key.public_key().as_ref());
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(hmac::sign(&key, text.as_bytes()).as_ref()))
    }
}

/// Head and claims, and no signature.
pub fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", part(header), part(claims))
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let (mut length, mut authorization) = (0, None);
    loop {
        let mut next = String::new();
        reader.read_line(&mut next).ok()?;
        let Some((name, value)) = next.trim_end().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().ok()?,
            "authorization" => authorization = Some(value.to_owned()),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let path = line.split_whitespace().nth(1)?.split('?').next()?.to_owned();
    Some(Asked { path, authorization, body: String::from_utf8_lossy(&body).into_owned() })
}

fn act(mut stream: TcpStream, reply: Reply) -> std::io::Result<()> {
    let mut say = |status: u16, head: &str, body: &str| {
        write!(stream, "HTTP/1.1 {status} X\r\n{head}content-length: {}\r\n\r\n{body}", body.len())
    };
    match reply {
        Reply::Json(value) => say(200, "content-type: application/json\r\n", &value.to_string()),
        Reply::Raw(status, head, body) => say(status, &head, &body),
        Reply::Endless => {
            write!(stream, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")?;
            loop {
                write!(stream, "400\r\n{}\r\n", " ".repeat(1024))?;
            }
        }
        Reply::Silent => {
            std::thread::sleep(Duration::from_secs(60));
            Ok(())
        }
    }
}
