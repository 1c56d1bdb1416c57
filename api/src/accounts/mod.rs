//! Accounts: signing up, logging in and out, sessions, passwords, invitations.

pub mod jwt;
