//! A mail server on loopback that answers as it is told.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

/// What it says to a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// 250
    Takes,
    /// 451
    Later,
    /// 550
    Never,
}

/// The server; it runs as long as the test.
pub struct MailServer {
    /// What `PERFTRACK_SMTP_URL` is set to.
    pub url: String,
    shared: Arc<Shared>,
}

struct Shared {
    answer: Mutex<Answer>,
    taken: Mutex<Vec<String>>,
}

impl MailServer {
    /// Starts one.
    pub fn answering(answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Shared { answer: Mutex::new(answer), taken: Mutex::new(Vec::new()) });
        let inside = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&inside);
                std::thread::spawn(move || shared.converse(&stream));
            }
        });
        Self { url, shared }
    }

    /// From now on it says this.
    pub fn answers(&self, answer: Answer) {
        *self.shared.answer.lock().unwrap() = answer;
    }

    /// Each mail it took, with the conversation before it.
    pub fn taken(&self) -> Vec<String> {
        self.shared.taken.lock().unwrap().clone()
    }
}

impl Shared {
    fn converse(&self, stream: &TcpStream) {
        let say = |text: &str| (&*stream).write_all(format!("{text}\r\n").as_bytes());
        let (mut heard, mut in_data) = (String::new(), false);
        let _ = say("220 ready");
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            heard.push_str(&line);
            heard.push('\n');
            let answer = match line.as_str() {
                "." if in_data => {
                    in_data = false;
                    self.taken.lock().unwrap().push(std::mem::take(&mut heard));
                    "250 taken"
                }
                _ if in_data => continue,
                "DATA" => {
                    in_data = true;
                    "354 go on"
                }
                "QUIT" => "221 bye",
                line if line.starts_with("RCPT") => match *self.answer.lock().unwrap() {
                    Answer::Takes => "250 fine",
                    Answer::Later => "451 come back",
                    Answer::Never => "550 nobody here",
                },
                _ => "250 fine",
            };
            if say(answer).is_err() {
                return;
            }
        }
    }
}
