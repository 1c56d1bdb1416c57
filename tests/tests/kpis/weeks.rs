//! Weeks begin where the organisation says, also those that are long past.

use perftrack_tests::{Client, Org};
use serde_json::json;
use shared::{
    operation::Nothing,
    organisations::{EditOrganisation, OrganisationChanges, ReadOrganisation, WeekStart},
};

use super::{date, made, measure, now};

fn weeks_begin_on(by: &Client, day: WeekStart) {
    let settings = by.call::<ReadOrganisation>(Nothing {}, Nothing {}, ()).unwrap();
    let changes = OrganisationChanges { week_starts_on: Some(day), ..Default::default() };
    by.change::<EditOrganisation>(Nothing {}, settings.version, changes).unwrap();
}

#[test]
fn the_weeks_of_a_weekly_kpi_move_with_them() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({ "frequency": "week" })).id;
    // A Saturday, a Sunday and a Monday.
    for (day, value) in [("2026-03-07", 1.0), ("2026-03-08", 2.0), ("2026-03-09", 4.0)] {
        measure(by, id, date(day), value).unwrap();
    }
    let recent =
        || now(by, id).recent.into_iter().map(|one| (one.starts_on.to_string(), one.value)).collect::<Vec<_>>();
    let week = |start: &str, value: f64| (start.to_owned(), Some(value));
    assert_eq!(recent(), [week("2026-03-02", 3.0), week("2026-03-09", 4.0)]);
    weeks_begin_on(by, WeekStart::Sunday);
    assert_eq!(recent(), [week("2026-03-01", 1.0), week("2026-03-08", 6.0)]);
    weeks_begin_on(by, WeekStart::Saturday);
    assert_eq!(recent(), [week("2026-03-07", 7.0)]);
}
