//! "Who can see this, and why" is what everybody's own request says, before saving and after.

use std::collections::{BTreeMap, BTreeSet};

use perftrack_tests::{
    Client, Refused,
    db::{organisation_of, run},
    unique,
};
use serde_json::json;
use shared::{
    access::{Relation, Role, ShareLevel},
    goals::{Visibility, audience::Because},
    operation::Nothing,
    problem::Code,
    shares::{Audience, AudienceQuery, AudienceReason, ReadAudience},
    wire::{Limit, ObjectiveId, PersonId},
};

use super::{Ground, read, share, with};

fn audience(by: &Client, query: AudienceQuery) -> Audience {
    by.call::<ReadAudience>(Nothing {}, query, ()).expect("who sees it")
}

fn of(objective: ObjectiveId) -> AudienceQuery {
    AudienceQuery { objective: Some(objective), ..Default::default() }
}

fn relations(audience: &Audience) -> BTreeMap<PersonId, Relation> {
    audience.members.iter().map(|member| (member.person.id, member.relation)).collect()
}

#[test]
fn it_names_everybody_who_finds_it_and_nobody_else() {
    let ground = Ground::new();
    let manager = ground.org.db_person(Role::Manager, None);
    let report = ground.org.db_person(Role::Employee, Some(&manager));
    for visibility in ["private", "chain", "organisation"] {
        let objective = ground.made(json!({ "visibility": visibility })).objective.id;
        share(&ground.owner, objective, with(ground.guest.id, ShareLevel::Comment)).expect("it is shared");
        let named = audience(&ground.owner, of(objective));
        let everybody = [ground.org.admin(), &ground.owner, &ground.guest, &manager, &report];
        let found = everybody.into_iter().filter_map(|person| {
            let seen = read(person, objective).ok()?;
            Some((person.id, seen.objective.relation))
        });
        assert_eq!(relations(&named), found.collect(), "{visibility}");
        assert_eq!(named.count, named.members.len());
        assert_eq!((named.next_cursor, named.newly), (None, 0));
    }
}

#[test]
fn it_answers_before_anything_is_saved() {
    let ground = Ground::new();
    let objective = ground.hidden().objective.id;
    let guest = |query: AudienceQuery| {
        let all = audience(&ground.owner, query).members;
        all.into_iter().find(|member| member.person.id == ground.guest.id).map(|member| member.because)
    };
    assert_eq!(guest(of(objective)), None);
    let shared = AudienceQuery { with_person: Some(ground.guest.id), ..of(objective) };
    assert_eq!(guest(shared), Some(Because::Share));
    let published = AudienceQuery { visibility: Some(Visibility::Organisation), ..of(objective) };
    assert_eq!(guest(published), Some(Because::Everybody));
    let to_be = AudienceQuery { visibility: Some(Visibility::Private), ..Default::default() };
    assert_eq!(guest(to_be), None);
    read(&ground.guest, objective).refused(Code::NotFound);
}

#[test]
fn whoever_does_not_see_it_does_not_learn_who_does() {
    let ground = Ground::new();
    let objective = ground.hidden().objective.id;
    for outsider in [&ground.guest, &Ground::new().owner] {
        outsider.call::<ReadAudience>(Nothing {}, of(objective), ()).refused(Code::NotFound);
    }
}

#[test]
fn whom_a_share_would_add_is_pointed_out() {
    let ground = Ground::new();
    let objective = ground.hidden().objective.id;
    let with_everybody = AudienceQuery { with_everybody: Some(true), ..of(objective) };
    let would = audience(&ground.owner, with_everybody.clone());
    let newly: Vec<_> = would.members.iter().filter(|member| member.newly).map(|member| member.person.id).collect();
    assert_eq!((would.newly, newly), (1, vec![ground.guest.id]));
    share(&ground.owner, objective, with(ground.guest.id, ShareLevel::View)).expect("it is shared");
    assert_eq!(audience(&ground.owner, with_everybody).newly, 0);
}

#[test]
fn everybody_of_ten_thousand_is_counted_and_named() {
    const PEOPLE: usize = 10_000;
    let ground = Ground::new();
    db_crowd(&ground, PEOPLE);
    let query =
        || AudienceQuery { visibility: Some(Visibility::Organisation), limit: Limit::new(100), ..Default::default() };
    let whole = audience(&ground.owner, query());
    let because = |because, count| AudienceReason { because, count };
    let reasons = [because(Because::Owner, 1), because(Because::Admin, 1), because(Because::Everybody, PEOPLE + 1)];
    assert_eq!((whole.count, whole.reasons.as_slice()), (PEOPLE + 3, reasons.as_slice()));

    let (mut named, mut page) = (BTreeSet::new(), whole);
    while let Some(cursor) = page.next_cursor.take() {
        named.extend(page.members.iter().map(|member| member.person.id));
        page = audience(&ground.owner, AudienceQuery { cursor: Some(cursor), ..query() });
        assert_eq!(page.count, PEOPLE + 3);
    }
    named.extend(page.members.iter().map(|member| member.person.id));
    assert_eq!(named.len(), PEOPLE + 3);
}

/// So many more people in the organisation, with accounts and nothing else.
fn db_crowd(ground: &Ground, people: usize) {
    let mut conn = ground.org.server.database.admin();
    let (org, tie) = (organisation_of(&mut conn, ground.owner.id), unique());
    run(
        &mut conn,
        &format!(
            "WITH crowd AS (SELECT gen_random_uuid() AS id, format('{tie}-%s@example.com', n) AS email
                            FROM generate_series(1, {people}) n),
                  known AS (INSERT INTO accounts (id, email, email_key, password_hash)
                            SELECT id, email, email, 'none' FROM crowd RETURNING id, email)
             INSERT INTO people (org_id, id, account_id, name, email, email_key, role, status)
             SELECT '{org}', id, id, 'Same Name', email, email, 'employee', 'active' FROM known"
        ),
    );
}
