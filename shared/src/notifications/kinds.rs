//! What people are told about. A new kind is a variant and an arm of [`NoticeKind::facts`]; a new kind of thing a
//! variant of [`Subject`], its page, and its branch in `api/src/notifications/subjects.sql`.

use uuid::Uuid;

use crate::{pages, wire::choice::choice};

choice! {
    /// What happened, or is to be done.
    pub enum NoticeKind {
        /// An objective was shared with you, or the level at which it is.
        ObjectiveShared = "objective_shared",
        /// A share you granted or got ends soon.
        ShareEnding = "share_ending",
        /// Somebody who reports to you shares an objective with others than your people.
        ObjectiveSharedOutside = "objective_shared_outside",
        /// Somebody who reports to you shares a KPI with others than your people.
        KpiSharedOutside = "kpi_shared_outside",
        /// Somebody commented on an objective of yours.
        ObjectiveCommented = "objective_commented",
        /// Somebody named you in a comment.
        Mentioned = "mentioned",
        /// Somebody named you in praise.
        MentionedInPraise = "mentioned_in_praise",
        /// Somebody named you in a weekly check-in or in the answer to it.
        MentionedInWeek = "mentioned_in_week",
        /// Somebody named you beside a value of a KPI.
        MentionedOnKpi = "mentioned_on_kpi",
        /// An objective is yours now.
        ObjectiveAssigned = "objective_assigned",
        /// An objective of yours was proposed, activated, paused or closed by somebody else.
        ObjectiveMoved = "objective_moved",
        /// An objective of somebody who reports to you waits for your agreement.
        ObjectiveProposed = "objective_proposed",
        /// An objective that waited for somebody else's agreement waits for yours.
        ProposalPassedOn = "proposal_passed_on",
        /// A key result is yours now.
        KeyResultAssigned = "key_result_assigned",
        /// A key result of yours wants a check-in.
        CheckInDue = "check_in_due",
        /// A key result of somebody who reports to you has waited for a check-in.
        CheckInLate = "check_in_late",
        /// Somebody said at a check-in that you can clear what is in the way.
        BlockerAssigned = "blocker_assigned",
        /// Who was to clear what is in the way has left: it is yours again.
        BlockerReturned = "blocker_returned",
        /// A KPI was shared with you.
        KpiShared = "kpi_shared",
        /// A KPI is yours to answer for now.
        KpiAssigned = "kpi_assigned",
        /// A KPI of yours, or of the team you lead, got worse than a threshold.
        KpiWorse = "kpi_worse",
        /// A KPI of yours, or of the team you lead, is well again.
        KpiWell = "kpi_well",
        /// The value of a KPI of yours is missing.
        KpiDue = "kpi_due",
        /// Somebody reports to you now.
        ReportGained = "report_gained",
        /// You report to somebody else now.
        ManagerChanged = "manager_changed",
        /// Your role is another now.
        RoleChanged = "role_changed",
        /// Somebody has left, and what they owned waits for another owner.
        OwnerLeft = "owner_left",
        /// Somebody will meet you by a rule.
        OneOnOneSetUp = "one_on_one_set_up",
        /// A meeting of yours was moved or skipped.
        MeetingMoved = "meeting_moved",
        /// A meeting of yours is tomorrow.
        MeetingAhead = "meeting_ahead",
        /// One of the two who meet asks you to a meeting of theirs as a guest.
        MeetingGuestAsked = "meeting_guest_asked",
        /// A meeting of yours has another guest, or none any more.
        MeetingGuestChanged = "meeting_guest_changed",
        /// A meeting to which you were asked as a guest is off, since the one-on-one ended by itself.
        GuestMeetingOff = "guest_meeting_off",
        /// A one-on-one of yours has ended: by the other, with a change of manager, or since the other has left.
        OneOnOneEnded = "one_on_one_ended",
        /// You are to do something that a meeting agreed on.
        ActionItemAssigned = "action_item_assigned",
        /// Something that you agreed to do in a one-on-one is due.
        ActionItemDue = "action_item_due",
        /// A step of your development plan is due.
        DevelopmentDue = "development_due",
        /// Somebody said how you, or a report of yours, stand, or changed a development plan.
        DevelopmentChanged = "development_changed",
        /// Somebody who reports to you proposes another job for themselves.
        LevelProposed = "level_proposed",
        /// A proposal of another job waits for an Admin.
        LevelToDecide = "level_to_decide",
        /// A proposal of another job that you made came back.
        LevelReturned = "level_returned",
        /// Another job that was proposed for you, or by you, was granted or refused.
        LevelDecided = "level_decided",
        /// An improvement plan was drafted for somebody, and waits for an Admin.
        ImprovementToSchedule = "improvement_to_schedule",
        /// An improvement plan of yours, or that you see, has started.
        ImprovementStarted = "improvement_started",
        /// An improvement plan of yours, or that you see, was scheduled, changed, paused, resumed, extended or ended.
        ImprovementDecided = "improvement_decided",
        /// An improvement plan of yours, or of a report of yours, ends soon.
        ImprovementEnding = "improvement_ending",
        /// Somebody who reports to you now has an improvement plan that you are to take over.
        ImprovementTakeOver = "improvement_take_over",
        /// Somebody said something at a check-in of an improvement plan, or that they have read theirs.
        ImprovementNoted = "improvement_noted",
        /// An Admin opened what you and somebody else wrote together.
        MeetingOpened = "meeting_opened",
        /// Somebody praised you.
        PraiseReceived = "praise_received",
        /// Praise you gave was taken down.
        PraiseTakenDown = "praise_taken_down",
        /// Somebody wrote feedback that you may read.
        FeedbackReceived = "feedback_received",
        /// Somebody asks you for feedback.
        FeedbackAsked = "feedback_asked",
        /// Feedback that you are asked for is due.
        FeedbackDue = "feedback_due",
        /// Somebody answered what you asked.
        FeedbackAnswered = "feedback_answered",
        /// Somebody declined what you asked.
        FeedbackDeclined = "feedback_declined",
        /// Somebody whom you asked has left.
        FeedbackLapsed = "feedback_lapsed",
        /// Your weekly check-in is due.
        WeeklyDue = "weekly_due",
        /// Somebody who reports to you wrote their weekly check-in.
        WeeklyWritten = "weekly_written",
        /// Your weekly check-in was answered.
        WeeklyAnswered = "weekly_answered",
        /// A pulse asks you.
        PulseOpened = "pulse_opened",
        /// A pulse that asks you closes soon.
        PulseClosing = "pulse_closing",
        /// A pulse is closed, and you may read its results.
        PulseResults = "pulse_results",
        /// A review cycle is about you.
        ReviewCycleLaunched = "review_cycle_launched",
        /// You have reviews to write.
        ReviewsToWrite = "reviews_to_write",
        /// You still have something to do in a review cycle.
        ReviewDue = "review_due",
        /// What a review cycle asked of others was due a week ago and isn't done.
        ReviewsLate = "reviews_late",
        /// A stage of a review cycle ends soon by its day.
        ReviewStageEnding = "review_stage_ending",
        /// A review cycle went on by its day.
        ReviewStageMoved = "review_stage_moved",
        /// A review cycle whose launch an Admin confirmed couldn't be launched.
        ReviewLaunchFailed = "review_launch_failed",
        /// A review cycle that an Admin prepares is there for you to try.
        ReviewTrialSent = "review_trial_sent",
        /// A review cycle that concerns you went back to the stage before.
        ReviewCycleTakenBack = "review_cycle_taken_back",
        /// A review cycle that concerns you was called off.
        ReviewCycleCancelled = "review_cycle_cancelled",
        /// You have reviews to give to your people.
        ReviewsToRelease = "reviews_to_release",
        /// You got more time for your reviews.
        ReviewExtended = "review_extended",
        /// Somebody who reports to you proposes who writes about them.
        ReviewPeersProposed = "review_peers_proposed",
        /// Peers who were proposed for you, or for a report of yours, were not settled in time.
        ReviewPeersLapsed = "review_peers_lapsed",
        /// Nobody was named to write as a peer about a report of yours.
        ReviewPeersMissing = "review_peers_missing",
        /// A peer declined to write about you, or about a report of yours.
        ReviewPeerDeclined = "review_peer_declined",
        /// An Admin lets you read what people of a review cycle get.
        ReviewSightGiven = "review_sight_given",
        /// Somebody was named to write about you or yours, or is no more.
        ReviewersChanged = "reviewers_changed",
        /// What was written about you is there.
        ReviewReleased = "review_released",
        /// What was written about you, or about a report of yours, is withheld.
        ReviewWithheld = "review_withheld",
        /// Somebody answered what you gave them.
        ReviewAcknowledged = "review_acknowledged",
        /// A review that you handed in is open again.
        ReviewReopened = "review_reopened",
        /// A review of yours that was open again stands as you handed it in last.
        ReviewClosedAgain = "review_closed_again",
        /// You may read what who led somebody of yours before wrote about them.
        ReviewPassedOn = "review_passed_on",
        /// What was written about your people is released by itself soon.
        ReviewReleasesSoon = "review_releases_soon",
        /// What was written about you, or about a report of yours, was released by itself.
        ReviewReleasedByItself = "review_released_by_itself",
        /// Your review, or that of a report of yours, was taken back.
        ReviewWithdrawn = "review_withdrawn",
        /// Something was added to your review, or to that of a report of yours.
        ReviewAddendum = "review_addendum",
        /// Somebody disagrees with their review, and you may be the second reader.
        ReviewDisputed = "review_disputed",
        /// A second reader answered what you, or a report of yours, disagree with.
        ReviewSecondRead = "review_second_read",
        /// A manager has written about somebody who disagreed with them lately.
        ReviewAfterDispute = "review_after_dispute",
        /// A number was corrected after you had handed in a review about its time.
        ReviewCorrected = "review_corrected",
        /// A rolling review has come to somebody whom nobody leads.
        RollingReviewGap = "rolling_review_gap",
        /// A calibration session in which you take part wants your votes.
        CalibrationVoting = "calibration_voting",
        /// A calibration session in which you take part is open.
        CalibrationOpened = "calibration_opened",
        /// A channel that you set for a team stopped by itself.
        ChannelStopped = "channel_stopped",
        /// An address that events are sent to stopped by itself.
        WebhookStopped = "webhook_stopped",
        /// An API token of yours ends soon.
        ApiTokenEnding = "api_token_ending",
        /// An API token of a service account ends soon.
        ServiceTokenEnding = "service_token_ending",
        /// The report of what rules deleted in a month is there.
        DeletionsReported = "deletions_reported",
    }
}

