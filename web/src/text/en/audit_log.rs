//! The audit log, and what happened to one's account.

use shared::audit_log::{AuditEvent, AuditTopic, Breach};

pub const TITLE: &str = "Audit log";
pub const LEAD: &str = "Who did what, when and from where. Nothing in it can be changed or removed.";
pub const NOT_LISTED: &str = "Not listed, though kept and checked: who writes reviews, feedback and answers to pulses, what is said in one-on-ones and weekly check-ins, ratings before they are shared, development and improvement plans. When somebody did such a thing would tell who wrote what has no name. Reading this page is an event too.";
pub const EXPORT: &str = "Export";
pub const AS_CSV: &str = "As CSV";
pub const AS_NDJSON: &str = "As lines of JSON";

pub const CHAIN: &str = "Not altered?";
pub const CHECK: &str = "Check the chain";
pub const BROKEN_NEXT: &str = "Somebody has changed the database itself. Tell whoever runs this installation: a backup and the server's earlier logs show what was there.";

pub const WHEN: &str = "When";
pub const WHO: &str = "Who";
pub const WHAT: &str = "What";
pub const ADDRESS: &str = "Address";
pub const ADDRESS_HINT: &str = "Part of one";
pub const DEVICE: &str = "Device";
pub const REQUEST: &str = "Request";
pub const RESOURCE: &str = "Id of the thing";
pub const ID_HINT: &str = "An id";
pub const SESSION: &str = "Session";
pub const TOKEN: &str = "API token";
pub const SERVICE_ACCOUNT: &str = "Service account";
pub const DETAILS: &str = "Details";
pub const TOPIC: &str = "About";
pub const ANY_TOPIC: &str = "Everything";
pub const KIND: &str = "Event";
pub const ANY_KIND: &str = "Every event";
pub const FROM: &str = "From";
pub const TO: &str = "To";
pub const ANYBODY: &str = "Anybody";
pub const CLEAR: &str = "Clear";
pub const NONE: &str = "No events";
pub const NONE_YET: &str = "Nothing has happened yet.";
pub const NONE_LIKE_THIS: &str = "Nothing like this has happened.";

pub const REFUSALS: &str = "Refusals";
pub const REFUSALS_LEAD: &str = "Who asked for what they may not do, in the last 90 days. Counted by day, so that nobody can fill the log by trying. What somebody may not even see counts as not there, and isn't among them.";
pub const NO_REFUSALS: &str = "No refusals";
pub const NO_REFUSALS_DETAIL: &str = "Nobody was refused anything in the last 90 days.";
pub const TRIED: &str = "Tried to";
pub const TIMES: &str = "How often";
pub const LAST: &str = "Last";

pub const CHANGES: &str = "What changed";
pub const NO_CHANGES: &str = "This event is kept without what it changed.";
pub const FIELD: &str = "Field";
pub const BEFORE: &str = "Before";
pub const AFTER: &str = "After";
pub const NOTHING: &str = "–";
pub const SAME_THING: &str = "All about this thing";
pub const SAME_REQUEST: &str = "All of this request";

pub const SIGN_INS: &str = "What happened to your account";
pub const SIGN_INS_LEAD: &str =
    "The last 90 days. If you don't know something here, change your password and end the session.";
pub const NO_SIGN_INS: &str = "Nothing in the last 90 days.";
pub const BY_ADMIN: &str = "By an Admin";
pub const ORGANISATION: &str = "Organisation";

/// Since when the chain is kept.
pub fn linked_since(day: &str) -> String {
    format!(
        "Each event carries the mark of the one before it, so that no event can be edited, removed or moved unnoticed. Linked as they are written since {day}."
    )
}

/// The chain holds.
pub fn whole(at: &str) -> String {
    format!("Every event is as it was written. Checked {at}.")
}

/// The chain is broken.
pub fn broken(number: i64) -> String {
    format!("The log was altered at event {number}.")
}

/// How it is broken.
pub fn breach(breach: Breach) -> &'static str {
    match breach {
        Breach::Altered => "This event isn't the one that was written there.",
        Breach::Missing => "This event is missing.",
        Breach::Added => "This event was added from outside.",
        Breach::Head => "The end of the log is noted otherwise.",
        Breach::Anchor => "It was another event when it was noted outside.",
    }
}

