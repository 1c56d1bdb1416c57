//! What people are refused: Admins see who tried what how often, and a flood of attempts fills nothing.

use chrono::{Timelike, Utc};
use perftrack_tests::{
    Client, Org, Refused, Server,
    db::{count, run},
    eventually,
};
use shared::{
    access::Role,
    api_tokens::{CreateApiToken, NewApiToken, Scope},
    audit_log::{AuditFilter, ListAuditEvents, ListRefusals, ReadAuditChain, Refusal, RefusalFilter},
    development::DevelopmentPath,
    openings::ListDevelopmentOpenings,
    operation::Nothing,
    people::{DeactivatePerson, PersonPath, ReadPerson},
    privacy::{ErasePerson, ErasureConfirmation},
    problem::Code,
    wire::{Limit, PersonId},
};

use super::id_of;

/// Everything that Admins see, page by page.
fn seen(org: &Org) -> Vec<Refusal> {
    let (mut refusals, mut cursor) = (Vec::new(), None);
    loop {
        let asked = RefusalFilter { limit: Limit::new(1), cursor };
        let page = org.admin().call::<ListRefusals>(Nothing {}, asked, ()).expect("a page");
        refusals.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return refusals;
        }
    }
}

/// How often somebody was refused what, the latest first.
fn told(org: &Org) -> Vec<(PersonId, String, i64)> {
    seen(org).into_iter().map(|refusal| (refusal.person.id, refusal.operation, refusal.times)).collect()
}

fn tries_to_read(who: &Client) {
    who.call::<ReadAuditChain>(Nothing {}, Nothing {}, ()).refused(Code::Forbidden);
}

#[test]
fn an_admin_sees_who_was_refused_what_how_often_and_when() {
    let (org, another) = (Org::db_new(), Org::db_new());
    let employee = org.db_person(Role::Employee, None);
    tries_to_read(&employee);
    tries_to_read(&employee);
    let name = "read_audit_chain".to_owned();
    eventually("both are counted", || told(&org) == [(employee.id, name.clone(), 2)]);
    let refusal = seen(&org).remove(0);
    assert_eq!((refusal.person.name.as_str(), refusal.by_service), (employee.name.as_str(), false));
    assert!(refusal.summary.starts_with("Since when events are linked"), "{}", refusal.summary);
    assert!(Utc::now() - refusal.last_at < chrono::TimeDelta::minutes(5));
    assert!(told(&another).is_empty(), "nothing of another organisation");
}

#[test]
fn what_one_may_see_and_not_do_is_counted_too() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    let report = org.db_person(Role::Employee, Some(&manager));
    let path = DevelopmentPath { id: report.id };
    manager.call::<ListDevelopmentOpenings>(path, Nothing {}, ()).refused(Code::Forbidden);
    let expected = (manager.id, "list_development_openings".to_owned(), 1);
    eventually("it is counted", || told(&org) == [expected.clone()]);
}

#[test]
fn a_program_without_the_scope_is_refused_in_the_name_of_its_owner() {
    let org = Org::db_new();
    let new = NewApiToken {
        name: "Payroll".to_owned(),
        scopes: vec![Scope::OrganisationRead],
        days: 90,
        networks: Vec::new(),
    };
    let made = org.admin().call::<CreateApiToken>(Nothing {}, Nothing {}, new).expect("a token");
    let program = Client::visitor(org.server).with_bearer(&made.secret);
    program.call::<ListAuditEvents>(Nothing {}, AuditFilter::default(), ()).refused(Code::ScopeMissing);
    let expected = (org.admin().id, "list_audit_events".to_owned(), 1);
    eventually("it is counted", || told(&org) == [expected.clone()]);
}

#[test]
fn what_is_done_or_is_not_there_is_no_refusal() {
    let org = Org::db_new();
    let employee = org.db_person(Role::Employee, None);
    let path = |id| PersonPath { id };
    employee.call::<ReadPerson>(path(employee.id), Nothing {}, ()).expect("oneself");
    let nobody = PersonId(uuid::Uuid::now_v7());
    employee.call::<ReadPerson>(path(nobody), Nothing {}, ()).refused(Code::NotFound);
    // What comes later is written later, so once this is there, nothing else comes.
    tries_to_read(&employee);
    eventually("one is counted", || told(&org).len() == 1);
    assert_eq!(told(&org), [(employee.id, "read_audit_chain".to_owned(), 1)]);
}

#[test]
fn only_admins_see_it() {
    let org = Org::db_new();
    for role in [Role::Employee, Role::Manager] {
        let somebody = org.db_person(role, None);
        somebody.call::<ListRefusals>(Nothing {}, RefusalFilter::default(), ()).refused(Code::Forbidden);
    }
}

#[test]
fn a_flood_is_one_line() {
    let org = Org::db_new();
    let employee = org.db_person(Role::Employee, None);
    (0..50).for_each(|_| tries_to_read(&employee));
    eventually("all are counted", || seen(&org).iter().map(|refusal| refusal.times).sum::<i64>() == 50);
    assert_eq!(told(&org).len(), 1);
    let rows = format!("refusals WHERE org_id = '{}'", id_of(&org));
    // Around midnight there may be two days of it.
    assert!(count(&mut org.server.database.admin(), &rows) <= 2);
}

#[test]
fn whoever_is_erased_is_not_known_here_either() {
    let org = Org::db_new();
    let (employee, stays) = (org.db_person(Role::Employee, None), org.db_person(Role::Employee, None));
    tries_to_read(&employee);
    tries_to_read(&stays);
    eventually("both are counted", || told(&org).len() == 2);
    let path = || PersonPath { id: employee.id };
    org.admin().call::<DeactivatePerson>(path(), Nothing {}, None).expect("they leave");
    let confirmed = ErasureConfirmation { name: employee.name.clone() };
    org.admin().call::<ErasePerson>(path(), Nothing {}, confirmed).expect("they are erased");
    assert_eq!(told(&org), [(stays.id, "read_audit_chain".to_owned(), 1)]);
}

#[test]
fn after_ninety_days_it_is_forgotten() {
    let server = Server::alone(&[]);
    let org = Org::db_on(server);
    let (old, late) = (org.db_person(Role::Employee, None), org.db_person(Role::Employee, None));
    tries_to_read(&old);
    tries_to_read(&late);
    eventually("both are counted", || told(&org).len() == 2);
    let database = &server.database;
    // It is noon there, whatever time it is here; `Etc` counts the other way round.
    let noon = format!("UPDATE organisations SET time_zone = 'Etc/GMT{:+}'", i64::from(Utc::now().hour()) - 12);
    let aged = format!("UPDATE refusals SET day = day - CASE person_id WHEN '{}' THEN 91 ELSE 89 END", old.id);
    run(&mut database.admin(), &format!("{noon}; {aged}"));
    let _worker = Server::start(database.clone(), &[("PERFTRACK_ROUNDS", "on")]);
    eventually("a morning has passed", || count(&mut database.admin(), "refusals") == 1);
    assert_eq!(told(&org), [(late.id, "read_audit_chain".to_owned(), 1)]);
}
