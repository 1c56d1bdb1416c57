//! A backup is of everything, or refused: `pg_dump` itself says nothing of rows that it may not see.

use perftrack_tests::db::{count, run, text};

use super::Ground;

#[test]
fn a_role_that_sees_a_part_is_refused() {
    let holes = [
        ("DROP POLICY backup ON people", "may hide rows of people"),
        ("ALTER POLICY backup ON people USING (current_org() = org_id)", "may hide rows of people"),
        ("CREATE POLICY less ON people AS RESTRICTIVE USING (role = 'admin')", "may hide rows of people"),
        ("REVOKE SELECT ON accounts FROM pt_backup", "may not read accounts"),
        ("CREATE TABLE forgotten (id int)", "may not read forgotten"),
    ];
    for (hole, reason) in holes {
        let ground = Ground::new();
        run(&mut ground.database.admin(), hole);
        let said = ground.refuses(&["run"]);
        assert!(said.contains("would be partial") && said.contains(reason), "{hole}: {said}");
        assert!(ground.files().is_empty(), "{hole}");
        let failure = text(&mut ground.database.admin(), "SELECT failure AS text FROM backups");
        assert!(failure.contains(reason), "{failure}");
    }
}

#[test]
fn so_is_another_role() {
    for role in ["pt_app", "pt_auth"] {
        let mut ground = Ground::new();
        ground.set("DATABASE_BACKUP_URL", ground.database.url(role));
        assert!(ground.refuses(&["run"]).contains("would be partial"), "{role}");
        assert_eq!(count(&mut ground.database.admin(), "backups WHERE verified_at IS NOT NULL"), 0);
    }
}

#[test]
fn what_is_missing_is_named_and_nothing_is_begun() {
    let mut ground = Ground::new();
    for (setting, value) in [("PERFTRACK_BACKUP_KEYS", ""), ("PERFTRACK_BACKUP_DIR", ""), ("DATABASE_BACKUP_URL", "")] {
        let was = ground.more.len();
        ground.set(setting, value);
        assert!(ground.refuses(&["run"]).contains(setting));
        ground.more.truncate(was);
    }
    ground.set("PERFTRACK_BACKUP_TOOLS", "/nowhere");
    assert!(ground.refuses(&["run"]).contains("pg_dump can't be run"));
    assert!(ground.files().is_empty());
}
