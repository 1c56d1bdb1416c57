//! Dashboards, their files, and a person's story. It has no rows of its own: every number is that of a list with
//! the same filters, and a test counts them again from the lists.

mod check_ins;
mod feedback;
mod goals;
mod kpis;
mod look;
mod report;
mod reviews;
mod story;
mod teams;

use crate::http::Mounts;

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(goals::show);
    mounts.member(goals::as_csv);
    mounts.member(goals::as_xlsx);
    mounts.member_async(goals::as_pdf);
    mounts.member(check_ins::show);
    mounts.member(check_ins::list);
    mounts.member(check_ins::as_csv);
    mounts.member(check_ins::as_xlsx);
    mounts.member_async(check_ins::as_pdf);
    mounts.member(feedback::show);
    mounts.member(feedback::list);
    mounts.member(feedback::as_csv);
    mounts.member(feedback::as_xlsx);
    mounts.member_async(feedback::as_pdf);
    mounts.member(kpis::show);
    mounts.member(kpis::list);
    mounts.member(kpis::as_csv);
    mounts.member(kpis::as_xlsx);
    mounts.member_async(kpis::as_pdf);
    mounts.member(reviews::show);
    mounts.member(reviews::list);
    mounts.member(reviews::as_csv);
    mounts.member(reviews::as_xlsx);
    mounts.member_async(reviews::as_pdf);
    mounts.member(story::list);
    mounts.member(story::coverage);
}
