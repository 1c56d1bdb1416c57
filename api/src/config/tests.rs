//! What production refuses, row by row, and what development makes up.

use base64::{Engine, engine::general_purpose::STANDARD};
use secrecy::{ExposeSecret, SecretString};

use super::*;

fn random(seed: u8) -> String {
    // Varied but fixed bytes: a multiplicative walk, so that failures repeat.
    let step = |state: &mut u32| {
        *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Some((*state >> 24) as u8)
    };
    let bytes: Vec<u8> = std::iter::repeat_n((), 32).scan(u32::from(seed) + 1, |state, ()| step(state)).collect();
    STANDARD.encode(bytes)
}

pub(super) fn text(value: impl Into<String>) -> Option<String> {
    Some(value.into())
}

fn secret(value: impl Into<String>) -> Option<SecretString> {
    Some(value.into().into())
}

/// Settings that production accepts: each test spoils one thing.
pub(super) fn sound() -> Settings {
    Settings {
        mode: Mode::Production,
        server: ServerSettings {
            origin: text("https://perftrack.example.com"),
            trusted_proxies: text("10.0.0.0/8"),
            ..Default::default()
        },
        limits: LimitSettings::default(),
        tls: TlsSettings::default(),
        database: DatabaseSettings {
            database_url: secret("postgres://pt_app:w8Rk2@db.example.com/perftrack?sslmode=verify-full"),
            database_auth_url: secret("postgres://pt_auth@%2Fvar%2Frun%2Fpostgresql/perftrack"),
            ..Default::default()
        },
        sessions: SessionSettings { jwt_keys: secret(format!("k1:{}", random(1))) },
        passwords: PasswordSettings { peppers: secret(format!("p1:{}", random(2))), ..Default::default() },
        sealing: SealingSettings { seal_keys: secret(format!("s1:{}", random(3))) },
        mail: MailSettings {
            smtp_url: secret("smtps://mailer:s3cret@mail.example.com"),
            mail_from: text("PerfTrack <no-reply@example.com>"),
            mail_dir: None,
            operator_mail: text("operator@example.com"),
        },
        replies: RepliesSettings::default(),
        outgoing: OutgoingSettings::default(),
        flutterwave: FlutterwaveSettings::default(),
        billing: BillingSettings::default(),
        seller: SellerSettings::default(),
        rounds: RoundsSettings::default(),
        backup: BackupSettings::default(),
        log: LogSettings::default(),
    }
}

pub(super) fn bare(mode: Mode) -> Settings {
    Settings {
        mode,
        server: ServerSettings::default(),
        limits: LimitSettings::default(),
        tls: TlsSettings::default(),
        database: DatabaseSettings {
            database_url: secret("postgres://pt_app@localhost/pt"),
            database_auth_url: secret("postgres://pt_auth@localhost/pt"),
            ..Default::default()
        },
        sessions: SessionSettings::default(),
        passwords: PasswordSettings::default(),
        sealing: SealingSettings::default(),
        mail: MailSettings::default(),
        replies: RepliesSettings::default(),
        outgoing: OutgoingSettings::default(),
        flutterwave: FlutterwaveSettings::default(),
        billing: BillingSettings::default(),
        seller: SellerSettings::default(),
        rounds: RoundsSettings::default(),
        backup: BackupSettings::default(),
        log: LogSettings::default(),
    }
}

/// The settings named in the refusal.
pub(super) fn refused(settings: &Settings) -> Vec<&'static str> {
    match settings.serving() {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(|fault| fault.setting).collect(),
    }
}

#[test]
fn production_starts_with_sound_settings_and_makes_nothing_up() {
    let config = sound().serving().unwrap();
    assert!(config.warnings.is_empty());
    assert!(config.server.origin.unwrap().is_https());
    assert_eq!(config.passwords.choice, HashChoice::Bcrypt(12));
}

