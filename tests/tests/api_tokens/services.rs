//! Service accounts: programs that are nobody's.

use std::collections::BTreeSet;

use diesel::{RunQueryDsl, sql_query};
use perftrack_tests::{Client, Org, Refused, Response, client::Called, unique};
use serde_json::{Value, json};
use shared::{
    access::Role,
    api_tokens::{
        ApiTokenFilter, CreateServiceAccount, CreateServiceToken, ListApiTokens, ListServiceAccounts, MOST_API_TOKENS,
        MOST_SERVICE_ACCOUNTS, MadeApiToken, NewApiToken, NewServiceAccount, RemoveServiceAccount, Scope,
        ServiceAccount, ServiceAccountPath, open_to_service,
    },
    audit_log::{AuditFilter, ListAuditEvents},
    operation::{Method, Nothing},
    people::{DeactivatePerson, ListPeople, PeopleFilter, PersonPath, ReadPerson},
    privacy::ReadClosing,
    problem::Code,
    scim::{EditScim, ReadScim, ScimChanges},
    wire::PersonId,
};

use super::{
    made, new, program, reads,
    scopes::{about_nothing, guarded},
    sql,
};

fn add(admin: &Client, role: Role) -> Called<CreateServiceAccount> {
    let new = NewServiceAccount { name: format!("Payroll {}", unique()), purpose: "Wages".to_owned(), role };
    admin.call::<CreateServiceAccount>(Nothing {}, Nothing {}, new)
}

fn account(org: &Org, role: Role) -> ServiceAccount {
    add(org.admin(), role).unwrap()
}

fn path(account: &ServiceAccount) -> ServiceAccountPath {
    ServiceAccountPath { id: account.id }
}

fn make(admin: &Client, account: &ServiceAccount, new: NewApiToken) -> Called<CreateServiceToken> {
    admin.call::<CreateServiceToken>(path(account), Nothing {}, new)
}

fn token(org: &Org, account: &ServiceAccount, scopes: &[Scope]) -> MadeApiToken {
    make(org.admin(), account, new(scopes)).unwrap()
}

/// One with a role and all that it may have.
fn acting(org: &Org, role: Role) -> (ServiceAccount, Client) {
    let account = account(org, role);
    let program = program(org, &token(org, &account, &open_to_service(role)));
    (account, program)
}

fn listed(admin: &Client) -> Vec<ServiceAccount> {
    admin.call::<ListServiceAccounts>(Nothing {}, Nothing {}, ()).unwrap().items
}

fn id(answer: &Response) -> String {
    assert!(answer.is_success(), "{}", answer.text());
    answer.json()["id"].as_str().expect("an id").to_owned()
}

fn period(program: &Client) -> Response {
    let body = json!({ "name": unique(), "starts_on": "2027-01-01", "ends_on": "2027-03-31" });
    program.raw("POST", "/api/v1/periods").json(&body).send()
}

fn objective(program: &Client, period: &str, owner: Option<PersonId>) -> Response {
    let body = json!({
        "level": "person", "title": unique(), "period_id": period, "visibility": "organisation", "owner_id": owner,
        "state": "active",
    });
    program.raw("POST", "/api/v1/objectives").json(&body).send()
}

#[test]
fn it_does_what_its_role_and_its_scopes_allow() {
    let org = Org::db_new();
    let (account, program) = acting(&org, Role::Admin);
    assert!(period(&program).is_success());
    let all = listed(org.admin());
    let [shown] = &all[..] else { panic!("{all:?}") };
    assert_eq!((&shown.name, shown.role, &shown.created_by.name), (&account.name, Role::Admin, &org.admin().name));
    assert!(shown.tokens[0].is_service && shown.tokens[0].person.name == account.name);
    let (_, reader) = acting(&org, Role::Employee);
    reads(&reader).unwrap();
    assert_eq!(period(&reader).status, 403, "nobody below an Admin changes periods");
}

