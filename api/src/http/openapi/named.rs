//! Names for what would stand in the document without one: generated clients call it by them.

use serde_json::Value;
use utoipa::openapi::{Object, Ref, RefOr, Schema, path::Operation};

use super::Schemas;

/// `version_mismatch` as `VersionMismatch`.
pub(super) fn pascal(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .flat_map(|word| word.chars().enumerate().map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c }))
        .collect()
}

/// Puts the choices of texts that an operation's parameters offer among the schemas, the same choice once.
pub(super) fn choices(operation: &mut Operation, feature: &str, name: &str, schemas: &mut Schemas) {
    for parameter in operation.parameters.iter_mut().flatten() {
        let RefOr::T(parameter) = parameter else { continue };
        let choice = match &parameter.schema {
            Some(RefOr::T(Schema::Object(choice))) if choice.enum_values.is_some() => choice.clone(),
            _ => continue,
        };
        let named = name_of(choice, [feature, name], &parameter.name, schemas);
        parameter.schema = Some(RefOr::Ref(Ref::from_schema_name(named)));
    }
}

/// The name it has already, or one by where it first stands: its feature's, else its operation's.
fn name_of(choice: Object, places: [&str; 2], parameter: &str, schemas: &mut Schemas) -> String {
    let same = |schema: &RefOr<Schema>| matches!(schema, RefOr::T(Schema::Object(known)) if known.enum_values == choice.enum_values);
    if let Some(known) = schemas.iter().find_map(|(name, schema)| same(schema).then(|| name.clone())) {
        return known;
    }
    let [by_feature, by_operation] = places.map(|place| pascal(place) + &pascal(parameter));
    let name = if schemas.contains_key(&by_feature) { by_operation } else { by_feature };
    schemas.insert(name.clone(), RefOr::T(Schema::Object(choice)));
    name
}

/// Says what the values of an order are called: clients would call `-name` what they call `name`.
pub(super) fn orders(schemas: &mut Schemas) {
    for schema in schemas.values_mut() {
        let RefOr::T(Schema::Object(order)) = schema else { continue };
        let values: Vec<&str> = order.enum_values.iter().flatten().filter_map(Value::as_str).collect();
        if values.iter().any(|value| value.starts_with('-')) {
            let names: Vec<String> = values.into_iter().map(called).collect();
            order.extensions = Some([("x-enum-varnames", names)].into_iter().collect());
        }
    }
}

fn called(value: &str) -> String {
    match value.strip_prefix('-') {
        Some(field) => pascal(field) + "Descending",
        None => pascal(value),
    }
}

/// Puts the forms that one type may take among the schemas: `Relation` of kind `own` is `RelationOwn`. No discriminator
/// beside them: generated Rust would take the kind out before the form that has it is read.
pub(super) fn forms(schemas: &mut Schemas) {
    let mut found = Vec::new();
    for (name, schema) in schemas.iter_mut() {
        let RefOr::T(Schema::OneOf(choice)) = schema else { continue };
        for form in &mut choice.items {
            let Some(kind) = kind_of(form) else { continue };
            let named = format!("{name}{}", pascal(&kind));
            let form = std::mem::replace(form, RefOr::Ref(Ref::from_schema_name(named.clone())));
            found.push((named, form));
        }
    }
    schemas.extend(found);
}

/// The one value of the field by which a form is told apart.
fn kind_of(form: &RefOr<Schema>) -> Option<String> {
    let RefOr::T(Schema::Object(form)) = form else { return None };
    form.properties.values().find_map(|property| match property {
        RefOr::T(Schema::Object(field)) => match field.enum_values.as_deref() {
            Some([Value::String(only)]) => Some(only.clone()),
            _ => None,
        },
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{called, pascal};

    #[test]
    fn words_become_one_name() {
        assert_eq!(pascal("version_mismatch"), "VersionMismatch");
        assert_eq!(pascal("ListKpis"), "ListKpis");
        assert_eq!(pascal("objective.closed"), "ObjectiveClosed");
        assert_eq!(["name", "-start_date"].map(called), ["Name", "StartDateDescending"]);
    }
}
