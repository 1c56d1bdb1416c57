//! Signing up, logging in and out, passwords, invitations, one's own account.

mod account;
mod confirm;
mod email;
mod frame;
mod invitation;
mod log_in;
mod my_data;
mod passkeys;
mod reset;
mod second_factor;
mod second_step;
mod sessions;
mod sign_ins;
mod sign_up;

use leptos::prelude::*;

pub use self::{
    frame::{Frame, secret},
    log_in::{LogInSheet, is_ours},
};

crate::parts::parts! {
    visitors: sign_up(), verify(), log_in(), ask_reset(), reset(), invitation(), confirm_email();
    settings: account(), confirm(), two_steps_due();
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

/// `/account/email#secret`
pub fn confirm_email() -> AnyView {
    email::ConfirmEmail().into_any()
}

/// "Is it you?", over any page.
pub fn confirm() -> AnyView {
    confirm::ConfirmSheet().into_any()
}

/// In place of every page, for whoever has to set two-step log-in up first.
pub fn two_steps_due() -> AnyView {
    second_factor::Due().into_any()
}

/// `/account`
pub fn account() -> AnyView {
    account::Account().into_any()
}
