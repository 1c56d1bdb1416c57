//! Development: a ladder of competencies, how somebody stands on it as they and their manager see it, and the steps
//! the two agree on. Growth, never a rating.

mod framework;
mod level_change;
mod plan;
pub mod rules;
mod track;
mod view_as;

pub use framework::{
    Competency, CompetencyChanges, CompetencyPath, Expectation, Expected, Framework, FrameworkChanges, NewCompetency,
    NewFramework,
};
pub use level_change::{
    EvidenceKind, EvidenceThing, LevelDecision, LevelEvidence, LevelProposal, LevelProposalPath, LevelProposals,
    LevelReason, NewEvidence, NewLevelProposal,
};
pub use plan::{
    Assessment, CompetencyStanding, Development, DevelopmentPath, DevelopmentStep, NewAssessment, NewStep, StepChanges,
    StepPath,
};
pub use track::{NewTrack, Track, TrackChanges, TrackPath};
pub use view_as::{DevelopmentAs, DevelopmentAsPath, DevelopmentSeen};

use crate::{
    operation::{Json, Made, Nothing},
    operations, permissions,
    readers::RecordReaders,
};

permissions! { development;
    /// See how somebody stands and what they plan.
    VIEW "view" Employee, Manager, never, Admin;
    /// Say how somebody stands: oneself, or somebody who reports to one.
    ASSESS "assess" Employee, Manager, never, never;
    /// Plan steps and agree on them.
    PLAN "plan" Employee, Manager, never, never;
    /// Propose another job, with the levels it asks for, and withdraw what one proposed oneself.
    PROPOSE "propose" Employee, Manager, never, never;
    /// Be for such a proposal or return it: a manager's word, or an Admin's in their place.
    AGREE "agree" never, Manager, never, Admin;
    /// Decide about such a proposal; nobody does about themselves.
    DECIDE "decide" never, Admin, never, Admin;
    /// Keep the organisation's competencies and what jobs ask for.
    MANAGE "manage" never, never, never, Admin;
}

