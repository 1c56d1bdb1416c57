//! What a token may do: a scope for reading and one for changing, of each part of the app.

use crate::{
    access::{Role, can_ever},
    operation::{Access, Declaration, Method},
    wire::choice::choice,
};

choice! {
    /// Something that a token may be allowed to do. It never allows more than its owner may do at that moment.
    pub enum ApiTokenScope {
        /// Read goals, key results and check-ins.
        GoalsRead = "goals:read",
        /// Change goals and key results, check in.
        GoalsWrite = "goals:write",
        /// Read KPIs and what was measured.
        KpisRead = "kpis:read",
        /// Change KPIs, bring in what was measured.
        KpisWrite = "kpis:write",
        /// Read people, teams and who reports to whom.
        PeopleRead = "people:read",
        /// Change people and teams.
        PeopleWrite = "people:write",
        /// Read reviews.
        ReviewsRead = "reviews:read",
        /// Write and run reviews.
        ReviewsWrite = "reviews:write",
        /// Take the final ratings of review cycles out to another system.
        RatingsRead = "ratings:read",
        /// Read praise and feedback.
        FeedbackRead = "feedback:read",
        /// Give praise and feedback, ask for it.
        FeedbackWrite = "feedback:write",
        /// Read weekly check-ins.
        WeeklyRead = "weekly_check_ins:read",
        /// Write and answer weekly check-ins.
        WeeklyWrite = "weekly_check_ins:write",
        /// Read one-on-ones.
        OneOnOnesRead = "one_on_ones:read",
        /// Change one-on-ones.
        OneOnOnesWrite = "one_on_ones:write",
        /// Read competencies and development plans.
        DevelopmentRead = "development:read",
        /// Change competencies and development plans.
        DevelopmentWrite = "development:write",
        /// Read improvement plans.
        ImprovementRead = "improvement:read",
        /// Change improvement plans.
        ImprovementWrite = "improvement:write",
        /// Read pulses and their results.
        PulseRead = "pulse:read",
        /// Run pulses and take part.
        PulseWrite = "pulse:write",
        /// Read what is shared with whom.
        SharesRead = "shares:read",
        /// Share.
        SharesWrite = "shares:write",
        /// Read the dashboards, home and what a search finds.
        AnalyticsRead = "analytics:read",
        /// Read notices, and how one is told.
        NotificationsRead = "notifications:read",
        /// Mark notices, and change how one is told.
        NotificationsWrite = "notifications:write",
        /// Read the organisation's settings and periods.
        OrganisationRead = "organisation:read",
        /// Change the organisation's settings and periods.
        OrganisationWrite = "organisation:write",
        /// Read the audit log, and have it checked.
        AuditLogRead = "audit_log:read",
        /// Read the plan and invoices.
        BillingRead = "billing:read",
        /// Read what happened, event by event.
        EventsRead = "events:read",
        /// Set to which addresses events are sent.
        WebhooksManage = "webhooks:manage",
        /// Bring in people and groups by SCIM.
        Scim = "scim",
    }
}

// In the document it needs a name of its own; here `api_tokens::Scope` says it.
use self::ApiTokenScope as Scope;

/// Features that no token reaches: one's own account, what is the whole organisation's to lose, and what is about people's
/// own windows into it.
const NEVER: &[&str] =
    &["accounts", "api_tokens", "oauth", "single_sign_on", "privacy", "openings", "trust", "disclosure", "replies"];

/// Which scope a token needs for an operation; `None` where no token is taken. It follows from the declaration alone:
/// whatever asks for a fresh proof of who is there is nothing for a program, and what anybody may call needs no token.
pub fn scope_of(feature: &str, method: Method, access: &Access, fresh: bool) -> Option<Scope> {
    if fresh || matches!(access, Access::Public) {
        return None;
    }
    let (read, write) = scopes_of(feature)?;
    if method.changes() { write } else { read }
}

/// The scopes for reading and for changing what belongs to a feature.
fn scopes_of(feature: &str) -> Option<(Option<Scope>, Option<Scope>)> {
    use Scope::*;
    if NEVER.contains(&feature) {
        return None;
    }
    let both = |read, write| Some((Some(read), Some(write)));
    match feature {
        "goals" => both(GoalsRead, GoalsWrite),
        "kpis" => both(KpisRead, KpisWrite),
        "people" | "teams" => both(PeopleRead, PeopleWrite),
        "reviews" => both(ReviewsRead, ReviewsWrite),
        "ratings" => Some((Some(RatingsRead), None)),
        "feedback" => both(FeedbackRead, FeedbackWrite),
        "weekly_check_ins" => both(WeeklyRead, WeeklyWrite),
        "one_on_ones" => both(OneOnOnesRead, OneOnOnesWrite),
        "development" => both(DevelopmentRead, DevelopmentWrite),
        "improvement" => both(ImprovementRead, ImprovementWrite),
        "pulse" => both(PulseRead, PulseWrite),
        "shares" => both(SharesRead, SharesWrite),
        "notifications" => both(NotificationsRead, NotificationsWrite),
        "organisations" => both(OrganisationRead, OrganisationWrite),
        "analytics" | "home" | "search" => Some((Some(AnalyticsRead), None)),
        // Its one POST checks the chain and changes nothing that it tells of.
        "audit_log" => both(AuditLogRead, AuditLogRead),
        "billing" => Some((Some(BillingRead), None)),
        "events" => Some((Some(EventsRead), None)),
        "webhooks" => both(WebhooksManage, WebhooksManage),
        "scim" => both(Scim, Scim),
        "sandboxes" => both(OrganisationRead, OrganisationWrite),
        _ => None,
    }
}

