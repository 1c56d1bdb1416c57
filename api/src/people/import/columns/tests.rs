use proptest::prelude::*;
use shared::people::import::ImportField::*;

use super::*;
use crate::people::import::sheet;

fn guessed(text: &str) -> Vec<Option<ImportField>> {
    let sheet = sheet::read(text.as_bytes()).unwrap();
    guess(&sheet).columns(&sheet).into_iter().map(|column| column.field).collect()
}

#[test]
fn bamboo_hr() {
    let file = "Employee #,Last Name,First Name,Job Title,Reporting to,Department,Division,Hire Date,Work Email,Home Email,Employment Status\n\
        12,Lee,Anna,Engineer,Sam Roe,R&D,EMEA,03/14/2022,anna@b.co,a@home.com,Full-Time\n";
    let expected = [
        Some(ExternalId),
        Some(LastName),
        Some(FirstName),
        Some(JobTitle),
        Some(Manager),
        Some(Team),
        None,
        Some(StartDate),
        Some(Email),
        None,
        Some(Status),
    ];
    assert_eq!(guessed(file), expected);
}

#[test]
fn personio_in_german() {
    let file = "Personalnummer;Vorname;Nachname;E-Mail;Position;Abteilung;Vorgesetzte/r;Eintrittsdatum;Status\n\
        7;Jürgen;Groß;j@b.de;Entwickler;Technik;Eva Blau;01.02.2020;aktiv\n";
    let expected = [ExternalId, FirstName, LastName, Email, JobTitle, Team, Manager, StartDate, Status];
    assert_eq!(guessed(file), expected.map(Some));
}

#[test]
fn workday() {
    let file = "Worker,Employee ID,Business Title,Supervisory Organization,Worker's Manager,Hire Date,Email - Primary Work\n\
        Anna Lee,21,Engineer,R&D (Sam Roe),Sam Roe (20),2022-03-14,anna@b.co\n";
    let expected = [Name, ExternalId, JobTitle, Team, Manager, StartDate, Email];
    assert_eq!(guessed(file), expected.map(Some));
}

#[test]
fn zoho() {
    let file = "EmployeeID,First Name,Last Name,Email ID,Department,Designation,Reporting To,Date of joining,Employee Status,Role\n\
        Z1,Anna,Lee,anna@b.co,R&D,Engineer,Sam Roe Z2,14-Mar-2022,Active,Team member\n";
    let expected = [
        Some(ExternalId),
        Some(FirstName),
        Some(LastName),
        Some(Email),
        Some(Team),
        Some(JobTitle),
        Some(Manager),
        Some(StartDate),
        Some(Status),
        None,
    ];
    assert_eq!(guessed(file), expected);
}

#[test]
fn a_spreadsheet_in_french() {
    let file = "Prénom\tNom\tCourriel\tIntitulé du poste\tÉquipe\tResponsable\tDate d'embauche\nAnne\tLy\ta@b.fr\tJuriste\tDroit\tLuc Roy\t1/2/2020\n";
    let expected = [FirstName, LastName, Email, JobTitle, Team, Manager, StartDate];
    assert_eq!(guessed(file), expected.map(Some));
}

#[test]
fn an_address_of_the_manager_is_not_the_persons() {
    let file = "Name,Manager,Manager Email,Email\nA,Sam,s@b.co,a@b.co\n";
    assert_eq!(guessed(file), [Some(Name), None, Some(Manager), Some(Email)]);
    assert_eq!(
        guessed("Name,Their manager mail,Mail at work\nA,s@b.co,a@b.co\n"),
        [Some(Name), Some(Manager), Some(Email)]
    );
}

#[test]
fn a_role_is_one_only_where_its_values_are() {
    assert_eq!(guessed("Name,Email,Role\nA,a@b.co,Admin\nB,b@b.co,employee\n"), [Some(Name), Some(Email), Some(Role)]);
    assert_eq!(guessed("Name,Email,Role\nA,a@b.co,Designer\n"), [Some(Name), Some(Email), Some(JobTitle)]);
}

#[test]
fn values_outvote_a_heading() {
    assert_eq!(guessed("Name,Mail,Contact\nA,Room 5,a@b.co\n"), [Some(Name), None, Some(Email)]);
    assert_eq!(guessed("Name,Email,Start\nA,a@b.co,Berlin\n"), [Some(Name), Some(Email), None]);
}

#[test]
fn a_hand_may_choose_otherwise() {
    let sheet = sheet::read(b"Name,Email,Role\nA,a@b.co,Designer\n").unwrap();
    let by_hand = |fields: &[Option<ImportField>]| Mapping::by_hand(&sheet, fields);
    let codes = |fields: &[Option<ImportField>]| -> Vec<_> {
        by_hand(fields).unwrap_err().into_iter().map(|fault| (fault.field, fault.code)).collect()
    };
    let chosen = by_hand(&[Some(Name), Some(Email), Some(Team)]).unwrap();
    assert_eq!((chosen.column(Team), chosen.column(Role)), (Some(2), None));
    assert_eq!(codes(&[Some(Email), Some(Email)]), [("columns[1]".to_owned(), "field_twice".to_owned())]);
    assert!(!by_hand(&[Some(Name)]).unwrap().tells_people_apart());
    assert_eq!(codes(&[None, Some(Email), None, Some(Name)]), [("columns[3]".to_owned(), "no_such_column".to_owned())]);
}

proptest! {
    #[test]
    fn no_field_is_guessed_twice(headings in prop::collection::hash_set("(Manager|Work|Employee|First|Hire)? ?(Email|Name|ID|Role|Date|Title)", 1..8)) {
        let headings: Vec<_> = headings.into_iter().collect();
        let file = format!("{}\n{}\n", headings.join(","), vec!["a@b.co"; headings.len()].join(","));
        let Ok(sheet) = sheet::read(file.as_bytes()) else { return Ok(()) };
        let fields: Vec<_> = guess(&sheet).columns(&sheet).into_iter().filter_map(|column| column.field).collect();
        let different: std::collections::BTreeSet<_> = fields.iter().collect();
        prop_assert_eq!(different.len(), fields.len());
    }
}
