//! How far a cycle is by team and by manager: every number is that of the list with the group as its filter, for whoever
//! looks. And what came of a cycle as a file: nothing that its reader doesn't read in the packets.

use std::collections::BTreeSet;

use perftrack_tests::{Client, Org, Persona, Refused, db::run, unique};
use serde_json::json;
use shared::{
    access::Role,
    operation::Nothing,
    reviews::{
        AcknowledgeReviewPacket, Acknowledgement, ExportReviewResultsCsv, ListReviewDuties, ListReviewGroups,
        ListReviewPackets, NewAcknowledgement, NewReviewReminder, PacketState, ReadReviewPacket, ReleaseReviewPacket,
        RemindOfReviews, ReviewCycle, ReviewCyclePath, ReviewDuty, ReviewDutyFilter, ReviewGroup, ReviewGroupFilter,
        ReviewGrouping, ReviewPacket, ReviewPacketDetail, ReviewPacketFilter, ReviewPacketPath, ReviewProgress,
        ReviewRelease, ReviewStage,
    },
    teams::{CreateTeam, NewTeam},
    wire::{Limit, PersonId, TeamId},
};

use super::{Ground, calibration::calibrating, packets, write};

/// All of them, two at a time.
fn groups(by: &Client, cycle: &ReviewCycle, way: ReviewGrouping) -> Vec<ReviewGroup> {
    let (mut found, mut cursor) = (Vec::new(), None);
    loop {
        let filter = ReviewGroupFilter { by: Some(way), limit: Limit::new(2), cursor };
        let page = by.call::<ListReviewGroups>(ReviewCyclePath { id: cycle.id }, filter, ()).expect("groups");
        found.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return found;
        }
    }
}

fn listed(by: &Client, cycle: &ReviewCycle, team: Option<TeamId>, manager: Option<PersonId>) -> Vec<ReviewPacket> {
    let (cycle, limit) = (Some(cycle.id), Limit::new(100));
    let filter = ReviewPacketFilter { cycle, team, manager, limit, ..ReviewPacketFilter::default() };
    by.call::<ListReviewPackets>(Nothing {}, filter, ()).expect("packets").items
}

fn duties(
    by: &Client,
    cycle: &ReviewCycle,
    team: Option<TeamId>,
    manager: Option<PersonId>,
    late: bool,
) -> Vec<ReviewDuty> {
    let filter = ReviewDutyFilter { late, team, manager, limit: Limit::new(100), cursor: None };
    by.call::<ListReviewDuties>(ReviewCyclePath { id: cycle.id }, filter, ()).expect("duties").items
}

fn counted(packets: &[ReviewPacket]) -> ReviewProgress {
    let count = |is: fn(&ReviewPacket) -> bool| packets.iter().filter(|it| is(it)).count() as i64;
    ReviewProgress {
        people: packets.len() as i64,
        nominated: count(|it| it.peers_settled),
        reviews: packets.iter().map(|it| it.reviews).sum(),
        submitted: packets.iter().map(|it| it.submitted).sum(),
        released: count(|it| it.state != PacketState::Collecting),
        acknowledged: count(|it| it.state == PacketState::Acknowledged),
        disagreed: 0,
    }
}

/// Counts again what somebody is told of their groups; gives how many they have.
fn count_again(by: &Client, cycle: &ReviewCycle) -> usize {
    let mut all = 0;
    for way in ReviewGrouping::ALL {
        let found = groups(by, cycle, *way);
        assert!(found.is_sorted_by_key(|group| (-group.late, -group.to_do)), "what lags most before the rest");
        for group in &found {
            let (team, manager) = (group.team.as_ref().map(|it| it.id), group.manager.as_ref().map(|it| it.id));
            assert_ne!(team.is_some(), manager.is_some());
            assert_eq!(group.progress, counted(&listed(by, cycle, team, manager)), "{group:?}");
            assert_eq!(group.to_do, duties(by, cycle, team, manager, false).len() as i64, "{group:?}");
            assert_eq!(group.late, duties(by, cycle, team, manager, true).len() as i64, "{group:?}");
        }
        all += found.len();
    }
    let packets = listed(by, cycle, None, None).into_iter().filter_map(|it| it.manager);
    let todo = duties(by, cycle, None, None, false).into_iter().filter_map(|it| it.manager);
    let wanted: BTreeSet<PersonId> = packets.chain(todo).map(|manager| manager.id).collect();
    let led = groups(by, cycle, ReviewGrouping::Manager).into_iter().filter_map(|group| group.manager);
    assert_eq!(led.map(|manager| manager.id).collect::<BTreeSet<_>>(), wanted, "no manager is left out");
    all
}

