//! Reviews: templates of what is asked, cycles that ask it, reviews that are written, the packet each person gets, and the
//! sessions that calibrate ratings.

mod agreement;
mod answers;
mod appointments;
mod calibration;
mod corrections;
mod cycles;
mod disputes;
mod duties;
mod evidence;
mod externals;
mod form;
mod former;
mod launches;
mod leavers;
mod overview;
mod packets;
mod papers;
mod past;
mod pauses;
pub mod proposals;
mod rehearsal;
mod reopening;
mod rolling;
pub mod rules;
mod scores;
mod templates;
mod times;
mod trials;
mod viewers;
mod waivers;
mod withholding;
mod wordings;
mod writing;

pub use agreement::{CalibrationAgreementPath, CalibrationConflict, CalibrationConflictPath, NewCalibrationAgreement};
pub use answers::{LONGEST_ANSWER, ReviewAnswer, ReviewAnswers, ReviewItem};
pub use appointments::{NewReviewAppointment, ReviewAppointment, ReviewAppointmentPath, ReviewCapacity};
pub use calibration::{
    CalibrationByGroup, CalibrationByManager, CalibrationCard, CalibrationCardDetail, CalibrationCardPath,
    CalibrationChange, CalibrationGroup, CalibrationMove, CalibrationNumbers, CalibrationSession,
    CalibrationSessionChanges, CalibrationSessionDetail, CalibrationSessionFilter, CalibrationSessionPath,
    CalibrationState, CalibrationStep, CalibrationTally, CalibrationVote, CalibrationVoter, MOST_CARDS,
    NewCalibrationChange, NewCalibrationSession, NewCalibrationVote, NewReviewRating,
};
pub use corrections::{MOST_CORRECTIONS, ReviewCorrection, ReviewCorrectionKind, ReviewCorrections};
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
pub use externals::{
    ExternalReview, ExternalReviewLink, ExternalReviewSheet, MOST_EXTERNALS, NewReviewExternal, ReviewExternal,
    ReviewExternalPath,
};
pub use form::{
    MOST_QUESTIONS, MOST_SECTIONS, ReviewForm, ReviewMeasure, ReviewQuestion, ReviewQuestionKind, ReviewReader,
    ReviewRelation, ReviewSection, ScaleStep, SideWeight,
};
pub use former::FormerReview;
pub use launches::{ReviewLaunch, ReviewLaunchState};
pub use leavers::{NewReviewEnding, ReviewEnding, ReviewsEnded};
pub use overview::{ReviewGroup, ReviewGroupFilter, ReviewGrouping};
pub use packets::{
    Acknowledgement, NewAcknowledgement, PacketAnswer, PacketQuestion, PacketSection, PacketState, ReviewDeclined,
    ReviewPacket, ReviewPacketDetail, ReviewPacketFilter, ReviewPacketPath, ReviewPeer, ReviewPeers, ReviewRating,
    ReviewRelease,
};
pub use papers::{MOST_ADDENDA, NewReviewAddendum, ReviewAddendum, ReviewPaper, ReviewWithdrawal, ReviewWithdrawn};
pub use past::{PastReviewPacket, PastReviewPacketQuery};
pub use pauses::{LONGEST_PAUSE, NewReviewPause, ReviewPause, ReviewPauseCovers};
pub use proposals::{
    MOST_PROPOSALS, ProposedReviewPeer, ReadRehearsalCalendar, ReadReviewPeerProposals, ReviewPeerProposal,
    ReviewPeerProposalFilter, ReviewPeerProposals, ReviewPeerReason,
};
pub use rehearsal::{
    RehearsalCalendar, RehearsalDay, RehearsalDue, RehearsalFilter, RehearsedPerson, RehearsedWriter, ReviewDeadline,
    ReviewFlag, ReviewGap, ReviewLack, ReviewLoad, ReviewRehearsal, ReviewWriterLoad,
};
pub use reopening::{
    ReviewDifference, ReviewDifferences, ReviewHandedIn, ReviewOfPacketPath, ReviewReopened, ReviewReopening,
    ReviewVersionAnswer,
};
pub use rolling::{
    MOST_ROLLING_DAYS, NewRollingReview, RollingReview, RollingReviewChanges, RollingReviewDetail, RollingReviewDue,
    RollingReviewFilter, RollingReviewPath, RollingReviewRef,
};
pub use scores::{ReviewScore, ReviewScoreQuestion, ReviewScoreSide};
pub use templates::{
    NewReviewTemplate, ReviewFormVersion, ReviewTemplate, ReviewTemplateChanges, ReviewTemplateDetail,
    ReviewTemplateFilter, ReviewTemplateIdea, ReviewTemplateLibrary, ReviewTemplatePath,
};
pub use times::{ReviewFormWorth, ReviewQuestionWorth, ReviewSideTime, ReviewTemplateReport};
pub use trials::{MOST_TESTERS, NewReviewTesters, ReviewTester, ReviewTesters, ReviewTrial, ReviewTrialSide};
pub use viewers::{LONGEST_SIGHT, NewReviewViewer, ReviewViewer, ReviewViewerPath, ReviewViewers};
pub use waivers::{NewReviewWaivers, ReviewWaiver, ReviewWaiverFilter, ReviewWaiverPath};
pub use withholding::{ReviewWithheld, ReviewWithholding, ReviewsReleased};
pub use wordings::{NewReviewWording, ReviewWording, ReviewWordings};
pub use writing::{
    FEW_PEOPLE, Review, ReviewCompetency, ReviewDetail, ReviewFilter, ReviewGoal, ReviewLevel, ReviewPath,
    ReviewRefusal, ReviewSheet, ReviewState,
};

