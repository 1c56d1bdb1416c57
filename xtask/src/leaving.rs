//! What may be missing from the contract although it was released: what has been said to go for at least a year, once its day
//! has come. `deprecated: true` and `x-removed-on` say it, of an operation, a parameter or a field.

use std::collections::BTreeMap;

use serde_json::Value;

/// The mark beside `deprecated: true`: the day from which on it may be gone.
pub const MARK: &str = "x-removed-on";

/// Where something stands in a document, step by step; things in lists by their names, since others may come before them.
type Place = Vec<String>;

/// Of a released document what clients may still rely on, `today`. All those released say since when something was to go; each
/// comes with its day, such as `2026-11-29`.
pub fn still_promised(mut document: Value, released: &[(String, Value)], today: &str) -> Value {
    let said: Vec<(&str, BTreeMap<Place, String>)> =
        released.iter().map(|(day, document)| (day.as_str(), leaving(document))).collect();
    for (place, until) in leaving(&document) {
        let first = said.iter().filter(|(_, leaving)| leaving.contains_key(&place)).map(|(day, _)| *day).min();
        let was_said = first.and_then(a_year_after).is_some_and(|then| then.as_str() <= today);
        if was_said && until.as_str() <= today {
            take_away(&mut document, &place);
        }
    }
    document
}

/// What a document says is to go, and on which day.
fn leaving(document: &Value) -> BTreeMap<Place, String> {
    let mut found = BTreeMap::new();
    collect(document, &mut Vec::new(), &mut found);
    found
}

fn collect(value: &Value, place: &mut Place, found: &mut BTreeMap<Place, String>) {
    let day = value.get(MARK).and_then(Value::as_str);
    if let Some(day) = day.filter(|_| value.get("deprecated") == Some(&Value::Bool(true))) {
        found.insert(place.clone(), day.to_owned());
    }
    let below: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, below)| (name.clone(), below)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(number, item)| (called(number, item), item)).collect(),
        _ => Vec::new(),
    };
    for (step, below) in below {
        place.push(step);
        collect(below, place, found);
        place.pop();
    }
}

fn called(number: usize, item: &Value) -> String {
    item.get("name").and_then(Value::as_str).map_or_else(|| number.to_string(), str::to_owned)
}

/// Days sort as texts, so the 29th of February needs no care.
fn a_year_after(day: &str) -> Option<String> {
    let (year, rest) = day.split_once('-')?;
    Some(format!("{:04}-{rest}", year.parse::<u32>().ok()?.checked_add(1)?))
}

fn take_away(document: &mut Value, place: &[String]) {
    let Some((last, path)) = place.split_last() else { return };
    let Some(holder) = follow(document, path) else { return };
    match holder {
        Value::Object(fields) => {
            fields.remove(last);
        }
        Value::Array(items) => {
            let at = items.iter().enumerate().position(|(number, item)| called(number, item) == *last);
            if let Some(at) = at {
                items.remove(at);
            }
        }
        _ => {}
    }
    let is_empty = holder.as_object().is_some_and(|fields| fields.is_empty());
    match path {
        // The last operation of a path takes the path along.
        [paths, _] if paths == "paths" && is_empty => take_away(document, path),
        // A field that is gone can't be needed.
        [schema @ .., properties] if properties == "properties" => {
            let needed = follow(document, schema).and_then(|schema| schema.get_mut("required"));
            if let Some(needed) = needed.and_then(Value::as_array_mut) {
                needed.retain(|name| name.as_str() != Some(last.as_str()));
            }
        }
        _ => {}
    }
}

fn follow<'d>(document: &'d mut Value, path: &[String]) -> Option<&'d mut Value> {
    path.iter().try_fold(document, |value, step| match value {
        Value::Object(fields) => fields.get_mut(step),
        Value::Array(items) => {
            items.iter_mut().enumerate().find(|(number, item)| called(*number, item) == *step).map(|(_, item)| item)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A contract in which an operation, a parameter and a field go on a day, or stay.
    fn contract(until: Option<&str>) -> Value {
        let mut document = json!({
            "paths": {
                "/old": { "get": { "operationId": "read_old" } },
                "/new": { "get": { "parameters": [{ "name": "limit" }, { "name": "page" }] } },
            },
            "components": { "schemas": { "Thing": {
                "properties": { "id": { "type": "string" }, "colour": { "type": "string" } },
                "required": ["id", "colour"],
            } } },
        });
        let places =
            ["/paths/~1old/get", "/paths/~1new/get/parameters/1", "/components/schemas/Thing/properties/colour"];
        for place in places {
            if let (Some(until), Some(found)) = (until, document.pointer_mut(place)) {
                found["deprecated"] = json!(true);
                found[MARK] = json!(until);
            }
        }
        document
    }

    fn promised(released: &[(&str, Value)], today: &str) -> Value {
        let released: Vec<_> = released.iter().map(|(day, document)| ((*day).to_owned(), document.clone())).collect();
        still_promised(released[0].1.clone(), &released, today)
    }

    #[test]
    fn what_was_said_a_year_ago_may_be_gone_after_its_day() {
        let released = [
            ("2027-06-01", contract(Some("2028-01-01"))),
            ("2026-12-01", contract(Some("2028-01-01"))),
            ("2026-11-01", contract(None)),
        ];
        let gone = json!({
            "paths": { "/new": { "get": { "parameters": [{ "name": "limit" }] } } },
            "components": { "schemas": { "Thing": { "properties": { "id": { "type": "string" } }, "required": ["id"] } } },
        });
        assert_eq!(promised(&released, "2028-01-01"), gone);
        assert_eq!(promised(&released, "2027-12-31"), released[0].1, "its day hasn't come");
    }

    #[test]
    fn what_was_said_less_than_a_year_ago_stays() {
        let released = [("2027-06-01", contract(Some("2027-07-01"))), ("2026-12-01", contract(None))];
        assert_eq!(promised(&released, "2028-05-31"), released[0].1);
        assert_ne!(promised(&released, "2028-06-01"), released[0].1);
    }

    #[test]
    fn what_nobody_said_stays() {
        let released = [("2027-06-01", contract(None)), ("2026-12-01", contract(Some("2027-12-01")))];
        assert_eq!(promised(&released, "2030-01-01"), released[0].1, "it was taken back");
        let mut half = contract(None);
        half["paths"]["/old"]["get"][MARK] = json!("2027-01-01");
        let released = [("2026-12-01", half)];
        assert_eq!(promised(&released, "2030-01-01"), released[0].1, "without `deprecated` it is no word");
    }
}
