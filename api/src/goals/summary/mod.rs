//! Goals at a glance, for the home page.

mod queries;

pub(crate) use queries::{at_a_glance, due, mine, people_without};
