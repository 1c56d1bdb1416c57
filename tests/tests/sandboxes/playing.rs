//! Acting as the people of a sandbox.

use perftrack_tests::{Client, Refused, org::new_person, unique};
use shared::{
    access::Role,
    accounts::ReadMe,
    api_tokens::{
        CreateApiToken, CreateServiceAccount, CreateServiceToken, MadeApiToken, NewApiToken, NewServiceAccount, Scope,
        ServiceAccountPath,
    },
    operation::Nothing,
    organisations::{EditSessionPolicy, ListPeriods},
    people::{
        CreatePerson, DeactivatePerson, ListPeople, NewPerson, PeopleFilter, PersonPath, PersonStatus, ReadPerson,
    },
    problem::{Code, Problem},
    sandboxes::{DrawSandboxToken, ReadSandbox},
    wire::PersonId,
};

use super::{Ground, session_of};

impl Ground {
    /// Somebody who was only invited.
    pub(super) fn invited(&self, role: Role, manager_id: Option<PersonId>) -> PersonId {
        let new = NewPerson { manager_id, ..new_person(role) };
        self.admin.call::<CreatePerson>(Nothing {}, Nothing {}, new).expect("a person").id
    }

    pub(super) fn draw(&self, id: PersonId) -> Result<MadeApiToken, Problem> {
        self.admin.call::<DrawSandboxToken>(PersonPath { id }, Nothing {}, ())
    }

    /// A program that acts as somebody.
    pub(super) fn as_program(&self, id: PersonId) -> Client {
        let made = self.draw(id).expect("a token");
        Client::visitor(self.org.server).with_bearer(made.secret)
    }
}

fn reads(program: &Client) -> bool {
    program.call::<ListPeriods>(Nothing {}, Nothing {}, ()).is_ok()
}

#[test]
fn whoever_is_invited_joins_by_being_played() {
    let ground = Ground::new();
    let id = ground.invited(Role::Employee, None);
    let program = ground.as_program(id);
    assert!(reads(&program));
    let person = ground.admin.call::<ReadPerson>(PersonPath { id }, Nothing {}, ()).expect("the person");
    assert_eq!(person.details.expect("an Admin sees them").status, PersonStatus::Active);
    program.call::<EditSessionPolicy>(Nothing {}, Nothing {}, Default::default()).refused(Code::SeparateLogIn);
    program.call::<ReadMe>(Nothing {}, Nothing {}, ()).refused(Code::SeparateLogIn);
}

#[test]
fn another_token_takes_the_place_of_the_one_before() {
    let ground = Ground::new();
    let id = ground.invited(Role::Manager, None);
    let [first, second] = [(); 2].map(|()| ground.as_program(id));
    assert!(!reads(&first) && reads(&second));
}

#[test]
fn a_token_that_somebody_made_themselves_stays_whatever_it_is_called() {
    let ground = Ground::new();
    let id = ground.invited(Role::Manager, None);
    let drawn = ground.draw(id).expect("a token");
    let own = session_of(&ground.org, &ground.sandbox, id);
    let new = NewApiToken {
        name: drawn.token.name.clone(),
        scopes: vec![Scope::OrganisationRead],
        days: 7,
        networks: Vec::new(),
    };
    let made = own.call::<CreateApiToken>(Nothing {}, Nothing {}, new).expect("a token");
    let [drawn, made] = [drawn, made].map(|it| Client::visitor(ground.org.server).with_bearer(it.secret));
    let another = ground.as_program(id);
    assert_eq!([&drawn, &made, &another].map(reads), [false, true, true]);
}

#[test]
fn nobody_is_played_who_has_left_or_is_elsewhere() {
    let ground = Ground::new();
    let id = ground.invited(Role::Employee, None);
    ground.admin.call::<DeactivatePerson>(PersonPath { id }, Nothing {}, None).expect("deactivated");
    ground.draw(id).map(|made| made.token).refused(Code::Conflict);
    ground.draw(ground.org.admin().id).map(|made| made.token).refused(Code::NotFound);
}

#[test]
fn in_a_real_organisation_nobody_is_played() {
    let ground = Ground::new();
    let colleague = ground.org.db_person(Role::Employee, None);
    let path = PersonPath { id: colleague.id };
    let drawn = ground.org.admin().call::<DrawSandboxToken>(path, Nothing {}, ());
    drawn.map(|made| made.token).refused(Code::NotFound);
}

#[test]
fn only_admins_play() {
    let ground = Ground::new();
    let [somebody, other] = [(); 2].map(|()| ground.invited(Role::Manager, None));
    assert!(reads(&ground.as_program(somebody)), "they have joined");
    let manager = session_of(&ground.org, &ground.sandbox, somebody);
    assert!(manager.call::<ListPeople>(Nothing {}, PeopleFilter::default(), ()).is_ok());
    let drawn = manager.call::<DrawSandboxToken>(PersonPath { id: other }, Nothing {}, ());
    drawn.map(|made| made.token).refused(Code::Forbidden);
}

#[test]
fn a_drawn_token_is_good_from_where_the_one_is_that_drew_it() {
    let ground = Ground::new();
    let id = ground.invited(Role::Employee, None);
    let network = "10.0.0.0/8".to_owned();
    let scopes = vec![Scope::OrganisationRead, Scope::OrganisationWrite];
    let new = NewApiToken { name: unique(), scopes, days: 7, networks: vec![network.clone()] };
    let own = ground.admin.call::<CreateApiToken>(Nothing {}, Nothing {}, new).expect("a token");
    let program = Client::visitor(ground.org.server).with_bearer(own.secret);
    let drawn = program.call::<DrawSandboxToken>(PersonPath { id }, Nothing {}, ()).expect("a token");
    assert_eq!(drawn.token.networks, [network]);
    let drawn = ground.draw(id).expect("a token").token;
    assert!(drawn.networks.is_empty(), "whoever logs in does from anywhere");
}

#[test]
fn no_service_account_plays() {
    let ground = Ground::new();
    let id = ground.invited(Role::Employee, None);
    let new = NewServiceAccount { name: unique(), purpose: "Tests".to_owned(), role: Role::Admin };
    let account = ground.admin.call::<CreateServiceAccount>(Nothing {}, Nothing {}, new).expect("a service account");
    let scopes = vec![Scope::OrganisationRead, Scope::OrganisationWrite];
    let new = NewApiToken { name: unique(), scopes, days: 7, networks: Vec::new() };
    let path = ServiceAccountPath { id: account.id };
    let made = ground.admin.call::<CreateServiceToken>(path, Nothing {}, new).expect("a token");
    let program = Client::visitor(ground.org.server).with_bearer(made.secret);
    program.call::<ReadSandbox>(Nothing {}, Nothing {}, ()).expect("it runs the clock");
    let drawn = program.call::<DrawSandboxToken>(PersonPath { id }, Nothing {}, ());
    drawn.map(|made| made.token).refused(Code::Forbidden);
}
