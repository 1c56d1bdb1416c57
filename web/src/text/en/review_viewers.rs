//! Reviews: who may read what people get, though they neither lead them nor are Admins.

use shared::people::TeamRef;

pub const VIEWERS: &str = "Given sight";
pub const VIEWERS_LEAD: &str =
    "They read what managers read, until a day, and change nothing. Everybody sees them among those who read.";
pub const NOBODY: &str = "Nobody but managers and Admins.";
pub const GIVE_SIGHT: &str = "Give sight";
pub const WHO: &str = "Who";
pub const WHO_PLACEHOLDER: &str = "Choose somebody";
pub const WHOSE: &str = "Of whom";
pub const EVERYBODY: &str = "Everybody in this cycle";
pub const WHOSE_HINT: &str = "Of a team and those below it. Never of themselves, nor of anybody above them.";
pub const ENDS_ON: &str = "Last day";
pub const REASON_HINT: &str = "For Admins, such as “HR partner of this team”.";
pub const GIVEN: &str = "They may read it, and are told.";
pub const TAKE_BACK: &str = "Take back";
pub const TAKEN_BACK: &str = "They read it no more.";

/// What somebody may read, and until when.
pub fn until(team: Option<&TeamRef>, day: &str) -> String {
    let whose = team.map_or(EVERYBODY, |team| team.name.as_str());
    format!("{whose}, until {day}")
}

/// The button that takes it back, for those who hear it alone.
pub fn take_back_from(name: &str) -> String {
    format!("Take back the sight of {name}")
}
