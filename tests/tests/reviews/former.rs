//! Another manager in the middle of a cycle: what the one before wrote is passed on, reports are asked about both, and a cycle
//! about few people calls nothing anonymous that isn't.

use perftrack_tests::{Client, Persona, Refused, db};
use serde_json::json;
use shared::{
    access::Role,
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    people::{EditPerson, PersonChanges, PersonPath, ReadPerson},
    problem::{Code, Problem},
    reviews::{
        PassFormerReviewOn, ReadReview, Review, ReviewCycle, ReviewOfPacketPath, ReviewPacketDetail, ReviewPath,
        ReviewRelation, ReviewStage, ReviewState, SaveReview, SubmitReview,
    },
    wire::{Patch, ReviewId},
};

use super::{Ground, owed, sheet, words, written};

fn moves(ground: &Ground, person: &Persona, manager: &Persona) {
    let (admin, path) = (ground.org.admin(), || PersonPath { id: person.id });
    let version = admin.call::<ReadPerson>(path(), Nothing {}, ()).expect("the person").version;
    let changes = PersonChanges { manager_id: Patch::Set(manager.id), ..PersonChanges::default() };
    admin.change::<EditPerson>(path(), version, changes).expect("they move");
}

/// Begins the one review that somebody has to write.
fn begin(by: &Client) -> Review {
    let review = owed(by).remove(0);
    let sheet = serde_json::from_value(sheet(review.relation, "A dependable year")).expect("a sheet");
    by.call::<SaveReview>(ReviewPath { id: review.id }, Nothing {}, sheet).expect("saved")
}

fn pass_on(ground: &Ground, by: &Client, cycle: &ReviewCycle, review: ReviewId) -> Result<ReviewPacketDetail, Problem> {
    let path = ReviewOfPacketPath { id: ground.packet(cycle).id, review_id: review };
    by.call::<PassFormerReviewOn>(path, Nothing {}, ())
}

fn told(by: &Client) -> usize {
    let notices = by.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    notices.iter().filter(|notice| notice.kind == NoticeKind::ReviewPassedOn).count()
}

/// What managers are read to have said.
fn of_managers(ground: &Ground, by: &Client, cycle: &ReviewCycle) -> Vec<String> {
    let said = words(&ground.read(by, cycle)).into_iter();
    said.filter(|(side, ..)| *side == ReviewRelation::Manager).map(|(.., text)| text).collect()
}

#[test]
fn what_the_one_before_wrote_is_read_at_once_where_an_admin_says_so() {
    let ground = Ground::new();
    let (admin, next) = (ground.org.admin(), ground.org.db_person(Role::Manager, None));
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let review = begin(&ground.manager).id;
    assert!(ground.read(admin, &cycle).former.is_empty(), "whoever leads them still does");
    pass_on(&ground, admin, &cycle, review).refused(Code::NotFound);
    moves(&ground, &ground.subject, &next);

    let former = ground.read(admin, &cycle).former.remove(0);
    assert_eq!((former.id, former.state, former.passed_on), (review, ReviewState::InProgress, false));
    assert!(ground.read(&next, &cycle).former.is_empty());
    pass_on(&ground, &next, &cycle, review).refused(Code::Forbidden);
    pass_on(&ground, admin, &cycle, ReviewId(ground.subject.id.0)).refused(Code::NotFound);

    let path = || ReviewPath { id: review };
    ground.manager.call::<SubmitReview>(path(), Nothing {}, ()).expect("handed in");
    assert!(of_managers(&ground, &next, &cycle).is_empty(), "they have still to write");
    assert!(pass_on(&ground, admin, &cycle, review).expect("passed on").former[0].passed_on);
    pass_on(&ground, admin, &cycle, review).expect("again, which changes nothing");
    assert_eq!(told(&next), 1);

    let read = ground.read(&next, &cycle);
    assert!(read.owes && read.score.is_none());
    assert_eq!(of_managers(&ground, &next, &cycle), ["A dependable year"]);
    assert!(words(&ground.read(&ground.subject, &cycle)).is_empty());
}

