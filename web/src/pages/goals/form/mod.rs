//! Writing objectives and key results.

mod amounts;
mod edit;
mod fields;
mod key_result;
mod key_result_draft;
mod level;
mod merge;
mod milestones;
mod new;
mod results;

pub use self::{
    amounts::{scale, typed_amount},
    edit::EditObjectiveForm,
    fields::objective_search,
    key_result::KeyResultFields,
    key_result_draft::KeyResultDraft,
    new::NewObjectivePage,
};
