//! Threads on the wire: answers to what somebody wrote in a pulse, and what they write back.
//!
//! Each paragraph has a thread of its own. Its key is drawn from the ballot's code ([`super::BallotCode::thread`]) and
//! stays with the author; the server gets the key's hash, its lock, with the answer, and keeps nothing else of it. So
//! whoever shows a key is the author of that paragraph, and nothing tells of which person, nor of which other one.

use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::{IntoParams, ToSchema};

use super::answers::{bytes, decoded};
use crate::{
    access::Role,
    wire::{PulseCommentId, PulseId, check},
};

/// The most paragraphs of one text that can be answered.
pub const MOST_LOCKS: usize = 20;
/// The longest message.
const LONGEST_MESSAGE: usize = 2000;

/// What was answered to a paragraph, for those who may answer it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PulseThread)]
pub struct Thread {
    /// Names the paragraph. Drawn by lot: it says nothing about order or time.
    pub id: PulseCommentId,
    /// Whether it takes another message.
    pub open: bool,
    /// The oldest first.
    pub messages: Vec<ThreadMessage>,
}

/// The same for the author of the paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = OwnPulseThread)]
pub struct OwnThread {
    /// What was asked.
    pub question: String,
    /// What they wrote.
    pub comment: String,
    /// Whether it takes another message.
    pub open: bool,
    /// The last day on which something can be written, should nobody end it before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The oldest first; what they wrote themselves among them before others see it.
    pub messages: Vec<ThreadMessage>,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PulseThreadMessage)]
pub struct ThreadMessage {
    /// Who wrote it for the organisation; absent if it is by the author of the paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ThreadWriter>,
    /// The day from which it is shown: of what the author writes, the one after. No finer time is kept.
    pub day: NaiveDate,
    /// What it says.
    pub text: String,
}

/// Who writes for the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PulseThreadWriter)]
pub struct ThreadWriter {
    /// What they are called.
    pub name: String,
    /// Their role.
    pub role: Role,
}

/// A message of the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPulseThreadMessage)]
pub struct NewThreadMessage {
    /// What it says.
    #[garde(custom(check::lines(1, LONGEST_MESSAGE)))]
    pub text: String,
}

/// The key of a thread: who holds it wrote the paragraph, and nobody knows who they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = PulseThreadKey)]
pub struct ThreadKey {
    /// The pulse.
    #[garde(skip)]
    pub pulse_id: PulseId,
    /// 32 bytes as unpadded base64url, drawn from the ballot's code for this paragraph alone.
    #[garde(custom(bytes::<32>))]
    pub key: String,
}

impl ThreadKey {
    /// What of the key is given away with the answer: its SHA-256.
    pub fn lock(&self) -> Option<[u8; 32]> {
        Some(Sha256::digest(decoded::<32>(&self.key)?).into())
    }
}

/// A message of a paragraph's author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = NewOwnPulseThreadMessage)]
pub struct NewOwnMessage {
    /// The thread.
    #[garde(dive)]
    pub thread: ThreadKey,
    /// What it says. The same words twice in a row count once.
    #[garde(custom(check::lines(1, LONGEST_MESSAGE)))]
    pub text: String,
}

/// Path of one paragraph of a pulse's results.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PulseCommentPath {
    /// The pulse.
    pub id: PulseId,
    /// The paragraph.
    pub comment_id: PulseCommentId,
}
