//! The way of a plan: who takes which step, and what it waits for.

use chrono::Days;
use perftrack_tests::{Client, Refused, client::Called};
use shared::{
    access::Role,
    improvement::{
        AcknowledgeImprovementPlan, EndImprovementPlan, ExtendImprovementPlan, ImprovementAcknowledgement,
        ImprovementChanges, ImprovementEnd, ImprovementExtension, ImprovementPlanDetail, ImprovementReason,
        PauseImprovementPlan, ResumeImprovementPlan, WithdrawImprovementPlan,
        rules::{ImprovementAudience, ImprovementPart, ImprovementState},
    },
    notifications::NoticeKind,
    problem::Code,
};

use super::{Ground, at, drafts, reads, rewrites, schedules, section, sections, today, told};

fn why() -> ImprovementReason {
    ImprovementReason { reason: "As we spoke of".to_owned() }
}

fn pauses(by: &Client, plan: &ImprovementPlanDetail) -> Called<PauseImprovementPlan> {
    by.change::<PauseImprovementPlan>(at(plan), plan.plan.version, why())
}

fn resumes(by: &Client, plan: &ImprovementPlanDetail) -> Called<ResumeImprovementPlan> {
    by.change::<ResumeImprovementPlan>(at(plan), plan.plan.version, ())
}

fn extends(by: &Client, plan: &ImprovementPlanDetail, days: u64) -> Called<ExtendImprovementPlan> {
    let body = ImprovementExtension { ends_on: today() + Days::new(days), reason: "Nearly there".to_owned() };
    by.change::<ExtendImprovementPlan>(at(plan), plan.plan.version, body)
}

pub(super) fn ends(by: &Client, plan: &ImprovementPlanDetail, met: bool) -> Called<EndImprovementPlan> {
    let body = ImprovementEnd { met, reason: "Nine of ten it was".to_owned() };
    by.change::<EndImprovementPlan>(at(plan), plan.plan.version, body)
}

pub(super) fn withdraws(by: &Client, plan: &ImprovementPlanDetail) -> Called<WithdrawImprovementPlan> {
    by.change::<WithdrawImprovementPlan>(at(plan), plan.plan.version, why())
}

/// As the person reads it: at the version and the edition that they see.
pub(super) fn acknowledges(
    by: &Client,
    plan: &ImprovementPlanDetail,
    comment: &str,
) -> Called<AcknowledgeImprovementPlan> {
    let seen = reads(by, plan.plan.id)?;
    let body = ImprovementAcknowledgement { edition: plan.edition, comment: comment.to_owned() };
    by.change::<AcknowledgeImprovementPlan>(at(&seen), seen.plan.version, body)
}

#[test]
fn a_manager_drafts_and_an_admin_publishes_and_ends() {
    let ground = Ground::new();
    let (admin, manager) = (ground.org.admin(), &ground.manager);
    let plan = ground.drafted();
    assert_eq!(plan.plan.state, ImprovementState::Draft);
    assert_eq!(told(admin), [NoticeKind::ImprovementToSchedule]);
    schedules(manager, &plan, today()).refused(Code::Forbidden);
    drafts(&ground.report, ground.report.id).refused(Code::Forbidden);

    let plan = schedules(admin, &plan, today() + Days::new(3)).expect("it is scheduled");
    assert!(!told(admin).contains(&NoticeKind::ImprovementToSchedule), "it waits no more");
    let seen = reads(manager, plan.plan.id).expect("it is seen");
    rewrites(manager, &seen, sections(), "").refused(Code::Forbidden);
    withdraws(manager, &seen).refused(Code::Forbidden);

    let plan = schedules(admin, &plan, today()).expect("it starts");
    ends(manager, &plan, true).refused(Code::Forbidden);
    let over = ends(admin, &plan, true).expect("it ends");
    assert_eq!(over.plan.state, ImprovementState::Met);
    pauses(admin, &over).refused(Code::Conflict);
    ends(admin, &over, false).refused(Code::Conflict);
    withdraws(admin, &over).refused(Code::Conflict);
    drafts(manager, ground.report.id).expect("there can be another one then");
}

#[test]
fn there_is_one_at_a_time() {
    let ground = Ground::new();
    ground.drafted();
    for by in [&ground.manager, ground.org.admin()] {
        drafts(by, ground.report.id).refused(Code::Conflict);
    }
}

#[test]
fn what_is_scheduled_says_to_its_person_what_is_expected_and_how_it_is_measured() {
    let ground = Ground::new();
    let (admin, plan) = (ground.org.admin(), ground.drafted());
    let mut less = sections();
    less[1].audience = ImprovementAudience::Manager;
    let plan = rewrites(&ground.manager, &plan, less, "").expect("a draft may say anything");
    schedules(admin, &plan, today()).refused_at("sections", "expectations_missing");
    let plan = rewrites(&ground.manager, &plan, sections(), "").expect("it is whole again");
    schedules(admin, &plan, today() - Days::new(1)).refused_at("starts_on", "in_the_past");
    schedules(admin, &plan, today() + Days::new(60)).refused_at("starts_on", "ends_before_start");
    let plan = schedules(admin, &plan, today() + Days::new(59)).expect("it is scheduled");
    rewrites(admin, &plan, vec![sections().remove(0)], "").refused_at("sections", "expectations_missing");
}

