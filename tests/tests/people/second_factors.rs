//! Admins find who has no second step at log-in yet, and by what the others have theirs. Nobody else finds that out.

use perftrack_tests::{Authenticator, Org, Persona, Refused, SecurityKey};
use shared::{
    access::Role,
    accounts::FactorHeld,
    operation::Nothing,
    people::{DeactivatePerson, ExportPeople, ListPeople, PeopleExport, PeopleFilter, PersonPath},
    problem::{Code, Problem},
    wire::PersonId,
};

fn found(who: &Persona, held: FactorHeld) -> Result<Vec<PersonId>, Problem> {
    let filter = PeopleFilter { second_factor: Some(held), ..PeopleFilter::default() };
    let page = who.call::<ListPeople>(Nothing {}, filter, ())?;
    let mut ids: Vec<_> = page.items.iter().map(|person| person.id).collect();
    ids.sort();
    Ok(ids)
}

fn sorted(people: &[&Persona]) -> Vec<PersonId> {
    let mut ids: Vec<_> = people.iter().map(|persona| persona.id).collect();
    ids.sort();
    ids
}

#[test]
fn admins_find_people_by_what_they_have_besides_the_password() {
    let org = Org::new();
    let [app, passkey, both, none, gone] = [(); 5].map(|()| org.person(Role::Employee));
    for persona in [&app, &both] {
        Authenticator::of_somebody(&org.server.database, persona);
    }
    for persona in [&passkey, &both] {
        SecurityKey::of_somebody(persona);
    }
    // A secret of which no code has come back is no second step.
    Authenticator::begun_by(&none);
    let left = org.admin().call::<DeactivatePerson>(PersonPath { id: gone.id }, Nothing {}, None);
    left.unwrap();

    assert_eq!(found(org.admin(), FactorHeld::App).unwrap(), sorted(&[&app, &both]));
    assert_eq!(found(org.admin(), FactorHeld::Passkey).unwrap(), sorted(&[&passkey, &both]));
    assert_eq!(found(org.admin(), FactorHeld::Neither).unwrap(), sorted(&[org.admin(), &none]));

    let asked = PeopleExport { second_factor: Some(FactorHeld::App), ..PeopleExport::default() };
    let file = org.admin().call::<ExportPeople>(Nothing {}, asked, ()).unwrap();
    assert!(file.contains(&app.email) && file.contains(&both.email), "{file}");
    assert!(!file.contains(&none.email) && !file.contains(&passkey.email), "{file}");
}

#[test]
fn nobody_else_finds_out_by_the_filter_and_no_other_organisation() {
    let (org, stranger) = (Org::new(), Org::new());
    let (manager, person) = org.manager_and_report();
    Authenticator::of_somebody(&org.server.database, &person);
    for held in FactorHeld::ALL {
        found(&manager, *held).refused(Code::Forbidden);
        found(&person, *held).refused(Code::Forbidden);
    }
    assert!(found(stranger.admin(), FactorHeld::App).unwrap().is_empty());
    assert_eq!(found(stranger.admin(), FactorHeld::Neither).unwrap(), [stranger.admin().id]);
}
