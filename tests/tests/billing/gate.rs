//! What isn't paid, and what a plan isn't for: refused kindly, and nothing is ever lost.

use perftrack_tests::{
    Client, Org, Persona, Response, Server,
    db::{count, organisation_of, run},
    org::new_person,
};
use serde_json::json;
use shared::{
    access::{Role, can_ever},
    api_tokens::{CreateApiToken, NewApiToken, Scope},
    billing::{BillingState, ChoosePlan, ListPlans, PlanChoice, PlanName, ReadBilling, declared_open},
    operation::{Access, Nothing},
    people::{CreatePerson, DeactivatePerson, PeopleBatch, PersonPath, SyncPeople},
    problem::Code,
    scim::{EditScim, ReadScim, ScimChanges},
};
use uuid::Uuid;

/// Runs statements about the organisation `$org`.
fn db(org: &Org, statements: &str) {
    let mut conn = org.server.database.admin();
    let id = organisation_of(&mut conn, org.admin().id).to_string();
    run(&mut conn, &statements.replace("$org", &id));
}

/// One that should have paid long ago.
fn unpaid() -> Org {
    let org = Org::db_new();
    owes(&org);
    org
}

/// From now on it should have paid long ago.
fn owes(org: &Org) {
    let (invoice, number) = (Uuid::now_v7(), perftrack_tests::unique());
    db(
        org,
        &format!(
            "INSERT INTO subscriptions (org_id, trial_ends_on, plan, period, currency, over_since)
             VALUES ('$org', current_date - 90, 'team', 'monthly', 'GHS', current_date - 30);
             INSERT INTO invoices (org_id, id, number, kind, state, plan, period, currency, seats, unit_minor, days, of_days,
                                   charge_minor, vat_minor, total_minor, from_on, until_on, billed_name, billed_email,
                                   billed_address, billed_country, due_on, paid_at, receipt_number)
             VALUES ('$org', '{invoice}', 'INV-{number}', 'term', 'paid', 'team', 'monthly', 'GHS', 1, 4500, 30, 30, 4500, 0,
                     4500, current_date - 60, current_date - 30, 'A', 'a@example.com', 'Accra', 'GH', current_date - 60,
                     now(), 'REC-{number}');
             INSERT INTO billing_terms (org_id, from_on, until_on, plan, period, currency, seats, unit_minor, invoice_id)
             VALUES ('$org', current_date - 60, current_date - 30, 'team', 'monthly', 'GHS', 1, 4500, '{invoice}')"
        ),
    );
}

/// One whose directory is let in, and the directory.
fn directed() -> (Org, Client) {
    let org = Org::db_new();
    let admin = org.admin();
    let now = admin.call::<ReadScim>(Nothing {}, Nothing {}, ()).expect("the settings");
    let changes = ScimChanges { is_on: Some(true), ..ScimChanges::default() };
    admin.change::<EditScim>(Nothing {}, now.version, changes).expect("it is let in");
    let (name, scopes) = ("Directory".to_owned(), vec![Scope::Scim]);
    let new = NewApiToken { name, scopes, days: 30, networks: Vec::new() };
    let made = admin.call::<CreateApiToken>(Nothing {}, Nothing {}, new).expect("a token");
    let directory = admin.with_bearer(made.secret);
    (org, directory)
}

/// The directory brings somebody.
fn brings(directory: &Client) -> Response {
    let address = format!("{}@example.com", perftrack_tests::unique());
    let user = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": address, "displayName": "Adom", "active": true,
    });
    directory.raw("POST", "/scim/v2/Users").body("application/scim+json", user.to_string()).send()
}

/// The directory says whether somebody is there.
fn tells(directory: &Client, user: &str, active: bool) -> Response {
    let operation = json!({ "op": "replace", "path": "active", "value": active });
    let patch = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [operation] });
    let path = format!("/scim/v2/Users/{user}");
    directory.raw("PATCH", &path).body("application/scim+json", patch.to_string()).send()
}

fn id(brought: &Response) -> String {
    assert_eq!(brought.status, 201, "{}", brought.text());
    brought.json()["id"].as_str().expect("an id").to_owned()
}

#[test]
fn the_directory_of_whoever_has_not_paid_ends_access_and_brings_nobody_in() {
    let (org, directory) = directed();
    let user = id(&brings(&directory));
    owes(&org);
    assert_eq!(brings(&directory).status, Code::ReadOnlyUnpaid.status());
    assert_eq!(tells(&directory, &user, false).status, 200, "whoever leaves has no access any more");
    assert_eq!(tells(&directory, &user, true).status, Code::ReadOnlyUnpaid.status());
    assert_eq!(there(&org), 1);
}

