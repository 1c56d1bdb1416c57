//! Goals: objectives and key results, aligned in a tree.

pub mod audience;
mod batches;
mod bulk;
mod check_ins;
mod comments;
mod history;
mod key_results;
mod objectives;
mod past;
pub mod rules;
mod supports;

pub use batches::{CheckInBatch, KeyResultBatch, ObjectiveBatch, SentCheckIn, SentKeyResult, SentObjective};
pub use bulk::{BulkChange, BulkOutcome, BulkResult, MOST_AT_ONCE, ObjectiveVersion};
pub use check_ins::{Blocker, BlockerKind, CheckIn, CheckInFilter, CheckInPath, NewCheckIn, Source};
pub use comments::{Comment, Comments, NewComment};
pub use history::{ComputationQuery, ProgressHistory, ProgressPoint};
pub use key_results::{
    FollowedRef, KeyResult, KeyResultChanges, KeyResultPath, Milestone, NewKeyResult, NewMilestone, kept_unit,
    unit_fault,
};
pub use objectives::{
    CarriedFrom, CarriedOn, CarryOver, KeyResultCarry, Level, Move, NewObjective, Objective, ObjectiveChanges,
    ObjectiveDetail, ObjectiveFilter, ObjectivePath, ObjectiveRef, ObjectiveSort, Opening, PeriodRef, Scope,
    Visibility, visibility_fault,
};
pub use past::{PastObjective, PastObjectiveFilter};
pub use supports::{AlsoSupports, MOST_SUPPORTED, NewSupport, SupportPath};

use crate::{
    operation::{Bulk, Json, Lines, Made, Nothing},
    operations, permissions,
    wire::{Page, Whole, batch::BatchRows, page::paged},
};
use rules::roll_up::Computation;

paged!(ObjectiveFilter, PastObjectiveFilter);

permissions! { goals;
    /// See an objective with its key results and check-ins.
    VIEW "view" Employee, Manager, View, Admin;
    /// Comment on an objective.
    COMMENT "comment" Employee, Manager, Comment, Admin;
    /// Check in on a key result.
    CHECK_IN "check_in" Employee, Manager, Edit, Admin;
    /// Change an objective, its key results and its state.
    EDIT "edit" Employee, Manager, Edit, Admin;
    /// Remove a draft.
    DELETE "delete" Employee, Manager, never, Admin;
    /// Carry a closed objective over; the new one is as little shared as any other.
    CARRY_OVER "carry_over" Employee, Manager, never, Admin;
}

