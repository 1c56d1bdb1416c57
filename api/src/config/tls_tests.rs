//! What is refused of certificates, row by row: production without TLS, and without a proxy that speaks it, never starts.

use super::{
    tests::{bare, refused, sound, text},
    *,
};

/// Settings of a server that faces the internet by itself.
fn facing(tls: TlsSettings) -> Settings {
    let server = ServerSettings { origin: text("https://perftrack.example.com"), ..Default::default() };
    Settings { server, tls, ..sound() }
}

fn files() -> TlsSettings {
    TlsSettings { tls_cert: text("/etc/tls/chain.pem"), tls_key: text("/etc/tls/key.pem"), ..Default::default() }
}

fn acme() -> TlsSettings {
    TlsSettings {
        acme_domains: text("www.example.com, PerfTrack.example.com,www.example.com"),
        acme_contact: text("tls@example.com"),
        plain_listen: text("0.0.0.0:80"),
        ..Default::default()
    }
}

#[test]
fn production_needs_tls_of_its_own_or_a_proxy() {
    assert_eq!(refused(&facing(TlsSettings::default())), ["PERFTRACK_TRUSTED_PROXIES"]);
    assert_eq!(refused(&facing(files())), [""; 0]);
    assert_eq!(refused(&facing(acme())), [""; 0]);
    // A proxy that is named is believed beside it, too.
    assert_eq!(refused(&Settings { tls: files(), ..sound() }), [""; 0]);
}

#[test]
fn half_of_it_is_refused() {
    type Spoil = fn(&mut TlsSettings);
    let of_files: [(&str, Spoil); 4] = [
        ("PERFTRACK_TLS_KEY", |tls| tls.tls_key = None),
        ("PERFTRACK_TLS_CERT", |tls| tls.tls_cert = text(" ")),
        ("PERFTRACK_ACME_DOMAINS", |tls| tls.acme_domains = text("perftrack.example.com")),
        ("PERFTRACK_PLAIN_LISTEN", |tls| tls.plain_listen = text("80")),
    ];
    let of_acme: [(&str, Spoil); 11] = [
        ("PERFTRACK_PLAIN_LISTEN", |tls| tls.plain_listen = None),
        ("PERFTRACK_ACME_DOMAINS", |tls| tls.acme_domains = text("*.example.com,perftrack.example.com")),
        ("PERFTRACK_ACME_DOMAINS", |tls| tls.acme_domains = text("localhost,perftrack.example.com")),
        ("PERFTRACK_ACME_DOMAINS", |tls| tls.acme_domains = text("192.0.2.1,perftrack.example.com")),
        ("PERFTRACK_ACME_DOMAINS", |tls| tls.acme_domains = text("www.example.com")),
        ("PERFTRACK_ACME_CONTACT", |tls| tls.acme_contact = text("somebody")),
        ("PERFTRACK_ACME_DIRECTORY", |tls| tls.acme_directory = text("http://ca.example.com/directory")),
        ("PERFTRACK_ACME_DIRECTORY", |tls| tls.acme_directory = text("Let's Encrypt")),
        ("PERFTRACK_ACME_DIRECTORY", |tls| {
            tls.acme_directory = text("https://acme-staging-v02.api.letsencrypt.org/directory");
        }),
        ("PERFTRACK_ACME_STAGING", |tls| tls.acme_staging = text("maybe")),
        ("PERFTRACK_ACME_DOMAINS", |tls| tls.tls_cert = text("/etc/tls/chain.pem")),
    ];
    for (whole, table) in [(files(), &of_files[..]), (acme(), &of_acme[..])] {
        for (row, (setting, spoil)) in table.iter().enumerate() {
            let mut tls = whole.clone();
            spoil(&mut tls);
            assert_eq!(refused(&facing(tls)), [*setting], "row {row}");
        }
    }
}

#[test]
fn lets_encrypt_is_asked_unless_somebody_else_is_and_its_staging_only_on_purpose() {
    let asked = |tls: TlsSettings| {
        let config = facing(tls).serving().unwrap();
        let Certificates::Acme(acme) = config.tls.unwrap().certificates else { unreachable!("by ACME") };
        (acme, config.warnings)
    };
    let (usual, warnings) = asked(acme());
    assert_eq!(usual.directory, "https://acme-v02.api.letsencrypt.org/directory");
    assert_eq!(usual.domains, ["perftrack.example.com", "www.example.com"]);
    assert!(warnings.is_empty());
    let (other, _) = asked(TlsSettings { acme_directory: text("https://ca.example.com/acme"), ..acme() });
    assert_eq!(other.directory, "https://ca.example.com/acme");
    let (staging, warnings) = asked(TlsSettings { acme_staging: text("on"), ..acme() });
    assert!(staging.directory.contains("staging") && warnings.len() == 1);
}

#[test]
fn plain_http_belongs_beside_tls_and_tls_under_an_https_address() {
    let mut settings = bare(Mode::Development);
    settings.tls.plain_listen = text("127.0.0.1:8081");
    assert_eq!(refused(&settings), ["PERFTRACK_PLAIN_LISTEN"]);
    settings.tls = files();
    assert_eq!(refused(&settings), [""; 0]);
    settings.server.origin = text("http://localhost:8080");
    assert_eq!(refused(&settings), ["PERFTRACK_ORIGIN"]);
}
