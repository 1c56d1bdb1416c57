//! What others try. Each begins with a code or a token that somebody shouldn't have.

use perftrack_tests::{Client, Org, Refused};
use serde_json::json;
use shared::{
    access::Role,
    api_tokens::Scope,
    audit_log::{AuditFilter, ListAuditEvents},
    oauth::{GiveOauthConsent, NewOauthApp, OauthProblem, OauthRequest, ReadOauthConsent},
    operation::Nothing,
    people::PersonPath,
    problem::Code,
    sandboxes::{DrawSandboxToken, ReadSandbox},
};

use super::{
    CHALLENGE, Tokens, VERIFIER, allowed, app, but, code, form, let_in, new, no_grant, one, own, reads, refreshed,
    refusal, register, request, secret_of, sql, with_code,
};

#[test]
fn a_code_that_comes_twice_ends_what_came_of_it() {
    let org = Org::new();
    let app = app(&org);
    let (code, id) = (code(org.admin(), &app), app.id.to_string());
    let tokens = Tokens::of(&form(&org, "/oauth/token", &with_code(&code, &id)));
    reads(&org, &tokens.access).unwrap();
    assert_eq!(refusal(&form(&org, "/oauth/token", &with_code(&code, &id))), no_grant());
    reads(&org, &tokens.access).refused(Code::Unauthenticated);
    assert_eq!(refusal(&refreshed(&org, &app, &tokens.refresh)), no_grant());
    assert!(own(org.admin()).is_empty());
    let subject = "An app was shut out of your PerfTrack account";
    org.server.mailbox.wait_for_subject(&org.admin().email, subject, 1);
    let events = org.admin().call::<ListAuditEvents>(Nothing {}, AuditFilter::default(), ()).unwrap().items;
    assert!(events.iter().any(|event| event.kind == "oauth.reused"), "{events:?}");
}

#[test]
fn a_refresh_token_that_comes_twice_ends_the_whole_family() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let first = let_in(&org, &person, &app);
    let second = Tokens::of(&refreshed(&org, &app, &first.refresh));
    reads(&org, &second.access).unwrap();
    assert_eq!(refusal(&refreshed(&org, &app, &first.refresh)), no_grant());
    reads(&org, &second.access).refused(Code::Unauthenticated);
    assert_eq!(refusal(&refreshed(&org, &app, &second.refresh)), no_grant());
    // Another time that they let it in is another family.
    let other = let_in(&org, &person, &app);
    reads(&org, &other.access).unwrap();
}

#[test]
fn of_many_that_come_with_one_code_at_once_at_most_one_gets_in() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let (code, id) = (code(&person, &app), app.id.to_string());
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let tries: Vec<_> =
            (0..6).map(|_| scope.spawn(|| form(&org, "/oauth/token", &with_code(&code, &id)).status)).collect();
        tries.into_iter().map(|one| one.join().expect("an answer")).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert!(own(&person).is_empty(), "and they are all shut out, since one of them shouldn't have it");
}

#[test]
fn a_code_is_good_for_its_app_its_address_and_its_verifier_alone() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let other = register(&org, new("Other", false));
    let (code, id, others) = (code(&person, &app), app.id.to_string(), other.id.to_string());
    let fields = || with_code(&code, &id);
    for wrong in [
        but(fields(), "client_id", &others),
        but(fields(), "redirect_uri", "https://payroll.example.com/back/"),
        but(fields(), "code_verifier", CHALLENGE),
        but(fields(), "code_verifier", &VERIFIER[..42]),
    ] {
        assert_eq!(refusal(&form(&org, "/oauth/token", &wrong)), no_grant(), "{wrong:?}");
    }
    let without: Vec<_> = fields().into_iter().filter(|(name, _)| *name != "code_verifier").collect();
    assert_eq!(refusal(&form(&org, "/oauth/token", &without)), (400, "invalid_request".to_owned()));
    // None of them took it from whoever it was made for.
    Tokens::of(&form(&org, "/oauth/token", &fields()));
}

#[test]
fn a_code_is_good_for_a_minute() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let (code, id) = (code(&person, &app), app.id.to_string());
    sql(
        &org,
        &format!("UPDATE oauth_grants SET code_until = code_until - interval '61 seconds' WHERE app_id = '{id}'"),
    );
    assert_eq!(refusal(&form(&org, "/oauth/token", &with_code(&code, &id))), no_grant());
}

#[test]
fn whoever_has_no_secret_is_not_the_app_that_has_one() {
    let org = Org::db_new();
    let (app, person) = (register(&org, new("Payroll", true)), org.db_person(Role::Employee, None));
    let old = secret_of(&org, &app);
    let (_, code, id) = (secret_of(&org, &app), code(&person, &app), app.id.to_string());
    let denied = (401, "invalid_client".to_owned());
    for secret in [None, Some("pts_guessed"), Some(old.as_str())] {
        let mut fields = with_code(&code, &id);
        fields.extend(secret.map(|secret| ("client_secret", secret)));
        let answer = form(&org, "/oauth/token", &fields);
        assert_eq!(refusal(&answer), denied, "{secret:?}");
        assert!(answer.header("www-authenticate").is_some_and(|way| way.starts_with("Basic")));
    }
}

#[test]
fn nobody_talks_the_challenge_down() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let plain = OauthRequest { code_challenge_method: Some("plain".to_owned()), ..request(&app) };
    let unsaid = OauthRequest { code_challenge_method: None, ..request(&app) };
    let none = OauthRequest { code_challenge: None, ..request(&app) };
    for request in [plain, unsaid, none] {
        let consent = person.call::<ReadOauthConsent>(Nothing {}, request.clone(), ()).unwrap();
        assert_eq!(consent.problem, Some(OauthProblem::InvalidRequest));
        person.call::<GiveOauthConsent>(Nothing {}, Nothing {}, request).refused_at("code_challenge", "required");
    }
}

