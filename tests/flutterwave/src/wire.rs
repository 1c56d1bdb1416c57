//! As much HTTP as it takes.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
};

use url::form_urlencoded;

/// A request as it was heard.
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: BTreeMap<String, String>,
    pub(crate) authorization: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// As much as nobody has a use for.
const MOST: usize = 1 << 30;

/// What is said to it.
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    body: String,
}

impl Request {
    /// `None` if none comes: browsers open connections that they never use.
    pub(crate) fn read(stream: &TcpStream) -> Option<Self> {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let mut words = line.split_whitespace();
        let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
        let (mut length, mut authorization) = (0, None);
        loop {
            let mut next = String::new();
            reader.read_line(&mut next).ok()?;
            let Some((name, value)) = next.trim_end().split_once(':') else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().ok()?,
                "authorization" => authorization = Some(value.trim().to_owned()),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let (path, query) = target.split_once('?').unwrap_or((target.as_str(), ""));
        let query = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Some(Self { method, path: path.to_owned(), query, authorization, body })
    }
}

impl Answer {
    /// Text that is JSON, or was to be.
    pub(crate) fn json(status: u16, body: impl Into<String>) -> Self {
        Self { status, head: "content-type: application/json; charset=utf-8\r\n".to_owned(), body: body.into() }
    }

    /// A page.
    pub(crate) fn page(status: u16, body: String) -> Self {
        Self { status, head: "content-type: text/html; charset=utf-8\r\n".to_owned(), body }
    }

    /// The way to another address.
    pub(crate) fn redirect(status: u16, to: &str) -> Self {
        Self { status, head: format!("location: {to}\r\n"), body: String::new() }
    }

    /// Head and body, for tests.
    #[cfg(test)]
    pub(crate) fn text(&self) -> String {
        [self.head.as_str(), &self.body].concat()
    }

    pub(crate) fn write(&self, mut stream: &TcpStream) -> io::Result<()> {
        let Self { status, head, body } = self;
        let length = body.len();
        write!(stream, "HTTP/1.1 {status} X\r\n{head}connection: close\r\ncontent-length: {length}\r\n\r\n{body}")
    }
}

/// Begins as a success does and doesn't end, until nobody takes more of it; gives how many bytes went, a gigabyte at most.
pub(crate) fn flood(mut stream: &TcpStream) -> usize {
    let head = "HTTP/1.1 200 X\r\ncontent-type: application/json; charset=utf-8\r\nconnection: close\r\n\r\n";
    let (beginning, piece) = (r#"{"status":"success","message":""#, [b'x'; 1 << 16]);
    let mut sent = 0;
    if stream.write_all([head, beginning].concat().as_bytes()).is_ok() {
        while sent < MOST && stream.write_all(&piece).is_ok() {
            sent += piece.len();
        }
    }
    sent
}
