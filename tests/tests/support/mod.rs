//! The support itself.

use perftrack_tests::Database;

#[test]
fn a_database_is_migrated() {
    let mut conn = Database::shared().admin();
    assert_eq!(perftrack_tests::db::count(&mut conn, "organisations WHERE name = 'nobody'"), 0);
}