#[test]
fn a_change_after_the_start_pauses_it_until_its_person_has_read_it() {
    let ground = Ground::new();
    let (admin, report) = (ground.org.admin(), &ground.report);
    let plan = ground.started();
    acknowledges(report, &plan, "").expect("they have read it");
    acknowledges(report, &plan, "").refused(Code::Conflict);
    let mut other = sections();
    other[0] = section(ImprovementPart::Expected, ImprovementAudience::Person, "Answer within two days");
    let plan = reads(admin, plan.plan.id).expect("it is seen");
    rewrites(&ground.manager, &plan, other.clone(), "It was too much").refused(Code::Forbidden);
    rewrites(admin, &plan, other.clone(), "").refused_at("reason", "required");

    let changed = rewrites(admin, &plan, other, "It was too much").expect("it is changed");
    assert_eq!((changed.plan.state, changed.edition), (ImprovementState::Paused, 2));
    assert!(!changed.plan.acknowledged && changed.sections[0].is_new && !changed.sections[1].is_new);
    assert_eq!(told(report), [NoticeKind::ImprovementDecided, NoticeKind::ImprovementStarted]);
    resumes(admin, &changed).refused(Code::Conflict);
    acknowledges(report, &plan, "").refused(Code::VersionMismatch);

    let comment = "I still see it otherwise";
    acknowledges(report, &changed, comment).expect("to acknowledge isn't to agree");
    let read = reads(admin, plan.plan.id).expect("it is seen");
    assert!(read.plan.acknowledged);
    assert_eq!(read.acts.last().map(|act| act.said.as_str()), Some(comment));
    assert_eq!(resumes(admin, &read).expect("it runs again").plan.state, ImprovementState::Running);
}

#[test]
fn a_pause_alone_asks_for_nothing_and_takes_no_extension_away() {
    let ground = Ground::new();
    let (admin, plan) = (ground.org.admin(), ground.started());
    let paused = pauses(admin, &plan).expect("it is paused");
    ends(admin, &paused, false).refused(Code::Conflict);
    let running = resumes(admin, &paused).expect("it runs again");
    assert_eq!(running.plan.state, ImprovementState::Running);
    extends(admin, &running, 60).refused_at("ends_on", "not_extended");
    let extended = extends(admin, &running, 90).expect("it is extended");
    assert_eq!((extended.plan.state, extended.plan.ends_on), (ImprovementState::Extended, today() + Days::new(90)));
    let last = extended.acts.last().expect("an act");
    assert_eq!((last.day, last.said.as_str()), (Some(today() + Days::new(90)), "Nearly there"));
    let again = resumes(admin, &pauses(admin, &extended).expect("it is paused")).expect("it runs again");
    assert_eq!(again.plan.state, ImprovementState::Extended);
    assert_eq!(ends(admin, &again, false).expect("it ends").plan.state, ImprovementState::NotMet);
}

#[test]
fn its_last_day_is_changed_before_the_start_and_extended_after_it() {
    let ground = Ground::new();
    let (admin, plan) = (ground.org.admin(), ground.drafted());
    let until = |days| ImprovementChanges { ends_on: Some(today() + Days::new(days)), ..Default::default() };
    let edits = |plan: &ImprovementPlanDetail, days| {
        admin.change::<shared::improvement::EditImprovementPlan>(at(plan), plan.plan.version, until(days))
    };
    edits(&plan, 0).refused_at("ends_on", "in_the_past");
    let plan = edits(&plan, 30).expect("it is changed");
    assert_eq!((plan.plan.ends_on, plan.sections.len()), (today() + Days::new(30), 3));
    let plan = schedules(admin, &plan, today()).expect("it starts");
    edits(&plan, 40).refused_at("ends_on", "not_allowed_now");
}

#[test]
fn an_admin_withdraws_the_plan_of_who_has_left() {
    let ground = Ground::new();
    let (admin, plan) = (ground.org.admin(), ground.started());
    let gone = ground.report.id;
    let mut conn = ground.org.server.database.admin();
    perftrack_tests::db::run(&mut conn, &format!("UPDATE people SET status = 'deactivated' WHERE id = '{gone}'"));
    assert_eq!(withdraws(admin, &plan).expect("it is withdrawn").plan.state, ImprovementState::Withdrawn);
    drafts(admin, gone).refused(Code::Conflict);
}

#[test]
fn each_decision_is_told_to_all_who_see_the_plan_but_whoever_made_it() {
    let ground = Ground::new();
    let (admin, manager, report) = (ground.org.admin(), &ground.manager, &ground.report);
    let other = ground.org.db_person(Role::Admin, None);
    let plan = ground.started();
    pauses(admin, &plan).expect("it is paused");
    let both = [NoticeKind::ImprovementDecided, NoticeKind::ImprovementStarted];
    assert_eq!(told(report), both);
    for by in [manager, &other] {
        // Before its start they were told that it is scheduled.
        assert_eq!(told(by), [both[0], both[1], both[0]], "{}", by.name);
    }
    assert!(!told(admin).contains(&NoticeKind::ImprovementDecided), "nobody is told of their own doing");
    for kind in both {
        assert!(kind.facts().must_have && kind.facts().discreet, "{kind}");
    }
}
