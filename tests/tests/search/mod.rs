//! Search: each test is a rule about what is found, by whom.

use chrono::{Days, Utc};
use perftrack_tests::{
    Client, Org, Persona, Refused,
    db::{organisation_of, run, text},
    stage::closed_org,
    unique,
};
use serde_json::json;
use shared::{
    access::Role,
    feedback::{GivePraise, NewPraise, Praise, PraisePath, TakeDown, TakePraiseDown},
    goals::{CreateObjective, ObjectiveDetail},
    kpis::CreateKpi,
    notifications::Subject,
    one_on_ones::{CreateOneOnOne, NewOneOnOne, rules::rhythm::Rhythm},
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod},
    problem::Code,
    search::{Hit, Search, SearchQuery},
};
use uuid::Uuid;

fn found(by: &Client, q: &str) -> Vec<Hit> {
    by.call::<Search>(Nothing {}, SearchQuery { q: q.to_owned() }, ()).expect("hits").items
}

fn titles(by: &Client, q: &str) -> Vec<String> {
    found(by, q).into_iter().map(|hit| hit.title).collect()
}

fn objective(org: &Org, owner: &Persona, title: &str, visibility: &str) -> ObjectiveDetail {
    let today = Utc::now().date_naive();
    let new = NewPeriod { name: unique(), starts_on: today, ends_on: today + Days::new(60) };
    let period = org.admin().call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("a period").id;
    let body = json!({
        "level": "person", "title": title, "period_id": period, "state": "active", "visibility": visibility,
        "key_results": [{ "title": "Complaints at the gate", "kind": "number", "direction": "decrease", "start": 9, "target": 0 }],
    });
    let new = serde_json::from_value(body).expect("an objective to be");
    owner.call::<CreateObjective>(Nothing {}, Nothing {}, new).expect("an objective")
}

#[test]
fn one_finds_by_a_part_of_a_name_in_any_case_and_with_a_typo() {
    let org = Org::db_new();
    let owner = org.db_person(Role::Employee, None);
    let made = objective(&org, &owner, "Shorten the warehouse queue", "private");
    for typed in ["shorten", "WAREHOUSE", "house q", "wharehouse", "warehuose queue"] {
        let hits = found(&owner, typed);
        let first = hits.first().unwrap_or_else(|| panic!("{typed} finds nothing"));
        assert_eq!((first.kind, first.id), (Subject::Objective, made.objective.id.0), "{typed}");
        assert_eq!(first.page(), format!("/goals/{}", made.objective.id));
    }
    assert!(titles(&owner, "umbrella").is_empty());
    let hits = found(&owner, "complaints");
    assert_eq!((hits[0].kind, hits[0].place), (Subject::KeyResult, made.objective.id.0));
}

#[test]
fn nobody_finds_what_they_may_not_see() {
    let org = closed_org();
    let [owner, other] = [(); 2].map(|()| org.db_person(Role::Employee, None));
    objective(&org, &owner, "Shorten the warehouse queue", "private");
    assert_eq!(titles(&other, "warehouse"), Vec::<String>::new());
    assert_eq!(titles(&other, "complaints"), Vec::<String>::new());
    assert!(!titles(&other, &owner.name).contains(&owner.name), "names are alike, but this one is closed");
    assert_eq!(titles(org.admin(), "warehouse").len(), 1);
    assert_eq!(titles(&owner, &owner.name).first(), Some(&owner.name));
    let elsewhere = Org::db_new();
    assert!(titles(elsewhere.admin(), "warehouse").is_empty());
}

#[test]
fn what_begins_with_it_comes_first() {
    let org = Org::db_new();
    let owner = org.db_person(Role::Employee, None);
    for title in ["A calmer harbour", "Harbour lights on", "Charbour"] {
        objective(&org, &owner, title, "organisation");
    }
    assert_eq!(titles(&owner, "harbour"), ["Harbour lights on", "A calmer harbour", "Charbour"]);
}

