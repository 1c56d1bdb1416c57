//! Personas: people of a fresh organisation, made and logged in through the public API.

use std::ops::Deref;

use chrono::{DateTime, Utc};
use shared::{
    access::Role,
    accounts::{AcceptInvitation, Acceptance, Credentials, LinkToken, LogIn, Me, NewSignUp, SignUp, VerifySignUp},
    operation::Nothing,
    people::{CreatePerson, NewPerson},
    wire::{PersonId, id::OrganisationId},
};

use crate::{Client, Response, Server, unique};

/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery staple";

/// An organisation of its own.
pub struct Org {
    /// Its name.
    pub name: String,
    /// Where it lives.
    pub server: &'static Server,
    admin: Persona,
}

/// Somebody logged in; calls go through [`Client`].
#[derive(Clone)]
pub struct Persona {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their role when they logged in.
    pub role: Role,
    /// When their session ends.
    pub expires_at: DateTime<Utc>,
    client: Client,
}

impl Deref for Persona {
    type Target = Client;
    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Org {
    /// Signs up, follows the link in the mail, logs in as its Admin.
    pub fn new() -> Self {
        Self::on(Server::shared())
    }

    /// The same on a server of its own.
    pub fn on(server: &'static Server) -> Self {
        let name = format!("Org {}", unique());
        let email = format!("admin-{}@example.com", unique());
        let visitor = Client::visitor(server);
        let sign_up = NewSignUp {
            organisation: name.clone(),
            name: "Ada Admin".to_owned(),
            email: email.clone(),
            password: PASSWORD.to_owned(),
            time_zone: None,
        };
        visitor.call::<SignUp>(Nothing {}, Nothing {}, sign_up).expect("sign-up");
        let token = server.mailbox.first_to(&email).secret();
        visitor.call::<VerifySignUp>(Nothing {}, Nothing {}, LinkToken { token }).expect("the link of the sign-up");
        Self { name, server, admin: Persona::logs_in(server, &email, PASSWORD) }
    }

    pub(crate) fn of(name: String, server: &'static Server, admin: Persona) -> Self {
        Self { name, server, admin }
    }

    /// Who signed it up.
    pub fn admin(&self) -> &Persona {
        &self.admin
    }

    /// Somebody new with `role`, who reports to nobody: entered, invited, accepted, logged in.
    pub fn person(&self, role: Role) -> Persona {
        self.person_as(role, |_| {})
    }

    /// Somebody new who reports to `manager`.
    pub fn report_of(&self, manager: &Persona, role: Role) -> Persona {
        self.person_as(role, |new| new.manager_id = Some(manager.id))
    }

    /// A Manager and somebody who reports to them.
    pub fn manager_and_report(&self) -> (Persona, Persona) {
        let manager = self.person(Role::Manager);
        let report = self.report_of(&manager, Role::Employee);
        (manager, report)
    }

    /// Somebody new with `role`, otherwise as `shape` says.
    pub fn person_as(&self, role: Role, shape: impl FnOnce(&mut NewPerson)) -> Persona {
        let mut new = new_person(role);
        new.invite = true;
        shape(&mut new);
        let email = new.email.clone();
        self.admin.call::<CreatePerson>(Nothing {}, Nothing {}, new).expect("the person is created");
        let token = self.server.mailbox.first_to(&email).secret();
        let acceptance = Acceptance { token, password: PASSWORD.to_owned() };
        let visitor = Client::visitor(self.server);
        visitor.call::<AcceptInvitation>(Nothing {}, Nothing {}, acceptance).expect("the invitation is accepted");
        Persona::logs_in(self.server, &email, PASSWORD)
    }
}

impl Default for Org {
    fn default() -> Self {
        Self::new()
    }
}

/// A person to be, with a name and an address nobody else has.
pub fn new_person(role: Role) -> NewPerson {
    let name = format!("{} {}", role.as_str(), unique());
    NewPerson {
        email: format!("{}@example.com", name.replace(' ', "-")),
        name,
        job_title: None,
        role,
        team_id: None,
        manager_id: None,
        start_date: None,
        external_id: None,
        invite: false,
    }
}

impl Persona {
    /// Logs in from an address of their own.
    pub fn logs_in(server: &Server, email: &str, password: &str) -> Self {
        let response = try_log_in(&Client::visitor(server), email, password);
        assert_eq!(response.status, 200, "{email} can't log in: {}", response.text());
        let client = Client::visitor(server).with_token(response.session().expect("a session"));
        let me = response.into_answer::<LogIn>().expect("a log-in");
        Self::of(client, me)
    }

    pub(crate) fn of(client: Client, me: Me) -> Self {
        let Me { person_id: id, name, email, role, expires_at, .. } = me;
        Self { id, name, email, role, expires_at, client }
    }
}

/// Tries to log in; gives the answer as it came.
pub fn try_log_in(visitor: &Client, email: &str, password: &str) -> Response {
    let credentials = Credentials { email: email.to_owned(), password: password.to_owned() };
    visitor.request::<LogIn>(&Nothing {}, &Nothing {}, &credentials).send()
}

/// The organisation of a persona, which no answer tells: read from the database.
pub fn db_organisation_of(server: &Server, persona: &Persona) -> OrganisationId {
    crate::db::organisation_of(&mut server.database.admin(), persona.id)
}