#[test]
fn it_is_passed_on_to_who_leads_them_then_and_to_nobody_after() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let [next, third] = [(); 2].map(|()| ground.org.db_person(Role::Manager, None));
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let review = begin(&ground.manager).id;
    moves(&ground, &ground.subject, &next);
    pass_on(&ground, admin, &cycle, review).expect("passed on to the next");
    moves(&ground, &ground.subject, &third);
    ground.manager.call::<SubmitReview>(ReviewPath { id: review }, Nothing {}, ()).expect("handed in");
    assert!(of_managers(&ground, &third, &cycle).is_empty(), "nobody let them");
    assert!(!ground.read(admin, &cycle).former[0].passed_on);
    pass_on(&ground, admin, &cycle, review).expect("passed on to the third");
    assert_eq!(of_managers(&ground, &third, &cycle), ["A dependable year"]);
    assert_eq!((told(&next), told(&third)), (0, 1), "who leads them no more doesn't see what they were told of");
}

#[test]
fn an_admin_who_leads_them_now_passes_nothing_on_to_themselves() {
    let ground = Ground::new();
    let (admin, other) = (ground.org.admin(), ground.org.db_person(Role::Admin, None));
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let review = begin(&ground.manager).id;
    moves(&ground, &ground.subject, admin);
    ground.manager.call::<SubmitReview>(ReviewPath { id: review }, Nothing {}, ()).expect("handed in");
    assert!(ground.read(admin, &cycle).former.is_empty());
    pass_on(&ground, admin, &cycle, review).refused(Code::Forbidden);
    assert!(of_managers(&ground, admin, &cycle).is_empty());
    pass_on(&ground, &other, &cycle, review).expect("another Admin does");
    assert_eq!(of_managers(&ground, admin, &cycle), ["A dependable year"]);
}

#[test]
fn nothing_else_is_read_before_one_has_written() {
    let ground = Ground::new();
    let (admin, next) = (ground.org.admin(), ground.org.db_person(Role::Manager, None));
    let cycle = ground.writing(&ground.peers[..1], &json!({ "naming": "named" }));
    super::write(&ground.peers[0], "Calm in the rush");
    let review = begin(&ground.manager).id;
    moves(&ground, &ground.subject, &next);
    pass_on(&ground, admin, &cycle, review).expect("passed on before it is handed in");
    assert!(words(&ground.read(&next, &cycle)).is_empty());
    ground.manager.call::<SubmitReview>(ReviewPath { id: review }, Nothing {}, ()).expect("handed in");
    let said: Vec<_> = words(&ground.read(&next, &cycle)).into_iter().map(|(side, ..)| side).collect();
    assert_eq!(said, [ReviewRelation::Manager]);
    ground.until(&cycle, ReviewStage::Sharing);
    pass_on(&ground, admin, &cycle, review).refused(Code::Conflict);
}

/// What somebody writes about who leads them, or led them.
fn upward(by: &Client) -> Vec<(String, ReviewState)> {
    let about = written(by).into_iter().filter(|it| it.relation == ReviewRelation::Upward);
    about.map(|it| (it.subject.name, it.state)).collect()
}

/// A cycle about two managers, whose reports are asked by name, and which looks back on days that are still to come.
fn both(ground: &Ground, other: &Persona, until: &str) -> ReviewCycle {
    let included = [ground.subject.id, other.id];
    let more = json!({
        "naming": "named", "included": included, "peers_most": 0, "period_to": until, "nominate_by": null,
        "write_by": "2199-07-20", "share_by": "2199-07-31",
    });
    let cycle = ground.draft(&more);
    ground.until(&cycle, ReviewStage::Writing);
    cycle
}

/// Since so many days somebody is led by who leads them now, and before that by another one.
fn led_since(ground: &Ground, report: &Persona, before: &Persona, days: u8) {
    let mut conn = ground.org.server.database.admin();
    let org = db::organisation_of(&mut conn, report.id);
    db::run(
        &mut conn,
        &format!(
            "BEGIN; SET LOCAL app.org_id = '{org}';
             UPDATE reporting_lines SET valid_from = now() - interval '{days} days'
             WHERE person_id = '{report}' AND valid_to IS NULL;
             INSERT INTO reporting_lines (org_id, id, person_id, manager_id, valid_from, valid_to)
             SELECT org_id, gen_random_uuid(), person_id, '{before}', valid_from - interval '1 year', valid_from
             FROM reporting_lines WHERE person_id = '{report}' AND valid_to IS NULL; COMMIT",
            report = report.id,
            before = before.id,
        ),
    );
}

