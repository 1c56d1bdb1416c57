//! Improvement plans: each test is a rule about who sees one, who does what with it, and what that asks for.

mod walls;
mod way;

use chrono::{Days, NaiveDate, Utc};
use perftrack_tests::{Client, Org, Persona, client::Called};
use shared::{
    access::Role,
    improvement::{
        DraftImprovementPlan, EditImprovementPlan, ImprovementChanges, ImprovementFilter, ImprovementPersonPath,
        ImprovementPlanDetail, ImprovementPlanPath, ImprovementSchedule, ListImprovementPlans, NewImprovementPlan,
        NewImprovementSection, ReadImprovementPlan, ScheduleImprovementPlan,
        rules::{ImprovementAudience, ImprovementPart},
    },
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    people::{EditPerson, PersonChanges, PersonPath, ReadPerson},
    wire::{ImprovementPlanId, Patch, PersonId},
};

/// Somebody with a manager, who has one too.
struct Ground {
    org: Org,
    above: Persona,
    manager: Persona,
    report: Persona,
}

impl Ground {
    fn new() -> Self {
        let org = Org::db_new();
        let above = org.db_person(Role::Manager, None);
        let manager = org.db_person(Role::Manager, Some(&above));
        let report = org.db_person(Role::Employee, Some(&manager));
        Self { org, above, manager, report }
    }

    /// What the manager drafted.
    fn drafted(&self) -> ImprovementPlanDetail {
        drafts(&self.manager, self.report.id).expect("it is drafted")
    }

    /// A plan that starts today.
    fn started(&self) -> ImprovementPlanDetail {
        let plan = self.drafted();
        schedules(self.org.admin(), &plan, today()).expect("it starts")
    }

    /// The report has another manager from now on.
    fn moves_to(&self, manager: &Persona) {
        let path = PersonPath { id: self.report.id };
        let version = self.org.admin().call::<ReadPerson>(path.clone(), Nothing {}, ()).expect("the person").version;
        let changes = PersonChanges { manager_id: Patch::Set(manager.id), ..Default::default() };
        self.org.admin().change::<EditPerson>(path, version, changes).expect("they move");
    }
}

fn today() -> NaiveDate {
    Utc::now().date_naive()
}

fn section(part: ImprovementPart, audience: ImprovementAudience, body: &str) -> NewImprovementSection {
    NewImprovementSection { part, audience, body: body.to_owned() }
}

/// What is expected and how it is measured, and a part for the manager.
fn sections() -> Vec<NewImprovementSection> {
    vec![
        section(ImprovementPart::Expected, ImprovementAudience::Person, "Answer within a day"),
        section(ImprovementPart::Measured, ImprovementAudience::Person, "Nine of ten letters"),
        section(ImprovementPart::Background, ImprovementAudience::Manager, "It was spoken of in May"),
    ]
}

fn at(plan: &ImprovementPlanDetail) -> ImprovementPlanPath {
    ImprovementPlanPath { id: plan.plan.id }
}

fn drafts(by: &Client, of: PersonId) -> Called<DraftImprovementPlan> {
    let new = NewImprovementPlan { ends_on: today() + Days::new(60), sections: sections() };
    by.call::<DraftImprovementPlan>(ImprovementPersonPath { id: of }, Nothing {}, new)
}

fn schedules(by: &Client, plan: &ImprovementPlanDetail, starts_on: NaiveDate) -> Called<ScheduleImprovementPlan> {
    by.change::<ScheduleImprovementPlan>(at(plan), plan.plan.version, ImprovementSchedule { starts_on })
}

/// Lets a plan say this to whoever reads as `by` does.
fn rewrites(
    by: &Client,
    plan: &ImprovementPlanDetail,
    sections: Vec<NewImprovementSection>,
    reason: &str,
) -> Called<EditImprovementPlan> {
    let changes = ImprovementChanges { sections: Some(sections), reason: reason.to_owned(), ..Default::default() };
    by.change::<EditImprovementPlan>(at(plan), plan.plan.version, changes)
}

fn reads(by: &Client, id: ImprovementPlanId) -> Called<ReadImprovementPlan> {
    by.call::<ReadImprovementPlan>(ImprovementPlanPath { id }, Nothing {}, ())
}

fn listed(by: &Client) -> Vec<ImprovementPlanId> {
    let page = by.call::<ListImprovementPlans>(Nothing {}, ImprovementFilter::default(), ()).expect("a list");
    page.items.into_iter().map(|plan| plan.id).collect()
}

fn told(of: &Client) -> Vec<NoticeKind> {
    let notices = of.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    notices.into_iter().map(|notice| notice.kind).collect()
}
