//! Starting: production refuses to start insecurely, with every reason at once.

use perftrack_tests::{Database, Server};

fn refusal(settings: &[(&str, &str)]) -> String {
    let all = [&[("PERFTRACK_MODE", "production")], settings].concat();
    match Server::try_start(Database::fresh(), &all) {
        Ok(_) => panic!("it started"),
        Err(log) => log,
    }
}

#[test]
fn production_names_everything_that_is_missing_or_weak() {
    let log =
        refusal(&[("PERFTRACK_TRUSTED_PROXIES", ""), ("PERFTRACK_JWT_KEYS", "k:c2VjcmV0"), ("PERFTRACK_PEPPERS", "")]);
    let named = [
        "PERFTRACK_ORIGIN:",
        "PERFTRACK_TRUSTED_PROXIES:",
        "PERFTRACK_JWT_KEYS:",
        "PERFTRACK_PEPPERS:",
        "PERFTRACK_BCRYPT_COST:",
        "PERFTRACK_SMTP_URL:",
        "PERFTRACK_MAIL_DIR:",
        "PERFTRACK_MAIL_FROM:",
    ];
    for setting in named {
        assert_eq!(log.matches(setting).count(), 1, "{setting} in {log}");
    }
    assert!(!log.contains("c2VjcmV0"), "no secret is shown");
}

#[test]
fn production_starts_once_nothing_is_missing() {
    let server = Server::start(
        Database::fresh(),
        &[
            ("PERFTRACK_MODE", "production"),
            ("PERFTRACK_ORIGIN", "https://perftrack.example.com"),
            ("PERFTRACK_BCRYPT_COST", "10"),
            ("PERFTRACK_MAIL_DIR", ""),
            ("PERFTRACK_SMTP_URL", "smtps://mailer:secret-word@mail.example.com"),
            ("PERFTRACK_MAIL_FROM", "PerfTrack <no-reply@example.com>"),
        ],
    );
    let log = server.log();
    assert!(!log.contains("secret-word") && !log.contains("WARN"), "{log}");
}
