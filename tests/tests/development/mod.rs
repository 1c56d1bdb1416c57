//! Development: each test is a rule about how people stand and what they plan, tried over HTTP.

use perftrack_tests::{Client, Org, Persona, Refused, client::Called, db};
use shared::{
    access::Role,
    development::{
        AdoptFramework, Assess, CompetencyChanges, CompetencyPath, CompetencyStanding, CreateStep, Development,
        DevelopmentPath, DevelopmentStep, EditCompetency, EditStep, Expectation, Expected, Framework, NewAssessment,
        NewFramework, NewStep, ReadDevelopment, SetExpectations, StepChanges, StepPath,
    },
    operation::Nothing,
    people::{EditPerson, PersonChanges, PersonPath, ReadPerson},
    problem::Code,
    wire::{Patch, PersonId},
};

/// A Manager, a report, and the usual framework.
struct Ground {
    org: Org,
    manager: Persona,
    report: Persona,
    framework: Framework,
}

impl Ground {
    fn new() -> Self {
        let org = Org::db_new();
        let manager = org.db_person(Role::Manager, None);
        let report = org.db_person(Role::Employee, Some(&manager));
        let framework =
            org.admin().call::<AdoptFramework>(Nothing {}, Nothing {}, NewFramework::default()).expect("a framework");
        Self { org, manager, report, framework }
    }

    /// How the report stands in the first competency, as `by` sees it.
    fn first(&self, by: &Client) -> CompetencyStanding {
        let standings = read(by, self.report.id).expect("it is seen").standings;
        let first = self.framework.competencies[0].id;
        standings.into_iter().find(|one| one.competency.id == first).expect("the first")
    }

    fn says(&self, by: &Client, level: u8) -> Called<Assess> {
        let new =
            NewAssessment { competency_id: self.framework.competencies[0].id, level, comment: "Seen it".to_owned() };
        by.call::<Assess>(DevelopmentPath { id: self.report.id }, Nothing {}, new)
    }

    fn plans(&self, by: &Client) -> DevelopmentStep {
        let new = NewStep { body: "Read the book".to_owned(), competency_id: None, due_on: None };
        by.call::<CreateStep>(DevelopmentPath { id: self.report.id }, Nothing {}, new).expect("a step")
    }
}

fn read(by: &Client, id: PersonId) -> Called<ReadDevelopment> {
    by.call::<ReadDevelopment>(DevelopmentPath { id }, Nothing {}, ())
}

fn change(by: &Client, step: &DevelopmentStep, changes: StepChanges) -> DevelopmentStep {
    by.change::<EditStep>(StepPath { id: step.id }, step.version, changes).expect("it changes")
}

#[test]
fn a_framework_is_begun_once() {
    let ground = Ground::new();
    assert_eq!((ground.framework.levels.len(), ground.framework.competencies.len()), (5, 8));
    assert!(ground.framework.competencies.iter().all(|one| one.behaviours.len() == 5));
    let again = ground.org.admin().call::<AdoptFramework>(Nothing {}, Nothing {}, NewFramework::default());
    again.refused(Code::Conflict);
}

#[test]
fn nobody_reads_the_others_word_before_giving_theirs() {
    let ground = Ground::new();
    ground.says(&ground.manager, 4).expect("the manager speaks");
    let seen = ground.first(&ground.report);
    assert_eq!((seen.manager, seen.gap, seen.other_waits, seen.history.len()), (None, None, true, 0));
    assert_eq!(ground.first(&ground.manager).manager.expect("one's own").level, 4);

    ground.says(&ground.report, 2).expect("the person speaks");
    for by in [&ground.manager, &ground.report] {
        let seen = ground.first(by);
        assert_eq!((seen.own.expect("both").level, seen.manager.expect("both").level, seen.gap), (2, 4, Some(2)));
    }
}

