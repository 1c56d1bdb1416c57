//! An id of another organisation, wherever an id can go, is answered exactly as one that never was, and
//! nothing changes on either side.

use diesel::PgConnection;
use perftrack_tests::{
    Org, Server, Stage,
    contract::document,
    db::organisation_of,
    samples::{self, Payload, Sample},
};
use serde_json::Value;
use shared::{
    access::{Relation, Role, can},
    operation::{Access, Declaration},
};
use uuid::Uuid;

use super::{footprint_beside, guarded};

/// Where an id stands in a sample.
#[derive(Debug, Clone)]
enum Place {
    Path(String),
    Query(String),
    Body(String),
}

#[test]
fn ids_of_another_organisation_name_nothing() {
    let mut conn = Server::shared().database.admin();
    // All that was made is compared before and after each request: few operations share organisations, so it stays little.
    for few in guarded().collect::<Vec<_>>().chunks(8) {
        let (ours, theirs) = (Org::db_new(), Org::db_new());
        for (declared, subject) in few.iter().flat_map(|one| [(one, Relation::Own), (one, Relation::Organisation)]) {
            let here = Stage::set(&ours, Role::Admin, subject);
            let there = Stage::set(&theirs, Role::Admin, subject);
            walk(&mut conn, declared, &here, &there);
        }
    }
}

fn walk(conn: &mut PgConnection, declared: &Declaration, here: &Stage<'_>, there: &Stage<'_>) {
    for (sample, foreign) in samples::all(declared.name, here).iter().zip(samples::all(declared.name, there)) {
        every_place(conn, declared, (here, there), sample, &foreign);
    }
}

fn every_place(
    conn: &mut PgConnection,
    declared: &Declaration,
    (here, there): (&Stage<'_>, &Stage<'_>),
    sample: &Sample,
    foreign: &Sample,
) {
    let orgs = [here, there].map(|stage| organisation_of(conn, stage.actor.id));
    for place in places(sample) {
        let Some(id) = get(foreign, &place) else { continue };
        // Whoever takes something out stands in the log, whatever they asked for.
        let besides: &[&str] = if declared.takes_out { &["audit_events", "audit_heads"] } else { &[] };
        let before = orgs.map(|org| footprint_beside(conn, org, besides));
        let foreign = put(sample, &place, id).request(declared, here).send();
        let random = put(sample, &place, Uuid::now_v7().to_string()).request(declared, here).send();
        let after = orgs.map(|org| footprint_beside(conn, org, besides));
        assert_eq!(before, after, "{}: something changed by a foreign id at {place:?}", declared.name);
        let what = format!("{} at {place:?}: {}", declared.name, foreign.text());
        assert_eq!(foreign.status, random.status, "{what}");
        assert_eq!(comparable(&foreign.body), comparable(&random.body), "{what}");
        match place {
            // Even an Admin may not do everything: neither to themselves, nor with what is others' alone.
            _ if foreign.status == 403 => {
                let alone = matches!(declared.access, Access::May(permission) if !can(Role::Admin, permission, Relation::Organisation));
                assert!(alone || here.actor.id == here.subject.id, "{what}");
            }
            Place::Path(_) => assert_eq!(foreign.status, 404, "{what}"),
            Place::Body(_) => assert!(matches!(foreign.status, 404 | 422), "{what}"),
            Place::Query(_) => {}
        }
    }
}

fn comparable(body: &[u8]) -> Value {
    let Ok(mut value) = serde_json::from_slice::<Value>(body) else {
        return Value::from(String::from_utf8_lossy(body));
    };
    if let Some(fields) = value.as_object_mut() {
        fields.remove("request_id");
        // A cursor is bound to what was asked, so it says again which id that was.
        fields.entry("next_cursor").and_modify(|cursor| *cursor = Value::from(cursor.is_string()));
    }
    value
}

fn places(sample: &Sample) -> Vec<Place> {
    let mut found = Vec::new();
    for (part, wrap) in [(&sample.params, Place::Path as fn(String) -> Place), (&sample.query, Place::Query)] {
        ids_in(part, "", &mut |pointer| found.push(wrap(pointer)));
    }
    if let Payload::Json(body) = &sample.body {
        ids_in(body, "", &mut |pointer| found.push(Place::Body(pointer)));
    }
    found
}

fn ids_in(value: &Value, at: &str, found: &mut dyn FnMut(String)) {
    match value {
        Value::String(text) if Uuid::parse_str(text).is_ok() => found(at.to_owned()),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| ids_in(item, &format!("{at}/{index}"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| ids_in(field, &format!("{at}/{name}"), found));
        }
        _ => {}
    }
}

fn get(sample: &Sample, place: &Place) -> Option<String> {
    let value = match (place, &sample.body) {
        (Place::Path(pointer), _) => sample.params.pointer(pointer),
        (Place::Query(pointer), _) => sample.query.pointer(pointer),
        (Place::Body(pointer), Payload::Json(body)) => body.pointer(pointer),
        _ => None,
    };
    Some(value?.as_str()?.to_owned())
}

fn put(sample: &Sample, place: &Place, id: String) -> Sample {
    let mut sample = sample.clone();
    let slot = match (place, &mut sample.body) {
        (Place::Path(pointer), _) => sample.params.pointer_mut(pointer),
        (Place::Query(pointer), _) => sample.query.pointer_mut(pointer),
        (Place::Body(pointer), Payload::Json(body)) => body.pointer_mut(pointer),
        _ => None,
    };
    *slot.expect("the place is there") = Value::from(id);
    sample
}

/// A sample that leaves an id out would leave it untried.
#[test]
fn samples_fill_in_every_id() {
    let mut org = Org::db_new();
    let mut missing = Vec::new();
    for (number, declared) in guarded().enumerate() {
        if number % 25 == 0 {
            // Thousands of people would come to be in one.
            org = Org::db_new();
        }
        let stage = Stage::set(&org, Role::Admin, Relation::Own);
        let filled: Vec<_> = samples::all(declared.name, &stage).iter().flat_map(places).map(name).collect();
        let mut wanted: Vec<_> = (declared.parameters)()
            .into_iter()
            .filter(|parameter| is_id(&serde_json::to_value(&parameter.schema).unwrap_or_default()))
            .map(|parameter| parameter.name)
            .collect();
        let mut schemas = Vec::new();
        if let Some(body) = (declared.body_schemas)(&mut schemas) {
            let properties = document()["components"]["schemas"][&body]["properties"].as_object();
            let ids = properties.into_iter().flatten().filter(|(_, schema)| is_id(schema));
            wanted.extend(ids.map(|(name, _)| name.clone()));
        }
        missing.extend(
            wanted.iter().filter(|name| !filled.contains(name)).map(|name| format!("{}.{name}", declared.name)),
        );
    }
    assert!(missing.is_empty(), "{}", missing.join(", "));
}

fn name(place: Place) -> String {
    let (Place::Path(pointer) | Place::Query(pointer) | Place::Body(pointer)) = place;
    pointer.rsplit('/').next().unwrap_or_default().to_owned()
}

/// Whether a schema is that of an id, perhaps one that can be null.
fn is_id(schema: &Value) -> bool {
    let named = schema["$ref"].as_str().is_some_and(|name| name.ends_with("Id"));
    let choices = ["oneOf", "anyOf"].iter().filter_map(|choice| schema[choice].as_array()).flatten();
    named || schema["format"] == "uuid" || choices.into_iter().any(is_id)
}