choice! {
    /// What a notice is about.
    pub enum Subject {
        /// An objective.
        Objective = "objective",
        /// A key result.
        KeyResult = "key_result",
        /// A KPI.
        Kpi = "kpi",
        /// A share.
        Share = "share",
        /// A person.
        Person = "person",
        /// The role that one has, by one's own id.
        Role = "role",
        /// A meeting of two people.
        Meeting = "meeting",
        /// A meeting to come, with its day and how much is on its agenda.
        MeetingAhead = "meeting_ahead",
        /// A planned meeting of a one-on-one that has ended, for whoever was to come as a guest.
        MeetingOff = "meeting_off",
        /// A one-on-one that has ended.
        EndedOneOnOne = "ended_one_on_one",
        /// Praise.
        Praise = "praise",
        /// Private feedback or an answer.
        Feedback = "feedback",
        /// Something one is asked.
        FeedbackAsk = "feedback_ask",
        /// What one asked.
        FeedbackRequest = "feedback_request",
        /// A weekly check-in.
        WeeklyCheckIn = "weekly_check_in",
        /// The weekly check-in that somebody hasn't written, by their id.
        Week = "week",
        /// Something to do that a one-on-one agreed on and that isn't done.
        ActionItem = "action_item",
        /// A step of a development plan that isn't done.
        DevelopmentStep = "development_step",
        /// A proposal of another job for somebody.
        LevelProposal = "level_proposal",
        /// An improvement plan.
        ImprovementPlan = "improvement_plan",
        /// A pulse that asks one and isn't answered.
        Pulse = "pulse",
        /// What is published of a pulse, by the pulse.
        PulseResults = "pulse_results",
        /// A review cycle.
        ReviewCycle = "review_cycle",
        /// A draft of a review cycle that one was sent to try, by the cycle.
        ReviewTrial = "review_trial",
        /// What one still has to do in a review cycle, by the cycle.
        ReviewDuty = "review_duty",
        /// What somebody gets of a review cycle.
        ReviewPacket = "review_packet",
        /// A rolling review.
        RollingReview = "rolling_review",
        /// A calibration session.
        Calibration = "calibration",
        /// A team's channel, by its team.
        Channel = "channel",
        /// An address that events are sent to.
        Webhook = "webhook",
        /// An API token.
        ApiToken = "api_token",
        /// An API token of a service account.
        ServiceToken = "service_token",
        /// What rules deleted, by the organisation.
        Deletions = "deletions",
    }
}

