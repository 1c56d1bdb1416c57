//! Accounts: signing up, logging in and out, sessions, passwords, invitations.

pub mod jwt;
pub mod password;
pub mod throttle;
pub mod token;
