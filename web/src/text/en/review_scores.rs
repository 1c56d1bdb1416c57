//! What the overall score of a review was worked out from.

pub const OPEN: &str = "How it is worked out";
pub const DECIDED: &str = "It is decided; what was proposed is kept beside it.";
pub const TITLE: &str = "How the overall score is worked out";
pub const LEAD: &str = "Each rating is mapped to 0 to 100 % of its scale. Questions are weighed within a side, and sides against each other. What isn't there leaves both sums.";
pub const BY_DAYS: &str =
    "More than one manager led the person in this time: each counts by the days on which they did.";
pub const NOTHING: &str = "Nothing of it is yours to read.";
pub const PART: &str = "Part";
pub const WEIGHT: &str = "Weight";
pub const SCORE: &str = "Score";
pub const TOO_FEW: &str = "Too few answered: left out";
pub const LEFT_OUT: &str = "Nothing rated: left out";
pub const NOT_SHOWN: &str = "Not shown";
