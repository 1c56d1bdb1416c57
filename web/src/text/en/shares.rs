//! Shares: with whom, why, until when; and who sees a thing.

use shared::{
    access::ShareLevel,
    goals::audience::Because,
    readers::{RecordBecause, RecordSight},
    shares::Share,
};

pub const SHARES: &str = "Shares";
pub const LEAD: &str = "Every share has a reason and an end. Revoking one takes effect at once.";
pub const WITH_ME: &str = "Shared with me";
pub const BY_ME: &str = "Shared by me";
pub const NONE_WITH_ME: &str = "Nothing is shared with you";
pub const NONE_WITH_ME_DETAIL: &str =
    "When somebody shares an objective with you, it appears here until the share ends.";
pub const NONE_BY_ME: &str = "You share nothing";
pub const NONE_BY_ME_DETAIL: &str =
    "Open an objective and choose Share to let somebody see it, comment on it or work on it.";

pub const SHARE: &str = "Share";
pub const WHO_SEES: &str = "Who can see this, and why";
pub const WHO_WOULD_AFTER: &str = "Who would see it, and why";
pub const WHO_WOULD: &str = "Who would see it with this share, and why";
pub const WHO: &str = "The people who see it";
pub const NEWLY: &str = "New";
pub const MORE: &str = "Show more";
pub const SHARED_WITH: &str = "Shared with";
pub const NOT_SHARED: &str = "Not shared with anybody.";
pub const WHAT: &str = "What";
pub const WITH: &str = "With";
pub const BY: &str = "By";
pub const LEVEL: &str = "May";
pub const REASON: &str = "Why";
pub const REASON_HINT: &str = "One line; whoever gets the share sees it.";
pub const UNTIL: &str = "Until";
pub const UNTIL_HINT: &str = "In 90 days, if left empty.";
pub const ENDLESS: &str = "Without an end";
pub const ENDLESS_HINT: &str = "It holds until somebody revokes it. Only Admins may do this.";
pub const NO_END: &str = "No end";
pub const ENDED: &str = "Ended";
pub const ENDS_SOON: &str = "Ends soon";
pub const KIND: &str = "With";
pub const ONE_PERSON: &str = "A person";
pub const ONE_TEAM: &str = "A team";
pub const EVERYBODY: &str = "Everybody";
pub const PERSON: &str = "Person";
pub const TEAM: &str = "Team";
pub const CHOOSE: &str = "Choose…";
pub const GRANTED: &str = "Shared.";
pub const RENEW: &str = "Renew for 90 days";
pub const RENEWED: &str = "Renewed.";
pub const REVOKE: &str = "Revoke";
pub const REVOKE_DETAIL: &str =
    "They lose it at once: the next time they look, it is gone. Sharing it again later is always possible.";
pub const REVOKED: &str = "Revoked.";
pub const WAS_REVOKED: &str = "Revoked";
pub const ACTIONS: &str = "Actions";

/// A level as what it lets one do.
pub const fn level(level: ShareLevel) -> &'static str {
    match level {
        ShareLevel::View => "View",
        ShareLevel::Comment => "Comment",
        ShareLevel::Edit => "Edit and check in",
    }
}

/// The same of a KPI, on which nobody comments.
pub const fn kpi_level(level: ShareLevel) -> &'static str {
    match level {
        ShareLevel::View | ShareLevel::Comment => "View",
        ShareLevel::Edit => "Edit and measure",
    }
}

/// What a share lets one do with what is shared.
pub const fn level_of(share: &Share) -> &'static str {
    if share.kpi.is_some() { kpi_level(share.level) } else { level(share.level) }
}

/// Why somebody sees it.
pub const fn because(why: Because) -> &'static str {
    match why {
        Because::Owner => "Owns it or one of its key results",
        Because::Admin => "Admin",
        Because::ManagerOf => "Manager above the owner",
        Because::Share => "Shared with them",
        Because::Everybody => "Visible to everybody",
        Because::Team => "In its team",
    }
}

pub const VIEW_AS: &str = "View as";
pub const WHAT_THEY_MAY: &str = "What they may do";
pub const MAY: &str = "They may:";
pub const MAY_NOT: &str = "They may not:";
pub const ONLY_BOTH: &str =
    "This is its page as they have it. Of other goals and KPIs around it, only what you both see is shown.";
pub const RECORD_OF_BOTH: &str = "This is its page as they have it. What you don't see yourself is left out.";
pub const RECORD_HIDDEN: &str = "For them it isn't there.";
pub const SEES_NOTHING_DETAIL: &str = "No reason applies to them: it is neither theirs nor of anybody below them, and neither shared with them nor published to them. For them it isn't there.";

/// The button of one person.
pub fn view_as(name: &str) -> String {
    format!("View as {name}")
}

/// The title of what they see.
pub fn as_seen_by(name: &str) -> String {
    format!("As {name} sees it")
}

