//! Reporting a vulnerability.

pub const TITLE: &str = "Report a vulnerability";
pub const LEAD: &str =
    "Needs no account. If you leave an address, we write to you at once, and a person answers within 48 hours.";
pub const SUBJECT: &str = "In a line";
pub const WHAT: &str = "What you found";
pub const WHAT_HINT: &str = "What is wrong, and what somebody could do with it.";
pub const PLACE: &str = "Where";
pub const PLACE_HINT: &str = "An address, an operation of the API, a version.";
pub const STEPS: &str = "How to see it";
pub const STEPS_HINT: &str = "A small proof is worth more than a scanner's report.";
pub const NAME: &str = "Your name";
pub const EMAIL: &str = "Your e-mail";
pub const EMAIL_HINT: &str = "Without it we take the report, and can't answer you.";
pub const LEAVE_EMPTY: &str = "Leave this empty";
pub const SEND: &str = "Send the report";
pub const FAIR: &str = "Please test on your own organisation, leave other people's data alone, and tell nobody else before we had a reasonable opportunity to mend it. We delete your report, with your name and address, a year after it is closed.";
pub const SENT: &str = "Your report has arrived";
pub const SENT_BY_MAIL: &str = "We have written to you.";
pub const SENT_WITHOUT_MAIL: &str =
    "No mail to you is on its way: write the reference down if you want to come back to it.";
pub const BACK: &str = "To the Security page";

pub fn reference(reference: &str) -> String {
    format!("Its reference is {reference}.")
}

pub fn answered_by(moment: &str) -> String {
    format!("A person reads it by {moment}.")
}
