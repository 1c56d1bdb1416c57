//! How long tokens last, and that their owners know.

use chrono::{TimeDelta, Timelike, Utc};
use perftrack_tests::{Org, Persona, Refused, Server, client::Called, eventually};
use shared::{
    access::Role,
    api_tokens::{
        ApiTokenPath, ApiTokenPolicy, ApiTokenPolicyChanges, CreateServiceAccount, CreateServiceToken,
        EditApiTokenPolicy, LONGEST_DAYS, NewApiToken, NewServiceAccount, ReadApiTokenPolicy, RevokeOwnApiToken, Scope,
        ServiceAccountPath,
    },
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    problem::Code,
};

use super::{made, make, new, own, program, reads, sql};

fn policy(org: &Org) -> ApiTokenPolicy {
    org.admin().call::<ReadApiTokenPolicy>(Nothing {}, Nothing {}, ()).unwrap()
}

fn set(org: &Org, longest_days: u16) -> Called<EditApiTokenPolicy> {
    let changes = ApiTokenPolicyChanges { longest_days };
    org.admin().change::<EditApiTokenPolicy>(Nothing {}, policy(org).version, changes)
}

#[test]
fn a_year_unless_the_organisation_says_otherwise() {
    let org = Org::db_new();
    assert_eq!(policy(&org).longest_days, LONGEST_DAYS);
    set(&org, 0).refused_at("longest_days", "out_of_range");
    set(&org, 366).refused_at("longest_days", "out_of_range");
    set(&org, 30).unwrap();
    make(org.admin(), NewApiToken { days: 31, ..new(&[Scope::GoalsRead]) }).refused_at("days", "out_of_range");
    make(org.admin(), NewApiToken { days: 30, ..new(&[Scope::GoalsRead]) }).unwrap();
    let employee = org.db_person(Role::Employee, None);
    employee.call::<ReadApiTokenPolicy>(Nothing {}, Nothing {}, ()).refused(Code::Forbidden);
}

#[test]
fn a_shorter_time_holds_for_those_that_are_there_from_when_they_were_made() {
    let org = Org::db_new();
    let [young, old] = [(); 2].map(|()| made(org.admin(), &[Scope::OrganisationRead]));
    let ago = "UPDATE api_tokens SET created_at = created_at - interval '31 days'";
    sql(&org, &format!("{ago} WHERE id = '{}'", old.token.id));
    reads(&program(&org, &old)).unwrap();
    set(&org, 30).unwrap();
    reads(&program(&org, &young)).unwrap();
    reads(&program(&org, &old)).refused(Code::Unauthenticated);
    let left = own(org.admin());
    let [left] = &left[..] else { panic!("{left:?}") };
    assert!(left.expires_at < Utc::now() + TimeDelta::days(30) + TimeDelta::minutes(1), "{left:?}");
    set(&org, LONGEST_DAYS).unwrap();
    reads(&program(&org, &old)).refused(Code::Unauthenticated);
    reads(&program(&org, &young)).unwrap();
}

#[test]
fn its_owner_knows_a_week_before_it_ends_and_only_if_it_was_to_last_longer() {
    let server = Server::alone(&[("PERFTRACK_ROUNDS", "on")]);
    let org = Org::db_on(server);
    let owner = org.db_person(Role::Employee, None);
    let ahead = 12 - i64::from(Utc::now().hour());
    sql(&org, "INSERT INTO weekly_settings (org_id, enabled) SELECT org_id, false FROM organisations");
    // `Etc` counts the other way round.
    sql(&org, &format!("UPDATE organisations SET time_zone = 'Etc/GMT{:+}'", -ahead));
    // Whoever makes one for a few days knows.
    make(&owner, NewApiToken { days: 5, ..new(&[Scope::GoalsRead]) }).unwrap();
    let token = made(&owner, &[Scope::GoalsRead]);
    let new_service = NewServiceAccount { name: "Payroll".to_owned(), purpose: String::new(), role: Role::Employee };
    let service = org.admin().call::<CreateServiceAccount>(Nothing {}, Nothing {}, new_service).unwrap();
    let path = ServiceAccountPath { id: service.id };
    let nobodys = org.admin().call::<CreateServiceToken>(path, Nothing {}, new(&[Scope::GoalsRead])).unwrap();
    let soon = "UPDATE api_tokens SET created_at = now() - interval '80 days', expires_at = now() + interval '6 days'";
    sql(&org, &format!("{soon} WHERE id IN ('{}', '{}')", token.token.id, nobodys.token.id));
    let told_of = |person: &Persona, kind: NoticeKind| {
        let all = person.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).unwrap().items;
        all.into_iter().filter(|notice| notice.kind == kind).count()
    };
    let told = || told_of(&owner, NoticeKind::ApiTokenEnding);
    eventually("its owner is told of the one, and Admins of the service account's", || {
        // A round that had begun before says at its end that this day is done.
        sql(&org, "UPDATE notice_rounds SET reminded_on = NULL, due_at = now()");
        told() == 1 && told_of(org.admin(), NoticeKind::ServiceTokenEnding) == 1
    });
    assert_eq!(told_of(&owner, NoticeKind::ServiceTokenEnding), 0, "it is for Admins");
    let path = ApiTokenPath { id: token.token.id };
    owner.call::<RevokeOwnApiToken>(path, Nothing {}, ()).unwrap();
    assert_eq!(told(), 0, "what is revoked needs no successor");
}
