//! Who learns of a plan, of which part of it, and from when on.

use chrono::Days;
use perftrack_tests::{Client, Refused, db, eventually, pdf};
use shared::{
    access::Role,
    improvement::{
        AddImprovementNote, ExportImprovementPlanPdf, ImprovementPaper, ImprovementPlanAsPath, ImprovementPlanDetail,
        ListImprovementPlanReaders, NewImprovementNote, TakeOverImprovementPlan, ViewImprovementPlanAs,
        rules::{ImprovementAudience, ImprovementPart, ImprovementState},
    },
    notifications::NoticeKind,
    openings::ListImprovementPlanOpenings,
    operation::Nothing,
    problem::Code,
    readers::{RecordBecause, RecordSight},
};

use super::{Ground, at, drafts, listed, reads, rewrites, schedules, section, sections, today, told};

fn bodies(by: &Client, plan: &ImprovementPlanDetail) -> Vec<String> {
    let sections = reads(by, plan.plan.id).expect("it is seen").sections;
    sections.into_iter().map(|section| section.body).collect()
}

fn paper(
    by: &Client,
    plan: &ImprovementPlanDetail,
    audience: Option<ImprovementAudience>,
) -> Result<Vec<u8>, shared::problem::Problem> {
    by.call::<ExportImprovementPlanPdf>(at(plan), ImprovementPaper { audience }, ())
}

fn notes(by: &Client, plan: &ImprovementPlanDetail, body: &str, audience: ImprovementAudience) -> Result<(), Code> {
    let new = NewImprovementNote { body: body.to_owned(), audience };
    by.call::<AddImprovementNote>(at(plan), Nothing {}, new).map(drop).map_err(|problem| problem.code)
}

#[test]
fn its_person_learns_nothing_before_it_starts() {
    let ground = Ground::new();
    let report = &ground.report;
    let plan = ground.drafted();
    let unseen = || {
        reads(report, plan.plan.id).refused(Code::NotFound);
        paper(report, &plan, None).refused(Code::NotFound);
        assert_eq!((listed(report), told(report)), (vec![], vec![]));
    };
    unseen();
    let plan = schedules(ground.org.admin(), &plan, today() + Days::new(1)).expect("it is scheduled");
    assert_eq!(plan.plan.state, ImprovementState::Scheduled);
    unseen();

    let plan = schedules(ground.org.admin(), &plan, today()).expect("it starts");
    assert_eq!((plan.plan.state, plan.plan.started), (ImprovementState::Running, true));
    assert_eq!((listed(report), told(report)), (vec![plan.plan.id], vec![NoticeKind::ImprovementStarted]));
    let seen = reads(report, plan.plan.id).expect("they see it");
    let deeds: Vec<_> = seen.acts.iter().map(|act| act.deed.as_str()).collect();
    assert_eq!(deeds, ["started"], "and not what was done before");
}

#[test]
fn one_that_was_withdrawn_before_its_start_its_person_never_sees() {
    let ground = Ground::new();
    let plan = ground.drafted();
    super::way::withdraws(&ground.manager, &plan).expect("a manager drops their draft");
    reads(&ground.report, plan.plan.id).refused(Code::NotFound);
    assert_eq!((listed(&ground.report), told(&ground.report)), (vec![], vec![]));
}

#[test]
fn an_admin_learns_of_their_own_as_anybody_does() {
    let ground = Ground::new();
    let theirs = ground.org.db_person(Role::Admin, Some(&ground.manager));
    let plan = drafts(&ground.manager, theirs.id).expect("it is drafted");
    drafts(&theirs, theirs.id).refused(Code::Forbidden);
    reads(&theirs, plan.plan.id).refused(Code::NotFound);
    schedules(&theirs, &plan, today()).refused(Code::NotFound);
    assert_eq!((listed(&theirs), told(&theirs)), (vec![], vec![]));

    let plan = schedules(ground.org.admin(), &plan, today()).expect("it starts");
    assert_eq!(told(&theirs), [NoticeKind::ImprovementStarted], "nor later of what was done before");
    let seen = reads(&theirs, plan.plan.id).expect("they see it");
    assert_eq!((seen.plan.audience, seen.sections.len()), (ImprovementAudience::Person, 2));
    rewrites(&theirs, &seen, sections(), "").refused(Code::Forbidden);
    super::way::ends(&theirs, &seen, true).refused(Code::Forbidden);
    paper(&theirs, &seen, Some(ImprovementAudience::Hr)).refused(Code::Forbidden);
}

