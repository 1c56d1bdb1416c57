//! Being told: what somebody ought to know, in the app and beyond it.
//!
//! A notice names a kind and a thing. What it says of the thing is read when somebody looks, through the same
//! wall as the thing itself: who may no longer see it isn't told of it either.

mod channels;
mod facts;
mod kinds;
mod settings;

pub use channels::{
    Channel, ChannelChanges, ChannelKind, ChannelNews, ChannelOutcome, ChannelPath, ChannelState, ChannelTrial,
    NewChannel, TeamChannel, TeamChannels,
};
pub use facts::Facts;
pub use kinds::{MailWhen, NoticeKind, Subject, Topic};
pub use settings::{KindChange, KindSetting, NoticeSettings, NoticeSettingsChanges, QuietHours};

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    operation::{Events, Json, Nothing},
    operations,
    people::PersonRef,
    permissions,
    wire::{Limit, NoticeId, Page, check},
};

permissions! { notifications;
    /// Set, try, pause and remove a team's channel in Slack or Microsoft Teams; one's own is the team one leads.
    SET_CHANNEL "set_channel" Manager, never, never, Admin;
}

operations! { "notifications";
    /// What you were told, newest first: of each thing only what you may see of it now.
    /// What you may no longer see is left out. `unread` and `topic` narrow the list; reading it marks nothing as read.
    ListNotices: Get "/api/v1/notifications" { query: NoticeFilter, answer: Json<Page<Notice>>, who: session }
    /// How much of it you haven't read.
    /// 100 stands for as many or more.
    CountUnread: Get "/api/v1/notifications/unread" { answer: Json<Unread>, who: session }
    /// What changes from now on, as server-sent events: `unread` with how much you haven't read, first as it is now; `changed` when `thing` has. They say that something changed, not what: read it again.
    ListenForChanges: Get "/api/v1/notifications/stream" { query: WatchedThing, answer: Events, who: session }
    /// How you want to be told.
    /// For each kind of notice whether it is told in the app and when it is mailed. `time_zone` is there if you set
    /// one; `usual_time_zone` is the organisation's.
    ReadNoticeSettings: Get "/api/v1/notifications/settings" { answer: Json<NoticeSettings>, who: session }
    /// Change how you want to be told. What nobody can do without stays.
    /// 422 for a change to it, and for a time zone that isn't known.
    EditNoticeSettings: Patch "/api/v1/notifications/settings" { body: Json<NoticeSettingsChanges>, answer: Json<NoticeSettings>, who: session }
    /// Take the reader of a mail off all mails that one can do without, by the secret of that mail's link.
    /// It needs no session and changes nothing but the mails; what nobody can do without is mailed on. 410 `link_spent`
    /// for a secret that is none of ours, or whose reader is no longer active.
    Unsubscribe: Post "/api/v1/notifications/unsubscribe" { body: Json<UnsubscribeLink>, answer: Nothing, who: public }
    /// The same for mail programs, which send what RFC 8058 says as the body; nothing of it is read.
    /// The secret stands in the address. 410 `link_spent` where it is none of ours, or its reader is no longer active.
    UnsubscribeByOneClick: Post "/api/v1/notifications/unsubscribe/one-click" { query: OneClick, answer: Nothing, who: public }
    /// The teams whose channel in Slack or Microsoft Teams you may set, with what they have.
    /// Leads get the teams that they lead, Admins all of them, by name; a team without a channel is listed too. Of a
    /// channel's address there is a hint, by which those who know it tell one from another.
    ListChannels: Get "/api/v1/channels" { answer: Json<TeamChannels>, who: may SET_CHANNEL }
    /// Give a team a channel, in place of the one it had. Its address is sealed and never shown again.
    SetChannel: Put "/api/v1/teams/{id}/channel" { params: ChannelPath, body: Json<NewChannel>, answer: Json<Channel>, who: may SET_CHANNEL, fresh }
    /// Change what a team's channel is told of, pause it or go on with it.
    /// What waited to be sent when it is paused or goes on is dropped, so nothing is told afterwards. 404 if the team
    /// has none; another address is given by `set_channel`.
    EditChannel: Patch "/api/v1/teams/{id}/channel" { params: ChannelPath, body: Json<ChannelChanges>, answer: Json<Channel>, who: may SET_CHANNEL, fresh }
    /// Forget a team's channel and what waits for it.
    /// 404 if the team has none.
    RemoveChannel: Delete "/api/v1/teams/{id}/channel" { params: ChannelPath, answer: Nothing, who: may SET_CHANNEL }
    /// Send a trial message to a team's channel, and hear at once what becomes of it.
    /// It is sent even where the channel is paused, once in five seconds at most, or 429. The audit log has both, that
    /// it was tried and how it went.
    TryChannel: Post "/api/v1/teams/{id}/channel/trials" { params: ChannelPath, answer: Json<ChannelTrial>, who: may SET_CHANNEL }
    /// Mark some as read.
    /// Up to 100 of your own, by their ids; 422 if any of them isn't yours, and then none is marked. The answer says
    /// how much is left.
    ReadNotices: Post "/api/v1/notifications/read" { body: Json<NoticesRead>, answer: Json<Unread>, who: session }
    /// Mark one and all before it as read.
    /// What came after `through` stays unread; 422 if that isn't a notice of yours. The answer says how much is left.
    ReadAllNotices: Post "/api/v1/notifications/read-all" { body: Json<AllRead>, answer: Json<Unread>, who: session }
}

/// Something you were told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Notice {
    /// Names it.
    pub id: NoticeId,
    /// What happened.
    pub kind: NoticeKind,
    /// What kind of thing it is about.
    pub subject: Subject,
    /// The thing.
    pub about: Uuid,
    /// Names the page to open: the thing itself, or what it is a part of.
    pub place: Uuid,
    /// What the thing is called now.
    pub title: String,
    /// Whose doing it was, if anybody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<PersonRef>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Whether you have read it.
    pub read: bool,
}

impl Notice {
    /// The whole of it as a sentence.
    pub fn sentence(&self) -> String {
        self.kind.sentence(self.actor.as_ref().map(|actor| actor.name.as_str()), &self.title)
    }

    /// Where one does something about it.
    pub fn page(&self) -> String {
        self.kind.page(self.about, self.place)
    }
}

/// Which notices.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct NoticeFilter {
    /// Only those you haven't read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread: Option<bool>,
    /// Only those of this topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub topic: Option<Topic>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// How much there is to read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Unread {
    /// How many; 100 stands for as many or more.
    pub count: i64,
}

/// A thing whose changes are to be told of too; either both or neither.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct WatchedThing {
    /// What kind of thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub subject: Option<Subject>,
    /// Which one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thing: Option<Uuid>,
}

/// What the link of a mail carries.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct UnsubscribeLink {
    /// The secret.
    #[garde(custom(check::line(1, 1000)))]
    pub token: String,
}

/// The same in an address.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OneClick {
    /// The secret.
    pub token: String,
}

/// Which notices were read.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NoticesRead {
    /// At most 100 of yours.
    #[garde(custom(some))]
    pub ids: Vec<NoticeId>,
}

/// Up to where all was read.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct AllRead {
    /// The newest that was seen: what came after it stays unread.
    #[garde(skip)]
    pub through: NoticeId,
}

fn some(ids: &[NoticeId], _: &()) -> garde::Result {
    match ids.len() {
        0 => Err(garde::Error::new("required")),
        1..=100 => Ok(()),
        _ => Err(garde::Error::new("too_many:100")),
    }
}