pub fn sees_nothing(name: &str) -> String {
    format!("{name} sees nothing of it")
}

/// A share with what it lets one do.
pub fn because_level(why: &str, level: &str) -> String {
    format!("{why} ({level})")
}

/// A permission as what it lets one do.
pub fn deed(permission: &str) -> &str {
    match permission {
        "goals.comment" => "Comment on it",
        "goals.check_in" => "Check in on its key results",
        "goals.edit" => "Change it, its key results and its state",
        "goals.delete" => "Delete the draft",
        "goals.carry_over" => "Carry it over",
        "kpis.measure" => "Enter and import values",
        "kpis.edit" => "Change it and put it away",
        "shares.view" => "See who can see it, and why",
        "shares.grant" => "Share it",
        "openings.view" => "See who has opened it",
        other => other,
    }
}

/// What would let them, who may not: of shares one at that level.
pub fn needs(permission: &str, level: Option<&str>) -> String {
    match (level, permission) {
        (Some(level), _) => format!("Takes a share that lets them “{level}”."),
        (None, "openings.view") => "Only for whose it is, and Admins.".to_owned(),
        (None, _) => "Only for whose it is, their managers, and Admins.".to_owned(),
    }
}

/// How many see it, and how many of them would be new.
pub fn audience(count: usize, newly: usize) -> String {
    let people = if count == 1 { "1 person".to_owned() } else { format!("{count} people") };
    if newly == 0 { people } else { format!("{people}, {newly} of them new") }
}

/// How many see it for one reason.
pub fn reason(why: Because, count: usize) -> String {
    let what = match why {
        Because::Owner => "as owner",
        Because::Admin => "as Admin",
        Because::ManagerOf => "above the owner",
        Because::Share => "by a share",
        Because::Everybody => "with everybody",
        Because::Team => "in its team",
    };
    format!("{count} {what}")
}

/// A reason with its end.
pub fn until(why: &str, date: &str) -> String {
    format!("{why}, until {date}")
}

/// Before revoking a share.
pub fn revoke_ask(thing: &str, named: &str) -> String {
    format!("Revoke the share of “{thing}” with {named}?")
}

/// A button among many of its kind.
pub fn of(deed: &str, thing: &str) -> String {
    format!("{deed}: {thing}")
}

pub const WHO_WILL_READ: &str = "Who will read this, and why";
pub const WRITES_IT: &str = "Writes it";
pub const ONE_OF_TWO: &str = "One of the two";
pub const ABOUT_THEM: &str = "It is about them";
pub const ONCE_RELEASED: &str = "Once released";
pub const MEETING_NOTE: &str = "Others see that the two meet and when, not what is said. An Admin can open it with a reason, which both are told. A private note is its writer’s alone.";
pub const REVIEW_NOTE: &str =
    "Nobody else reads it before it is handed in. In part: only the answers that are for them.";
pub const PACKET_NOTE: &str = "In part: only the answers that are for them.";
pub const CALIBRATES: &str =
    "When the cycle is calibrated, those who take part read what the manager answered for managers, too.";

/// Why somebody reads what is written about somebody.
pub const fn record_because(why: RecordBecause) -> &'static str {
    match why {
        RecordBecause::Author => WRITES_IT,
        RecordBecause::Own => ABOUT_THEM,
        RecordBecause::Guest => "Guest of this meeting",
        RecordBecause::Manager => "Manager",
        RecordBecause::Chain => "Manager further up",
        RecordBecause::Admin => "Admin",
        RecordBecause::Viewer => "Given sight by an Admin",
    }
}

/// How much of it they read, where it isn't all.
pub const fn record_sight(sees: RecordSight) -> Option<&'static str> {
    match sees {
        RecordSight::All => None,
        RecordSight::Part => Some("In part"),
        RecordSight::Presence => Some("Not what is said"),
        RecordSight::Reason => Some("With a reason"),
    }
}

pub const OPENED_BY: &str = "Who has opened it";
pub const OPENED_BY_NOBODY: &str = "Nobody but you so far.";

pub fn opened_by(count: i64) -> String {
    match count {
        1 => "One person has.".to_owned(),
        count if count > shared::openings::MOST => format!("{count} people have; here are the latest."),
        count => format!("{count} people have."),
    }
}

pub fn opened(last: &str, again: bool) -> String {
    if again { format!("last {last}") } else { last.to_owned() }
}

pub const REVOKE_ALL: &str = "Revoke all";
pub const ANYBODY: &str = "Anybody";

pub fn revoke_all_ask() -> String {
    "Revoke all these shares?".to_owned()
}

pub fn revoke_with(name: &str) -> String {
    format!("Revoke all with {name}")
}

pub fn revoke_with_ask(name: &str) -> String {
    format!("Revoke all that you share with {name}?")
}

pub fn revoked(count: i64) -> String {
    match count {
        1 => "One share was revoked.".to_owned(),
        count => format!("{count} shares were revoked."),
    }
}
