//! Cycles: setting one up, and taking it from stage to stage.

mod draft;
mod duties;
mod form;
mod groups;
mod late;
mod merge;
mod page;
mod steps;
mod viewers;

pub use self::{
    form::{EditCyclePage, NewCyclePage},
    page::CyclePage,
};
