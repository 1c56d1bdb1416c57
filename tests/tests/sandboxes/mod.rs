//! Sandboxes: who makes them, what leaves them, and what goes by their clock.

mod clock;
mod cycle;
mod ends;
mod mails;
mod making;
mod playing;

use perftrack_tests::{
    Client, Org,
    db::{db_session, run, text},
    unique,
};
use shared::{
    operation::Nothing,
    sandboxes::{
        CreateSandbox, ListSandboxes, MoveSandboxClock, NewSandbox, ReadSandbox, Sandbox, SandboxClock, SandboxContent,
        SandboxMove,
    },
    wire::{PersonId, id::OrganisationId},
};

/// A sandbox of an organisation, with a session of whoever made it.
struct Ground {
    org: Org,
    sandbox: Sandbox,
    maker: PersonId,
    admin: Client,
}

impl Ground {
    fn new() -> Self {
        Self::of(Org::db_new())
    }

    fn of(org: Org) -> Self {
        let sandbox = make(&org, SandboxContent::Empty);
        let maker = sandbox.person_id.expect("its maker");
        let admin = enter(&org, &sandbox);
        Self { org, sandbox, maker, admin }
    }

    fn id(&self) -> OrganisationId {
        OrganisationId(self.sandbox.id.0)
    }

    fn sql(&self, statement: &str) {
        run(&mut self.org.server.database.admin(), &format!("{statement} WHERE org_id = '{}'", self.id()));
    }

    fn clock(&self) -> SandboxClock {
        self.admin.call::<ReadSandbox>(Nothing {}, Nothing {}, ()).expect("the clock")
    }

    fn forward(&self, days: u16) -> SandboxClock {
        self.admin.call::<MoveSandboxClock>(Nothing {}, Nothing {}, SandboxMove { days }).expect("it goes forward")
    }
}

fn make(org: &Org, content: SandboxContent) -> Sandbox {
    let new = NewSandbox { name: unique(), content };
    org.admin().call::<CreateSandbox>(Nothing {}, Nothing {}, new).expect("a sandbox")
}

fn all(org: &Org) -> Vec<Sandbox> {
    org.admin().call::<ListSandboxes>(Nothing {}, Nothing {}, ()).expect("the sandboxes").items
}

/// A session of its maker in it, beside the one they have.
fn enter(org: &Org, sandbox: &Sandbox) -> Client {
    session_of(org, sandbox, sandbox.person_id.expect("its maker"))
}

/// A session of somebody in it who has an account.
fn session_of(org: &Org, sandbox: &Sandbox, person: PersonId) -> Client {
    let mut conn = org.server.database.admin();
    let account = text(&mut conn, &format!("SELECT account_id::text AS text FROM people WHERE id = '{person}'"));
    let (_, token) = db_session(&mut conn, OrganisationId(sandbox.id.0), person, account.parse().expect("an id"));
    Client::visitor(org.server).with_token(token)
}
