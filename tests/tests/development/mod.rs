//! Development: each test is a rule about how people stand and what they plan, tried over HTTP.

mod level_changes;
mod tracks;
mod view_as;

use perftrack_tests::{Client, Org, Persona, Refused, client::Called, db};
use shared::{
    access::Role,
    development::{
        AdoptFramework, Assess, Competency, CompetencyChanges, CompetencyPath, CompetencyStanding, CreateCompetency,
        CreateStep, Development, DevelopmentPath, DevelopmentStep, EditCompetency, EditFramework, EditStep,
        Expectation, Expected, Framework, FrameworkChanges, NewAssessment, NewCompetency, NewFramework, NewStep,
        ReadDevelopment, ReadFramework, SetExpectations, StepChanges, StepPath,
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

    /// The report has another manager from now on.
    fn moves_to(&self, manager: &Persona) {
        let path = PersonPath { id: self.report.id };
        let version = self.org.admin().call::<ReadPerson>(path.clone(), Nothing {}, ()).expect("the person").version;
        let changes = PersonChanges { manager_id: Patch::Set(manager.id), ..Default::default() };
        self.org.admin().change::<EditPerson>(path, version, changes).expect("they move");
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

/// Level of the person's word and of the manager's as somebody sees them, the gap, and whether the other side waits.
fn sees(ground: &Ground, by: &Client) -> (Option<u8>, Option<u8>, Option<i8>, bool) {
    let seen = ground.first(by);
    (seen.own.map(|one| one.level), seen.manager.map(|one| one.level), seen.gap, seen.other_waits)
}

#[test]
fn nor_does_anybody_in_a_later_round() {
    let ground = Ground::new();
    ground.says(&ground.manager, 4).expect("the first round");
    ground.says(&ground.report, 2).expect("the first round");

    ground.says(&ground.manager, 5).expect("the second");
    assert_eq!(sees(&ground, &ground.report), (Some(2), Some(4), Some(2), true), "only the first word");
    assert_eq!(ground.first(&ground.report).history.iter().map(|one| one.level).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(sees(&ground, &ground.manager), (Some(2), Some(5), None, false), "of two rounds there is no gap");

    ground.says(&ground.report, 3).expect("the second");
    for by in [&ground.manager, &ground.report] {
        assert_eq!(sees(&ground, by), (Some(3), Some(5), Some(2), false));
    }
    ground.says(&ground.report, 4).expect("the third");
    assert_eq!(sees(&ground, &ground.manager), (Some(3), Some(5), Some(2), true));
}

#[test]
fn a_former_managers_word_is_none_of_the_new_ones() {
    let ground = Ground::new();
    ground.says(&ground.manager, 4).expect("the former one speaks");
    ground.says(&ground.report, 2).expect("the person speaks");
    let new = ground.org.db_person(Role::Manager, None);
    ground.moves_to(&new);

    assert_eq!(sees(&ground, &new), (None, Some(4), None, true));
    assert_eq!(ground.first(&new).history.iter().map(|one| one.level).collect::<Vec<_>>(), [4]);
    assert_eq!(sees(&ground, &ground.report), (Some(2), Some(4), Some(2), false), "what was read stays read");
    ground.says(&new, 3).expect("the new one speaks");
    assert_eq!(sees(&ground, &new), (Some(2), Some(3), None, false));
    assert_eq!(sees(&ground, &ground.report), (Some(2), Some(4), Some(2), true));
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
        let levels = vec![Expected { competency_id, level }];
        let asked = Expectation { job_title: "Pilot".to_owned(), track_id: None, levels };
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
fn the_next_manager_confirms_what_is_not_done_yet() {
    let ground = Ground::new();
    let agreed = StepChanges { agreed: Some(true), ..StepChanges::default() };
    let done = StepChanges { progress: Some(100), ..StepChanges::default() };
    let open = change(&ground.manager, &ground.plans(&ground.report), agreed.clone());
    let finished = change(&ground.report, &change(&ground.manager, &ground.plans(&ground.report), agreed), done);
    let by_manager = |by: &Client| {
        let steps = read(by, ground.report.id).expect("it is seen").steps;
        [&open, &finished].map(|step| steps.iter().find(|one| one.id == step.id).expect("it stays").agreed_by_manager)
    };
    assert_eq!(by_manager(&ground.report), [true, true]);
    let new = ground.org.db_person(Role::Manager, None);
    ground.moves_to(&new);
    assert_eq!(by_manager(&new), [false, true], "the new one has agreed to nothing yet");
    let steps = read(&new, ground.report.id).expect("it is seen").steps;
    let waiting = steps.iter().find(|step| step.id == open.id).expect("it stays");
    let confirmed = StepChanges { agreed: Some(true), ..StepChanges::default() };
    assert!(change(&new, waiting, confirmed).agreed_by_manager);
    ground.moves_to(&new);
    assert_eq!(by_manager(&ground.report), [true, true], "nothing has changed");
}

#[test]
fn a_change_of_manager_that_is_taken_back_takes_no_agreement_with_it() {
    let ground = Ground::new();
    let agreed = StepChanges { agreed: Some(true), ..StepChanges::default() };
    let [kept, other] = [(); 2].map(|()| change(&ground.manager, &ground.plans(&ground.report), agreed.clone()));
    let new = ground.org.db_person(Role::Manager, None);
    let steps = || read(&ground.report, ground.report.id).expect("it is seen").steps;
    let now = |id| steps().into_iter().find(|step| step.id == id).expect("it stays");
    ground.moves_to(&new);
    let reworded = StepChanges { body: Some("Write the book".to_owned()), ..StepChanges::default() };
    change(&ground.report, &now(other.id), reworded);
    ground.moves_to(&ground.manager);
    assert!(now(kept.id).agreed_by_manager, "they had agreed to this");
    assert!(!now(other.id).agreed_by_manager, "and not to these words");
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

fn read_framework(by: &Client) -> Framework {
    by.call::<ReadFramework>(Nothing {}, Nothing {}, ()).expect("the framework")
}

fn retires(by: &Client, competency: &Competency, retired: bool) -> Called<EditCompetency> {
    let changes = CompetencyChanges { retired: Some(retired), ..Default::default() };
    by.change::<EditCompetency>(CompetencyPath { id: competency.id }, competency.version, changes)
}

fn adds(by: &Client, name: &str) -> Called<CreateCompetency> {
    let behaviours = vec![String::new(); 5];
    let new = NewCompetency { name: name.to_owned(), description: String::new(), behaviours, track_id: None };
    by.call::<CreateCompetency>(Nothing {}, Nothing {}, new)
}

#[test]
fn a_retired_competency_comes_back_while_there_is_room() {
    let ground = Ground::new();
    let (admin, first) = (ground.org.admin(), &ground.framework.competencies[0]);
    let retired = retires(admin, first, true).expect("it is retired");
    assert!(retired.retired);
    adds(admin, &first.name).refused_at("name", "taken");
    assert_eq!(read_framework(admin).retired, std::slice::from_ref(&retired));
    assert_eq!(read_framework(&ground.report).retired, [], "nobody else could bring it back");

    for number in 8..41 {
        adds(admin, &format!("Number {number}")).expect("there is room");
    }
    retires(admin, &retired, false).refused(Code::Conflict);
    let other = read_framework(admin).competencies.into_iter().next().expect("one");
    retires(admin, &other, true).expect("another goes");
    let back = retires(admin, &retired, false).expect("it comes back");
    let now = read_framework(admin);
    assert!(now.competencies.contains(&back) && !now.retired.contains(&back));
}

#[test]
fn levels_are_called_as_the_organisation_calls_them() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let words = |words: &[&str]| FrameworkChanges { levels: words.iter().map(|word| (*word).to_owned()).collect() };
    let five = words(&["Egg", "Chick", "Fledgling", "Heron", "Old heron"]);
    let version = ground.framework.version;
    ground.manager.change::<EditFramework>(Nothing {}, version, five.clone()).refused(Code::Forbidden);
    admin
        .change::<EditFramework>(Nothing {}, version, words(&["One", "Two"]))
        .refused_at("levels", "one_for_each_level");
    let now = admin.change::<EditFramework>(Nothing {}, version, five.clone()).expect("they are renamed");
    assert_eq!((now.levels, now.version), (five.levels.clone(), version + 1));
    assert_eq!(read(&ground.report, ground.report.id).expect("it is seen").levels, five.levels);
    admin
        .change::<EditFramework>(Nothing {}, version, words(&["A", "B", "C", "D", "E"]))
        .refused(Code::VersionMismatch);

    let fresh = Org::db_new();
    fresh.admin().change::<EditFramework>(Nothing {}, 0, five).refused(Code::Conflict);
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