#[test]
fn nobody_is_sent_anywhere_but_where_the_app_is_registered() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    for address in ["https://evil.example/back", "https://payroll.example.com/back?next=evil", "javascript:alert(1)"] {
        let request = OauthRequest { redirect_uri: address.to_owned(), ..request(&app) };
        let read = person.call::<ReadOauthConsent>(Nothing {}, request.clone(), ());
        read.refused_at("redirect_uri", "not_registered");
        let given = person.call::<GiveOauthConsent>(Nothing {}, Nothing {}, request);
        given.refused_at("redirect_uri", "not_registered");
    }
}

#[test]
fn an_app_of_another_organisation_is_unknown() {
    let (org, other) = (Org::db_new(), Org::db_new());
    let theirs = app(&other);
    org.admin().call::<ReadOauthConsent>(Nothing {}, request(&theirs), ()).refused(Code::NotFound);
    org.admin().call::<GiveOauthConsent>(Nothing {}, Nothing {}, request(&theirs)).refused(Code::NotFound);
}

#[test]
fn another_page_consents_to_nothing_and_neither_does_an_old_proof_or_a_token() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let body = json!(request(&app));
    let consent = || person.raw("POST", "/api/v1/me/oauth-consent");
    let elsewhere = consent().without("origin").header("origin", "https://evil.example").json(&body).send();
    assert_eq!(elsewhere.problem().code, Code::CrossSite);
    let fields = serde_urlencoded::to_string([("client_id", app.id.to_string())]).unwrap();
    let as_form = consent().body("application/x-www-form-urlencoded", fields).send();
    assert_eq!(as_form.problem().code, Code::UnsupportedMediaType);
    let tokens = let_in(&org, &person, &app);
    let program = Client::visitor(org.server).with_bearer(&tokens.access);
    let by_token = program.raw("POST", "/api/v1/me/oauth-consent").json(&body).send();
    assert_eq!(by_token.problem().code, Code::SeparateLogIn);
    let ago = "UPDATE sessions SET authenticated_at = now() - interval '11 minutes'";
    sql(&org, &format!("{ago} WHERE person_id = '{}'", person.id));
    person.call::<GiveOauthConsent>(Nothing {}, Nothing {}, request(&app)).refused(Code::ReauthRequired);
}

#[test]
fn in_a_sandbox_no_app_draws_what_outlives_it() {
    let org = Org::new();
    sql(
        &org,
        &format!(
            "UPDATE organisations SET sandbox_of = gen_random_uuid(), sandbox_maker = '{id}'
             WHERE org_id = (SELECT org_id FROM people WHERE id = '{id}')",
            id = org.admin().id
        ),
    );
    let scopes = vec![Scope::OrganisationRead, Scope::OrganisationWrite];
    let app = register(&org, NewOauthApp { scopes, ..new("Player", false) });
    let asked = OauthRequest { scope: Some("organisation:read organisation:write".to_owned()), ..request(&app) };
    let (id, pairs) = (app.id.to_string(), allowed(org.admin(), asked));
    let code = one(&pairs, "code").expect("a code");
    let tokens = Tokens::of(&form(&org, "/oauth/token", &with_code(code, &id)));
    let program = Client::visitor(org.server).with_bearer(&tokens.access);
    program.call::<ReadSandbox>(Nothing {}, Nothing {}, ()).expect("it runs the clock");
    let drawn = program.call::<DrawSandboxToken>(PersonPath { id: org.admin().id }, Nothing {}, ());
    drawn.map(|made| made.token).refused(Code::Forbidden);
}

#[test]
fn what_is_no_form_of_the_protocol_is_refused_in_its_words() {
    let org = Org::db_new();
    let app = app(&org);
    let id = app.id.to_string();
    let bad = |fields: &[(&str, &str)]| refusal(&form(&org, "/oauth/token", fields));
    let named = |name: &str, status: u16| (status, name.to_owned());
    assert_eq!(bad(&[]), named("invalid_request", 400));
    assert_eq!(bad(&[("grant_type", "password"), ("client_id", &id)]), named("unsupported_grant_type", 400));
    assert_eq!(bad(&[("grant_type", "refresh_token"), ("client_id", &id)]), named("invalid_request", 400));
    let made_up = [("grant_type", "refresh_token"), ("refresh_token", "ptr_x"), ("client_id", id.as_str())];
    assert_eq!(bad(&made_up), no_grant());
    let twice = [made_up[0], made_up[1], made_up[2], ("client_id", id.as_str())];
    assert_eq!(bad(&twice), named("invalid_request", 400));
    let visitor = Client::visitor(org.server);
    let json = visitor.raw("POST", "/oauth/token").json(&json!({ "grant_type": "refresh_token" })).send();
    assert_eq!(refusal(&json), named("invalid_request", 415));
    let read = visitor.raw("GET", "/oauth/token").send();
    assert_eq!((read.status, read.header("allow")), (405, Some("POST")));
    // A code that is shown as a token, or the other way round, is none.
    let tokens = let_in(&org, org.admin(), &app);
    reads(&org, &tokens.refresh).refused(Code::Unauthenticated);
    assert_eq!(refusal(&form(&org, "/oauth/token", &with_code(&tokens.access, &id))), no_grant());
}
