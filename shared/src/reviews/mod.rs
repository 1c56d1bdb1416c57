//! Reviews: templates of what is asked, cycles that ask it, reviews that are written, the packet each person gets, and the
//! sessions that calibrate ratings.

mod answers;
mod appointments;
mod calibration;
mod cycles;
mod disputes;
mod duties;
mod evidence;
mod form;
mod overview;
mod packets;
mod rehearsal;
mod reopening;
mod rolling;
pub mod rules;
mod templates;
mod viewers;
mod writing;

pub use answers::{LONGEST_ANSWER, ReviewAnswer, ReviewAnswers, ReviewItem};
pub use appointments::{NewReviewAppointment, ReviewAppointment, ReviewAppointmentPath, ReviewCapacity};
pub use calibration::{
    CalibrationByManager, CalibrationCard, CalibrationCardDetail, CalibrationCardPath, CalibrationChange,
    CalibrationMove, CalibrationNumbers, CalibrationSession, CalibrationSessionChanges, CalibrationSessionDetail,
    CalibrationSessionFilter, CalibrationSessionPath, CalibrationState, CalibrationStep, CalibrationTally,
    CalibrationVote, CalibrationVoter, MOST_CARDS, NewCalibrationChange, NewCalibrationSession, NewCalibrationVote,
};
pub use cycles::{
    NewReviewCycle, ReviewCycle, ReviewCycleChanges, ReviewCycleDetail, ReviewCycleFilter, ReviewCyclePath,
    ReviewCycleRef, ReviewCycleSetup, ReviewLatecomers, ReviewMove, ReviewNaming, ReviewProgress, ReviewStage,
    ReviewStep, USUAL_MINIMUM, USUAL_RELEASE,
};
pub use disputes::{NewSecondReading, ReviewDispute, ReviewOutcome, SECOND_READ_WITHIN};
pub use duties::{
    NewReviewReminder, ReviewDuty, ReviewDutyFilter, ReviewDutyKind, ReviewDutyPath, ReviewExtension, ReviewsReminded,
};
pub use evidence::{
    MOST_EVIDENCE, ReviewCiting, ReviewEvidence, ReviewEvidenceItem, ReviewEvidenceKind, ReviewMeasured,
};
pub use form::{
    MOST_QUESTIONS, MOST_SECTIONS, ReviewForm, ReviewMeasure, ReviewQuestion, ReviewQuestionKind, ReviewReader,
    ReviewRelation, ReviewSection, ScaleStep, SideWeight,
};
pub use overview::{ReviewGroup, ReviewGroupFilter, ReviewGrouping};
pub use packets::{
    Acknowledgement, NewAcknowledgement, PacketAnswer, PacketQuestion, PacketSection, PacketState, ReviewDeclined,
    ReviewPacket, ReviewPacketDetail, ReviewPacketFilter, ReviewPacketPath, ReviewPeer, ReviewPeers, ReviewRating,
    ReviewRelease,
};
pub use rehearsal::{ReviewGap, ReviewLack, ReviewLoad, ReviewRehearsal, ReviewWriterLoad};
pub use reopening::{
    ReviewDifference, ReviewDifferences, ReviewHandedIn, ReviewOfPacketPath, ReviewReopened, ReviewReopening,
    ReviewVersionAnswer,
};
pub use rolling::{
    MOST_ROLLING_DAYS, NewRollingReview, RollingReview, RollingReviewChanges, RollingReviewDetail, RollingReviewDue,
    RollingReviewFilter, RollingReviewPath, RollingReviewRef,
};
pub use templates::{
    NewReviewTemplate, ReviewFormVersion, ReviewTemplate, ReviewTemplateChanges, ReviewTemplateDetail,
    ReviewTemplateFilter, ReviewTemplateIdea, ReviewTemplateLibrary, ReviewTemplatePath,
};
pub use viewers::{LONGEST_SIGHT, NewReviewViewer, ReviewViewer, ReviewViewerPath, ReviewViewers};
pub use writing::{
    Review, ReviewCompetency, ReviewDetail, ReviewFilter, ReviewGoal, ReviewLevel, ReviewPath, ReviewRefusal,
    ReviewSheet, ReviewState,
};

use crate::{
    operation::{Csv, File, Json, Made, Nothing, Pdf, Xlsx},
    operations, permissions,
    readers::RecordReaders,
    wire::Page,
};

