//! A cycle about ten thousand people: launched as a whole or not at all, and looked over page by page.

use diesel::PgConnection;
use perftrack_tests::{
    Client, Org, Server,
    db::{count, organisation_of, run, text},
    samples::reviews::waive_gaps,
};
use serde_json::json;
use shared::{
    operation::Nothing,
    reviews::{
        ExportReviewResultsCsv, ListReviewCycles, ListReviewDuties, ListReviewGroups, ListReviewPackets,
        MoveReviewCycle, NewReviewReminder, ReadReviewCycle, RehearseReviewCycle, RemindOfReviews, ReviewCycle,
        ReviewCycleFilter, ReviewCyclePath, ReviewDutyFilter, ReviewGroup, ReviewGroupFilter, ReviewGrouping,
        ReviewMove, ReviewPacketFilter, ReviewRehearsal, ReviewRelation, ReviewStage, ReviewStep,
    },
    wire::{Limit, TeamId, id::OrganisationId},
};

use super::Ground;

const CREW: i64 = 10_000;
/// The ground's Admin, manager, subject, four reports and five peers.
const OTHERS: i64 = 12;
/// What the nine whom the Admin leads write about them without names is counted for other Admins.
pub(super) const OF_THE_ADMIN: i64 = 9;

/// So many people on a hundred ships of one fleet: the first tenth lead ten each, and the first nine are led by the
/// Admin.
pub(super) fn hire(conn: &mut PgConnection, org: OrganisationId, ground: &Ground, crew: i64) -> TeamId {
    let fleet = TeamId(uuid::Uuid::now_v7());
    let (admin, leads) = (ground.org.admin().id, crew / 10);
    run(
        conn,
        &format!(
            "BEGIN; SET LOCAL app.org_id = '{org}';
             INSERT INTO teams (org_id, id, name) VALUES ('{org}', '{fleet}', 'Fleet');
             INSERT INTO teams (org_id, id, name, parent_id)
             SELECT '{org}', gen_random_uuid(), concat('Ship ', n), '{fleet}' FROM generate_series(0, 99) n;
             WITH crew AS (
                SELECT n, gen_random_uuid() AS account, concat('Crew ', lpad(n::text, 5, '0')) AS name,
                       concat('crew-', n, '-{org}@example.com') AS mail
                FROM generate_series(1, {crew}) n
             ), accounts AS (
                INSERT INTO accounts (id, email, email_key, password_hash) SELECT account, mail, mail, '' FROM crew
             )
             INSERT INTO people (org_id, id, account_id, name, email, email_key, role, status, team_id)
             SELECT '{org}', gen_random_uuid(), c.account, c.name, c.mail, c.mail,
                    CASE WHEN c.n <= {leads} THEN 'manager' ELSE 'employee' END, 'active', t.id
             FROM crew c JOIN teams t ON t.org_id = '{org}' AND t.name = concat('Ship ', c.n % 100);
             INSERT INTO reporting_lines (org_id, id, person_id, manager_id)
             SELECT p.org_id, gen_random_uuid(), p.id, coalesce(m.id, '{admin}')
             FROM people p LEFT JOIN people m ON m.org_id = p.org_id
               AND m.name = concat('Crew ', lpad((substr(p.name, 6)::int / 10)::text, 5, '0'))
             WHERE p.org_id = '{org}' AND p.name LIKE 'Crew %';
             COMMIT"
        ),
    );
    count_anew(conn);
    fleet
}

/// As Postgres does by itself a moment after so many rows came.
pub(super) fn count_anew(conn: &mut PgConnection) {
    run(conn, "ANALYZE");
}

fn path(cycle: &ReviewCycle) -> ReviewCyclePath {
    ReviewCyclePath { id: cycle.id }
}

fn rehearsal(by: &Client, cycle: &ReviewCycle) -> ReviewRehearsal {
    by.call::<RehearseReviewCycle>(path(cycle), Nothing {}, ()).expect("a rehearsal")
}

fn load(rehearsal: &ReviewRehearsal, side: ReviewRelation) -> i64 {
    rehearsal.load.iter().find(|load| load.relation == side).map_or(0, |load| load.reviews)
}