#[test]
fn it_is_given_no_more_than_its_role_may_and_nothing_that_takes_somebody() {
    let org = Org::db_new();
    let employee = account(&org, Role::Employee);
    make(org.admin(), &employee, new(&[Scope::AuditLogRead])).refused_at("scopes", "not_yours_to_give");
    let admin = account(&org, Role::Admin);
    for scope in [Scope::FeedbackWrite, Scope::ReviewsWrite, Scope::OneOnOnesRead, Scope::NotificationsRead] {
        make(org.admin(), &admin, new(&[scope])).refused_at("scopes", "not_yours_to_give");
    }
    make(org.admin(), &admin, NewApiToken { days: 366, ..new(&[Scope::GoalsRead]) }).refused_at("days", "out_of_range");
}

#[test]
fn it_is_admins_alone_who_keep_it_with_a_fresh_proof() {
    let org = Org::db_new();
    let account = account(&org, Role::Employee);
    let manager = org.db_person(Role::Manager, None);
    manager.call::<ListServiceAccounts>(Nothing {}, Nothing {}, ()).refused(Code::Forbidden);
    add(&manager, Role::Employee).refused(Code::Forbidden);
    make(&manager, &account, new(&[Scope::GoalsRead])).refused(Code::Forbidden);
    manager.call::<RemoveServiceAccount>(path(&account), Nothing {}, ()).refused(Code::Forbidden);
    // No token makes another, not even a service account's own.
    let (_, program) = acting(&org, Role::Admin);
    make(&program, &account, new(&[Scope::GoalsRead])).refused(Code::SeparateLogIn);
    add(&program, Role::Employee).refused(Code::SeparateLogIn);
    let ago = "UPDATE sessions SET authenticated_at = now() - interval '11 minutes'";
    sql(&org, &format!("{ago} WHERE person_id = '{}'", org.admin().id));
    make(org.admin(), &account, new(&[Scope::GoalsRead])).refused(Code::ReauthRequired);
}

#[test]
fn it_goes_on_when_whoever_made_it_leaves() {
    let org = Org::db_new();
    let second = org.db_person(Role::Admin, None);
    let kept = add(&second, Role::Admin).unwrap();
    let token = make(&second, &kept, new(&[Scope::OrganisationRead])).unwrap();
    org.admin().call::<DeactivatePerson>(PersonPath { id: second.id }, Nothing {}, None).unwrap();
    reads(&program(&org, &token)).unwrap();
    assert_eq!(listed(org.admin()).len(), 1);
}

#[test]
fn removing_it_ends_its_tokens_for_good() {
    let org = Org::db_new();
    let account = account(&org, Role::Employee);
    let [good, over] = [(); 2].map(|()| token(&org, &account, &[Scope::OrganisationRead]));
    let other = made(org.admin(), &[Scope::OrganisationRead]);
    let ago = "UPDATE api_tokens SET created_at = created_at - interval '31 days'";
    sql(&org, &format!("{ago} WHERE id = '{}'", over.token.id));
    let org_of = format!("(SELECT org_id FROM people WHERE id = '{}')", org.admin().id);
    let longest =
        |days: u16| sql(&org, &format!("UPDATE organisations SET api_token_days = {days} WHERE org_id = {org_of}"));
    longest(30);
    org.admin().call::<RemoveServiceAccount>(path(&account), Nothing {}, ()).unwrap();
    longest(365);
    for ended in [&good, &over] {
        reads(&program(&org, ended)).refused(Code::Unauthenticated);
    }
    reads(&program(&org, &other)).unwrap();
    assert!(listed(org.admin()).is_empty());
    make(org.admin(), &account, new(&[Scope::GoalsRead])).refused(Code::NotFound);
    org.admin().call::<RemoveServiceAccount>(path(&account), Nothing {}, ()).refused(Code::NotFound);
}

