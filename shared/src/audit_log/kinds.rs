//! Which events Admins are shown, and how much of each.
//!
//! All are kept and linked. What isn't named here is shown to nobody: a new kind of event is decided on when it is made,
//! and a test sees to it.

use crate::wire::choice::choice;

choice! {
    /// A part of the app that events are about.
    pub enum AuditTopic {
        /// Log-ins, passwords and sessions.
        Accounts = "accounts",
        /// People, invitations and imports.
        People = "people",
        /// Teams.
        Teams = "teams",
        /// The organisation's settings.
        Organisation = "organisation",
        /// Objectives, key results and check-ins.
        Goals = "goals",
        /// KPIs and what is measured.
        Kpis = "kpis",
        /// What is shared with whom.
        Shares = "shares",
        /// Praise.
        Praise = "praise",
        /// One-on-ones that an Admin opened.
        OneOnOnes = "one_on_ones",
        /// Competencies and levels.
        Development = "development",
        /// Review cycles and templates.
        Reviews = "reviews",
        /// Pulses, as a whole.
        Pulse = "pulse",
        /// What was taken out or read here.
        Exports = "exports",
    }
}

/// How much of an event is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Who did what, and every field that it changed.
    Fields(AuditTopic),
    /// Who did what.
    Bare(AuditTopic),
    /// Nothing at all. Of what is said without a name, that somebody did something at that time would tell who; what is
    /// between people, or shown to some by a rule of its own, has its history where it is.
    Kept,
}

/// How much is shown of a kind of event.
pub fn shown(kind: &str) -> Shown {
    KINDS.iter().find(|(named, _)| *named == kind).map_or(Shown::Kept, |(_, shown)| *shown)
}

/// Whether it was decided what is shown of a kind of event.
pub fn is_decided(kind: &str) -> bool {
    KINDS.iter().any(|(named, _)| *named == kind)
}

/// The kinds that are listed: all, or those of a topic.
pub fn listed(topic: Option<AuditTopic>) -> impl Iterator<Item = &'static str> {
    KINDS.iter().filter_map(move |(kind, shown)| match shown {
        Shown::Fields(of) | Shown::Bare(of) if topic.is_none_or(|topic| topic == *of) => Some(*kind),
        _ => None,
    })
}

use AuditTopic::{
    Accounts, Development, Exports, Goals, Kpis, OneOnOnes, Organisation, People, Praise, Pulse, Reviews, Shares, Teams,
};
use Shown::{Bare, Fields, Kept};

