//! People: each test is a rule about who is in the organisation and what may become of them.

mod circles;
mod columns;
mod imports;
mod last_admin;
mod leaving;
mod oneself;
mod second_factors;
