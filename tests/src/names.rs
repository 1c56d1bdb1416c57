//! A stand-in for the internet's names: a name server on a real UDP socket, which knows the TXT records that tests give it.

use std::{
    collections::HashMap,
    net::{SocketAddr, UdpSocket},
    sync::{Arc, Mutex, OnceLock},
};

/// Type and class of what is asked for: TXT, of the internet.
const TXT: [u8; 4] = [0, 16, 0, 1];
/// An answer, with recursion.
const ANSWERS: u8 = 0x81;
/// No such name, and out of order.
const NO_SUCH_NAME: u8 = 3;
const OUT_OF_ORDER: u8 = 2;

/// What stands at a name; `None` if its servers are out of order.
type Records = Arc<Mutex<HashMap<String, Option<Vec<String>>>>>;

/// The name server of every test's server.
pub struct Names {
    address: SocketAddr,
    records: Records,
}

impl Names {
    /// The one there is.
    pub fn here() -> &'static Self {
        static HERE: OnceLock<Names> = OnceLock::new();
        HERE.get_or_init(Self::start)
    }

    fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a socket");
        let address = socket.local_addr().expect("an address");
        let records = Records::default();
        let known = records.clone();
        std::thread::spawn(move || {
            let mut asked = [0; 1500];
            while let Ok((length, from)) = socket.recv_from(&mut asked) {
                if let Some(answer) = answer(&asked[..length], &known) {
                    let _ = socket.send_to(&answer, from);
                }
            }
        });
        Self { address, records }
    }

    /// Where it listens.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// These are the texts at a name from now on.
    pub fn say(&self, name: &str, texts: &[&str]) {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        self.records.lock().expect("the records").insert(name.to_owned(), Some(texts));
    }

    /// The servers of a name are out of order from now on.
    pub fn fail(&self, name: &str) {
        self.records.lock().expect("the records").insert(name.to_owned(), None);
    }
}

/// The answer to a question (RFC 1035, 4.1), if it is one.
fn answer(asked: &[u8], records: &Records) -> Option<Vec<u8>> {
    let (head, rest) = asked.split_at_checked(12)?;
    let (mut labels, mut at) = (Vec::new(), 0);
    loop {
        let length = usize::from(*rest.get(at)?);
        at += 1;
        if length == 0 {
            break;
        }
        labels.push(String::from_utf8_lossy(rest.get(at..at + length)?).to_ascii_lowercase());
        at += length;
    }
    let question = rest.get(..at + 4)?;
    let found = records.lock().expect("the records").get(&labels.join(".")).cloned();
    let (code, texts) = match found {
        Some(Some(texts)) if question.ends_with(&TXT) => (0, texts),
        Some(Some(_)) => (0, Vec::new()),
        Some(None) => (OUT_OF_ORDER, Vec::new()),
        None => (NO_SUCH_NAME, Vec::new()),
    };
    let count = u16::try_from(texts.len()).ok()?.to_be_bytes();
    let mut answer = [&head[..2], &[ANSWERS, 0x80 | code, 0, 1], &count, &[0, 0, 0, 0], question].concat();
    for text in texts {
        let length = u8::try_from(text.len()).ok()?;
        let whole = (u16::from(length) + 1).to_be_bytes();
        // The name of the question, its type, to be forgotten at once, and one text.
        answer.extend([&[0xc0, 12][..], &TXT, &[0, 0, 0, 0], &whole, &[length], text.as_bytes()].concat());
    }
    Some(answer)
}
