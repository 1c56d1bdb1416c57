//! Who writes from outside the organisation: one review, by a link, without an account.

use std::time::Duration;

use perftrack_tests::{Client, Persona, Refused, client::Called, db, org::new_person, unique};
use serde_json::json;
use shared::{
    access::Role,
    operation::Nothing,
    people::{CreatePerson, DeactivatePerson, PersonPath},
    problem::{Code, Problem},
    reviews::{
        DeclineExternalReview, ExternalReview, ExternalReviewLink, ExternalReviewSheet, InviteExternalReviewer,
        NewReviewExternal, PacketAnswer, ReadExternalReview, ReviewCycle, ReviewExternal, ReviewExternalPath,
        ReviewPacketDetail, ReviewPacketPath, ReviewRelation, ReviewStage, ReviewState, RevokeExternalReviewer,
        SaveExternalReview, SubmitExternalReview,
    },
};

use super::{Ground, write};

const NAME: &str = "Ines of the harbour";

fn invite((ground, cycle): (&Ground, &ReviewCycle), by: &Client, email: &str) -> Result<ReviewPacketDetail, Problem> {
    let new =
        NewReviewExternal { name: NAME.to_owned(), email: email.to_owned(), reason: "Our best customer".to_owned() };
    by.call::<InviteExternalReviewer>(ReviewPacketPath { id: ground.packet(cycle).id }, Nothing {}, new)
}

/// An address, and the link that was mailed there.
fn invited(on: (&Ground, &ReviewCycle)) -> (ReviewExternal, ExternalReviewLink) {
    let email = format!("{}@example.org", unique());
    let now = invite(on, on.0.org.admin(), &email).expect("invited");
    let external = now.externals.into_iter().find(|it| it.email == email).expect("they are there");
    let token = on.0.org.server.mailbox.wait_for(&email, 1).secret();
    (external, ExternalReviewLink { token })
}

fn visitor(ground: &Ground) -> Client {
    Client::visitor(ground.org.server)
}

fn read(ground: &Ground, link: &ExternalReviewLink) -> Called<ReadExternalReview> {
    visitor(ground).call::<ReadExternalReview>(Nothing {}, Nothing {}, link.clone())
}

fn save(ground: &Ground, link: &ExternalReviewLink, version: i64, words: &str) -> Called<SaveExternalReview> {
    let answers = serde_json::from_value(json!({ "words": { "text": words } })).expect("answers");
    let sheet = ExternalReviewSheet { token: link.token.clone(), version, answers };
    visitor(ground).call::<SaveExternalReview>(Nothing {}, Nothing {}, sheet)
}

/// Writes by a link and hands in.
fn writes(ground: &Ground, link: &ExternalReviewLink, words: &str) -> ExternalReview {
    let version = read(ground, link).expect("the review").version;
    save(ground, link, version, words).expect("kept");
    visitor(ground).call::<SubmitExternalReview>(Nothing {}, Nothing {}, link.clone()).expect("handed in")
}

fn revoke(on: (&Ground, &ReviewCycle), by: &Client, it: &ReviewExternal) -> Result<ReviewPacketDetail, Problem> {
    let path = ReviewExternalPath { id: on.0.packet(on.1).id, external_id: it.id };
    by.call::<RevokeExternalReviewer>(path, Nothing {}, ())
}

/// What peers' side said in words, as somebody reads it; and whether too few did.
fn of_peers(ground: &Ground, by: &Client, cycle: &ReviewCycle) -> (Vec<PacketAnswer>, bool) {
    let packet = ground.read(by, cycle);
    let words = packet.sections.into_iter().flat_map(|it| it.questions).find(|it| it.question.key == "words");
    let words = words.expect("the question");
    let answers = words.answers.into_iter().filter(|it| it.relation == ReviewRelation::Peer).collect();
    (answers, words.too_few.contains(&ReviewRelation::Peer))
}

