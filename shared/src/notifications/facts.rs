//! What there is to know of each kind of notice.

mod improvement;
mod integrations;
mod kpis;
mod mentions;
mod one_on_ones;
mod reviews;

use super::{MailWhen, NoticeKind, Subject, Topic};

/// What there is to know of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// What it is about.
    pub subject: Subject,
    /// Where it belongs.
    pub topic: Topic,
    /// When a mail tells of it unless the reader says otherwise.
    pub mail: MailWhen,
    /// Whether nobody can do without: it is mailed at once, and can't be switched off.
    pub must_have: bool,
    /// Whether mails keep to themselves what it is about, and whose doing it was: then they say its name.
    pub discreet: bool,
    /// Whether it says who did it.
    pub names_actor: bool,
    /// In the list of what can be switched.
    pub name: &'static str,
    /// The sentence; `{who}` and `{what}` stand for the actor and the thing.
    pub says: &'static str,
}

const USUAL: Facts = Facts {
    subject: Subject::Objective,
    topic: Topic::Goals,
    mail: MailWhen::Digest,
    must_have: false,
    discreet: false,
    names_actor: true,
    name: "",
    says: "",
};

const OF_MEETINGS: Facts = Facts { subject: Subject::Meeting, topic: Topic::OneOnOnes, ..USUAL };

/// What somebody may earn is between them, their managers and Admins.
const OF_LEVELS: Facts = Facts { subject: Subject::LevelProposal, topic: Topic::People, discreet: true, ..USUAL };

const OF_REVIEWS: Facts = Facts { subject: Subject::ReviewCycle, topic: Topic::Reviews, ..USUAL };

const OF_PULSES: Facts = Facts { subject: Subject::Pulse, topic: Topic::Pulse, names_actor: false, ..USUAL };

