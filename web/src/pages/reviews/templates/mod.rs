//! Templates: the list with the library, one as each side will see it, and writing one.

mod edit;
mod list;
mod page;
mod preview;
mod report;

pub use self::{
    edit::{EditTemplatePage, NewTemplatePage},
    list::Templates,
    page::TemplatePage,
};
