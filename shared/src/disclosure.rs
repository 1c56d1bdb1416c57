//! Reports of vulnerabilities: what anybody may tell whoever runs PerfTrack, and the clock that runs from then on.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    operation::{Json, Made},
    operations,
    wire::check,
};

operations! { "disclosure";
    /// Report a vulnerability. Whoever leaves an address is written to at once, with the report's reference; a person answers within 48 hours.
    ReportVulnerability: Post "/api/v1/vulnerability-reports" { body: Json<NewVulnerabilityReport>, answer: Made<ReportReceipt>, who: public }
}

/// Within so many hours of its arrival a person acknowledges a report: what the Security page promises.
pub const ACKNOWLEDGED_WITHIN_HOURS: i64 = 48;

/// What somebody found. Nothing but the finding itself is asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewVulnerabilityReport {
    /// It in a line.
    #[garde(custom(check::line(1, 160)))]
    pub subject: String,
    /// What is wrong, and what somebody could do with it.
    #[garde(custom(check::lines(1, 6000)))]
    pub what: String,
    /// Where: an address, an operation, a version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(0, 500))))]
    pub place: Option<String>,
    /// How to see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::lines(0, 6000))))]
    pub steps: Option<String>,
    /// Who found it, as they want to be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(0, 120))))]
    pub name: Option<String>,
    /// Where they can be answered. Without it the report is taken all the same, and nobody is acknowledged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::email)))]
    pub email: Option<String>,
    /// Leave it out: people don't see it, and programs that fill in whatever they find give themselves away by it. Since a
    /// browser may fill it in for somebody, the report is taken all the same; only the mail at once isn't sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(0, 500))))]
    pub leave_empty: Option<String>,
}

/// What whoever reported can go by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportReceipt {
    /// Names the report in mails.
    pub reference: String,
    /// By when a person has looked at it and said so.
    pub acknowledged_by: DateTime<Utc>,
    /// Whether a mail with it is on its way: to whoever left an address, and empty what is to be left empty.
    pub by_mail: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(report: &NewVulnerabilityReport) -> Vec<String> {
        let wrong = report.validate().map_or_else(|wrong| crate::problem::Problem::from(wrong).errors, |()| Vec::new());
        let mut codes: Vec<_> = wrong.into_iter().map(|error| format!("{}: {}", error.field, error.code)).collect();
        codes.sort();
        codes
    }

    #[test]
    fn a_subject_and_what_was_found_are_enough() {
        let found = |text: &str| NewVulnerabilityReport {
            subject: text.to_owned(),
            what: text.to_owned(),
            ..NewVulnerabilityReport::default()
        };
        assert_eq!(codes(&found("Notes of others can be read")), Vec::<String>::new());
        assert_eq!(codes(&found(" ")), ["subject: required", "what: required"]);
    }

    #[test]
    fn a_subject_is_one_line_and_an_address_is_one() {
        let report = NewVulnerabilityReport {
            subject: "Hole\r\nBcc: everybody@example.com".to_owned(),
            what: "Two\nlines".to_owned(),
            email: Some("finder@example.com\nBcc: b@example.com".to_owned()),
            ..NewVulnerabilityReport::default()
        };
        assert_eq!(codes(&report), ["email: bad_email", "subject: forbidden_character"]);
    }
}
