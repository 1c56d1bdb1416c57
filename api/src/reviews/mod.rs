//! Reviews: what is asked ([`templates`]), runs of it ([`cycles`]), what each writes ([`writing`]), what each gets
//! ([`packets`]), what is still to be done ([`duties`]), how far groups of people are ([`overview`]), and how ratings are
//! compared before ([`calibration`]), and what it costs ([`times`]). The rules stand in [`shared::reviews::rules`].

mod calibration;
mod corrections;
mod cycles;
mod duties;
mod goal_names;
mod overview;
mod packets;
mod rolling;
mod templates;
mod times;
mod viewers;
mod writing;

use std::sync::Arc;

use shared::{
    reviews::{ExportReviewPacketsNdjson, ListReviewPackets},
    wire::ReviewTemplateId,
};

use crate::{
    app::State,
    db::TenantTx,
    http::{Failure, Mounts},
};

pub(crate) use calibration::each_calibration_session;
pub(crate) use corrections::tell as tell_of_corrections;
pub(crate) use cycles::steps::by_date::keep as keep_stages;
pub(crate) use cycles::steps::proposals::propose as propose_ratings;
pub(crate) use duties::remind;
pub(crate) use packets::by_itself::release as release_by_themselves;
pub(crate) use packets::pausing::resume as end_pauses;
pub(crate) use packets::{PacketRow, each_packet, packets_for};
pub(crate) use rolling::keep::keep as begin_rolling;
pub(crate) use templates::ready_templates;

/// Launches cycles in the background, until dropped.
pub(crate) async fn keep_launching(state: Arc<State>) {
    cycles::steps::launches::keep(state).await;
}

/// What the steps of a form's scale are called, lowest first.
pub(crate) fn scale(
    tx: &mut TenantTx<'_>,
    template: ReviewTemplateId,
    number: Option<i32>,
) -> Result<Vec<String>, Failure> {
    let (_, form) = cycles::queries::form(tx, template, number)?;
    Ok(form.scale.into_iter().map(|step| step.word).collect())
}

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(templates::list);
    mounts.member(templates::library);
    mounts.member(templates::create);
    mounts.member(templates::show);
    mounts.member(templates::edit);
    mounts.member(times::report);
    mounts.member(cycles::list);
    mounts.member(cycles::create);
    mounts.member(cycles::show);
    mounts.member(cycles::edit);
    mounts.member(cycles::delete);
    mounts.member(cycles::steps::rehearse);
    mounts.member(cycles::steps::rehearsed::list);
    mounts.member(cycles::steps::rehearsed::as_csv);
    mounts.member(cycles::steps::dates::show);
    mounts.member(cycles::steps::suggested::show);
    mounts.member(cycles::steps::trials::list);
    mounts.member(cycles::steps::trials::send);
    mounts.member(cycles::steps::trials::read);
    mounts.member(cycles::steps::step);
    mounts.member(cycles::steps::launches::ask);
    mounts.member(cycles::steps::waivers::list);
    mounts.member(cycles::steps::waivers::waive);
    mounts.member(cycles::steps::waivers::take_back);
    mounts.member(cycles::steps::late::add);
    mounts.member(cycles::wordings::show);
    mounts.member(cycles::wordings::correct);
    mounts.member(rolling::list);
    mounts.member(rolling::create);
    mounts.member(rolling::show);
    mounts.member(rolling::edit);
    mounts.member(rolling::delete);
    mounts.member(rolling::due);
    mounts.member(viewers::list);
    mounts.member(viewers::add);
    mounts.member(viewers::remove);
    mounts.member(duties::list);
    mounts.member(duties::remind_by_hand);
    mounts.member(duties::extend);
    mounts.member(overview::list);
    mounts.member(packets::results::as_csv);
    mounts.member(packets::results::as_xlsx);
    mounts.member(packets::list);
    mounts.lines::<ExportReviewPacketsNdjson, ListReviewPackets, _, _, _>(packets::list);
    mounts.member(packets::show);
    mounts.member(packets::past::show);
    mounts.member(packets::scores::show);
    mounts.member(corrections::list);
    mounts.member(packets::readers::of_packet);
    mounts.member_async(packets::as_pdf);
    mounts.member(packets::nominate);
    mounts.member(packets::appointments::appoint);
    mounts.member(packets::appointments::dismiss);
    mounts.member(packets::externals::invite);
    mounts.member(packets::externals::revoke);
    mounts.visitor(packets::externals::door::read);
    mounts.visitor(packets::externals::door::save);
    mounts.visitor(packets::externals::door::submit);
    mounts.visitor(packets::externals::door::decline);
    mounts.member(packets::release);
    mounts.member(packets::withholding::withhold);
    mounts.member(packets::withholding::release_all);
    mounts.member(packets::withdrawing::withdraw);
    mounts.member(packets::leavers::end);
    mounts.member(packets::pausing::pause);
    mounts.member(packets::pausing::end);
    mounts.member(packets::acknowledge);
    mounts.member(packets::addenda::add);
    mounts.member(packets::disputes::answer);
    mounts.member(packets::reopening::reopen);
    mounts.member(packets::reopening::close);
    mounts.member(packets::reopening::compare);
    mounts.member(packets::former::pass_on);
    mounts.member(writing::list);
    mounts.member(writing::show);
    mounts.member(writing::readers);
    mounts.member(writing::changes);
    mounts.member(writing::evidence::show);
    mounts.member(writing::save);
    mounts.member(writing::submit);
    mounts.member(writing::recall);
    mounts.member(writing::decline);
    mounts.member(calibration::list);
    mounts.member(calibration::create);
    mounts.member(calibration::show);
    mounts.member(calibration::edit);
    mounts.member(calibration::delete);
    mounts.member(calibration::steps::step);
    mounts.member(calibration::cards::show);
    mounts.member(calibration::cards::change);
    mounts.member(calibration::cards::vote);
    mounts.member(calibration::cards::agree);
    mounts.member(calibration::conflicts::flag);
    mounts.member(calibration::conflicts::lift);
    mounts.member(packets::rate);
    mounts.member(packets::decide);
}
