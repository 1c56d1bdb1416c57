//! Tracks: each kind of work has competencies of its own, and people are looked at in those of their job's.

use perftrack_tests::{Client, Org, Refused, client::Called};
use shared::{
    access::Role,
    development::{
        Assess, Competency, CompetencyChanges, CompetencyPath, CreateCompetency, CreateTrack, DeleteTrack,
        DevelopmentPath, EditCompetency, EditTrack, Expectation, Expected, Framework, NewAssessment, NewCompetency,
        NewTrack, SetExpectations, Track, TrackChanges, TrackPath,
    },
    operation::Nothing,
    people::{EditPerson, PersonChanges, PersonPath, ReadPerson},
    problem::Code,
    wire::{CompetencyId, Patch, TrackId},
};

use super::{Ground, adds, read, read_framework, retires};

fn makes(by: &Client, name: &str) -> Called<CreateTrack> {
    by.call::<CreateTrack>(Nothing {}, Nothing {}, NewTrack { name: name.to_owned() })
}

fn adds_to(by: &Client, track: &Track, name: &str) -> Called<CreateCompetency> {
    let behaviours = vec![String::new(); 5];
    let new = NewCompetency { name: name.to_owned(), description: String::new(), behaviours, track_id: Some(track.id) };
    by.call::<CreateCompetency>(Nothing {}, Nothing {}, new)
}

fn moves(by: &Client, competency: &Competency, to: Patch<TrackId>) -> Called<EditCompetency> {
    let changes = CompetencyChanges { track_id: to, ..Default::default() };
    by.change::<EditCompetency>(CompetencyPath { id: competency.id }, competency.version, changes)
}

/// Puts a job on a track and has it ask for these at level 3.
fn puts(by: &Client, job: &str, track: Option<TrackId>, asked: &[CompetencyId]) -> Called<SetExpectations> {
    let levels = asked.iter().map(|id| Expected { competency_id: *id, level: 3 }).collect();
    let body = Expectation { job_title: job.to_owned(), track_id: track, levels };
    by.call::<SetExpectations>(Nothing {}, Nothing {}, body)
}

fn works_as(ground: &Ground, job: &str) {
    let (admin, path) = (ground.org.admin(), PersonPath { id: ground.report.id });
    let version = admin.call::<ReadPerson>(path.clone(), Nothing {}, ()).expect("the person").version;
    let changes = PersonChanges { job_title: Patch::Set(job.to_owned()), ..Default::default() };
    admin.change::<EditPerson>(path, version, changes).expect("they work as that");
}

/// What the report is looked at in, of these.
fn looked_at(ground: &Ground, of: &[&Competency]) -> Vec<String> {
    let seen = read(&ground.report, ground.report.id).expect("it is seen").standings;
    let named = seen.into_iter().map(|one| one.competency).filter(|one| of.iter().any(|known| known.id == one.id));
    named.map(|one| one.name).collect()
}

#[test]
fn people_are_looked_at_in_what_their_jobs_track_is_about() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let (flying, selling) = (makes(admin, "Flying").expect("a track"), makes(admin, "Selling").expect("a track"));
    let landing = adds_to(admin, &flying, "Landing").expect("it is added");
    let closing = adds_to(admin, &selling, "Closing").expect("it is added");
    let all = [&landing, &closing];
    assert_eq!(looked_at(&ground, &all), [""; 0], "without a job, by what is for everybody alone");

    puts(admin, "Pilot", Some(flying.id), &[landing.id, ground.framework.competencies[0].id]).expect("it is set");
    works_as(&ground, "Pilot");
    assert_eq!(looked_at(&ground, &all), ["Landing"]);
    let seen = read(&ground.manager, ground.report.id).expect("it is seen");
    assert_eq!((seen.standings.len(), seen.track.as_ref()), (9, Some(&flying)), "and in what is for everybody");
    let asked = seen.standings.iter().filter(|one| one.expected == Some(3)).count();
    assert_eq!(asked, 2);

    puts(admin, "Pilot", Some(selling.id), &[]).expect("another track");
    assert_eq!(looked_at(&ground, &all), ["Closing"]);
    puts(admin, "Pilot", None, &[]).expect("none");
    assert_eq!(looked_at(&ground, &all), [""; 0]);
    assert_eq!(read(&ground.report, ground.report.id).expect("it is seen").track, None);
}

