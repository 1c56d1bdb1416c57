//! The files of dashboards: the rows of the list, and nothing that runs.

use perftrack_tests::{Org, Persona};
use shared::{
    access::Role,
    analytics::{DashboardFilter, ExportCheckInsCsv, ExportCheckInsXlsx, ExportGoalsCsv, ExportGoalsXlsx},
    goals::{ListObjectives, NewObjective, ObjectiveFilter, Scope},
    operation::{Answer, Format, Nothing, Operation, Xlsx},
};

use super::{made, objective, this_period};

#[test]
fn a_csv_file_has_the_rows_of_the_list_and_runs_no_formula() {
    let org = Org::db_new();
    let period = this_period(org.admin());
    let manager = org.db_person(Role::Manager, None);
    let report = org.db_person(Role::Employee, Some(&manager));
    made(&report, NewObjective { title: "=HYPERLINK(\"https://x\")".to_owned(), ..objective(period.id) });
    made(&manager, objective(period.id));
    made(org.admin(), objective(period.id));
    for (reader, rows) in [(org.admin(), 3), (&manager, 2), (&report, 1)] {
        let filter = DashboardFilter::default();
        let file = reader.call::<ExportGoalsCsv>(Nothing {}, filter, ()).expect("the file");
        assert_eq!(file.lines().count(), rows + 1, "{}", reader.role);
        let listed = ObjectiveFilter { scope: Some(Scope::Answered), agreed: Some(true), ..Default::default() };
        let listed = reader.call::<ListObjectives>(Nothing {}, listed, ()).expect("the list").items;
        assert_eq!(listed.len(), rows);
        assert!(listed.iter().all(|objective| file.contains(&objective.id.to_string())));
        assert!(!file.contains("\n=") && file.contains("\"'=HYPERLINK"), "{file}");
        let weeks = reader.call::<ExportCheckInsCsv>(Nothing {}, DashboardFilter::default(), ()).expect("the file");
        assert_eq!(weeks.lines().count(), rows + 1, "{}", reader.role);
    }
}

#[test]
fn a_workbook_says_what_it_is_and_what_it_is_called() {
    let org = Org::db_new();
    made(org.admin(), objective(this_period(org.admin()).id));
    is_workbook::<ExportGoalsXlsx>(org.admin(), "goals.xlsx");
    is_workbook::<ExportCheckInsXlsx>(org.admin(), "check-ins.xlsx");
}

fn is_workbook<O>(by: &Persona, name: &str)
where
    O: Operation<Params = Nothing, Query = DashboardFilter, Body = Nothing>,
    O::Answer: Answer<Value = Vec<u8>>,
{
    let response = by.request::<O>(&Nothing {}, &DashboardFilter::default(), &()).send();
    assert_eq!(response.header("content-type"), Some(Xlsx::CONTENT_TYPE));
    assert_eq!(response.header("content-disposition"), Some(&*format!("attachment; filename=\"{name}\"")));
    assert!(response.body.starts_with(b"PK\x03\x04"), "{name}");
}