impl NoticeKind {
    /// What there is to know of it.
    pub const fn facts(self) -> Facts {
        match self {
            Self::ObjectiveShared => Facts {
                topic: Topic::Shares,
                mail: MailWhen::Now,
                must_have: true,
                name: "Somebody shares an objective with you",
                says: "{who} shared “{what}” with you",
                ..USUAL
            },
            Self::ShareEnding => Facts {
                subject: Subject::Share,
                topic: Topic::Shares,
                names_actor: false,
                name: "A share of yours ends soon",
                says: "The share of “{what}” ends soon",
                ..USUAL
            },
            Self::ObjectiveSharedOutside => Facts {
                topic: Topic::Shares,
                name: "Somebody of yours shares an objective outside your team",
                says: "{who} shared “{what}” outside your team",
                ..USUAL
            },
            Self::KpiSharedOutside => Facts {
                subject: Subject::Kpi,
                topic: Topic::Shares,
                name: "Somebody of yours shares a KPI outside your team",
                says: "{who} shared the KPI “{what}” outside your team",
                ..USUAL
            },
            Self::ObjectiveCommented => {
                Facts { name: "Somebody comments on your objective", says: "{who} commented on “{what}”", ..USUAL }
            }
            Self::Mentioned => mentions::IN_COMMENT,
            Self::MentionedInPraise => mentions::IN_PRAISE,
            Self::MentionedInWeek => mentions::IN_WEEK,
            Self::MentionedOnKpi => mentions::ON_KPI,
            Self::ObjectiveAssigned => Facts {
                mail: MailWhen::Now,
                name: "Somebody gives you an objective",
                says: "{who} made you the owner of “{what}”",
                ..USUAL
            },
            Self::ObjectiveMoved => Facts {
                name: "Somebody activates, pauses or closes your objective",
                says: "{who} changed the state of “{what}”",
                ..USUAL
            },
            Self::ObjectiveProposed => Facts {
                mail: MailWhen::Now,
                name: "Somebody of yours proposes an objective",
                says: "{who} proposes “{what}” for your agreement",
                ..USUAL
            },
            Self::ProposalPassedOn => Facts {
                mail: MailWhen::Now,
                names_actor: false,
                name: "An objective waits for your agreement in somebody's place",
                says: "“{what}” waits for your agreement now",
                ..USUAL
            },
            Self::KeyResultAssigned => Facts {
                subject: Subject::KeyResult,
                mail: MailWhen::Now,
                name: "Somebody gives you a key result",
                says: "{who} gave you the key result “{what}”",
                ..USUAL
            },
            Self::CheckInDue => Facts {
                subject: Subject::KeyResult,
                names_actor: false,
                name: "A check-in of yours is due",
                says: "“{what}” wants a check-in",
                ..USUAL
            },
            Self::CheckInLate => Facts {
                subject: Subject::KeyResult,
                mail: MailWhen::Off,
                names_actor: false,
                name: "A check-in of your reports is late",
                says: "“{what}” has been waiting for a check-in",
                ..USUAL
            },
            Self::BlockerAssigned => Facts {
                subject: Subject::KeyResult,
                mail: MailWhen::Now,
                name: "Somebody says that you can clear what is in the way",
                says: "{who} says that you can unblock “{what}”",
                ..USUAL
            },
            Self::BlockerReturned => Facts {
                subject: Subject::KeyResult,
                names_actor: false,
                name: "Who was to unblock a key result of yours has left",
                says: "Who was to unblock “{what}” has left: it is yours again",
                ..USUAL
            },
            Self::KpiShared => kpis::SHARED,
            Self::KpiAssigned => kpis::ASSIGNED,
            Self::KpiWorse => kpis::WORSE,
            Self::KpiWell => kpis::WELL,
            Self::KpiDue => kpis::DUE,
            Self::ReportGained => Facts {
                subject: Subject::Person,
                topic: Topic::People,
                mail: MailWhen::Now,
                must_have: true,
                names_actor: false,
                name: "Somebody reports to you",
                says: "{what} reports to you now",
                ..USUAL
            },
            Self::ManagerChanged => Facts {
                subject: Subject::Person,
                topic: Topic::People,
                names_actor: false,
                name: "You report to somebody else",
                says: "You report to {what} now",
                ..USUAL
            },
            Self::RoleChanged => Facts {
                subject: Subject::Role,
                topic: Topic::People,
                mail: MailWhen::Now,
                must_have: true,
                name: "Your role is changed",
                says: "{who} changed your role: you are {what} now",
                ..USUAL
            },
            Self::OwnerLeft => Facts {
                subject: Subject::Person,
                topic: Topic::People,
                names_actor: false,
                name: "Somebody of yours leaves, and what they own waits",
                says: "{what} has left, and what they own waits for another owner",
                ..USUAL
            },
            Self::DevelopmentChanged => Facts {
                subject: Subject::Person,
                topic: Topic::People,
                name: "Your development plan, or a report's, is changed",
                says: "{who} added to the development of {what}",
                ..USUAL
            },
            Self::DevelopmentDue => Facts {
                subject: Subject::DevelopmentStep,
                topic: Topic::People,
                discreet: true,
                names_actor: false,
                name: "A step of your development plan is due",
                says: "A step of your development plan is due: “{what}”",
                ..USUAL
            },
            Self::LevelProposed => Facts {
                mail: MailWhen::Now,
                name: "Another job that is proposed for somebody of yours waits for your word",
                names_actor: false,
                says: "Another job that is proposed for {what} waits for your word",
                ..OF_LEVELS
            },
            Self::LevelToDecide => Facts {
                mail: MailWhen::Now,
                name: "Another job that is proposed for somebody waits for an Admin",
                names_actor: false,
                says: "Another job that is proposed for {what} waits for an Admin",
                ..OF_LEVELS
            },
            Self::LevelReturned => Facts {
                mail: MailWhen::Now,
                name: "Another job that you proposed comes back",
                says: "{who} returned the other job that you proposed for {what}",
                ..OF_LEVELS
            },
            Self::LevelDecided => Facts {
                mail: MailWhen::Now,
                name: "Another job that was proposed for you, or by you, is decided",
                says: "{who} decided about the other job proposed for {what}",
                ..OF_LEVELS
            },
            Self::ImprovementToSchedule => improvement::TO_SCHEDULE,
            Self::ImprovementStarted => improvement::STARTED,
            Self::ImprovementDecided => improvement::DECIDED,
            Self::ImprovementEnding => improvement::ENDING,
            Self::ImprovementTakeOver => improvement::TAKE_OVER,
            Self::ImprovementNoted => improvement::NOTED,
            Self::ActionItemDue => Facts {
                subject: Subject::ActionItem,
                discreet: true,
                names_actor: false,
                name: "Something you agreed to do in a one-on-one is due",
                says: "Due from your one-on-one: “{what}”",
                ..OF_MEETINGS
            },
            Self::OneOnOneSetUp => Facts {
                mail: MailWhen::Now,
                name: "Somebody sets up a one-on-one with you",
                says: "{who} set up the one-on-one of {what}",
                ..OF_MEETINGS
            },
            Self::MeetingMoved => Facts {
                mail: MailWhen::Now,
                name: "A one-on-one of yours is moved or skipped",
                says: "{who} moved or skipped a meeting of {what}",
                ..OF_MEETINGS
            },
            Self::MeetingAhead => one_on_ones::AHEAD,
            Self::MeetingGuestAsked => one_on_ones::GUEST_ASKED,
            Self::MeetingGuestChanged => one_on_ones::GUEST_CHANGED,
            Self::GuestMeetingOff => one_on_ones::GUEST_MEETING_OFF,
            Self::OneOnOneEnded => one_on_ones::ENDED,
            Self::ActionItemAssigned => Facts {
                name: "A one-on-one gives you something to do",
                says: "{who} noted something for you to do in the one-on-one of {what}",
                ..OF_MEETINGS
            },
            Self::MeetingOpened => one_on_ones::OPENED,
            Self::PraiseReceived => Facts {
                subject: Subject::Praise,
                topic: Topic::Feedback,
                mail: MailWhen::Now,
                name: "Somebody praises you",
                says: "{who} praised {what}",
                ..USUAL
            },
            Self::PraiseTakenDown => Facts {
                subject: Subject::Praise,
                topic: Topic::Feedback,
                mail: MailWhen::Now,
                must_have: true,
                names_actor: false,
                name: "Praise you gave is taken down",
                says: "Your praise of {what} was taken down",
                ..USUAL
            },
            Self::FeedbackReceived => Facts {
                subject: Subject::Feedback,
                topic: Topic::Feedback,
                discreet: true,
                mail: MailWhen::Now,
                name: "Somebody writes feedback for you",
                says: "{who} wrote feedback about {what}",
                ..USUAL
            },
            Self::FeedbackAsked => Facts {
                subject: Subject::FeedbackAsk,
                topic: Topic::Feedback,
                mail: MailWhen::Now,
                name: "Somebody asks you for feedback",
                says: "{who} asks for your feedback about {what}",
                ..USUAL
            },
            Self::FeedbackDue => Facts {
                subject: Subject::FeedbackAsk,
                topic: Topic::Feedback,
                names_actor: false,
                name: "Feedback that you are asked for is due",
                says: "Your feedback about {what} is due",
                ..USUAL
            },
            Self::FeedbackAnswered => Facts {
                subject: Subject::Feedback,
                topic: Topic::Feedback,
                discreet: true,
                mail: MailWhen::Now,
                name: "Somebody answers what you asked",
                says: "{who} answered your question about {what}",
                ..USUAL
            },
            Self::FeedbackDeclined => Facts {
                subject: Subject::FeedbackRequest,
                topic: Topic::Feedback,
                discreet: true,
                name: "Somebody declines what you asked",
                says: "{who} declined to answer about {what}",
                ..USUAL
            },
            Self::FeedbackLapsed => Facts {
                subject: Subject::FeedbackRequest,
                topic: Topic::Feedback,
                discreet: true,
                names_actor: false,
                name: "Somebody whom you asked leaves",
                says: "Somebody whom you asked about {what} has left without an answer",
                ..USUAL
            },
            Self::WeeklyDue => Facts {
                subject: Subject::Week,
                topic: Topic::Feedback,
                names_actor: false,
                name: "Your weekly check-in is due",
                says: "{what}, your weekly check-in is due",
                ..USUAL
            },
            Self::WeeklyWritten => Facts {
                subject: Subject::WeeklyCheckIn,
                topic: Topic::Feedback,
                names_actor: false,
                name: "Somebody who reports to you writes their week",
                says: "{what}: the weekly check-in is there to be read",
                ..USUAL
            },
            Self::WeeklyAnswered => Facts {
                subject: Subject::WeeklyCheckIn,
                topic: Topic::Feedback,
                name: "Your weekly check-in is answered",
                says: "{who} answered the weekly check-in of {what}",
                ..USUAL
            },
            Self::ReviewCycleLaunched => Facts {
                names_actor: false,
                name: "A review cycle is about you",
                says: "The review cycle “{what}” has begun",
                ..OF_REVIEWS
            },
            Self::ReviewsToWrite => Facts {
                names_actor: false,
                mail: MailWhen::Now,
                name: "You have reviews to write",
                says: "You have reviews to write in “{what}”",
                ..OF_REVIEWS
            },
            Self::ReviewDue => reviews::DUE,
            Self::ReviewsLate => reviews::LATE,
            Self::ReviewStageEnding => reviews::STAGE_ENDING,
            Self::ReviewStageMoved => reviews::STAGE_MOVED,
            Self::ReviewLaunchFailed => reviews::LAUNCH_FAILED,
            Self::ReviewTrialSent => reviews::TRIAL_SENT,
            Self::ReviewCycleTakenBack => reviews::TAKEN_BACK,
            Self::ReviewCycleCancelled => reviews::CANCELLED,
            Self::ReviewsToRelease => reviews::TO_RELEASE,
            Self::ReviewExtended => reviews::EXTENDED,
            Self::ReviewPeersProposed => reviews::PEERS_PROPOSED,
            Self::ReviewPeersLapsed => reviews::PEERS_LAPSED,
            Self::ReviewPeersMissing => reviews::PEERS_MISSING,
            Self::ReviewPeerDeclined => reviews::PEER_DECLINED,
            Self::ReviewWithheld => reviews::WITHHELD,
            Self::ReviewersChanged => reviews::REVIEWERS_CHANGED,
            Self::ReviewSightGiven => reviews::SIGHT_GIVEN,
            Self::ReviewReleased => Facts {
                subject: Subject::ReviewPacket,
                mail: MailWhen::Now,
                must_have: true,
                name: "Your review is there",
                says: "{who} has given you your review of “{what}”",
                ..OF_REVIEWS
            },
            Self::ReviewAcknowledged => Facts {
                subject: Subject::ReviewPacket,
                name: "Somebody answers the review you gave them",
                says: "{who} has answered their review of “{what}”",
                ..OF_REVIEWS
            },
            Self::ReviewReopened => reviews::REOPENED,
            Self::ReviewClosedAgain => reviews::CLOSED_AGAIN,
            Self::ReviewPassedOn => reviews::PASSED_ON,
            Self::ReviewReleasesSoon => reviews::RELEASES_SOON,
            Self::ReviewReleasedByItself => reviews::RELEASED_BY_ITSELF,
            Self::ReviewWithdrawn => reviews::WITHDRAWN,
            Self::ReviewAddendum => reviews::ADDENDUM,
            Self::ReviewDisputed => reviews::DISPUTED,
            Self::ReviewSecondRead => reviews::SECOND_READ,
            Self::ReviewAfterDispute => reviews::AFTER_DISPUTE,
            Self::ReviewCorrected => reviews::CORRECTED,
            Self::RollingReviewGap => reviews::ROLLING_GAP,
            Self::CalibrationVoting => Facts {
                subject: Subject::Calibration,
                names_actor: false,
                mail: MailWhen::Now,
                name: "A calibration session wants your votes",
                says: "The calibration session “{what}” wants your votes",
                ..OF_REVIEWS
            },
            Self::CalibrationOpened => Facts {
                subject: Subject::Calibration,
                names_actor: false,
                mail: MailWhen::Now,
                name: "A calibration session of yours opens",
                says: "The calibration session “{what}” is open",
                ..OF_REVIEWS
            },
            Self::PulseOpened => Facts {
                mail: MailWhen::Now,
                name: "A pulse asks you",
                says: "“{what}” is open for your answers",
                ..OF_PULSES
            },
            Self::PulseClosing => Facts {
                mail: MailWhen::Now,
                name: "A pulse that you haven't answered closes soon",
                says: "“{what}” closes soon, and waits for your answers",
                ..OF_PULSES
            },
            Self::PulseResults => Facts {
                subject: Subject::PulseResults,
                name: "The results of a pulse are there",
                says: "The results of “{what}” are there",
                ..OF_PULSES
            },
            Self::ChannelStopped => Facts {
                subject: Subject::Channel,
                topic: Topic::People,
                mail: MailWhen::Now,
                names_actor: false,
                name: "A channel that you set for a team stops",
                says: "The channel of {what} stopped: what it was sent didn't arrive",
                ..USUAL
            },
            Self::WebhookStopped => integrations::WEBHOOK_STOPPED,
            Self::ApiTokenEnding => integrations::API_TOKEN_ENDING,
            Self::ServiceTokenEnding => integrations::SERVICE_TOKEN_ENDING,
            Self::DeletionsReported => Facts {
                subject: Subject::Deletions,
                topic: Topic::People,
                names_actor: false,
                name: "The monthly report of what was deleted is there",
                says: "How much {what} deleted last month, by its rules of how long what is kept, is in a report",
                ..USUAL
            },
        }
    }

    /// What happened, as a sentence without a full stop.
    pub fn sentence(self, actor: Option<&str>, title: &str) -> String {
        let says = self.facts().says;
        // The thing last: nobody's name can ask for another's place.
        says.split("{what}")
            .map(|part| part.replace("{who}", actor.unwrap_or("Somebody")))
            .collect::<Vec<_>>()
            .join(title)
    }

    /// The kinds of a topic.
    pub fn of(topic: Topic) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |kind| kind.facts().topic == topic)
    }
}

#[cfg(test)]
mod tests;