#[test]
fn a_report_writes_about_both_who_led_them_for_thirty_days() {
    let ground = Ground::new();
    let (report, other) = (&ground.reports[0], ground.org.db_person(Role::Manager, None));
    led_since(&ground, report, &ground.manager, 40);
    both(&ground, &other, "2199-06-30");
    moves(&ground, report, &other);
    let mut asked = upward(report);
    asked.sort_by(|one, two| one.0.cmp(&two.0));
    let mut expected = [&ground.subject, &other].map(|it| (it.name.clone(), ReviewState::Assigned));
    expected.sort_by(|one, two| one.0.cmp(&two.0));
    assert_eq!(asked, expected);
}

#[test]
fn a_few_days_are_no_ground_to_be_asked_and_who_comes_back_is_asked_again() {
    let ground = Ground::new();
    let (report, other) = (&ground.reports[0], ground.org.db_person(Role::Manager, None));
    led_since(&ground, report, &ground.manager, 10);
    both(&ground, &other, "2026-06-30");
    let about = |state| vec![(ground.subject.name.clone(), state)];
    assert_eq!(upward(report), about(ReviewState::Assigned));
    moves(&ground, report, &other);
    assert_eq!(upward(report), about(ReviewState::Void), "and nothing of what is looked back on is left for the other");
    moves(&ground, report, &ground.subject);
    assert_eq!(upward(report), about(ReviewState::Assigned));
}

#[test]
fn in_a_sandbox_the_days_that_its_clock_was_put_forward_count() {
    let ground = Ground::new();
    let (report, other) = (&ground.reports[0], ground.org.db_person(Role::Manager, None));
    led_since(&ground, report, &ground.manager, 10);
    both(&ground, &other, "2199-06-30");
    let mut conn = ground.org.server.database.admin();
    let org = db::organisation_of(&mut conn, report.id);
    let ahead = format!(
        "UPDATE organisations SET sandbox_of = gen_random_uuid(), sandbox_maker = '{}', days_ahead = 60
         WHERE org_id = '{org}'",
        ground.org.admin().id
    );
    db::run(&mut conn, &ahead);
    moves(&ground, report, &other);
    let mut asked = upward(report);
    asked.sort_by(|one, two| one.0.cmp(&two.0));
    let mut expected = [&ground.subject, &other].map(|it| (it.name.clone(), ReviewState::Assigned));
    expected.sort_by(|one, two| one.0.cmp(&two.0));
    assert_eq!(asked, expected);
}

#[test]
fn what_is_begun_stays_and_so_does_what_nobody_knows_to_be_short() {
    let ground = Ground::new();
    let (begun, first) = (&ground.reports[0], &ground.reports[1]);
    let other = ground.org.db_person(Role::Manager, None);
    led_since(&ground, begun, &ground.manager, 10);
    both(&ground, &other, "2026-06-30");
    begin(begun);
    for report in [begun, first] {
        moves(&ground, report, &other);
    }
    assert_eq!(upward(begun), [(ground.subject.name.clone(), ReviewState::InProgress)]);
    // Nobody is known to have led them before: the line may be younger than the truth.
    assert_eq!(upward(first), [(ground.subject.name.clone(), ReviewState::Assigned)]);
}

#[test]
fn who_writes_without_a_name_in_a_small_cycle_is_told_that_it_is_not_anonymous() {
    let ground = Ground::new();
    let guessed = |by: &Client, relation| {
        let review = owed(by).into_iter().find(|it| it.relation == relation).expect("a review to write");
        by.call::<ReadReview>(ReviewPath { id: review.id }, Nothing {}, ()).expect("the review").may_be_guessed
    };
    ground.writing(&ground.peers[..4], &json!({ "naming": "unnamed" }));
    assert!(guessed(&ground.peers[0], ReviewRelation::Peer));
    assert!(!guessed(&ground.subject, ReviewRelation::Own), "they write with their name");

    let many = Ground::new();
    let others: Vec<_> = (0..9).map(|_| many.org.db_person(Role::Employee, None)).collect();
    let all: Vec<_> = others.iter().map(|it| it.id).chain([many.subject.id]).collect();
    let cycle = many.draft(&json!({ "included": all, "peers_most": 0, "nominate_by": null }));
    many.until(&cycle, ReviewStage::Writing);
    assert!(!guessed(&many.reports[0], ReviewRelation::Upward));
}
