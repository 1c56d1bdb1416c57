//! The way in, as it is meant.

use base64::{Engine, engine::general_purpose::STANDARD};
use perftrack_tests::{
    Client, Org, Refused,
    db::{count, text},
};
use serde_json::json;
use shared::{
    access::Role,
    api_tokens::{ListOwnApiTokens, Scope, secret::is_well_formed},
    audit_log::{AuditFilter, ListAuditEvents},
    oauth::{
        DeleteOauthApp, ListOwnOauthGrants, NewOauthApp, OauthAppPath, OauthProblem, OauthRequest, ReadOauthConsent,
    },
    operation::Nothing,
    problem::Code,
};

use super::{
    Tokens, allowed, app, code, form, let_in, new, one, own, reads, refreshed, register, request, secret_of, with_code,
};

#[test]
fn an_app_acts_as_whoever_lets_it_in() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let consent = person.call::<ReadOauthConsent>(Nothing {}, request(&app), ()).unwrap();
    assert_eq!((consent.app.as_str(), consent.host.as_str()), ("Planner", "payroll.example.com"));
    assert_eq!((consent.scopes, consent.problem), (vec![Scope::OrganisationRead], None));

    let back = allowed(&person, request(&app));
    assert_eq!(one(&back, "state"), Some("where & when"), "the state comes back as it was");
    assert_eq!(one(&back, "iss"), Some(org.server.url.as_str()), "and who answers");
    assert!(own(&person).is_empty(), "a code alone is no access");
    let (code, id) = (one(&back, "code").unwrap(), app.id.to_string());
    let answer = form(&org, "/oauth/token", &with_code(code, &id));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let body = answer.json();
    assert_eq!((body["token_type"].as_str(), body["scope"].as_str()), (Some("Bearer"), Some("organisation:read")));
    assert_eq!(body["expires_in"], 3600);

    let tokens = Tokens::of(&answer);
    assert!(is_well_formed(&tokens.access), "{}", tokens.access);
    reads(&org, &tokens.access).unwrap();
    let grants = own(&person);
    let [grant] = &grants[..] else { panic!("{grants:?}") };
    assert_eq!((grant.app.as_str(), grant.person.id), ("Planner", person.id));
    assert!(grant.last_used_at.is_some());
    let tokens = person.call::<ListOwnApiTokens>(Nothing {}, Nothing {}, ()).unwrap();
    assert!(tokens.items.is_empty(), "it is none of their API tokens");
}

#[test]
fn an_access_token_does_what_was_allowed_and_its_person_may_at_that_moment() {
    let org = Org::db_new();
    let (app, second) = (app(&org), org.db_person(Role::Admin, None));
    let wide = OauthRequest { scope: Some("organisation:read audit_log:read".to_owned()), ..request(&app) };
    let (code, id) = (one(&allowed(&second, wide), "code").unwrap().to_owned(), app.id.to_string());
    let tokens = Tokens::of(&form(&org, "/oauth/token", &with_code(&code, &id)));
    let program = Client::visitor(org.server).with_bearer(&tokens.access);
    let log = || program.call::<ListAuditEvents>(Nothing {}, AuditFilter::default(), ());
    log().unwrap();
    super::sql(&org, &format!("UPDATE people SET role = 'employee' WHERE id = '{}'", second.id));
    log().refused(Code::Forbidden);
    reads(&org, &tokens.access).unwrap();
    program.call::<ListOwnOauthGrants>(Nothing {}, Nothing {}, ()).refused(Code::SeparateLogIn);
}

#[test]
fn what_somebody_may_not_do_is_left_out_or_cannot_be_allowed() {
    let org = Org::db_new();
    let (app, employee) = (app(&org), org.db_person(Role::Employee, None));
    let asks = |scope: Option<&str>| {
        let request = OauthRequest { scope: scope.map(str::to_owned), ..request(&app) };
        employee.call::<ReadOauthConsent>(Nothing {}, request, ()).unwrap()
    };
    assert_eq!(asks(None).scopes, [Scope::GoalsRead, Scope::OrganisationRead]);
    assert_eq!(asks(Some("audit_log:read")).problem, Some(OauthProblem::AccessDenied));
    assert_eq!(asks(Some("goals:write")).problem, Some(OauthProblem::InvalidScope), "the app may not ask for it");
    let refused = super::asked(&asks(Some("goals:write")).refused_to);
    assert_eq!(one(&refused, "error"), Some("invalid_scope"));
    assert_eq!(one(&refused, "state"), Some("where & when"));
}

#[test]
fn a_refresh_token_gives_new_ones_and_may_ask_for_less() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let all = OauthRequest { scope: None, ..request(&app) };
    let (code, id) = (one(&allowed(&person, all), "code").unwrap().to_owned(), app.id.to_string());
    let first = Tokens::of(&form(&org, "/oauth/token", &with_code(&code, &id)));
    let fields = |scope: (&'static str, &'static str)| {
        vec![
            ("grant_type", "refresh_token"),
            ("refresh_token", first.refresh.as_str()),
            ("client_id", id.as_str()),
            scope,
        ]
    };
    let more = form(&org, "/oauth/token", &fields(("scope", "goals:read audit_log:read")));
    assert_eq!(super::refusal(&more), (400, "invalid_scope".to_owned()));
    let less = form(&org, "/oauth/token", &fields(("scope", "organisation:read")));
    assert_eq!(less.json()["scope"], "organisation:read");
    let second = Tokens::of(&less);
    assert_ne!((&second.access, &second.refresh), (&first.access, &first.refresh));
    reads(&org, &second.access).unwrap();
    reads(&org, &first.access).refused(Code::Unauthenticated);
    let third = refreshed(&org, &app, &second.refresh);
    assert_eq!(third.json()["scope"], "goals:read organisation:read", "it was allowed as much as before");
    assert_eq!(own(&person).len(), 1);
}

