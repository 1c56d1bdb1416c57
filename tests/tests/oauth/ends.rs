//! When an app is out.

use perftrack_tests::{Org, Persona, Refused, client::Response, org::PASSWORD};
use serde_json::json;
use shared::{
    access::Role,
    accounts::{ChangePassword, PasswordChange},
    api_tokens::{ApiTokenPolicyChanges, EditApiTokenPolicy, LONGEST_DAYS, ReadApiTokenPolicy},
    oauth::{ListOauthGrants, OauthGrantFilter, OauthGrantPath, RevokeOauthGrant, RevokeOwnOauthGrant},
    operation::Nothing,
    people::{DeactivatePerson, PersonPath, ReactivatePerson},
    problem::Code,
};

use super::{Tokens, app, form, let_in, new, no_grant, own, reads, refreshed, refusal, register, sql};

/// Neither of the tokens is good for anything.
fn is_out(org: &Org, app: &shared::oauth::OauthApp, tokens: &Tokens) {
    reads(org, &tokens.access).refused(Code::Unauthenticated);
    assert_eq!(refusal(&refreshed(org, app, &tokens.refresh)), no_grant());
}

#[test]
fn whoever_let_it_in_shuts_it_out_and_so_does_an_admin_and_nobody_else() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let colleague = org.db_person(Role::Manager, None);
    let own_grant = |person: &Persona| OauthGrantPath { id: own(person).pop().unwrap().id };
    let first = let_in(&org, &person, &app);
    colleague.call::<RevokeOwnOauthGrant>(own_grant(&person), Nothing {}, ()).refused(Code::NotFound);
    colleague.call::<RevokeOauthGrant>(own_grant(&person), Nothing {}, ()).refused(Code::Forbidden);
    person.call::<RevokeOwnOauthGrant>(own_grant(&person), Nothing {}, ()).unwrap();
    is_out(&org, &app, &first);

    let second = let_in(&org, &person, &app);
    let filter = OauthGrantFilter { person: Some(person.id), app: Some(app.id), ..OauthGrantFilter::default() };
    let page = org.admin().call::<ListOauthGrants>(Nothing {}, filter, ()).unwrap();
    let [grant] = &page.items[..] else { panic!("{page:?}") };
    org.admin().call::<RevokeOauthGrant>(OauthGrantPath { id: grant.id }, Nothing {}, ()).unwrap();
    is_out(&org, &app, &second);
}

#[test]
fn a_new_password_shuts_every_app_out() {
    let org = Org::new();
    let app = app(&org);
    let tokens = let_in(&org, org.admin(), &app);
    let change =
        PasswordChange { current_password: PASSWORD.to_owned(), new_password: "a blue heron at noon".to_owned() };
    org.admin().call::<ChangePassword>(Nothing {}, Nothing {}, change).unwrap();
    is_out(&org, &app, &tokens);
}

#[test]
fn who_leaves_shuts_theirs_out_for_good() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let tokens = let_in(&org, &person, &app);
    let path = || PersonPath { id: person.id };
    org.admin().call::<DeactivatePerson>(path(), Nothing {}, None).unwrap();
    is_out(&org, &app, &tokens);
    org.admin().call::<ReactivatePerson>(path(), Nothing {}, ()).unwrap();
    is_out(&org, &app, &tokens);
}

#[test]
fn it_ends_with_the_provider_in_whose_session_it_was_allowed() {
    let org = Org::db_new();
    let app = app(&org);
    let [by_provider, by_password] = [(); 2].map(|()| org.db_person(Role::Employee, None));
    sql(&org, &format!("UPDATE sessions SET methods = '{{sso}}' WHERE person_id = '{}'", by_provider.id));
    let [one, other] = [&by_provider, &by_password].map(|person| let_in(&org, person, &app));
    let provider = json!({
        "issuer": "http://127.0.0.1:9", "client_id": "perftrack", "client_secret": "a secret", "scopes": ["profile"],
    });
    let connection = "/api/v1/single-sign-on/connection";
    let set = org.admin().raw("PUT", connection).json(&provider).send();
    assert!(set.is_success(), "{}", set.text());
    let removed = org.admin().raw("DELETE", connection).send();
    assert!(removed.is_success(), "{}", removed.text());
    is_out(&org, &app, &one);
    reads(&org, &other.access).unwrap();
}