/// Every kind of event.
pub const KINDS: &[(&str, Shown)] = &[
    ("accounts.logged_in", Fields(Accounts)),
    ("accounts.log_in_failed", Fields(Accounts)),
    ("accounts.logged_out", Fields(Accounts)),
    ("accounts.session_ended", Fields(Accounts)),
    ("accounts.password_changed", Fields(Accounts)),
    ("accounts.password_reset", Fields(Accounts)),
    ("accounts.email_change_asked", Fields(Accounts)),
    ("accounts.email_changed", Fields(Accounts)),
    ("accounts.second_step_failed", Fields(Accounts)),
    ("accounts.second_factor_begun", Fields(Accounts)),
    ("accounts.second_factor_added", Fields(Accounts)),
    ("accounts.second_factor_removed", Fields(Accounts)),
    ("accounts.second_factor_taken", Fields(Accounts)),
    ("accounts.recovery_codes_renewed", Fields(Accounts)),
    ("accounts.passkey_begun", Fields(Accounts)),
    ("accounts.passkey_added", Fields(Accounts)),
    ("accounts.passkey_removed", Fields(Accounts)),
    ("accounts.passkey_failed", Fields(Accounts)),
    ("accounts.passkey_copy_failed", Fields(Accounts)),
    ("accounts.identity_confirmed", Fields(Accounts)),
    ("accounts.confirmation_failed", Fields(Accounts)),
    ("single_sign_on.domain_added", Bare(Accounts)),
    ("single_sign_on.domain_checked", Bare(Accounts)),
    ("single_sign_on.domain_proven", Bare(Accounts)),
    ("single_sign_on.domain_lost", Bare(Accounts)),
    ("single_sign_on.domain_removed", Bare(Accounts)),
    ("single_sign_on.set", Bare(Accounts)),
    ("single_sign_on.edited", Bare(Accounts)),
    ("single_sign_on.removed", Bare(Accounts)),
    ("single_sign_on.tried", Bare(Accounts)),
    ("single_sign_on.refused", Bare(Accounts)),
    ("single_sign_on.unlinked", Bare(Accounts)),
    ("scim.edited", Bare(Accounts)),
    ("scim.linked", Bare(People)),
    ("scim.removed", Bare(People)),
    ("scim.team_linked", Bare(Teams)),
    ("api_tokens.created", Fields(Accounts)),
    ("api_tokens.revoked", Fields(Accounts)),
    ("api_tokens.policy_changed", Fields(Organisation)),
    ("oauth.app_registered", Fields(Organisation)),
    ("oauth.app_edited", Fields(Organisation)),
    ("oauth.app_removed", Fields(Organisation)),
    ("oauth.secret_renewed", Fields(Organisation)),
    ("oauth.allowed", Fields(Accounts)),
    ("oauth.revoked", Fields(Accounts)),
    ("oauth.reused", Fields(Accounts)),
    ("service_accounts.created", Fields(Accounts)),
    ("service_accounts.removed", Fields(Accounts)),
    ("people.created", Fields(People)),
    ("people.synced", Bare(People)),
    ("people.edited", Fields(People)),
    ("people.deactivated", Fields(People)),
    ("people.reactivated", Fields(People)),
    ("people.invited", Bare(People)),
    ("people.joined", Bare(People)),
    // What somebody leaves behind names what not every Admin may see.
    ("people.handed_over", Bare(People)),
    // What moves with a manager does so, too.
    ("people.manager_changed", Bare(People)),
    ("people.demo_loaded", Bare(People)),
    ("people.erased", Bare(People)),
    ("people.hold_placed", Bare(People)),
    ("people.hold_lifted", Bare(People)),
    ("people_imports.started", Bare(People)),
    ("people_imports.edited", Bare(People)),
    ("people_imports.deleted", Bare(People)),
    ("people_imports.applied", Bare(People)),
    ("people_imports.undone", Bare(People)),
    ("teams.created", Fields(Teams)),
    ("teams.edited", Fields(Teams)),
    ("teams.deleted", Fields(Teams)),
    ("organisations.signed_up", Bare(Organisation)),
    ("organisations.edited", Fields(Organisation)),
    ("trust.isolation_tried", Fields(Organisation)),
    ("organisations.session_policy_changed", Fields(Organisation)),
    ("organisations.retention_set", Fields(Organisation)),
    ("organisations.retention_applied", Fields(Organisation)),
    ("organisations.hold_placed", Bare(Organisation)),
    ("organisations.hold_lifted", Bare(Organisation)),
    ("organisations.closing_begun", Fields(Organisation)),
    ("organisations.closing_ended", Fields(Organisation)),
    ("organisations.export_asked", Bare(Exports)),
    ("billing.invoice_issued", Bare(Organisation)),
    ("billing.invoice_voided", Bare(Organisation)),
    ("billing.invoice_paid", Bare(Organisation)),
    ("billing.payment_checked", Bare(Organisation)),
    ("billing.payment_flagged", Bare(Organisation)),
    ("billing.checkout_begun", Bare(Organisation)),
    ("billing.plan_chosen", Bare(Organisation)),
    ("billing.cancelled", Bare(Organisation)),
    ("billing.resumed", Bare(Organisation)),
    ("billing.details_set", Bare(Organisation)),
    ("billing.refund_begun", Bare(Organisation)),
    ("billing.refund_failed", Bare(Organisation)),
    ("billing.refunded", Bare(Organisation)),
    ("periods.created", Fields(Organisation)),
    ("periods.edited", Fields(Organisation)),
    ("periods.deleted", Fields(Organisation)),
    ("weekly_settings.edited", Fields(Organisation)),
    ("question_sets.created", Fields(Organisation)),
    ("question_sets.edited", Fields(Organisation)),
    ("question_sets.deleted", Fields(Organisation)),
    ("company_values.created", Fields(Organisation)),
    ("company_values.edited", Fields(Organisation)),
    ("channels.set", Bare(Organisation)),
    ("channels.edited", Bare(Organisation)),
    ("channels.removed", Bare(Organisation)),
    ("channels.tried", Bare(Organisation)),
    ("channels.trial_ended", Bare(Organisation)),
    ("channels.stopped", Bare(Organisation)),
    ("sandboxes.created", Fields(Organisation)),
    ("sandboxes.removed", Fields(Organisation)),
    ("sandboxes.clock_moved", Fields(Organisation)),
    ("sandboxes.token_drawn", Fields(Accounts)),
    ("webhooks.created", Bare(Organisation)),
    ("webhooks.edited", Bare(Organisation)),
    ("webhooks.deleted", Bare(Organisation)),
    ("webhooks.secret_renewed", Bare(Organisation)),
    ("webhooks.tried", Bare(Organisation)),
    ("webhooks.trial_ended", Bare(Organisation)),
    ("webhooks.redelivered", Bare(Organisation)),
    ("webhooks.replayed", Bare(Organisation)),
    ("webhooks.stopped", Bare(Organisation)),
    ("objectives.created", Fields(Goals)),
    ("objectives.edited", Fields(Goals)),
    ("objectives.moved", Fields(Goals)),
    ("objectives.deleted", Fields(Goals)),
    ("objectives.carried_over", Bare(Goals)),
    ("objectives.commented", Bare(Goals)),
    ("objectives.supports", Bare(Goals)),
    ("objectives.supports_no_longer", Bare(Goals)),
    ("key_results.created", Fields(Goals)),
    ("key_results.edited", Fields(Goals)),
    ("key_results.deleted", Fields(Goals)),
    ("key_results.follows", Bare(Goals)),
    ("key_results.follows_no_longer", Bare(Goals)),
    ("check_ins.created", Fields(Goals)),
    ("kpis.created", Fields(Kpis)),
    ("kpis.edited", Fields(Kpis)),
    ("kpis.archived", Fields(Kpis)),
    ("kpis.restored", Fields(Kpis)),
    ("kpis.measured", Fields(Kpis)),
    ("kpis.imported", Bare(Kpis)),
    ("kpis.import_previewed", Bare(Kpis)),
    ("kpis.ingested", Bare(Kpis)),
    ("kpis.crossed", Bare(Kpis)),
    ("shares.granted", Fields(Shares)),
    ("shares.edited", Fields(Shares)),
    ("shares.revoked", Fields(Shares)),
    ("shares.all_revoked", Bare(Shares)),
    ("shares.demo_loaded", Bare(Shares)),
    ("praise.given", Bare(Praise)),
    ("praise.withdrawn", Bare(Praise)),
    ("praise.taken_down", Fields(Praise)),
    ("meetings.opened", Fields(OneOnOnes)),
    ("frameworks.adopted", Bare(Development)),
    ("frameworks.edited", Fields(Development)),
    ("frameworks.expectations_set", Bare(Development)),
    ("frameworks.demo_loaded", Bare(Development)),
    ("competencies.created", Fields(Development)),
    ("competencies.edited", Fields(Development)),
    ("tracks.created", Fields(Development)),
    ("tracks.edited", Fields(Development)),
    ("tracks.deleted", Fields(Development)),
    ("review_templates.created", Bare(Reviews)),
    ("review_templates.edited", Bare(Reviews)),
    ("review_cycles.created", Fields(Reviews)),
    ("review_cycles.edited", Fields(Reviews)),
    ("review_cycles.deleted", Bare(Reviews)),
    ("review_cycles.launched", Bare(Reviews)),
    ("review_cycles.launch_asked", Bare(Reviews)),
    ("review_cycles.launch_failed", Bare(Reviews)),
    ("review_cycles.moved", Bare(Reviews)),
    ("review_cycles.moved_by_date", Fields(Reviews)),
    ("review_cycles.begun_by_rule", Bare(Reviews)),
    ("rolling_reviews.created", Fields(Reviews)),
    ("rolling_reviews.edited", Fields(Reviews)),
    ("rolling_reviews.deleted", Bare(Reviews)),
    ("review_cycles.joined", Bare(Reviews)),
    ("review_cycles.cancelled", Bare(Reviews)),
    ("review_cycles.taken_back", Bare(Reviews)),
    ("review_cycles.reworded", Bare(Reviews)),
    // Whom it reminds, or for whom it waits, is who hasn't written.
    ("review_cycles.reminded", Bare(Reviews)),
    ("review_cycles.released", Bare(Reviews)),
    ("review_cycles.extended", Bare(Reviews)),
    ("review_cycles.gaps_waived", Bare(Reviews)),
    ("review_cycles.waiver_taken_back", Bare(Reviews)),
    ("review_cycles.trial_sent", Bare(Reviews)),
    ("review_cycles.sight_given", Bare(Reviews)),
    ("review_cycles.sight_taken_back", Bare(Reviews)),
    ("review_packets.released", Bare(Reviews)),
    ("review_packets.released_by_itself", Bare(Reviews)),
    ("review_packets.withdrawn", Bare(Reviews)),
    ("review_packets.ended", Bare(Reviews)),
    ("review_packets.gathered_again", Bare(Reviews)),
    ("review_packets.paused", Bare(Reviews)),
    ("review_packets.pause_ended", Bare(Reviews)),
    ("review_packets.resumed", Bare(Reviews)),
    ("review_packets.addendum_added", Bare(Reviews)),
    ("review_packets.withheld", Bare(Reviews)),
    // Of sides with names alone.
    ("review_packets.review_reopened", Bare(Reviews)),
    ("review_packets.review_closed", Bare(Reviews)),
    // Managers write with their names.
    ("review_packets.handed_over", Bare(Reviews)),
    ("review_packets.taken_over", Bare(Reviews)),
    ("review_packets.passed_on", Bare(Reviews)),
    ("reviews.demo_loaded", Bare(Reviews)),
    ("pulse.created", Bare(Pulse)),
    ("pulse.edited", Bare(Pulse)),
    ("pulse.deleted", Bare(Pulse)),
    ("pulse.scheduled", Bare(Pulse)),
    ("pulse.postponed", Bare(Pulse)),
    ("pulse.called_back", Bare(Pulse)),
    ("pulse.opened", Bare(Pulse)),
    ("pulse.closed", Bare(Pulse)),
    ("pulse.demo_loaded", Bare(Pulse)),
    ("exports.taken", Fields(Exports)),
    ("audit_log.checked", Fields(Exports)),
    // Who writes about whom, and when: reviews may be without names, for Admins too.
    ("reviews.saved", Kept),
    ("reviews.submitted", Kept),
    ("reviews.recalled", Kept),
    ("reviews.declined", Kept),
    ("review_packets.peers_named", Kept),
    ("review_packets.reviewer_appointed", Kept),
    ("review_packets.reviewer_dismissed", Kept),
    ("review_packets.external_invited", Kept),
    ("review_packets.external_revoked", Kept),
    ("review_packets.author_left", Kept),
    ("review_packets.report_asked", Kept),
    ("review_packets.report_unasked", Kept),
    ("review_externals.saved", Kept),
    ("review_externals.submitted", Kept),
    ("review_externals.declined", Kept),
    ("review_packets.acknowledged", Kept),
    ("review_packets.second_read", Kept),
    // A rating is shown to nobody whom it is about before it is shared, Admins included.
    ("review_packets.rated", Kept),
    ("calibration_cards.changed", Kept),
    ("calibration_cards.voted", Kept),
    ("calibration_cards.agreed", Kept),
    ("calibration_cards.conflict_flagged", Kept),
    ("calibration_cards.conflict_lifted", Kept),
    ("calibration_sessions.created", Kept),
    ("calibration_sessions.edited", Kept),
    ("calibration_sessions.deleted", Kept),
    ("calibration_sessions.moved", Kept),
    // What a paragraph without a name was answered, and when.
    ("pulse.comment_answered", Kept),
    ("pulse.thread_closed", Kept),
    ("feedback.given", Kept),
    ("feedback.edited", Kept),
    ("feedback.note_deleted", Kept),
    ("feedback.demo_loaded", Kept),
    ("feedback_requests.created", Kept),
    ("feedback_requests.closed", Kept),
    ("feedback_asks.answered", Kept),
    ("feedback_asks.declined", Kept),
    ("praise.reacted", Kept),
    ("one_on_ones.created", Kept),
    ("one_on_ones.edited", Kept),
    ("one_on_ones.ended", Kept),
    ("one_on_ones.carried", Kept),
    ("one_on_ones.guest_changed", Kept),
    ("one_on_ones.demo_loaded", Kept),
    ("meetings.edited", Kept),
    ("meetings.stepped", Kept),
    ("meetings.agenda_filled", Kept),
    ("meetings.private_note_written", Kept),
    ("agenda_items.edited", Kept),
    ("agenda_items.deleted", Kept),
    ("action_items.created", Kept),
    ("action_items.edited", Kept),
    ("action_items.deleted", Kept),
    ("calendar_feeds.made", Kept),
    ("calendar_feeds.revoked", Kept),
    ("weekly_check_ins.created", Kept),
    ("weekly_check_ins.edited", Kept),
    ("weekly_check_ins.read", Kept),
    ("weekly_check_ins.answered", Kept),
    ("weekly_check_ins.demo_loaded", Kept),
    ("assessments.created", Kept),
    ("development_steps.created", Kept),
    ("development_steps.edited", Kept),
    ("development_steps.deleted", Kept),
    ("level_proposals.created", Kept),
    ("level_proposals.agreed", Kept),
    ("level_proposals.granted", Kept),
    ("level_proposals.refused", Kept),
    ("level_proposals.returned", Kept),
    ("level_proposals.withdrawn", Kept),
    ("improvement_plans.acknowledged", Kept),
    ("improvement_plans.changed", Kept),
    ("improvement_plans.demo_loaded", Kept),
    ("improvement_plans.drafted", Kept),
    ("improvement_plans.extended", Kept),
    ("improvement_plans.met", Kept),
    ("improvement_plans.not_met", Kept),
    ("improvement_plans.noted", Kept),
    ("improvement_plans.paused", Kept),
    ("improvement_plans.resumed", Kept),
    ("improvement_plans.scheduled", Kept),
    ("improvement_plans.started", Kept),
    ("improvement_plans.taken_over", Kept),
    ("improvement_plans.withdrawn", Kept),
    ("notifications.read", Kept),
    ("notifications.settings_edited", Kept),
    ("notifications.unsubscribed", Kept),
    ("replies.taken", Kept),
    ("replies.refused", Kept),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_decided_on_once_and_an_unknown_one_is_kept() {
        for (place, (kind, decided)) in KINDS.iter().enumerate() {
            assert!(KINDS.iter().take(place).all(|(earlier, _)| earlier != kind), "{kind} stands here twice");
            assert_eq!(shown(kind), *decided);
        }
        assert_eq!(shown("reviews.burnt"), Shown::Kept);
    }

    #[test]
    fn every_topic_has_kinds_and_none_has_what_is_kept() {
        for topic in AuditTopic::ALL {
            assert!(listed(Some(*topic)).count() > 0, "{topic}");
        }
        let of_all = AuditTopic::ALL.iter().flat_map(|topic| listed(Some(*topic))).count();
        assert_eq!(listed(None).count(), of_all);
        assert!(listed(None).all(|kind| shown(kind) != Shown::Kept));
    }
}