#[test]
fn nobody_sees_it_but_the_person_their_manager_and_admins() {
    let ground = Ground::new();
    let plan = ground.started();
    let peer = ground.org.db_person(Role::Employee, Some(&ground.manager));
    let other = ground.org.db_person(Role::Manager, None);
    for by in [&peer, &other, &ground.above] {
        reads(by, plan.plan.id).refused(Code::NotFound);
        paper(by, &plan, None).refused(Code::NotFound);
        assert_eq!((listed(by), told(by)), (vec![], vec![]));
    }
    for by in [&other, &ground.above] {
        drafts(by, ground.report.id).refused(Code::NotFound);
    }
    for by in [&ground.report, &ground.manager, ground.org.admin()] {
        assert_eq!(listed(by), [plan.plan.id]);
    }
}

#[test]
fn a_part_reaches_whom_it_is_for_and_nobody_else() {
    let ground = Ground::new();
    let (admin, manager, report) = (ground.org.admin(), &ground.manager, &ground.report);
    let plan = ground.drafted();
    let hidden = section(ImprovementPart::Background, ImprovementAudience::Hr, "The second time");
    rewrites(manager, &plan, vec![hidden.clone()], "").refused_at("sections[0].audience", "not_allowed");
    let plan = rewrites(admin, &plan, [sections(), vec![hidden]].concat(), "").expect("it says more");
    let plan = schedules(admin, &plan, today()).expect("it starts");
    let [expected, measured, background, hidden] =
        ["Answer within a day", "Nine of ten letters", "It was spoken of in May", "The second time"];
    assert_eq!(bodies(admin, &plan), [expected, measured, background, hidden]);
    assert_eq!(bodies(manager, &plan), [expected, measured, background]);
    assert_eq!(bodies(report, &plan), [expected, measured]);

    let seven = "Seven of ten so far";
    notes(manager, &plan, seven, ImprovementAudience::Person).expect("it is noted");
    notes(manager, &plan, "It will be close", ImprovementAudience::Manager).expect("it is noted");
    assert_eq!(notes(manager, &plan, "Between us", ImprovementAudience::Hr), Err(Code::Invalid));
    assert_eq!(notes(report, &plan, "Between us", ImprovementAudience::Manager), Err(Code::Invalid));
    notes(report, &plan, "I was ill for a week", ImprovementAudience::Person).expect("it is noted");
    let said = |by: &Client| reads(by, plan.plan.id).expect("it is seen").notes.len();
    assert_eq!([said(admin), said(manager), said(report)], [3, 3, 2]);

    let text = |by: &Client, audience| pdf::text(&paper(by, &plan, Some(audience)).expect("the document"));
    let theirs = text(report, ImprovementAudience::Person);
    for words in [expected, measured, seven, "I was ill for a week"] {
        assert!(theirs.contains(words), "{words} is in {theirs}");
    }
    for words in [background, hidden, "It will be close"] {
        assert!(!theirs.contains(words), "{words} is in {theirs}");
        assert!(!text(admin, ImprovementAudience::Person).contains(words), "the same, whoever asks for it");
    }
    assert!(text(manager, ImprovementAudience::Manager).contains(background));
    assert!(!text(manager, ImprovementAudience::Manager).contains(hidden));
    assert!(text(admin, ImprovementAudience::Hr).contains(hidden));
    paper(report, &plan, Some(ImprovementAudience::Manager)).refused(Code::Forbidden);
    paper(manager, &plan, Some(ImprovementAudience::Hr)).refused(Code::Forbidden);
}

#[test]
fn nobody_sees_anything_move_by_what_they_may_not_read() {
    let ground = Ground::new();
    let (admin, manager, report) = (ground.org.admin(), &ground.manager, &ground.report);
    let plan = ground.started();
    let before = [manager, report].map(|by| reads(by, plan.plan.id).expect("it is seen"));
    let hidden = section(ImprovementPart::Background, ImprovementAudience::Hr, "The second time");
    let plan = reads(admin, plan.plan.id).expect("it is seen");
    let plan = rewrites(admin, &plan, [sections(), vec![hidden]].concat(), "").expect("it says more");
    assert_eq!(plan.plan.state, ImprovementState::Running, "it runs on");
    assert_eq!([manager, report].map(|by| reads(by, plan.plan.id).expect("it is seen")), before);
    assert_eq!(told(report), [NoticeKind::ImprovementStarted]);
}

#[test]
fn the_next_manager_takes_it_over_and_the_one_before_sees_it_no_more() {
    let ground = Ground::new();
    let plan = ground.started();
    let next = ground.org.db_person(Role::Manager, None);
    ground.moves_to(&next);
    reads(&ground.manager, plan.plan.id).refused(Code::NotFound);
    assert_eq!((listed(&ground.manager), told(&ground.manager)), (vec![], vec![]), "nor is told any more");

    let seen = reads(&next, plan.plan.id).expect("the next one sees it");
    assert!(seen.plan.awaits_taking_over);
    assert_eq!(notes(&next, &plan, "So far so good", ImprovementAudience::Person), Err(Code::Conflict));
    let take_over = |by: &Client| by.change::<TakeOverImprovementPlan>(at(&seen), seen.plan.version, ());
    take_over(&ground.report).refused(Code::Forbidden);
    let taken = take_over(&next).expect("they take it over");
    assert!(!taken.plan.awaits_taking_over);
    let last = taken.acts.last().expect("an act");
    assert_eq!((last.deed.as_str(), last.by.as_ref().map(|by| by.id)), ("taken_over", Some(next.id)));
    notes(&next, &plan, "So far so good", ImprovementAudience::Person).expect("it is noted");
    let again = next.change::<TakeOverImprovementPlan>(at(&taken), taken.plan.version, ());
    again.refused(Code::Conflict);
}

