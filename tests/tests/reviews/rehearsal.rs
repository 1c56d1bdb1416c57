//! The rehearsal row by row: who gets what, what is missing, and what is worth a look.

use std::collections::BTreeSet;

use perftrack_tests::{Client, Refused};
use serde_json::json;
use shared::{
    operation::Nothing,
    people::{EditPerson, PersonChanges, PersonPath, ReadPerson},
    problem::Code,
    reviews::{
        ExportRehearsalCsv, ListRehearsedPeople, ListReviewDuties, NominateReviewPeers, ReadRehearsalCalendar,
        RehearsalCalendar, RehearsalFilter, RehearsedPerson, ReviewCycle, ReviewCyclePath, ReviewDeadline,
        ReviewDutyFilter, ReviewFlag, ReviewLack, ReviewPacketPath, ReviewPeers, ReviewRelation, ReviewStage,
    },
    wire::{Limit, Patch, PersonId},
};

use super::Ground;

fn rows(by: &Client, cycle: &ReviewCycle, filter: RehearsalFilter) -> Vec<RehearsedPerson> {
    by.call::<ListRehearsedPeople>(ReviewCyclePath { id: cycle.id }, filter, ()).expect("rows").items
}

fn writers(row: &RehearsedPerson) -> Vec<(ReviewRelation, PersonId)> {
    row.writers.iter().map(|writer| (writer.relation, writer.person.id)).collect()
}

#[test]
fn each_row_is_what_the_launch_makes() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({ "included": [ground.subject.id, ground.peers[0].id] }));
    let admin = ground.org.admin();
    let mut planned = rows(admin, &cycle, RehearsalFilter::default());
    let of = |rows: &[RehearsedPerson], id| rows.iter().find(|row| row.person.id == id).cloned().expect("a row");
    let subject = of(&planned, ground.subject.id);
    assert_eq!(subject.manager.as_ref().map(|manager| manager.id), Some(ground.manager.id));
    assert_eq!(
        writers(&subject)[..2],
        [(ReviewRelation::Own, ground.subject.id), (ReviewRelation::Manager, ground.manager.id)]
    );
    assert_eq!(subject.writers.len(), 2 + ground.reports.len());
    assert!(subject.writers.iter().all(|writer| writer.due_on == cycle.write_by));
    assert_eq!(of(&planned, ground.peers[0].id).lacks, Some(ReviewLack::Manager));

    ground.until(&cycle, ReviewStage::Nominating);
    let mut made = rows(admin, &cycle, RehearsalFilter::default());
    // What is missing is another thing by now.
    planned.iter_mut().chain(&mut made).for_each(|row| row.lacks = None);
    assert_eq!(made, planned);
}

fn calendar(by: &Client, cycle: &ReviewCycle) -> RehearsalCalendar {
    by.call::<ReadRehearsalCalendar>(ReviewCyclePath { id: cycle.id }, Nothing {}, ()).expect("a calendar")
}

#[test]
fn the_days_are_those_that_the_launch_sets() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let cycle = ground.draft(&json!({
        "included": [ground.subject.id, ground.peers[0].id], "naming": "named", "by_date": true, "grace_days": 2,
        "calibrates": true, "nominate_by": "2090-07-10", "write_by": "2090-07-20", "share_by": "2090-07-31",
    }));
    let planned = calendar(admin, &cycle);
    assert!(planned.days.iter().any(|day| day.on == cycle.write_by && !day.weekend));
    ground.until(&cycle, ReviewStage::Nominating);
    assert_eq!(calendar(admin, &cycle), planned);

    ground.until(&cycle, ReviewStage::Writing);
    let duties = admin.call::<ListReviewDuties>(ReviewCyclePath { id: cycle.id }, ReviewDutyFilter::default(), ());
    let duties = duties.expect("duties").items;
    assert!(duties.iter().all(|duty| duty.due_on == cycle.write_by));
    let writers: BTreeSet<_> = duties.iter().map(|duty| duty.person.id).collect();
    let due = planned.days.iter().filter(|day| day.on == cycle.write_by).flat_map(|day| &day.due);
    let told: Vec<_> = due.filter(|due| due.what == ReviewDeadline::Write).map(|due| due.people).collect();
    assert_eq!(told, [writers.len() as i64]);
    let late = planned.days.iter().flat_map(|day| &day.due).find(|due| due.what == ReviewDeadline::WriteLate);
    assert_eq!(late.map(|due| due.people), Some(writers.len() as i64));
    // What is left of it is what was said of it.
    let nominating = [ReviewDeadline::Nominate, ReviewDeadline::NominateLate];
    let left = |of: &RehearsalCalendar| -> Vec<_> {
        let due = of.days.iter().flat_map(|day| day.due.iter().map(move |due| (day.on, *due)));
        due.filter(|(_, due)| !nominating.contains(&due.what)).collect()
    };
    assert_eq!(left(&calendar(admin, &cycle)), left(&planned));
}

