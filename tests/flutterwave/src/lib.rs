//! A stand-in for Flutterwave (v3): hosted checkouts, verifying, refunds, lists and notifications, over real sockets, as its
//! documents describe them; and everything that goes wrong with them in the field, on demand.
//!
//! A client needs nothing but another base URL. Where the documents leave something open, the less convenient is done.

mod answers;
mod api;
mod calling;
mod checkout;
mod kept;
mod wire;

use std::{
    io,
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::Utc;

pub use self::{
    calling::{Shape, called},
    kept::{Attempt, Mood, Payment, Refund},
};
use self::{
    kept::Kept,
    wire::{Answer, Request},
};

/// The secret key it takes.
pub const KEY: &str = "FLWSECK_TEST-0a1b2c3d4e5f60718293a4b5c6d7e8f9-X";
/// What its notifications show.
pub const HASH: &str = "stand-in-hash-5d41402abc4b2a76b9719d911017c592";

/// Listens until the program ends. Clones are the same one.
#[derive(Clone)]
pub struct StandIn {
    port: u16,
    kept: Arc<Mutex<Kept>>,
}

impl StandIn {
    /// One on a free port.
    pub fn open() -> Self {
        Self::listening(0).expect("a port")
    }

    /// One on this port; 0 for a free one.
    pub fn listening(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        let stand_in = Self { port: listener.local_addr()?.port(), kept: Arc::default() };
        let own = stand_in.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let own = own.clone();
                std::thread::spawn(move || own.serve(&stream));
            }
        });
        Ok(stand_in)
    }

    /// What all paths of its API begin with.
    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}/v3", self.port)
    }

    /// The settings of a server whose payments it takes.
    pub fn settings(&self) -> Vec<(String, String)> {
        let settings = [
            ("PERFTRACK_FLUTTERWAVE_SECRET_KEY", KEY.to_owned()),
            ("PERFTRACK_FLUTTERWAVE_WEBHOOK_HASHES", HASH.to_owned()),
            ("PERFTRACK_FLUTTERWAVE_BASE_URL", self.base()),
        ];
        settings.map(|(name, value)| (name.to_owned(), value)).to_vec()
    }

    /// Does these with the next questions of this kind, such as `POST /payments`, one after the other.
    pub fn will(&self, call: &str, moods: &[Mood]) {
        self.kept().moods.extend(moods.iter().map(|mood| (call.to_owned(), *mood)));
    }

    /// What was asked so far, as method and path below the base, numbers as `{id}`.
    pub fn heard(&self) -> Vec<String> {
        self.kept().heard.clone()
    }

    /// How many bytes of each [flood](Mood::Floods) went before nobody took more, or all there are: a gigabyte.
    pub fn floods(&self) -> Vec<usize> {
        self.kept().floods.clone()
    }

    /// The checkouts that were made.
    pub fn payments(&self) -> Vec<Payment> {
        self.kept().payments.clone()
    }

    /// The checkout of this reference; panics if there is none.
    pub fn payment(&self, tx_ref: &str) -> Payment {
        self.kept().payment(tx_ref).unwrap_or_else(|| panic!("nothing is to be paid as {tx_ref}"))
    }

    /// Whether somebody who opens this page can pay there.
    pub fn takes(&self, link: &str) -> bool {
        self.kept().payments.iter().any(|payment| payment.link == link && payment.takes())
    }

    /// As long as pages take payments goes by: those that there are now expire.
    pub fn expire_pages(&self) {
        self.kept().payments.iter_mut().for_each(|payment| payment.expires_at = Utc::now());
    }

    /// The refunds that were begun.
    pub fn refunds(&self) -> Vec<Refund> {
        self.kept().refunds.clone()
    }

    /// Says that every refund under way is done by now.
    pub fn finish_refunds(&self) {
        self.end_refunds("completed-mpgs");
    }

    /// Says that every refund under way came to nothing.
    pub fn fail_refunds(&self) {
        self.end_refunds("failed");
    }

    fn end_refunds(&self, status: &str) {
        let mut kept = self.kept();
        let under_way = kept.refunds.iter_mut().filter(|refund| refund.status == "completed");
        under_way.for_each(|refund| status.clone_into(&mut refund.status));
    }

    /// Somebody pays: all of what is asked, unless `shape` says otherwise. Nobody is told; gives its number.
    pub fn attempt(&self, tx_ref: &str, shape: impl FnOnce(&mut Attempt)) -> i64 {
        self.kept().attempt(tx_ref, shape)
    }

    /// An attempt to pay as it stands; panics if there is none of this number.
    pub fn attempted(&self, id: i64) -> Attempt {
        let attempt = self.kept().attempts.iter().find(|attempt| attempt.id == id).cloned();
        attempt.unwrap_or_else(|| panic!("no attempt is number {id}"))
    }

    /// Changes an attempt, as when a transfer arrives at last.
    pub fn change(&self, id: i64, shape: impl FnOnce(&mut Attempt)) {
        shape(self.kept().attempts.iter_mut().find(|attempt| attempt.id == id).expect("an attempt of this number"));
    }

    /// The body of the notification of an attempt.
    pub fn notification(&self, id: i64, shape: Shape) -> String {
        calling::body(&self.attempted(id), shape).to_string()
    }

    /// With which status it says that there is no such transaction: 400 unless told.
    pub fn says_not_found_with(&self, status: u16) {
        self.kept().not_found = status;
    }

    /// Verifies by reference with the first attempt from now on, and not with the latest.
    pub fn verifies_first_attempts(&self) {
        self.kept().verifies_first = true;
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serve(&self, stream: &TcpStream) {
        let Some(request) = Request::read(stream) else { return };
        let answer = match request.path.strip_prefix("/v3") {
            Some(_) => self.asked(&request, stream),
            None => Some(self.visited(&request)),
        };
        if let Some(answer) = answer {
            let _ = answer.write(stream);
        }
    }

    /// A question to the API; `None` where no answer is given.
    fn asked(&self, request: &Request, stream: &TcpStream) -> Option<Answer> {
        let call = api::Call::of(request);
        let mood = {
            let mut kept = self.kept();
            kept.heard.push(call.name.clone());
            kept.mood(&call.name)
        };
        let checkout = format!("http://127.0.0.1:{}/checkout", self.port);
        let act = || api::answer(&mut self.kept(), request, &call, &checkout);
        match mood {
            None => Some(act()),
            Some(Mood::Says(status)) => Some(answers::error(status, "An error occurred. Please contact support")),
            Some(Mood::Breaks) => Some(Answer::json(200, r#"{"status":"success","message":"Hos"#)),
            Some(Mood::HangsUp) => None,
            Some(Mood::LeadsTo(status, to)) => Some(Answer::redirect(status, &format!("http://{to}{}", request.path))),
            Some(Mood::Floods) => {
                let sent = wire::flood(stream);
                self.kept().floods.push(sent);
                None
            }
            Some(Mood::Slowly(pause)) => {
                std::thread::sleep(pause);
                Some(act())
            }
            Some(Mood::DoesAndSays(status)) => {
                act();
                Some(answers::error(status, "An error occurred. Please contact support"))
            }
            Some(Mood::DoesAndHangsUp) => {
                act();
                None
            }
        }
    }

    fn visited(&self, request: &Request) -> Answer {
        let (answer, calls) = checkout::answer(&mut self.kept(), request);
        // Without the lock: whoever hears of it asks at once.
        for (address, body) in calls {
            std::thread::spawn(move || called(&address, HASH, &body));
        }
        answer
    }
}
