//! Everything one sees, by feature.

pub mod accounts;
pub mod feedback;
pub mod goals;
pub mod home;
pub mod one_on_ones;
pub mod organisations;
pub mod people;
pub mod public;
pub mod shares;
pub mod weekly;
