//! What is sent by webhooks: a request for each type of event, and a schema of its own for each.

use shared::events::EventType;
use utoipa::openapi::{
    ContentBuilder, HttpMethod, ObjectBuilder, PathItem, Paths, PathsBuilder, Ref, RefOr, Required, ResponseBuilder,
    Schema, SecurityRequirement,
    path::{Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn},
    request_body::RequestBodyBuilder,
    schema::{KnownFormat, SchemaFormat, Type},
};

use super::named::pascal;

const HOW: &str = "Sent at least once, about in order, and again for about three days until a status from 200 to 299 is \
    answered. Verify it and look for an id that you know already before you act on it, as `/docs/webhooks` says.";

/// Headers as Standard Webhooks names them, with what they say.
const HEADERS: [(&str, &str); 3] = [
    ("webhook-id", "The event's id, the same each time it is sent."),
    ("webhook-timestamp", "When it is sent, in seconds since 1970. Refuse what is older than five minutes."),
    (
        "webhook-signature",
        "`v1,` and the base64 of HMAC-SHA-256 over `{webhook-id}.{webhook-timestamp}.{body}`; several with a space between \
         while a secret takes over from another, of which one has to fit.",
    ),
];

/// Every request that is sent.
pub(super) fn requests() -> Paths {
    let requests = PathsBuilder::new();
    EventType::ALL
        .iter()
        .fold(requests, |all, told| all.path(told.as_str(), PathItem::new(HttpMethod::Post, request(*told))))
        .build()
}

/// The schema of each type of event.
pub(super) fn schemas() -> impl Iterator<Item = (String, RefOr<Schema>)> {
    EventType::ALL.iter().map(|told| (name(*told), schema(*told)))
}

/// Such as `ObjectiveCreatedEvent`.
fn name(told: EventType) -> String {
    [pascal(&told.as_str().replace('.', "_")), "Event".to_owned()].concat()
}

fn request(told: EventType) -> Operation {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(name(told)))).build();
    let body = RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True)).build();
    let operation = OperationBuilder::new()
        .operation_id(Some(format!("on_{}", told.as_str().replace('.', "_"))))
        .tag("webhooks")
        // Whoever is told verifies the signature.
        .securities(Some(Vec::<SecurityRequirement>::new()))
        .summary(Some(told.name()))
        .description(Some(HOW))
        .request_body(Some(body))
        .response("2XX", ResponseBuilder::new().description("It arrived"))
        .response("410", ResponseBuilder::new().description("Send nothing here any more"));
    HEADERS.into_iter().fold(operation, |operation, (name, says)| operation.parameter(header(name, says))).build()
}

fn header(name: &str, says: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some(says))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

fn schema(told: EventType) -> RefOr<Schema> {
    let moment = ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
        .description(Some("When."));
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some(told.name()))
        .property("id", Ref::from_schema_name("EventId"))
        .property("type", ObjectBuilder::new().schema_type(Type::String).enum_values(Some([told.as_str()])))
        .property("timestamp", moment)
        .property("data", Ref::from_schema_name("EventData"))
        .required("id")
        .required("type")
        .required("timestamp")
        .required("data")
        .into()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use shared::events::EventType;

    #[test]
    fn every_type_of_event_is_a_request_with_a_schema_of_its_own() {
        let document: Value = serde_json::to_value(super::super::document()).unwrap();
        for told in EventType::ALL {
            let request = &document["webhooks"][told.as_str()]["post"];
            let schema = request["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str().unwrap();
            let described = document.pointer(schema.trim_start_matches('#')).unwrap();
            assert_eq!(described["properties"]["type"]["enum"][0], told.as_str());
        }
        assert_eq!(document["webhooks"].as_object().unwrap().len(), EventType::ALL.len());
    }
}