#[test]
fn there_are_only_so_many() {
    let org = Org::db_new();
    let account = account(&org, Role::Employee);
    for _ in 0..MOST_API_TOKENS {
        token(&org, &account, &[Scope::GoalsRead]);
    }
    make(org.admin(), &account, new(&[Scope::GoalsRead])).refused(Code::Conflict);
    for _ in 1..MOST_SERVICE_ACCOUNTS {
        add(org.admin(), Role::Employee).unwrap();
    }
    add(org.admin(), Role::Employee).refused(Code::Conflict);
}

#[test]
fn the_audit_log_names_it_and_its_token_also_when_it_is_gone() {
    let org = Org::db_new();
    let (account, program) = acting(&org, Role::Admin);
    id(&period(&program));
    org.admin().call::<RemoveServiceAccount>(path(&account), Nothing {}, ()).unwrap();
    let events = |filter| org.admin().call::<ListAuditEvents>(Nothing {}, filter, ()).unwrap().items;
    let by_it = events(AuditFilter { actor: Some(PersonId(account.id.0)), ..AuditFilter::default() });
    let [event] = &by_it[..] else { panic!("{by_it:?}") };
    assert_eq!((event.kind.as_str(), event.by_service), ("periods.created", true));
    assert_eq!(event.actor.as_ref().map(|actor| &actor.name), Some(&account.name));
    assert_eq!(event.token.as_deref(), Some("Payroll"));
    let about_it = events(AuditFilter { resource: Some(account.id.0), ..AuditFilter::default() });
    let kinds: Vec<_> = about_it.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["service_accounts.removed", "service_accounts.created"]);
    assert!(about_it.iter().all(|event| event.resource.as_ref().is_some_and(|thing| thing.name == account.name)));
    assert!(about_it.iter().all(|event| !event.by_service));
}

#[test]
fn it_owes_no_second_step() {
    let org = Org::db_new();
    let (_, program) = acting(&org, Role::Admin);
    let org_of = format!("(SELECT org_id FROM people WHERE id = '{}')", org.admin().id);
    sql(&org, &format!("UPDATE organisations SET second_factor = 'everybody' WHERE org_id = {org_of}"));
    reads(&program).unwrap();
}

#[test]
fn every_admin_is_told_by_mail_of_each_token() {
    let org = Org::new();
    let second = org.person(Role::Admin);
    let account = account(&org, Role::Employee);
    token(&org, &account, &[Scope::GoalsRead]);
    for admin in [org.admin(), &second] {
        let subject = "A service account has a new API token";
        let mail = org.server.mailbox.wait_for_subject(&admin.email, subject, 1);
        assert!(mail.text.contains("“Payroll”") && mail.text.contains(&account.name), "{}", mail.text);
        assert_eq!(mail.link(), format!("{}/settings?tab=api-tokens", org.server.url));
    }
}

#[test]
fn it_is_the_directory_that_outlasts_whoever_made_it() {
    let org = Org::db_new();
    let second = org.db_person(Role::Admin, None);
    let settings = org.admin().call::<ReadScim>(Nothing {}, Nothing {}, ()).unwrap();
    let on = ScimChanges { is_on: Some(true), ..ScimChanges::default() };
    org.admin().change::<EditScim>(Nothing {}, settings.version, on).unwrap();
    let account = add(&second, Role::Admin).unwrap();
    let directory = program(&org, &make(&second, &account, new(&[Scope::Scim])).unwrap());
    org.admin().call::<DeactivatePerson>(PersonPath { id: second.id }, Nothing {}, None).unwrap();
    let user = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": format!("{}@example.com", unique()), "displayName": "Ada Lovelace", "active": true,
    });
    let brought = directory.raw("POST", "/scim/v2/Users").body("application/scim+json", user.to_string()).send();
    assert_eq!(brought.status, 201, "{}", brought.text());
    let events = org.admin().call::<ListAuditEvents>(Nothing {}, AuditFilter::default(), ()).unwrap().items;
    let entered = events.iter().find(|event| event.kind == "people.created").expect("an event");
    assert_eq!(entered.actor.as_ref().map(|actor| &actor.name), Some(&account.name));
}

