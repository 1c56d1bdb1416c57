//! A draft is sent to a few people to try before anybody else hears of it: they get what each side is asked, and nothing of it
//! is kept.

use perftrack_tests::{Client, Persona, Refused};
use serde_json::json;
use shared::{
    access::Role,
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    people::{DeactivatePerson, PersonPath},
    problem::{Code, Problem},
    reviews::{
        ListReviewTesters, NewReviewTesters, ReadReviewCycle, ReadReviewTrial, ReviewCycle, ReviewCyclePath,
        ReviewRelation, ReviewStage, ReviewTesters, ReviewTrial, SendReviewTrial,
    },
};

use super::{Ground, written};

fn send(ground: &Ground, cycle: &ReviewCycle, to: &[Persona]) -> Result<ReviewTesters, Problem> {
    let people = NewReviewTesters { people: to.iter().map(|one| one.id).collect() };
    ground.org.admin().call::<SendReviewTrial>(ReviewCyclePath { id: cycle.id }, Nothing {}, people)
}

fn read(by: &Client, cycle: &ReviewCycle) -> Result<ReviewTrial, Problem> {
    by.call::<ReadReviewTrial>(ReviewCyclePath { id: cycle.id }, Nothing {}, ())
}

fn told(by: &Client) -> usize {
    let notices = by.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    notices.iter().filter(|notice| notice.kind == NoticeKind::ReviewTrialSent).count()
}

#[test]
fn who_tries_it_gets_what_each_side_is_asked_and_nothing_else_of_the_draft() {
    let ground = Ground::new();
    let (cycle, testers) = (ground.draft(&json!({})), &ground.peers[..2]);
    read(&testers[0], &cycle).refused(Code::NotFound);
    let sent = send(&ground, &cycle, testers).expect("it is sent");
    assert_eq!(sent.items.len(), 2);
    let trial = read(&testers[0], &cycle).expect("the trial");
    let sides: Vec<_> = trial.sides.iter().map(|side| side.relation).collect();
    assert_eq!(sides, ReviewRelation::ALL);
    assert!(trial.sides.iter().all(|side| side.minutes > 0 && !side.sections.is_empty()));
    assert_eq!((trial.sent_by.id, trial.cycle.as_str()), (ground.org.admin().id, cycle.name.as_str()));
    assert!(trial.may_be_guessed, "it is about one person");
    let path = ReviewCyclePath { id: cycle.id };
    testers[0].call::<ReadReviewCycle>(path, Nothing {}, ()).refused(Code::NotFound);
    read(&ground.peers[2], &cycle).refused(Code::NotFound);
    read(ground.org.admin(), &cycle).refused(Code::NotFound);
    assert!(written(&testers[0]).is_empty());
}

#[test]
fn who_is_new_is_told_once_and_who_is_left_out_hears_no_more_of_it() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({}));
    let [first, second] = [&ground.peers[0], &ground.peers[1]];
    send(&ground, &cycle, &ground.peers[..1]).expect("it is sent");
    send(&ground, &cycle, &ground.peers[..2]).expect("to one more");
    assert_eq!((told(first), told(second)), (1, 1));
    send(&ground, &cycle, &[]).expect("it is thrown away");
    read(first, &cycle).refused(Code::NotFound);
    assert_eq!((told(first), told(second)), (0, 0), "a notice of what one doesn't see isn't shown");
}

#[test]
fn whoever_has_left_tries_nothing_and_is_in_nobodys_way() {
    let ground = Ground::new();
    let (admin, cycle) = (ground.org.admin(), ground.draft(&json!({})));
    send(&ground, &cycle, &ground.peers[..2]).expect("it is sent");
    let gone = PersonPath { id: ground.peers[0].id };
    admin.call::<DeactivatePerson>(gone, Nothing {}, None).expect("they leave");
    let path = ReviewCyclePath { id: cycle.id };
    let left = admin.call::<ListReviewTesters>(path, Nothing {}, ()).expect("testers").items;
    assert_eq!(left.iter().map(|it| it.person.id).collect::<Vec<_>>(), [ground.peers[1].id]);
    send(&ground, &cycle, &ground.peers[1..3]).expect("whoever is listed, and one more");
    send(&ground, &cycle, &ground.peers[..1]).refused(Code::Invalid);
}

#[test]
fn a_launch_throws_the_trial_away() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({}));
    send(&ground, &cycle, &ground.peers[..1]).expect("it is sent");
    ground.until(&cycle, ReviewStage::Nominating);
    read(&ground.peers[0], &cycle).refused(Code::NotFound);
    let path = ReviewCyclePath { id: cycle.id };
    let left = ground.org.admin().call::<ListReviewTesters>(path, Nothing {}, ()).expect("testers").items;
    assert!(left.is_empty());
    send(&ground, &cycle, &ground.peers[..1]).refused(Code::Conflict);
}

#[test]
fn it_is_sent_to_five_at_most_by_admins_and_to_nobody_from_elsewhere() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({}));
    let six: Vec<_> = (0..6).map(|_| ground.org.db_person(Role::Employee, None)).collect();
    send(&ground, &cycle, &six).refused(Code::Invalid);
    send(&ground, &cycle, &six[..5]).expect("five");
    let elsewhere = Ground::new();
    send(&ground, &cycle, &elsewhere.peers[..1]).refused(Code::Invalid);
    let people = NewReviewTesters { people: vec![six[0].id] };
    let path = ReviewCyclePath { id: cycle.id };
    ground.manager.call::<SendReviewTrial>(path, Nothing {}, people).refused(Code::Forbidden);
}
