//! Fourteen days to answer what one was given: afterwards it says so, and what is closed stays as it is.

use perftrack_tests::{Refused, db};
use serde_json::json;
use shared::{
    operation::Nothing,
    problem::Code,
    reviews::{
        AcknowledgeReviewPacket, Acknowledgement, ExportReviewResultsCsv, NewAcknowledgement, PacketState, ReviewCycle,
        ReviewCyclePath, ReviewPacketPath, ReviewStage,
    },
};

use super::Ground;

fn released(ground: &Ground, days_ago: u32) -> ReviewCycle {
    let cycle = ground.draft(&json!({ "naming": "named", "peers_most": 0 }));
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    let earlier = format!(
        "UPDATE review_packets SET released_at = released_at - interval '{days_ago} days' WHERE cycle_id = '{}'",
        cycle.id
    );
    db::run(&mut ground.org.server.database.admin(), &earlier);
    cycle
}

fn answer(ground: &Ground, cycle: &ReviewCycle) -> Result<PacketState, shared::problem::Problem> {
    let said = NewAcknowledgement { answer: Acknowledgement::Read, comment: String::new() };
    let path = ReviewPacketPath { id: ground.packet(cycle).id };
    let now = ground.subject.call::<AcknowledgeReviewPacket>(path, Nothing {}, said)?;
    assert!(!now.packet.unanswered && now.answer_by.is_none());
    Ok(now.packet.state)
}

fn results(ground: &Ground, cycle: &ReviewCycle) -> String {
    let path = ReviewCyclePath { id: cycle.id };
    ground.manager.call::<ExportReviewResultsCsv>(path, Nothing {}, ()).expect("a file")
}

#[test]
fn after_fourteen_days_it_says_so_and_it_is_still_answered_while_it_is_shared() {
    let ground = Ground::new();
    for (days, unanswered) in [(13, false), (16, true)] {
        let cycle = released(&ground, days);
        for by in [&ground.subject, &ground.manager] {
            let read = ground.read(by, &cycle);
            assert_eq!((read.packet.unanswered, read.answer_by.is_some()), (unanswered, true), "after {days} days");
        }
        assert_eq!(ground.packet(&cycle).unanswered, unanswered, "in the list, too");
        assert_eq!(results(&ground, &cycle).contains("Not acknowledged by the date"), unanswered);
        assert_eq!(answer(&ground, &cycle).expect("answered"), PacketState::Acknowledged);
        assert!(!results(&ground, &cycle).contains("Not acknowledged by the date"));
    }
}

#[test]
fn once_the_cycle_is_closed_it_stays_unanswered_and_before_the_date_it_can_be_answered() {
    let ground = Ground::new();
    let late = released(&ground, 16);
    ground.until(&late, ReviewStage::Closed);
    answer(&ground, &late).refused(Code::Conflict);
    assert!(ground.read(&ground.subject, &late).packet.unanswered);
    let early = released(&ground, 2);
    ground.until(&early, ReviewStage::Closed);
    assert_eq!(answer(&ground, &early).expect("answered"), PacketState::Acknowledged);
}
