//! The organisation's directory, as Entra ID and Okta speak.

mod door;
mod entra;
mod groups;
mod okta;
mod rules;
mod settings;

use perftrack_tests::{Client, Org, Persona, Response};
use serde_json::{Value, json};
use shared::{
    api_tokens::{CreateApiToken, NewApiToken, Scope},
    operation::Nothing,
    people::{Person, PersonPath, ReadPerson},
    scim::{EditScim, ReadScim, ScimChanges},
};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const PATCH: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// A client with an API token that somebody made.
fn by_token(of: &Persona, scopes: &[Scope]) -> Client {
    let new = NewApiToken { name: "Directory".to_owned(), scopes: scopes.to_vec(), days: 30, networks: Vec::new() };
    let made = of.call::<CreateApiToken>(Nothing {}, Nothing {}, new).expect("a token");
    of.with_bearer(made.secret)
}

fn set(admin: &Persona, changes: ScimChanges) {
    let now = admin.call::<ReadScim>(Nothing {}, Nothing {}, ()).expect("the settings");
    admin.change::<EditScim>(Nothing {}, now.version, changes).expect("they are set");
}

/// An organisation and its directory, let in.
struct Place {
    org: Org,
    directory: Client,
}

impl Place {
    fn new() -> Self {
        Self::with(ScimChanges::default())
    }

    fn with(changes: ScimChanges) -> Self {
        let org = Org::db_new();
        set(org.admin(), ScimChanges { is_on: Some(true), ..changes });
        let directory = by_token(org.admin(), &[Scope::Scim]);
        Self { org, directory }
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Response {
        send(&self.directory, method, path, body)
    }

    fn get(&self, path: &str) -> Value {
        let response = get(&self.directory, path);
        assert_eq!(response.status, 200, "{path}: {}", response.text());
        response.json()
    }

    /// Somebody brought with nothing but a name for them.
    fn bring(&self, user_name: &str) -> Value {
        let body = json!({ "schemas": [USER], "userName": user_name, "displayName": "Ada Lovelace", "active": true });
        let response = self.send("POST", "/Users", &body);
        assert_eq!(response.status, 201, "{}", response.text());
        response.json()
    }

    fn patch(&self, path: &str, operations: Value) -> Response {
        self.send("PATCH", path, &json!({ "schemas": [PATCH], "Operations": operations }))
    }

    /// As the Admin sees somebody.
    fn person(&self, id: &Value) -> Person {
        let id = serde_json::from_value(id.clone()).expect("an id");
        self.org.admin().call::<ReadPerson>(PersonPath { id }, Nothing {}, ()).expect("the person")
    }
}

fn send(by: &Client, method: &str, path: &str, body: &Value) -> Response {
    by.raw(method, &format!("/scim/v2{path}")).body("application/scim+json", body.to_string()).send()
}

fn get(by: &Client, path: &str) -> Response {
    by.raw("GET", &format!("/scim/v2{path}")).send()
}

fn address() -> String {
    format!("{}@example.com", perftrack_tests::unique())
}

/// What was refused, by the protocol's name for it.
fn refused(response: &Response) -> (u16, String) {
    let body = response.json();
    assert_eq!(body["schemas"][0], "urn:ietf:params:scim:api:messages:2.0:Error", "{body}");
    assert_eq!(body["status"], response.status.to_string(), "{body}");
    (response.status, body["scimType"].as_str().unwrap_or_default().to_owned())
}