/// A part of the app.
pub fn topic(topic: AuditTopic) -> &'static str {
    match topic {
        AuditTopic::Accounts => "Log-ins and accounts",
        AuditTopic::People => "People",
        AuditTopic::Teams => "Teams",
        AuditTopic::Organisation => "Settings",
        AuditTopic::Goals => "Goals",
        AuditTopic::Kpis => "KPIs",
        AuditTopic::Shares => "Shares",
        AuditTopic::Praise => "Praise",
        AuditTopic::OneOnOnes => "One-on-ones",
        AuditTopic::Development => "Competencies",
        AuditTopic::Reviews => "Reviews",
        AuditTopic::Pulse => "Pulses",
        AuditTopic::Exports => "Exports and this log",
    }
}

/// What was done, to be read after who and before the name of the thing.
const DEEDS: &[(&str, &str)] = &[
    ("accounts.logged_in", "logged in"),
    ("accounts.log_in_failed", "failed to log in as"),
    ("accounts.logged_out", "logged out"),
    ("accounts.session_ended", "ended a session of"),
    ("accounts.password_changed", "changed the password of"),
    ("accounts.password_reset", "set a new password by mail for"),
    ("accounts.email_change_asked", "asked for another address for"),
    ("accounts.email_changed", "changed the address of"),
    ("accounts.second_step_failed", "failed at the second step of logging in as"),
    ("accounts.second_factor_begun", "began to set up two-step log-in for"),
    ("accounts.second_factor_added", "set up two-step log-in for"),
    ("accounts.second_factor_removed", "removed two-step log-in of"),
    ("accounts.second_factor_taken", "took two-step log-in from"),
    ("accounts.recovery_codes_renewed", "made new recovery codes for"),
    ("accounts.passkey_begun", "began to add a passkey for"),
    ("accounts.passkey_added", "added a passkey for"),
    ("accounts.passkey_removed", "removed a passkey of"),
    ("accounts.passkey_failed", "failed to use a passkey of"),
    ("accounts.passkey_copy_failed", "was refused with a passkey that may be a copy, as"),
    ("accounts.identity_confirmed", "confirmed to be"),
    ("accounts.confirmation_failed", "failed to confirm to be"),
    ("api_tokens.created", "made the API token"),
    ("api_tokens.revoked", "revoked the API token"),
    ("api_tokens.policy_changed", "changed how long API tokens last"),
    ("oauth.app_registered", "registered the app"),
    ("oauth.app_edited", "changed the app"),
    ("oauth.app_removed", "removed the app"),
    ("oauth.secret_renewed", "drew a new secret for the app"),
    ("oauth.allowed", "let an app act as themselves"),
    ("oauth.revoked", "ended what an app was allowed"),
    ("oauth.reused", "had an app shut out, since it showed a code or a token twice"),
    ("service_accounts.created", "added the service account"),
    ("service_accounts.removed", "removed the service account"),
    ("single_sign_on.domain_added", "added a domain for single sign-on"),
    ("single_sign_on.domain_checked", "checked a domain for single sign-on"),
    ("single_sign_on.domain_proven", "proved a domain for single sign-on"),
    ("single_sign_on.domain_lost", "lost a domain for single sign-on"),
    ("single_sign_on.domain_removed", "removed a domain for single sign-on"),
    ("single_sign_on.set", "set up single sign-on"),
    ("single_sign_on.edited", "changed single sign-on"),
    ("single_sign_on.removed", "removed single sign-on"),
    ("single_sign_on.tried", "tried single sign-on"),
    ("single_sign_on.refused", "was refused by single sign-on"),
    ("single_sign_on.unlinked", "unlinked the single sign-on of"),
    ("scim.edited", "changed what the directory may do"),
    ("scim.linked", "linked to the directory"),
    ("scim.removed", "removed from the directory"),
    ("scim.team_linked", "linked a team to the directory"),
    ("people.created", "added"),
    ("people.synced", "brought people from another system"),
    ("people.edited", "changed"),
    ("people.deactivated", "deactivated"),
    ("people.reactivated", "reactivated"),
    ("people.invited", "sent an invitation to"),
    ("people.joined", "joined"),
    ("people.handed_over", "handed over the work of"),
    ("people.manager_changed", "gave another manager to"),
    ("people.demo_loaded", "loaded the people of the demo"),
    ("people.erased", "erased"),
    ("people.hold_placed", "put a legal hold on"),
    ("people.hold_lifted", "lifted a legal hold on"),
    ("people_imports.started", "began an import of people"),
    ("people_imports.edited", "changed an import of people"),
    ("people_imports.deleted", "dropped an import of people"),
    ("people_imports.applied", "imported people"),
    ("people_imports.undone", "undid an import of people"),
    ("teams.created", "added the team"),
    ("teams.edited", "changed the team"),
    ("teams.deleted", "removed a team"),
    ("organisations.signed_up", "signed the organisation up"),
    ("organisations.retention_set", "changed how long what is kept"),
    ("organisations.retention_applied", "deleted what was kept long enough"),
    ("organisations.hold_placed", "put a legal hold on the organisation"),
    ("organisations.hold_lifted", "lifted a legal hold on the organisation"),
    ("organisations.closing_begun", "had the organisation closed"),
    ("organisations.closing_ended", "kept the organisation after all"),
    ("billing.invoice_issued", "issued the invoice"),
    ("billing.invoice_voided", "voided the invoice"),
    ("billing.invoice_paid", "recorded the payment of the invoice"),
    ("billing.payment_checked", "checked a payment of the invoice"),
    ("billing.payment_flagged", "set a payment aside to be looked at"),
    ("billing.checkout_begun", "began to pay the invoice"),
    ("billing.plan_chosen", "chose a plan"),
    ("billing.cancelled", "ended the plan with its term"),
    ("billing.resumed", "let the plan go on"),
    ("billing.details_set", "changed who is billed"),
    ("billing.refund_begun", "began to pay back the invoice"),
    ("billing.refund_failed", "couldn't pay back the invoice"),
    ("billing.refunded", "paid back the invoice"),
    ("organisations.export_asked", "asked for a file of all that the organisation has"),
    ("organisations.edited", "changed the organisation's settings"),
    ("organisations.session_policy_changed", "changed how long sessions last"),
    ("trust.isolation_tried", "tried the wall between organisations"),
    ("periods.created", "added the period"),
    ("periods.edited", "changed the period"),
    ("periods.deleted", "removed a period"),
    ("weekly_settings.edited", "changed what weekly check-ins ask"),
    ("question_sets.created", "added the questions"),
    ("question_sets.edited", "changed the questions"),
    ("question_sets.deleted", "removed a set of questions"),
    ("company_values.created", "added the value"),
    ("company_values.edited", "changed the value"),
    ("channels.set", "set up the channel of"),
    ("channels.edited", "changed the channel of"),
    ("channels.removed", "removed the channel of"),
    ("channels.tried", "tried the channel of"),
    ("channels.trial_ended", "ended the trial of the channel of"),
    ("channels.stopped", "stopped the channel of"),
    ("sandboxes.created", "made a sandbox"),
    ("sandboxes.removed", "removed a sandbox"),
    ("sandboxes.clock_moved", "put the sandbox's clock forward"),
    ("sandboxes.token_drawn", "drew a token to act as somebody in the sandbox"),
    ("webhooks.created", "added a webhook"),
    ("webhooks.edited", "changed a webhook"),
    ("webhooks.deleted", "removed a webhook"),
    ("webhooks.secret_renewed", "drew a new secret of a webhook"),
    ("webhooks.tried", "tried a webhook"),
    ("webhooks.trial_ended", "ended the trial of a webhook"),
    ("webhooks.redelivered", "sent an event again by a webhook"),
    ("webhooks.replayed", "sent events again by a webhook"),
    ("webhooks.stopped", "stopped a webhook"),
    ("objectives.created", "added the objective"),
    ("objectives.edited", "changed the objective"),
    ("objectives.moved", "moved on the objective"),
    ("objectives.deleted", "removed an objective"),
    ("objectives.carried_over", "carried over the objective"),
    ("objectives.commented", "commented on the objective"),
    ("objectives.supports", "linked to another goal the objective"),
    ("objectives.supports_no_longer", "unlinked from another goal the objective"),
    ("key_results.created", "added the key result"),
    ("key_results.edited", "changed the key result"),
    ("key_results.deleted", "removed a key result"),
    ("key_results.follows", "tied to a KPI the key result"),
    ("key_results.follows_no_longer", "untied from its KPI the key result"),
    ("check_ins.created", "checked in on"),
    ("kpis.created", "added the KPI"),
    ("kpis.edited", "changed the KPI"),
    ("kpis.archived", "archived the KPI"),
    ("kpis.restored", "restored the KPI"),
    ("kpis.measured", "measured the KPI"),
    ("kpis.imported", "imported measurements of the KPI"),
    ("kpis.import_previewed", "looked over an import for the KPI"),
    ("kpis.ingested", "sent in measurements"),
    ("kpis.crossed", "took across a threshold the KPI"),
    ("shares.granted", "shared"),
    ("shares.edited", "changed a share of"),
    ("shares.revoked", "ended a share of"),
    ("shares.all_revoked", "ended all shares of"),
    ("shares.demo_loaded", "loaded the shares of the demo"),
    ("praise.given", "gave praise"),
    ("praise.withdrawn", "withdrew praise"),
    ("praise.taken_down", "took praise down"),
    ("meetings.opened", "opened a one-on-one of others"),
    ("frameworks.adopted", "adopted levels and competencies"),
    ("frameworks.edited", "changed the levels"),
    ("frameworks.expectations_set", "changed what levels expect"),
    ("frameworks.demo_loaded", "loaded the levels of the demo"),
    ("competencies.created", "added the competency"),
    ("competencies.edited", "changed the competency"),
    ("tracks.created", "added the track"),
    ("tracks.edited", "renamed the track"),
    ("tracks.deleted", "removed a track"),
    ("review_templates.created", "added the review template"),
    ("review_templates.edited", "changed the review template"),
    ("review_cycles.created", "drafted the review cycle"),
    ("review_cycles.edited", "changed the review cycle"),
    ("review_cycles.deleted", "removed a review cycle"),
    ("review_cycles.launch_asked", "confirmed the launch of the review cycle"),
    ("review_cycles.launch_failed", "could not launch the review cycle"),
    ("review_cycles.launched", "launched the review cycle"),
    ("review_cycles.moved", "moved on the review cycle"),
    ("review_cycles.moved_by_date", "moved on, its day being over, the review cycle"),
    ("review_cycles.joined", "took people into the review cycle"),
    ("review_cycles.begun_by_rule", "began the review cycle, its day being there"),
    ("rolling_reviews.created", "set up the rolling review"),
    ("rolling_reviews.edited", "changed the rolling review"),
    ("rolling_reviews.deleted", "removed a rolling review"),
    ("review_cycles.cancelled", "cancelled the review cycle"),
    ("review_cycles.taken_back", "took back a step of the review cycle"),
    ("review_cycles.reworded", "corrected the words of a question in the review cycle"),
    ("review_cycles.reminded", "sent reminders for the review cycle"),
    ("review_cycles.released", "gave everybody theirs of the review cycle"),
    ("review_cycles.extended", "gave somebody more time in the review cycle"),
    ("review_cycles.gaps_waived", "let somebody's gap be in the review cycle"),
    ("review_cycles.waiver_taken_back", "no longer lets somebody's gap be in the review cycle"),
    ("review_cycles.trial_sent", "sent the review cycle to some people to try"),
    ("review_cycles.sight_given", "gave somebody sight of the review cycle"),
    ("review_cycles.sight_taken_back", "took back somebody's sight of the review cycle"),
    ("review_packets.released", "shared somebody's reviews"),
    ("review_packets.released_by_itself", "shared somebody's reviews, their time being over"),
    ("review_packets.withdrawn", "took somebody's released reviews back"),
    ("review_packets.ended", "ended the reviews of somebody who has left"),
    ("review_packets.gathered_again", "let somebody back in: what was ended of their reviews goes on"),
    ("review_packets.paused", "paused a review cycle for somebody who is away"),
    ("review_packets.pause_ended", "ended somebody's pause in a review cycle"),
    ("review_packets.resumed", "added the days of somebody's pause in a review cycle"),
    ("review_packets.addendum_added", "added to a review that was signed"),
    ("review_packets.withheld", "withheld somebody's reviews"),
    ("review_packets.review_reopened", "opened a review again that was handed in"),
    ("review_packets.passed_on", "let who leads somebody now read what who led them before wrote"),
    ("review_packets.review_closed", "closed a review again as it was handed in"),
    ("review_packets.handed_over", "gave somebody another manager: the former one's review followed"),
    ("review_packets.taken_over", "gave somebody another manager, who writes their review from now on"),
    ("reviews.demo_loaded", "loaded the reviews of the demo"),
    ("pulse.created", "drafted a pulse"),
    ("pulse.edited", "changed a pulse"),
    ("pulse.deleted", "removed a pulse"),
    ("pulse.scheduled", "scheduled a pulse"),
    ("pulse.postponed", "postponed a pulse"),
    ("pulse.called_back", "called a pulse back"),
    ("pulse.opened", "opened a pulse"),
    ("pulse.closed", "closed a pulse"),
    ("pulse.demo_loaded", "loaded the pulses of the demo"),
    ("exports.taken", "took data out"),
    ("audit_log.checked", "checked the audit log"),
];

