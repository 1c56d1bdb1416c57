//! By the clock: the server backs up by itself, one of its replicas does, and it is told when none is fresh.

use perftrack_tests::{
    Server,
    db::{count, db_organisation, run},
    eventually,
};

use super::Ground;

fn started(ground: &Ground, more: &[(&str, &str)]) -> Server {
    let mut settings = ground.settings();
    settings.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Server::start(ground.database.clone(), &settings)
}

#[test]
fn one_of_the_replicas_backs_up() {
    let ground = Ground::new();
    let replicas = [(); 3].map(|()| started(&ground, &[("PERFTRACK_ROUNDS", "on")]));
    let made = || replicas.iter().map(|replica| replica.log().matches("backed up and verified").count()).sum::<usize>();
    eventually("it is backed up", || made() == 1);
    assert_eq!(count(&mut ground.database.admin(), "backups WHERE verified_at IS NOT NULL AND failure IS NULL"), 1);
    assert_eq!(ground.listed().len(), 1);
    ground.does(&["verify"]);
    // A replica that starts later finds that it is done.
    let late = started(&ground, &[("PERFTRACK_ROUNDS", "on")]);
    ground.does(&["list"]);
    assert!(!late.log().contains("backed up and verified"));
}

/// Or none would be made, and nobody told, until that time has come.
#[test]
fn what_a_wrong_clock_has_noted_for_a_time_to_come_stops_nobody() {
    let ground = Ground::new();
    run(
        &mut ground.database.admin(),
        "INSERT INTO backups (id, name, started_at, finished_at, verified_at)
         SELECT gen_random_uuid(), 'perftrack-20990101T020000.000Z-00000000', ahead, ahead, ahead
         FROM (SELECT now() + interval '400 days' AS ahead) clock",
    );
    let replica = started(&ground, &[("PERFTRACK_ROUNDS", "on")]);
    eventually("it is backed up", || replica.log().contains("backed up and verified"));
    assert_eq!(ground.listed().len(), 1);
}

#[test]
fn whoever_runs_it_is_told_once_when_no_backup_is_fresh() {
    let ground = Ground::new();
    let mut admin = ground.database.admin();
    let org = db_organisation(&mut admin);
    run(
        &mut admin,
        &format!("UPDATE organisations SET created_at = now() - interval '27 hours' WHERE org_id = '{org}'"),
    );
    let settings = [
        ("PERFTRACK_ROUNDS", "on"),
        ("PERFTRACK_BACKUP_HOUR", "off"),
        ("PERFTRACK_OPERATOR_MAIL", "operator@example.com"),
    ];
    let replicas = [(); 2].map(|()| started(&ground, &settings));
    let told = || {
        replicas.iter().map(|replica| replica.log().matches("no backup of the last 26 hours").count()).sum::<usize>()
    };
    eventually("it is told", || told() == 1);
    let to_the_operator = "mails WHERE recipient = 'operator@example.com'";
    assert_eq!(count(&mut admin, to_the_operator), 1);
    let sent = || {
        count(&mut ground.database.admin(), "mails WHERE recipient = 'operator@example.com' AND sent_at IS NOT NULL")
    };
    eventually("the mail is sent", || sent() == 1);
    let ready = perftrack_tests::Client::visitor(&replicas[0]).raw("GET", "/health/ready").send();
    assert_eq!(ready.status, 200, "the server serves all the same");
}
