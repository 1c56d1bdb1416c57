//! Which apps may ask: an Admin's to say.

use perftrack_tests::{
    Org, Refused, Server,
    db::{count, run},
    eventually,
};
use shared::{
    access::Role,
    api_tokens::Scope,
    oauth::{
        CreateOauthApp, DeleteOauthApp, EditOauthApp, ListOauthApps, NewOauthApp, OauthAppChanges, OauthAppPath,
        OauthRequest, RenewOauthAppSecret,
    },
    operation::Nothing,
    problem::Code,
};

use super::{Tokens, allowed, app, form, let_in, new, own, reads, refreshed, register, request, with_code};

#[test]
fn an_app_has_a_name_of_its_own_and_addresses_that_are_some() {
    let org = Org::db_new();
    app(&org);
    let create = |new: NewOauthApp| org.admin().call::<CreateOauthApp>(Nothing {}, Nothing {}, new);
    create(new("Planner", false)).refused_at("name", "taken");
    let elsewhere =
        NewOauthApp { redirect_uris: vec!["http://payroll.example.com/".to_owned()], ..new("Other", false) };
    create(elsewhere).refused_at("redirect_uris", "bad_redirect");
    assert_eq!(org.admin().call::<ListOauthApps>(Nothing {}, Nothing {}, ()).unwrap().items.len(), 1);
}

#[test]
fn an_app_on_devices_keeps_no_secret() {
    let org = Org::db_new();
    let path = OauthAppPath { id: app(&org).id };
    org.admin().call::<RenewOauthAppSecret>(path, Nothing {}, ()).refused_at("is_confidential", "keeps_no_secret");
}

#[test]
fn registering_takes_a_fresh_proof() {
    let org = Org::db_new();
    let ago = "UPDATE sessions SET authenticated_at = now() - interval '11 minutes'";
    super::sql(&org, &format!("{ago} WHERE person_id = '{}'", org.admin().id));
    org.admin().call::<CreateOauthApp>(Nothing {}, Nothing {}, new("Planner", false)).refused(Code::ReauthRequired);
}

#[test]
fn what_an_app_may_no_longer_ask_for_it_cannot_do() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let all = OauthRequest { scope: None, ..request(&app) };
    let (code, id) = (super::one(&allowed(&person, all), "code").unwrap().to_owned(), app.id.to_string());
    let tokens = Tokens::of(&form(&org, "/oauth/token", &with_code(&code, &id)));
    reads(&org, &tokens.access).unwrap();
    let less = OauthAppChanges { scopes: Some(vec![Scope::GoalsRead]), ..OauthAppChanges::default() };
    org.admin().change::<EditOauthApp>(OauthAppPath { id: app.id }, app.version, less).unwrap();
    reads(&org, &tokens.access).refused(Code::Unauthenticated);
    let again = refreshed(&org, &app, &tokens.refresh);
    assert_eq!(again.json()["scope"], "goals:read");
    reads(&org, &Tokens::of(&again).access).refused(Code::ScopeMissing);
}

#[test]
fn whoever_comes_for_tokens_while_scopes_are_taken_gets_none_of_those() {
    // Nobody else waits for a lock here.
    let org = Org::db_on(Server::alone(&[]));
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let all = OauthRequest { scope: None, ..request(&app) };
    let (code, id) = (super::one(&allowed(&person, all), "code").unwrap().to_owned(), app.id.to_string());
    let tokens = Tokens::of(&form(&org, "/oauth/token", &with_code(&code, &id)));
    let mut taking = org.server.database.admin();
    run(&mut taking, "BEGIN");
    run(&mut taking, &format!("UPDATE oauth_apps SET scopes = '{{goals:read}}' WHERE id = '{id}'"));
    let waiting =
        "pg_stat_activity WHERE datname = current_database() AND usename = 'pt_app' AND wait_event_type = 'Lock'";
    let answer = std::thread::scope(|scope| {
        let comes = scope.spawn(|| refreshed(&org, &app, &tokens.refresh));
        eventually("it waits for the app", || count(&mut org.server.database.admin(), waiting) == 1);
        run(&mut taking, "COMMIT");
        comes.join().expect("an answer")
    });
    assert_eq!(answer.json()["scope"], "goals:read");
}

#[test]
fn where_events_are_sent_no_app_sets() {
    let org = Org::db_new();
    let scopes = vec![Scope::GoalsRead, Scope::WebhooksManage];
    let wide = NewOauthApp { scopes: scopes.clone(), ..new("Planner", false) };
    org.admin().call::<CreateOauthApp>(Nothing {}, Nothing {}, wide).refused_at("scopes", "not_for_apps");
    let app = app(&org);
    let wider = OauthAppChanges { scopes: Some(scopes), ..OauthAppChanges::default() };
    let edited = org.admin().change::<EditOauthApp>(OauthAppPath { id: app.id }, app.version, wider);
    edited.refused_at("scopes", "not_for_apps");
}

#[test]
fn a_removed_app_is_out_everywhere() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let tokens = let_in(&org, &person, &app);
    org.admin().call::<DeleteOauthApp>(OauthAppPath { id: app.id }, Nothing {}, ()).unwrap();
    reads(&org, &tokens.access).refused(Code::Unauthenticated);
    assert_eq!(refreshed(&org, &app, &tokens.refresh).status, 400);
    assert!(own(&person).is_empty());
}

#[test]
fn somebody_lets_the_same_app_in_ten_times_at_most() {
    let org = Org::db_new();
    let (app, person) = (register(&org, new("Planner", false)), org.db_person(Role::Employee, None));
    let first = let_in(&org, &person, &app);
    for _ in 1..10 {
        let_in(&org, &person, &app);
    }
    reads(&org, &first.access).unwrap();
    let_in(&org, &person, &app);
    assert_eq!(own(&person).len(), 10);
    reads(&org, &first.access).refused(Code::Unauthenticated);
}
