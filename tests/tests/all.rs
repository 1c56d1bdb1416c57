//! All tests in one program, so that it links once and shares one server.

mod catalogue;
mod second_wall;
mod support;
