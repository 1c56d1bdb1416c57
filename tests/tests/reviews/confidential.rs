//! Confidential answers: Admins who neither are the person nor lead them read whose they are, and nobody else.

use perftrack_tests::{Client, unique};
use serde_json::json;
use shared::{
    access::Role,
    api_tokens::{CreateServiceAccount, CreateServiceToken, NewApiToken, NewServiceAccount, Scope, ServiceAccountPath},
    operation::Nothing,
    reviews::{ReviewCycle, ReviewRelation, ReviewStage},
};

use super::{Ground, words, write};

fn written(ground: &Ground, peers: usize) -> ReviewCycle {
    let cycle = ground.writing(&ground.peers[..peers], &json!({ "naming": "confidential", "peer_load": 10 }));
    ground.peers[..peers].iter().for_each(|peer| drop(write(peer, &format!("Words of {}", peer.name))));
    cycle
}

/// How many answers of peers somebody reads, and of how many whose they are.
fn of_peers(ground: &Ground, by: &Client, cycle: &ReviewCycle) -> (usize, usize) {
    let said: Vec<_> =
        words(&ground.read(by, cycle)).into_iter().filter(|(side, ..)| *side == ReviewRelation::Peer).collect();
    (said.len(), said.iter().filter(|(_, author, _)| author.is_some()).count())
}

#[test]
fn admins_read_whose_they_are_and_everybody_else_reads_them_without_names_from_the_minimum_on() {
    let ground = Ground::new();
    for (peers, shown) in [(3, 0), (4, 4)] {
        let cycle = written(&ground, peers);
        assert_eq!(of_peers(&ground, ground.org.admin(), &cycle), (peers, peers), "while they are written");
        assert_eq!(of_peers(&ground, &ground.manager, &cycle), (0, 0), "before sharing");
        ground.until(&cycle, ReviewStage::Sharing);
        ground.release(&cycle);
        assert_eq!(of_peers(&ground, ground.org.admin(), &cycle), (peers, peers));
        for by in [&ground.manager, &ground.subject] {
            assert_eq!(of_peers(&ground, by, &cycle), (shown, 0));
        }
    }
}

#[test]
fn an_admin_who_leads_the_person_reads_no_names() {
    let mut ground = Ground::new();
    ground.manager = ground.org.db_person(Role::Admin, None);
    ground.subject = ground.org.db_person(Role::Manager, Some(&ground.manager));
    let cycle = written(&ground, 4);
    ground.until(&cycle, ReviewStage::Sharing);
    assert_eq!(of_peers(&ground, &ground.manager, &cycle), (4, 0));
}

/// A service account that reads reviews as an Admin.
fn program(ground: &Ground) -> Client {
    let admin = ground.org.admin();
    let new = NewServiceAccount { name: format!("Archive {}", unique()), purpose: String::new(), role: Role::Admin };
    let account = admin.call::<CreateServiceAccount>(Nothing {}, Nothing {}, new).expect("a service account");
    let new =
        NewApiToken { name: "Archive".to_owned(), scopes: vec![Scope::ReviewsRead], days: 90, networks: Vec::new() };
    let path = ServiceAccountPath { id: account.id };
    let made = admin.call::<CreateServiceToken>(path, Nothing {}, new).expect("a token");
    Client::visitor(ground.org.server).with_bearer(&made.secret)
}

#[test]
fn a_program_that_is_nobodys_reads_no_names_or_the_person_could_by_its_token() {
    let ground = Ground::new();
    let cycle = written(&ground, 4);
    let program = program(&ground);
    assert_eq!(of_peers(&ground, &program, &cycle), (0, 0), "while they are written");
    ground.until(&cycle, ReviewStage::Sharing);
    assert_eq!(of_peers(&ground, &program, &cycle), (4, 0));
}
