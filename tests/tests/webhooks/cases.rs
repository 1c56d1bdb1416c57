//! What a receiver has to tell apart: what we sent, what somebody else made up, and what was sent long ago.

use perftrack_tests::stand_in::{Heard, StandIn};
use serde::Serialize;
use standardwebhooks::Webhook;
use ureq::http::{HeaderMap, HeaderValue};

use super::{Place, verify::verify};

const GUIDE: &str = include_str!("../../../docs/webhooks.md");

/// A request that claims to be ours.
#[derive(Debug, Clone, Serialize)]
pub struct Case {
    /// What is the matter with it.
    pub named: &'static str,
    /// What the receiver was given.
    pub secret: String,
    /// What is claimed.
    pub headers: Headers,
    /// The body as it came.
    pub body: String,
    /// Whether it is ours, and fresh.
    pub fits: bool,
}

/// The headers of Standard Webhooks.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Headers {
    webhook_id: String,
    webhook_timestamp: String,
    webhook_signature: String,
}

impl Case {
    fn of(heard: &Heard, secret: &str) -> Self {
        let header = |name: &str| heard.header(name).to_owned();
        Self {
            named: "as it was sent",
            secret: secret.to_owned(),
            headers: Headers {
                webhook_id: header("webhook-id"),
                webhook_timestamp: header("webhook-timestamp"),
                webhook_signature: header("webhook-signature"),
            },
            body: String::from_utf8(heard.body.clone()).expect("a text"),
            fits: true,
        }
    }

    /// The same, but wrong.
    fn but(&self, named: &'static str, change: impl FnOnce(&mut Self)) -> Self {
        let mut case = Self { named, fits: false, ..self.clone() };
        change(&mut case);
        case
    }

    /// Signed with the right secret, so many seconds away from now.
    fn sent(&mut self, seconds: i64) {
        let moment = chrono::Utc::now().timestamp() + seconds;
        let signer = Webhook::new(&self.secret).expect("a secret");
        self.headers.webhook_timestamp = moment.to_string();
        self.headers.webhook_signature =
            signer.sign(&self.headers.webhook_id, moment, self.body.as_bytes()).expect("a signature");
    }

    fn as_the_guide_says(&self) -> bool {
        let Headers { webhook_id, webhook_timestamp, webhook_signature } = &self.headers;
        verify(&self.secret, webhook_id, webhook_timestamp, webhook_signature, self.body.as_bytes())
    }

    fn as_the_standard_says(&self) -> bool {
        let Headers { webhook_id, webhook_timestamp, webhook_signature } = &self.headers;
        let said = [
            ("webhook-id", webhook_id),
            ("webhook-timestamp", webhook_timestamp),
            ("webhook-signature", webhook_signature),
        ];
        let mut headers = HeaderMap::new();
        for (name, says) in said {
            headers.insert(name, HeaderValue::from_str(says).expect("a header"));
        }
        Webhook::new(&self.secret).expect("a secret").verify(self.body.as_bytes(), &headers).is_ok()
    }
}

/// Two that we really sent, one of them with two signatures, and what others make of them.
pub fn cases() -> Vec<Case> {
    let place = Place::new();
    let receiver = StandIn::doing(&[]);
    let (id, secret) = place.hook(&receiver, &["team.created"]);
    place.team();
    let first = Case::of(&receiver.hears(1).remove(0), &secret);
    let renewed = place.renew(&id);
    place.team();
    let second = receiver.hears(2).remove(1);
    let mut cases = vec![Case::of(&second, &secret), Case::of(&second, &renewed)];
    cases.extend([
        first.but("another body", |case| case.body = case.body.replace("team.created", "team.deleted")),
        first.but("a letter more", |case| case.body.push(' ')),
        first.but("the id of another event", |case| case.headers.webhook_id.push('0')),
        first.but("the secret that came later", |case| case.secret = renewed.clone()),
        first.but("another version's signature", |case| {
            case.headers.webhook_signature = case.headers.webhook_signature.replace("v1,", "v2,");
        }),
        first.but("no signature", |case| case.headers.webhook_signature.clear()),
        first.but("half a signature", |case| {
            case.headers.webhook_signature = case.headers.webhook_signature.chars().take(20).collect();
        }),
        first.but("no time", |case| "soon".clone_into(&mut case.headers.webhook_timestamp)),
        first.but("another time", |case| {
            case.headers.webhook_timestamp = chrono::Utc::now().timestamp().saturating_add(2).to_string()
        }),
        first.but("played again after a while", |case| case.sent(-400)),
        first.but("from the future", |case| case.sent(400)),
    ]);
    let mut right = first.but("signed by the standard's own library", |case| case.sent(0));
    right.fits = true;
    cases.extend([first, right]);
    cases
}

/// A piece of code in the guide.
pub fn snippet(language: &str) -> &'static str {
    let begin = ["```", language, "\n"].concat();
    let (_, after) = GUIDE.split_once(&begin).expect("the guide has code in this language");
    let (code, _) = after.split_once("```").expect("it ends");
    code
}

#[test]
fn the_guides_code_and_the_standards_library_tell_them_apart() {
    for case in cases() {
        assert_eq!(case.as_the_guide_says(), case.fits, "{case:?}");
        assert_eq!(case.as_the_standard_says(), case.fits, "{case:?}");
    }
}

#[test]
fn the_code_that_is_tested_is_the_guides() {
    let (_, tested) = include_str!("verify.rs").split_once("\n\n").expect("a line of its own and the code");
    assert_eq!(tested, snippet("rust"));
}
