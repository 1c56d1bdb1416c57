//! Single sign-on: in the settings, and at the log-in.

use shared::{
    problem::{Code, Problem},
    single_sign_on::{ConnectionOutcome, DomainOutcome, DomainState, SignOnRefusal},
};

pub const TAB: &str = "Single sign-on";
pub const LEAD: &str =
    "Your people log in with the account they have at your own identity provider, by OpenID Connect.";
pub const NOT_IN_SANDBOX: &str = "No single sign-on in a sandbox";
pub const NOT_IN_SANDBOX_DETAIL: &str =
    "A domain proven here would be taken from the organisation that this sandbox was made from. Set it up there.";

pub const DOMAINS: &str = "E-mail domains";
pub const DOMAINS_LEAD: &str =
    "Your provider is believed about addresses of domains that you have proven to be yours, and about no others.";
pub const NO_DOMAIN: &str = "No domain yet";
pub const NO_DOMAIN_DETAIL: &str = "Add the domain of your people's addresses, and prove that it is yours.";
pub const ADD_DOMAIN: &str = "Add a domain";
pub const DOMAIN: &str = "Domain";
pub const DOMAIN_HINT: &str = "What stands behind the @, such as example.com.";
pub const DOMAIN_ADDED: &str = "The domain is added. Now prove that it is yours.";
pub const RECORD: &str = "TXT record";
pub const RECORD_HINT: &str = "Add it to the names of the domain (DNS), as a record of type TXT at the domain itself, and leave it there: it is looked for again every week.";
pub const COPY: &str = "Copy";
pub const COPIED: &str = "The record is copied.";
pub const NOT_COPIED: &str = "This browser doesn't let the page copy. Mark the record and copy it by hand.";
pub const CHECK: &str = "Check now";
pub const REMOVE: &str = "Remove";
pub const REMOVE_DOMAIN_ASK: &str = "Remove this domain?";
pub const REMOVE_DOMAIN_DETAIL: &str = "People with addresses of it log in by password from then on.";
pub const DOMAIN_REMOVED: &str = "The domain is removed.";

/// What the buttons of one domain add for those who don't see where they stand.
pub fn of_domain(domain: &str) -> String {
    format!(" {domain}")
}

/// How a domain stands.
pub const fn state(state: DomainState) -> &'static str {
    match state {
        DomainState::Waiting => "Not proven yet",
        DomainState::Proven => "Proven",
        DomainState::Lost => "No longer proven",
    }
}

/// What a look for a proof found.
pub const fn outcome(outcome: DomainOutcome) -> &'static str {
    match outcome {
        DomainOutcome::Found => "The record is there: the domain is yours.",
        DomainOutcome::Absent => "The record isn't there yet. New records can take an hour to be seen everywhere.",
        DomainOutcome::Another => {
            "The domain shows another record that begins with perftrack-verification=. Remove that one first."
        }
        DomainOutcome::Unreachable => "The names of the domain don't answer. Try again in a few minutes.",
    }
}

pub const PROVIDER: &str = "Identity provider";
pub const PROVIDER_LEAD: &str =
    "Make an application for PerfTrack at your provider (type: web, authorization code), then tell us about it.";
pub const PROVIDER_ENTRA: &str = "With Microsoft Entra ID, add the optional claims email and xms_edov to its ID token: without them no address counts as verified, and nobody comes in. With Google, only accounts of a Workspace come in.";
pub const REDIRECT: &str = "Redirect address to set at your provider";
pub const ISSUER: &str = "Issuer";
pub const ISSUER_HINT: &str = "The address by which the provider calls itself, exactly as it does: https://…";
pub const CLIENT_ID: &str = "Client ID";
pub const CLIENT_SECRET: &str = "Client secret";
pub const CLIENT_SECRET_HINT: &str = "It is kept sealed, and never shown again.";
pub const CLIENT_SECRET_KEPT: &str = "Leave it empty to keep the one there is.";
pub const SCOPES: &str = "More scopes";
pub const SCOPES_HINT: &str = "Besides openid and email, with spaces between; profile tells what people are called.";
pub const SAVED: &str = "Saved.";
pub const SAVED_TRY: &str = "Saved. Now test the connection.";
pub const TRY: &str = "Test the connection";
pub const NEVER_TRIED: &str = "Not tested yet";
pub const REMOVE_PROVIDER_ASK: &str = "Remove the provider?";
pub const REMOVE_PROVIDER_DETAIL: &str =
    "Everybody logs in by password from then on, and whoever came in by it is logged out.";
