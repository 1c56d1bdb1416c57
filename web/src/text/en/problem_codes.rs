//! The page that explains the codes of problem documents.

use shared::problem::Code;

pub const TITLE: &str = "Problem codes of the API";
pub const LEAD: &str = "Whatever the API refuses, it answers with a problem document (RFC 9457). Its code is stable: a program may go by it.";
pub const ALL: &str = "All codes";

/// What it means, and what a program can do about it.
pub const fn about(code: Code) -> &'static str {
    match code {
        Code::Malformed => {
            "The body, the query or the path can't be read as what the operation takes: broken JSON, or a text where a list belongs. The detail says where."
        }
        Code::AmbiguousCredentials => "Send one session or one API token: two of them leave open which one is meant.",
        Code::BadCursor => "A cursor belongs to one list with one set of filters. Start again without it.",
        Code::Unauthenticated => {
            "The session or the API token is missing, has ended or was ended elsewhere; a token may also be good from other addresses only. Log in, then send it again."
        }
        Code::WrongCredentials => "Address or password is wrong; which of them is never said.",
        Code::SecondStepNeeded => {
            "The password was right and the account has a second step. Send a code to finish_log_in within five minutes, with the cookie of this answer, or log in with a passkey by the same cookie; methods names what is taken."
        }
        Code::LogInLapsed => {
            "More than five minutes, more than five tries, or another browser. Begin with the password."
        }
        Code::SecondFactorNeeded => {
            "The organisation demands a second step at log-in, and the caller has none. Until it is set up only the operations of one's own account answer."
        }
        Code::SignOnRefused => {
            "The organisation's provider was asked, and who came back from it isn't let in. The code in errors says why."
        }
        Code::SeparateLogIn => {
            "What this session was opened with isn't good for this: an organisation's provider speaks for nobody in another and not for the whole account, and no password leads where a provider is the only way in. Log in the other way. To an API token it says that none does this."
        }
        Code::Forbidden => "The caller sees the thing, but their role or share doesn't allow this.",
        Code::ReauthRequired => {
            "It is too long since the caller proved who they are. Confirm it with the password or a code (confirm_identity), then send the same request again."
        }
        Code::ScopeMissing => {
            "The API token isn't for this; the detail names the scope that is. Make a token with it: scopes of a token don't change."
        }
        Code::ReadOnlyUnpaid => {
            "The organisation owes a payment, or has ended its plan with more people than the free one is for. Reading, exporting, paying and leaving go on; everything else does once it has paid."
        }
        Code::PlanLimit => {
            "The organisation's plan isn't for this, or not for so many people. What was set up before goes on. An Admin chooses another plan or buys room for more people."
        }
        Code::EncryptionRequired => {
            "The request came over plain HTTP, readable to everybody on the way. Nothing was done. Send it to the https:// address; if it carried a session or a key, end that one."
        }
        Code::CrossSite => {
            "Whatever changes something must prove that it comes from this site. A browser does so by itself; any other program sends the header Origin with the address of this site."
        }
        Code::NotFound => {
            "It doesn't exist, or the caller may not know that it does. The two can't be told apart, on purpose."
        }
        Code::MethodNotAllowed => "The path exists, with other methods: the header Allow names them.",
        Code::NotAcceptable => "The operation answers in one type, which the header Accept rules out.",
        Code::RequestTimeout => "The body took too long to arrive. Send it again.",
        Code::Conflict => "It contradicts what is there; the detail says what. Read the thing again first.",
        Code::CalibrationOpen => "A calibration session of the cycle isn't applied. Apply or remove it, then go on.",
        Code::BillingOff => "Nobody pays on this server, so there is nothing to choose, to pay or to cancel.",
        Code::InProgress => "The same Idempotency-Key is being worked on. Wait, then send the same request again.",
        Code::LinkSpent => "The link was used, replaced by a newer one, or its time is over.",
        Code::VersionMismatch => {
            "Somebody changed it since it was read. Read it again, merge, and send with the new version in If-Match."
        }
        Code::TooLarge => "The body is larger than the operation takes.",
        Code::UnsupportedMediaType => "The detail says which Content-Type to send.",
        Code::Invalid => {
            "Some fields are wrong. The list errors names each with a code of its own, and the bound that was missed."
        }
        Code::KeyReused => "An Idempotency-Key stands for one request. Take a fresh one for another.",
        Code::VersionRequired => "Say in If-Match which version was read: it is the ETag of the answer.",
        Code::TooManyRequests => "Wait as long as Retry-After says.",
        Code::HeadersTooLarge => "The headers of the request are larger than the server takes.",
        Code::Internal => "It is our fault. The request id in the document finds it in our log.",
        Code::Unavailable => "The service is busy or its database is away. Try again after Retry-After.",
    }
}
