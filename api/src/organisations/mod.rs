//! Organisations: their settings and periods.

mod periods;
mod session_policy;
mod settings;

use crate::http::Mounts;

pub(crate) use periods::{add as add_period, all as periods};
pub(crate) use settings::{name, week_starts_on, zone};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(settings::show);
    mounts.member(settings::edit);
    mounts.member(session_policy::show);
    mounts.member(session_policy::edit);
    mounts.member(periods::list);
    mounts.member(periods::create);
    mounts.member(periods::edit);
    mounts.member(periods::delete);
}
