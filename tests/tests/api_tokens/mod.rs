//! API tokens: who makes them, what they open and when no longer.

mod door;
mod making;
mod policy;
mod scopes;
mod services;

use perftrack_tests::{Client, Org, Persona, client::Called, db};
use shared::{
    api_tokens::{ApiToken, CreateApiToken, ListOwnApiTokens, MadeApiToken, NewApiToken, Scope},
    operation::Nothing,
    organisations::{ListPeriods, Periods},
    problem::Problem,
};

fn new(scopes: &[Scope]) -> NewApiToken {
    NewApiToken { name: "Payroll".to_owned(), scopes: scopes.to_vec(), days: 90, networks: Vec::new() }
}

fn make(person: &Persona, new: NewApiToken) -> Called<CreateApiToken> {
    person.call::<CreateApiToken>(Nothing {}, Nothing {}, new)
}

/// A token of somebody's with these scopes.
fn made(person: &Persona, scopes: &[Scope]) -> MadeApiToken {
    make(person, new(scopes)).unwrap()
}

/// A program with a token, at an address that nobody else has.
fn program(org: &Org, token: &MadeApiToken) -> Client {
    Client::visitor(org.server).with_bearer(&token.secret)
}

fn own(person: &Persona) -> Vec<ApiToken> {
    person.call::<ListOwnApiTokens>(Nothing {}, Nothing {}, ()).unwrap().items
}

/// Something that a token with `organisation:read` reads.
fn reads(program: &Client) -> Result<Periods, Problem> {
    program.call::<ListPeriods>(Nothing {}, Nothing {}, ())
}

fn sql(org: &Org, statement: &str) {
    db::run(&mut org.server.database.admin(), statement);
}
