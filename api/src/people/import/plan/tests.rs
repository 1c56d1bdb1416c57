use shared::people::import::{ImportCounts, ImportReasonCode};
use uuid::Uuid;

use super::*;
use crate::people::import::{columns, leavers, sheet};

fn id(number: usize) -> PersonId {
    PersonId(Uuid::from_u128(number as u128))
}

fn known(number: usize, name: &str) -> Known {
    Known {
        id: id(number),
        name: name.to_owned(),
        email: format!("{}@acme.co", name.to_lowercase()),
        external_id: None,
        job_title: None,
        team: None,
        manager: None,
        role: Role::Employee,
        status: PersonStatus::Active,
        start_date: None,
        has_account: true,
    }
}

fn planned(file: &str, people: &[Known]) -> Plan {
    let sheet = sheet::read(file.as_bytes()).unwrap();
    let teams: Vec<String> = people.iter().filter_map(|known| known.team.clone()).collect();
    plan(&sheet, &columns::guess(&sheet), None, Organisation { people, teams: &teams })
}

fn outcomes(plan: &Plan) -> Vec<ImportOutcome> {
    plan.rows.iter().map(|planned| planned.row.outcome).collect()
}

fn codes(plan: &Plan) -> Vec<Vec<ImportReasonCode>> {
    plan.rows.iter().map(|planned| planned.row.reasons.iter().map(|reason| reason.code).collect()).collect()
}

fn changes(plan: &Plan, row: usize) -> Vec<(ImportField, &str, &str)> {
    let text = |text: &'_ Option<String>| text.as_deref().unwrap_or("").to_owned();
    plan.rows[row]
        .row
        .changes
        .iter()
        .map(|change| (change.field, &*text(&change.before).leak(), &*text(&change.after).leak()))
        .collect()
}

#[test]
fn new_changed_unchanged_refused_and_missing() {
    let people = [Known { job_title: Some("Clerk".into()), ..known(1, "Anna") }, known(2, "Ben"), known(3, "Cleo")];
    let file = "Name,Email,Job title,Manager\n\
        Anna,ANNA@acme.co,Engineer,Ben\n\
        Ben,ben@acme.co,,\n\
        Dan,dan@acme.co,Cook,anna@acme.co\n\
        Eve,nowhere,,\n";
    let plan = planned(file, &people);
    use ImportOutcome::*;
    assert_eq!(outcomes(&plan), [Changed, Unchanged, New, Refused]);
    assert_eq!(changes(&plan, 0), [(ImportField::JobTitle, "Clerk", "Engineer"), (ImportField::Manager, "", "Ben")]);
    let dan = plan.rows[2].write.as_ref().unwrap();
    assert_eq!((dan.person, dan.manager, dan.role), (None, Some(Superior::Known(id(1))), Role::Employee));
    assert_eq!(plan.missing, [id(3)]);
    let counts = ImportCounts::of(plan.rows.iter().map(|planned| &planned.row), plan.missing.len());
    assert_eq!(counts, ImportCounts { new: 1, changed: 1, unchanged: 1, refused: 1, missing: 1 });
}

#[test]
fn an_empty_cell_clears_nothing() {
    let people = [Known { job_title: Some("Clerk".into()), manager: Some(id(2)), ..known(1, "Anna") }, known(2, "Ben")];
    let plan = planned("Name,Email,Job title,Manager\nAnna,anna@acme.co,-,\n", &people);
    assert_eq!(outcomes(&plan), [ImportOutcome::Unchanged]);
}

#[test]
fn people_are_found_by_number_and_then_by_address() {
    let people = [Known { external_id: Some("7".into()), has_account: false, ..known(1, "Anna") }, known(2, "Ben")];
    let plan = planned("Employee ID,Name,Email\n7,Anna,new@acme.co\n8,Ben,ben@acme.co\n", &people);
    assert_eq!(changes(&plan, 0), [(ImportField::Email, "anna@acme.co", "new@acme.co")]);
    assert_eq!(changes(&plan, 1), [(ImportField::ExternalId, "", "8")]);
}

#[test]
fn rows_about_the_same_person_are_refused_with_their_lines() {
    let people = [Known { external_id: Some("7".into()), ..known(1, "Anna") }];
    let file = "Employee ID,Name,Email\n1,A,x@b.co\n2,B,X@b.co\n3,C,c@b.co\n3,D,d@b.co\n7,Anna,\n,Anna,anna@acme.co\n";
    let plan = planned(file, &people);
    use ImportReasonCode::*;
    let expected = [DuplicateEmailInFile, DuplicateExternalIdInFile, SamePersonTwice].map(|code| vec![code]);
    let expected: Vec<_> = expected.into_iter().flat_map(|codes| [codes.clone(), codes]).collect();
    assert_eq!(codes(&plan), expected);
    assert_eq!(plan.rows[0].row.reasons[0].lines, [3]);
    assert!(plan.missing.is_empty());
}