permissions! { reviews;
    /// Read templates of reviews, make and change them.
    TEMPLATES "templates" never, never, never, Admin;
    /// See a review cycle that is about oneself or one's people, or for which one writes, or of which an Admin gave one sight,
    /// and what one gets of it.
    VIEW "view" Employee, Manager, View, Admin;
    /// Set a review cycle up, take it from stage to stage, and run its calibration.
    RUN "run" Admin, Admin, never, Admin;
    /// Remind people of what they have to do in a review cycle.
    REMIND "remind" Manager, Manager, never, Admin;
    /// Write a review that one is asked for.
    WRITE "write" Employee, never, never, never;
    /// Say who writes as a peer: propose it for oneself, settle it for others.
    NOMINATE "nominate" Employee, Manager, never, Admin;
    /// Name who else writes about somebody, or in place of their manager; a Manager where the cycle says so.
    APPOINT "appoint" never, Manager, never, Admin;
    /// Sum up what was written about somebody, and give it to them.
    RELEASE "release" never, Manager, never, Admin;
    /// Answer what was written about oneself.
    ACKNOWLEDGE "acknowledge" Employee, never, never, never;
    /// Open a review again that was handed in, once writing is over, and see what its author changed.
    REOPEN "reopen" never, Admin, never, Admin;
    /// Answer, as a second reader, what somebody disagrees with. Admins outside the person's line are; where there is none,
    /// whoever leads their manager; nobody who wrote it as a manager or released it.
    SECOND_READ "second_read" never, Manager, never, Admin;
    /// See a calibration session in which one takes part, and move its cards; none is about oneself or anybody above one.
    CALIBRATE "calibrate" Manager, never, never, Admin;
    /// Vote on a card of a calibration session in which one takes part.
    VOTE "vote" Manager, never, never, never;
    /// Give somebody who is in no calibration session another final rating, or none, with a reason.
    RATE "rate" never, Admin, never, Admin;
}