#[test]
fn the_link_is_all_they_need_and_they_are_shown_as_from_outside() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let (_, link) = invited((&ground, &cycle));
    let review = read(&ground, &link).expect("the review");
    assert_eq!((review.subject.as_str(), review.name.as_str()), (ground.subject.name.as_str(), NAME));
    let asked: Vec<_> = review.sections.iter().flat_map(|it| &it.questions).map(|it| it.key.as_str()).collect();
    assert_eq!(asked, ["words"]);

    let kept = save(&ground, &link, review.version, "They kept their wo").expect("kept");
    save(&ground, &link, review.version, "Another window").refused(Code::VersionMismatch);
    assert_eq!((kept.state, kept.answers["words"].text.as_str()), (ReviewState::InProgress, "They kept their wo"));
    let done = writes(&ground, &link, "They kept their word");
    assert_eq!((done.state, done.answers.len(), done.sections.len()), (ReviewState::Submitted, 0, 0));
    save(&ground, &link, done.version, "They did not").refused(Code::Conflict);

    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    for reader in [ground.org.admin(), &ground.manager, &ground.subject] {
        let (answers, _) = of_peers(&ground, reader, &cycle);
        let said: Vec<_> =
            answers.iter().map(|it| (it.author.as_deref(), it.external, it.answer.text.as_str())).collect();
        assert_eq!(said, [(Some(NAME), true, "They kept their word")]);
    }
}

#[test]
fn it_ends_when_it_is_taken_back_and_when_writing_is_over() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let on = (&ground, &cycle);
    let (one, link) = invited(on);
    let (_, other) = invited(on);
    save(&ground, &link, read(&ground, &link).expect("it works").version, "Begun").expect("kept");
    revoke(on, ground.org.admin(), &one).expect("taken back");
    read(&ground, &link).refused(Code::NotFound);
    revoke(on, ground.org.admin(), &one).refused(Code::Conflict);
    read(&ground, &other).expect("the other works");
    ground.until(&cycle, ReviewStage::Sharing);
    read(&ground, &other).refused(Code::NotFound);
    invite(on, ground.org.admin(), "late@example.org").refused(Code::Conflict);
    read(&ground, &ExternalReviewLink { token: "A".repeat(43) }).refused(Code::NotFound);
}

#[test]
fn whoever_names_reviewers_invites_and_one_address_once() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let refuses = |by: &Persona| invite((&ground, &cycle), by, "ines@example.org").refused(Code::Forbidden);
    refuses(&ground.manager);
    refuses(&ground.subject);
    let cycle = ground.writing(&[], &json!({ "naming": "named", "managers_appoint": true }));
    let on = (&ground, &cycle);
    let now = invite(on, &ground.manager, "ines@example.org").expect("invited");
    assert!(now.may_invite && now.externals[0].removable);
    invite(on, ground.org.admin(), "Ines@example.org").refused_at("email", "writes_already");
    assert_eq!(ground.read(&ground.subject, &cycle).externals, []);
}

#[test]
fn nobody_who_works_here_is_from_outside() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let on = (&ground, &cycle);
    invite(on, ground.org.admin(), &ground.peers[0].email.to_uppercase()).refused_at("email", "works_here");
    let new = new_person(Role::Employee);
    let email = new.email.clone();
    let entered = ground.org.admin().call::<CreatePerson>(Nothing {}, Nothing {}, new).expect("a person");
    invite(on, ground.org.admin(), &email).refused_at("email", "works_here");
    let path = PersonPath { id: entered.id };
    ground.org.admin().call::<DeactivatePerson>(path, Nothing {}, None).expect("they leave");
    invite(on, ground.org.admin(), &email).expect("who has left is outside");
}

