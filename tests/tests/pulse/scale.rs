//! A pulse that asks thousands.

use perftrack_tests::db::{count, organisation_of, run};
use serde_json::json;
use shared::pulse::PulseState;

use super::{Ground, see};

#[test]
fn a_pulse_opens_for_thousands_at_once_and_each_is_told() {
    let ground = Ground::of(6, 6);
    let mut conn = ground.org.server.database.admin();
    let org = organisation_of(&mut conn, ground.org.admin().id);
    run(
        &mut conn,
        &format!(
            "WITH crew AS (
                SELECT gen_random_uuid() AS account, concat('Crew ', n) AS name, concat('crew-', n, '-{org}@example.com') AS mail
                FROM generate_series(1, 8200) n
             ), accounts AS (
                INSERT INTO accounts (id, email, email_key, password_hash) SELECT account, mail, mail, '' FROM crew
             )
             INSERT INTO people (org_id, id, account_id, name, email, email_key, role, status, team_id)
             SELECT '{org}', gen_random_uuid(), account, name, mail, mail, 'employee', 'active', '{}' FROM crew",
            ground.platform.id
        ),
    );
    let id = ground.open(json!({}));
    let open = see(ground.org.admin(), id).expect("it is there").pulse;
    assert_eq!((open.state, open.asked), (PulseState::Open, Some(8212)));
    let told = format!("notices WHERE org_id = '{org}' AND kind = 'pulse_opened'");
    assert_eq!(count(&mut conn, &told), 8212);
}