choice! {
    /// What notices are told apart by.
    pub enum Topic {
        /// Goals and check-ins.
        Goals = "goals",
        /// KPIs.
        Kpis = "kpis",
        /// What was shared.
        Shares = "shares",
        /// People and reporting lines.
        People = "people",
        /// One-on-ones.
        OneOnOnes = "one_on_ones",
        /// Praise, feedback and weekly check-ins.
        Feedback = "feedback",
        /// Reviews.
        Reviews = "reviews",
        /// Pulses.
        Pulse = "pulse",
        /// What programs do here.
        Integrations = "integrations",
    }
}

choice! {
    /// When a mail tells of a kind of thing.
    pub enum MailWhen {
        /// At once, outside quiet hours; after the first such mail of a day the rest waits for the next digest.
        Now = "now",
        /// Once a day, with all else that waits, in the reader's morning.
        Digest = "digest",
        /// Never.
        Off = "off",
    }
}

impl Topic {
    /// In a word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Goals => "Goals",
            Self::Kpis => "KPIs",
            Self::Shares => "Shares",
            Self::People => "People",
            Self::OneOnOnes => "One-on-ones",
            Self::Feedback => "Feedback",
            Self::Reviews => "Reviews",
            Self::Pulse => "Pulse",
            Self::Integrations => "Integrations",
        }
    }
}

