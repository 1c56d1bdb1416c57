//! A whole review cycle, from the launch to the release by itself, in the time that a test takes.

use chrono::Days;
use perftrack_tests::{Client, Org, Server, eventually, samples::reviews::form, unique};
use serde_json::json;
use shared::{
    access::Role,
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    reviews::{
        CreateReviewCycle, CreateReviewTemplate, ListReviewDuties, ListReviewPackets, MoveReviewCycle, PacketState,
        ReadReviewCycle, RehearseReviewCycle, ReviewCyclePath, ReviewDutyFilter, ReviewDutyKind, ReviewMove,
        ReviewPacketFilter, ReviewStage, ReviewStep,
    },
    wire::ReviewCycleId,
};

use super::Ground;

impl Ground {
    /// Puts the clock forward and waits until the day's work is done.
    fn lives(&self, days: u16) {
        self.forward(days);
        eventually("the day's work is done", || self.clock().is_settled);
    }

    fn stage(&self, id: ReviewCycleId) -> ReviewStage {
        let cycle = self.admin.call::<ReadReviewCycle>(ReviewCyclePath { id }, Nothing {}, ()).expect("the cycle");
        cycle.cycle.stage
    }
}

fn told(by: &Client, kind: NoticeKind) -> bool {
    let notices = by.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices");
    notices.items.iter().any(|notice| notice.kind == kind)
}

#[test]
fn a_cycle_lives_its_whole_life_by_the_sandboxs_clock() {
    let ground = Ground::of(Org::db_on(Server::alone(&[("PERFTRACK_ROUNDS", "on")])));
    // Or the weekly check-ins would be what everybody is told of.
    let off = format!("INSERT INTO weekly_settings (org_id, enabled) VALUES ('{}', false)", ground.id());
    perftrack_tests::db::run(&mut ground.org.server.database.admin(), &off);
    let manager = ground.invited(Role::Manager, None);
    let subject = ground.invited(Role::Employee, Some(manager));
    let [manager, person] = [manager, subject].map(|id| ground.as_program(id));

    let today = ground.clock().today;
    let day = |days: u64| today + Days::new(days);
    let template = serde_json::from_value(json!({ "name": unique(), "form": form() })).expect("a template");
    let template = ground.admin.call::<CreateReviewTemplate>(Nothing {}, Nothing {}, template).expect("made");
    let new = json!({
        "name": unique(), "template_id": template.template.id, "period_from": today - Days::new(180), "period_to": today,
        "nominate_by": day(10), "write_by": day(20), "share_by": day(60), "peers_most": 5, "naming": "named",
        "minimum": 4, "started_until": "1901-01-01", "included": [subject], "by_date": true, "grace_days": 0,
        "release_after": 14,
    });
    let new = serde_json::from_value(new).expect("a cycle");
    let cycle = ground.admin.call::<CreateReviewCycle>(Nothing {}, Nothing {}, new).expect("a draft").cycle;
    let path = || ReviewCyclePath { id: cycle.id };
    let rehearsal = ground.admin.call::<RehearseReviewCycle>(path(), Nothing {}, ()).expect("a rehearsal");
    let step = ReviewMove { step: ReviewStep::Forward, gaps: rehearsal.gaps, reason: None };
    ground.admin.call::<MoveReviewCycle>(path(), Nothing {}, step).expect("launched");
    assert_eq!(ground.stage(cycle.id), ReviewStage::Nominating);

    ground.lives(11);
    assert_eq!(ground.stage(cycle.id), ReviewStage::Writing, "its day is over");
    ground.lives(7);
    assert!(told(&manager, NoticeKind::ReviewDue), "two days before it is due");
    ground.lives(3);
    assert_eq!(ground.stage(cycle.id), ReviewStage::Sharing);
    let shared_on = ground.clock().today;
    ground.lives(14);
    let filter = ReviewPacketFilter { cycle: Some(cycle.id), ..ReviewPacketFilter::default() };
    let packets = person.call::<ListReviewPackets>(Nothing {}, filter, ()).expect("packets").items;
    assert_eq!(packets[0].state, PacketState::Released, "it was released by itself");

    // When it is due to be answered counts from the day on which it was released in the sandbox.
    let duties = ground.admin.call::<ListReviewDuties>(path(), ReviewDutyFilter::default(), ()).expect("duties");
    let answer = duties.items.iter().find(|duty| duty.duty == ReviewDutyKind::Answer).expect("an answer is due");
    assert_eq!(answer.due_on, shared_on + Days::new(14 + 14));
}
