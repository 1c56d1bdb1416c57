//! Peers that are proposed for those who have too few: who knows them, evenly, nobody over the cap and no forbidden pair.

use perftrack_tests::{Client, Persona, Refused, unique};
use serde_json::json;
use shared::{
    feedback::{GivePraise, NewPraise},
    operation::Nothing,
    people::{EditPerson, PersonChanges, PersonPath, ReadPerson},
    problem::Code,
    reviews::{
        NominateReviewPeers, ReadReviewPeerProposals, ReviewCycle, ReviewCyclePath, ReviewPacketPath,
        ReviewPeerProposal, ReviewPeerProposalFilter, ReviewPeerProposals, ReviewPeerReason, ReviewPeers, ReviewStage,
    },
    teams::{CreateTeam, NewTeam},
    wire::{Patch, PersonId},
};

use super::Ground;

fn proposals(by: &Client, cycle: &ReviewCycle) -> ReviewPeerProposals {
    let filter = ReviewPeerProposalFilter::default();
    by.call::<ReadReviewPeerProposals>(ReviewCyclePath { id: cycle.id }, filter, ()).expect("proposals")
}

fn of(found: &ReviewPeerProposals, person: PersonId) -> ReviewPeerProposal {
    found.first.iter().find(|one| one.person.id == person).cloned().expect("a proposal")
}

fn who(one: &ReviewPeerProposal) -> Vec<PersonId> {
    one.proposed.iter().map(|peer| peer.person.id).collect()
}

/// Puts them into a team of theirs.
fn together(ground: &Ground, people: &[&Persona]) {
    let admin = ground.org.admin();
    let new = NewTeam { name: unique(), parent_id: None, lead_id: None };
    let team = admin.call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("a team").id;
    for person in people {
        let path = || PersonPath { id: person.id };
        let version = admin.call::<ReadPerson>(path(), Nothing {}, ()).expect("the person").version;
        let changes = PersonChanges { team_id: Patch::Set(team), ..PersonChanges::default() };
        admin.change::<EditPerson>(path(), version, changes).expect("they join it");
    }
}

/// The subject with their manager, a report and three colleagues in a team.
fn seated() -> Ground {
    let ground = Ground::new();
    let colleagues = ground.peers.iter().take(3);
    together(
        &ground,
        &[&ground.subject, &ground.manager, &ground.reports[0]].into_iter().chain(colleagues).collect::<Vec<_>>(),
    );
    ground
}

#[test]
fn who_is_proposed_knows_the_person_and_is_neither_their_manager_nor_their_report() {
    let ground = seated();
    let cycle = ground.draft(&json!({ "naming": "named", "peers_least": 3, "period_to": "2030-12-31" }));
    let praise =
        NewPraise { person_ids: vec![ground.subject.id], body: "Calm in the rush".to_owned(), value_ids: vec![] };
    ground.peers[2].call::<GivePraise>(Nothing {}, Nothing {}, praise).expect("praise");
    let planned = of(&proposals(ground.org.admin(), &cycle), ground.subject.id);
    assert_eq!((planned.packet_id, planned.version, planned.short), (None, None, 0));
    let mut expected: Vec<_> = ground.peers[..3].iter().map(|peer| peer.id).collect();
    let mut found = who(&planned);
    assert_eq!(planned.proposed[0].person.id, ground.peers[2].id, "who knows them from more comes first");
    assert_eq!(planned.proposed[0].why, [ReviewPeerReason::Feedback, ReviewPeerReason::Team]);
    assert!(planned.proposed.iter().all(|peer| peer.load == 1 && peer.least));
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);

    ground.until(&cycle, ReviewStage::Nominating);
    let now = of(&proposals(&ground.manager, &cycle), ground.subject.id);
    assert_eq!(now.proposed, planned.proposed, "the launch changes nothing of it");
    assert_eq!(now.packet_id, Some(ground.packet(&cycle).id));
}

#[test]
fn they_are_settled_as_any_others_and_then_nobody_is_lacking() {
    let ground = seated();
    let cycle = ground.draft(&json!({ "naming": "named", "peers_least": 2 }));
    ground.until(&cycle, ReviewStage::Nominating);
    let packet = || ReviewPacketPath { id: ground.packet(&cycle).id };
    let own = ReviewPeers { peers: vec![ground.peers[4].id] };
    ground.subject.call::<NominateReviewPeers>(packet(), Nothing {}, own).expect("proposed by the person");
    let one = of(&proposals(&ground.manager, &cycle), ground.subject.id);
    assert_eq!(one.named.iter().map(|person| person.id).collect::<Vec<_>>(), [ground.peers[4].id]);
    assert_eq!(one.proposed.len(), 1, "one beside whom they named");

    let both = one.named.iter().map(|person| person.id).chain(who(&one)).collect();
    let version = one.version.expect("a version");
    ground.manager.change::<NominateReviewPeers>(packet(), version, ReviewPeers { peers: both }).expect("settled");
    assert_eq!(proposals(&ground.manager, &cycle).lacking, 0);
    assert_eq!(proposals(ground.org.admin(), &cycle).lacking, 0);
}

#[test]
fn nobody_gets_more_than_the_cap_and_who_finds_nobody_is_told_so() {
    let ground = seated();
    let included = [ground.subject.id, ground.peers[0].id, ground.peers[1].id, ground.peers[2].id];
    let cycle = ground.draft(&json!({ "naming": "named", "peers_least": 2, "peer_load": 1, "included": included }));
    let found = proposals(ground.org.admin(), &cycle);
    assert_eq!(found.lacking, 4);
    let mut writers: Vec<_> = found.first.iter().flat_map(who).collect();
    let given = writers.len();
    writers.sort_unstable();
    writers.dedup();
    assert_eq!(writers.len(), given, "each writes once");
    // Six in the team, of whom each writes about one of the four at most; two are needed for each.
    assert_eq!(given, 6);
    assert_eq!(found.first.iter().map(|one| one.short).sum::<i64>(), 2);
}

#[test]
fn one_gets_proposals_for_whose_peers_one_settles_and_none_once_writing_begins() {
    let ground = seated();
    let included = [ground.subject.id, ground.peers[0].id];
    let cycle = ground.draft(&json!({ "naming": "named", "peers_least": 1, "included": included }));
    let path = || ReviewCyclePath { id: cycle.id };
    let all = ReviewPeerProposalFilter::default;
    ground.manager.call::<ReadReviewPeerProposals>(path(), all(), ()).refused(Code::NotFound);
    ground.until(&cycle, ReviewStage::Nominating);
    let seen = |by: &Client| proposals(by, &cycle).first.into_iter().map(|one| one.person.id).collect::<Vec<_>>();
    assert_eq!(seen(&ground.manager), [ground.subject.id]);
    assert_eq!(seen(ground.org.admin()).len(), 2);
    assert_eq!(seen(&ground.subject), []);
    let alone = ReviewPeerProposalFilter { subject: Some(ground.peers[0].id) };
    let alone = ground.org.admin().call::<ReadReviewPeerProposals>(path(), alone, ()).expect("one").first;
    assert_eq!(alone.iter().map(|one| one.person.id).collect::<Vec<_>>(), [ground.peers[0].id]);
    ground.until(&cycle, ReviewStage::Writing);
    assert_eq!(seen(ground.org.admin()), []);
}
