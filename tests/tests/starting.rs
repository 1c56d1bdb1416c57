//! Starting: production refuses to start insecurely, with every reason at once.

use std::process::Command;

use perftrack_tests::{Database, Server, db::run, program};

fn refusal(settings: &[(&str, &str)]) -> String {
    let all = [&[("PERFTRACK_MODE", "production")], settings].concat();
    match Server::try_start(Database::fresh(), &all) {
        Ok(_) => panic!("it started"),
        Err(log) => log,
    }
}

#[test]
fn production_names_everything_that_is_missing_or_weak() {
    let log = refusal(&[
        ("PERFTRACK_TRUSTED_PROXIES", ""),
        ("PERFTRACK_JWT_KEYS", "k:c2VjcmV0"),
        ("PERFTRACK_PEPPERS", ""),
        ("PERFTRACK_SEAL_KEYS", ""),
    ]);
    let named = [
        "PERFTRACK_ORIGIN:",
        "PERFTRACK_TRUSTED_PROXIES:",
        "PERFTRACK_JWT_KEYS:",
        "PERFTRACK_PEPPERS:",
        "PERFTRACK_SEAL_KEYS:",
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
            ("PERFTRACK_OUTGOING_LOOPBACK", "off"),
            ("PERFTRACK_ORIGIN", "https://perftrack.example.com"),
            ("PERFTRACK_BCRYPT_COST", "10"),
            ("PERFTRACK_MAIL_DIR", ""),
            ("PERFTRACK_SMTP_URL", "smtps://mailer:secret-word@mail.example.com"),
            ("PERFTRACK_MAIL_FROM", "PerfTrack <no-reply@example.com>"),
            ("PERFTRACK_OPERATOR_MAIL", "operator@example.com"),
            // Nobody pays here.
            ("PERFTRACK_FLUTTERWAVE_SECRET_KEY", ""),
            ("PERFTRACK_FLUTTERWAVE_WEBHOOK_HASHES", ""),
            ("PERFTRACK_FLUTTERWAVE_BASE_URL", ""),
        ],
    );
    let log = server.log();
    assert!(!log.contains("secret-word") && !log.contains("WARN"), "{log}");
}

#[test]
fn a_chore_that_fails_says_why_without_backtrace_or_secrets() {
    let chore = |url: &str| {
        let mut command = Command::new(program());
        let settings = [("DATABASE_MIGRATOR_URL", url), ("RUST_BACKTRACE", "1")];
        command.arg("migrate").envs(settings).output().expect("the program runs")
    };
    let nobody = "postgres://nobody:secret-word@127.0.0.1:1/none";
    for (url, reason) in [(nobody, "Connection refused"), ("secret-word", "DATABASE_MIGRATOR_URL")] {
        let output = chore(url);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && output.stdout.is_empty(), "{url}");
        assert!(said.starts_with("perftrack: ") && said.contains(reason), "{said}");
        assert!(!said.contains("backtrace") && !said.contains("secret-word"), "{said}");
    }
}

/// Else whoever comes after it would wait as well, for as long as a backup takes.
#[test]
fn a_migration_that_a_table_is_kept_from_gives_up_and_says_what_to_do() {
    let database = Database::fresh();
    let migrate = || {
        let mut command = Command::new(program());
        command.arg("migrate").env("DATABASE_MIGRATOR_URL", database.admin_url()).output().expect("the program runs")
    };
    let mut holder = database.admin();
    run(&mut holder, "BEGIN; LOCK TABLE __diesel_schema_migrations IN ACCESS EXCLUSIVE MODE");
    let output = migrate();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("run `perftrack migrate` again"), "{said}");
    run(&mut holder, "COMMIT");
    assert!(migrate().status.success());
}
