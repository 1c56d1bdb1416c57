//! All that an organisation has, in one file: what its Admin sees, complete, and theirs alone.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use aws_lc_rs::digest::{SHA256, digest};
use perftrack_tests::{
    Client, Org, Refused, Server,
    client::Called,
    db::{count, run, text},
    eventually,
};
use serde_json::Value;
use shared::{
    access::Role,
    audit_log::{AuditExport, ExportAuditNdjson},
    development::{AdoptFramework, Assess, CreateStep, DevelopmentPath, NewAssessment, NewFramework, NewStep},
    operation::Nothing,
    privacy::{
        AskOrganisationExport, ExportPath, ListOrganisationExports, MOST_EXPORTS_A_DAY, OrganisationExport,
        OrganisationExportState, TakeOrganisationExport,
    },
    problem::Code,
    wire::OrganisationExportId,
};

use super::Ground;

/// What a report of the Admin says of themselves, before the Admin has.
const NOT_YET: &str = "Said before the Admin spoke";

fn asks(by: &Client) -> Called<AskOrganisationExport> {
    by.call::<AskOrganisationExport>(Nothing {}, Nothing {}, ())
}

fn takes(by: &Client, id: OrganisationExportId) -> Called<TakeOrganisationExport> {
    by.call::<TakeOrganisationExport>(ExportPath { id }, Nothing {}, ())
}

fn all(of: &Client) -> Vec<OrganisationExport> {
    of.call::<ListOrganisationExports>(Nothing {}, Nothing {}, ()).expect("their files").items
}

/// Somebody who reports to the Admin assesses themselves and plans a step.
fn report_speaks(ground: &Ground) {
    let admin = ground.org.admin();
    let report = ground.org.db_person(Role::Employee, Some(admin));
    let path = || DevelopmentPath { id: report.id };
    let framework = admin.call::<AdoptFramework>(Nothing {}, Nothing {}, NewFramework::default()).expect("a framework");
    let (competency_id, comment) = (framework.competencies[0].id, NOT_YET.to_owned());
    report.call::<Assess>(path(), Nothing {}, NewAssessment { competency_id, level: 2, comment }).expect("it is said");
    let step = NewStep { body: "Read the book".to_owned(), competency_id: None, due_on: None };
    report.call::<CreateStep>(path(), Nothing {}, step).expect("a step");
}

/// What a file holds, by name.
pub(crate) type Contents = BTreeMap<String, String>;

/// The file that an Admin asks for and takes, once it is made.
pub(crate) fn file_of(admin: &Client) -> Contents {
    let id = asks(admin).expect("it is asked for").id;
    let ready = |file: &OrganisationExport| file.id == id && file.state == OrganisationExportState::Ready;
    eventually("the file is there", || all(admin).iter().any(ready));
    contents(takes(admin, id).expect("the file"))
}

/// The things of a part of it.
pub(crate) fn things(file: &Contents, part: &str) -> Vec<Value> {
    let lines = file[&format!("{part}.ndjson")].lines();
    lines.map(|line| serde_json::from_str(line).expect("a line")).collect()
}

fn contents(file: Vec<u8>) -> Contents {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).expect("a ZIP");
    let names: Vec<String> = archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
    let read = |name: String| {
        let mut content = String::new();
        archive.by_name(&name).expect("a part").read_to_string(&mut content).expect("text");
        (name, content)
    };
    names.into_iter().map(read).collect()
}

#[test]
fn a_file_has_what_its_admin_sees_and_says_what_it_leaves_out() {
    let ground = Ground::on(Server::alone(&[("PERFTRACK_ROUNDS", "on")]));
    let admin = ground.org.admin();
    let other_admin = ground.org.db_person(Role::Admin, None);
    for by in [&ground.manager, &ground.peer] {
        asks(by).refused(Code::Forbidden);
    }
    report_speaks(&ground);
    let asked = asks(admin).expect("it is asked for");
    eventually("the file is there", || all(admin).iter().any(|file| file.state == OrganisationExportState::Ready));
    let ready = all(admin).remove(0);
    assert_eq!(ready.id, asked.id);
    takes(&other_admin, asked.id).refused(Code::NotFound);
    assert_eq!(all(&other_admin), Vec::new(), "it holds what another Admin may not see of themselves");
    let mail = ground.org.server.mailbox.first_to(&admin.email);
    assert!(mail.subject.starts_with("The data of ") && mail.subject.ends_with(" is ready"), "{}", mail.subject);

    let file = takes(admin, asked.id).expect("the file");
    assert_eq!(ready.bytes, i64::try_from(file.len()).ok());
    let parts = contents(file);
    let manifest: Value = serde_json::from_str(&parts["manifest.json"]).expect("JSON");
    let mut things = 0;
    for listed in manifest["files"].as_array().expect("a list") {
        let content = &parts[listed["file"].as_str().expect("a name")];
        let lines: Vec<Value> = content.lines().map(|line| serde_json::from_str(line).expect("a line")).collect();
        assert_eq!(listed["things"], lines.len(), "{listed}");
        let hash = digest(&SHA256, content.as_bytes());
        let hash: String = hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(listed["sha256"], hash, "{listed}");
        things += i64::try_from(lines.len()).expect("few");
    }
    assert_eq!(ready.things, Some(things));
    let left_out = manifest["left_out"].as_array().expect("a list");
    for part in ["private_notes", "agenda_items", "action_items", "reviews", "pulse_ballots"] {
        assert!(left_out.iter().any(|one| one["what"] == part && one["why"] != ""), "{part}");
    }

    let [week, note, draft, private] = &ground.secrets;
    let whole: String = parts.values().map(String::as_str).collect();
    for word in [week, draft, &ground.leaver.name, &ground.leaver.email] {
        assert!(whole.contains(word.as_str()), "{word} is the Admin's to see");
    }
    for word in [note, private] {
        assert!(!whole.contains(word.as_str()), "{word} is nobody else's");
    }
    assert!(!whole.contains(NOT_YET), "nor is the other's word, before one's own is said");
    assert!(parts["development_steps.ndjson"].contains("Read the book"));
    assert!(!whole.contains("$2b$") && !whole.contains("$argon2"), "no hash of a password");
    assert!(parts["people.ndjson"].lines().count() >= 4 && parts["objectives.ndjson"].contains(draft));

    let begins =
        "SELECT encode(substr(sealed, 1, 2), 'escape') AS text FROM organisation_export_chunks WHERE place = 0";
    assert_ne!(text(&mut ground.org.server.database.admin(), begins), "PK", "what lies in the database is sealed");
    assert_eq!(ground.count("audit_events WHERE kind = 'exports.taken'"), "1", "the one file that was taken");

    ground.leaves();
    ground.erases(admin, &ground.leaver.name).expect("they are erased");
    takes(admin, asked.id).refused(Code::NotFound);
    assert_eq!(ground.count("organisation_export_chunks"), "0", "a file with somebody in it goes with them");
}