#[test]
fn production_refuses_each_insecure_setting() {
    type Spoil = fn(&mut Settings);
    let table: Vec<(&str, Spoil)> = vec![
        ("PERFTRACK_ORIGIN", |s| s.server.origin = None),
        ("PERFTRACK_ORIGIN", |s| s.server.origin = text("")),
        ("PERFTRACK_ORIGIN", |s| s.server.origin = text("http://perftrack.example.com")),
        ("PERFTRACK_ORIGIN", |s| s.server.origin = text("http://localhost:8080")),
        ("PERFTRACK_ORIGIN", |s| s.server.origin = text("https://perftrack.example.com/app")),
        ("PERFTRACK_ORIGIN", |s| s.server.origin = text("https://me:pw@perftrack.example.com")),
        ("PERFTRACK_ORIGIN", |s| s.server.origin = text("perftrack.example.com")),
        ("PERFTRACK_VISITOR_REQUESTS", |s| s.limits.visitor_requests = text("many")),
        ("PERFTRACK_SESSION_REQUESTS", |s| s.limits.session_requests = text("0")),
        ("PERFTRACK_ORGANISATION_REQUESTS", |s| s.limits.organisation_requests = text("-1")),
        ("PERFTRACK_CONNECTIONS", |s| s.limits.connections = text("19")),
        ("PERFTRACK_TRUSTED_PROXIES", |s| s.server.trusted_proxies = None),
        ("PERFTRACK_TRUSTED_PROXIES", |s| s.server.trusted_proxies = text(" , ")),
        ("PERFTRACK_TRUSTED_PROXIES", |s| s.server.trusted_proxies = text("0.0.0.0/0")),
        ("PERFTRACK_TRUSTED_PROXIES", |s| s.server.trusted_proxies = text("::/0")),
        ("PERFTRACK_TRUSTED_PROXIES", |s| s.server.trusted_proxies = text("proxy.local")),
        ("PERFTRACK_CORS_ORIGINS", |s| s.server.cors_origins = text("*")),
        ("PERFTRACK_CORS_ORIGINS", |s| s.server.cors_origins = text("null")),
        ("PERFTRACK_CORS_ORIGINS", |s| s.server.cors_origins = text("https://*.example.com/x")),
        ("PERFTRACK_CORS_ORIGINS", |s| s.server.cors_origins = text("http://localhost:3000")),
        ("PERFTRACK_JWT_KEYS", |s| s.sessions.jwt_keys = None),
        ("PERFTRACK_JWT_KEYS", |s| s.sessions.jwt_keys = secret(" ")),
        ("PERFTRACK_JWT_KEYS", |s| s.sessions.jwt_keys = secret("secret")),
        ("PERFTRACK_JWT_KEYS", |s| s.sessions.jwt_keys = secret(format!("k1:{}", STANDARD.encode([7; 31])))),
        ("PERFTRACK_JWT_KEYS", |s| s.sessions.jwt_keys = secret(format!("k1:{}", STANDARD.encode([7; 64])))),
        ("PERFTRACK_JWT_KEYS", |s| {
            let counter: Vec<u8> = (0..64).collect();
            s.sessions.jwt_keys = secret(format!("k1:{}", STANDARD.encode(counter)));
        }),
        ("PERFTRACK_JWT_KEYS", |s| {
            let typed = "changemechangemechangemechangeme";
            s.sessions.jwt_keys = secret(format!("k1:{}", STANDARD.encode(typed)));
        }),
        ("PERFTRACK_JWT_KEYS", |s| s.sessions.jwt_keys = secret(format!("k1:{0},k1:{0}", random(1)))),
        ("PERFTRACK_JWT_KEYS", |s| s.sessions.jwt_keys = secret(format!("k 1:{}", random(1)))),
        ("PERFTRACK_JWT_KEYS", |s| s.sessions.jwt_keys = secret(format!("k1:{}", random(2)))),
        ("PERFTRACK_PEPPERS", |s| s.passwords.peppers = None),
        ("PERFTRACK_PEPPERS", |s| s.passwords.peppers = secret("p1:cGVwcGVy")),
        ("PERFTRACK_SEAL_KEYS", |s| s.sealing.seal_keys = None),
        ("PERFTRACK_SEAL_KEYS", |s| s.sealing.seal_keys = secret(format!("s1:{}", random(2)))),
        ("PERFTRACK_BCRYPT_COST", |s| s.passwords.bcrypt_cost = text("9")),
        ("PERFTRACK_BCRYPT_COST", |s| s.passwords.bcrypt_cost = text("31")),
        ("PERFTRACK_BCRYPT_COST", |s| s.passwords.bcrypt_cost = text("twelve")),
        ("PERFTRACK_ARGON2_MEMORY", |s| s.passwords.argon2_memory = text("19455")),
        ("PERFTRACK_ARGON2_PASSES", |s| s.passwords.argon2_passes = text("1")),
        ("PERFTRACK_PASSWORD_HASH", |s| s.passwords.password_hash = text("sha256")),
        ("PERFTRACK_SMTP_URL", |s| s.mail.smtp_url = None),
        ("PERFTRACK_SMTP_URL", |s| s.mail.smtp_url = secret("smtp://mail.example.com")),
        ("PERFTRACK_SMTP_URL", |s| s.mail.smtp_url = secret("smtp://mail.example.com?tls=opportunistic")),
        ("PERFTRACK_SMTP_URL", |s| s.mail.smtp_url = secret("https://mail.example.com")),
        ("PERFTRACK_MAIL_FROM", |s| s.mail.mail_from = None),
        ("PERFTRACK_MAIL_FROM", |s| s.mail.mail_from = text("a@example.com\r\nBcc: b@example.com")),
        ("PERFTRACK_MAIL_DIR", |s| s.mail.mail_dir = text("/tmp/mail")),
        ("PERFTRACK_OPERATOR_MAIL", |s| s.mail.operator_mail = text("whoever runs it")),
        ("DATABASE_URL", |s| s.database.database_url = None),
        ("DATABASE_URL", |s| s.database.database_url = secret("mysql://pt_app@localhost/pt")),
        ("DATABASE_URL", |s| s.database.database_url = secret("postgres://pt_app@db.example.com/pt")),
        ("DATABASE_URL", |s| s.database.database_url = secret("postgres://pt_app@db.example.com/pt?sslmode=require")),
        ("DATABASE_URL", |s| s.database.database_url = secret("postgres://pt_app@localhost/pt?host=db.example.com")),
        ("DATABASE_URL", |s| s.database.database_url = secret("postgres://pt_app:postgres@localhost/pt")),
        ("DATABASE_AUTH_URL", |s| s.database.database_auth_url = None),
        ("DATABASE_AUTH_URL", |s| s.database.database_auth_url = secret("postgres://pt_app@localhost/pt")),
        ("PERFTRACK_LISTEN", |s| s.server.listen = text("8080")),
        ("PERFTRACK_DB_CONNECTIONS", |s| s.database.db_connections = text("0")),
        ("PERFTRACK_OUTGOING_LOOPBACK", |s| s.outgoing.outgoing_loopback = text("on")),
        ("PERFTRACK_ROUNDS", |s| s.rounds.rounds = text("sometimes")),
        ("PERFTRACK_LOG", |s| s.log.log = text("info,=[")),
    ];
    for (row, (setting, spoil)) in table.into_iter().enumerate() {
        let mut settings = sound();
        spoil(&mut settings);
        assert_eq!(refused(&settings), [setting], "row {row}");
    }
}