#[test]
fn who_declines_without_a_name_is_not_told_by_anything() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({ "managers_appoint": true }));
    let on = (&ground, &cycle);
    let [(declined, link), (other, _)] = [invited(on), invited(on)];
    visitor(&ground).call::<DeclineExternalReview>(Nothing {}, Nothing {}, link).expect("declined");
    let shown = |invited: &ReviewExternal| {
        let all = ground.read(&ground.manager, &cycle).externals;
        let it = all.into_iter().find(|it| it.id == invited.id).expect("they are there");
        (it.state, it.email, it.removable)
    };
    assert_eq!(shown(&declined), (None, String::new(), false));
    assert_eq!(shown(&declined), shown(&other));
    for it in [&declined, &other] {
        invite(on, &ground.manager, &it.email).refused_at("email", "writes_already");
    }
    // Whoever is taken back may be asked again.
    revoke(on, ground.org.admin(), &other).expect("taken back");
    invite(on, ground.org.admin(), &other.email).expect("invited again");
}

#[test]
fn nobody_makes_up_the_minimum_by_inviting() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..3], &json!({ "managers_appoint": true }));
    ground.peers[..3].iter().for_each(|peer| drop(write(peer, "From inside")));
    for words in ["One", "Two", "Three"] {
        writes(&ground, &invited((&ground, &cycle)).1, words);
    }
    // Whether somebody has written without a name is for Admins.
    let states = |by: &Client| ground.read(by, &cycle).externals.into_iter().map(|it| it.state).collect::<Vec<_>>();
    assert_eq!(states(&ground.manager), [None; 3]);
    assert_eq!(states(ground.org.admin()), [Some(ReviewState::Submitted); 3]);
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    for reader in [ground.org.admin(), &ground.manager, &ground.subject] {
        assert_eq!(of_peers(&ground, reader, &cycle), (Vec::new(), true));
    }
}

#[test]
fn where_enough_answer_theirs_are_among_them_without_a_name() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    ground.peers[..4].iter().for_each(|peer| drop(write(peer, "From inside")));
    writes(&ground, &invited((&ground, &cycle)).1, "From outside");
    ground.until(&cycle, ReviewStage::Sharing);
    let (answers, too_few) = of_peers(&ground, ground.org.admin(), &cycle);
    assert_eq!((answers.len(), too_few), (5, false));
    assert!(answers.iter().all(|it| it.author.is_none() && !it.external), "{answers:?}");
}

#[test]
fn declining_and_the_end_of_the_cycle_take_the_address() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let on = (&ground, &cycle);
    let [(declined, link), (kept, other)] = [invited(on), invited(on)];
    visitor(&ground).call::<DeclineExternalReview>(Nothing {}, Nothing {}, link.clone()).expect("declined");
    read(&ground, &link).refused(Code::NotFound);
    writes(&ground, &other, "They kept their word");
    let email = |it: &ReviewExternal| {
        let query = format!("SELECT email AS text FROM review_externals WHERE id = '{}'", it.id);
        db::text(&mut ground.org.server.database.admin(), &query)
    };
    assert_eq!((email(&declined), email(&kept)), (String::new(), kept.email.clone()));
    ground.until(&cycle, ReviewStage::Closed);
    assert_eq!(email(&kept), "");
    let (answers, _) = of_peers(&ground, ground.org.admin(), &cycle);
    assert_eq!(answers.len(), 1, "what was handed in stays");
}

#[test]
fn who_leads_the_person_hears_that_they_handed_in_only_where_answers_have_names() {
    for (naming, heard, patience) in [("named", true, 60_000), ("confidential", false, 700), ("unnamed", false, 700)] {
        let ground = Ground::new();
        let cycle = ground.writing(&[], &json!({ "naming": naming }));
        let (_, link) = invited((&ground, &cycle));
        let watch = format!("subject=review_packet&thing={}", ground.packet(&cycle).id);
        let events = ground.manager.raw("GET", "/api/v1/notifications/stream").query(&watch).listen();
        let next = |millis| events.recv_timeout(Duration::from_millis(millis)).ok();
        assert_eq!(next(60_000).map(|(name, _)| name).as_deref(), Some("unread"), "the stream begins");
        writes(&ground, &link, "They kept their word");
        let changed = std::iter::from_fn(|| next(patience)).any(|(name, _)| name == "changed");
        assert_eq!(changed, heard, "{naming}");
    }
}
