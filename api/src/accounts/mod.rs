//! Accounts: signing up, logging in and out, sessions, passwords, invitations.

mod device;
mod draft_key;
mod email_change;
mod invitations;
pub mod jwt;
mod limits;
mod log_in;
mod me;
mod opening;
mod passkeys;
pub mod password;
mod password_standing;
mod passwords;
mod queries;
mod second_factor;
mod sessions;
mod sign_ins;
mod sign_up;
mod step_up;
pub mod throttle;
pub mod token;
mod vouched;

use chrono::{TimeDelta, Utc};
use diesel::PgConnection;
use shared::accounts::{
    AcceptInvitation, AddPasskey, BeginPasskey, BeginPasskeyLogIn, BeginPasskeyProof, BeginSecondFactor,
    ChangePassword, ConfirmEmailChange, ConfirmIdentity, ConfirmSecondFactor, FinishLogIn, FinishPasskeyLogIn,
    ListPasskeys, ListSessions, ListSignIns, LogIn, LogOut, ReadInvitation, ReadMe, ReadPasswordReset,
    ReadSecondFactor, RemovePasskey, RemoveSecondFactor, RenewRecoveryCodes, RequestEmailChange, RequestPasswordReset,
    ResetPassword, RevokeOtherSessions, RevokeSession, SignUp, SwitchOrganisation, VerifySignUp,
};

use crate::http::{Failure, Mounts};

pub(crate) use invitations::{invite, invite_everybody};
pub(crate) use limits::{admit_data_export, admit_report};
pub(crate) use password_standing::{PasswordStanding, password_standing};
pub(crate) use second_factor::{second_factor_holders, second_factor_holders_of, take_second_factor};
pub(crate) use sessions::{end_of_person as end_session_of_person, of_person as sessions_of_person};
pub(crate) use vouched::{
    Vouched, account_of, admit_sign_on, join_by_provider, join_made_up, made_up_email, nobodys_password,
    sign_on_went_well,
};

/// A browser that has not logged in for so long is a stranger again.
const DEVICES_KEPT: TimeDelta = TimeDelta::days(180);

/// Every handler of this feature.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.visitor::<SignUp, _>(sign_up::sign_up);
    mounts.visitor::<VerifySignUp, _>(sign_up::verify);
    mounts.visitor::<LogIn, _>(log_in::log_in);
    mounts.visitor::<FinishLogIn, _>(second_factor::finish);
    mounts.member_async::<ReadSecondFactor, _>(second_factor::show);
    mounts.member_async::<BeginSecondFactor, _>(second_factor::begin);
    mounts.member_async::<ConfirmSecondFactor, _>(second_factor::confirm);
    mounts.member_async::<RenewRecoveryCodes, _>(second_factor::renew_codes);
    mounts.member_async::<RemoveSecondFactor, _>(second_factor::remove);
    mounts.visitor::<BeginPasskeyLogIn, _>(passkeys::begin_log_in);
    mounts.visitor::<FinishPasskeyLogIn, _>(passkeys::finish_log_in);
    mounts.member_async::<BeginPasskeyProof, _>(passkeys::begin_proof);
    mounts.member_async::<ListPasskeys, _>(passkeys::list);
    mounts.member_async::<BeginPasskey, _>(passkeys::begin);
    mounts.member_async::<AddPasskey, _>(passkeys::add);
    mounts.member_async::<RemovePasskey, _>(passkeys::remove);
    mounts.member_async::<LogOut, _>(me::log_out);
    mounts.member_async::<ReadMe, _>(me::read_me);
    mounts.member_async::<SwitchOrganisation, _>(me::switch_organisation);
    mounts.member_async::<ChangePassword, _>(passwords::change);
    mounts.member_async::<RequestEmailChange, _>(email_change::request);
    mounts.member_async::<ConfirmEmailChange, _>(email_change::confirm);
    mounts.member(draft_key::show);
    mounts.member_async::<ConfirmIdentity, _>(step_up::confirm);
    mounts.member_async::<ListSessions, _>(sessions::list);
    mounts.member_async::<RevokeSession, _>(sessions::revoke);
    mounts.member_async::<ListSignIns, _>(sign_ins::list);
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
    second_factor::sweep(conn)?;
    passkeys::sweep(conn)?;
    queries::links::sweep(conn, now - token::KEPT)?;
    queries::throttles::sweep(conn, now - DEVICES_KEPT)?;
    Ok(())
}
