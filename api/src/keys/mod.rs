//! `perftrack keys`: new keys take over from older ones while servers run, and nothing is lost.
//!
//! A fresh key comes first in its setting and the older ones stay behind it. `check` says what each of them is still needed
//! for, `reseal` moves what is sealed to the first, and what nothing needs any longer is dropped. docs/keys.md is the drill.

mod ages;
mod check;
mod command;
mod noting;
mod queries;
mod reseal;
mod rings;
mod settings_file;
mod standing;
mod writes;

pub(crate) use ages::{KeyAge, ages};
pub use command::{Step, run};
pub use noting::FirstKeys;
pub(crate) use noting::keep_noting;
