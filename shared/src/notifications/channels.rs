//! A team's channel in Slack or Microsoft Teams: what is published to the team is said there too.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    pages,
    people::PersonRef,
    wire::{TeamId, check, choice::choice},
};

choice! {
    /// Where a channel is.
    pub enum ChannelKind {
        /// A channel in Slack, by an incoming webhook.
        Slack = "slack",
        /// A channel in Microsoft Teams, by a workflow that takes webhook requests.
        Teams = "teams",
    }
}

choice! {
    /// What a channel can be told of: only what everybody in its team may see.
    pub enum ChannelNews {
        /// Somebody in the team was praised.
        Praise = "praise",
        /// An objective of the team was achieved.
        ObjectiveAchieved = "objective_achieved",
        /// An objective of the team is at risk or off track now.
        ObjectiveAtRisk = "objective_at_risk",
        /// A KPI of the team got worse than a threshold.
        KpiWorse = "kpi_worse",
        /// A KPI of the team is well again.
        KpiWell = "kpi_well",
        /// A pulse asks everybody in the team.
        PulseOpened = "pulse_opened",
        /// How many key results of the team are outdated, once a week.
        CheckInsOverdue = "check_ins_overdue",
    }
}

choice! {
    /// Whether anything is sent to a channel.
    pub enum ChannelState {
        /// It is.
        On = "on",
        /// Somebody paused it.
        Paused = "paused",
        /// It stopped by itself: what it was sent didn't arrive.
        Stopped = "stopped",
    }
}

choice! {
    /// What became of something sent to a channel.
    pub enum ChannelOutcome {
        /// It arrived.
        Delivered = "delivered",
        /// The address is no longer there, or may not be posted to.
        Gone = "gone",
        /// It was refused.
        Refused = "refused",
        /// The other side asks to wait, or is out of order.
        Busy = "busy",
        /// Nobody answered at the address in time.
        Unreachable = "unreachable",
        /// The address doesn't lead to the public internet.
        Forbidden = "forbidden",
    }
}

impl ChannelNews {
    /// In the list of what can be chosen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Praise => "Somebody in the team is praised",
            Self::ObjectiveAchieved => "An objective of the team is achieved",
            Self::ObjectiveAtRisk => "An objective of the team is at risk or off track",
            Self::KpiWorse => "A KPI of the team gets worse than a threshold",
            Self::KpiWell => "A KPI of the team is well again",
            Self::PulseOpened => "A pulse asks everybody in the team",
            Self::CheckInsOverdue => "Once a week: how many check-ins are overdue",
        }
    }

    /// What a channel is told, as a sentence. `title` is the thing's name, or how many there are; `who` whose doing
    /// it was, where that is part of it.
    pub fn sentence(self, title: &str, who: Option<&str>) -> String {
        match self {
            Self::Praise => format!("{} praised {title}.", who.unwrap_or("Somebody")),
            Self::ObjectiveAchieved => format!("The objective “{title}” is achieved."),
            Self::ObjectiveAtRisk => format!("The objective “{title}” is no longer on track."),
            Self::KpiWorse => format!("The KPI “{title}” got worse than a threshold."),
            Self::KpiWell => format!("The KPI “{title}” is well again."),
            Self::PulseOpened => format!("The pulse “{title}” is open for your answers."),
            Self::CheckInsOverdue if title == "1" => "One key result of the team waits for a check-in.".to_owned(),
            Self::CheckInsOverdue => format!("{title} key results of the team wait for a check-in."),
        }
    }

    /// Where one reads more of `about`.
    pub fn page(self, about: Uuid) -> String {
        match self {
            Self::Praise => pages::FEEDBACK.to_owned(),
            Self::ObjectiveAchieved | Self::ObjectiveAtRisk => format!("{}/{about}", pages::GOALS),
            Self::KpiWorse | Self::KpiWell => format!("{}/{about}", pages::KPIS),
            Self::PulseOpened => format!("{}/{about}", pages::PULSE),
            Self::CheckInsOverdue => pages::GOALS.to_owned(),
        }
    }
}

/// Path of a team's channel.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ChannelPath {
    /// The team.
    pub id: TeamId,
}

/// A team's channel. Its address is a secret, and never shown again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Channel {
    /// Where it is.
    pub kind: ChannelKind,
    /// As much of its address as is no secret.
    pub address: String,
    /// What it is told of.
    pub news: Vec<ChannelNews>,
    /// Whether anything is sent.
    pub state: ChannelState,
    /// Why it stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<ChannelOutcome>,
    /// Who set the address, and is told if it stops.
    pub set_by: PersonRef,
    /// When something last arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<DateTime<Utc>>,
    /// For `If-Match`.
    pub version: i64,
}

/// A team, and its channel if it has one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TeamChannel {
    /// The team.
    pub team_id: TeamId,
    /// What it is called.
    pub team: String,
    /// Its channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
}

/// The teams whose channel one may set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TeamChannels {
    /// By name.
    pub items: Vec<TeamChannel>,
}

/// A channel to be, in place of what the team had.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewChannel {
    /// Where it is.
    #[garde(skip)]
    pub kind: ChannelKind,
    /// The address of its webhook: https, and reachable from the internet.
    #[garde(custom(check::line(1, 2000)))]
    pub address: String,
    /// What to tell it of.
    #[garde(custom(check::count(1, ChannelNews::ALL.len())))]
    pub news: Vec<ChannelNews>,
}

/// The address is never printed by accident.
impl std::fmt::Debug for NewChannel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewChannel").field("kind", &self.kind).field("news", &self.news).finish_non_exhaustive()
    }
}

/// Changes to a channel; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ChannelChanges {
    /// What to tell it of.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::count(1, ChannelNews::ALL.len()))))]
    pub news: Option<Vec<ChannelNews>>,
    /// Whether to send nothing for now. Unpausing starts one that stopped by itself, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub paused: Option<bool>,
}

/// What became of a trial message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChannelTrial {
    /// In a word.
    pub outcome: ChannelOutcome,
}