pub const PROVIDER_REMOVED: &str = "The provider is removed.";

/// When it was last found to be in order.
pub fn tested(ago: &str) -> String {
    format!("Tested {ago}")
}

/// What came of a test.
pub const fn trial(outcome: ConnectionOutcome) -> &'static str {
    match outcome {
        ConnectionOutcome::Fine => "The provider answers as it should.",
        ConnectionOutcome::Unreachable => "Nobody answers there in time. Is the issuer right?",
        ConnectionOutcome::Forbidden => "One of the provider's addresses isn't https, or isn't on the public internet.",
        ConnectionOutcome::NoProvider => {
            "No OpenID provider describes itself there, below /.well-known/openid-configuration."
        }
        ConnectionOutcome::OtherIssuer => {
            "The provider calls itself by another address. Copy the issuer exactly, with or without the slash at its end."
        }
        ConnectionOutcome::Unsuitable => {
            "The provider doesn't offer the authorization code flow with keys for RS256, PS256 or ES256."
        }
    }
}

pub const SWITCHES: &str = "Who comes in";
pub const IS_ON: &str = "People log in by it";
pub const IS_ON_HINT: &str = "Passwords go on working beside it. Switched off, it logs out whoever came in by it.";
pub const ONLY_SSO: &str = "By it alone";
pub const ONLY_SSO_HINT: &str = "People with addresses of your domains can't log in by password any more, and those who did log in again. Admins still can, as a way back: so first ask Admins for two-step log-in. Somebody has to have come in by it before.";
pub const CREATES: &str = "Whoever isn't entered yet comes in as an Employee";
pub const CREATES_HINT: &str = "Otherwise only people whom you have entered or invited come in.";

pub const UNLINK: &str = "Unlink a person";
pub const UNLINK_LEAD: &str = "After their first log-in people are known by what the provider calls them for ever, not by their address. If somebody got a new account there, unlink them: their next log-in goes by the address again. They are logged out where they came in by it.";
pub const UNLINKED: &str = "They are unlinked.";

pub const LOG_IN: &str = "Log in with single sign-on";
pub const LOG_IN_LEAD: &str = "Your address at work says which organisation's log-in it is.";
pub const EMAIL: &str = "E-mail at work";
pub const GO_ON: &str = "Go on";
pub const WITH_PASSWORD: &str = "Log in with a password";
pub const NONE: &str = "No single sign-on for this address";
pub const NONE_DETAIL: &str = "Its domain has none here. Log in with your password, or ask your Admin.";
pub const RETURNING: &str = "Logging you in";
pub const RETURNING_LEAD: &str = "One moment.";
pub const NOT_IN: &str = "Single sign-on didn't work";
pub const AGAIN: &str = "Try again";

/// Why somebody who came back isn't in.
pub fn why(problem: &Problem) -> String {
    let reason = problem.errors.first().and_then(|error| SignOnRefusal::parse(&error.code));
    let words = match (problem.code, reason) {
        (Code::LogInLapsed, _) => "That took more than ten minutes, or began in another browser.",
        (_, Some(SignOnRefusal::Provider)) => "Your organisation's provider didn't answer as it should.",
        (_, Some(SignOnRefusal::Token)) => "What your organisation's provider said can't be verified. Tell your Admin.",
        (_, Some(SignOnRefusal::Address)) => {
            "Your organisation's provider didn't say your address, or hasn't verified it. Tell your Admin."
        }
        (_, Some(SignOnRefusal::Domain)) => "Your address there isn't of your organisation's domain. Tell your Admin.",
        (_, Some(SignOnRefusal::Unknown)) => {
            "Nobody with your address is entered in your organisation. Ask your Admin."
        }
        (_, Some(SignOnRefusal::Deactivated)) => "You have been deactivated in your organisation.",
        (_, Some(SignOnRefusal::OtherIdentity)) => {
            "Your address belongs to somebody whom the provider knows as another. Ask your Admin to unlink them."
        }
        _ => return super::problems::sentence(problem),
    };
    words.to_owned()
}

/// The provider itself sent them back without a log-in.
pub const TURNED_AWAY: &str = "Your organisation's provider didn't let you in, or you turned back there.";
