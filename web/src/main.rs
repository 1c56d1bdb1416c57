//! The PerfTrack web app's entry.

fn main() {
    web::start();
}