use crate::{
    operation::{Csv, File, Json, Lines, Made, Nothing, Pdf, Xlsx},
    operations, permissions,
    readers::RecordReaders,
    wire::{Page, Whole, page::paged},
};

paged!(ReviewPacketFilter);

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
    /// Withhold what was written about somebody, with a reason.
    WITHHOLD "withhold" never, Admin, never, Admin;
    /// Take back what was given to somebody, before they have answered it, with a reason.
    WITHDRAW "withdraw" never, Admin, never, Admin;
    /// Say that somebody is away for some days, so that nothing is asked of them or about them meanwhile.
    PAUSE "pause" never, Manager, never, Admin;
    /// Add to a review that was signed.
    ADDEND "addend" never, Manager, never, Admin;
    /// Open a review again that was handed in, once writing is over, and see what its author changed.
    REOPEN "reopen" never, Admin, never, Admin;
    /// Let who leads somebody now read at once what who led them before wrote.
    PASS_ON "pass_on" never, Admin, never, Admin;
    /// Answer, as a second reader, what somebody disagrees with. Admins outside the person's line are; where there is none,
    /// whoever leads their manager; nobody who wrote it as a manager or released it.
    SECOND_READ "second_read" never, Manager, never, Admin;
    /// See a calibration session in which one takes part, and move its cards; none is about oneself or anybody above one.
    CALIBRATE "calibrate" Manager, never, never, Admin;
    /// Vote on a card of a calibration session in which one takes part, and say that one agrees with a change of it.
    VOTE "vote" Manager, never, never, never;
    /// Give somebody who is in no calibration session another final rating, or none, with a reason.
    RATE "rate" never, Admin, never, Admin;
}

