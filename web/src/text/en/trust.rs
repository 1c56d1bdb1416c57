//! The evidence for what the Security page promises.

use shared::trust::{TrustStanding, TrustTopic, WallAttempt};

pub const TRUST: &str = "Trust";
pub const LEAD: &str = "What the Security page promises, and what can be seen of it today.";
pub const SECURITY_PAGE: &str = "The Security page";
pub const TRY: &str = "Try the wall now";
pub const TRY_DETAIL: &str = "PerfTrack tries, in every table, to read what belongs to other organisations and to add to them. What is tried is undone, and noted in the audit log.";
pub const HOLDS: &str = "The wall holds";
pub const CROSSED: &str = "The wall was crossed";
pub const EVIDENCE: &str = "Evidence";
pub const MORE: &str = "Who may do what";

pub const fn topic(topic: TrustTopic) -> &'static str {
    match topic {
        TrustTopic::Connection => "Encryption in transit",
        TrustTopic::Certificate => "Certificate",
        TrustTopic::Passwords => "Passwords",
        TrustTopic::Sessions => "Sessions",
        TrustTopic::SecondFactor => "Second factor",
        TrustTopic::Isolation => "Wall between organisations",
        TrustTopic::Roles => "Roles",
        TrustTopic::PublicOperations => "Open to anybody",
        TrustTopic::Backup => "Last verified backup",
        TrustTopic::Audit => "Audit log",
        TrustTopic::Keys => "Age of keys",
        TrustTopic::Payments => "Payments",
        TrustTopic::Disclosure => "Reports of vulnerabilities",
        TrustTopic::Dependencies => "Known holes in libraries",
        TrustTopic::Version => "Version",
    }
}

pub const fn standing(standing: TrustStanding) -> &'static str {
    match standing {
        TrustStanding::Ok => "As promised",
        TrustStanding::Warning => "Look at this",
        TrustStanding::Unknown => "Not known here",
    }
}

pub const fn attempt(attempt: WallAttempt) -> &'static str {
    match attempt {
        WallAttempt::ReadOthers => "rows of other organisations can be read",
        WallAttempt::ReadUnbound => "rows can be read without an organisation",
        WallAttempt::AddToOther => "rows can be added to another organisation",
    }
}

pub fn attempts(attempts: u32, tables: u32) -> String {
    format!("{attempts} attempts on {tables} tables; none got through.")
}

pub fn as_of(moment: &str) -> String {
    format!("As of {moment}")
}
