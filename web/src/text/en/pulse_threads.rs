//! Answers to what was written in a pulse.

use shared::pulse::{ThreadWriter, rules::threads::THREAD_DAYS};

pub const OWN: &str = "Answers to what you wrote";
pub const OWN_DETAIL: &str = "There may be answers to comments: look with your code. This is shown to everybody who was asked, whether or not they wrote anything. Looking sends neither your name nor your log-in, and asks for each paragraph by a key of its own.";
pub const LOOK: &str = "Look for answers";
pub const CODE_HERE: &str = "Your ballot code, which this browser keeps until you log out:";
pub const FOUND_NONE: &str = "Nothing by this code can be answered";
pub const FOUND_NONE_DETAIL: &str = "Comments are published where enough people wrote. What isn't published has no answers, and neither has what another code wrote.";
pub const NO_MESSAGES: &str = "No answer yet.";
pub const YOU: &str = "You";
pub const AUTHOR: &str = "Whoever wrote this";
pub const TOMORROW: &str = "shown to others from tomorrow";
pub const WRITE_BACK: &str = "Write back";
pub const WRITE_BACK_HINT: &str = "Anonymous, as before: it is shown from tomorrow, with whatever else is written today, to Admins and to Managers whose people your group is.";
pub const SEND_BACK: &str = "Send anonymously";
pub const SENT_BACK: &str = "It is in. Others see it from tomorrow.";
pub const ANSWER: &str = "Your answer";
pub const ANSWER_HINT: &str =
    "Your name and role stand beside it. Whoever wrote this isn't told: they find it when they look with their code.";
pub const SEND: &str = "Answer";
pub const SENT: &str = "Your answer is there for whoever wrote this.";
pub const CLOSED: &str = "This thread is closed: it can be read and takes no more messages.";
pub const END: &str = "Close thread";
pub const END_ASK: &str = "Close this thread?";
pub const END_DETAIL: &str = "It can still be read. Neither you nor whoever wrote this can write any more.";
pub const ENDED: &str = "The thread is closed.";

/// What opens a thread.
pub fn messages(count: usize) -> String {
    match count {
        0 => "Answer this".to_owned(),
        1 => "1 message".to_owned(),
        _ => format!("{count} messages"),
    }
}

/// Who writes for the organisation.
pub fn writer(by: &ThreadWriter) -> String {
    format!("{}, {}", by.name, super::shell::role(by.role))
}

/// Until when it can be answered.
pub fn until(last_day: &str) -> String {
    format!("Comments can be answered until {last_day}, {THREAD_DAYS} days after the pulse closed.")
}
