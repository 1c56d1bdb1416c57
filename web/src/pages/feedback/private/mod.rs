//! Private feedback: lists, one card, the form, and who reads it.

mod audience;
mod card;
mod form;
mod list;
mod readers;

pub use self::{
    card::FeedbackCard,
    form::{GiveForm, readers_of},
    list::{FeedbackList, said_list},
    readers::ReaderList,
};