fn team(org: &Org, parent_id: Option<TeamId>) -> TeamId {
    let new = NewTeam { name: unique(), parent_id, lead_id: None };
    org.admin().call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("a team").id
}

/// The subject and a report in a team, two more reports in a team below it, and one in none.
fn seated(ground: &Ground) -> [TeamId; 2] {
    let outer = team(&ground.org, None);
    let inner = team(&ground.org, Some(outer));
    let seats = [
        (&ground.subject, outer),
        (&ground.reports[0], outer),
        (&ground.reports[1], inner),
        (&ground.reports[2], inner),
    ];
    let mut conn = ground.org.server.database.admin();
    for (person, team) in seats {
        run(&mut conn, &format!("UPDATE people SET team_id = '{team}' WHERE id = '{}'", person.id));
    }
    [outer, inner]
}

#[test]
fn every_number_is_that_of_its_list() {
    for naming in ["named", "unnamed"] {
        let ground = Ground::new();
        seated(&ground);
        let people: Vec<_> = std::iter::once(&ground.subject).chain(&ground.reports).map(|one| one.id).collect();
        let cycle = ground.draft(&json!({ "naming": naming, "peers_most": 0, "included": people }));
        let everybody = [&**ground.org.admin(), &*ground.manager, &*ground.subject, &*ground.reports[0]];
        let look = || everybody.map(|by| count_again(by, &cycle));
        ground.until(&cycle, ReviewStage::Writing);
        // Two teams, and who leads the subject and the reports; an Employee sees their own line alone.
        assert_eq!(look(), [4, 4, 4, 2]);
        write(&ground.reports[1], "Calm in the rush");
        write(&ground.subject, "A year at the quay");
        write(&ground.manager, "A dependable year");
        look();
        ground.until(&cycle, ReviewStage::Sharing);
        look();
        let packet = packets(ground.org.admin(), cycle.id).into_iter().find(|it| it.subject.id == ground.subject.id);
        let path = || ReviewPacketPath { id: packet.as_ref().expect("theirs").id };
        let summary = ReviewRelease { summary: "A good half-year".to_owned() };
        ground.manager.call::<ReleaseReviewPacket>(path(), Nothing {}, summary).expect("released");
        look();
        let said = NewAcknowledgement { answer: Acknowledgement::Agree, comment: String::new() };
        ground.subject.call::<AcknowledgeReviewPacket>(path(), Nothing {}, said).expect("said");
        look();
    }
}

#[test]
fn a_team_counts_the_teams_below_it() {
    let ground = Ground::new();
    let [outer, inner] = seated(&ground);
    let people: Vec<_> = ground.reports.iter().map(|one| one.id).collect();
    let cycle = ground.draft(&json!({ "naming": "named", "peers_most": 0, "included": people }));
    ground.until(&cycle, ReviewStage::Writing);
    let found = groups(ground.org.admin(), &cycle, ReviewGrouping::Team);
    let people = |team| {
        let group = found.iter().find(|group| group.team.as_ref().is_some_and(|it| it.id == team));
        group.map(|group| group.progress.people)
    };
    assert_eq!((people(outer), people(inner)), (Some(3), Some(2)));
}

#[test]
fn who_leads_under_one_name_stands_once_in_the_pages() {
    let ground = Ground::new();
    let leads: Vec<Persona> = (0..3).map(|_| ground.org.db_person(Role::Manager, Some(&ground.manager))).collect();
    let led: Vec<_> = leads.iter().map(|lead| ground.org.db_person(Role::Employee, Some(lead)).id).collect();
    let mut conn = ground.org.server.database.admin();
    for (lead, name) in leads.iter().zip(["Alex Doe", "ALEX DOE", "alex doe"]) {
        run(&mut conn, &format!("UPDATE people SET name = '{name}' WHERE id = '{}'", lead.id));
    }
    let cycle = ground.draft(&json!({ "naming": "named", "peers_most": 0, "included": led }));
    ground.until(&cycle, ReviewStage::Writing);
    let found = groups(ground.org.admin(), &cycle, ReviewGrouping::Manager).into_iter();
    let found: Vec<_> = found.filter_map(|group| group.manager).map(|manager| manager.id).collect();
    let mut wanted: Vec<_> = leads.iter().map(|lead| lead.id).collect();
    wanted.sort();
    // As much is late for each of them; who leads all three has the most to see to.
    assert_eq!(found, [vec![ground.manager.id], wanted].concat());
}