#[test]
fn the_audit_log_is_in_it_as_its_page_has_it() {
    let org = Org::db_on(Server::alone(&[("PERFTRACK_ROUNDS", "on")]));
    let admin = org.admin();
    admin.call::<AdoptFramework>(Nothing {}, Nothing {}, NewFramework::default()).expect("a framework");
    let told = things(&file_of(admin), "audit_events");
    let log = admin.call::<ExportAuditNdjson>(Nothing {}, AuditExport::default(), ()).expect("the log");
    let log = String::from_utf8(log).expect("text");
    let log: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).expect("a line")).collect();
    assert!(told.iter().any(|event| event["kind"] == "organisations.export_asked"), "{told:?}");
    assert!(log.ends_with(&told), "what happened since stands above it: {log:?} {told:?}");
}

#[test]
fn its_pages_are_read_without_a_program_by_name_and_do_nothing() {
    let ground = Ground::on(Server::alone(&[("PERFTRACK_ROUNDS", "on")]));
    let admin = ground.org.admin();
    // Of what is much there are several pages.
    let many = format!(
        "INSERT INTO company_values (org_id, id, name)
         SELECT '{}', gen_random_uuid(), '<script>alert(' || n || ')</script>' FROM generate_series(1, 1001) n",
        ground.org_id()
    );
    run(&mut ground.org.server.database.admin(), &many);
    let file = file_of(admin);
    let pages: Vec<(&String, &String)> = file.iter().filter(|(name, _)| name.ends_with(".html")).collect();
    for (name, page) in &pages {
        assert!(page.contains("default-src 'none'") && !page.contains("<script"), "{name}");
    }
    let of_values = pages.iter().filter(|(name, _)| name.starts_with("pages/company_values-")).count();
    assert_eq!(of_values, 3);
    let page = &file["pages/company_values-2.html"];
    assert!(page.contains("company_values-1.html") && page.contains("company_values-3.html"), "{page}");
    assert!(!file["pages/company_values-3.html"].contains("company_values-4.html"));
    let lines = &file["pages/reporting_lines-1.html"];
    assert!(lines.contains(&ground.manager.name) && !lines.contains(&ground.manager.id.to_string()), "{lines}");
    // The index leads to every first page, and says what there is none of.
    let index = &file["index.html"];
    for (name, _) in pages.iter().filter(|(name, _)| name.ends_with("-1.html")) {
        assert!(index.contains(name.as_str()), "{name}");
    }
    assert!(index.contains("private notes") && index.contains("praise.ndjson"), "{index}");
}

#[test]
fn one_at_a_time_and_few_a_day() {
    let org = Org::db_on(Server::shared());
    let admin = org.admin();
    for _ in 0..MOST_EXPORTS_A_DAY {
        let asked = asks(admin).expect("it is asked for");
        assert_eq!(asks(admin).expect("the one that is being made").id, asked.id);
        takes(admin, asked.id).refused(Code::NotFound);
        let made = format!("UPDATE organisation_exports SET state = 'ready' WHERE id = '{}'", asked.id);
        run(&mut org.server.database.admin(), &made);
    }
    asks(admin).refused(Code::TooManyRequests);
}

#[test]
fn who_is_no_admin_any_more_gets_no_file_and_old_files_go() {
    let org = Org::db_on(Server::alone(&[]));
    let server = org.server;
    let (other, mut conn) = (org.db_person(Role::Admin, None), server.database.admin());
    let over = asks(org.admin()).expect("it is asked for");
    let refused = asks(&other).expect("it is asked for");
    run(
        &mut conn,
        &format!(
            "UPDATE organisation_exports SET state = 'ready', expires_at = now() WHERE id = '{}';
             UPDATE people SET role = 'employee' WHERE id = '{}'",
            over.id, other.id
        ),
    );
    takes(org.admin(), over.id).refused(Code::NotFound);
    takes(&other, refused.id).refused(Code::Forbidden);
    let _worker = Server::start(server.database.clone(), &[("PERFTRACK_ROUNDS", "on")]);
    eventually("both are gone", || count(&mut server.database.admin(), "organisation_exports") == 0);
    assert!(server.mailbox.all_to(&other.email).is_empty());
}
