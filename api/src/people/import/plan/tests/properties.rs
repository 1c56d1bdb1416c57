use proptest::prelude::*;

use super::*;
use crate::people::import::export;

fn organisation() -> impl Strategy<Value = Vec<Known>> {
    let text = || prop::option::of("[A-Za-z=+@'é][A-Za-z0-9 ,;=\"'é]{0,10}[a-z]");
    let one = (
        "[A-Za-zÄé=+'][a-z ,\"']{0,12}[a-z]",
        text(),
        text(),
        prop::sample::select(Role::ALL),
        prop::sample::select(PersonStatus::ALL),
        prop::option::of(0..20_000i64),
        any::<prop::sample::Index>(),
    );
    prop::collection::vec(one, 1..25).prop_map(|people| {
        people
            .into_iter()
            .enumerate()
            .map(|(number, (name, job_title, team, role, status, days, manager))| Known {
                id: id(number),
                name,
                email: format!("Person{number}@acme.co"),
                external_id: number.is_multiple_of(2).then(|| format!("={number}")),
                job_title,
                team: team.map(|team| team.to_lowercase()),
                manager: (number > 0).then(|| id(manager.index(number))),
                role,
                status,
                start_date: days.map(|days| NaiveDate::default() + chrono::Duration::days(days)),
                has_account: status == PersonStatus::Active,
            })
            .collect()
    })
}

// Any file about a handful of people who may or may not be there.
fn file() -> impl Strategy<Value = String> {
    let who = "[a-h]";
    let row = (
        who,
        who,
        prop::option::of(who),
        prop::sample::select(vec!["", "admin", "employee", "king"]),
        prop::sample::select(vec!["", "active", "left"]),
    );
    prop::collection::vec(row, 1..12).prop_map(|rows| {
        let line = |(name, email, manager, role, status): (String, String, Option<String>, &str, &str)| {
            format!("{name},{email}@acme.co,{},{role},{status}\n", manager.unwrap_or_default())
        };
        format!("Name,Email,Manager,Access role,Status\n{}", rows.into_iter().map(line).collect::<String>())
    })
}

fn some_people() -> impl Strategy<Value = Vec<Known>> {
    (
        prop::sample::subsequence(vec!["a", "b", "c", "d", "e"], 1..5),
        prop::collection::vec(any::<prop::sample::Index>(), 5),
    )
        .prop_map(|(names, above)| {
            let person = |(number, name): (usize, &str)| Known {
                manager: (number > 0).then(|| id(above[number].index(number))),
                role: if number == 0 { Role::Admin } else { Role::Employee },
                has_account: false,
                ..known(number, name)
            };
            names.into_iter().enumerate().map(person).collect()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn what_was_exported_imports_as_unchanged(people in organisation()) {
        let bytes = export::file(&people, &people).unwrap();
        let sheet = sheet::read(&bytes).unwrap();
        let teams: Vec<String> = people.iter().filter_map(|known| known.team.clone()).collect();
        let plan = plan(&sheet, &columns::guess(&sheet), None, Organisation { people: &people, teams: &teams });
        for planned in &plan.rows {
            prop_assert_eq!(planned.row.outcome, ImportOutcome::Unchanged, "{:?}", planned.row);
        }
        prop_assert!(plan.missing.is_empty() && plan.new_teams.is_empty());
    }

    #[test]
    fn an_export_into_an_empty_organisation_brings_everybody(people in organisation()) {
        let people: Vec<_> = people.into_iter().map(|known| Known { status: PersonStatus::Active, ..known }).collect();
        let sheet = sheet::read(&export::file(&people, &people).unwrap()).unwrap();
        let plan = plan(&sheet, &columns::guess(&sheet), None, Organisation { people: &[], teams: &[] });
        prop_assert!(outcomes(&plan).iter().all(|outcome| *outcome == ImportOutcome::New), "{:?}", codes(&plan));
    }

    #[test]
    fn carrying_out_a_plan_keeps_every_rule(people in some_people(), file in file()) {
        let plan = planned(&file, &people);
        let mut after: HashMap<String, (String, Option<String>, bool)> = HashMap::new();
        let key = |superior: Superior| match superior { Superior::Known(id) => id.to_string(), Superior::Row(row) => format!("row {row}") };
        for known in &people {
            let admin = known.role == Role::Admin && known.status == PersonStatus::Active;
            after.insert(known.id.to_string(), (known.email.clone(), known.manager.map(|id| id.to_string()), admin));
        }
        for (row, planned) in plan.rows.iter().enumerate() {
            let Some(record) = &planned.write else { continue };
            let own = record.person.map_or(format!("row {row}"), |id| id.to_string());
            let admin = record.role == Role::Admin && record.status == PersonStatus::Active;
            after.insert(own, (record.email.clone(), record.manager.map(key), admin));
        }

        let emails: HashSet<_> = after.values().map(|(email, ..)| email.to_lowercase()).collect();
        prop_assert_eq!(emails.len(), after.len());
        prop_assert!(after.values().any(|(_, _, admin)| *admin));
        for start in after.keys() {
            let mut person = start;
            for _ in 0..=after.len() {
                let Some((_, manager, _)) = after.get(person) else { prop_assert!(false, "{} isn't there", person); break };
                match manager { Some(manager) => person = manager, None => break }
                prop_assert_ne!(person, start, "a loop");
            }
        }
    }

    #[test]
    fn any_file_has_a_plan_with_a_row_for_each_of_its_rows(bytes in "(Name|Email|Manager|Start date|Status|Role|ID|,|;|\t|\n|\"|a|@b.co|1/2/24|Admin|-){0,60}") {
        let Ok(sheet) = sheet::read(bytes.as_bytes()) else { return Ok(()) };
        let people = [known(1, "a")];
        let plan = plan(&sheet, &columns::guess(&sheet), None, Organisation { people: &people, teams: &[] });
        prop_assert_eq!(plan.rows.len(), sheet.rows.len());
        for planned in &plan.rows {
            prop_assert_eq!(planned.row.outcome == ImportOutcome::Refused, !planned.row.reasons.is_empty());
        }
    }
}