operations! { "reviews";
    /// Templates of reviews, by name.
    ListReviewTemplates: Get "/api/v1/review-templates" { query: ReviewTemplateFilter, answer: Json<Page<ReviewTemplate>>, who: may TEMPLATES }
    /// Templates that PerfTrack brings along, to begin with.
    ReadReviewTemplateLibrary: Get "/api/v1/review-templates/library" { answer: Json<ReviewTemplateLibrary>, who: may TEMPLATES }
    /// A new template.
    CreateReviewTemplate: Post "/api/v1/review-templates" { body: Json<NewReviewTemplate>, answer: Made<ReviewTemplateDetail>, who: may TEMPLATES }
    /// A template with what it asks.
    ReadReviewTemplate: Get "/api/v1/review-templates/{id}" { params: ReviewTemplatePath, answer: Json<ReviewTemplateDetail>, who: may TEMPLATES }
    /// Change a template. Another form becomes its next version; cycles that began keep theirs.
    EditReviewTemplate: Patch "/api/v1/review-templates/{id}" { params: ReviewTemplatePath, body: Json<ReviewTemplateChanges>, answer: Json<ReviewTemplateDetail>, who: may TEMPLATES }
    /// Review cycles the caller may see, latest first.
    ListReviewCycles: Get "/api/v1/review-cycles" { query: ReviewCycleFilter, answer: Json<Page<ReviewCycle>>, who: may VIEW }
    /// A new cycle, as a draft.
    CreateReviewCycle: Post "/api/v1/review-cycles" { body: Json<NewReviewCycle>, answer: Made<ReviewCycleDetail>, who: may RUN }
    /// A cycle, and how far it is.
    ReadReviewCycle: Get "/api/v1/review-cycles/{id}" { params: ReviewCyclePath, answer: Json<ReviewCycleDetail>, who: may VIEW }
    /// Change a cycle: all of a draft, and of one that began its name, its days, and its minimum, which can only rise.
    EditReviewCycle: Patch "/api/v1/review-cycles/{id}" { params: ReviewCyclePath, body: Json<ReviewCycleChanges>, answer: Json<ReviewCycleDetail>, who: may RUN }
    /// Remove a draft.
    DeleteReviewCycle: Delete "/api/v1/review-cycles/{id}" { params: ReviewCyclePath, answer: Nothing, who: may RUN }
    /// What the next step of a cycle would do: who would get what, and what is missing.
    RehearseReviewCycle: Get "/api/v1/review-cycles/{id}/rehearsal" { params: ReviewCyclePath, answer: Json<ReviewRehearsal>, who: may RUN }
    /// Take a cycle on: to its next stage (from a draft it is the launch), one back, or call it off.
    MoveReviewCycle: Post "/api/v1/review-cycles/{id}/move" { params: ReviewCyclePath, body: Json<ReviewMove>, answer: Json<ReviewCycleDetail>, who: may RUN }
    /// Take people in who came late: while peers are settled or reviews are written. They and who writes about them get at
    /// least five working days.
    AddReviewPeople: Post "/api/v1/review-cycles/{id}/people" { params: ReviewCyclePath, body: Json<ReviewLatecomers>, answer: Json<ReviewCycleDetail>, who: may RUN }
    /// Who was given sight of what people of a cycle get, though they neither lead them nor are Admins.
    ListReviewViewers: Get "/api/v1/review-cycles/{id}/viewers" { params: ReviewCyclePath, answer: Json<ReviewViewers>, who: may RUN }
    /// Give somebody sight of what people of a cycle get, or those of a team, until a day; in place of what they had.
    AddReviewViewer: Post "/api/v1/review-cycles/{id}/viewers" { params: ReviewCyclePath, body: Json<NewReviewViewer>, answer: Json<ReviewViewers>, who: may RUN }
    /// Take that back, at once.
    RemoveReviewViewer: Delete "/api/v1/review-cycles/{id}/viewers/{person_id}" { params: ReviewViewerPath, answer: Nothing, who: may RUN }
    /// What is still to be done in a cycle as it stands, what is due first before the rest: by oneself and one's people; for
    /// Admins by everybody.
    ListReviewDuties: Get "/api/v1/review-cycles/{id}/duties" { params: ReviewCyclePath, query: ReviewDutyFilter, answer: Json<Page<ReviewDuty>>, who: may VIEW }
    /// How far a cycle is by team or by manager, as far as the caller sees, what lags most before the rest. Each number is
    /// that of the list of packets or of duties with the group as its filter.
    ListReviewGroups: Get "/api/v1/review-cycles/{id}/groups" { params: ReviewCyclePath, query: ReviewGroupFilter, answer: Json<Page<ReviewGroup>>, who: may VIEW }
    /// What came of a cycle, a line for each person whom the caller sees, as a CSV file, safe to open in a spreadsheet: how
    /// many have handed in, the score and the ratings, each as far as the caller reads it in the packet.
    ExportReviewResultsCsv: Get "/api/v1/review-cycles/{id}/results.csv" { params: ReviewCyclePath, answer: Csv, who: may VIEW }
    /// The same as a workbook.
    ExportReviewResultsXlsx: Get "/api/v1/review-cycles/{id}/results.xlsx" { params: ReviewCyclePath, answer: File<Xlsx>, who: may VIEW }
    /// Remind people of what they have to do, by name or a whole team's or manager's; nobody twice on a day.
    RemindOfReviews: Post "/api/v1/review-cycles/{id}/reminders" { params: ReviewCyclePath, body: Json<NewReviewReminder>, answer: Json<ReviewsReminded>, who: may REMIND }
    /// Give somebody more time for the reviews that they still have to write in a cycle.
    ExtendReviewDuty: Put "/api/v1/review-cycles/{id}/duties/{person_id}/due-date" { params: ReviewDutyPath, body: Json<ReviewExtension>, answer: Nothing, who: may RUN }
    /// Rules that review people by the day on which each of them started, by name.
    ListRollingReviews: Get "/api/v1/rolling-reviews" { query: RollingReviewFilter, answer: Json<Page<RollingReview>>, who: may RUN }
    /// A new rule. While it is on, a cycle begins by itself for those whose day comes, and goes on by its days.
    CreateRollingReview: Post "/api/v1/rolling-reviews" { body: Json<NewRollingReview>, answer: Made<RollingReviewDetail>, who: may RUN }
    /// A rule with whom it leaves out.
    ReadRollingReview: Get "/api/v1/rolling-reviews/{id}" { params: RollingReviewPath, answer: Json<RollingReviewDetail>, who: may RUN }
    /// Change a rule, switch it on or off. Cycles that began stay as they are.
    EditRollingReview: Patch "/api/v1/rolling-reviews/{id}" { params: RollingReviewPath, body: Json<RollingReviewChanges>, answer: Json<RollingReviewDetail>, who: may RUN }
    /// Remove a rule by which nobody was reviewed.
    DeleteRollingReview: Delete "/api/v1/rolling-reviews/{id}" { params: RollingReviewPath, answer: Nothing, who: may RUN }
    /// Whose day comes within 90 days, and whose has come and waits for somebody who leads them; the soonest first.
    ListRollingReviewDue: Get "/api/v1/rolling-reviews/{id}/due" { params: RollingReviewPath, query: RollingReviewFilter, answer: Json<Page<RollingReviewDue>>, who: may RUN }
    /// What people get of cycles, by name: one's own, one's people's; for Admins everybody's.
    ListReviewPackets: Get "/api/v1/review-packets" { query: ReviewPacketFilter, answer: Json<Page<ReviewPacket>>, who: may VIEW }
    /// All that was written about somebody in a cycle, as far as the caller reads it now.
    ReadReviewPacket: Get "/api/v1/review-packets/{id}" { params: ReviewPacketPath, answer: Json<ReviewPacketDetail>, who: may VIEW }
    /// Exactly who reads what was written about somebody in a cycle, each as far as it is for them, and why.
    ListReviewPacketReaders: Get "/api/v1/review-packets/{id}/readers" { params: ReviewPacketPath, answer: Json<RecordReaders>, who: may VIEW }
    /// A released packet on paper: what the person reads of it, whoever asks.
    ExportReviewPacketPdf: Get "/api/v1/review-packets/{id}/review.pdf" { params: ReviewPacketPath, answer: File<Pdf>, who: may VIEW }
    /// Say who writes as a peer, all of them: the person proposes, whoever leads them or an Admin settles it.
    NominateReviewPeers: Put "/api/v1/review-packets/{id}/peers" { params: ReviewPacketPath, body: Json<ReviewPeers>, answer: Json<ReviewPacketDetail>, who: may NOMINATE }
    /// Name somebody who writes about somebody, too, or in place of their manager; a Manager where the cycle says so.
    AppointReviewer: Post "/api/v1/review-packets/{id}/reviewers" { params: ReviewPacketPath, body: Json<NewReviewAppointment>, answer: Json<ReviewPacketDetail>, who: may APPOINT }
    /// Take back that somebody was named to write, as long as they haven't handed in; whom they stood in for writes again.
    DismissReviewer: Delete "/api/v1/review-packets/{id}/reviewers/{person_id}" { params: ReviewAppointmentPath, answer: Json<ReviewPacketDetail>, who: may APPOINT }
    /// Give somebody what was written about them, with a summary. Again, to change the summary before they have answered.
    ReleaseReviewPacket: Put "/api/v1/review-packets/{id}/release" { params: ReviewPacketPath, body: Json<ReviewRelease>, answer: Json<ReviewPacketDetail>, who: may RELEASE }
    /// Say that one has read what was written about oneself, and whether one agrees. Once.
    AcknowledgeReviewPacket: Put "/api/v1/review-packets/{id}/acknowledgement" { params: ReviewPacketPath, body: Json<NewAcknowledgement>, answer: Json<ReviewPacketDetail>, who: may ACKNOWLEDGE }
    /// Answer, as a second reader, what somebody disagrees with. Once; what was signed stays as it is.
    AnswerReviewDispute: Put "/api/v1/review-packets/{id}/second-reading" { params: ReviewPacketPath, body: Json<NewSecondReading>, answer: Json<ReviewPacketDetail>, who: may SECOND_READ }
    /// Open a review again that was handed in, of a side with names, between the end of writing and the release. Its author
    /// has five working days; until it is handed in again, or closed, nothing is released.
    ReopenReview: Put "/api/v1/review-packets/{id}/reviews/{review_id}/reopening" { params: ReviewOfPacketPath, body: Json<ReviewReopening>, answer: Json<ReviewPacketDetail>, who: may REOPEN }
    /// Close a review that was opened again: it stands as it was handed in last.
    CloseReopenedReview: Delete "/api/v1/review-packets/{id}/reviews/{review_id}/reopening" { params: ReviewOfPacketPath, answer: Json<ReviewPacketDetail>, who: may REOPEN }
    /// What differs between the last two versions of a review, of a side with names, once writing is over.
    CompareReviewVersions: Get "/api/v1/review-packets/{id}/reviews/{review_id}/changes" { params: ReviewOfPacketPath, answer: Json<ReviewDifferences>, who: may REOPEN }
    /// Reviews that the caller writes, those that are due first before the others.
    ListReviews: Get "/api/v1/reviews" { query: ReviewFilter, answer: Json<Page<Review>>, who: may WRITE }
    /// A review with what it asks and what is written.
    ReadReview: Get "/api/v1/reviews/{id}" { params: ReviewPath, answer: Json<ReviewDetail>, who: may WRITE }
    /// Exactly who will read a review once it is handed in, each as far as it is for them, and why.
    ListReviewReaders: Get "/api/v1/reviews/{id}/readers" { params: ReviewPath, answer: Json<RecordReaders>, who: may WRITE }
    /// What differs between the last two versions of a review that its author handed in.
    ReadReviewChanges: Get "/api/v1/reviews/{id}/changes" { params: ReviewPath, answer: Json<ReviewDifferences>, who: may WRITE }
    /// What there is of the period about the person, as far as the review's author may see it now and reviews may use it.
    ReadReviewEvidence: Get "/api/v1/reviews/{id}/evidence" { params: ReviewPath, answer: Json<ReviewEvidence>, who: may WRITE }
    /// Keep what is written so far, all of it. Nobody else reads it before it is handed in.
    SaveReview: Put "/api/v1/reviews/{id}/answers" { params: ReviewPath, body: Json<ReviewSheet>, answer: Json<Review>, who: may WRITE }
    /// Hand a review in: 422 names what is still to be answered.
    SubmitReview: Put "/api/v1/reviews/{id}/submission" { params: ReviewPath, answer: Json<Review>, who: may WRITE }
    /// Take a review back that was handed in, as long as reviews are written.
    RecallReview: Delete "/api/v1/reviews/{id}/submission" { params: ReviewPath, answer: Json<Review>, who: may WRITE }
    /// Decline to write as a peer or about one's own manager.
    DeclineReview: Put "/api/v1/reviews/{id}/refusal" { params: ReviewPath, body: Json<ReviewRefusal>, answer: Json<Review>, who: may WRITE }
    /// Calibration sessions that the caller may see, latest first.
    ListCalibrationSessions: Get "/api/v1/calibration-sessions" { query: CalibrationSessionFilter, answer: Json<Page<CalibrationSession>>, who: may CALIBRATE }
    /// A new session in a cycle that calibrates. It takes in whoever fits and is in no other session.
    CreateCalibrationSession: Post "/api/v1/calibration-sessions" { body: Json<NewCalibrationSession>, answer: Made<CalibrationSessionDetail>, who: may RUN }
    /// A session with its cards, what they add up to, and what was changed.
    ReadCalibrationSession: Get "/api/v1/calibration-sessions/{id}" { params: CalibrationSessionPath, answer: Json<CalibrationSessionDetail>, who: may CALIBRATE }
    /// Change a session that is being prepared.
    EditCalibrationSession: Patch "/api/v1/calibration-sessions/{id}" { params: CalibrationSessionPath, body: Json<CalibrationSessionChanges>, answer: Json<CalibrationSessionDetail>, who: may RUN }
    /// Remove a session that is being prepared and in which nothing was changed.
    DeleteCalibrationSession: Delete "/api/v1/calibration-sessions/{id}" { params: CalibrationSessionPath, answer: Nothing, who: may RUN }
    /// Take a session on, or back.
    MoveCalibrationSession: Post "/api/v1/calibration-sessions/{id}/move" { params: CalibrationSessionPath, body: Json<CalibrationMove>, answer: Json<CalibrationSessionDetail>, who: may RUN }
    /// A card with what there is to decide by: what their manager answered, and what was changed.
    ReadCalibrationCard: Get "/api/v1/calibration-cards/{id}" { params: CalibrationCardPath, answer: Json<CalibrationCardDetail>, who: may CALIBRATE }
    /// Move a card of an open session, with a reason.
    ChangeCalibrationCard: Patch "/api/v1/calibration-cards/{id}" { params: CalibrationCardPath, body: Json<NewCalibrationChange>, answer: Json<CalibrationCardDetail>, who: may CALIBRATE }
    /// Say before the session opens whether a rating fits. Until all who may have voted, it can be changed.
    VoteOnCalibrationCard: Put "/api/v1/calibration-cards/{id}/vote" { params: CalibrationCardPath, body: Json<NewCalibrationVote>, answer: Json<CalibrationCardDetail>, who: may VOTE }
    /// Give somebody who is in no calibration session another final rating, or none, as long as the cycle calibrates.
    RateReviewPacket: Put "/api/v1/review-packets/{id}/rating" { params: ReviewPacketPath, body: Json<NewCalibrationChange>, answer: Json<ReviewPacketDetail>, who: may RATE }
}