#[test]
fn newcomers_need_a_name_and_an_address_and_must_not_have_left() {
    let plan = planned("Name,Email,Employee ID,Status\n,a@b.co,1,\nB,,2,Full-Time\nC,c@b.co,3,Terminated\n", &[]);
    use ImportReasonCode::*;
    assert_eq!(codes(&plan), [vec![MissingName], vec![MissingEmail], vec![HasLeft]]);
}

#[test]
fn an_address_belongs_to_one_person_and_to_their_account() {
    let free = |number: usize, name| Known {
        has_account: false,
        external_id: Some(number.to_string()),
        ..known(number, name)
    };
    let people = [free(1, "Anna"), free(2, "Ben"), known(3, "Cleo")];
    let row = |plan: &Plan, row: usize| {
        plan.rows[row].row.reasons.iter().map(|reason| reason.people.clone()).collect::<Vec<_>>()
    };

    let taken = planned("Employee ID,Email\n1,ben@acme.co\n", &people);
    assert_eq!(codes(&taken), [vec![ImportReasonCode::EmailTaken]]);
    assert_eq!(row(&taken, 0), [vec!["Ben".to_owned()]]);

    let swapped = planned("Employee ID,Email\n1,ben@acme.co\n2,anna@acme.co\n", &people);
    assert_eq!(outcomes(&swapped), [ImportOutcome::Changed; 2]);

    // Ben keeps his address because his row is refused, so Anna can't have it.
    let kept = planned("Employee ID,Email,Access role\n1,ben@acme.co,\n2,new@acme.co,king\n", &people);
    assert_eq!(codes(&kept), [vec![ImportReasonCode::EmailTaken], vec![ImportReasonCode::UnknownRole]]);

    let with_account = [Known { external_id: Some("3".into()), ..known(3, "Cleo") }];
    let fixed = planned("Employee ID,Email\n3,other@acme.co\n", &with_account);
    assert_eq!(codes(&fixed), [vec![ImportReasonCode::EmailHasAccount]]);
}

#[test]
fn managers_are_found_however_they_are_named() {
    let people = [Known { external_id: Some("4711".into()), name: "Sam Roe".into(), ..known(1, "sam") }];
    let file = "Name,Email,Manager\n\
        A,a@b.co,sam@acme.co\nB,b@b.co,sam  ROE\nC,c@b.co,\"Roe, Sam\"\nD,d@b.co,4711\nE,e@b.co,Sam Roe (4711)\n\
        F,f@b.co,Sam Roe <sam@acme.co>\nG,g@b.co,Sam Roe (On Leave)\nH,h@b.co,G\n";
    let plan = planned(file, &people);
    let managers: Vec<_> = plan.rows.iter().filter_map(|planned| planned.write.as_ref()?.manager).collect();
    assert_eq!(managers[..7], [Superior::Known(id(1)); 7]);
    assert_eq!(managers[7..], [Superior::Row(6)]);
    assert_eq!(plan.rows[6].write.as_ref().map(|record| record.role), Some(Role::Manager));
}

#[test]
fn a_manager_who_cannot_be_told_is_a_reason() {
    let people = [
        Known { email: "kim1@acme.co".into(), ..known(1, "Kim") },
        Known { email: "kim2@acme.co".into(), ..known(2, "Kim") },
        Known { status: PersonStatus::Deactivated, ..known(3, "Gone") },
    ];
    let file =
        "Name,Email,Manager\nA,a@b.co,Kim\nB,b@b.co,Nobody\nC,c@b.co,C\nD,d@b.co,Gone\nE,e@b.co,kim@else.where\n";
    let plan = planned(file, &people);
    use ImportReasonCode::*;
    let expected = [AmbiguousManager, UnknownManager, ManagerIsSelf, ManagerDeactivated, UnknownManager];
    assert_eq!(codes(&plan), expected.map(|code| vec![code]));
    assert_eq!(plan.rows[0].row.reasons[0].people, ["kim1@acme.co", "kim2@acme.co"]);
}

