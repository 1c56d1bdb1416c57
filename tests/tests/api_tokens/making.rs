//! Making a token, the lists, revoking.

use perftrack_tests::{Org, Persona, Refused, db::text};
use shared::{
    access::Role,
    api_tokens::{
        ApiTokenFilter, ApiTokenPath, CreateApiToken, ListApiTokens, ListOwnApiTokens, MOST_API_TOKENS, MadeApiToken,
        NewApiToken, RevokeApiToken, RevokeOwnApiToken, Scope, secret::is_well_formed,
    },
    operation::Nothing,
    problem::Code,
};

use super::{made, make, new, own, program, reads, sql};

#[test]
fn the_secret_is_shown_once_and_kept_nowhere() {
    let org = Org::db_new();
    let token = made(org.admin(), &[Scope::OrganisationRead]);
    assert!(is_well_formed(&token.secret), "{}", token.secret);
    assert!(token.secret.ends_with(&token.token.ending));
    assert_eq!(own(org.admin()), std::slice::from_ref(&token.token));
    let dump = "SELECT concat(t::text, encode(t.secret_hash, 'escape')) AS text FROM api_tokens t WHERE t.id = ";
    let kept = text(&mut org.server.database.admin(), &format!("{dump}'{}'", token.token.id));
    assert!(!kept.contains(&token.secret[3..46]), "{kept}");
    let answers = "SELECT count(*)::text AS text FROM idempotency_keys WHERE operation = 'CreateApiToken'";
    assert_eq!(
        text(&mut org.server.database.admin(), answers),
        "0",
        "no answer with a secret is kept to be given again"
    );
}

#[test]
fn its_owner_is_told_by_mail() {
    let org = Org::new();
    made(org.admin(), &[Scope::OrganisationRead]);
    let subject = "Your PerfTrack account has a new API token";
    let mail = org.server.mailbox.wait_for_subject(&org.admin().email, subject, 1);
    assert!(mail.text.contains("“Payroll”"), "{}", mail.text);
    assert_eq!(mail.link(), format!("{}/account", org.server.url));
}

#[test]
fn nobody_gives_what_they_may_not_do_themselves() {
    let org = Org::db_new();
    let employee = org.db_person(Role::Employee, None);
    make(&employee, new(&[Scope::GoalsRead, Scope::AuditLogRead])).refused_at("scopes", "not_yours_to_give");
    let offered = employee.call::<ListOwnApiTokens>(Nothing {}, Nothing {}, ()).unwrap().scopes;
    assert!(offered.contains(&Scope::GoalsWrite) && !offered.contains(&Scope::AuditLogRead));
    assert!(own(&employee).is_empty());
}

#[test]
fn it_lasts_no_longer_than_it_may() {
    let org = Org::db_new();
    for days in [0, 366] {
        make(org.admin(), NewApiToken { days, ..new(&[Scope::GoalsRead]) }).refused_at("days", "out_of_range");
    }
}

#[test]
fn it_takes_a_fresh_proof_and_a_session() {
    let org = Org::db_new();
    let token = made(org.admin(), &shared::api_tokens::open_to(Role::Admin));
    let problem = program(&org, &token).request::<CreateApiToken>(&Nothing {}, &Nothing {}, &new(&[Scope::GoalsRead]));
    assert_eq!(problem.send().problem().code, Code::SeparateLogIn, "no token makes another");
    let ago = "UPDATE sessions SET authenticated_at = now() - interval '11 minutes'";
    sql(&org, &format!("{ago} WHERE person_id = '{}'", org.admin().id));
    make(org.admin(), new(&[Scope::GoalsRead])).refused(Code::ReauthRequired);
}

#[test]
fn there_are_only_so_many() {
    let org = Org::db_new();
    for _ in 0..MOST_API_TOKENS {
        made(org.admin(), &[Scope::GoalsRead]);
    }
    make(org.admin(), new(&[Scope::GoalsRead])).refused(Code::Conflict);
    let first = own(org.admin()).pop().unwrap();
    org.admin().call::<RevokeOwnApiToken>(ApiTokenPath { id: first.id }, Nothing {}, ()).unwrap();
    made(org.admin(), &[Scope::GoalsRead]);
}

fn everybodys(admin: &Persona) -> Vec<String> {
    let all = admin.call::<ListApiTokens>(Nothing {}, ApiTokenFilter::default(), ()).unwrap();
    all.items.into_iter().map(|token| token.person.name).collect()
}

#[test]
fn its_owner_and_admins_revoke_it_and_nobody_else() {
    let org = Org::db_new();
    let [owner, other] = [(); 2].map(|()| org.db_person(Role::Employee, None));
    let [one, two] = [(); 2].map(|()| made(&owner, &[Scope::OrganisationRead]));
    assert_eq!(everybodys(org.admin()), [owner.name.clone(), owner.name.clone()]);
    let path = |token: &MadeApiToken| ApiTokenPath { id: token.token.id };
    other.call::<RevokeOwnApiToken>(path(&one), Nothing {}, ()).refused(Code::NotFound);
    other.call::<RevokeApiToken>(path(&one), Nothing {}, ()).refused(Code::Forbidden);
    other.call::<ListApiTokens>(Nothing {}, ApiTokenFilter::default(), ()).refused(Code::Forbidden);

    owner.call::<RevokeOwnApiToken>(path(&one), Nothing {}, ()).unwrap();
    assert!(reads(&program(&org, &one)).is_err() && reads(&program(&org, &two)).is_ok());
    org.admin().call::<RevokeApiToken>(path(&two), Nothing {}, ()).unwrap();
    reads(&program(&org, &two)).refused(Code::Unauthenticated);
    assert!(own(&owner).is_empty() && everybodys(org.admin()).is_empty());
    owner.call::<RevokeOwnApiToken>(path(&two), Nothing {}, ()).refused(Code::NotFound);
}