#[test]
fn production_accepts_what_is_local_without_tls() {
    let mut settings = sound();
    settings.database.database_url = secret("postgres://pt_app@127.0.0.1/pt");
    settings.database.database_auth_url = secret("postgres:///pt?host=/run/pg&user=pt_auth");
    settings.mail.smtp_url = secret("smtp://127.0.0.1:25");
    assert_eq!(refused(&settings), [""; 0]);
    settings.mail.smtp_url = secret("smtp://mail.example.com?tls=required");
    assert_eq!(refused(&settings), [""; 0]);
}

#[test]
fn all_faults_are_reported_at_once_in_one_line_each() {
    let faults = bare(Mode::Production).serving().unwrap_err();
    let expected = [
        "PERFTRACK_ORIGIN",
        "PERFTRACK_TRUSTED_PROXIES",
        "PERFTRACK_JWT_KEYS",
        "PERFTRACK_PEPPERS",
        "PERFTRACK_SEAL_KEYS",
        "PERFTRACK_SMTP_URL",
        "PERFTRACK_MAIL_FROM",
    ];
    assert_eq!(faults.iter().map(|fault| fault.setting).collect::<Vec<_>>(), expected);
    assert_eq!(faults.to_string().lines().count(), expected.len() + 1);
}

#[test]
fn faults_and_debug_output_never_show_a_secret() {
    let mut settings = sound();
    settings.sessions.jwt_keys = secret(format!("canary-id:{}", STANDARD.encode("canary-canary-canary-canary-key!")));
    settings.database.database_url = secret("postgres://pt_app:canary-password@db.example.com/pt");
    settings.mail.smtp_url = secret("smtp://u:canary-password@mail.example.com");
    let shown = format!("{} {settings:?}", settings.serving().unwrap_err());
    assert!(!shown.contains("canary-password") && !shown.contains("Y2FuYXJ5"), "{shown}");
    let config = sound().serving().unwrap();
    let shown = format!("{config:?}");
    assert!(!shown.contains("s3cret") && !shown.contains("w8Rk2"), "{shown}");
}

