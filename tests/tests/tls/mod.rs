//! The server speaking TLS itself.

mod acme;
mod files;
mod handshakes;
mod outward;
mod plain;
mod scan;

use perftrack_tests::{
    Database, Server,
    encrypted::{Authority, Files, setting},
};

/// A server that speaks TLS with a certificate of `authority` for this machine, facing the network by itself.
fn speaking(authority: &Authority, more: &[(&str, &str)]) -> (&'static Server, Files) {
    holding(authority.issue(&["localhost"]), more)
}

/// The same with this certificate and key.
fn holding(certificate: (String, String), more: &[(&str, &str)]) -> (&'static Server, Files) {
    let files = Files::holding(certificate);
    let (chain, key) = (setting(&files.chain()), setting(&files.key()));
    let tls = [
        ("PERFTRACK_TLS_CERT", chain.as_str()),
        ("PERFTRACK_TLS_KEY", key.as_str()),
        // Nobody is believed who says that they speak for others.
        ("PERFTRACK_TRUSTED_PROXIES", ""),
    ];
    (Server::start(Database::shared().clone(), &[&tls[..], more].concat()).until_the_test_ends(), files)
}
