//! t
pub(crate) fn mount(_: &mut crate::http::Mounts) {}