#[test]
fn whatever_it_asks_is_answered() {
    let org = Org::db_new();
    for role in [Role::Admin, Role::Employee] {
        let (_, program) = acting(&org, role);
        for declared in guarded() {
            let answer = about_nothing(&program, &declared).send();
            assert!(answer.status != 401 && answer.status < 500, "{} as {role}: {}", declared.name, answer.text());
        }
    }
}

#[test]
fn it_says_something_to_people_and_they_see_who() {
    let org = Org::db_new();
    let (account, program) = acting(&org, Role::Admin);
    let made = objective(&program, &id(&period(&program)), Some(org.admin().id));
    assert!(made.is_success(), "{}", made.text());
    let objective = made.json()["objective"]["id"].as_str().expect("an id").to_owned();
    let reader = org.db_person(Role::Admin, None);
    let body = json!({ "body": format!("Look, @{{{}}}", reader.id) });
    let said = program.raw("POST", &format!("/api/v1/objectives/{objective}/comments")).json(&body).send();
    assert!(said.is_success(), "{}", said.text());
    assert_eq!(said.json()["author"]["name"], account.name.as_str());
}

/// Where it stands rightly: it is listed, or it did something.
const NAMED: [&str; 7] = [
    "ListServiceAccounts",
    "ListApiTokens",
    "ListAuditEvents",
    "ExportAuditCsv",
    "ExportAuditNdjson",
    "ListEvents",
    "ListNotices",
];