#[test]
fn it_is_found_by_name_and_read_in_pages() {
    let ground = Ground::new();
    let everybody: Vec<_> = ground.peers.iter().map(|peer| peer.id).chain([ground.subject.id]).collect();
    let cycle = ground.draft(&json!({ "included": everybody }));
    let admin = ground.org.admin();
    let all = rows(admin, &cycle, RehearsalFilter::default());
    let searched = RehearsalFilter { q: Some(all[0].person.name.to_uppercase()), ..RehearsalFilter::default() };
    assert!(rows(admin, &cycle, searched).contains(&all[0]));
    let literal = RehearsalFilter { q: Some("%".to_owned()), ..RehearsalFilter::default() };
    assert_eq!(rows(admin, &cycle, literal), []);

    let mut read = Vec::new();
    let mut cursor = None;
    loop {
        let filter = RehearsalFilter { limit: Limit::new(4), cursor: cursor.take(), ..RehearsalFilter::default() };
        let path = ReviewCyclePath { id: cycle.id };
        let page = admin.call::<ListRehearsedPeople>(path, filter, ()).expect("a page");
        read.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(read, all);
}

#[test]
fn it_marks_what_is_worth_a_look() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let first = ground.draft(&json!({ "minimum": 5 }));
    let flags = |cycle: &ReviewCycle| rows(admin, cycle, RehearsalFilter::default()).remove(0).flags;
    assert_eq!(flags(&first), [ReviewFlag::FewReports]);
    ground.until(&first, ReviewStage::Writing);

    let second = ground.draft(&json!({ "naming": "named" }));
    assert_eq!(flags(&second), [ReviewFlag::OtherCycle]);
    let open = RehearsalFilter { open: true, ..RehearsalFilter::default() };
    assert_eq!(rows(admin, &second, open.clone()).len(), 1);

    let without = ground.draft(&json!({ "included": [ground.reports[0].id], "naming": "named" }));
    assert_eq!(rows(admin, &without, RehearsalFilter::default()).len(), 1);
    assert_eq!(rows(admin, &without, open), []);
}

#[test]
fn a_peer_whom_they_lead_by_now_is_marked() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let cycle = ground.draft(&json!({ "naming": "named" }));
    ground.until(&cycle, ReviewStage::Nominating);
    let (path, peer) = (ReviewPacketPath { id: ground.packet(&cycle).id }, ground.peers[0].id);
    ground.manager.call::<NominateReviewPeers>(path, Nothing {}, ReviewPeers { peers: vec![peer] }).expect("peers");
    let row = rows(admin, &cycle, RehearsalFilter::default()).remove(0);
    assert!(writers(&row).contains(&(ReviewRelation::Peer, peer)));
    assert_eq!(row.flags, []);

    let path = || PersonPath { id: peer };
    let version = admin.call::<ReadPerson>(path(), Nothing {}, ()).expect("the person").version;
    let changes = PersonChanges { manager_id: Patch::Set(ground.subject.id), ..PersonChanges::default() };
    admin.change::<EditPerson>(path(), version, changes).expect("they move");
    assert_eq!(rows(admin, &cycle, RehearsalFilter::default()).remove(0).flags, [ReviewFlag::ReportIsPeer]);
}

#[test]
fn the_file_has_a_line_for_each_review_and_nobody_but_admins_gets_any_of_it() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({}));
    let path = || ReviewCyclePath { id: cycle.id };
    let file = ground.org.admin().call::<ExportRehearsalCsv>(path(), Nothing {}, ()).expect("a file");
    assert_eq!(file.lines().count(), 1 + 2 + ground.reports.len());
    ground.until(&cycle, ReviewStage::Nominating);
    for by in [&ground.manager, &ground.subject] {
        by.call::<ListRehearsedPeople>(path(), RehearsalFilter::default(), ()).refused(Code::Forbidden);
        by.call::<ExportRehearsalCsv>(path(), Nothing {}, ()).refused(Code::Forbidden);
        by.call::<ReadRehearsalCalendar>(path(), Nothing {}, ()).refused(Code::Forbidden);
    }
}