#[test]
fn a_whole_group_is_reminded_at_once_and_nobody_twice_on_a_day() {
    let ground = Ground::new();
    let [outer, inner] = seated(&ground);
    let cycle = ground.writing(&ground.peers[..2], &json!({ "naming": "named" }));
    let remind = |by: &Client, whom: NewReviewReminder| {
        by.call::<RemindOfReviews>(ReviewCyclePath { id: cycle.id }, Nothing {}, whom).map(|reminded| reminded.count)
    };
    let of_team = |team| NewReviewReminder { team: Some(team), ..NewReviewReminder::default() };
    let of = |manager| NewReviewReminder { manager: Some(manager), ..NewReviewReminder::default() };
    let admin = ground.org.admin();
    assert_eq!(remind(admin, of_team(inner)).expect("reminded"), 2);
    assert_eq!(remind(admin, of_team(outer)).expect("reminded"), 2, "the subject and a report: the others were today");
    assert_eq!(remind(admin, of(ground.subject.id)).expect("reminded"), 1, "who is in no team");
    assert_eq!(remind(admin, of(ground.subject.id)).expect("reminded"), 0);
    // Whoever leads nobody of them reminds nobody, whatever they name.
    assert_eq!(remind(&ground.subject, of(ground.manager.id)).expect("reminded"), 0);
    let late = NewReviewReminder { late: true, ..NewReviewReminder::default() };
    assert_eq!(remind(admin, late).expect("reminded"), 3, "the manager and two peers, whose day is past as well");
    let theirs = Org::db_new();
    remind(admin, of_team(team(&theirs, None))).refused_at("team", "unknown");
    remind(admin, of(theirs.admin().id)).refused_at("manager", "unknown");
}

/// The lines of the file, each in its cells. No name here has a comma.
fn file(by: &Client, cycle: &ReviewCycle) -> Vec<Vec<String>> {
    let path = ReviewCyclePath { id: cycle.id };
    let file = by.call::<ExportReviewResultsCsv>(path, Nothing {}, ()).expect("a file");
    file.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn read(by: &Client, packet: &ReviewPacket) -> ReviewPacketDetail {
    by.call::<ReadReviewPacket>(ReviewPacketPath { id: packet.id }, Nothing {}, ()).expect("the packet")
}

#[test]
fn the_file_says_what_its_reader_reads_in_the_packets() {
    let ground = Ground::new();
    let cycle = calibrating(&ground, &json!({}));
    let everybody = [&**ground.org.admin(), &*ground.manager, &*ground.subject, &*ground.reports[0]];
    let mut said = 0;
    let mut compare = || {
        for by in everybody {
            let (lines, packets) = (file(by, &cycle), listed(by, &cycle, None, None));
            assert_eq!(lines.len(), packets.len());
            for packet in &packets {
                let id = packet.id.to_string();
                let line = lines.iter().find(|line| line.last() == Some(&id)).expect("a line for each");
                let detail = read(by, packet);
                let word = |step: Option<u8>| {
                    step.map(|step| detail.scale[usize::from(step) - 1].word.clone()).unwrap_or_default()
                };
                let rating = detail.rating.clone().unwrap_or_default();
                let overall = detail.score.map(|score| format!("{:.1}%", score * 100.0)).unwrap_or_default();
                assert_eq!(line[0], packet.subject.name);
                assert_eq!(line[8..11], [overall, word(rating.proposed), word(rating.decided)], "{line:?}");
                said += line[8..11].iter().filter(|cell| !cell.is_empty()).count();
            }
        }
    };
    compare();
    ground.until(&cycle, ReviewStage::Sharing);
    compare();
    let of_report = packets(ground.org.admin(), cycle.id).into_iter().find(|it| it.subject.id == ground.reports[0].id);
    let path = ReviewPacketPath { id: of_report.expect("theirs").id };
    let summary = ReviewRelease { summary: "A good half-year".to_owned() };
    ground.subject.call::<ReleaseReviewPacket>(path, Nothing {}, summary).expect("released");
    compare();
    assert!(said > 20, "a file that says nothing proves nothing: {said}");
}

#[test]
fn the_file_counts_what_has_no_names_for_admins_alone_and_from_the_minimum_on() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({ "naming": "unnamed", "minimum": 4 }));
    let by_peers = |by: &Client| file(by, &cycle)[0][6].clone();
    ground.peers[..3].iter().for_each(|peer| drop(write(peer, "Calm in the rush")));
    assert_eq!([&**ground.org.admin(), &*ground.manager, &*ground.subject].map(by_peers), ["", "", ""]);
    write(&ground.peers[3], "Knows every berth");
    assert_eq!([&**ground.org.admin(), &*ground.manager, &*ground.subject].map(by_peers), ["4", "", ""]);
}
