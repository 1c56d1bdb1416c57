//! All tests in one program, so that it links once and shares one server.

mod accounts;
mod catalogue;
mod second_wall;
mod support;
mod walks;