#[test]
fn the_directory_of_the_free_plan_brings_five_and_no_more() {
    let (org, directory) = directed();
    let user = id(&brings(&directory));
    db(&org, "INSERT INTO subscriptions (org_id, trial_ends_on) VALUES ('$org', current_date - 1)");
    (0..3).for_each(|_| drop(id(&brings(&directory))));
    assert_eq!(brings(&directory).status, Code::PlanLimit.status());
    assert_eq!(tells(&directory, &user, false).status, 200);
    drop(id(&brings(&directory)));
    assert_eq!(tells(&directory, &user, true).status, Code::PlanLimit.status(), "nor does anybody come back");
    assert_eq!(there(&org), 5);
}

/// How many people it has, joined or not.
fn there(org: &Org) -> i64 {
    let mut conn = org.server.database.admin();
    let id = organisation_of(&mut conn, org.admin().id);
    count(&mut conn, &format!("people WHERE org_id = '{id}' AND status <> 'deactivated'"))
}

/// One on the free plan with so many people.
fn free(people: usize) -> Org {
    let org = Org::db_new();
    db(&org, "INSERT INTO subscriptions (org_id, trial_ends_on) VALUES ('$org', current_date - 1)");
    (1..people).for_each(|_| drop(org.db_person(Role::Employee, None)));
    org
}

#[test]
fn whoever_has_not_paid_changes_nothing_but_what_must_stay_open() {
    let org = unpaid();
    let billing = org.admin().call::<ReadBilling>(Nothing {}, Nothing {}, ()).expect("how it stands");
    assert_eq!(billing.standing.state, BillingState::ReadOnly);
    for declared in shared::every_operation() {
        let may = match declared.access {
            Access::Public => false,
            Access::Session => true,
            Access::May(permission) => can_ever(Role::Admin, permission),
        };
        if !may || !declared.method.changes() {
            continue;
        }
        // What is asked may end the session.
        let admin: Persona = org.db_person(Role::Admin, None);
        let place = |part: &str| if part.starts_with('{') { Uuid::now_v7().to_string() } else { part.to_owned() };
        let path = declared.path.split('/').map(place).collect::<Vec<_>>().join("/");
        let request = admin.raw(declared.method.as_str(), &path).header("if-match", "\"1\"");
        let request = match declared.body_type {
            Some(content_type) => request.body(content_type, "{}"),
            None => request,
        };
        let response = request.send();
        let refused = !response.is_success() && response.problem().code == Code::ReadOnlyUnpaid;
        assert_eq!(refused, !declared_open(&declared), "{}: {}", declared.name, response.text());
    }
}

#[test]
fn the_free_plan_is_for_five_and_whoever_makes_room_adds_the_next() {
    let org = free(4);
    let admin = org.admin();
    let add = || admin.call::<CreatePerson>(Nothing {}, Nothing {}, new_person(Role::Employee));
    let fifth = add().expect("there is room for five");
    let refused = add().expect_err("and not for six");
    assert_eq!(refused.code, Code::PlanLimit);
    assert!(refused.detail.expect("it says why").contains("5 people"));
    assert_eq!(there(&org), 5, "nobody came in halfway");
    let billing = admin.call::<ReadBilling>(Nothing {}, Nothing {}, ()).expect("how it stands");
    assert_eq!(
        (billing.people, billing.plan),
        (4, Some(PlanName::Free)),
        "the fifth hasn't joined yet, and takes the room"
    );
    admin.call::<DeactivatePerson>(PersonPath { id: fifth.id }, Nothing {}, None).expect("somebody leaves");
    add().expect("there is room again");
}

#[test]
fn whoever_has_too_many_people_has_some_leave_by_a_sync_and_adds_nobody() {
    let org = Org::db_new();
    let ids: Vec<String> = (0..7).map(|_| perftrack_tests::unique()).collect();
    let sync = |ids: &[String], active: bool| {
        let row = |id: &String| {
            let email = format!("{id}@example.com");
            json!({ "external_id": id, "name": "Adom", "email": email, "active": active })
        };
        let rows: Vec<_> = ids.iter().map(row).collect();
        let batch: PeopleBatch = serde_json::from_value(json!({ "people": rows })).expect("a batch");
        org.admin().call::<SyncPeople>(Nothing {}, Nothing {}, batch)
    };
    sync(&ids[..6], true).expect("whoever tries everything has as many as they like");
    db(&org, "INSERT INTO subscriptions (org_id, trial_ends_on) VALUES ('$org', current_date - 1)");
    sync(&ids[..1], false).expect("somebody leaves, though six are left");
    assert_eq!(sync(&ids[6..], true).expect_err("there is no room").code, Code::PlanLimit);
    assert_eq!(sync(&ids[..1], true).expect_err("nor to come back").code, Code::PlanLimit);
}

