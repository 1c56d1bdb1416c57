//! PerfTrack.
fn main() {}