operations! { "reviews";
    /// Templates of reviews, by name.
    /// Those that are offered; with `retired` those that aren't any more. For Admins alone.
    ListReviewTemplates: Get "/api/v1/review-templates" { query: ReviewTemplateFilter, answer: Json<Page<ReviewTemplate>>, who: may TEMPLATES }
    /// Templates that PerfTrack brings along, to begin with.
    /// Each as `create_review_template` takes it; nothing of the library is kept until one is made of it.
    ReadReviewTemplateLibrary: Get "/api/v1/review-templates/library" { answer: Json<ReviewTemplateLibrary>, who: may TEMPLATES }
    /// A new template.
    /// Cycles can begin by it at once. For Admins alone.
    CreateReviewTemplate: Post "/api/v1/review-templates" { body: Json<NewReviewTemplate>, answer: Made<ReviewTemplateDetail>, who: may TEMPLATES }
    /// A template with what it asks.
    /// Its form in the version that holds now, whether it is offered or not.
    ReadReviewTemplate: Get "/api/v1/review-templates/{id}" { params: ReviewTemplatePath, answer: Json<ReviewTemplateDetail>, who: may TEMPLATES }
    /// How long a template takes to answer, and which of its questions told least in the last cycle that asked them.
    /// Minutes for a review of each side, timed where enough were written and estimated elsewhere, and hours for
    /// everybody together. What a question told is worked out once, when a cycle is first closed, and names nobody.
    ReadReviewTemplateReport: Get "/api/v1/review-templates/{id}/report" { params: ReviewTemplatePath, answer: Json<ReviewTemplateReport>, who: may TEMPLATES }
    /// Change a template. Another form becomes its next version; cycles that began keep theirs.
    EditReviewTemplate: Patch "/api/v1/review-templates/{id}" { params: ReviewTemplatePath, body: Json<ReviewTemplateChanges>, answer: Json<ReviewTemplateDetail>, who: may TEMPLATES }
    /// Review cycles the caller may see, latest first.
    /// Those about oneself or one's people, for which one writes, or of which one was given sight; Admins get all.
    /// `stage` and `rule` narrow the list, and `by_hand` leaves out what rolling reviews began.
    ListReviewCycles: Get "/api/v1/review-cycles" { query: ReviewCycleFilter, answer: Json<Page<ReviewCycle>>, who: may VIEW }
    /// A new cycle, as a draft.
    /// Nobody but Admins sees it, and nobody is told, before it is launched. 422 for a template that isn't offered, and
    /// for days that don't fit together.
    CreateReviewCycle: Post "/api/v1/review-cycles" { body: Json<NewReviewCycle>, answer: Made<ReviewCycleDetail>, who: may RUN }
    /// A cycle, and how far it is.
    /// `setup`, whom it is about and how, is for Admins. `progress` counts as far as the caller sees.
    ReadReviewCycle: Get "/api/v1/review-cycles/{id}" { params: ReviewCyclePath, answer: Json<ReviewCycleDetail>, who: may VIEW }
    /// Change a cycle: all of a draft, and of one that began its name, its days, and its minimum, which can only rise.
    /// 409 for anything else of one that began, and for one that is over; 422 where what it says doesn't fit together.
    EditReviewCycle: Patch "/api/v1/review-cycles/{id}" { params: ReviewCyclePath, body: Json<ReviewCycleChanges>, answer: Json<ReviewCycleDetail>, who: may RUN }
    /// Remove a draft.
    /// 409 for one that began: that is called off by `move_review_cycle`.
    DeleteReviewCycle: Delete "/api/v1/review-cycles/{id}" { params: ReviewCyclePath, answer: Nothing, who: may RUN }
    /// What the next step of a cycle would do: who would get what, and what is missing.
    /// It changes nothing. `gaps` counts what is missing and wasn't waived, and `move_review_cycle` goes on once there is
    /// none; the first 100 are listed. Before the launch it says who would write how much, afterwards who does.
    RehearseReviewCycle: Get "/api/v1/review-cycles/{id}/rehearsal" { params: ReviewCyclePath, answer: Json<ReviewRehearsal>, who: may RUN }
    /// The rehearsal row by row, by name: who gets what, from whom and until when, what is missing, and what is worth a look.
    /// It changes nothing, and before the launch it is what the launch makes. `q` finds names, and `open` leaves those
    /// alone of whom something is missing or worth a look.
    ListRehearsedPeople: Get "/api/v1/review-cycles/{id}/rehearsal/people" { params: ReviewCyclePath, query: RehearsalFilter, answer: Json<Page<RehearsedPerson>>, who: may RUN }
    /// The same as a CSV file, safe to open in a spreadsheet: a line for each review, and one for who gets none.
    /// Everybody is in it, whoever is looked at on the page.
    ExportRehearsalCsv: Get "/api/v1/review-cycles/{id}/rehearsal.csv" { params: ReviewCyclePath, answer: Csv, who: may RUN }
    /// Who was sent a draft to try, by name.
    /// Nobody, once it is launched.
    ListReviewTesters: Get "/api/v1/review-cycles/{id}/testers" { params: ReviewCyclePath, answer: Json<ReviewTesters>, who: may RUN }
    /// Send a draft to up to five people to try, in place of those who had it; to none, to throw the trial away.
    /// Who is new among them is told. They get what each side is asked, and nothing that they fill in is kept. The launch ends
    /// it. 409 for one that began, 422 for somebody who isn't here.
    SendReviewTrial: Put "/api/v1/review-cycles/{id}/testers" { params: ReviewCyclePath, body: Json<NewReviewTesters>, answer: Json<ReviewTesters>, who: may RUN }
    /// A draft that one was sent to try: what each side would be asked. 404 once it is launched or thrown away.
    ReadReviewTrial: Get "/api/v1/review-trials/{id}" { params: ReviewCyclePath, answer: Json<ReviewTrial>, who: may WRITE }
    /// Take a cycle on: to its next stage (from a draft it is the launch), one back, or call it off.
    /// Forward wants no gap that isn't waived, or 409; back and calling off want a reason, which 422 asks
    /// for. Who has to write is told where writing begins, who releases where sharing does, and everybody concerned
    /// when it goes back or is called off. 409 `calibration_open` while a calibration session isn't applied; 409, too,
    /// while somebody hasn't got theirs at the close, and for a way back from answers without names.
    MoveReviewCycle: Post "/api/v1/review-cycles/{id}/move" { params: ReviewCyclePath, body: Json<ReviewMove>, answer: Json<ReviewCycleDetail>, who: may RUN }
    /// Launch a draft in the background, as a whole or not at all: the answer comes at once, and `launch` of the cycle says how
    /// far it is. Once it is launched, `launch` is gone and the cycle stands in its first stage; if it can't be, the draft stays
    /// and `launch` says why. 409 while a gap isn't waived, for one that began, and while it is being launched.
    LaunchReviewCycle: Post "/api/v1/review-cycles/{id}/launch" { params: ReviewCyclePath, answer: Json<ReviewCycleDetail>, who: may RUN }
    /// What a cycle goes on without, person by person, latest first, and why.
    /// All that was waived at any of its stages. For Admins alone.
    ListReviewWaivers: Get "/api/v1/review-cycles/{id}/waivers" { params: ReviewCyclePath, query: ReviewWaiverFilter, answer: Json<Page<ReviewWaiver>>, who: may RUN }
    /// Let a cycle go on without what these people lack at the stage where it stands, with a reason.
    /// For a manager who writes, peers, reviews to hand in and ratings. Again, to give another reason. 422 for somebody
    /// who lacks nothing; 409 where nothing can be missing, and while it is shared: there it is given or withheld.
    WaiveReviewGaps: Post "/api/v1/review-cycles/{id}/waivers" { params: ReviewCyclePath, body: Json<NewReviewWaivers>, answer: Json<ReviewRehearsal>, who: may RUN }
    /// Take such a waiver back, as long as the cycle stands at the stage it is for: what they lack is a gap again.
    /// 404 for who has none there.
    UnwaiveReviewGap: Delete "/api/v1/review-cycles/{id}/waivers/{person_id}" { params: ReviewWaiverPath, answer: Nothing, who: may RUN }
    /// Give everybody theirs who hasn't got it, as it is, but what is withheld, what was taken back and what waits for a
    /// review that is open again; one's own waits while somebody else is there to release it. A cycle that is shared closes
    /// by hand once nobody is left without.
    ReleaseReviewPackets: Post "/api/v1/review-cycles/{id}/release" { params: ReviewCyclePath, answer: Json<ReviewsReleased>, who: may RUN }
    /// Take people in who came late: while peers are settled or reviews are written. They and who writes about them get at
    /// least five working days. With `by_rule` it is everybody, too, whom the cycle's rule takes in by now.
    AddReviewPeople: Post "/api/v1/review-cycles/{id}/people" { params: ReviewCyclePath, body: Json<ReviewLatecomers>, answer: Json<ReviewCycleDetail>, who: may RUN }
    /// What a cycle asks, and how its words changed since the launch.
    /// For Admins alone. A draft has no versions yet: it asks what its template asks.
    ReadReviewWordings: Get "/api/v1/review-cycles/{id}/wordings" { params: ReviewCyclePath, answer: Json<ReviewWordings>, who: may RUN }
    /// Say a question of a cycle that runs in other words, with a reason: its text, its hint, and the words of its options.
    /// How it is answered, its scale, who is asked and who reads stay. Each is a version of the form, and what is handed in
    /// says by which it was written. 422 for a key that names no question, and for more or fewer options; 409 for a draft,
    /// once somebody has theirs, for a cycle that is over, and where nothing is said in other words.
    CorrectReviewWording: Post "/api/v1/review-cycles/{id}/wordings" { params: ReviewCyclePath, body: Json<NewReviewWording>, answer: Json<ReviewWordings>, who: may RUN }
    /// Who was given sight of what people of a cycle get, though they neither lead them nor are Admins.
    /// Each with the team, if it is for one alone, and the last day.
    ListReviewViewers: Get "/api/v1/review-cycles/{id}/viewers" { params: ReviewCyclePath, answer: Json<ReviewViewers>, who: may RUN }
    /// Give somebody sight of what people of a cycle get, or those of a team, until a day; in place of what they had.
    /// They are told. They read what was written as far as managers do, and not who was asked or what is disputed. At
    /// most a year, or 422; 422, too, for an Admin, who sees it already; 409 for a draft and for a cycle that was
    /// called off.
    AddReviewViewer: Post "/api/v1/review-cycles/{id}/viewers" { params: ReviewCyclePath, body: Json<NewReviewViewer>, answer: Json<ReviewViewers>, who: may RUN }
    /// Take that back, at once.
    /// 404 for who has none.
    RemoveReviewViewer: Delete "/api/v1/review-cycles/{id}/viewers/{person_id}" { params: ReviewViewerPath, answer: Nothing, who: may RUN }
    /// What is still to be done in a cycle as it stands, what is due first before the rest: by oneself and one's people; for
    /// Admins by everybody.
    /// `team` and `manager` narrow the list to whose duty it is, `late` to what is past its day. What somebody still
    /// has to write without their name is shown to them and to Admins alone, and not to an Admin of whom it is.
    ListReviewDuties: Get "/api/v1/review-cycles/{id}/duties" { params: ReviewCyclePath, query: ReviewDutyFilter, answer: Json<Page<ReviewDuty>>, who: may VIEW }
    /// How far a cycle is by team or by manager, as far as the caller sees, what lags most before the rest. Each number is
    /// that of the list of packets or of duties with the group as its filter.
    ListReviewGroups: Get "/api/v1/review-cycles/{id}/groups" { params: ReviewCyclePath, query: ReviewGroupFilter, answer: Json<Page<ReviewGroup>>, who: may VIEW }
    /// What came of a cycle, a line for each person whom the caller sees, as a CSV file, safe to open in a spreadsheet: how
    /// many have handed in, the score and the ratings, each as far as the caller reads it in the packet.
    /// What somebody doesn't read there is empty here. It counts as opened by the caller wherever it tells something
    /// about somebody else.
    ExportReviewResultsCsv: Get "/api/v1/review-cycles/{id}/results.csv" { params: ReviewCyclePath, answer: Csv, who: may VIEW, fresh }
    /// The same as a workbook.
    /// What somebody doesn't read in the packet is empty here.
    ExportReviewResultsXlsx: Get "/api/v1/review-cycles/{id}/results.xlsx" { params: ReviewCyclePath, answer: File<Xlsx>, who: may VIEW, fresh }
    /// Remind people of what they have to do, by name or a whole team's or manager's; nobody twice on a day.
    /// Managers remind the people below them, Admins everybody; without any name or group it is all whom the caller
    /// sees to have something to do. The answer counts those who were reminded.
    RemindOfReviews: Post "/api/v1/review-cycles/{id}/reminders" { params: ReviewCyclePath, body: Json<NewReviewReminder>, answer: Json<ReviewsReminded>, who: may REMIND }
    /// Give somebody more time for the reviews that they still have to write in a cycle.
    /// They are told. The day is after the cycle's last day of writing, or 422; 409 unless reviews are written, 404 for
    /// who has nothing left to write.
    ExtendReviewDuty: Put "/api/v1/review-cycles/{id}/duties/{person_id}/due-date" { params: ReviewDutyPath, body: Json<ReviewExtension>, answer: Nothing, who: may RUN }
    /// Rules that review people by the day on which each of them started, by name.
    /// All of them, on or off, in pages; for Admins alone.
    ListRollingReviews: Get "/api/v1/rolling-reviews" { query: RollingReviewFilter, answer: Json<Page<RollingReview>>, who: may RUN }
    /// A new rule. While it is on, a cycle begins by itself for those whose day comes, and goes on by its days.
    CreateRollingReview: Post "/api/v1/rolling-reviews" { body: Json<NewRollingReview>, answer: Made<RollingReviewDetail>, who: may RUN }
    /// A rule with whom it leaves out.
    /// For Admins alone, whether it is on or off.
    ReadRollingReview: Get "/api/v1/rolling-reviews/{id}" { params: RollingReviewPath, answer: Json<RollingReviewDetail>, who: may RUN }
    /// Change a rule, switch it on or off. Cycles that began stay as they are.
    EditRollingReview: Patch "/api/v1/rolling-reviews/{id}" { params: RollingReviewPath, body: Json<RollingReviewChanges>, answer: Json<RollingReviewDetail>, who: may RUN }
    /// Remove a rule by which nobody was reviewed.
    /// 409 for any other: switch it off by `edit_rolling_review`.
    DeleteRollingReview: Delete "/api/v1/rolling-reviews/{id}" { params: RollingReviewPath, answer: Nothing, who: may RUN }
    /// Whose day comes within 90 days, and whose has come and waits for somebody who leads them; the soonest first.
    /// For Admins, and for a rule that is off, too.
    ListRollingReviewDue: Get "/api/v1/rolling-reviews/{id}/due" { params: RollingReviewPath, query: RollingReviewFilter, answer: Json<Page<RollingReviewDue>>, who: may RUN }
    /// What people get of cycles, by name: one's own, one's people's; for Admins everybody's.
    /// Whoever was given sight of a cycle gets those that are meant. `cycle`, `subject`, `team`, `manager` and `state`
    /// narrow the list, and `waiting` leaves those that wait for the caller to do something.
    ListReviewPackets: Get "/api/v1/review-packets" { query: ReviewPacketFilter, answer: Json<Page<ReviewPacket>>, who: may VIEW }
    /// What people get of cycles, a line of JSON each, with the filters of the list: where each stands, and nothing of what was
    /// written. One answer streams all of them, without pages. Who took it stands in the audit log.
    ExportReviewPacketsNdjson: Get "/api/v1/review-packets.ndjson" { query: Whole<ReviewPacketFilter>, answer: Lines<ReviewPacket>, who: may VIEW }
    /// All that was written about somebody in a cycle, as far as the caller reads it now.
    /// The person reads what others wrote once it is released; answers without names come mixed and not below the
    /// minimum, for Admins, too. A score is there for whoever reads all that it is made of. A look of anybody but the
    /// person counts as opened.
    ReadReviewPacket: Get "/api/v1/review-packets/{id}" { params: ReviewPacketPath, answer: Json<ReviewPacketDetail>, who: may VIEW }
    /// The same as it stood at the end of a day: as far as the caller would have read it then, and reads it now. Answers without
    /// names are as they stand now, and there only if the person had it then. 422 for a day before anything of it was kept.
    ReadPastReviewPacket: Get "/api/v1/review-packets/{id}/past" { params: ReviewPacketPath, query: PastReviewPacketQuery, answer: Json<PastReviewPacket>, who: may VIEW }
    /// Numbers of the person's that were corrected since the reviews with names were handed in: values of KPIs and check-ins in the
    /// period of the cycle, as far as the caller sees them. Nothing before the person has their review, if the caller is they.
    ListReviewCorrections: Get "/api/v1/review-packets/{id}/corrections" { params: ReviewPacketPath, answer: Json<ReviewCorrections>, who: may VIEW }
    /// Exactly who reads what was written about somebody in a cycle, each as far as it is for them, and why.
    /// `waits` marks what the person reads only once it is released. Who was given sight of the cycle stands among
    /// them.
    ListReviewPacketReaders: Get "/api/v1/review-packets/{id}/readers" { params: ReviewPacketPath, answer: Json<RecordReaders>, who: may VIEW }
    /// What the overall score of a packet was worked out from: the weight and the score of each side, and of its questions.
    /// For whoever reads the score; for everybody else there is nothing in it, as the parts would tell what isn't theirs to
    /// read.
    ReadReviewScore: Get "/api/v1/review-packets/{id}/score" { params: ReviewPacketPath, answer: Json<ReviewScore>, who: may VIEW }
    /// A released packet on paper: what the person reads of it, whoever asks.
    /// 409 before it is released. Whoever was given sight gets it without what was disputed, and a look of anybody but
    /// the person counts as opened.
    ExportReviewPacketPdf: Get "/api/v1/review-packets/{id}/review.pdf" { params: ReviewPacketPath, answer: File<Pdf>, who: may VIEW }
    /// Say who writes as a peer, all of them: the person proposes, whoever leads them or an Admin settles it.
    /// Before writing begins, or 409; for the person, too, once it is settled. Of who came while reviews were written it is
    /// settled then, once, and who writes gets at least five working days; too few are for Admins to settle. 422 for too
    /// many, for the person, for who writes as their manager or report, and for who has enough to write. Whoever settles
    /// it is told of a proposal.
    NominateReviewPeers: Put "/api/v1/review-packets/{id}/peers" { params: ReviewPacketPath, body: Json<ReviewPeers>, answer: Json<ReviewPacketDetail>, who: may NOMINATE }
    /// Name somebody who writes about somebody, too, or in place of their manager; a Manager where the cycle says so.
    /// They are told if reviews are written by now, and get at least five working days; whoever leads the person is
    /// told, and for a manager's side the person. Acting, they write in place of the manager, whose own review waits;
    /// 409 if that one has nothing open. Whoever leads the person may replace a peer who declined in any cycle.
    AppointReviewer: Post "/api/v1/review-packets/{id}/reviewers" { params: ReviewPacketPath, body: Json<NewReviewAppointment>, answer: Json<ReviewPacketDetail>, who: may APPOINT }
    /// Take back that somebody was named to write, as long as they haven't handed in; whom they stood in for writes again.
    /// What they wrote is read by nobody. Where a side has no names, Admins alone do it; 409 once it is handed in, or
    /// reviews aren't written any more.
    DismissReviewer: Delete "/api/v1/review-packets/{id}/reviewers/{person_id}" { params: ReviewAppointmentPath, answer: Json<ReviewPacketDetail>, who: may APPOINT }
    /// Invite somebody outside the organisation to write about somebody as a peer: a link is mailed to them, by which they
    /// write one review without an account. Only while reviews are written; a Manager where the cycle says so.
    InviteExternalReviewer: Post "/api/v1/review-packets/{id}/external-reviewers" { params: ReviewPacketPath, body: Json<NewReviewExternal>, answer: Json<ReviewPacketDetail>, who: may APPOINT }
    /// Take such an invitation back, as long as nothing is handed in: the link is dead at once.
    /// Where answers have no names, Admins alone do it. 409 once they have handed in or declined.
    RevokeExternalReviewer: Delete "/api/v1/review-packets/{id}/external-reviewers/{external_id}" { params: ReviewExternalPath, answer: Json<ReviewPacketDetail>, who: may APPOINT }
    /// The review behind the link that somebody outside was sent. The link works while reviews are written, for one review.
    ReadExternalReview: Post "/api/v1/external-reviews/read" { body: Json<ExternalReviewLink>, answer: Json<ExternalReview>, who: public }
    /// Keep what is written so far by such a link, all of it.
    /// 412 if `version` isn't the one that was read, 422 for an answer that doesn't fit its question, 409 once it is
    /// handed in or declined. 404 for a link that ended, and for none.
    SaveExternalReview: Post "/api/v1/external-reviews/answers" { body: Json<ExternalReviewSheet>, answer: Json<ExternalReview>, who: public }
    /// Hand it in, once: 422 names what is still to be answered.
    /// Afterwards nothing of it changes, and it counts among the answers of peers. 409 if it was handed in or declined
    /// before; 404 for a link that ended, and for none.
    SubmitExternalReview: Post "/api/v1/external-reviews/submission" { body: Json<ExternalReviewLink>, answer: Json<ExternalReview>, who: public }
    /// Decline: what was written goes, and so does the address that the link was sent to.
    /// Nothing can be written by the link any more. 409 if it was handed in or declined before; 404 for a link that
    /// ended, and for none.
    DeclineExternalReview: Post "/api/v1/external-reviews/refusal" { body: Json<ExternalReviewLink>, answer: Nothing, who: public }
    /// Give somebody what was written about them, with a summary. Again, to change the summary before they have answered.
    ReleaseReviewPacket: Put "/api/v1/review-packets/{id}/release" { params: ReviewPacketPath, body: Json<ReviewRelease>, answer: Json<ReviewPacketDetail>, who: may RELEASE }
    /// Withhold it from the person, with a reason, while it is shared: it isn't released by itself, and the cycle closes
    /// without it. The person learns that it is withheld, and not why. An Admin gives it to them later, if it is to be given.
    WithholdReviewPacket: Put "/api/v1/review-packets/{id}/withholding" { params: ReviewPacketPath, body: Json<ReviewWithholding>, answer: Json<ReviewPacketDetail>, who: may WITHHOLD }
    /// Take back what was given to somebody, with a reason, while the cycle is shared and before they have answered it. They and
    /// whoever leads them are told. It isn't released by itself then: somebody gives it to them again.
    WithdrawReviewPacket: Put "/api/v1/review-packets/{id}/withdrawal" { params: ReviewPacketPath, body: Json<ReviewWithdrawal>, answer: Json<ReviewPacketDetail>, who: may WITHDRAW }
    /// End what running cycles gather about somebody who has left: early, given as far as it was handed in, or cancelled.
    /// Nothing more is written about them, and no stage waits for it; it goes on if they are let back in while the cycle runs.
    /// 422 for somebody who is here; 409 where nothing is gathered about them any more.
    EndLeaversReviews: Post "/api/v1/review-endings" { body: Json<NewReviewEnding>, answer: Json<ReviewsEnded>, who: may RUN }
    /// Say that somebody in a cycle that runs is away for some days: they owe nothing meanwhile, nothing is written about
    /// them, or neither, and nobody is reminded; it keeps no stage from ending, and nothing is released to them by itself.
    /// It ends by itself, and the days are added to what they, or those who write about them, have left. Again, to change it, or
    /// when they are away once more: days that are over stay theirs. 422 for days that are over, the wrong way round or more than
    /// 366; 409 unless the cycle runs.
    PauseReviewPacket: Put "/api/v1/review-packets/{id}/pause" { params: ReviewPacketPath, body: Json<NewReviewPause>, answer: Json<ReviewPacketDetail>, who: may PAUSE }
    /// End such a pause: from today on they are here, and the days until then are added. 409 where there is none.
    EndReviewPause: Delete "/api/v1/review-packets/{id}/pause" { params: ReviewPacketPath, answer: Json<ReviewPacketDetail>, who: may PAUSE }
    /// Say that one has read what was written about oneself, and whether one agrees. Once.
    /// Their manager is told, and a second reader where they disagree. 409 before it is released, once it was answered, and
    /// after the 14 days for it where the cycle is closed: that it wasn't acknowledged by the date stands then.
    AcknowledgeReviewPacket: Put "/api/v1/review-packets/{id}/acknowledgement" { params: ReviewPacketPath, body: Json<NewAcknowledgement>, answer: Json<ReviewPacketDetail>, who: may ACKNOWLEDGE }
    /// Add to a review that was signed: the person has answered it, or the cycle is closed. What was signed stays as it is, and
    /// what is added is never changed or removed. At most 20 times.
    AddReviewAddendum: Post "/api/v1/review-packets/{id}/addenda" { params: ReviewPacketPath, body: Json<NewReviewAddendum>, answer: Json<ReviewPacketDetail>, who: may ADDEND }
    /// Answer, as a second reader, what somebody disagrees with. Once; what was signed stays as it is.
    AnswerReviewDispute: Put "/api/v1/review-packets/{id}/second-reading" { params: ReviewPacketPath, body: Json<NewSecondReading>, answer: Json<ReviewPacketDetail>, who: may SECOND_READ }
    /// Open a review again that was handed in, of a side with names, between the end of writing and the release. Its author
    /// has five working days; until it is handed in again, or closed, nothing is released.
    ReopenReview: Put "/api/v1/review-packets/{id}/reviews/{review_id}/reopening" { params: ReviewOfPacketPath, body: Json<ReviewReopening>, answer: Json<ReviewPacketDetail>, who: may REOPEN }
    /// Close a review that was opened again: it stands as it was handed in last.
    /// What was written since doesn't count, and its author is told. 409 if it isn't open, and once the person has the
    /// packet.
    CloseReopenedReview: Delete "/api/v1/review-packets/{id}/reviews/{review_id}/reopening" { params: ReviewOfPacketPath, answer: Json<ReviewPacketDetail>, who: may REOPEN }
    /// Let who leads somebody now read what who led them before wrote, as soon as it is handed in and before they have written
    /// themselves. They are told. It isn't taken back. Only while reviews are written, or 409; 404 for any other review.
    PassFormerReviewOn: Put "/api/v1/review-packets/{id}/reviews/{review_id}/passed-on" { params: ReviewOfPacketPath, answer: Json<ReviewPacketDetail>, who: may PASS_ON }
    /// What differs between the last two versions of a review, of a side with names, once writing is over.
    /// Question by question, before and after; nothing if it was handed in once. 409 as long as reviews are written.
    /// 404 for a review of a side without names.
    CompareReviewVersions: Get "/api/v1/review-packets/{id}/reviews/{review_id}/changes" { params: ReviewOfPacketPath, answer: Json<ReviewDifferences>, who: may REOPEN }
    /// Reviews that the caller writes, those that are due first before the others.
    /// With `open` those alone that are still to be handed in: while reviews are written, or because they are open
    /// again.
    ListReviews: Get "/api/v1/reviews" { query: ReviewFilter, answer: Json<Page<Review>>, who: may WRITE }
    /// A review with what it asks and what is written.
    /// Its author alone gets it. The goals and competencies that it asks about are those that the author sees; without
    /// a name, those that everybody sees.
    ReadReview: Get "/api/v1/reviews/{id}" { params: ReviewPath, answer: Json<ReviewDetail>, who: may WRITE }
    /// Exactly who will read a review once it is handed in, each as far as it is for them, and why.
    /// Its author alone asks. Of a review that was declined, or is wanted no more, they are the only reader.
    ListReviewReaders: Get "/api/v1/reviews/{id}/readers" { params: ReviewPath, answer: Json<RecordReaders>, who: may WRITE }
    /// What differs between the last two versions of a review that its author handed in.
    /// Question by question, before and after; nothing if it was handed in once. Its author alone gets it.
    ReadReviewChanges: Get "/api/v1/reviews/{id}/changes" { params: ReviewPath, answer: Json<ReviewDifferences>, who: may WRITE }
    /// What there is of the period about the person, as far as the review's author may see it now and reviews may use it.
    /// Newest first; `left_off` counts what is left off. `citing` says whether it can be cited: who writes without a
    /// name cites only what everybody sees. Reading it leaves no trace of who writes.
    ReadReviewEvidence: Get "/api/v1/reviews/{id}/evidence" { params: ReviewPath, answer: Json<ReviewEvidence>, who: may WRITE }
    /// Keep what is written so far, all of it. Nobody else reads it before it is handed in.
    /// 422 for an answer that doesn't fit its question, or speaks of a goal or a competency that isn't asked about; 409
    /// once it is handed in, declined or wanted no more.
    SaveReview: Put "/api/v1/reviews/{id}/answers" { params: ReviewPath, body: Json<ReviewSheet>, answer: Json<Review>, who: may WRITE }
    /// Hand a review in: 422 names what is still to be answered.
    /// As long as reviews are written it can be taken back. 409 if it is handed in, declined or wanted no more, and
    /// when nothing is written now, unless it was opened again.
    SubmitReview: Put "/api/v1/reviews/{id}/submission" { params: ReviewPath, answer: Json<Review>, who: may WRITE }
    /// Take a review back that was handed in, as long as reviews are written.
    /// It can be changed again, and counts only once it is handed in anew. 409 if it isn't handed in, and when nothing
    /// is written now.
    RecallReview: Delete "/api/v1/reviews/{id}/submission" { params: ReviewPath, answer: Json<Review>, who: may WRITE }
    /// Decline to write as a peer or about one's own manager.
    /// What was written stays, and nobody reads it. Of a peer's refusal the person is told, and whoever answers for
    /// them, and not whose it is. 409 for another side, and for a review that is handed in or open again.
    DeclineReview: Put "/api/v1/reviews/{id}/refusal" { params: ReviewPath, body: Json<ReviewRefusal>, answer: Json<Review>, who: may WRITE }
    /// Calibration sessions that the caller may see, latest first.
    /// Members see those in which they take part, Admins all. `cycle` narrows the list.
    ListCalibrationSessions: Get "/api/v1/calibration-sessions" { query: CalibrationSessionFilter, answer: Json<Page<CalibrationSession>>, who: may CALIBRATE }
    /// A new session in a cycle that calibrates. It takes in whoever fits and is in no other session.
    CreateCalibrationSession: Post "/api/v1/calibration-sessions" { body: Json<NewCalibrationSession>, answer: Made<CalibrationSessionDetail>, who: may RUN }
    /// A session with its cards, what they add up to, and what was changed.
    /// No card is about the caller or anybody above them, or one that they keep out of, and all the numbers are made of the
    /// cards that they see.
    /// `ledger` holds the last 100 changes.
    ReadCalibrationSession: Get "/api/v1/calibration-sessions/{id}" { params: CalibrationSessionPath, answer: Json<CalibrationSessionDetail>, who: may CALIBRATE }
    /// Change a session that is being prepared.
    /// Its members are Managers or Admins, and its guide has one share for each step of the scale or none, or 422. 409
    /// once it votes or is open: take it back first.
    EditCalibrationSession: Patch "/api/v1/calibration-sessions/{id}" { params: CalibrationSessionPath, body: Json<CalibrationSessionChanges>, answer: Json<CalibrationSessionDetail>, who: may RUN }
    /// Remove a session that is being prepared and in which nothing was changed.
    /// Its people can be taken into another one. 409 otherwise.
    DeleteCalibrationSession: Delete "/api/v1/calibration-sessions/{id}" { params: CalibrationSessionPath, answer: Nothing, who: may RUN }
    /// Take a session on, or back.
    /// Back wants a reason, or 422. Members are told when voting begins and when it opens; a vote begins with none. 409
    /// where there is no such step, and unless the cycle calibrates.
    MoveCalibrationSession: Post "/api/v1/calibration-sessions/{id}/move" { params: CalibrationSessionPath, body: Json<CalibrationMove>, answer: Json<CalibrationSessionDetail>, who: may RUN }
    /// A card with what there is to decide by: what their manager answered, their goals of the period, and what was changed.
    /// Who voted what is there once it is shown. 404 for a card about the caller or anybody above them.
    ReadCalibrationCard: Get "/api/v1/calibration-cards/{id}" { params: CalibrationCardPath, answer: Json<CalibrationCardDetail>, who: may CALIBRATE }
    /// Move a card of an open session, with a reason.
    /// The reason stands in the session's ledger, and whoever has the session open hears that it changed. 409 unless
    /// the session is open and the cycle calibrates; 412 if somebody moved it meanwhile.
    ChangeCalibrationCard: Patch "/api/v1/calibration-cards/{id}" { params: CalibrationCardPath, body: Json<NewCalibrationChange>, answer: Json<CalibrationCardDetail>, who: may CALIBRATE }
    /// Say before the session opens whether a rating fits. Until all who may have voted, it can be changed.
    VoteOnCalibrationCard: Put "/api/v1/calibration-cards/{id}/vote" { params: CalibrationCardPath, body: Json<NewCalibrationVote>, answer: Json<CalibrationCardDetail>, who: may VOTE }
    /// Say that one agrees with the last change of a card, or no more, as long as the session is open.
    /// Its ledger names who does. 409 for a change of one's own, 404 once the card was changed again, 409 unless the
    /// session is open and the cycle calibrates.
    AgreeToCalibrationChange: Put "/api/v1/calibration-cards/{id}/changes/{change_id}/agreement" { params: CalibrationAgreementPath, body: Json<NewCalibrationAgreement>, answer: Json<CalibrationCardDetail>, who: may VOTE }
    /// Have somebody keep out of a card that they are too close to: oneself, or for Admins any Manager or Admin.
    /// From now on they don't see it. Their vote on it, and that they agreed with its changes, is taken away. 409 once the
    /// session is decided, for whoever keeps out already, and unless the cycle calibrates; 404 for anybody who couldn't
    /// take part.
    FlagCalibrationConflict: Put "/api/v1/calibration-cards/{id}/conflicts/{person_id}" { params: CalibrationConflictPath, answer: Json<CalibrationSessionDetail>, who: may CALIBRATE }
    /// Let somebody in again who keeps out of a card. Nobody does it for themselves: 404.
    /// 409 once the session is decided, and unless the cycle calibrates.
    LiftCalibrationConflict: Delete "/api/v1/calibration-cards/{id}/conflicts/{person_id}" { params: CalibrationConflictPath, answer: Json<CalibrationSessionDetail>, who: may RUN }
    /// Give somebody who is in no calibration session another final rating, or none, as long as the cycle calibrates.
    /// Nobody does it for themselves or for anybody above them: 403. 409 for somebody who is in a session, and unless
    /// the cycle calibrates.
    RateReviewPacket: Put "/api/v1/review-packets/{id}/rating" { params: ReviewPacketPath, body: Json<NewCalibrationChange>, answer: Json<ReviewPacketDetail>, who: may RATE }
    /// Decide another rating than the answers come to, or none, with a reason, where the cycle doesn't calibrate. Both are kept.
    /// Whoever gives it to the person does, while it is shared and before the person has it: 409 otherwise. Nobody does it
    /// for somebody above them: 403.
    DecideReviewRating: Put "/api/v1/review-packets/{id}/decided-rating" { params: ReviewPacketPath, body: Json<NewReviewRating>, answer: Json<ReviewPacketDetail>, who: may RELEASE }
}