/// Everybody active, without peers.
fn about_all(ground: &Ground) -> ReviewCycle {
    ground.draft(&json!({ "started_until": null, "included": [], "peers_most": 0 }))
}

#[test]
fn a_cycle_about_ten_thousand_is_launched_as_a_whole_or_not_at_all() {
    // What is counted of so many would say little of the organisations of other tests.
    let ground = Ground::of(Org::db_on(Server::alone(&[])));
    let admin = ground.org.admin();
    let mut conn = ground.org.server.database.admin();
    let org = organisation_of(&mut conn, admin.id);
    let fleet = hire(&mut conn, org, &ground, CREW);
    let cycle = about_all(&ground);

    let planned = rehearsal(admin, &cycle);
    assert_eq!(planned.people, CREW + OTHERS);
    // The Admin, the ground's manager and its five peers.
    assert_eq!(planned.gaps, 7);
    assert_eq!(load(&planned, ReviewRelation::Own), CREW + OTHERS);
    assert_eq!(load(&planned, ReviewRelation::Manager), CREW + OTHERS - planned.gaps);
    // Of those who lead fewer than four nobody is asked: the ground's manager and the thousandth of the crew lead one.
    assert_eq!(load(&planned, ReviewRelation::Upward), CREW + OTHERS - planned.gaps - 2);

    let rows = |conn: &mut PgConnection| {
        let packets = format!("review_packets WHERE org_id = '{org}'");
        let reviews = format!("reviews WHERE org_id = '{org}'");
        let told = format!("notices WHERE org_id = '{org}' AND about = '{}'", cycle.id);
        [packets, reviews, told].map(|from| count(conn, &from))
    };
    waive_gaps(admin, &format!("/api/v1/review-cycles/{}", cycle.id));
    // All is done but the line in the audit log, which waits until it may wait no longer.
    let mut other = ground.org.server.database.admin();
    run(&mut other, &format!("BEGIN; SELECT FROM audit_heads WHERE org_id = '{org}' FOR UPDATE"));
    let step = || ReviewMove { step: ReviewStep::Forward, gaps: 0, reason: None };
    admin.call::<MoveReviewCycle>(path(&cycle), Nothing {}, step()).expect_err("it can't be taken down");
    run(&mut other, "ROLLBACK");
    assert_eq!(rows(&mut conn), [0, 0, 0]);
    let stands = admin.call::<ReadReviewCycle>(path(&cycle), Nothing {}, ()).expect("it").cycle;
    assert_eq!((stands.stage, stands.version), (ReviewStage::Draft, cycle.version));

    let now = admin.call::<MoveReviewCycle>(path(&cycle), Nothing {}, step()).expect("launched");
    assert_eq!((now.cycle.stage, now.progress.people), (ReviewStage::Writing, CREW + OTHERS));
    let [packets, reviews, told] = rows(&mut conn);
    let all: i64 = planned.load.iter().map(|load| load.reviews).sum();
    assert_eq!((packets, reviews, now.progress.reviews), (CREW + OTHERS, all, all - OF_THE_ADMIN));
    // Twice, that it began and that they write; nobody of their own doing.
    assert_eq!(told, 2 * (CREW + OTHERS - 1));
    assert_eq!(rehearsal(admin, &cycle).load, planned.load);
    count_anew(&mut conn);
    look_over(&ground, &cycle, fleet);
}