impl NoticeKind {
    /// Where one does something about `about`, which is, or is a part of, what the page of `place` shows: at the form
    /// itself where the page has one for it.
    pub fn page(self, about: Uuid, place: Uuid) -> String {
        let page = self.facts().subject.page(place);
        match self {
            Self::CheckInDue => format!("{page}?{}={about}", pages::CHECK_IN_QUERY),
            Self::KpiDue => format!("{page}?{}={about}", pages::VALUE_QUERY),
            _ => page,
        }
    }
}

impl Subject {
    /// The page of such a thing.
    pub fn page(self, place: Uuid) -> String {
        match self {
            Self::Objective | Self::KeyResult => format!("{}/{place}", pages::GOALS),
            Self::Kpi => format!("{}/{place}", pages::KPIS),
            Self::Share => pages::SHARED.to_owned(),
            Self::Person | Self::Role => format!("{}/{place}", pages::PEOPLE),
            Self::Meeting | Self::MeetingAhead | Self::MeetingOff => format!("{}/{place}", pages::MEETINGS),
            Self::EndedOneOnOne => format!("{}?tab=series", pages::ONE_ON_ONES),
            Self::Praise => pages::FEEDBACK.to_owned(),
            Self::Feedback => format!("{}/{place}?tab=feedback", pages::PEOPLE),
            Self::FeedbackAsk => format!("{}/asks/{place}", pages::FEEDBACK),
            Self::FeedbackRequest => format!("{}?tab=asking", pages::FEEDBACK),
            Self::WeeklyCheckIn => format!("{}/{place}", pages::WEEKLY),
            Self::Week => pages::WEEKLY.to_owned(),
            Self::ActionItem => format!("{}/{place}", pages::MEETINGS),
            Self::DevelopmentStep | Self::LevelProposal => format!("{}/{place}?tab=development", pages::PEOPLE),
            Self::ImprovementPlan => format!("{}/{place}", pages::PLANS),
            Self::Pulse | Self::PulseResults => format!("{}/{place}", pages::PULSE),
            Self::ReviewCycle | Self::ReviewDuty => pages::REVIEWS.to_owned(),
            Self::ReviewTrial => format!("{}/{place}", pages::REVIEW_TRIALS),
            Self::ReviewPacket => format!("{}/{place}", pages::REVIEW_PACKETS),
            Self::RollingReview => format!("{}/{place}", pages::ROLLING_REVIEWS),
            Self::Calibration => format!("{}/{place}", pages::CALIBRATION),
            Self::Channel => pages::CHANNELS.to_owned(),
            Self::Webhook => format!("{}/{place}", pages::WEBHOOKS),
            Self::ApiToken => pages::ACCOUNT.to_owned(),
            Self::ServiceToken => pages::API_TOKENS.to_owned(),
            Self::Deletions => pages::DATA.to_owned(),
        }
    }
}
