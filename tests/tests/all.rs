//! All tests in one program, so that it links once and shares one server.

mod support;