operations! { "development";
    /// The organisation's levels, tracks, competencies and what each job asks for. Competencies that were retired are told to
    /// Admins alone. Before a framework is adopted there are no levels.
    ReadFramework: Get "/api/v1/framework" { answer: Json<Framework>, who: session }
    /// Begin with the levels and competencies that come with PerfTrack, to be changed as needed. There are five levels;
    /// say your own words for them or take the usual ones. Where there is a framework already it answers 409
    /// `conflict`.
    AdoptFramework: Post "/api/v1/framework" { body: Json<NewFramework>, answer: Made<Framework>, who: may MANAGE }
    /// Call the levels something else. What was said and what is asked for stays at its level.
    EditFramework: Patch "/api/v1/framework" { body: Json<FrameworkChanges>, answer: Json<Framework>, who: may MANAGE }
    /// One more competency, with what it looks like at each level: for everybody, or of one track. It takes one text for
    /// each level, otherwise it answers 422. With 40 of its track in use, and before a framework is adopted, it answers
    /// 409 `conflict`.
    CreateCompetency: Post "/api/v1/competencies" { body: Json<NewCompetency>, answer: Made<Competency>, who: may MANAGE }
    /// Change a competency, move it to another track, retire it or bring it back: what was said about it stays. One
    /// that is retired is told to Admins alone, and can't come back while 40 others of its track are in use: 409
    /// `conflict`.
    EditCompetency: Patch "/api/v1/competencies/{id}" { params: CompetencyPath, body: Json<CompetencyChanges>, answer: Json<Competency>, who: may MANAGE }
    /// Say which track a job is on and what it asks for; competencies left out are not asked for. It takes the place of
    /// all that was asked of this job. A level that isn't there, and a competency of another track, are refused with 422.
    SetExpectations: Put "/api/v1/framework/expectations" { body: Json<Expectation>, answer: Json<Framework>, who: may MANAGE }
    /// One more track, with competencies of its own. With 20 of them, and before a framework is adopted, it answers 409
    /// `conflict`.
    CreateTrack: Post "/api/v1/tracks" { body: Json<NewTrack>, answer: Made<Track>, who: may MANAGE }
    /// Call a track something else. What is in it, and which jobs are on it, stays. A name that another one has is refused
    /// with 422.
    EditTrack: Patch "/api/v1/tracks/{id}" { params: TrackPath, body: Json<TrackChanges>, answer: Json<Track>, who: may MANAGE }
    /// Remove a track. Jobs that are on it are on none then. As long as a competency is of it, also one that is retired,
    /// it answers 409 `conflict`: move those first.
    DeleteTrack: Delete "/api/v1/tracks/{id}" { params: TrackPath, answer: Nothing, who: may MANAGE }
    /// How somebody stands, and their plan. The competencies are those for everybody and those of the track their job is
    /// on. Levels are said in rounds: what the other side says in one is shown once one's own side has spoken in it or
    /// later.
    ReadDevelopment: Get "/api/v1/people/{id}/development" { params: DevelopmentPath, answer: Json<Development>, who: may VIEW }
    /// Exactly who reads how somebody stands and what they plan, and why. Each is named with the reason. Whoever may
    /// read how they stand may read this.
    ListDevelopmentReaders: Get "/api/v1/people/{id}/development/readers" { params: DevelopmentPath, answer: Json<RecordReaders>, who: may VIEW }
    /// What somebody sees of somebody's development, and why. It is the page as they have it, less what the caller doesn't
    /// see; `sees` is absent if they see nothing of it. It counts as opened by the caller, not by whom they ask about.
    ViewDevelopmentAs: Get "/api/v1/people/{id}/development/as/{person}" { params: DevelopmentAsPath, answer: Json<DevelopmentAs>, who: may VIEW }
    /// Say how somebody stands in a competency: of oneself, or as a manager of theirs. One of a track that their job
    /// isn't on is refused with 422. A level is counted from 1. The
    /// other side is told that something was said, and reads it once it has spoken itself. An Admin who doesn't lead
    /// the person says nothing here: 403.
    Assess: Post "/api/v1/people/{id}/development/assessments" { params: DevelopmentPath, body: Json<NewAssessment>, answer: Made<Development>, who: may ASSESS }
    /// Propose a step. It holds once both agree.
    CreateStep: Post "/api/v1/people/{id}/development/steps" { params: DevelopmentPath, body: Json<NewStep>, answer: Made<DevelopmentStep>, who: may PLAN }
    /// Change a step, say how far it is, or agree to it. Who changes what was agreed asks the other again.
    EditStep: Patch "/api/v1/development-steps/{id}" { params: StepPath, body: Json<StepChanges>, answer: Json<DevelopmentStep>, who: may PLAN }
    /// Remove a step. The person may, and whoever leads them, whether it was agreed or not. It doesn't come back.
    DeleteStep: Delete "/api/v1/development-steps/{id}" { params: StepPath, answer: Nothing, who: may PLAN }
    /// Which jobs were proposed for somebody, and what became of it. The latest 100, newest first, each with who
    /// agreed, who decided and why. What stands behind one is named as far as the caller may open it.
    ListLevelProposals: Get "/api/v1/people/{id}/level-proposals" { params: DevelopmentPath, answer: Json<LevelProposals>, who: may VIEW }
    /// Propose another job for oneself or a report, one at a time. It waits for the manager; what a manager proposes, and
    /// where nobody leads them, for an Admin.
    ProposeLevel: Post "/api/v1/people/{id}/level-proposals" { params: DevelopmentPath, body: Json<NewLevelProposal>, answer: Made<LevelProposal>, who: may PROPOSE }
    /// Be for a proposal, as a manager: it waits for an Admin then. Admins are asked to decide then. One that doesn't
    /// wait for a manager any more answers 409 `conflict`.
    AgreeToLevel: Post "/api/v1/level-proposals/{id}/agree" { params: LevelProposalPath, answer: Json<LevelProposal>, who: may AGREE }
    /// Return a proposal to whoever made it, instead of agreeing to it. They are told, and read the reason. One that
    /// doesn't wait for a manager any more answers 409 `conflict`.
    ReturnLevel: Post "/api/v1/level-proposals/{id}/return" { params: LevelProposalPath, body: Json<LevelReason>, answer: Json<LevelProposal>, who: may AGREE }
    /// Grant or refuse what a manager is for. What is granted sets the person's job, on its day.
    DecideLevel: Post "/api/v1/level-proposals/{id}/decide" { params: LevelProposalPath, body: Json<LevelDecision>, answer: Json<LevelProposal>, who: may DECIDE }
    /// Take back what one proposed oneself, as long as it isn't decided. What somebody else proposed answers 403, and
    /// what was decided, returned or withdrawn 409 `conflict`.
    WithdrawLevel: Post "/api/v1/level-proposals/{id}/withdraw" { params: LevelProposalPath, answer: Json<LevelProposal>, who: may PROPOSE }
}