#[test]
fn a_loop_is_spelled_by_names_and_whoever_stands_below_falls_with_it() {
    let people = [Known { manager: Some(id(2)), ..known(1, "Anna") }, known(2, "Ben")];
    let file = "Name,Email,Manager\nAnna,anna@acme.co,Ben\nBen,ben@acme.co,Cleo\nCleo,cleo@acme.co,Anna\nDan,dan@acme.co,Cleo\n";
    let plan = planned(file, &people);
    use ImportReasonCode::*;
    assert_eq!(codes(&plan), [vec![], vec![ManagerLoop], vec![ManagerLoop], vec![ManagerRefused]]);
    assert_eq!(plan.rows[1].row.reasons[0].people, ["Ben", "Cleo", "Anna"]);
    assert_eq!(plan.rows[2].row.reasons[0].people, ["Cleo", "Anna", "Ben"]);
    assert_eq!(plan.rows[3].row.reasons[0].people, ["Cleo"]);
}

#[test]
fn a_refused_row_keeps_the_old_manager_and_what_that_means() {
    // Anna would leave Ben, but her row is refused: so Ben can't go under Anna.
    let people = [Known { manager: Some(id(2)), ..known(1, "Anna") }, known(2, "Ben"), known(3, "Cleo")];
    let file = "Name,Email,Manager,Access role\nAnna,anna@acme.co,Cleo,king\nBen,ben@acme.co,Anna,\n";
    let plan = planned(file, &people);
    assert_eq!(codes(&plan), [vec![ImportReasonCode::UnknownRole], vec![ImportReasonCode::ManagerLoop]]);
}

#[test]
fn an_active_admin_remains() {
    let people = [Known { role: Role::Admin, ..known(1, "Anna") }, known(2, "Ben")];
    let demoted = planned("Email,Access role\nanna@acme.co,Employee\n", &people);
    assert_eq!(codes(&demoted), [vec![ImportReasonCode::LastAdmin]]);
    let left = planned("Email,Status\nanna@acme.co,Terminated\n", &people);
    assert_eq!(codes(&left), [vec![ImportReasonCode::LastAdmin]]);
    let handed_over = planned("Email,Access role\nanna@acme.co,Employee\nben@acme.co,Admin\n", &people);
    assert_eq!(outcomes(&handed_over), [ImportOutcome::Changed; 2]);
}

#[test]
fn whom_the_file_does_not_mention_may_leave_but_never_the_actor_or_the_last_admin() {
    let admin = |number, name| Known { role: Role::Admin, ..known(number, name) };
    let gone = Known { status: PersonStatus::Deactivated, ..known(5, "Gone") };
    let people = [admin(1, "Anna"), admin(2, "Ben"), known(3, "Cleo"), known(4, "Dan"), gone];
    let file = "Name,Email,Manager\nEve,eve@acme.co,Dan\n";
    let plan = planned(file, &people);
    assert_eq!(plan.missing, [id(1), id(2), id(3), id(4)]);
    assert_eq!(leavers(&plan, &people, id(1)), [id(2), id(3)], "Dan is named as a manager");

    // Anna gives her role up in the file itself: so Ben, whom it doesn't mention, keeps his.
    let handed_over = planned("Email,Access role\nanna@acme.co,Employee\n", &people);
    assert_eq!(outcomes(&handed_over), [ImportOutcome::Changed]);
    assert_eq!(leavers(&handed_over, &people, id(1)), [id(3), id(4)]);
}

#[test]
fn dates_follow_the_order_of_their_column() {
    let clear = planned("Name,Email,Start date\nA,a@b.co,03/04/2024\nB,b@b.co,25/04/2024\n", &[]);
    assert_eq!(clear.rows[0].write.as_ref().and_then(|record| record.start_date), NaiveDate::from_ymd_opt(2024, 4, 3));
    let unclear = planned("Name,Email,Start date\nA,a@b.co,03/04/2024\n", &[]);
    assert_eq!(codes(&unclear), [vec![ImportReasonCode::AmbiguousDate]]);
}

#[test]
fn teams_keep_their_spelling_and_new_ones_are_listed() {
    let people = [Known { team: Some("Sales".into()), ..known(1, "Anna") }];
    let file = "Name,Email,Team\nAnna,anna@acme.co,SALES\nB,b@b.co,Law\nC,c@b.co,law\nD,bad,Art\n";
    let plan = planned(file, &people);
    assert_eq!(outcomes(&plan)[0], ImportOutcome::Unchanged);
    assert_eq!(plan.new_teams, ["Law"]);
    assert_eq!(plan.rows[2].write.as_ref().and_then(|record| record.team.clone()).as_deref(), Some("Law"));
}

mod properties;
