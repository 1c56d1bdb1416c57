//! Whatever became of a backup's files: it is refused, and nothing of it is restored.

use std::fs;

use perftrack_tests::{
    Database,
    db::{count, text},
};

use super::{Ground, OTHER_KEYS};

/// Two backups of one database.
struct Two {
    ground: Ground,
    first: String,
    second: String,
}

impl Two {
    fn new() -> Self {
        let ground = Ground::new();
        let (first, second) = (ground.backs_up(), ground.backs_up());
        Self { ground, first, second }
    }

    /// Neither verifying nor restoring takes the second one, and both say why.
    #[track_caller]
    fn is_refused(&self, reason: &str) {
        let empty = self.ground.with(Database::empty());
        for said in [self.ground.refuses(&["verify", &self.second]), empty.refuses(&["restore", &self.second])] {
            assert!(said.contains(reason), "{said}");
        }
        let tables = "pg_class WHERE relnamespace = 'public'::regnamespace";
        assert_eq!(count(&mut empty.database.admin(), tables), 0, "nothing is restored");
    }
}

#[test]
fn a_cut_file_is_refused_and_it_is_remembered() {
    let two = Two::new();
    let dump = two.ground.dump(&two.second);
    let bytes = fs::read(&dump).expect("the dump");
    for left in [bytes.len() - 1, bytes.len() / 2, 100, 0] {
        fs::write(&dump, &bytes[..left]).expect("it is cut");
        two.is_refused("cut or changed");
    }
    let failure = format!("SELECT coalesce(failure, '') AS text FROM backups WHERE name = '{}'", two.second);
    let told = || text(&mut two.ground.database.admin(), &failure);
    assert!(told().contains("cut or changed"));
    // The other one is as good as before.
    two.ground.does(&["verify", &two.first]);
    fs::write(&dump, &bytes).expect("it is whole again");
    two.ground.does(&["verify"]);
    assert_eq!(told(), "");
}

#[test]
fn a_changed_byte_is_refused_wherever_it_is() {
    let two = Two::new();
    for file in [two.ground.dump(&two.second), two.ground.manifest(&two.second)] {
        let bytes = fs::read(&file).expect("the file");
        for at in [30, bytes.len() / 2, bytes.len() - 1] {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            fs::write(&file, changed).expect("it is changed");
            two.is_refused("");
        }
        fs::write(&file, bytes).expect("it is whole again");
    }
    two.ground.does(&["verify", &two.second]);
}

#[test]
fn files_of_another_backup_are_refused() {
    let two = Two::new();
    let (dump, manifest) = (two.ground.dump(&two.second), two.ground.manifest(&two.second));
    let manifest_was = fs::read(&manifest).expect("the manifest");
    fs::copy(two.ground.manifest(&two.first), &manifest).expect("it is exchanged");
    two.is_refused("belongs to another backup");
    // Both of them, so that they fit each other, under a name that is not theirs.
    fs::copy(two.ground.dump(&two.first), &dump).expect("it is exchanged");
    two.is_refused("belongs to another backup");
    fs::write(&manifest, manifest_was).expect("it is its own again");
    two.is_refused("is not the one that was made");
}

#[test]
fn without_the_key_nothing_opens() {
    let mut two = Two::new();
    let kept_key = super::KEYS.replace("test:", "older:");
    two.ground.set("PERFTRACK_BACKUP_KEYS", OTHER_KEYS);
    two.is_refused("has another key");
    two.ground.set("PERFTRACK_BACKUP_KEYS", kept_key.clone());
    two.is_refused("has no key \"test\"");
    // A rotated one opens as long as it is kept.
    two.ground.set("PERFTRACK_BACKUP_KEYS", format!("{},{}", OTHER_KEYS.replace("test:", "new:"), super::KEYS));
    two.ground.does(&["verify", &two.second]);
    let newest = two.ground.backs_up();
    two.ground.set("PERFTRACK_BACKUP_KEYS", super::KEYS);
    assert!(two.ground.refuses(&["verify", &newest]).contains("has no key \"new\""));
}

#[test]
fn half_a_backup_is_none() {
    let two = Two::new();
    fs::remove_file(two.ground.manifest(&two.second)).expect("it was there");
    assert_eq!(two.ground.listed(), [two.first.as_str()]);
    two.is_refused("there is no such backup");
    fs::remove_file(two.ground.dump(&two.first)).expect("it was there");
    assert!(two.ground.listed().is_empty());
    assert!(two.ground.refuses(&["verify"]).contains("there is no such backup"));
}

#[test]
fn a_backup_is_not_to_blame_for_what_kept_it_from_being_looked_at() {
    let mut ground = Ground::new();
    ground.backs_up();
    ground.set("DATABASE_MIGRATOR_URL", ground.database.url("pt_app"));
    assert!(ground.refuses(&["verify", "--drill"]).contains("may this user create databases"));
    let good = "backups WHERE verified_at IS NOT NULL AND failure IS NULL";
    assert_eq!(count(&mut ground.database.admin(), good), 1);
}
