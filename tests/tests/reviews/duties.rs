//! What is still to be done in a cycle: who sees it, who is reminded of it and when, and more time for some.

use perftrack_tests::{Client, Refused};
use serde_json::json;
use shared::{
    access::Role,
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    problem::Code,
    reviews::{
        ExtendReviewDuty, ListReviewDuties, ListReviewPackets, NewReviewReminder, RehearseReviewCycle, RemindOfReviews,
        ReviewCycle, ReviewCyclePath, ReviewDuty, ReviewDutyFilter, ReviewDutyKind, ReviewDutyPath, ReviewExtension,
        ReviewPacketFilter, ReviewStage,
    },
    wire::PersonId,
};

use super::{Ground, owed, packets, write};

fn duties(by: &Client, cycle: &ReviewCycle) -> Vec<ReviewDuty> {
    let path = ReviewCyclePath { id: cycle.id };
    by.call::<ListReviewDuties>(path, ReviewDutyFilter::default(), ()).expect("duties").items
}

/// Who has to do what, and how many.
fn told(by: &Client, cycle: &ReviewCycle) -> Vec<(PersonId, ReviewDutyKind, i64)> {
    duties(by, cycle).into_iter().map(|it| (it.person.id, it.duty, it.count)).collect()
}

fn remind(by: &Client, cycle: &ReviewCycle, people: &[PersonId]) -> Result<i64, Box<shared::problem::Problem>> {
    let body = NewReviewReminder { people: people.to_vec(), ..NewReviewReminder::default() };
    by.call::<RemindOfReviews>(ReviewCyclePath { id: cycle.id }, Nothing {}, body)
        .map(|reminded| reminded.count)
        .map_err(Box::new)
}

/// How often somebody sees that something of theirs is due.
fn reminders(by: &Client) -> usize {
    let notices = by.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    notices.iter().filter(|notice| notice.kind == NoticeKind::ReviewDue).count()
}

fn waiting(by: &Client) -> usize {
    let filter = ReviewPacketFilter { waiting: true, ..ReviewPacketFilter::default() };
    by.call::<ListReviewPackets>(Nothing {}, filter, ()).expect("packets").items.len()
}

#[test]
fn each_stage_asks_for_its_own_and_of_whom_it_is() {
    let ground = Ground::new();
    let (admin, manager, subject) = (ground.org.admin(), &ground.manager, &ground.subject);
    let cycle = ground.draft(&json!({ "naming": "named" }));
    assert!(told(admin, &cycle).is_empty());
    ground.until(&cycle, ReviewStage::Nominating);
    assert_eq!(told(admin, &cycle), [(subject.id, ReviewDutyKind::Propose, 1)]);
    assert_eq!((waiting(subject), waiting(manager)), (1, 0));
    ground.until(&cycle, ReviewStage::Writing);
    // Themselves, their manager, and four reports.
    assert_eq!(told(admin, &cycle).iter().map(|(.., count)| count).sum::<i64>(), 6);
    assert_eq!((waiting(subject), waiting(manager)), (0, 0));
    ground.until(&cycle, ReviewStage::Sharing);
    assert_eq!(told(admin, &cycle), [(manager.id, ReviewDutyKind::Release, 1)]);
    assert_eq!((waiting(subject), waiting(manager)), (0, 1));
    ground.release(&cycle);
    assert_eq!(told(admin, &cycle), [(subject.id, ReviewDutyKind::Answer, 1)]);
    assert_eq!((waiting(subject), waiting(manager)), (1, 0));
}

#[test]
fn one_sees_ones_own_and_ones_peoples_but_not_who_writes_without_a_name() {
    let ground = Ground::new();
    let named = ground.writing(&ground.peers[..1], &json!({ "naming": "named" }));
    assert_eq!(told(&ground.subject, &named).len(), 5, "themselves and four reports");
    assert_eq!(told(&ground.manager, &named).len(), 6, "and the manager");
    assert_eq!(told(&ground.reports[0], &named), [(ground.reports[0].id, ReviewDutyKind::Write, 1)]);
    assert_eq!(told(ground.org.admin(), &named).len(), 7, "and the peer");
    let unnamed = ground.writing(&ground.peers[..1], &json!({ "naming": "unnamed" }));
    assert_eq!(told(&ground.subject, &unnamed), [(ground.subject.id, ReviewDutyKind::Write, 1)]);
    assert_eq!(told(&ground.reports[0], &unnamed), [(ground.reports[0].id, ReviewDutyKind::Write, 1)]);
    assert_eq!(told(ground.org.admin(), &unnamed).len(), 7);
}