#[test]
fn what_was_said_stays_on_record() {
    let ground = Ground::new();
    ground.says(&ground.manager, 3).expect("it is said");
    ground.says(&ground.report, 2).expect("it is said");
    ground.says(&ground.report, 3).expect("it is said anew");
    let seen = ground.first(&ground.report);
    assert_eq!(seen.own.expect("the latest").level, 3);
    assert_eq!(seen.history.iter().map(|one| one.level).collect::<Vec<_>>(), [3, 2, 3]);
}

#[test]
fn only_the_person_and_their_managers_speak() {
    let ground = Ground::new();
    ground.says(ground.org.admin(), 3).refused(Code::Forbidden);
    let colleague = ground.org.db_person(Role::Employee, Some(&ground.manager));
    ground.says(&colleague, 3).refused(Code::NotFound);
    read(&colleague, ground.report.id).refused(Code::NotFound);
    let other = ground.org.db_person(Role::Manager, None);
    read(&other, ground.report.id).refused(Code::NotFound);
    read(ground.org.admin(), ground.report.id).expect("an Admin sees it");
    ground.says(&ground.report, 6).refused_at("level", "out_of_range");
}

#[test]
fn a_job_says_what_is_asked_for() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let path = PersonPath { id: ground.report.id };
    let version = admin.call::<ReadPerson>(path.clone(), Nothing {}, ()).expect("the person").version;
    let changes = PersonChanges { job_title: Patch::Set("Pilot".to_owned()), ..Default::default() };
    admin.change::<EditPerson>(path, version, changes).expect("they become a pilot");
    let competency_id = ground.framework.competencies[0].id;
    let expect = |level| {
        let asked = Expectation { job_title: "Pilot".to_owned(), levels: vec![Expected { competency_id, level }] };
        admin.call::<SetExpectations>(Nothing {}, Nothing {}, asked)
    };
    expect(3).expect("it is asked for");
    expect(4).expect("more is");
    assert_eq!(ground.first(&ground.report).expected, Some(4));
    expect(6).refused_at("levels", "out_of_range");
}

#[test]
fn a_step_holds_once_both_agree() {
    let ground = Ground::new();
    let step = ground.plans(&ground.report);
    assert_eq!((step.agreed_by_person, step.agreed_by_manager), (true, false));
    let agreed = StepChanges { agreed: Some(true), ..StepChanges::default() };
    let step = change(&ground.manager, &step, agreed);
    assert_eq!((step.agreed_by_person, step.agreed_by_manager), (true, true));
    let further = change(&ground.report, &step, StepChanges { progress: Some(50), ..StepChanges::default() });
    assert_eq!((further.agreed_by_person, further.agreed_by_manager, further.progress), (true, true, 50));
    let other = StepChanges { body: Some("Write the book".to_owned()), ..StepChanges::default() };
    let changed = change(&ground.manager, &further, other);
    assert_eq!((changed.agreed_by_person, changed.agreed_by_manager), (false, true));
}

#[test]
fn a_retired_competency_is_asked_for_no_more() {
    let ground = Ground::new();
    let first = &ground.framework.competencies[0];
    let retired = CompetencyChanges { retired: Some(true), ..Default::default() };
    ground
        .org
        .admin()
        .change::<EditCompetency>(CompetencyPath { id: first.id }, first.version, retired)
        .expect("it is");
    let seen: Development = read(&ground.report, ground.report.id).expect("it is seen");
    assert_eq!(seen.standings.len(), 7);
}

#[test]
fn the_audit_log_says_that_and_not_what() {
    let ground = Ground::new();
    ground.says(&ground.report, 2).expect("it is said");
    ground.plans(&ground.report);
    let mut conn = ground.org.server.database.admin();
    let org = db::organisation_of(&mut conn, ground.report.id);
    let log = db::text(
        &mut conn,
        &format!(
            "SELECT string_agg(kind || coalesce(after::text, ''), ' ') AS text FROM audit_events WHERE org_id = '{org}'"
        ),
    );
    assert!(log.contains("assessments.created") && log.contains("development_steps.created"));
    assert!(!log.contains("Seen it") && !log.contains("Read the book"), "{log}");
}
