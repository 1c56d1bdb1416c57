//! Where backups are kept: a folder, a bucket, or both, each for the day on which the other is gone.

use std::fs;

use perftrack_tests::{
    bucket::{Bucket, SECRET},
    db::{count, run, text},
};

use super::Ground;

fn with_bucket(bucket: &Bucket) -> Ground {
    let mut ground = Ground::new();
    ground.more.extend(bucket.settings());
    ground
}

#[test]
fn a_backup_is_kept_in_both_and_comes_back_from_either() {
    let bucket = Bucket::open();
    let mut ground = with_bucket(&bucket);
    let (first, second) = (ground.backs_up(), ground.backs_up());
    let names = |name: &str| [format!("perftrack/eu/{name}.dump"), format!("perftrack/eu/{name}.manifest")];
    assert_eq!(bucket.names(), [names(&first), names(&second)].concat());
    assert_eq!(ground.listed(), [&*first, &second, &first, &second]);
    assert!(bucket.heard().contains(&"GET object".to_owned()), "it was fetched to be looked at");
    let kept =
        text(&mut ground.database.admin(), "SELECT stores AS text FROM backups WHERE verified_at IS NOT NULL LIMIT 1");
    assert!(kept.contains("bucket backups") && kept.contains("perftrack-backups-"), "{kept}");

    fs::remove_dir_all(ground.path()).expect("the folder is lost");
    let said = ground.does(&["verify", &second, "--drill"]);
    assert!(said.contains("verified in bucket") && said.contains("as they were backed up"), "{said}");
    // What was fetched doesn't stay.
    assert_eq!(ground.files(), [""; 0]);
    ground.set("PERFTRACK_BACKUP_DIR", "");
    ground.does(&["verify", &first]);
    bucket.spoil(&names(&first)[0]);
    assert!(ground.refuses(&["verify", &first]).contains("cut or changed"));
}

#[test]
fn what_is_large_goes_up_in_parts() {
    let bucket = Bucket::open();
    let mut ground = with_bucket(&bucket);
    ground.set("PERFTRACK_BACKUP_DIR", "");
    // Random, so that it stays large when it is compressed.
    run(
        &mut ground.database.admin(),
        "INSERT INTO mails (id, recipient, subject, text_body, html_body, sent_at)
         SELECT gen_random_uuid(), 'a@example.com', 'Large', string_agg(md5(random()::text), ''), '', now()
         FROM generate_series(1, 700000) n GROUP BY n / 1000",
    );
    ground.backs_up();
    assert!(bucket.heard().iter().filter(|heard| *heard == "PUT part").count() >= 2, "{:?}", bucket.heard());
    ground.does(&["verify"]);
    // A part that can't be sent: nothing of it is kept.
    let before = bucket.names();
    bucket.will_say("PUT part", &[403]);
    ground.refuses(&["run"]);
    assert_eq!(bucket.names(), before);
    assert!(!bucket.has_unfinished());
}

#[test]
fn a_store_that_refuses_is_a_failure_and_the_folder_keeps_its_own() {
    let bucket = Bucket::open();
    let ground = with_bucket(&bucket);
    // One that has gone elsewhere isn't followed.
    for refusal in [403, 301] {
        bucket.will_say("", &[refusal; 20]);
        let said = ground.refuses(&["run"]);
        assert!(said.contains("bucket backups") && said.contains(&refusal.to_string()), "{said}");
        assert!(!said.contains(SECRET) && !said.contains("X-Amz"), "{said}");
        bucket.will_say("", &[]);
    }
    assert!(bucket.names().is_empty());
    assert_eq!(ground.listed().len(), 2, "in the folder they are");
    assert_eq!(count(&mut ground.database.admin(), "backups WHERE failure LIKE '%bucket backups%'"), 2);
    // Away for a moment only.
    bucket.will_say("", &[503]);
    ground.backs_up();
    assert_eq!(bucket.names().len(), 2);
}

#[test]
fn another_key_is_refused_by_the_store() {
    let bucket = Bucket::open();
    let mut ground = with_bucket(&bucket);
    ground.set("PERFTRACK_BACKUP_S3_SECRET", "somebody else's");
    assert!(ground.refuses(&["run"]).contains("SignatureDoesNotMatch"));
    assert!(bucket.names().is_empty());
}
