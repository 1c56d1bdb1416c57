//! Feedback: each test is a rule about praise, private feedback, asking and notes, tried over HTTP.

mod praise;
mod private;
mod requests;
mod timeline;

use perftrack_tests::{Client, Org, Persona, client::Called};
use shared::{
    access::{Relation, Role},
    feedback::{
        Audience, Feedback, FeedbackPath, GiveFeedback, GivePraise, NewFeedback, NewFeedbackKind, NewPraise, Praise,
        Purpose, ReadFeedback,
    },
    operation::Nothing,
    problem::Code,
    wire::{FeedbackId, PersonId},
};

/// An organisation with a chain of three and somebody beside it.
struct Ground {
    org: Org,
    director: Persona,
    manager: Persona,
    report: Persona,
    peer: Persona,
}

impl Ground {
    fn new() -> Self {
        let org = Org::db_new();
        let director = org.db_person(Role::Manager, None);
        let manager = org.db_person(Role::Manager, Some(&director));
        let report = org.db_person(Role::Employee, Some(&manager));
        let peer = org.db_person(Role::Employee, Some(&manager));
        Self { org, director, manager, report, peer }
    }
}

const TO_PERSON: Audience = Audience { person: true, manager: false, chain: false, later_managers: false };
const TO_BOTH: Audience = Audience { manager: true, ..TO_PERSON };
const TO_MANAGER: Audience = Audience { person: false, ..TO_BOTH };

fn feedback(about: PersonId, audience: Audience) -> NewFeedback {
    NewFeedback {
        kind: NewFeedbackKind::Given,
        subject_id: about,
        body: "Your questions made the plan better.".to_owned(),
        purpose: Purpose::Growth,
        audience,
    }
}

fn note(about: PersonId) -> NewFeedback {
    NewFeedback { kind: NewFeedbackKind::Note, ..feedback(about, Audience::default()) }
}

fn give(by: &Client, new: NewFeedback) -> Called<GiveFeedback> {
    by.call::<GiveFeedback>(Nothing {}, Nothing {}, new)
}

fn given(by: &Client, new: NewFeedback) -> Feedback {
    give(by, new).expect("feedback")
}

fn at(id: FeedbackId) -> FeedbackPath {
    FeedbackPath { id }
}

/// How somebody stands to it; `None` if it doesn't exist for them.
fn stands(by: &Client, id: FeedbackId) -> Option<Relation> {
    match by.call::<ReadFeedback>(at(id), Nothing {}, ()) {
        Ok(feedback) => Some(feedback.relation),
        Err(problem) => {
            assert_eq!(problem.code, Code::NotFound);
            None
        }
    }
}

fn praised(by: &Client, people: &[PersonId]) -> Praise {
    let new = NewPraise {
        person_ids: people.to_vec(),
        body: "A calm release, thanks to you.".to_owned(),
        value_ids: Vec::new(),
    };
    by.call::<GivePraise>(Nothing {}, Nothing {}, new).expect("praise")
}
