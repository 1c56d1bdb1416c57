//! People: who is in the organisation, under whom, in which team, in which role.

mod batch;
mod beginnings;
mod changes;
mod chart;
mod export;
mod import;
mod imports;
mod leaving;
mod membership;
mod moving;
mod queries;
mod routes;
mod rows;
mod writes;

use shared::people::{ExportPeopleNdjson, ListPeople};

use crate::http::Mounts;

pub(crate) use beginnings::{first_steps, is_settled};
pub(crate) use changes::{create, deactivate, edit, hold_all, reactivate};
pub(crate) use import::{FileFault, dates, sheet};
pub(crate) use imports::forget as forget_imports;
pub(crate) use leaving::{end_reviews, hold_reviews};
pub(crate) use queries::{admins, of_ids};
pub(crate) use rows::PersonRow;
pub(crate) use writes::{hold_rows, set_job};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(routes::list);
    mounts.lines::<ExportPeopleNdjson, ListPeople, _, _, _>(routes::list);
    mounts.member(routes::create);
    mounts.member(batch::sync);
    mounts.member(routes::show);
    mounts.member(routes::edit);
    mounts.member(moving::preview);
    mounts.member(leaving::preview);
    mounts.member(routes::deactivate);
    mounts.member(routes::reactivate);
    mounts.member(routes::reporting_lines);
    mounts.member(chart::show);
    mounts.member(export::show);
    mounts.member(imports::list);
    mounts.member(imports::start);
    mounts.member(imports::show);
    mounts.member(imports::edit);
    mounts.member(imports::list_rows);
    mounts.member_async(imports::apply);
    mounts.member(imports::preview_undo);
    mounts.member(imports::undo);
    mounts.member(imports::delete);
    mounts.member(membership::invite);
    mounts.member(membership::invite_everybody);
    mounts.member(membership::sessions);
    mounts.member(membership::revoke_session);
    mounts.member(membership::second_factors);
    mounts.member(membership::remove_second_factor);
}