#[test]
fn development_makes_up_what_is_missing_and_says_so() {
    let config = bare(Mode::Development).serving().unwrap();
    assert_eq!(config.warnings.len(), 3);
    assert!(config.server.origin.is_none());
    assert!(matches!(config.mail.delivery, Delivery::Folder(_)));
    let other = bare(Mode::Development).serving().unwrap();
    assert!(!config.sessions.keys.shares_a_secret_with(&other.sessions.keys));
}

#[test]
fn development_keeps_plain_http_and_plain_mail_on_this_machine() {
    let table = [
        ("http://localhost:8080", true),
        ("http://[::1]:8080", true),
        ("http://127.0.0.1:8080", true),
        ("http://192.0.2.1:8080", false),
        ("http://localhost.example.com", false),
        ("https://perftrack.example.com", true),
    ];
    for (origin, accepted) in table {
        let mut settings = bare(Mode::Development);
        settings.server.origin = text(origin);
        assert_eq!(refused(&settings).is_empty(), accepted, "{origin}");
    }
    let mut settings = bare(Mode::Development);
    settings.mail.smtp_url = secret("smtp://mail.example.com");
    assert_eq!(refused(&settings), ["PERFTRACK_SMTP_URL"]);
    let mut settings = bare(Mode::Development);
    settings.server.listen = text("0.0.0.0:8080");
    assert_eq!(refused(&settings), ["PERFTRACK_ORIGIN"]);
}

#[test]
fn an_origin_is_kept_as_browsers_send_it() {
    let mut settings = sound();
    settings.server.origin = text("https://PerfTrack.Example.com:443/");
    let origin = settings.serving().unwrap().server.origin.unwrap();
    assert_eq!(origin.as_str(), "https://perftrack.example.com");
}

#[test]
fn the_first_key_is_current_and_all_are_found() {
    let ring = KeyRing::parse(&format!("new:{},old:{}", random(3), random(4)).into()).unwrap();
    assert_eq!(ring.current().id, "new");
    assert!(ring.find("old").is_some() && ring.find("other").is_none());
    assert_eq!(ring.current().secret.expose_secret().len(), 32);
}

#[test]
fn tests_may_hash_fast_only_in_development() {
    let mut settings = bare(Mode::Development);
    settings.passwords.bcrypt_cost = text("4");
    assert_eq!(settings.serving().unwrap().passwords.choice, HashChoice::Bcrypt(4));
}

#[test]
fn migrating_needs_only_the_migrator() {
    let mut settings = bare(Mode::Production);
    assert!(settings.migration().is_err());
    settings.database.database_migrator_url = secret("postgres://postgres@%2Frun%2Fpg/pt");
    assert!(settings.migration().is_ok());
}

#[derive(clap::Parser)]
#[command(about = "PerfTrack")]
struct Program {
    #[command(flatten)]
    _settings: Settings,
}

#[test]
fn the_settings_leave_the_programs_own_help_alone() {
    use clap::CommandFactory;
    let mut command = Program::command();
    assert_eq!(command.get_about().map(ToString::to_string).as_deref(), Some("PerfTrack"));
    assert!(command.render_long_help().to_string().contains("PERFTRACK_JWT_KEYS"));
}

#[test]
fn the_example_names_every_setting_once_and_no_other() {
    use clap::CommandFactory;
    let example = include_str!("../../../.env.example");
    let named = example.lines().filter_map(|line| Some(line.split_once('=')?.0)).filter(|name| !name.starts_with('#'));
    let mut named: Vec<&str> = named.collect();
    let command = Program::command();
    let variables = command.get_arguments().filter_map(|argument| argument.get_env()?.to_str());
    let mut variables: Vec<&str> = variables.collect();
    named.sort_unstable();
    variables.sort_unstable();
    assert_eq!(named, variables);
}

