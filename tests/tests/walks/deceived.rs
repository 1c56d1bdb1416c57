//! The first wall points at the wrong organisation: the session, every query that filters by it, and
//! the views are made to believe that the actor belongs to another one. Only row-level security knows
//! better. Nothing of the other organisation may come out, and nothing in it may change.

use std::collections::BTreeSet;

use perftrack_tests::{
    Org, Persona, Server, Stage,
    client::Request,
    db::{organisation_of, run, texts},
    samples,
};
use shared::{
    access::{Relation, Role},
    operation::{Access, Declaration},
    wire::id::OrganisationId,
};

use super::footprint;

#[test]
fn nothing_comes_over_the_second_wall() {
    let server = Server::alone(&[]);
    let (ours, theirs) = (Org::db_on(server), Org::db_on(server));
    let mut conn = server.database.admin();
    // Made while all is well, about things of theirs, to be sent by us.
    let requests: Vec<_> =
        tenant_operations().map(|declared| (request(&declared, &theirs, ours.admin()), declared)).collect();
    let [our_org, their_org] = [&ours, &theirs].map(|org| organisation_of(&mut conn, org.admin().id));
    let secrets = ids_of(&mut conn, their_org);
    assert!(secrets.len() > 100, "there is something to see");
    let before = footprint(&mut conn, their_org);
    run(&mut conn, &deceit(our_org, their_org));

    let mut answered = 0;
    for (request, declared) in requests {
        let asked = format!("{request:?}");
        let response = request.send();
        assert_ne!(response.status, 401, "{}: the deceit doesn't work", declared.name);
        let text = response.text();
        let leaked: Vec<_> = secrets.iter().filter(|id| text.contains(*id) && !asked.contains(*id)).collect();
        assert!(leaked.is_empty(), "{} tells {leaked:?}: {text}", declared.name);
        assert!(!text.contains("@example.com"), "{} tells an address: {text}", declared.name);
        assert_eq!(footprint(&mut conn, their_org), before, "{} changed theirs", declared.name);
        answered += usize::from(response.is_success());
    }
    assert!(answered > 0, "lists are answered, with nothing in them");
}

/// What works through the tenant transaction; accounts have a role and walls of their own.
fn tenant_operations() -> impl Iterator<Item = Declaration> {
    let all = shared::every_operation().into_iter();
    all.filter(|declared| declared.access != Access::Public && declared.feature != "accounts")
}

fn request(declared: &Declaration, theirs: &Org, us: &Persona) -> Request {
    let there = Stage::set(theirs, Role::Admin, Relation::Organisation);
    let sample = samples::of(declared.name, &there);
    sample.request(declared, &Stage { org: theirs, actor: us.clone(), subject: there.subject })
}

/// Every id in the organisation's rows.
fn ids_of(conn: &mut diesel::PgConnection, org: OrganisationId) -> BTreeSet<String> {
    let pattern = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    let from = crate::catalogue::tables("tenant").map(|table| {
        format!("SELECT DISTINCT m[1] AS text FROM {table} t, regexp_matches(t::text, '{pattern}', 'g') m WHERE t.org_id = '{org}'")
    });
    texts(conn, &from.collect::<Vec<_>>().join(" UNION ")).into_iter().collect()
}

/// From now on the server takes everybody of ours for an Admin of theirs; only `app.org_id`, which the
/// fence reads, still tells the truth.
fn deceit(ours: OrganisationId, theirs: OrganisationId) -> String {
    format!(
        "CREATE OR REPLACE FUNCTION current_org() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE RETURN '{theirs}'::uuid;
         CREATE OR REPLACE FUNCTION enter_tenant(session uuid, OUT org_id uuid, OUT person_id uuid, OUT account_id uuid,
                                                 OUT role text, OUT seen_at timestamptz, OUT today date,
                                                 OUT check_in_days integer, OUT second_factor_due boolean)
         LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
         #variable_conflict use_column
         BEGIN
             SELECT s.person_id, s.account_id INTO person_id, account_id FROM public.sessions s WHERE s.id = session;
             org_id := '{theirs}';
             role := 'admin';
             seen_at := now();
             today := current_date;
             check_in_days := 7;
             second_factor_due := false;
             PERFORM set_config('app.org_id', '{ours}', true),
                     set_config('app.person_id', person_id::text, true),
                     set_config('app.role', 'admin', true);
         END
         $$"
    )
}
