//! Mail: what is written, and how it leaves.

mod answers;
mod api_token;
mod billing;
mod closing;
mod domain_lost;
mod external_review;
mod letters;
mod names;
mod news;
mod oauth;
pub mod outbox;
mod post;
mod reports;
mod second_factor;
mod service_token;
#[cfg(test)]
mod tests;

pub use answers::{AnswerRefused, AnswerTaken};
pub use api_token::ApiTokenMade;
pub use billing::{BillingLetter, BillingNews};
pub use closing::{ClosingStep, OrganisationCloses, OrganisationExportReady, RetentionSet};
pub use domain_lost::DomainLost;
pub use external_review::ExternalReviewInvitation;
pub use letters::{
    AddressInUse, AlreadyRegistered, BackupOverdue, CertificateEnds, ConfirmEmail, EmailChangeAsked, EmailChanged,
    Invitation, Letter, NewDevice, PasswordChanged, PasswordReset, VerifySignUp, Welcome,
};
pub use news::{ANSWER_ABOVE, Answering, News};
pub use oauth::{AppAllowed, AppStopped};
pub use post::{Post, PostError};
pub use reports::{ReportAcknowledged, ReportArrived, ReportReceived, ReportWaits};
pub use second_factor::{FactorChange, RecoveryCodeUsed, SecondFactorChanged};
pub use service_token::ServiceTokenMade;

/// A mail to one address, ready to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// For those who read text.
    pub text: String,
    /// The same, pretty.
    pub html: String,
    /// Where one click of a mail program takes the reader off, if they can do without such mails.
    pub unsubscribe: Option<String>,
    /// Where an answer goes, if it can be answered.
    pub reply_to: Option<String>,
}

/// Bodies carry links that prove who somebody is: they are never printed by accident.
impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("subject", &self.subject).finish_non_exhaustive()
    }
}