#[test]
fn mails_are_answered_at_an_address_and_brought_by_a_key_or_not_at_all() {
    let with = |address: &str, keys: Option<String>| Settings {
        replies: RepliesSettings { reply_address: text(address), reply_keys: keys.and_then(secret) },
        ..sound()
    };
    let key = || Some(format!("r1:{}", random(9)));
    assert!(sound().serving().unwrap().replies.is_none());
    assert!(with("check-in@reply.example.com", key()).serving().unwrap().replies.is_some());
    for (settings, wrong) in [
        (with("check-in@reply.example.com", None), "PERFTRACK_REPLY_KEYS"),
        (with("check-in@reply.example.com", Some("r1:short".to_owned())), "PERFTRACK_REPLY_KEYS"),
        (with("check-in@reply.example.com", Some(format!("r1:{}", random(1)))), "PERFTRACK_REPLY_KEYS"),
        (with("", key()), "PERFTRACK_REPLY_ADDRESS"),
        (with("check+in@reply.example.com", key()), "PERFTRACK_REPLY_ADDRESS"),
        (with("nobody", key()), "PERFTRACK_REPLY_ADDRESS"),
    ] {
        assert_eq!(refused(&settings), [wrong]);
    }
}

#[test]
fn backups_are_sealed_kept_somewhere_and_read_by_their_own_role_or_not_made() {
    let with = |spoil: fn(&mut Settings)| {
        let mut settings = sound();
        settings.database.database_backup_url = secret("postgres://pt_backup@%2Fvar%2Frun%2Fpostgresql/perftrack");
        settings.backup = BackupSettings {
            backup_keys: secret(format!("b1:{}", random(5))),
            backup_s3: text("https://s3.example.com/bucket/perftrack/eu/"),
            backup_s3_key_id: text("AKIA"),
            backup_s3_secret: secret("canary-secret"),
            ..Default::default()
        };
        spoil(&mut settings);
        settings
    };
    assert!(sound().serving().unwrap().backup.is_none());
    let backup = with(|_| ()).serving().unwrap().backup.unwrap();
    let bucket = backup.bucket.as_ref().unwrap();
    assert_eq!((bucket.endpoint.as_str(), &*bucket.name), ("https://s3.example.com/", "bucket"));
    assert_eq!((&*bucket.prefix, &*bucket.region, backup.hour), ("perftrack/eu/", "us-east-1", Some(2)));
    assert!(!format!("{backup:?}").contains("canary"));
    assert_eq!(with(|s| s.backup.backup_hour = text("off")).serving().unwrap().backup.unwrap().hour, None);

    type Spoil = fn(&mut Settings);
    let table: Vec<(&str, Spoil)> = vec![
        ("PERFTRACK_BACKUP_KEYS", |s| s.backup.backup_keys = None),
        ("PERFTRACK_BACKUP_KEYS", |s| s.backup.backup_keys = secret("b1:short")),
        ("PERFTRACK_BACKUP_KEYS", |s| s.backup.backup_keys = secret(format!("b1:{}", random(3)))),
        ("PERFTRACK_BACKUP_DIR", |s| s.backup.backup_s3 = None),
        ("DATABASE_BACKUP_URL", |s| s.database.database_backup_url = None),
        ("PERFTRACK_BACKUP_S3", |s| s.backup.backup_s3 = text("http://s3.example.com/bucket")),
        ("PERFTRACK_BACKUP_S3", |s| s.backup.backup_s3 = text("https://s3.example.com/")),
        ("PERFTRACK_BACKUP_S3", |s| s.backup.backup_s3 = text("https://me:pw@s3.example.com/bucket")),
        ("PERFTRACK_BACKUP_S3_KEY_ID", |s| s.backup.backup_s3_key_id = None),
        ("PERFTRACK_BACKUP_S3_SECRET", |s| s.backup.backup_s3_secret = secret(" ")),
        ("PERFTRACK_BACKUP_HOUR", |s| s.backup.backup_hour = text("24")),
    ];
    for (row, (setting, spoil)) in table.into_iter().enumerate() {
        assert_eq!(refused(&with(spoil)), [setting], "row {row}");
    }
}

#[test]
fn a_backup_needs_no_more_than_it_uses() {
    let mut settings = bare(Mode::Production);
    assert!(settings.backup().is_err());
    settings.database.database_url = None;
    settings.database.database_backup_url = secret("postgres://pt_backup@localhost/pt");
    settings.backup.backup_keys = secret(format!("b1:{}", random(5)));
    settings.backup.backup_dir = text("/var/backups/perftrack");
    assert!(settings.backup().is_ok());
    assert!(settings.drill().is_err() && settings.restoration().is_err());
}
