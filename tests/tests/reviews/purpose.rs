//! Purpose binding: what was written to help somebody grow opens on no screen where work is judged, whoever looks.

use chrono::{Days, NaiveDate, Utc};
use perftrack_tests::{Client, Persona};
use serde_json::json;
use shared::{
    feedback::{Audience, GiveFeedback, NewFeedback, NewFeedbackKind, Purpose},
    operation::Nothing,
    reviews::{CalibrationState, ReviewCycle, ReviewStage},
};

use super::{
    Ground,
    calibration::{rate, read, session, until},
    owed,
};

fn today() -> NaiveDate {
    Utc::now().date_naive()
}

/// Feedback about the subject for each purpose, by somebody who writes no review: to the person, to those above, to
/// both, and what their manager noted.
fn feedback(ground: &Ground) {
    let to = |person, manager| Audience { person, manager, chain: manager, ..Audience::default() };
    for purpose in Purpose::ALL {
        let give = |by: &Client, kind, audience| {
            let body = words(*purpose);
            let new = NewFeedback { kind, subject_id: ground.subject.id, body, purpose: *purpose, audience };
            by.call::<GiveFeedback>(Nothing {}, Nothing {}, new).expect("feedback");
        };
        for audience in [to(true, false), to(false, true), to(true, true)] {
            give(&ground.peers[0], NewFeedbackKind::Given, audience);
        }
        give(&ground.manager, NewFeedbackKind::Note, Audience::default());
    }
}

/// What each says, so that it is found again wherever it stands.
fn words(purpose: Purpose) -> String {
    format!("Said for {purpose} alone")
}

/// Whoever could look.
fn readers(ground: &Ground) -> [&Persona; 5] {
    [ground.org.admin(), &ground.manager, &ground.subject, &ground.reports[0], &ground.peers[0]]
}

/// Whether anything of a purpose stands on a screen, as somebody sees it.
fn stands(by: &Client, path: &str, purpose: Purpose) -> bool {
    by.raw("GET", path).send().text().contains(&words(purpose))
}

/// Nobody finds on these screens what was meant for growth.
fn holds(ground: &Ground, screens: &[String]) {
    for screen in screens {
        let seen = readers(ground).map(|reader| reader.raw("GET", screen).send().is_success());
        assert!(seen.contains(&true), "somebody sees {screen}");
        for reader in readers(ground) {
            assert!(!stands(reader, screen, Purpose::Growth), "{} on {screen}", reader.name);
        }
    }
}

/// A cycle over the last weeks, about the subject and their reports, with a calibration.
fn writing(ground: &Ground) -> ReviewCycle {
    let soon = |days: u64| today() + Days::new(days);
    let people: Vec<_> = std::iter::once(&ground.subject).chain(&ground.reports).map(|person| person.id).collect();
    let cycle = ground.draft(&json!({
        "calibrates": true, "naming": "named", "peers_most": 0, "included": people,
        "period_from": today() - Days::new(60), "period_to": soon(1), "nominate_by": soon(5), "write_by": soon(9),
        "share_by": soon(20),
    }));
    ground.until(&cycle, ReviewStage::Writing);
    cycle
}

#[test]
fn what_is_meant_for_growth_opens_nowhere_work_is_judged() {
    let ground = Ground::new();
    feedback(&ground);
    // Where feedback is read it stands, so it is there to be kept out.
    let timeline = format!("/api/v1/people/{}/feedback", ground.subject.id);
    for purpose in Purpose::ALL {
        assert!(stands(&ground.manager, &timeline, *purpose) && stands(&ground.subject, &timeline, *purpose));
    }

    let cycle = writing(&ground);
    let mut screens = vec!["/api/v1/reviews".to_owned(), "/api/v1/calibration-sessions".to_owned()];
    for writer in readers(&ground) {
        for review in owed(writer) {
            let beside = format!("/api/v1/reviews/{}/evidence", review.id);
            if review.subject.id == ground.subject.id && [ground.manager.id, ground.subject.id].contains(&writer.id) {
                assert!(stands(writer, &beside, Purpose::Evaluation), "{} may judge by it", writer.name);
            }
            screens.extend([beside, format!("/api/v1/reviews/{}", review.id)]);
        }
    }
    holds(&ground, &screens);

    rate(&ground.manager, &ground.subject, 2, Some(3));
    for report in &ground.reports {
        rate(&ground.subject, report, 2, None);
    }
    ground.until(&cycle, ReviewStage::Calibrating);
    let compared = session(&ground, &cycle, &[&ground.manager], false);
    until(&ground, compared.id, CalibrationState::Open);
    let cards = read(ground.org.admin(), compared.id).cards;
    let mut screens = vec![format!("/api/v1/calibration-sessions/{}", compared.id)];
    screens.extend(cards.iter().map(|card| format!("/api/v1/calibration-cards/{}", card.id)));
    holds(&ground, &screens);

    until(&ground, compared.id, CalibrationState::Applied);
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    let packet = super::packets(ground.org.admin(), cycle.id);
    let packet = packet.iter().find(|it| it.subject.id == ground.subject.id).expect("the packet").id;
    holds(
        &ground,
        &[
            format!("/api/v1/review-packets/{packet}"),
            format!("/api/v1/review-packets?cycle={}", cycle.id),
            format!("/api/v1/review-cycles/{}", cycle.id),
            format!("/api/v1/review-cycles/{}/results.csv", cycle.id),
            format!("/api/v1/review-cycles/{}/duties", cycle.id),
        ],
    );
}
