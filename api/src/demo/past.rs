//! The quarters that are over: what was wanted in each, and what came of it.

use chrono::NaiveDate;
use shared::{
    goals::{
        Level, Visibility,
        rules::{kinds::ObjectiveState, progress::shown},
    },
    wire::ObjectiveId,
};

use super::{
    check_ins::{self, Series},
    goals::{Measured, Wanted},
    queries,
};
use crate::{db::TenantTx, http::Failure};

const ORG: Level = Level::Organisation;
const TEAM: Level = Level::Team;
const ONE: Level = Level::Person;
const ALL: Visibility = Visibility::Organisation;
const OURS: Visibility = Visibility::Team;
const UP: Visibility = Visibility::Chain;

type Row = (&'static str, &'static str, Level, Visibility, [&'static [Measured]; 3]);

/// What everything of a quarter is aligned under.
const ABOVE: [&str; 3] =
    ["Find our footing as one team", "Be easy to buy and easy to keep", "Grow without losing our evenings"];

/// How each went, three quarters ago, two and one.
const ROWS: [Row; 15] = [
    (
        "",
        "Helen Marsh",
        ORG,
        ALL,
        [
            &[Measured("Yearly revenue", "EUR", 480_000_000.0, 560_000_000.0, &[10, 30, 52, 74])],
            &[Measured("Yearly revenue", "EUR", 540_000_000.0, 620_000_000.0, &[12, 35, 61, 92])],
            &[Measured("Yearly revenue", "EUR", 614_000_000.0, 700_000_000.0, &[8, 31, 60, 84])],
        ],
    ),
    (
        "A platform that stays up",
        "Jonas Lindqvist",
        TEAM,
        ALL,
        [
            &[Measured("Availability in the quarter", "%", 99.1, 99.6, &[20, 40, 45, 58])],
            &[Measured("Availability in the quarter", "%", 99.3, 99.7, &[15, 50, 70, 88])],
            &[Measured("Availability in the quarter", "%", 99.4, 99.8, &[22, 45, 80, 104])],
        ],
    ),
    (
        "An app people rate well",
        "Mei Tanaka",
        TEAM,
        ALL,
        [
            &[Measured("Rating in the stores", "stars", 3.6, 4.2, &[0, 17, 33, 50])],
            &[Measured("Rating in the stores", "stars", 3.9, 4.4, &[20, 40, 60, 80])],
            &[Measured("Rating in the stores", "stars", 4.2, 4.6, &[25, 50, 75, 75])],
        ],
    ),
    (
        "Designs that are tested before they are built",
        "Leila Haddad",
        TEAM,
        ALL,
        [
            &[Measured("Designs tested with customers", "%", 10.0, 50.0, &[10, 25, 40, 65])],
            &[Measured("Designs tested with customers", "%", 36.0, 70.0, &[5, 30, 55, 90])],
            &[Measured("Designs tested with customers", "%", 66.0, 90.0, &[15, 40, 70, 96])],
        ],
    ),
    (
        "Deals we can count on",
        "Samuel Mensah",
        TEAM,
        OURS,
        [
            &[Measured("Deals won of those forecast", "%", 31.0, 60.0, &[5, 8, 12, 16])],
            &[Measured("Deals won of those forecast", "%", 36.0, 60.0, &[10, 28, 50, 71])],
            &[Measured("Deals won of those forecast", "%", 52.0, 70.0, &[0, 20, 42, 60])],
        ],
    ),
    (
        "Customers who renew without being asked",
        "Grace Wanjiru",
        TEAM,
        ALL,
        [
            &[Measured("Renewals without a discount", "%", 55.0, 75.0, &[10, 30, 55, 80])],
            &[Measured("Renewals without a discount", "%", 70.0, 82.0, &[20, 45, 60, 85])],
            &[Measured("Renewals without a discount", "%", 79.0, 88.0, &[15, 40, 70, 100])],
        ],
    ),
    (
        "Numbers everybody understands",
        "Ruth Feldman",
        TEAM,
        ALL,
        [
            &[Measured("Teams that know their budget", "teams", 1.0, 8.0, &[14, 28, 57, 86])],
            &[Measured("Questions about invoices", "a month", 44.0, 15.0, &[7, 28, 52, 76])],
            &[Measured("Reports made by hand", "reports", 21.0, 5.0, &[12, 38, 56, 69])],
        ],
    ),
    (
        "Ship in small pieces",
        "Priya Nair",
        ONE,
        UP,
        [
            &[Measured("Lines in a usual change", "lines", 640.0, 250.0, &[5, 20, 41, 59])],
            &[Measured("Lines in a usual change", "lines", 410.0, 200.0, &[14, 33, 62, 90])],
            &[Measured("Changes reviewed within a day", "%", 48.0, 85.0, &[10, 35, 68, 92])],
        ],
    ),
    (
        "Fewer alarms that mean nothing",
        "Oluwaseun Bello",
        ONE,
        UP,
        [
            &[Measured("Alarms without a cause", "a week", 70.0, 20.0, &[10, 30, 50, 74])],
            &[Measured("Alarms without a cause", "a week", 33.0, 12.0, &[10, 40, 70, 95])],
            &[Measured("Alarms without a cause", "a week", 13.0, 5.0, &[12, 38, 62, 62])],
        ],
    ),
    (
        "Every laptop patched in a week",
        "Nadia Petrova",
        ONE,
        OURS,
        [
            &[Measured("Patched within a week", "%", 40.0, 90.0, &[20, 44, 70, 90])],
            &[Measured("Patched within a week", "%", 85.0, 98.0, &[15, 46, 77, 85])],
            &[Measured("Patched within a week", "%", 96.0, 99.0, &[0, 33, 67, 100])],
        ],
    ),
    (
        "Screens that scroll without a stutter",
        "Yusuf Demir",
        ONE,
        OURS,
        [
            &[Measured("Frames that come too late", "%", 9.0, 3.0, &[0, 8, 12, 15])],
            &[Measured("Frames that come too late", "%", 8.1, 3.0, &[10, 33, 57, 82])],
            &[Measured("Frames that come too late", "%", 3.9, 2.0, &[21, 47, 79, 105])],
        ],
    ),
    (
        "A first meeting every day",
        "Laura Jensen",
        ONE,
        UP,
        [
            &[Measured("First meetings", "meetings", 0.0, 55.0, &[16, 38, 60, 80])],
            &[Measured("First meetings", "meetings", 0.0, 60.0, &[10, 26, 43, 61])],
            &[Measured("First meetings", "meetings", 0.0, 60.0, &[18, 42, 70, 101])],
        ],
    ),
    (
        "Answers in one message",
        "Fatima Zahra",
        ONE,
        ALL,
        [
            &[Measured("Questions closed by the first answer", "%", 38.0, 60.0, &[9, 32, 55, 77])],
            &[Measured("Questions closed by the first answer", "%", 54.0, 68.0, &[14, 36, 64, 93])],
            &[Measured("Questions closed by the first answer", "%", 66.0, 75.0, &[11, 33, 56, 67])],
        ],
    ),
    (
        "Newcomers who feel expected",
        "Isaac Boateng",
        ONE,
        UP,
        [
            &[Measured("Ready on their first morning", "%", 50.0, 95.0, &[11, 33, 62, 89])],
            &[Measured("Ready on their first morning", "%", 88.0, 98.0, &[20, 50, 70, 90])],
            &[Measured("Days from a yes to the contract", "days", 11.0, 3.0, &[12, 38, 62, 88])],
        ],
    ),
    (
        "Nothing is late in the books",
        "Mina Park",
        ONE,
        UP,
        [
            &[Measured("Invoices paid late", "invoices", 26.0, 4.0, &[9, 27, 45, 59])],
            &[Measured("Invoices paid late", "invoices", 12.0, 3.0, &[11, 33, 67, 89])],
            &[Measured("Invoices paid late", "invoices", 4.0, 0.0, &[25, 50, 75, 100])],
        ],
    ),
];

/// What was wanted in the quarter `away` from this one, -3 to -1; parents before children.
pub(super) fn wanted(away: i32) -> Vec<Wanted> {
    let quarter = usize::try_from(away + 3).unwrap_or(0);
    let above = ABOVE.get(quarter).copied().unwrap_or_default();
    let wanted = |(title, owner, level, visibility, ways): &Row| Wanted {
        title: if title.is_empty() { above } else { title },
        owner,
        level: *level,
        under: if title.is_empty() { "" } else { above },
        visibility: *visibility,
        key_results: ways.get(quarter).copied().unwrap_or_default(),
    };
    ROWS.iter().map(wanted).collect()
}

/// Less than this of the way was given up, from that on it was reached.
const GIVEN_UP: f64 = 0.2;
const REACHED: f64 = 0.7;

/// Closes a quarter's objectives on its last day, as their key results ended.
pub(super) fn close(
    tx: &mut TenantTx<'_>,
    wanted: &[Wanted],
    made: &[ObjectiveId],
    last: NaiveDate,
    written: &mut Vec<Series>,
) -> Result<(), Failure> {
    check_ins::follow(tx, written)?;
    for (wanted, id) in wanted.iter().zip(made) {
        let ends = wanted.key_results.iter().filter_map(|measured| measured.4.last());
        let reached =
            shown(ends.map(|end| f64::from(*end) / 100.0).sum::<f64>() / wanted.key_results.len().max(1) as f64);
        let (state, learning) = match reached {
            reached if reached < GIVEN_UP => {
                (ObjectiveState::Cancelled, "It was the wrong goal for now; we say so earlier next time.")
            }
            reached if reached < REACHED => {
                (ObjectiveState::Missed, "We began too late, and too much hung on one person.")
            }
            _ => (ObjectiveState::Achieved, "A short weekly look at the number did more than any plan."),
        };
        queries::close(tx, *id, state, reached, learning, last)?;
    }
    Ok(())
}