#[test]
fn an_admin_does_not_learn_who_still_writes_about_themselves_without_a_name() {
    for (naming, seen) in [("named", 4), ("confidential", 0), ("unnamed", 0)] {
        let mut ground = Ground::new();
        ground.subject = ground.org.db_person(Role::Admin, Some(&ground.manager));
        let (admin, subject) = (ground.org.admin(), &ground.subject);
        let cycle = ground.writing(&ground.peers[..4], &json!({ "naming": naming }));
        let is_peer = |id: PersonId| ground.peers.iter().any(|peer| peer.id == id);
        let peers = |by: &Client| told(by, &cycle).into_iter().filter(|(who, ..)| is_peer(*who)).count();
        assert_eq!((peers(admin), peers(subject)), (4, seen), "{naming}");
        // Nor from what the next step lacks.
        let lacking = |by: &Client| {
            let path = ReviewCyclePath { id: cycle.id };
            let gaps = by.call::<RehearseReviewCycle>(path, Nothing {}, ()).expect("a rehearsal").first_gaps;
            gaps.into_iter().filter(|gap| is_peer(gap.person.id)).count()
        };
        assert_eq!((lacking(admin), lacking(subject)), (4, seen), "{naming}");
    }
}

#[test]
fn that_somebody_wrote_without_a_name_is_counted_for_admins_alone() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..2], &json!({ "naming": "unnamed" }));
    let counts = |by: &Client| packets(by, cycle.id).iter().map(|it| (it.reviews, it.submitted)).collect::<Vec<_>>();
    write(&ground.peers[0], "Calm in the rush");
    assert_eq!(counts(&ground.subject), [(2, 0)], "oneself and the manager");
    assert_eq!(counts(&ground.manager), [(2, 0)]);
    assert_eq!(counts(ground.org.admin()), [(8, 1)]);
}

#[test]
fn nobody_is_reminded_twice_on_a_day_nor_of_what_is_done() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..2], &json!({ "naming": "named" }));
    let (admin, peer) = (ground.org.admin(), &ground.peers[0]);
    assert_eq!(remind(admin, &cycle, &[peer.id]), Ok(1));
    assert_eq!(remind(admin, &cycle, &[peer.id]), Ok(0));
    assert_eq!((reminders(peer), reminders(&ground.peers[1])), (1, 0));
    let reminded = duties(admin, &cycle).into_iter().filter(|it| it.reminded_on.is_some());
    assert_eq!(reminded.map(|it| it.person.id).collect::<Vec<_>>(), [peer.id]);
    write(peer, "Calm in the rush");
    assert_eq!(reminders(peer), 0, "what it asked for is done");
    // Everybody else: the subject, their manager, four reports, and the other peer.
    assert_eq!(remind(admin, &cycle, &[]), Ok(7));
    assert_eq!(reminders(&ground.peers[1]), 1);
}

#[test]
fn a_manager_reminds_their_people_and_an_employee_nobody() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..1], &json!({ "naming": "named" }));
    assert_eq!(remind(&ground.manager, &cycle, &[ground.peers[0].id]), Ok(0), "nobody of theirs");
    assert_eq!(remind(&ground.manager, &cycle, &[]), Ok(5), "their people, and not themselves");
    assert_eq!((reminders(&ground.peers[0]), reminders(&ground.subject)), (0, 1));
    ground.peers[0]
        .call::<RemindOfReviews>(ReviewCyclePath { id: cycle.id }, Nothing {}, NewReviewReminder::default())
        .refused(Code::Forbidden);
}

#[test]
fn two_who_remind_at_once_remind_once() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let admin = ground.org.admin();
    let counts: Vec<i64> = std::thread::scope(|scope| {
        let both: Vec<_> = (0..2).map(|_| scope.spawn(|| remind(admin, &cycle, &[]).expect("reminded"))).collect();
        both.into_iter().map(|one| one.join().expect("no panic")).collect()
    });
    assert_eq!(counts.iter().sum::<i64>(), 6);
    assert_eq!(reminders(&ground.subject), 1);
}

#[test]
fn some_get_more_time_and_it_is_only_ever_more() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..2], &json!({ "naming": "named" }));
    let (admin, peer) = (ground.org.admin(), &ground.peers[0]);
    let extend = |person_id, day: &str| {
        let extension = ReviewExtension { due_on: day.parse().expect("a day") };
        admin.call::<ExtendReviewDuty>(ReviewDutyPath { id: cycle.id, person_id }, Nothing {}, extension)
    };
    extend(peer.id, "2026-07-10").refused_at("due_on", "in_the_past");
    extend(ground.org.db_person(shared::access::Role::Employee, None).id, "2199-07-31").refused(Code::NotFound);
    extend(peer.id, "2199-07-31").expect("more time");
    assert_eq!(owed(peer)[0].due_on.to_string(), "2199-07-31");
    assert_eq!(owed(&ground.peers[1])[0].due_on.to_string(), "2026-07-20");
    let late = ReviewDutyFilter { late: true, ..ReviewDutyFilter::default() };
    let late = admin.call::<ListReviewDuties>(ReviewCyclePath { id: cycle.id }, late, ()).expect("duties").items;
    assert!(late.iter().all(|it| it.person.id != peer.id) && late.len() == 7);
    ground.until(&cycle, ReviewStage::Sharing);
    extend(peer.id, "2199-08-31").refused(Code::Conflict);
}
