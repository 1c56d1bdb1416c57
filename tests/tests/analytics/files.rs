//! The files of dashboards: the rows of the list, and nothing that runs.

use perftrack_tests::{Org, Persona, pdf};
use shared::{
    access::Role,
    analytics::{
        DashboardFilter, ExportCheckInsCsv, ExportCheckInsPdf, ExportCheckInsXlsx, ExportFeedbackPdf, ExportGoalsCsv,
        ExportGoalsPdf, ExportGoalsXlsx, ExportKpisPdf,
    },
    goals::{ListObjectives, NewObjective, ObjectiveFilter, Scope},
    operation::{Answer, Format, Nothing, Operation, Pdf, Xlsx},
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
    let by = org.admin();
    for (file, name) in [
        (kept::<ExportGoalsXlsx>(by, Xlsx::CONTENT_TYPE, "goals.xlsx"), "goals.xlsx"),
        (kept::<ExportCheckInsXlsx>(by, Xlsx::CONTENT_TYPE, "check-ins.xlsx"), "check-ins.xlsx"),
    ] {
        assert!(file.starts_with(b"PK\x03\x04"), "{name}");
    }
}

#[test]
fn a_document_has_what_its_reader_sees_and_is_tagged_for_screen_readers() {
    let org = Org::db_new();
    let period = this_period(org.admin());
    let manager = org.db_person(Role::Manager, None);
    let report = org.db_person(Role::Employee, Some(&manager));
    // Nothing of a template's, whatever somebody writes.
    made(&report, NewObjective { title: "#panic(1) *Answer* in a day".to_owned(), ..objective(period.id) });
    made(org.admin(), NewObjective { title: "Only for Admins".to_owned(), ..objective(period.id) });
    let file = kept::<ExportGoalsPdf>(&manager, Pdf::CONTENT_TYPE, "goals.pdf");
    let text = pdf::text(&file);
    for word in ["Goal progress", "By team", "Objectives", "#panic(1) *Answer* in a day", &manager.name, &period.name] {
        assert!(text.contains(word), "{word} is in {text}");
    }
    assert!(!text.contains("Only for Admins"), "{text}");
    let tagged = String::from_utf8_lossy(&file).into_owned();
    assert!(tagged.contains("pdfuaid"), "it says that it is PDF/UA");
    for (file, title) in [
        (kept::<ExportCheckInsPdf>(&manager, Pdf::CONTENT_TYPE, "check-ins.pdf"), "Check-in health"),
        (kept::<ExportFeedbackPdf>(&manager, Pdf::CONTENT_TYPE, "feedback.pdf"), "Feedback activity"),
        (kept::<ExportKpisPdf>(&manager, Pdf::CONTENT_TYPE, "kpis.pdf"), "KPI status"),
    ] {
        assert!(pdf::text(&file).contains(title), "{title}");
    }
}

fn kept<O>(by: &Persona, content_type: &str, name: &str) -> Vec<u8>
where
    O: Operation<Params = Nothing, Query = DashboardFilter, Body = Nothing>,
    O::Answer: Answer<Value = Vec<u8>>,
{
    let response = by.request::<O>(&Nothing {}, &DashboardFilter::default(), &()).send();
    assert_eq!(response.header("content-type"), Some(content_type));
    assert_eq!(response.header("content-disposition"), Some(&*format!("attachment; filename=\"{name}\"")));
    response.body
}