#[test]
fn the_log_has_each_step_and_not_what_was_said() {
    let ground = Ground::new();
    let plan = ground.started();
    notes(&ground.manager, &plan, "Seven of ten so far", ImprovementAudience::Person).expect("it is noted");
    super::way::acknowledges(&ground.report, &plan, "I see it otherwise").expect("it is acknowledged");
    let mut conn = ground.org.server.database.admin();
    let org = db::organisation_of(&mut conn, ground.report.id);
    let log = db::text(
        &mut conn,
        &format!(
            "SELECT string_agg(kind || coalesce(after::text, ''), ' ') AS text FROM audit_events WHERE org_id = '{org}'"
        ),
    );
    for step in ["drafted", "scheduled", "started", "noted", "acknowledged"] {
        assert!(log.contains(&format!("improvement_plans.{step}")), "{step}: {log}");
    }
    for words in ["Seven of ten", "otherwise", "within a day"] {
        assert!(!log.contains(words), "{log}");
    }
}

#[test]
fn its_person_knows_who_has_opened_it_and_their_manager_does_not() {
    let ground = Ground::new();
    let plan = ground.started();
    for by in [&ground.manager, &ground.report] {
        reads(by, plan.plan.id).expect("it is seen");
    }
    let openings = |by: &Client| by.call::<ListImprovementPlanOpenings>(at(&plan), Nothing {}, ());
    let seen = || openings(&ground.report).expect("openings").items;
    eventually("the manager is known", || seen().iter().map(|one| one.person.id).eq([ground.manager.id]));
    openings(&ground.manager).refused(Code::Forbidden);
    openings(&ground.above).refused(Code::NotFound);
}

#[test]
fn its_list_of_readers_is_who_sees_it() {
    let ground = Ground::new();
    let readers = |by: &Client, plan: &ImprovementPlanDetail| {
        let found = by.call::<ListImprovementPlanReaders>(at(plan), Nothing {}, ()).expect("readers").items;
        found.into_iter().map(|one| (one.person.id, one.because, one.sees)).collect::<Vec<_>>()
    };
    let manager = (ground.manager.id, RecordBecause::Manager, RecordSight::Part);
    let admin = (ground.org.admin().id, RecordBecause::Admin, RecordSight::All);
    let plan = ground.drafted();
    assert_eq!(readers(&ground.manager, &plan), [manager, admin], "its person doesn't know of it, nor who is above");
    let plan = schedules(ground.org.admin(), &plan, today()).expect("it starts");
    let report = (ground.report.id, RecordBecause::Own, RecordSight::Part);
    assert_eq!(readers(&ground.report, &plan), [report, manager, admin]);
}

#[test]
fn looking_as_another_shows_what_both_read() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let looks = |by: &Client, plan: &ImprovementPlanDetail, person| {
        let path = ImprovementPlanAsPath { id: plan.plan.id, person };
        by.call::<ViewImprovementPlanAs>(path, Nothing {}, ()).map(|told| told.sees.map(|seen| seen.detail))
    };
    let mut all = sections();
    all.push(section(ImprovementPart::Background, ImprovementAudience::Hr, "Only for Admins"));
    let plan = drafts(admin, ground.report.id).expect("it is drafted");
    let plan = rewrites(admin, &plan, all, "").expect("it is rewritten");
    assert_eq!(looks(&ground.manager, &plan, ground.report.id).expect("an answer"), None, "not before it starts");

    let plan = schedules(admin, &plan, today()).expect("it starts");
    for by in [&ground.manager, &ground.report] {
        let theirs = reads(by, plan.plan.id).expect("their own page");
        let told = looks(admin, &plan, by.id).expect("an answer").expect("they see it");
        assert_eq!((told.sections, told.notes, told.acts), (theirs.sections, theirs.notes, theirs.acts));
    }
    let as_an_admin = looks(&ground.manager, &plan, admin.id).expect("an answer").expect("they see it");
    let mine = reads(&ground.manager, plan.plan.id).expect("one's own page");
    assert_eq!(as_an_admin.sections, mine.sections, "no more than one reads oneself");
    assert_eq!(as_an_admin.plan.version, mine.plan.version);
    looks(&ground.above, &plan, ground.manager.id).refused(Code::NotFound);
    assert_eq!(looks(&ground.manager, &plan, ground.above.id).expect("an answer"), None);
}