/// Lists, numbers, reminders and the file, each within the time that a statement has.
fn look_over(ground: &Ground, cycle: &ReviewCycle, fleet: TeamId) {
    let admin = ground.org.admin();
    let cycles = admin.call::<ListReviewCycles>(Nothing {}, ReviewCycleFilter::default(), ()).expect("cycles");
    assert_eq!(cycles.items.len(), 1);
    let filter = ReviewPacketFilter { cycle: Some(cycle.id), team: Some(fleet), ..ReviewPacketFilter::default() };
    let packets = admin.call::<ListReviewPackets>(Nothing {}, filter, ()).expect("packets");
    assert!(packets.next_cursor.is_some());

    let groups = |by| -> Vec<ReviewGroup> {
        let filter = ReviewGroupFilter { by: Some(by), limit: Limit::new(100), cursor: None };
        admin.call::<ListReviewGroups>(path(cycle), filter, ()).expect("groups").items
    };
    let whole = groups(ReviewGrouping::Team).into_iter().next().expect("the fleet lags most");
    assert_eq!(whole.team.map(|team| team.id), Some(fleet));
    // Everybody writes something, and it is late.
    assert_eq!((whole.progress.people, whole.to_do, whole.late), (CREW, CREW, CREW));
    assert!(groups(ReviewGrouping::Manager).iter().all(|group| group.progress.people == 10 && group.to_do == 10));

    let remind = || {
        let all = NewReviewReminder { team: Some(fleet), ..NewReviewReminder::default() };
        admin.call::<RemindOfReviews>(path(cycle), Nothing {}, all).expect("reminded").count
    };
    assert_eq!([remind(), remind()], [CREW, 0]);
    let filter = ReviewDutyFilter { team: Some(fleet), late: true, ..ReviewDutyFilter::default() };
    let duties = admin.call::<ListReviewDuties>(path(cycle), filter, ()).expect("duties").items;
    assert!(duties.len() == 25 && duties.iter().all(|duty| duty.reminded_on.is_some()));

    let file = admin.call::<ExportReviewResultsCsv>(path(cycle), Nothing {}, ()).expect("a file");
    assert_eq!(file.lines().count() as i64, 1 + CREW + OTHERS);
    // All write about themselves and their reports, a little each.
    let written = format!(
        "UPDATE reviews r SET state = 'submitted', submitted_at = now(), answers = '{{\"overall\": {{\"rating\": 3}}}}'
         FROM review_packets k
         WHERE k.cycle_id = '{}' AND r.org_id = k.org_id AND r.packet_id = k.id AND r.relation IN ('self', 'manager')",
        cycle.id
    );
    let mut conn = ground.org.server.database.admin();
    run(&mut conn, &written);
    count_anew(&mut conn);
    ground.until(cycle, ReviewStage::Sharing);
    let sharing = groups(ReviewGrouping::Team).into_iter().next().expect("the fleet");
    assert_eq!((sharing.progress.released, sharing.to_do), (0, 1000), "each manager has something to release");
    ground.until(cycle, ReviewStage::Closed);
    let closed = admin.call::<ReadReviewCycle>(path(cycle), Nothing {}, ()).expect("it");
    assert_eq!((closed.cycle.stage, closed.progress.released), (ReviewStage::Closed, CREW + OTHERS));
}

#[test]
fn a_launch_takes_no_more_statements_for_many_than_for_few() {
    let server = Server::alone(&[("PERFTRACK_ROUNDS", "off")]);
    let mut conn = server.database.admin();
    run(&mut conn, "CREATE EXTENSION pg_stat_statements");
    let mut taken = || {
        const TAKEN: &str = "SELECT coalesce(sum(calls), 0)::bigint::text AS text FROM pg_stat_statements s
            JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database()
            WHERE s.userid = 'pt_app'::regrole";
        text(&mut conn, TAKEN).parse::<i64>().expect("a number")
    };
    let mut launch = |crew: i64| {
        let ground = Ground::of(Org::db_on(server));
        let mut seeds = server.database.admin();
        let org = organisation_of(&mut seeds, ground.org.admin().id);
        if crew > 0 {
            hire(&mut seeds, org, &ground, crew);
        }
        let cycle = about_all(&ground);
        waive_gaps(ground.org.admin(), &format!("/api/v1/review-cycles/{}", cycle.id));
        let step = ReviewMove { step: ReviewStep::Forward, gaps: 0, reason: None };
        let before = taken();
        ground.org.admin().call::<MoveReviewCycle>(path(&cycle), Nothing {}, step).expect("launched");
        taken() - before
    };
    // The first of all plans what later ones find planned.
    launch(0);
    let (few, many) = (launch(0), launch(500));
    assert!(many <= few, "{few} statements for twelve people, {many} for five hundred more");
}
