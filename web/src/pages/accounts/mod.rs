//! Signing up, logging in and out, passwords, invitations, one's own account.

mod account;
mod frame;
mod invitation;
mod log_in;
mod reset;
mod sessions;
mod sign_up;

use leptos::prelude::*;

pub use self::{
    frame::{Frame, secret},
    log_in::LogInSheet,
};

crate::parts::parts! {
    visitors: sign_up(), verify(), log_in(), ask_reset(), reset(), invitation();
    settings: account();
}

/// `/sign-up`
pub fn sign_up() -> AnyView {
    sign_up::SignUp().into_any()
}

/// `/sign-up/verify#secret`
pub fn verify() -> AnyView {
    sign_up::Verify().into_any()
}

/// `/log-in?next=/where/to`
pub fn log_in() -> AnyView {
    log_in::LogIn().into_any()
}

/// `/password-reset`
pub fn ask_reset() -> AnyView {
    reset::AskReset().into_any()
}

/// `/password-reset/confirm#secret`
pub fn reset() -> AnyView {
    reset::Reset().into_any()
}

/// `/invitation#secret`
pub fn invitation() -> AnyView {
    invitation::Invitation().into_any()
}

/// `/account`
pub fn account() -> AnyView {
    account::Account().into_any()
}
