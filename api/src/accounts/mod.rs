//! Accounts: signing up, logging in and out, sessions, passwords, invitations.

mod device;
mod draft_key;
mod invitations;
pub mod jwt;
mod limits;
mod log_in;
mod me;
mod opening;
pub mod password;
mod passwords;
mod queries;
mod sessions;
mod sign_up;
pub mod throttle;
pub mod token;

use chrono::{TimeDelta, Utc};
use diesel::PgConnection;
use shared::accounts::{
    AcceptInvitation, ChangePassword, ListSessions, LogIn, LogOut, ReadInvitation, ReadMe, ReadPasswordReset,
    RequestPasswordReset, ResetPassword, RevokeOtherSessions, RevokeSession, SignUp, SwitchOrganisation, VerifySignUp,
};

use crate::http::{Failure, Mounts};

pub(crate) use invitations::{invite, invite_everybody};
pub(crate) use sessions::{end_of_person as end_session_of_person, of_person as sessions_of_person};

/// A browser that has not logged in for so long is a stranger again.
const DEVICES_KEPT: TimeDelta = TimeDelta::days(180);

/// Every handler of this feature.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.visitor::<SignUp, _>(sign_up::sign_up);
    mounts.visitor::<VerifySignUp, _>(sign_up::verify);
    mounts.visitor::<LogIn, _>(log_in::log_in);
    mounts.member_async::<LogOut, _>(me::log_out);
    mounts.member_async::<ReadMe, _>(me::read_me);
    mounts.member_async::<SwitchOrganisation, _>(me::switch_organisation);
    mounts.member_async::<ChangePassword, _>(passwords::change);
    mounts.member(draft_key::show);
    mounts.member_async::<ListSessions, _>(sessions::list);
    mounts.member_async::<RevokeSession, _>(sessions::revoke);
    mounts.member_async::<RevokeOtherSessions, _>(sessions::revoke_others);
    mounts.visitor::<RequestPasswordReset, _>(passwords::request_reset);
    mounts.visitor::<ReadPasswordReset, _>(passwords::read_reset);
    mounts.visitor::<ResetPassword, _>(passwords::reset);
    mounts.visitor::<ReadInvitation, _>(invitations::read);
    mounts.visitor::<AcceptInvitation, _>(invitations::accept);
}

/// Deletes what no longer matters to anybody.
pub(crate) fn sweep(conn: &mut PgConnection) -> Result<(), Failure> {
    let now = Utc::now();
    queries::links::sweep(conn, now - token::KEPT)?;
    queries::throttles::sweep(conn, now - DEVICES_KEPT)?;
    Ok(())
}