#[test]
fn whoever_was_entered_in_the_trial_and_never_joined_makes_nobody_pay() {
    let org = Org::db_new();
    let row = |id: String| json!({ "external_id": id, "name": "Adom", "email": format!("{id}@example.com") });
    let rows: Vec<_> = (0..9).map(|_| row(perftrack_tests::unique())).collect();
    let batch: PeopleBatch = serde_json::from_value(json!({ "people": rows })).expect("a batch");
    org.admin().call::<SyncPeople>(Nothing {}, Nothing {}, batch).expect("whoever tries has as many as they like");
    db(
        &org,
        "INSERT INTO subscriptions (org_id, trial_ends_on, over_since)
         VALUES ('$org', current_date - 90, current_date - 30)",
    );
    let billing = || org.admin().call::<ReadBilling>(Nothing {}, Nothing {}, ()).expect("how it stands");
    assert_eq!((billing().standing.state, billing().people), (BillingState::Free, 1));
    let full = org.admin().call::<CreatePerson>(Nothing {}, Nothing {}, new_person(Role::Employee));
    assert_eq!(full.expect_err("ten are no five").code, Code::PlanLimit);
    (0..5).for_each(|_| drop(org.db_person(Role::Employee, None)));
    assert_eq!(billing().standing.state, BillingState::ReadOnly, "six have joined");
}

#[test]
fn single_sign_on_is_set_up_on_a_plan_that_has_it() {
    let org = free(2);
    let body = json!({ "issuer": "http://127.0.0.1:9", "client_id": "perftrack", "client_secret": "a secret" });
    let put = |org: &Org| org.admin().raw("PUT", "/api/v1/single-sign-on/connection").json(&body).send();
    assert_eq!(put(&org).problem().code, Code::PlanLimit);
    // Whoever tries everything tries that too.
    assert!(put(&Org::db_new()).is_success());
}

#[test]
fn sandboxes_are_made_on_a_plan_with_api_tokens() {
    let body = json!({ "name": "Payroll", "content": "empty" });
    let make = |org: &Org| org.admin().raw("POST", "/api/v1/sandboxes").json(&body).send();
    assert_eq!(make(&free(2)).problem().code, Code::PlanLimit);
    assert!(make(&Org::db_new()).is_success());
}

#[test]
fn where_nobody_takes_payments_nothing_is_limited() {
    let server = Server::alone(&[
        ("PERFTRACK_FLUTTERWAVE_SECRET_KEY", ""),
        ("PERFTRACK_FLUTTERWAVE_WEBHOOK_HASHES", ""),
        ("PERFTRACK_FLUTTERWAVE_BASE_URL", ""),
    ]);
    let org = Org::db_on(server);
    db(&org, "INSERT INTO subscriptions (org_id, trial_ends_on) VALUES ('$org', current_date - 90)");
    let admin = org.admin();
    (0..7).for_each(|_| {
        admin.call::<CreatePerson>(Nothing {}, Nothing {}, new_person(Role::Employee)).expect("as many as they like");
    });
    let billing = admin.call::<ReadBilling>(Nothing {}, Nothing {}, ()).expect("how it stands");
    assert_eq!((billing.standing.state, billing.plan, there(&org)), (BillingState::Off, None, 8));
    let choice = PlanChoice {
        plan: PlanName::Team,
        period: shared::billing::BillingPeriod::Yearly,
        currency: shared::billing::Currency::Usd,
    };
    let refused = admin.call::<ChoosePlan>(Nothing {}, Nothing {}, choice).expect_err("there is nothing to pay");
    assert_eq!(refused.code, Code::BillingOff);
    let visitor = Client::visitor(server);
    assert!(!visitor.call::<ListPlans>(Nothing {}, Nothing {}, ()).expect("the plans").is_on);
    let notified = visitor.raw("POST", "/api/v1/billing/flutterwave/notifications").without("origin");
    assert_eq!(notified.header("verif-hash", "x").body("application/json", "{}").send().status, 404);
}
