//! Cycles: setting one up, and taking it from stage to stage.

mod dates;
mod draft;
mod duties;
mod form;
mod gaps;
mod groups;
mod late;
mod launch;
mod merge;
mod page;
mod rehearsed;
mod steps;
mod suggested;
mod testers;
mod viewers;
mod waived;
mod wordings;

pub use self::{
    form::{EditCyclePage, NewCyclePage},
    page::CyclePage,
};
