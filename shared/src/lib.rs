//! PerfTrack.
