//! Every word the app shows. Pages name a text (`text::ui::CANCEL`), this module decides the language:
//! another one is another folder with the same names, chosen here.

mod device;
mod en;
pub mod format;

pub use self::{device::device, en::*};