operations! { "goals";
    /// Objectives the caller may see, newest first. One's own, those of people one leads, of an Admin all, and what is
    /// shared with or published to one; `scope=answered` leaves the last out. All filters hold together.
    ListObjectives: Get "/api/v1/objectives" { query: ObjectiveFilter, answer: Json<Page<Objective>>, who: may VIEW }
    /// All objectives the caller may see, a line of JSON each, with the filters of the list. One answer streams all of
    /// them, without pages. Who took it stands in the audit log.
    ExportObjectivesNdjson: Get "/api/v1/objectives.ndjson" { query: Whole<ObjectiveFilter>, answer: Lines<Objective>, who: may VIEW }
    /// Objectives as they were known at the end of a day, newest first: how they stood, how far they were and what they were aligned
    /// under. Those the caller may see now, and that were agreed then; of days before the history begins there are none.
    ListPastObjectives: Get "/api/v1/past-objectives" { query: PastObjectiveFilter, answer: Json<Page<PastObjective>>, who: may VIEW }
    /// All objectives as they were known at the end of a day, a line of JSON each, with the filters of the list. One answer
    /// streams all of them, without pages. Who took it stands in the audit log.
    ExportPastObjectivesNdjson: Get "/api/v1/past-objectives.ndjson" { query: Whole<PastObjectiveFilter>, answer: Lines<PastObjective>, who: may VIEW }
    /// A new objective, with key results if they are known already. Organisation level takes an Admin, team level a Manager; a person's is set by themselves, their managers or an Admin.
    CreateObjective: Post "/api/v1/objectives" { body: Json<NewObjective>, answer: Made<ObjectiveDetail>, who: may EDIT }
    /// An objective with its key results and what it is aligned with. What is aligned under it, and what it was carried
    /// over into, is there as far as the caller may see it. The version goes back as `If-Match` when it is changed.
    ReadObjective: Get "/api/v1/objectives/{id}" { params: ObjectivePath, answer: Json<ObjectiveDetail>, who: may VIEW }
    /// Change an objective. A closed one is history: 409 `conflict`. Whoever it was only shared with can't change its
    /// owner or who sees it: 422. A new owner is told.
    EditObjective: Patch "/api/v1/objectives/{id}" { params: ObjectivePath, body: Json<ObjectiveChanges>, answer: Json<ObjectiveDetail>, who: may EDIT }
    /// Change several objectives at once: owner, period, what they are aligned under, a step that isn't a close. Each stands for itself: one that can't be changed keeps no other from it. If none can, the answer is the first one's problem.
    ChangeObjectives: Post "/api/v1/objectives/bulk" { body: Json<BulkChange>, answer: Json<BulkOutcome>, who: may EDIT }
    /// Objectives from a program, at most 500 a call: new ones and changed ones, each by the rules of the single operation.
    /// Each row stands for itself and is answered for itself. If none can be done, the answer is the first one's problem,
    /// whose `errors` name every row. An `Idempotency-Key` makes it happen once.
    SendObjectives: Post "/api/v1/objectives/batch" { body: Bulk<ObjectiveBatch>, answer: Json<BatchRows<ObjectiveDetail>>, who: may EDIT }
    /// Remove a draft. Its owner may, whoever leads them, or an Admin. Anything but a draft answers 409 `conflict`:
    /// cancel it instead.
    DeleteObjective: Delete "/api/v1/objectives/{id}" { params: ObjectivePath, answer: Nothing, who: may DELETE }
    /// Take an objective on in its life: propose, activate, pause, close. Closing needs a value for each key result, a score and a line of learning.
    MoveObjective: Post "/api/v1/objectives/{id}/move" { params: ObjectivePath, body: Json<Move>, answer: Json<ObjectiveDetail>, who: may EDIT }
    /// Carry an objective over: a copy in another period, linked to this one, which must be closed. The copy supports what this one did, unless that is closed or the caller can't see it.
    CarryObjectiveOver: Post "/api/v1/objectives/{id}/carry-over" { params: ObjectivePath, body: Json<CarryOver>, answer: Made<ObjectiveDetail>, who: may CARRY_OVER }
    /// Say what an objective supports beside the one it is aligned under, one at a time and at most ten. It counts nowhere.
    SupportObjective: Post "/api/v1/objectives/{id}/supports" { params: ObjectivePath, body: Json<NewSupport>, answer: Json<ObjectiveDetail>, who: may EDIT }
    /// Say that an objective supports one of these no longer. One that it doesn't support, or that the caller can't
    /// see, answers 404. A closed objective is history: 409 `conflict`.
    SupportObjectiveNoLonger: Delete "/api/v1/objectives/{id}/supports/{supported_id}" { params: SupportPath, answer: Nothing, who: may EDIT }
    /// What an objective's progress was computed from, now or as it was known at the end of a day. Parts the caller can't see stay inside the one number.
    ReadComputation: Get "/api/v1/objectives/{id}/computation" { params: ObjectivePath, query: ComputationQuery, answer: Json<Computation>, who: may VIEW }
    /// How an objective's progress went: what it was known to be at the end of each day on which it changed. The latest
    /// 400 such days, oldest first.
    ReadProgress: Get "/api/v1/objectives/{id}/progress" { params: ObjectivePath, answer: Json<ProgressHistory>, who: may VIEW }
    /// What was said about an objective, oldest first. The latest 200. Whoever may see the objective reads them, and
    /// whom they name by the name they have now.
    ListObjectiveComments: Get "/api/v1/objectives/{id}/comments" { params: ObjectivePath, answer: Json<Comments>, who: may VIEW }
    /// Say something about an objective. `@{id}` names somebody, at most 20 people. They are told if they may see the
    /// objective, and `not_told` says who may not. Its owner, those of its key results and whoever commented before are
    /// told too.
    CommentOnObjective: Post "/api/v1/objectives/{id}/comments" { params: ObjectivePath, body: Json<NewComment>, answer: Made<Comment>, who: may COMMENT }
    /// Another key result of an objective. Its owner is told: the objective's if none is said. It weighs 1 unless said
    /// otherwise. In a closed objective it answers 409 `conflict`.
    CreateKeyResult: Post "/api/v1/objectives/{id}/key-results" { params: ObjectivePath, body: Json<NewKeyResult>, answer: Made<KeyResult>, who: may EDIT }
    /// Change a key result. How it is measured can change until the first check-in.
    EditKeyResult: Patch "/api/v1/key-results/{id}" { params: KeyResultPath, body: Json<KeyResultChanges>, answer: Json<KeyResult>, who: may EDIT }
    /// Key results from a program, at most 500 a call: new ones and changed ones, of any objectives, each by the rules of the
    /// single operation. Each row stands for itself and is answered for itself. If none can be done, the answer is the first
    /// one's problem, whose `errors` name every row. An `Idempotency-Key` makes it happen once.
    SendKeyResults: Post "/api/v1/key-results/batch" { body: Bulk<KeyResultBatch>, answer: Json<BatchRows<KeyResult>>, who: may EDIT }
    /// Remove a key result that has no check-ins. One that has some is history, as are those of a closed objective: 409
    /// `conflict`. Set its weight to 0 instead.
    DeleteKeyResult: Delete "/api/v1/key-results/{id}" { params: KeyResultPath, answer: Nothing, who: may EDIT }
    /// Check-ins of a key result, latest day first, corrected ones included. Whoever may see the objective sees them.
    /// None is ever changed: what corrects another names it.
    ListCheckIns: Get "/api/v1/key-results/{id}/check-ins" { params: KeyResultPath, query: CheckInFilter, answer: Json<Page<CheckIn>>, who: may VIEW }
    /// All check-ins of a key result, a line of JSON each, latest day first, corrected ones included. Who took them stands
    /// in the audit log.
    ExportCheckInsNdjson: Get "/api/v1/key-results/{id}/check-ins.ndjson" { params: KeyResultPath, query: Whole<CheckInFilter>, answer: Lines<CheckIn>, who: may VIEW }
    /// Check-ins from a program, at most 500 a call, of any key results, each by the rules of the single operation. Each row
    /// stands for itself and is answered for itself. If none can be done, the answer is the first one's problem, whose
    /// `errors` name every row. An `Idempotency-Key` makes it happen once.
    SendCheckIns: Post "/api/v1/check-ins/batch" { body: Bulk<CheckInBatch>, answer: Json<BatchRows<CheckIn>>, who: may CHECK_IN }
    /// Say where a key result stands; where it follows a KPI, everything but the value. Never changed afterwards: a later one may supersede it.
    CreateCheckIn: Post "/api/v1/key-results/{id}/check-ins" { params: KeyResultPath, body: Json<NewCheckIn>, answer: Made<CheckIn>, who: may CHECK_IN }
}
