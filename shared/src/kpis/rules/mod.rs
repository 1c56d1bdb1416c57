//! The arithmetic and the states of KPIs, as pure functions: the server decides with them and the web app
//! shows with them.
//!
//! All longer spans are made of days ([`aggregate`]), a value is judged against its [`gauge`], and a [`state`]
//! follows from the last two judgements.

pub mod aggregate;
pub mod calendar;
pub mod circle;
pub mod currency;
pub mod gauge;
pub mod kinds;
pub mod state;