#[test]
fn no_list_has_it_among_people_or_anything_else() {
    let org = Org::db_new();
    let (account, program) = acting(&org, Role::Admin);
    let period = id(&period(&program));
    assert!(objective(&program, &period, Some(org.admin().id)).is_success());
    let (mut read, mut wrong) = (0, BTreeSet::new());
    let lists = guarded().filter(|declared| declared.method == Method::Get && !declared.path.contains('{'));
    for declared in lists.filter(|declared| declared.answer_type != Some("text/event-stream")) {
        let request = org.admin().raw("GET", declared.path);
        let request = if declared.name == "Search" { request.query("q=Payroll") } else { request };
        let answer = request.send();
        read += usize::from(answer.is_success());
        let text = String::from_utf8_lossy(&answer.body);
        if text.contains(&account.id.to_string()) || text.contains(&account.name) {
            wrong.insert(declared.name);
        }
    }
    assert!(read > 40, "{read} lists could be read");
    let unknown: Vec<_> = wrong.iter().filter(|name| !NAMED.contains(name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    assert!(wrong.contains("ListServiceAccounts") && wrong.contains("ListApiTokens"));
}

#[test]
fn it_is_nobody_to_count_to_find_to_own_or_to_lead() {
    let org = Org::db_new();
    let (account, program) = acting(&org, Role::Admin);
    let it = PersonId(account.id.0);
    for asked in [org.admin() as &Client, &program] {
        asked.call::<ReadPerson>(PersonPath { id: it }, Nothing {}, ()).refused(Code::NotFound);
        let people = asked.call::<ListPeople>(Nothing {}, PeopleFilter::default(), ()).unwrap().items;
        assert_eq!(people.into_iter().map(|person| person.id).collect::<Vec<_>>(), [org.admin().id]);
        let left = asked.raw("GET", "/api/v1/people").query("status=deactivated").send();
        assert!(left.is_success() && !left.text().contains(&account.name), "{}", left.text());
    }
    org.admin().call::<DeactivatePerson>(PersonPath { id: it }, Nothing {}, None).refused(Code::NotFound);
    assert_eq!(org.admin().call::<ReadClosing>(Nothing {}, Nothing {}, ()).unwrap().people, 1);
    let home = org.admin().raw("GET", "/api/v1/home").send().json();
    assert_eq!(home["first_steps"]["has_people"], false);
    // What it sets is somebody's: unsaid, it would be its own.
    let period = id(&period(&program));
    assert!(objective(&program, &period, None).text().contains("owner_id"));
    let report = json!({
        "name": "Rosa Report", "email": format!("{}@example.com", unique()), "role": "employee", "manager_id": it,
    });
    let refused = org.admin().raw("POST", "/api/v1/people").json(&report).send();
    assert_eq!(refused.problem().code, Code::Invalid, "{}", refused.text());
}

#[test]
fn it_leads_no_team_and_answers_for_nothing() {
    let org = Org::db_new();
    let (account, program) = acting(&org, Role::Admin);
    let (admin, it) = (org.admin(), account.id.to_string());
    let refused = |answer: &Response, field: &str| {
        let errors = answer.problem().errors;
        let told: Vec<_> = errors.iter().map(|error| (error.field.as_str(), error.code.as_str())).collect();
        assert_eq!(told, [(field, "unknown")], "{}", answer.text());
    };
    let post = |path: &str, body: Value| admin.raw("POST", path).json(&body).send();
    let patch = |path: &str, made: &Response, body: Value| {
        let version = format!("\"{}\"", made.json()["version"]);
        admin.raw("PATCH", path).header("if-match", &version).json(&body).send()
    };
    refused(&post("/api/v1/teams", json!({ "name": unique(), "lead_id": it })), "lead_id");
    let team = post("/api/v1/teams", json!({ "name": unique(), "lead_id": admin.id }));
    refused(&patch(&format!("/api/v1/teams/{}", id(&team)), &team, json!({ "lead_id": it })), "lead_id");

    let objective = objective(&program, &id(&period(&program)), Some(admin.id));
    let objective = objective.json()["objective"]["id"].as_str().expect("an id").to_owned();
    let measured = |owner: &str| {
        json!({
            "title": "Less waste", "kind": "number", "direction": "increase", "start": 0, "target": 4, "owner_id": owner,
        })
    };
    let key_results = format!("/api/v1/objectives/{objective}/key-results");
    refused(&post(&key_results, measured(&it)), "owner_id");
    let made = post(&key_results, measured(&admin.id.to_string()));
    let key_result = format!("/api/v1/key-results/{}", id(&made));
    refused(&patch(&key_result, &made, json!({ "owner_id": it })), "owner_id");
    let blocked = json!({
        "value": 1, "status": "at_risk", "blocker": { "kind": "people", "owner_id": it, "next_step": "Ask around." },
    });
    refused(&post(&format!("{key_result}/check-ins"), blocked), "blocker.owner_id");
}

#[test]
fn the_database_itself_makes_no_colleague_of_it() {
    let org = Org::db_new();
    let account = account(&org, Role::Admin);
    let mut conn = org.server.database.admin();
    for change in ["status = 'active'", "status = 'invited'", "external_id = '7'", "deactivated_at = now()"] {
        let statement = format!("UPDATE people SET {change} WHERE id = '{}'", account.id);
        assert!(sql_query(statement).execute(&mut conn).is_err(), "{change}");
    }
}

#[test]
fn everybodys_tokens_tell_which_are_a_service_accounts() {
    let org = Org::db_new();
    let account = account(&org, Role::Employee);
    token(&org, &account, &[Scope::GoalsRead]);
    made(org.admin(), &[Scope::GoalsRead]);
    let all = org.admin().call::<ListApiTokens>(Nothing {}, ApiTokenFilter::default(), ()).unwrap().items;
    let told: Vec<_> = all.iter().map(|token| (token.person.name.as_str(), token.is_service)).collect();
    assert_eq!(told, [(org.admin().name.as_str(), false), (account.name.as_str(), true)]);
}
