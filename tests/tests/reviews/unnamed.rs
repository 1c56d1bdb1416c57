//! Answers without names: nothing that somebody is asked, or reads beside their own, tells whose another is.

use perftrack_tests::{Client, Refused, samples::reviews::form, unique};
use serde_json::{Value, json};
use shared::{
    access::{Role, ShareLevel},
    goals::ObjectivePath,
    operation::Nothing,
    reviews::{CreateReviewTemplate, ReadReview, ReviewCycle, ReviewPath, ReviewRelation, ReviewStage, SaveReview},
    shares::{GranteeKind, NewShare, ShareObjective},
    wire::{ObjectiveId, Patch, PersonId, ReviewTemplateId},
};

use super::{Ground, owed, words, write};

/// A template that asks peers about each goal, too.
fn asks_peers_about_goals(ground: &Ground) -> ReviewTemplateId {
    let mut asked = form();
    asked["sections"][0]["questions"][0]["answered_by"] = json!(["self", "manager", "peer"]);
    let template = serde_json::from_value(json!({ "name": unique(), "form": asked })).expect("a template");
    ground.org.admin().call::<CreateReviewTemplate>(Nothing {}, Nothing {}, template).expect("made").template.id
}

fn share(by: &Client, id: ObjectiveId, with: PersonId) {
    let new = NewShare {
        grantee: GranteeKind::Person,
        person_id: Some(with),
        team_id: None,
        level: ShareLevel::View,
        reason: "They help.".to_owned(),
        ends_at: Patch::Keep,
    };
    by.call::<ShareObjective>(ObjectivePath { id }, Nothing {}, new).expect("it is shared");
}

/// The goals that somebody is asked about.
fn asked(by: &Client) -> Vec<ObjectiveId> {
    let review = owed(by).remove(0);
    let read = by.call::<ReadReview>(ReviewPath { id: review.id }, Nothing {}, ()).expect("the review");
    read.goals.into_iter().map(|goal| goal.id).collect()
}

fn about(goal: ObjectiveId) -> Value {
    json!({ "answers": { "goals": { "items": [{ "id": goal, "rating": 2, "comment": "Well done" }] } } })
}

/// How many answers of peers somebody reads.
fn of_peers(ground: &Ground, by: &Client, cycle: &ReviewCycle) -> usize {
    words(&ground.read(by, cycle)).iter().filter(|(side, ..)| *side == ReviewRelation::Peer).count()
}

#[test]
fn a_goal_that_is_shared_with_one_peer_is_asked_of_none_who_has_no_name() {
    for (naming, all) in [("named", true), ("unnamed", false)] {
        let ground = Ground::new();
        let (open, theirs) = (ground.goal_of_the_subject("organisation"), ground.goal_of_the_subject("private"));
        let peer = &ground.peers[0];
        share(&ground.subject, theirs, peer.id);
        let template = asks_peers_about_goals(&ground);
        ground.writing(&ground.peers[..4], &json!({ "naming": naming, "template_id": template }));
        assert_eq!(asked(peer).contains(&theirs), all, "{naming}");
        assert!(asked(peer).contains(&open) && asked(&ground.peers[1]) == [open]);
        assert!(asked(&ground.subject).contains(&theirs), "one's own are one's own");
        let save = |goal| {
            let sheet = serde_json::from_value(about(goal)).expect("a sheet");
            peer.call::<SaveReview>(ReviewPath { id: owed(peer)[0].id }, Nothing {}, sheet)
        };
        save(open).expect("kept");
        if all {
            save(theirs).expect("kept");
        } else {
            save(theirs).refused_at("answers.goals.items", "unknown");
        }
    }
}

#[test]
fn who_wrote_as_a_peer_reads_no_fewer_of_the_others_than_the_minimum() {
    let ground = Ground::new();
    // An Admin outside the line, so that they may write as a peer and read the packet.
    let judge = ground.org.db_person(Role::Admin, None);
    for (others, reads) in [(3, 0), (4, 5)] {
        let mut peers = vec![judge.clone()];
        peers.extend(ground.peers[..others].iter().cloned());
        let cycle = ground.writing(&peers, &json!({ "peer_load": 10 }));
        peers.iter().for_each(|peer| drop(write(peer, "Calm in the rush")));
        ground.until(&cycle, ReviewStage::Sharing);
        assert_eq!(of_peers(&ground, &judge, &cycle), reads, "beside {others} others");
        assert_eq!(of_peers(&ground, ground.org.admin(), &cycle), others + 1);
    }
}
