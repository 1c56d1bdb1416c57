//! What a directory asks first: what is spoken here, of which resources, with which attributes (RFC 7643, 5 to 7).

use serde_json::{Value, json};
use shared::{pages, problem::Code};

use super::{
    attributes::{ENTERPRISE, GROUP, USER},
    door::Door,
    listing::{MOST, Wanted},
};
use crate::{
    db::TenantTx,
    http::{Failure, ForeignCall, ForeignReply},
};

const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0";

pub(super) fn provider(call: &ForeignCall, tx: &mut TenantTx<'_>) -> Result<ForeignReply, Failure> {
    let door = Door::open(call, tx)?;
    let (yes, no) = (json!({ "supported": true }), json!({ "supported": false }));
    Ok(ForeignReply::of(json!({
        "schemas": [format!("{CORE}:ServiceProviderConfig")],
        "documentationUri": ([door.origin.as_str(), pages::SCIM_GUIDE].concat()),
        "patch": yes,
        "bulk": { "supported": false, "maxOperations": 0, "maxPayloadSize": 0 },
        "filter": { "supported": true, "maxResults": MOST },
        "changePassword": no,
        "sort": no,
        "etag": yes,
        "authenticationSchemes": [{
            "type": "oauthbearertoken", "name": "API token", "primary": true,
            "description": "An API token with the scope scim, as Authorization: Bearer",
        }],
        "meta": { "resourceType": "ServiceProviderConfig", "location": format!("{}/ServiceProviderConfig", door.base) },
    })))
}

pub(super) fn resource_types(call: &ForeignCall, tx: &mut TenantTx<'_>) -> Result<ForeignReply, Failure> {
    let door = Door::open(call, tx)?;
    listed(types(&door.base))
}

pub(super) fn resource_type(call: &ForeignCall, tx: &mut TenantTx<'_>) -> Result<ForeignReply, Failure> {
    let door = Door::open(call, tx)?;
    one_of(call, types(&door.base))
}

pub(super) fn schemas(call: &ForeignCall, tx: &mut TenantTx<'_>) -> Result<ForeignReply, Failure> {
    let door = Door::open(call, tx)?;
    listed(described(&door.base))
}

pub(super) fn schema(call: &ForeignCall, tx: &mut TenantTx<'_>) -> Result<ForeignReply, Failure> {
    let door = Door::open(call, tx)?;
    one_of(call, described(&door.base))
}

fn listed(all: Vec<Value>) -> Result<ForeignReply, Failure> {
    let total = i64::try_from(all.len()).map_err(Failure::fault)?;
    Ok(ForeignReply::of(Wanted::of("")?.page(all, total)))
}

fn one_of(call: &ForeignCall, all: Vec<Value>) -> Result<ForeignReply, Failure> {
    let id = call.text_id();
    let one = all.into_iter().find(|one| one["id"].as_str() == Some(id)).ok_or(Code::NotFound)?;
    Ok(ForeignReply::of(one))
}

fn types(base: &str) -> Vec<Value> {
    let one = |name: &str, schema: &str, extensions: Value| {
        json!({
            "schemas": [format!("{CORE}:ResourceType")], "id": name, "name": name, "endpoint": format!("/{name}s"),
            "schema": schema, "schemaExtensions": extensions,
            "meta": { "resourceType": "ResourceType", "location": format!("{base}/ResourceTypes/{name}") },
        })
    };
    vec![one("User", USER, json!([{ "schema": ENTERPRISE, "required": false }])), one("Group", GROUP, json!([]))]
}

fn described(base: &str) -> Vec<Value> {
    let one = |id: &str, name: &str, attributes: Vec<Value>| {
        json!({
            "schemas": [format!("{CORE}:Schema")], "id": id, "name": name, "attributes": attributes,
            "meta": { "resourceType": "Schema", "location": format!("{base}/Schemas/{id}") },
        })
    };
    vec![one(USER, "User", user()), one(ENTERPRISE, "EnterpriseUser", enterprise()), one(GROUP, "Group", group())]
}

/// An attribute that holds one text, with what it is.
fn text(name: &str, about: &str) -> Value {
    json!({
        "name": name, "type": "string", "multiValued": false, "description": about, "required": false,
        "caseExact": false, "mutability": "readWrite", "returned": "default", "uniqueness": "none",
    })
}

/// The same with something said otherwise.
fn but(mut attribute: Value, name: &str, value: impl Into<Value>) -> Value {
    attribute[name] = value.into();
    attribute
}

fn required(attribute: Value) -> Value {
    but(but(attribute, "required", true), "uniqueness", "server")
}

fn complex(name: &str, about: &str, is_list: bool, sub: Vec<Value>) -> Value {
    json!({
        "name": name, "type": "complex", "multiValued": is_list, "description": about, "required": false,
        "mutability": "readWrite", "returned": "default", "subAttributes": sub,
    })
}

fn truth(name: &str, about: &str) -> Value {
    json!({
        "name": name, "type": "boolean", "multiValued": false, "description": about, "required": false,
        "mutability": "readWrite", "returned": "default",
    })
}

fn shown_only(attribute: Value) -> Value {
    but(attribute, "mutability", "readOnly")
}

fn user() -> Vec<Value> {
    let value = |about: &str| text("value", about);
    vec![
        required(text("userName", "What the directory calls them.")),
        complex(
            "name",
            "Their name in parts.",
            false,
            vec![
                text("formatted", "As a whole."),
                text("givenName", "What they are called."),
                text("familyName", "Their family's name."),
            ],
        ),
        text("displayName", "Their name as it is shown; made of the parts if it isn't said."),
        text("title", "What they do."),
        truth("active", "Whether they are there. Whoever is not can't log in; what is theirs stays."),
        complex(
            "emails",
            "The primary one, else that of work, is how they are reached. It stays once they log in by it.",
            true,
            vec![value("The address."), text("type", "Such as work."), truth("primary", "Whether it is the one.")],
        ),
        complex(
            "roles",
            "employee, manager or admin, as far as the settings let the directory say so.",
            true,
            vec![value("The role."), truth("primary", "Whether it is the one.")],
        ),
        shown_only(complex(
            "groups",
            "Their team.",
            true,
            vec![shown_only(value("Its id.")), shown_only(text("display", "Its name."))],
        )),
    ]
}

fn enterprise() -> Vec<Value> {
    vec![
        text("employeeNumber", "Their number in the HR system."),
        text("department", "Their team's name, where the settings make teams of departments."),
        complex(
            "manager",
            "Who they report to.",
            false,
            vec![text("value", "The id of a user."), shown_only(text("displayName", "Their name."))],
        ),
    ]
}

fn group() -> Vec<Value> {
    vec![
        required(text("displayName", "The team's name.")),
        complex(
            "members",
            "Who is in it. Somebody is in one team.",
            true,
            vec![text("value", "The id of a user."), shown_only(text("display", "Their name."))],
        ),
    ]
}