#[test]
fn an_app_on_a_server_shows_its_secret_in_the_head_or_in_the_form() {
    let org = Org::db_new();
    let (app, person) = (register(&org, new("Payroll", true)), org.db_person(Role::Employee, None));
    let (secret, id) = (secret_of(&org, &app), app.id.to_string());
    let in_form = code(&person, &app);
    let mut fields = with_code(&in_form, &id);
    fields.push(("client_secret", &secret));
    let tokens = Tokens::of(&form(&org, "/oauth/token", &fields));
    let body =
        serde_urlencoded::to_string([("grant_type", "refresh_token"), ("refresh_token", tokens.refresh.as_str())])
            .unwrap();
    let basic = STANDARD.encode(format!("{id}:{secret}"));
    let answer = Client::visitor(org.server)
        .raw("POST", "/oauth/token")
        .header("authorization", &format!("Basic {basic}"))
        .body("application/x-www-form-urlencoded", body)
        .send();
    reads(&org, &Tokens::of(&answer).access).unwrap();
}

#[test]
fn whoever_lets_an_app_in_is_told_by_mail_and_the_log_names_the_app() {
    let org = Org::new();
    let app = app(&org);
    let_in(&org, org.admin(), &app);
    let subject = "You let an app into your PerfTrack account";
    let mail = org.server.mailbox.wait_for_subject(&org.admin().email, subject, 1);
    assert!(mail.text.contains("“Planner”") && mail.text.contains("may read"), "{}", mail.text);
    let grant = own(org.admin()).pop().unwrap();
    let filter = AuditFilter { resource: Some(grant.id.0), ..AuditFilter::default() };
    let events = org.admin().call::<ListAuditEvents>(Nothing {}, filter, ()).unwrap().items;
    assert_eq!(events.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["oauth.allowed"]);
}

#[test]
fn the_log_names_the_app_also_when_it_is_gone() {
    let org = Org::db_new();
    let app = register(&org, NewOauthApp { scopes: vec![Scope::OrganisationWrite], ..new("Planner", false) });
    let all = OauthRequest { scope: None, ..request(&app) };
    let (code, id) = (one(&allowed(org.admin(), all), "code").unwrap().to_owned(), app.id.to_string());
    let tokens = Tokens::of(&form(&org, "/oauth/token", &with_code(&code, &id)));
    let period = json!({ "name": "The app's", "starts_on": "2027-01-01", "ends_on": "2027-03-31" });
    let program = Client::visitor(org.server).with_bearer(&tokens.access);
    let made = program.raw("POST", "/api/v1/periods").json(&period).send();
    assert!(made.is_success(), "{}", made.text());
    let by = || {
        let events = org.admin().call::<ListAuditEvents>(Nothing {}, AuditFilter::default(), ()).unwrap().items;
        events.into_iter().find(|event| event.kind == "periods.created").expect("an event").token
    };
    assert_eq!(by().as_deref(), Some("Planner"));
    org.admin().call::<DeleteOauthApp>(OauthAppPath { id: app.id }, Nothing {}, ()).unwrap();
    assert_eq!(by().as_deref(), Some("Planner"));
}

#[test]
fn what_an_app_wants_back_may_be_long() {
    let org = Org::db_new();
    let app = app(&org);
    let asks = |letters: usize| {
        let request = OauthRequest { state: Some("s".repeat(letters)), ..request(&app) };
        org.admin().call::<ReadOauthConsent>(Nothing {}, request, ())
    };
    asks(2000).unwrap();
    asks(2001).refused_at("state", "too_long");
}

#[test]
fn nothing_that_opens_anything_is_kept_in_the_open() {
    let org = Org::db_new();
    let (app, person) = (register(&org, new("Payroll", true)), org.db_person(Role::Employee, None));
    let (secret, id, code) = (secret_of(&org, &app), app.id.to_string(), code(&person, &app));
    let mut fields = with_code(&code, &id);
    fields.push(("client_secret", &secret));
    let tokens = Tokens::of(&form(&org, "/oauth/token", &fields));
    let mut conn = org.server.database.admin();
    let kept = ["oauth_apps", "oauth_grants", "api_tokens"]
        .map(|table| text(&mut conn, &format!("SELECT coalesce(string_agg(t::text, ' '), '') AS text FROM {table} t")));
    // Answers that are kept to be given again are none of those with a secret.
    let again = "idempotency_keys WHERE operation IN ('GiveOauthConsent', 'RenewOauthAppSecret')";
    assert_eq!(count(&mut conn, again), 0);
    for secret in [&secret, &code, &tokens.access, &tokens.refresh] {
        assert!(kept.iter().all(|kept| !kept.contains(&secret[5..40])));
    }
}

#[test]
fn programs_find_out_how_it_goes() {
    let org = Org::db_new();
    let answer = Client::visitor(org.server).raw("GET", "/.well-known/oauth-authorization-server").send();
    let told = answer.json();
    assert_eq!(told["issuer"], org.server.url.as_str());
    assert_eq!(told["token_endpoint"], format!("{}/oauth/token", org.server.url));
    assert_eq!(told["code_challenge_methods_supported"], json!(["S256"]));
    let scopes = told["scopes_supported"].as_array().expect("scopes");
    assert!(scopes.contains(&json!("goals:read")) && !scopes.contains(&json!("webhooks:manage")), "{scopes:?}");
    assert_eq!(told["authorization_response_iss_parameter_supported"], true);
}