fn phrase(kind: &str) -> Option<&'static str> {
    DEEDS.iter().find(|(named, _)| *named == kind).map(|(_, phrase)| *phrase)
}

/// A kind of event, where no event is meant.
pub fn kind(kind: &str) -> String {
    phrase(kind).map_or_else(|| readable(kind), |phrase| capital(phrase.trim_end_matches(" of")))
}

/// What an event says was done.
pub fn deed(event: &AuditEvent) -> String {
    let operation =
        event.changes.iter().find(|change| change.field == "operation").and_then(|change| change.after.as_deref());
    match (event.kind.as_str(), operation) {
        ("exports.taken", Some("ListAuditEvents")) => "read the audit log".to_owned(),
        (kind, _) => phrase(kind).map_or_else(|| readable(kind), str::to_owned),
    }
}

/// Who did what nobody did who was logged in.
pub fn nobody(event: &AuditEvent) -> &'static str {
    if event.address.is_empty() { "The server" } else { "Somebody not logged in" }
}

/// In place of the name, where somebody did it to themselves.
pub fn themselves(kind: &str) -> &'static str {
    match kind {
        "accounts.logged_in" | "accounts.logged_out" | "people.joined" => "",
        _ => "themselves",
    }
}

/// Which event the button shows more of.
pub fn more_of(event: &AuditEvent) -> String {
    let thing = event.resource.as_ref().map(|thing| thing.name.as_str()).unwrap_or_default();
    format!(": {} {thing}", deed(event))
}

