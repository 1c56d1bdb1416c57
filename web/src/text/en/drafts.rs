//! Where a form's text is while it is not sent.

pub const HERE: &str = "Saved on this device. Not sent yet.";
pub const NOWHERE: &str =
    "Not saved: without a connection nothing can be kept on this device yet. It stays in this form.";
pub const DISCARD: &str = "Discard it";
pub const BOTH_MOVED: &str = "This has changed in two places";
pub const BOTH_MOVED_DETAIL: &str =
    "What you typed stands in the form. Take over from the other side what you want to have.";
pub const MINE: &str = "In this form";
pub const THEIRS: &str = "The other";
pub const TAKE: &str = "Take this";
pub const SETTLED: &str = "It is right now";

/// What came back, and from when.
pub fn restored(ago: &str) -> String {
    format!("What you typed is back ({ago}). It was saved on this device and not sent.")
}

/// All of it is with the server.
pub fn saved_at(time: &str) -> String {
    format!("All of it was saved at {time}.")
}