#[test]
fn nobody_speaks_of_what_another_track_is_about() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let flying = makes(admin, "Flying").expect("a track");
    let landing = adds_to(admin, &flying, "Landing").expect("it is added");
    let says = || {
        let new = NewAssessment { competency_id: landing.id, level: 2, comment: String::new() };
        ground.report.call::<Assess>(DevelopmentPath { id: ground.report.id }, Nothing {}, new)
    };
    says().refused_at("competency_id", "other_track");
    puts(admin, "Pilot", Some(flying.id), &[]).expect("it is set");
    works_as(&ground, "Pilot");
    says().expect("it is said");

    puts(admin, "Clerk", None, &[]).expect("it is set");
    works_as(&ground, "Clerk");
    assert_eq!(looked_at(&ground, &[&landing]), [""; 0], "it is out of sight");
    works_as(&ground, "Pilot");
    let seen = read(&ground.report, ground.report.id).expect("it is seen").standings;
    let landed = seen.into_iter().find(|one| one.competency.id == landing.id).expect("it is back");
    assert_eq!(landed.own.expect("what was said stays").level, 2);
}

#[test]
fn a_job_asks_for_nothing_of_another_track() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let (flying, selling) = (makes(admin, "Flying").expect("a track"), makes(admin, "Selling").expect("a track"));
    let landing = adds_to(admin, &flying, "Landing").expect("it is added");
    puts(admin, "Seller", Some(selling.id), &[landing.id]).refused_at("levels", "other_track");
    puts(admin, "Seller", None, &[landing.id]).refused_at("levels", "other_track");
    let elsewhere = Ground::new();
    let foreign = makes(elsewhere.org.admin(), "Flying").expect("their own");
    puts(admin, "Seller", Some(foreign.id), &[]).refused_at("track_id", "unknown");

    let first = &ground.framework.competencies[0];
    puts(admin, "Pilot", Some(flying.id), &[landing.id, first.id]).expect("it is set");
    puts(admin, "Seller", Some(selling.id), &[first.id]).expect("it is set");
    let asks = |framework: &Framework, job: &str| {
        let of_job = framework.expectations.iter().find(|one| one.job_title == job).expect("the job");
        of_job.levels.iter().map(|one| one.competency_id).collect::<Vec<_>>()
    };
    let moved = moves(admin, first, Patch::Set(selling.id)).expect("it goes to the sellers");
    let now = read_framework(admin);
    assert_eq!((asks(&now, "Pilot"), asks(&now, "Seller")), (vec![landing.id], vec![first.id]));
    moves(admin, &moved, Patch::Clear).expect("it is for everybody again");
    assert_eq!(asks(&read_framework(admin), "Seller"), [first.id]);
}

#[test]
fn names_and_room_are_by_track() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let (flying, selling) = (makes(admin, "Flying").expect("a track"), makes(admin, "Selling").expect("a track"));
    makes(admin, "Flying").refused_at("name", "taken");
    adds_to(admin, &flying, "Judging").expect("it is added");
    adds_to(admin, &flying, "Judging").refused_at("name", "taken");
    adds_to(admin, &selling, "Judging").expect("the other track has its own");

    for number in 8..40 {
        adds(admin, &format!("Number {number}")).expect("there is room for everybody");
    }
    adds(admin, "One too many").refused(Code::Conflict);
    let more = adds_to(admin, &flying, "Landing").expect("there is room on the track");
    moves(admin, &more, Patch::Clear).refused(Code::Conflict);
}

#[test]
fn a_track_goes_once_nothing_is_of_it() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let flying = makes(admin, "Flying").expect("a track");
    let landing = adds_to(admin, &flying, "Landing").expect("it is added");
    puts(admin, "Pilot", Some(flying.id), &[]).expect("it is set");
    let renamed = TrackChanges { name: "Aviation".to_owned() };
    let path = || TrackPath { id: flying.id };
    ground.manager.change::<EditTrack>(path(), flying.version, renamed.clone()).refused(Code::Forbidden);
    let now = admin.change::<EditTrack>(path(), flying.version, renamed.clone()).expect("it is renamed");
    assert_eq!((now.name.as_str(), now.version), ("Aviation", flying.version + 1));
    admin.change::<EditTrack>(path(), flying.version, renamed).refused(Code::VersionMismatch);

    let landing = retires(admin, &landing, true).expect("it is retired");
    admin.change::<DeleteTrack>(path(), now.version, ()).refused(Code::Conflict);
    moves(admin, &landing, Patch::Clear).expect("it is of none");
    admin.change::<DeleteTrack>(path(), now.version, ()).expect("it goes");
    let framework = read_framework(admin);
    assert_eq!((framework.tracks, framework.expectations), (vec![], vec![]), "and no job is on it");
    let report = ground.org.db_person(Role::Employee, None);
    makes(&report, "Flying").refused(Code::Forbidden);
    let fresh = Org::db_new();
    makes(fresh.admin(), "Flying").refused(Code::Conflict);
}
