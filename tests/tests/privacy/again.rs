//! A backup from before is restored: whoever was erased since is in it, and is erased once more.

use std::process::Command;

use perftrack_tests::{Database, Server, db::run, program, unique};

use super::Ground;

/// Runs a chore of the program on a database; what it prints.
pub(super) fn perftrack(database: &Database, words: &[&str]) -> String {
    let mut command = Command::new(program());
    command.args(words).env("PERFTRACK_MODE", "development");
    command.env("DATABASE_URL", database.url("pt_app")).env("DATABASE_AUTH_URL", database.url("pt_auth"));
    let output = command.output().expect("the program runs");
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn who_was_erased_is_erased_again_in_what_was_restored() {
    let ground = Ground::on(Server::alone(&[]));
    let database = &ground.org.server.database;
    ground.leaves();
    ground.erases(ground.org.admin(), &ground.leaver.name).expect("they are erased");
    let stones = perftrack(database, &["erasures"]);
    assert_eq!(stones.lines().count(), 1);
    assert!(stones.contains(&ground.leaver.id.to_string()), "{stones}");
    for word in &ground.identity {
        assert!(!stones.contains(word.as_str()), "{word}: {stones}");
    }
    let file = std::env::temp_dir().join(format!("perftrack-erasures-{}", unique()));
    let unknown = stones.replace(&ground.leaver.id.to_string(), "0199a000-0000-7000-8000-000000000000");
    std::fs::write(&file, format!("{stones}\n{unknown}")).expect("the list is written");

    // As the backup of before has them: there, by name, and nothing known of an erasure.
    run(
        &mut database.admin(),
        &format!(
            "DELETE FROM erasures;
             UPDATE people SET name = 'Zacharias again', email = 'z@example.com', email_key = 'z@example.com',
                    erased_at = NULL, status = 'invited', deactivated_at = NULL
             WHERE id = '{}'",
            ground.leaver.id
        ),
    );
    for _ in 0..2 {
        let said = perftrack(database, &["erase-again", file.to_str().expect("a path")]);
        assert_eq!(said.trim(), "1 erased once more", "whom nobody knows is passed over");
        let left = format!(
            "people WHERE name = 'Former colleague 1' AND erased_at IS NOT NULL AND id = '{}'",
            ground.leaver.id
        );
        assert_eq!(ground.count(&left), "1");
        assert_eq!(ground.count("people WHERE name = 'Zacharias again' OR email = 'z@example.com'"), "0");
    }
    let _ = std::fs::remove_file(&file);
}
