//! Answers that people write by mail to what they were reminded of.

use crate::{
    operation::{Mail, Nothing},
    operations,
};

operations! { "replies";
    /// Take in the answer to a reminder, as the mail arrived. For the mail server of the installation, which shows a key of `PERFTRACK_REPLY_KEYS` as `Authorization: Bearer`; the same mail counts once, however often it is sent. What can't be taken in is told to its writer by mail.
    ReceiveReply: Post "/api/v1/replies" { body: Mail, answer: Nothing, who: public }
}