/// The scopes that somebody with `role` may give: those by which a token of theirs could do anything at all.
pub fn open_to(role: Role) -> Vec<Scope> {
    let all = crate::every_operation();
    let opens = |declared: &Declaration| match declared.access {
        Access::May(permission) => can_ever(role, permission),
        Access::Session => true,
        Access::Public => false,
    };
    let is_open = |scope: Scope| all.iter().any(|declared| declared.scope() == Some(scope) && opens(declared));
    Scope::ALL.iter().copied().filter(|scope| is_open(*scope)).collect()
}

/// The scopes that a token of a service account with `role` may have: those of [`open_to`] that don't take somebody.
pub fn open_to_service(role: Role) -> Vec<Scope> {
    open_to(role).into_iter().filter(|scope| !takes_somebody(*scope)).collect()
}

/// Whether it is for what somebody says in their own name, decides for themselves or is told, or for what two say to each
/// other: a program that is nobody has no part in it.
const fn takes_somebody(scope: Scope) -> bool {
    use Scope::*;
    matches!(
        scope,
        FeedbackWrite
            | WeeklyWrite
            | OneOnOnesRead
            | OneOnOnesWrite
            | ReviewsWrite
            | DevelopmentWrite
            | ImprovementWrite
            | PulseWrite
            | SharesWrite
            | NotificationsRead
            | NotificationsWrite
    )
}

/// Whether an app of somebody else's can be given it. Where events are sent to isn't: they would go there long after whoever let
/// the app in shut it out.
pub const fn is_for_apps(scope: Scope) -> bool {
    !matches!(scope, Scope::WebhooksManage)
}

/// The scopes of one token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scopes(u64);

impl Scopes {
    /// These. What a newer server gave, and this one doesn't know, allows nothing.
    pub fn parse<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let known = texts.into_iter().filter_map(Scope::parse);
        Self(known.fold(0, |bits, scope| bits | Self::bit(scope)))
    }

    /// Whether one of them is `scope`.
    pub fn has(self, scope: Scope) -> bool {
        self.0 & Self::bit(scope) != 0
    }

    fn bit(scope: Scope) -> u64 {
        let place = Scope::ALL.iter().position(|one| *one == scope);
        place.and_then(|place| u32::try_from(place).ok()).and_then(|place| 1_u64.checked_shl(place)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_is_decided() {
        for declared in crate::every_operation() {
            let decided = NEVER.contains(&declared.feature) || scopes_of(declared.feature).is_some();
            assert!(decided, "which scopes has {}?", declared.feature);
        }
    }

    #[test]
    fn nothing_about_ones_own_account_and_nothing_fresh_is_a_tokens() {
        for declared in crate::every_operation() {
            if declared.fresh || declared.access == Access::Public || declared.feature == "accounts" {
                assert_eq!(declared.scope(), None, "{}", declared.name);
            }
        }
    }

    #[test]
    fn what_only_reads_never_needs_the_scope_to_change() {
        let ends =
            |declared: &Declaration, with: &str| declared.scope().is_some_and(|scope| scope.as_str().ends_with(with));
        for declared in crate::every_operation() {
            let wrong = if declared.method.changes() { ":read" } else { ":write" };
            assert!(!ends(&declared, wrong) || declared.feature == "audit_log", "{}", declared.name);
        }
    }

    #[test]
    fn each_scope_has_a_place_of_its_own() {
        assert!(Scope::ALL.len() <= 64);
        for scope in Scope::ALL {
            let scopes = Scopes::parse([scope.as_str()]);
            for other in Scope::ALL {
                assert_eq!(scopes.has(*other), scope == other);
            }
        }
        assert_eq!(Scopes::parse(["goals", "goals:delete", ""]), Scopes::default());
    }

    #[test]
    fn nobody_gives_what_they_could_not_use() {
        let [employee, manager, admin] = [Role::Employee, Role::Manager, Role::Admin].map(open_to);
        assert!(employee.contains(&Scope::GoalsWrite));
        for scope in [Scope::AuditLogRead, Scope::RatingsRead] {
            assert!(!employee.contains(&scope) && !manager.contains(&scope) && admin.contains(&scope), "{scope}");
        }
        assert!(employee.iter().all(|scope| admin.contains(scope)));
    }

    #[test]
    fn a_program_that_is_nobody_speaks_for_nobody() {
        let admin = open_to_service(Role::Admin);
        for wanted in [Scope::KpisWrite, Scope::PeopleWrite, Scope::ReviewsRead, Scope::WebhooksManage, Scope::Scim] {
            assert!(admin.contains(&wanted), "{wanted}");
        }
        for kept in [Scope::ReviewsWrite, Scope::FeedbackWrite, Scope::OneOnOnesRead, Scope::NotificationsRead] {
            assert!(!admin.contains(&kept), "{kept}");
        }
        assert!(open_to_service(Role::Employee).iter().all(|scope| open_to(Role::Employee).contains(scope)));
    }
}
