//! Reviews: who is away for some days of a cycle.

use shared::reviews::ReviewPauseCovers;

pub const PAUSE: &str = "Pause";
pub const CHANGE: &str = "Change the pause";
pub const LEAD: &str = "For somebody who is away. Nobody is reminded meanwhile, no stage waits for it, and nothing is released by itself. When they are back, the days are added to what is left to write and to answer.";
pub const FROM: &str = "First day away";
pub const UNTIL: &str = "Last day away";
pub const COVERS: &str = "What stands still";
pub const PAUSED: &str = "It is paused.";
pub const END: &str = "End the pause";
pub const END_DETAIL: &str = "From today on they are here again. The days until yesterday are added to what is left.";
pub const ENDED: &str = "The pause is over.";
pub const IS_AWAY: &str = "Away";
pub const WILL_BE_AWAY: &str = "Away soon";
pub const YOU_ARE_AWAY: &str = "This is paused for you";
pub const YOU_WILL_BE_AWAY: &str = "This will be paused for you";

/// What stands still, to others and to who is away.
pub const fn covers(covers: ReviewPauseCovers, is_mine: bool) -> &'static str {
    match (covers, is_mine) {
        (ReviewPauseCovers::All, _) => "All of it",
        (ReviewPauseCovers::Author, false) => "What they have to do",
        (ReviewPauseCovers::Author, true) => "What you have to do",
        (ReviewPauseCovers::Subject, false) => "What is about them",
        (ReviewPauseCovers::Subject, true) => "What is about you",
    }
}

/// And in more words.
pub const fn covers_detail(covers: ReviewPauseCovers) -> &'static str {
    match covers {
        ReviewPauseCovers::All => "What they have to do, and what others write about them and give to them.",
        ReviewPauseCovers::Author => "Their own reviews and answers. Others go on writing about them.",
        ReviewPauseCovers::Subject => "What others write about them and give to them. They go on writing about others.",
    }
}

/// Who says so, and for what.
pub fn by(name: &str, covered: &str) -> String {
    format!("{covered} stands still. {name} says so.")
}
