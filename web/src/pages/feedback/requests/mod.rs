//! Asking for feedback and being asked.

mod answer;
mod asked;
mod asking;
mod form;

pub use self::{answer::AnswerPage, asked::AskedOfMe, asking::Asking, form::AskForm};
