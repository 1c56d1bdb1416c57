use proptest::prelude::*;

use super::*;

fn somebody() -> Standing {
    Standing {
        role: Role::Manager,
        author: false,
        subject: false,
        asked: false,
        manager_then: false,
        above_then: false,
        manager_now: false,
        above_now: false,
    }
}

fn manager() -> Standing {
    Standing { manager_then: true, above_then: true, manager_now: true, above_now: true, ..somebody() }
}

const TO_BOTH: Audience = Audience { person: true, manager: true, chain: false, later_managers: false };
const TO_MANAGER: Audience = Audience { person: false, ..TO_BOTH };

#[test]
fn an_old_manager_stops_reading_and_a_new_one_begins_only_if_the_author_said_so() {
    let old = Standing { manager_now: false, above_now: false, ..manager() };
    let new = Standing { manager_then: false, above_then: false, ..manager() };
    assert_eq!(relation_of(manager(), FeedbackKind::Given, TO_MANAGER), Some(Relation::Report));
    assert_eq!(relation_of(old, FeedbackKind::Given, TO_MANAGER), None);
    assert_eq!(relation_of(new, FeedbackKind::Given, TO_MANAGER), None);
    let whoever = Audience { later_managers: true, ..TO_MANAGER };
    assert_eq!(relation_of(new, FeedbackKind::Given, whoever), Some(Relation::Report));
}

#[test]
fn those_above_the_manager_read_only_what_the_author_sent_up() {
    let above = Standing { manager_then: false, manager_now: false, ..manager() };
    assert_eq!(reach(above, FeedbackKind::Given, TO_BOTH), None);
    let up = Audience { chain: true, ..TO_BOTH };
    assert_eq!(reach(above, FeedbackKind::Given, up), Some((Relation::Report, Because::Chain)));
}

#[test]
fn who_asked_reads_the_answer_while_they_stand_above() {
    let asker = Standing { asked: true, above_now: true, ..somebody() };
    assert_eq!(reach(asker, FeedbackKind::Asked, TO_MANAGER), Some((Relation::Report, Because::Asked)));
    assert_eq!(reach(Standing { above_now: false, ..asker }, FeedbackKind::Asked, TO_MANAGER), None);
}

#[test]
fn what_was_written_to_a_manager_alone_is_not_the_subjects_even_if_they_are_an_admin() {
    let subject = Standing { role: Role::Admin, subject: true, ..somebody() };
    assert_eq!(relation_of(subject, FeedbackKind::Given, TO_MANAGER), None);
    assert_eq!(relation_of(subject, FeedbackKind::Given, TO_BOTH), Some(Relation::Shared(ShareLevel::View)));
}

prop_compose! {
    fn any_standing()(role in 0_usize..3, bits in any::<[bool; 7]>()) -> Standing {
        let [author, subject, asked, manager_then, above_then, manager_now, above_now] = bits;
        let role = Role::ALL[role];
        Standing { role, author, subject, asked, manager_then, above_then, manager_now, above_now }
    }
}

prop_compose! {
    fn any_audience()(bits in any::<[bool; 4]>()) -> Audience {
        let [person, manager, chain, later_managers] = bits;
        Audience { person, manager, chain, later_managers }
    }
}

proptest! {
    #[test]
    fn a_note_is_read_by_its_author_alone(it in any_standing(), to in any_audience()) {
        prop_assert_eq!(reach(it, FeedbackKind::Note, to).is_some(), it.author);
    }

    #[test]
    fn narrowing_takes_readers_away_and_adds_none(it in any_standing(), to in any_audience(), kept in any_audience()) {
        let narrower = Audience {
            person: to.person && kept.person,
            manager: to.manager && kept.manager,
            chain: to.chain && kept.chain,
            later_managers: to.later_managers && kept.later_managers,
        };
        prop_assert!(narrower.within(to));
        if relation_of(it, FeedbackKind::Given, narrower).is_some() {
            prop_assert_eq!(relation_of(it, FeedbackKind::Given, narrower), relation_of(it, FeedbackKind::Given, to));
        }
    }

    #[test]
    fn employees_who_are_neither_author_nor_subject_read_nothing(it in any_standing(), to in any_audience()) {
        if it.role == Role::Employee && !it.author && !it.subject {
            prop_assert_eq!(relation_of(it, FeedbackKind::Given, to), None);
        }
    }
}
