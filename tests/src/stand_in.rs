//! A stand-in for what our server posts to, such as Slack or Teams: a real socket, answering as scripted.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use serde_json::Value;

/// What it does with one request, once it has read it.
#[derive(Debug, Clone, Copy)]
pub enum Does {
    /// Answers with this status, these lines of the head and this body.
    Says(u16, &'static str, &'static str),
    /// The same, after a while.
    Slowly(Duration, u16),
    /// Keeps the connection and says nothing.
    Hangs,
    /// Closes the connection.
    HangsUp,
    /// Answers 200 and goes on for ever.
    Babbles,
}

/// As Slack answers what it takes.
pub const OK: Does = Does::Says(200, "content-type: text/html\r\n", "ok");

/// A request as it was heard.
#[derive(Debug, Clone)]
pub struct Heard {
    /// Its first line.
    pub line: String,
    /// Its head, in small letters.
    pub head: Vec<String>,
    /// Its head as it came.
    lines: Vec<String>,
    /// Its body as it came.
    pub body: Vec<u8>,
    /// Its body, read.
    pub json: Value,
}

/// Listens until the tests end.
pub struct StandIn {
    port: u16,
    heard: Arc<Mutex<Vec<Heard>>>,
    script: Arc<Mutex<VecDeque<Does>>>,
}

impl StandIn {
    /// One that does these, one after the other, and takes whatever comes afterwards.
    pub fn doing(script: &[Does]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let heard: Arc<Mutex<Vec<Heard>>> = Arc::default();
        let script = Arc::new(Mutex::new(script.iter().copied().collect::<VecDeque<_>>()));
        let (notes, left) = (heard.clone(), script.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (notes, left) = (notes.clone(), left.clone());
                std::thread::spawn(move || {
                    if let Some(request) = read(&stream) {
                        notes.lock().expect("the notes").push(request);
                        let does = left.lock().expect("the script").pop_front().unwrap_or(OK);
                        let _ = act(stream, does);
                    }
                });
            }
        });
        Self { port, heard, script }
    }

    /// Does this next, after what it was to do already.
    pub fn then(&self, does: Does) {
        self.script.lock().expect("the script").push_back(does);
    }

    /// Where it listens, with a secret in its path.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/services/T0001/B0002/s3cretS3cretS3cretS3cret", self.port)
    }

    /// What it has heard.
    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().expect("the notes").clone()
    }

    /// The same once it is so much; panics when it doesn't come to that.
    #[track_caller]
    pub fn hears(&self, count: usize) -> Vec<Heard> {
        let until = Instant::now() + Duration::from_secs(40);
        while self.heard().len() < count {
            assert!(Instant::now() < until, "heard {} of {count}", self.heard().len());
            std::thread::sleep(Duration::from_millis(50));
        }
        self.heard()
    }
}

impl Heard {
    /// What a header says; nothing if it isn't there.
    pub fn header(&self, name: &str) -> &str {
        let of_name = |line: &&String| line.split_once(':').is_some_and(|(have, _)| have.eq_ignore_ascii_case(name));
        let found = self.lines.iter().find(of_name).and_then(|line| line.split_once(':'));
        found.map(|(_, says)| says.trim()).unwrap_or_default()
    }

    /// The sentence, as Slack shows it.
    pub fn said(&self) -> &str {
        self.json["text"].as_str().unwrap_or_default()
    }
}

fn read(stream: &TcpStream) -> Option<Heard> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let (mut head, mut lines) = (Vec::new(), Vec::new());
    loop {
        let mut next = String::new();
        reader.read_line(&mut next).ok()?;
        match next.trim_end() {
            "" => break,
            next => {
                head.push(next.to_ascii_lowercase());
                lines.push(next.to_owned());
            }
        }
    }
    let length = head.iter().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let json = serde_json::from_slice(&body).ok()?;
    Some(Heard { line: line.trim_end().to_owned(), head, lines, body, json })
}

fn act(mut stream: TcpStream, does: Does) -> std::io::Result<()> {
    let mut say = |status: u16, head: &str, body: &str| {
        write!(stream, "HTTP/1.1 {status} X\r\n{head}content-length: {}\r\n\r\n{body}", body.len())
    };
    match does {
        Does::Says(status, head, body) => say(status, head, body),
        Does::Slowly(pause, status) => {
            std::thread::sleep(pause);
            say(status, "", "ok")
        }
        Does::Hangs => {
            std::thread::sleep(Duration::from_secs(60));
            Ok(())
        }
        Does::HangsUp => Ok(()),
        Does::Babbles => {
            write!(stream, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")?;
            loop {
                write!(stream, "4\r\nblah\r\n")?;
            }
        }
    }
}
