//! People: each test is a rule about who is in the organisation and what may become of them.

mod batch;
mod circles;
mod columns;
mod copy;
mod import_undo;
mod imports;
mod last_admin;
mod leaving;
mod lines;
mod moving;
mod oneself;
mod second_factors;