#[test]
fn it_ends_when_nobody_uses_it_or_when_it_is_as_old_as_tokens_get() {
    let org = Org::db_new();
    let app = app(&org);
    let aged = |column: &str, days: u16| {
        let person = org.db_person(Role::Employee, None);
        let tokens = let_in(&org, &person, &app);
        let set = format!("{column} = {column} - make_interval(days => {days})");
        sql(&org, &format!("UPDATE oauth_grants SET {set} WHERE person_id = '{}'", person.id));
        (own(&person).len(), refreshed(&org, &app, &tokens.refresh).status)
    };
    assert_eq!(aged("refreshed_at", 29), (1, 200));
    assert_eq!(aged("refreshed_at", 31), (0, 400));
    assert_eq!(aged("created_at", 364), (1, 200));
    assert_eq!(aged("created_at", 366), (0, 400));
}

#[test]
fn a_shorter_time_for_tokens_ends_what_is_older_for_good() {
    let org = Org::db_new();
    let app = app(&org);
    let [young, old] = [(); 2].map(|()| org.db_person(Role::Employee, None));
    let [stays, ends] = [&young, &old].map(|person| let_in(&org, person, &app));
    let ago = "UPDATE oauth_grants SET created_at = created_at - interval '31 days'";
    sql(&org, &format!("{ago} WHERE person_id = '{}'", old.id));
    for longest_days in [30, LONGEST_DAYS] {
        let version = org.admin().call::<ReadApiTokenPolicy>(Nothing {}, Nothing {}, ()).unwrap().version;
        let changes = ApiTokenPolicyChanges { longest_days };
        org.admin().change::<EditApiTokenPolicy>(Nothing {}, version, changes).unwrap();
        is_out(&org, &app, &ends);
        assert_eq!((own(&young).len(), own(&old).len()), (1, 0));
    }
    reads(&org, &Tokens::of(&refreshed(&org, &app, &stays.refresh)).access).unwrap();
}

#[test]
fn an_access_token_is_over_after_its_hour() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let tokens = let_in(&org, &person, &app);
    sql(&org, &format!("UPDATE api_tokens SET expires_at = now() WHERE person_id = '{}'", person.id));
    reads(&org, &tokens.access).refused(Code::Unauthenticated);
    reads(&org, &Tokens::of(&refreshed(&org, &app, &tokens.refresh)).access).unwrap();
}

#[test]
fn an_app_gives_up_what_it_was_allowed_by_either_token() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let id = app.id.to_string();
    let give_up = |token: &str, id: &str| -> Response {
        form(&org, "/oauth/revoke", &[("token", token), ("client_id", id), ("token_type_hint", "anything")])
    };
    for by_refresh in [false, true] {
        let tokens = let_in(&org, &person, &app);
        let token = if by_refresh { &tokens.refresh } else { &tokens.access };
        let other = register(&org, new(&format!("Other {by_refresh}"), false)).id.to_string();
        assert_eq!(refusal(&give_up(token, &other)), no_grant(), "it is none of another app's");
        reads(&org, &tokens.access).unwrap();
        assert_eq!(give_up(token, &id).status, 200);
        is_out(&org, &app, &tokens);
        assert_eq!(give_up(token, &id).status, 200, "what is over is as good as ended");
    }
    assert_eq!(give_up("pt_none", &id).status, 200);
}

#[test]
fn an_app_gives_up_also_by_an_access_token_whose_hour_is_over() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let (tokens, id) = (let_in(&org, &person, &app), app.id.to_string());
    sql(&org, &format!("UPDATE api_tokens SET expires_at = now() WHERE person_id = '{}'", person.id));
    reads(&org, &tokens.access).refused(Code::Unauthenticated);
    let given_up = form(&org, "/oauth/revoke", &[("token", tokens.access.as_str()), ("client_id", id.as_str())]);
    assert_eq!(given_up.status, 200);
    is_out(&org, &app, &tokens);
    assert!(own(&person).is_empty());
}

#[test]
fn who_is_erased_leaves_none() {
    let org = Org::db_new();
    let (app, person) = (app(&org), org.db_person(Role::Employee, None));
    let_in(&org, &person, &app);
    sql(&org, &format!("UPDATE people SET status = 'deactivated' WHERE id = '{}'", person.id));
    let path = format!("/api/v1/people/{}/erase", person.id);
    let erased = org.admin().raw("POST", &path).json(&json!({ "name": person.name })).send();
    assert!(erased.is_success(), "{}", erased.text());
    let mut conn = org.server.database.admin();
    for table in ["oauth_grants", "api_tokens"] {
        let left = format!("{table} WHERE person_id = '{}'", person.id);
        assert_eq!(perftrack_tests::db::count(&mut conn, &left), 0, "{table}");
    }
}
