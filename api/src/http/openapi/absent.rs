//! What may be left out.

use utoipa::openapi::{RefOr, Schema};

use super::Schemas;

/// Takes out that a field is `null` unless it is said: in a change what is absent stays, and `null` clears. Generated clients
/// would also ask for every field that has a default.
pub(super) fn is_not_null(schemas: &mut Schemas) {
    for schema in schemas.values_mut() {
        let RefOr::T(Schema::Object(object)) = schema else { continue };
        for field in object.properties.values_mut() {
            let RefOr::T(field) = field else { continue };
            let default = match field {
                Schema::Array(field) => &mut field.default,
                Schema::Object(field) => &mut field.default,
                Schema::OneOf(field) => &mut field.default,
                Schema::AllOf(field) => &mut field.default,
                Schema::AnyOf(field) => &mut field.default,
                _ => continue,
            };
            default.take_if(|value| value.is_null());
        }
    }
}
