//! A run that does not come to its end leaves the older backups whole, and nothing that looks like one.

use std::{
    process::{Command, Stdio},
    time::Duration,
};

use perftrack_tests::{
    Org, Server,
    db::{count, run, text},
    eventually, program,
};
use serde_json::json;

use super::{Ground, said};

/// Runs until it is the only one: what was killed is given up by Postgres a moment later.
fn backs_up_after_a_kill(ground: &Ground) {
    eventually("it backs up again", || {
        let output = ground.command(&["run"]).output().expect("the program runs");
        let words = said(&output);
        assert!(output.status.success() || words.contains("another process is backing up"), "{words}");
        output.status.success()
    });
}

#[test]
fn killed_at_any_moment() {
    let ground = Ground::new();
    let first = ground.backs_up();
    // From before it has begun to when it is nearly through.
    for moment in [5, 40, 90, 160, 250, 400, 700] {
        let mut running =
            ground.command(&["run"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
        // Wherever that happens to be: nothing here depends on it.
        std::thread::sleep(Duration::from_millis(moment));
        running.kill().expect("it is ours");
        running.wait().expect("it ends");
        let listed = ground.listed();
        assert_eq!(listed.first(), Some(&first), "{moment}");
        for name in &listed {
            ground.does(&["verify", name]);
        }
    }
    backs_up_after_a_kill(&ground);
    // All that was left is cleared away: every file belongs to a backup that is whole.
    let expected = ground.listed().into_iter().flat_map(|name| [format!("{name}.dump"), format!("{name}.manifest")]);
    assert_eq!(ground.files(), expected.collect::<Vec<_>>());
    assert_eq!(count(&mut ground.database.admin(), "backups WHERE finished_at IS NULL"), 0);
}

#[test]
fn a_full_disk() {
    let ground = Ground::new();
    let first = ground.backs_up();
    let before = ground.files();
    // No file may grow beyond so many blocks, and writing on fails rather than kills, as on a disk that is full.
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' 25; ulimit -f 16; exec \"$0\" \"$@\""]).arg(program());
    let output = ground.prepared(shell, &["run"]).output().expect("it runs");
    let words = said(&output);
    assert!(output.status.code() == Some(1) && words.contains("the dump can't be written"), "{words}");
    assert_eq!(ground.files(), before);
    ground.does(&["verify", &first]);
    let failed = "SELECT failure AS text FROM backups ORDER BY started_at DESC, id DESC LIMIT 1";
    assert!(text(&mut ground.database.admin(), failed).contains("can't be written"));
    ground.backs_up();
}

#[test]
fn everybody_goes_on_writing_meanwhile() {
    let server = Server::alone(&[]);
    let org = Org::db_on(server);
    let ground = Ground::on(server.database.clone());
    let (mut holder, mut observer) = (server.database.admin(), server.database.admin());
    // pg_dump stops here, holding what it holds.
    run(&mut holder, "BEGIN; LOCK TABLE backup_alerts IN ACCESS EXCLUSIVE MODE");
    let mut running = ground.command(&["run"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it runs");
    let waits =
        "pg_stat_activity WHERE datname = current_database() AND usename = 'pt_backup' AND wait_event_type = 'Lock'";
    eventually("it is half-way", || count(&mut server.database.admin(), waits) > 0);
    for number in 0..5 {
        let name = format!("Written meanwhile {number}");
        let period = json!({ "name": name, "starts_on": "2026-10-01", "ends_on": "2026-12-31" });
        let answer = org.admin().raw("POST", "/api/v1/periods").json(&period).send();
        assert!(answer.is_success(), "{}", answer.text());
    }
    assert_eq!(count(&mut observer, waits), 1, "it was at it all the while");
    run(&mut holder, "COMMIT");
    assert!(running.wait().expect("it ends").success());
    // What was written meanwhile is not in it, and what it says of itself is true.
    ground.does(&["verify", "--drill"]);
}
