//! API tokens: on the account page, and everybody's in the settings.

use shared::api_tokens::Scope;

pub const TITLE: &str = "API tokens";
pub const LEAD: &str = "A program that has one of your tokens acts as you, within what you allow it, and never does more than you may at that moment. It can't change how you log in. A new password ends your sessions, but no token: revoke it here.";
pub const REFERENCE: &str = "What a program can ask, and how";
pub const NONE: &str = "No API token";
pub const NONE_DETAIL: &str =
    "Make one for each program that reads or writes here in your name: payroll, a dashboard, a script.";
pub const MAKE: &str = "Make a token";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "By which you will know it again: what it is for, or where it lies.";
pub const SCOPES: &str = "What it may do";
pub const ALL_THAT_READS: &str = "Everything that only reads";
pub const DAYS: &str = "Ends after";
pub const DAYS_HINT: &str = "You are told a week before.";
pub const NETWORKS: &str = "Only from these addresses";
pub const NETWORKS_HINT: &str =
    "One to a line: an address, or a network such as 203.0.113.0/24. Left empty, it is good from anywhere.";
pub const GO_ON: &str = "Make the token";

pub const MADE: &str = "Your new token";
pub const MADE_LEAD: &str =
    "Copy it now: it isn't shown again. Whoever has it can do what it may do, so keep it as you keep a password.";
pub const TOKEN: &str = "Token";
pub const COPY: &str = "Copy";
pub const COPIED: &str = "The token is copied.";
pub const NOT_COPIED: &str = "This browser doesn't let the page copy. Mark the token and copy it by hand.";
pub const HOW: &str = "A program sends it with each request:";
pub const KEPT: &str = "I have kept it";

pub const REVOKE: &str = "Revoke";
pub const REVOKE_DETAIL: &str = "Whatever uses it stops at once. This can't be taken back.";
pub const REVOKED: &str = "The token is revoked.";

pub const TAB: &str = "API tokens";
pub const EVERYBODY: &str = "Everybody's tokens";
pub const EVERYBODY_LEAD: &str = "Programs that act as your people. Each person makes their own, on their account page; whoever leaves takes theirs along. Those of service accounts stand here as well.";
pub const NONE_HERE: &str = "No API token";
pub const NONE_HERE_DETAIL: &str = "Nobody has made one. Whoever does is listed here, with what it may do.";
pub const OWNER: &str = "Of";
pub const MAY: &str = "May";
pub const USED: &str = "Last used";
pub const NEVER_USED: &str = "Not yet";
pub const ENDS: &str = "Ends";

pub const POLICY: &str = "How long they last";
pub const POLICY_LEAD: &str = "It holds at once: tokens that have lasted longer end.";
pub const LONGEST: &str = "At the most";
pub const POLICY_SAVED: &str = "API tokens now last as you said.";

/// A number of days.
pub fn days(days: u16) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// By what one knows a token again.
pub fn ending(ending: &str) -> String {
    format!("pt_…{ending}")
}

/// When a token was made, and when it ends.
pub fn dates(made: &str, ends: &str) -> String {
    format!("Made {made}, ends {ends}")
}

/// When, and from where, a token was used last.
pub fn used(ago: Option<&str>, address: Option<&str>) -> String {
    match (ago, address) {
        (Some(ago), Some(address)) => format!("Last used {ago}, from {address}"),
        (Some(ago), None) => format!("Last used {ago}"),
        (None, _) => "Not used yet".to_owned(),
    }
}

/// The networks from which a token is good.
pub fn only_from(networks: &[String]) -> String {
    format!("Only from {}", networks.join(", "))
}

/// What a token may do, in a line.
pub fn may(scopes: &[Scope]) -> String {
    scopes.iter().map(|one| scope(*one)).collect::<Vec<_>>().join(" · ")
}

/// Which one a button is about, for who can't see the row.
pub fn of(name: &str) -> String {
    format!(" {name}")
}

/// The question before one is revoked.
pub fn revoke_ask(name: &str) -> String {
    format!("Revoke the token {name}?")
}

/// How a program asks, for whoever tries it at once.
pub fn example(origin: &str, token: &str) -> String {
    format!("curl -H \"Authorization: Bearer {token}\" {origin}/api/v1/…")
}

/// What a scope allows.
pub const fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::GoalsRead => "Read goals",
        Scope::GoalsWrite => "Change goals and check in",
        Scope::KpisRead => "Read KPIs",
        Scope::KpisWrite => "Change and measure KPIs",
        Scope::PeopleRead => "Read people and teams",
        Scope::PeopleWrite => "Change people and teams",
        Scope::ReviewsRead => "Read reviews",
        Scope::ReviewsWrite => "Write and run reviews",
        Scope::FeedbackRead => "Read praise and feedback",
        Scope::FeedbackWrite => "Give praise and feedback",
        Scope::WeeklyRead => "Read weekly check-ins",
        Scope::WeeklyWrite => "Write weekly check-ins",
        Scope::OneOnOnesRead => "Read one-on-ones",
        Scope::OneOnOnesWrite => "Change one-on-ones",
        Scope::DevelopmentRead => "Read competencies and development",
        Scope::DevelopmentWrite => "Change competencies and development",
        Scope::ImprovementRead => "Read improvement plans",
        Scope::ImprovementWrite => "Change improvement plans",
        Scope::PulseRead => "Read pulses",
        Scope::PulseWrite => "Run and answer pulses",
        Scope::SharesRead => "Read what is shared",
        Scope::SharesWrite => "Share",
        Scope::AnalyticsRead => "Read dashboards and search",
        Scope::NotificationsRead => "Read notices",
        Scope::NotificationsWrite => "Change notices",
        Scope::OrganisationRead => "Read settings and periods",
        Scope::OrganisationWrite => "Change settings and periods",
        Scope::AuditLogRead => "Read the audit log",
        Scope::BillingRead => "Read the plan and invoices",
        Scope::RatingsRead => "Take out final ratings of reviews",
        Scope::EventsRead => "Read what happens, event by event",
        Scope::WebhooksManage => "Set where events are sent",
        Scope::Scim => "Bring in people by SCIM",
    }
}
