//! Channels of teams in Slack and Microsoft Teams.

use shared::notifications::{ChannelKind, ChannelOutcome, ChannelState};

pub const CHANNELS: &str = "Slack and Teams channels";
pub const LEAD: &str = "Say in a team's channel what is published to the team. Nothing is said there that somebody in the \
team may not see.";
pub const LINK: &str = "Slack or Teams channel";
pub const TEAM: &str = "Team";
pub const NONE: &str = "You lead no team";
pub const NONE_DETAIL: &str = "A team's channel is set by its lead or an Admin.";
pub const NO_CHANNEL: &str = "No channel";
pub const SET: &str = "Set a channel";
pub const CHANGE: &str = "Change the address";
pub const CHANGE_NEWS: &str = "Change what is said";
pub const TRY: &str = "Send a trial";
pub const PAUSE: &str = "Pause";
pub const RESUME: &str = "Go on";
pub const REMOVE: &str = "Remove";
pub const REMOVE_ASK: &str = "Remove this channel?";
pub const REMOVE_DETAIL: &str = "Nothing is said there any more, and its address is forgotten.";
pub const REMOVED: &str = "The channel is removed.";
pub const SAVED: &str = "Saved.";
pub const KIND: &str = "Where";
pub const SLACK_HINT: &str = "In Slack, add an app with an incoming webhook for the channel, and copy its address.";
pub const TEAMS_HINT: &str = "In Teams, open Workflows on the channel, choose to post when a webhook request is received, \
and copy its address.";
pub const ADDRESS: &str = "Address of the webhook";
pub const ADDRESS_HINT: &str = "Whoever has it can write there: it is kept sealed, and never shown again.";
pub const NEWS: &str = "What is said there";
pub const NEVER: &str = "Nothing has arrived yet";

/// What the button of one team adds for those who don't see where it stands.
pub fn for_team(team: &str) -> String {
    format!(" for {team}")
}

/// The dialog of one team.
pub fn channel_of(team: &str) -> String {
    format!("Channel of {team}")
}

/// When something last arrived.
pub fn arrived(ago: &str) -> String {
    format!("last arrived {ago}")
}

/// Where a channel is.
pub const fn kind(kind: ChannelKind) -> &'static str {
    match kind {
        ChannelKind::Slack => "Slack",
        ChannelKind::Teams => "Microsoft Teams",
    }
}

/// Whether anything is sent.
pub const fn state(state: ChannelState) -> &'static str {
    match state {
        ChannelState::On => "On",
        ChannelState::Paused => "Paused",
        ChannelState::Stopped => "Stopped",
    }
}

/// What is wrong with a channel.
pub const fn trouble(outcome: ChannelOutcome) -> &'static str {
    match outcome {
        ChannelOutcome::Delivered => "It arrived.",
        ChannelOutcome::Gone => "The address is no longer there. Set the one it has now.",
        ChannelOutcome::Refused => "What was sent was refused.",
        ChannelOutcome::Busy => "The other side asks to wait. What is new is sent later.",
        ChannelOutcome::Unreachable => "Nobody answers at the address.",
        ChannelOutcome::Forbidden => "The address doesn't lead to the public internet.",
    }
}

/// What became of a trial.
pub const fn trial(outcome: ChannelOutcome) -> &'static str {
    match outcome {
        ChannelOutcome::Delivered => "The trial arrived. Look into the channel.",
        other => trouble(other),
    }
}