/// A field as it is read: `measure.target` is "Measure, target".
pub fn field(field: &str) -> String {
    if field.is_empty() {
        return "What was said".to_owned();
    }
    capital(&field.trim_end_matches("_id").replace('.', ", ").replace('_', " "))
}

/// A value as it is read: `on_track` is "on track", `ExportPeople` is "Export people".
pub fn value(value: &str) -> String {
    let is_code = !value.is_empty() && value.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    if is_code {
        return value.replace('_', " ");
    }
    let is_name = value.starts_with(|first: char| first.is_ascii_uppercase())
        && value.chars().all(|c| c.is_ascii_alphabetic())
        && value.chars().skip(1).any(|c| c.is_ascii_uppercase())
        && value.chars().any(|c| c.is_ascii_lowercase());
    if is_name {
        let mut words = String::new();
        for (place, letter) in value.chars().enumerate() {
            if place > 0 && letter.is_ascii_uppercase() {
                words.push(' ');
            }
            words.push(if place > 0 { letter.to_ascii_lowercase() } else { letter });
        }
        return words;
    }
    value.to_owned()
}

/// What happened to one's account.
pub fn sign_in(kind: &str) -> String {
    let words = match kind {
        "accounts.logged_in" => "Logged in",
        "accounts.log_in_failed" => "A log-in failed",
        "accounts.logged_out" => "Logged out",
        "accounts.session_ended" => "A session was ended",
        "accounts.password_changed" => "Password changed",
        "accounts.password_reset" => "New password set by mail",
        "accounts.email_change_asked" => "Another address asked for",
        "accounts.email_changed" => "Address changed",
        "accounts.second_step_failed" => "The second step of a log-in failed",
        "accounts.second_factor_begun" => "Two-step log-in begun",
        "accounts.second_factor_added" => "Two-step log-in set up",
        "accounts.second_factor_removed" | "accounts.second_factor_taken" => "Two-step log-in removed",
        "accounts.identity_confirmed" => "Confirmed again that it's you",
        "accounts.confirmation_failed" => "Confirming that it's you failed",
        "accounts.recovery_codes_renewed" => "New recovery codes made",
        "accounts.passkey_begun" => "Adding a passkey begun",
        "accounts.passkey_added" => "Passkey added",
        "accounts.passkey_removed" => "Passkey removed",
        "accounts.passkey_failed" => "A passkey was refused",
        "accounts.passkey_copy_failed" => "A passkey was refused that may have been copied",
        other => return capital(&readable(other.trim_start_matches("accounts."))),
    };
    words.to_owned()
}

/// Whether it is bad news.
pub fn is_failure(kind: &str) -> bool {
    kind.ends_with("_failed")
}

fn readable(code: &str) -> String {
    code.replace(['_', '.'], " ")
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| format!("{}{}", first.to_ascii_uppercase(), letters.as_str())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use shared::audit_log::kinds;

    use super::*;

    #[test]
    fn every_event_that_is_listed_has_words() {
        let wordless: Vec<_> = kinds::listed(None).filter(|kind| phrase(kind).is_none()).collect();
        assert_eq!(wordless, Vec::<&str>::new());
        assert!(DEEDS.iter().all(|(named, _)| kinds::listed(None).any(|kind| kind == *named)));
    }

    #[test]
    fn fields_and_values_are_read_as_words() {
        assert_eq!(field("measure.start_value"), "Measure, start value");
        assert_eq!(value("on_track"), "on track");
        assert_eq!(value("ExportPeople"), "Export people");
        assert_eq!(value("Ada Byron"), "Ada Byron");
        assert_eq!(value("OKR"), "OKR");
    }
}