#[test]
fn nonsense_is_searched_for_as_it_stands() {
    let org = Org::db_new();
    let owner = org.db_person(Role::Employee, None);
    objective(&org, &owner, "Reach 100% of _all_", "private");
    assert_eq!(titles(&owner, "100%"), ["Reach 100% of _all_"]);
    assert_eq!(titles(&owner, "_all_"), ["Reach 100% of _all_"]);
    for typed in ["", " ", "x", "%%", "__", "' OR 1=1 --", "\\"] {
        assert!(titles(&owner, typed).is_empty(), "{typed}");
    }
    let long = SearchQuery { q: "x".repeat(201) };
    owner.call::<Search>(Nothing {}, long, ()).refused(Code::Invalid);
}

#[test]
fn kpis_praise_and_one_on_ones_are_found_with_where_they_stand() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    let person = org.db_person(Role::Employee, Some(&manager));
    let kpi = kpi(&person, "Parcels without a scratch", "chain");
    praise(&manager, &person, "You calmed the whole harbour down, and wrote it up for the rest of us.");
    let meeting = one_on_one(&manager, &person);

    let hits = found(&manager, "parcles without");
    assert_eq!((hits[0].kind, hits[0].id, hits[0].page()), (Subject::Kpi, kpi, format!("/kpis/{kpi}")));
    let hits = found(&manager, "harbour");
    assert_eq!((hits[0].kind, hits[0].page()), (Subject::Praise, format!("/feedback?person={}", person.id)));
    assert_eq!(hits[0].detail, format!("{} → {}", manager.name, person.name));
    assert!(hits[0].title.starts_with("You calmed the whole harbour"), "{}", hits[0].title);
    for (by, other) in [(&manager, &person), (&person, &manager)] {
        let hits = found(by, &other.name);
        let met = hits.iter().find(|hit| hit.kind == Subject::Meeting).expect("their one-on-one");
        assert_eq!((met.title.as_str(), met.page()), (other.name.as_str(), format!("/one-on-ones/meetings/{meeting}")));
    }
}

#[test]
fn what_is_found_is_what_may_be_seen_of_kpis_praise_and_one_on_ones_too() {
    let org = closed_org();
    let manager = org.db_person(Role::Manager, None);
    let person = org.db_person(Role::Employee, Some(&manager));
    let other = org.db_person(Role::Employee, None);
    for (name, visibility) in
        [("Gulls counted alone", "private"), ("Gulls counted in line", "chain"), ("Gulls for all", "organisation")]
    {
        kpi(&person, name, visibility);
    }
    one_on_one(&manager, &person);
    let seen = |by: &Client| titles(by, "gulls").len();
    assert_eq!((seen(&person), seen(&manager), seen(&other), seen(org.admin())), (3, 2, 1, 3));
    // Not even an Admin: they aren't one of the two.
    let meets = |by: &Client| found(by, &person.name).iter().any(|hit| hit.kind == Subject::Meeting);
    assert_eq!((meets(&manager), meets(org.admin()), meets(&other)), (true, false, false));
    let said = praise(&manager, &person, "Nobody else noticed the flooded cellar.");
    assert_eq!(titles(&other, "flooded cellar").len(), 1);
    let reason = TakeDown { reason: "It names a customer.".to_owned() };
    org.admin().call::<TakePraiseDown>(PraisePath { id: said.id }, Nothing {}, reason).expect("taken down");
    for by in [&manager, &other, &person] {
        assert!(titles(by, "flooded cellar").is_empty(), "{}", by.role);
    }
    let elsewhere = Org::db_new();
    assert!(titles(elsewhere.admin(), "gulls").is_empty());
}

#[test]
fn ones_own_are_found_among_more_than_an_index_names() {
    let org = Org::db_new();
    let owner = org.db_person(Role::Employee, None);
    let mine = kpi(&owner, "Common words of mine", "private");
    let mut conn = org.server.database.admin();
    let id = organisation_of(&mut conn, owner.id);
    run(
        &mut conn,
        &format!(
            "INSERT INTO kpis (org_id, id, name, owner_id, visibility, kind, direction, target_value, frequency, aggregation, created_by)
             SELECT '{id}', gen_random_uuid(), 'Common words ' || n, '{admin}', 'private', 'number', 'higher', 1, 'day', 'sum', '{admin}'
             FROM generate_series(1, 3000) n",
            admin = org.admin().id
        ),
    );
    let hits = found(&owner, "common words");
    assert_eq!(hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [mine]);
    assert_eq!(found(org.admin(), "common words").len(), 10);
}

