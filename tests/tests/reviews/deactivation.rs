//! Somebody is deactivated, and what is gathered about them ends in the same moment: both happen or neither.

use perftrack_tests::{Client, Refused, unique};
use serde_json::json;
use shared::{
    api_tokens::{CreateApiToken, NewApiToken, Scope},
    operation::Nothing,
    people::{DeactivatePerson, Deactivation, PersonPath, PersonStatus, ReadPerson},
    problem::Code,
    reviews::{ReviewCycle, ReviewEnding, ReviewState},
};

use super::{Ground, write, written};

/// A cycle about the subject in which their manager has written, and two peers and four reports have not.
fn begun(ground: &Ground) -> ReviewCycle {
    let cycle = ground.writing(&ground.peers[..2], &json!({ "naming": "named" }));
    write(&ground.manager, "A dependable year");
    cycle
}

fn asked(reviews: ReviewEnding, reason: &str) -> Option<Deactivation> {
    Some(Deactivation { reviews, reason: reason.to_owned() })
}

fn path(ground: &Ground) -> PersonPath {
    PersonPath { id: ground.subject.id }
}

#[track_caller]
fn is(ground: &Ground, status: PersonStatus) {
    let read = ground.org.admin().call::<ReadPerson>(path(ground), Nothing {}, ()).expect("the person");
    assert_eq!(read.details.expect("an Admin sees them").status, status);
}

#[test]
fn both_happen_at_once() {
    for ending in ReviewEnding::ALL {
        let ground = Ground::new();
        let cycle = begun(&ground);
        let body = asked(*ending, "They have left");
        ground.org.admin().call::<DeactivatePerson>(path(&ground), Nothing {}, body).expect("they leave");
        is(&ground, PersonStatus::Deactivated);
        assert_eq!(ground.rehearsal(&cycle).gaps, 0);
        assert_eq!(written(&ground.peers[0])[0].state, ReviewState::Void);
        let is_withheld = ground.read(ground.org.admin(), &cycle).withheld.is_some();
        assert_eq!(is_withheld, *ending == ReviewEnding::Cancelled);
    }
}

#[test]
fn without_a_body_it_goes_on_and_of_whom_nothing_is_gathered_nothing_ends() {
    let ground = Ground::new();
    let bare = ground.org.admin().raw("POST", &format!("/api/v1/people/{}/deactivate", ground.peers[3].id)).send();
    assert_eq!(bare.status, 200, "as programs ask that know of no body: {}", bare.text());
    let cycle = begun(&ground);
    ground.org.admin().call::<DeactivatePerson>(path(&ground), Nothing {}, None).expect("they leave");
    assert_eq!(ground.rehearsal(&cycle).gaps, 6, "two peers and four reports");
    let other = PersonPath { id: ground.peers[4].id };
    let body = asked(ReviewEnding::Early, "They have left");
    ground.org.admin().call::<DeactivatePerson>(other, Nothing {}, body).expect("they leave as well");
}

#[test]
fn whoever_may_not_end_reviews_deactivates_nobody_by_it() {
    let ground = Ground::new();
    let cycle = begun(&ground);
    let admin = ground.org.admin();
    let gaps = ground.rehearsal(&cycle).gaps;
    admin
        .call::<DeactivatePerson>(path(&ground), Nothing {}, asked(ReviewEnding::Early, ""))
        .refused_at("reason", "required");
    let scopes = vec![Scope::PeopleRead, Scope::PeopleWrite];
    let new = NewApiToken { name: unique(), scopes, days: 7, networks: Vec::new() };
    let made = admin.call::<CreateApiToken>(Nothing {}, Nothing {}, new).expect("a token");
    let program = Client::visitor(ground.org.server).with_bearer(made.secret);
    let ends =
        program.call::<DeactivatePerson>(path(&ground), Nothing {}, asked(ReviewEnding::Early, "They have left"));
    ends.refused(Code::ScopeMissing);
    is(&ground, PersonStatus::Active);
    assert_eq!(ground.rehearsal(&cycle).gaps, gaps);
    program.call::<DeactivatePerson>(path(&ground), Nothing {}, None).expect("they leave");
}

#[test]
fn a_body_without_its_type_is_refused() {
    let ground = Ground::new();
    let request = ground.org.admin().raw("POST", &format!("/api/v1/people/{}/deactivate", ground.subject.id));
    let response = request.body("text/plain", r#"{"reviews":"early","reason":"They have left"}"#).send();
    assert_eq!(response.problem().code, Code::UnsupportedMediaType);
    is(&ground, PersonStatus::Active);
}
