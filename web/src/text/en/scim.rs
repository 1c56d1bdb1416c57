//! The organisation's directory, in the settings.

use shared::scim::{ScimRoles, ScimTeams};

pub const TAB: &str = "Directory";
pub const LEAD: &str = "Your directory, such as Microsoft Entra ID or Okta, keeps your people here by SCIM 2.0: it brings who is new, changes what changes, and takes the access of whoever leaves.";
pub const GUIDE: &str = "What to set up in the directory";

pub const WAY_IN: &str = "The directory's way in";
pub const WAY_IN_LEAD: &str = "Tell your directory this address, and an API token with the scope scim that an Admin made. What the token does stands in the audit log under that Admin's name.";
pub const ON: &str = "On";
pub const OFF: &str = "Off";
pub const BASE_URL: &str = "Base address (tenant URL)";
pub const COPY: &str = "Copy";
pub const COPIED: &str = "The address is copied.";
pub const NOT_COPIED: &str = "This browser doesn't let the page copy. Mark the address and copy it by hand.";
pub const MAKE_TOKEN: &str = "Make a token";
pub const NEVER_CALLED: &str = "The directory hasn't called yet.";

/// When the directory called last, and as what.
pub fn called(ago: &str, caller: &str) -> String {
    if caller.is_empty() { format!("Last call: {ago}") } else { format!("Last call: {ago}, by {caller}") }
}

pub const RULES: &str = "What the directory may do";
pub const IS_ON: &str = "Let the directory in";
pub const IS_ON_HINT: &str = "Off, its calls are refused and everybody stays as they are.";
pub const ROLES: &str = "Roles";
pub const TEAMS: &str = "Teams";
pub const INVITES: &str = "Invite who is new";
pub const INVITES_HINT: &str =
    "By mail, as soon as the directory brings them. With single sign-on they can come in without it.";
pub const SAVED: &str = "Saved.";

/// Which roles the directory gives.
pub const fn roles(roles: ScimRoles) -> &'static str {
    match roles {
        ScimRoles::Employees => "It gives none",
        ScimRoles::BelowAdmin => "It gives Employee and Manager",
        ScimRoles::Any => "It gives every role",
    }
}

/// What that means.
pub const fn roles_detail(roles: ScimRoles) -> &'static str {
    match roles {
        ScimRoles::Employees => "Who is new is an Employee. Everybody else keeps their role.",
        ScimRoles::BelowAdmin => "Admins are made and unmade here alone.",
        ScimRoles::Any => "Whoever runs your directory can then make Admins, themselves too.",
    }
}

/// What makes a team.
pub const fn teams(teams: ScimTeams) -> &'static str {
    match teams {
        ScimTeams::Groups => "Of groups",
        ScimTeams::Departments => "Of departments",
    }
}

/// What that means.
pub const fn teams_detail(teams: ScimTeams) -> &'static str {
    match teams {
        ScimTeams::Groups => "Assign groups in your directory: each is a team. Somebody is in one team at a time.",
        ScimTeams::Departments => "The department that your directory says of somebody is their team.",
    }
}

pub const ARRIVALS: &str = "Came by the directory";
pub const NOBODY: &str = "Nobody yet";
pub const NOBODY_DETAIL: &str = "Whom the directory brings is listed here.";

/// How many people the directory keeps.
pub fn keeps(people: i64) -> String {
    match people {
        1 => "The directory keeps 1 person here.".to_owned(),
        people => format!("The directory keeps {people} people here."),
    }
}