#[test]
fn a_key_press_reads_no_organisations_rows() {
    let org = Org::db_new();
    let mut conn = org.server.database.admin();
    let (admin, id) = (org.admin().id, organisation_of(&mut conn, org.admin().id));
    let owner = org.db_person(Role::Employee, None).id;
    run(
        &mut conn,
        &format!(
            "INSERT INTO kpis (org_id, id, name, owner_id, visibility, kind, direction, target_value, frequency, aggregation, created_by)
             SELECT '{id}', gen_random_uuid(), md5(n::text) || ' ' || md5((n * 7)::text), '{owner}', 'private', 'number', 'higher', 1, 'day', 'sum', '{owner}'
             FROM generate_series(1, 20000) n;
             INSERT INTO kpis (org_id, id, name, owner_id, visibility, kind, direction, target_value, frequency, aggregation, created_by)
             VALUES ('{id}', gen_random_uuid(), 'Walrus at the pier', '{owner}', 'private', 'number', 'higher', 1, 'day', 'sum', '{owner}');
             ANALYZE kpis",
        ),
    );
    // The statement of a key press as the server runs it, and what it read of the table.
    let mut read = |wanted: &str| {
        let statement = include_str!("../../../api/src/search/hits.sql");
        let statement = statement.replace("$1", &format!("'{id}'::uuid")).replace("$2", &format!("'{wanted}'"));
        run(&mut conn, "BEGIN");
        run(
            &mut conn,
            &format!(
                "SET LOCAL ROLE pt_app;
                 SELECT set_config('app.org_id', '{id}', true), set_config('app.person_id', '{admin}', true), set_config('app.role', 'admin', true);
                 {statement}; RESET ROLE"
            ),
        );
        let rows =
            "SELECT (seq_tup_read + idx_tup_fetch)::text AS text FROM pg_stat_xact_user_tables WHERE relname = 'kpis'";
        let rows: i64 = text(&mut conn, rows).parse().expect("a number");
        run(&mut conn, "ROLLBACK");
        rows
    };
    for wanted in ["walrus", "wallrus", "at the pier", "wa", "%%"] {
        let rows = read(wanted);
        assert!(rows < 600, "{wanted}: {rows} of 20,000 rows were read");
    }
    assert_eq!(titles(org.admin(), "wallrus"), ["Walrus at the pier"]);
}

/// A KPI of somebody's.
fn kpi(by: &Client, name: &str, visibility: &str) -> Uuid {
    let new = json!({
        "name": name, "visibility": visibility, "kind": "number", "frequency": "day", "aggregation": "sum",
        "gauge": { "direction": "higher", "target": 100.0 },
    });
    let new = serde_json::from_value(new).expect("a KPI to be");
    by.call::<CreateKpi>(Nothing {}, Nothing {}, new).expect("a KPI").kpi.id.0
}

fn praise(by: &Client, of: &Persona, body: &str) -> Praise {
    let new = NewPraise { person_ids: vec![of.id], body: body.to_owned(), value_ids: Vec::new() };
    by.call::<GivePraise>(Nothing {}, Nothing {}, new).expect("praise")
}

/// A series of the two, and its first meeting.
fn one_on_one(by: &Client, with: &Persona) -> Uuid {
    let starts_on = Utc::now().date_naive() + Days::new(1);
    let new = NewOneOnOne {
        partner_id: with.id,
        rule: Rhythm::weekly(1, starts_on).to_string(),
        starts_on,
        starts_at: chrono::NaiveTime::MIN,
        time_zone: None,
        minutes: 30,
        place: String::new(),
    };
    let series = by.call::<CreateOneOnOne>(Nothing {}, Nothing {}, new).expect("a one-on-one");
    series.next_meeting_id.expect("a first meeting").0
}
