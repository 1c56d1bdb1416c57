//! Accounts: each test is a rule, tried over HTTP as a stranger would.

mod cookies;
mod email_change;
mod equal_work;
mod invitations;
mod limits;
mod log_in;
mod new_device;
mod passkeys;
mod passwords;
mod same_origin;
mod second_factor;
mod secrets;
mod session_policy;
mod sessions;
mod sign_up;
mod step_up;

use perftrack_tests::{Client, Org, Response, Server, org::try_log_in, unique};
use shared::{
    accounts::{
        LinkToken, Me, NewSignUp, PasswordReset, ReadMe, ReadPasswordReset, RequestPasswordReset, ResetLink,
        ResetPassword, ResetRequest,
    },
    operation::Nothing,
    problem::{Code, Problem},
};

/// An address nobody else has.
fn address() -> String {
    format!("{}@example.com", unique())
}

/// An organisation on a server and a database of its own, for tests that start replicas: those would
/// send each other's mails.
fn apart() -> Org {
    Org::on(Server::alone(&[]))
}

fn visitor() -> Client {
    Client::visitor(Server::shared())
}

fn new_sign_up(email: &str, password: &str) -> NewSignUp {
    NewSignUp {
        organisation: format!("Org {}", unique()),
        name: "Ada Admin".to_owned(),
        email: email.to_owned(),
        password: password.to_owned(),
        time_zone: None,
    }
}

fn me(client: &Client) -> Result<Me, Problem> {
    client.call::<ReadMe>(Nothing {}, Nothing {}, ())
}

/// Whether this session still opens anything.
fn lives(client: &Client) -> bool {
    match me(client) {
        Ok(_) => true,
        Err(problem) => {
            assert_eq!(problem.code, Code::Unauthenticated);
            false
        }
    }
}

fn logs_in(email: &str, password: &str) -> bool {
    let response = try_log_in(&visitor(), email, password);
    if !response.is_success() {
        assert_eq!(response.problem().code, Code::WrongCredentials);
    }
    response.is_success()
}

fn request_reset(email: &str) -> Result<(), Problem> {
    visitor().call::<RequestPasswordReset>(Nothing {}, Nothing {}, ResetRequest { email: email.to_owned() })
}

fn reset(token: &str, new_password: &str) -> Result<(), Problem> {
    let body = PasswordReset { token: token.to_owned(), new_password: new_password.to_owned() };
    visitor().call::<ResetPassword>(Nothing {}, Nothing {}, body)
}

fn read_reset(token: &str) -> Result<ResetLink, Problem> {
    visitor().call::<ReadPasswordReset>(Nothing {}, Nothing {}, LinkToken { token: token.to_owned() })
}

/// The secret in the `count`th mail to an address.
fn secret_of_mail(email: &str, count: usize) -> String {
    Server::shared().mailbox.wait_for(email, count).secret()
}

/// Everything in an answer that a stranger could compare, with what differs in every answer left out.
fn comparable(response: &Response) -> (u16, Vec<(String, String)>, String) {
    let id = response.header("x-request-id").unwrap_or_default().to_owned();
    let ours = |name: &&str| !matches!(*name, "date" | "x-request-id" | "ratelimit");
    let names = response.headers.keys().map(|name| name.as_str()).filter(ours);
    let mut headers: Vec<_> =
        names.map(|name| (name.to_owned(), response.header(name).unwrap_or_default().to_owned())).collect();
    headers.sort();
    (response.status, headers, response.text().replace(&id, "ID"))
}
