//! Writing KPIs.

mod draft;
mod edit;
mod fields;
mod formula;
mod gauge;
mod merge;
mod new;

pub use self::{edit::EditKpiForm, new::NewKpiPage};
