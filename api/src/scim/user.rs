//! A person in the protocol's words, and what the directory says of one.

use serde_json::{Value, json};
use shared::{access::Role, people::PersonStatus, wire::PersonId};

use super::{
    attributes::{ENTERPRISE, Object, USER, chosen, get, set, text, truth},
    queries::UserRow,
    said::wrong,
    version,
};
use crate::http::Failure;

/// No text that the directory sends is longer, in characters.
const LONGEST: usize = 254;

/// What the directory says of somebody.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    pub user_name: String,
    pub external_id: Option<String>,
    /// Their whole name, where it is said.
    pub name: Option<String>,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    pub email: Option<String>,
    pub title: Option<String>,
    /// Unsaid means that they are there.
    pub is_active: bool,
    pub role: Option<Role>,
    pub department: Option<String>,
    pub employee_number: Option<String>,
    pub manager: Option<PersonId>,
}

impl Told {
    /// Reads it from a resource.
    pub(super) fn of(resource: &Object) -> Result<Self, Failure> {
        let empty = Object::new();
        let inner = |name: &str| get(resource, name).and_then(Value::as_object).unwrap_or(&empty);
        let (name, extension) = (inner("name"), inner(ENTERPRISE));
        let whole = text(resource, "displayName")?;
        let told = Self {
            user_name: text(resource, "userName")?.ok_or_else(|| wrong("invalidValue", "userName is required"))?,
            external_id: text(resource, "externalId")?,
            name: if whole.is_some() { whole } else { text(name, "formatted")? },
            given_name: text(name, "givenName")?,
            family_name: text(name, "familyName")?,
            email: chosen(resource, "emails")?,
            title: text(resource, "title")?,
            is_active: truth(resource, "active")?.unwrap_or(true),
            role: chosen(resource, "roles")?.map(|role| read_role(&role)).transpose()?,
            department: text(extension, "department")?,
            employee_number: text(extension, "employeeNumber")?,
            manager: manager(extension)?,
        };
        told.is_of_a_size()?;
        Ok(told)
    }

    /// What is kept beside the person is theirs to say, but not without end.
    fn is_of_a_size(&self) -> Result<(), Failure> {
        let kept =
            [Some(&self.user_name), self.external_id.as_ref(), self.given_name.as_ref(), self.family_name.as_ref()];
        let is_bad = |text: &String| text.chars().count() > LONGEST || text.chars().any(char::is_control);
        if kept.into_iter().flatten().any(is_bad) {
            return Err(wrong(
                "invalidValue",
                format!("no name has more than {LONGEST} characters, or controls in it"),
            ));
        }
        Ok(())
    }

    /// What to call them: as the directory does as a whole, else by their names.
    pub(super) fn whole_name(&self) -> Option<String> {
        let parts = [self.given_name.as_deref(), self.family_name.as_deref()];
        let joined = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        self.name.clone().or(Some(joined).filter(|name| !name.is_empty()))
    }

    /// Their address: said as one, or what they log in by.
    pub(super) fn address(&self) -> &str {
        self.email.as_deref().unwrap_or(&self.user_name)
    }
}

/// One of our roles. Entra ID may send a role of an application as a JSON text of its own.
fn read_role(said: &str) -> Result<Role, Failure> {
    let inner = serde_json::from_str::<Value>(said).ok();
    let inner = inner.as_ref().and_then(Value::as_object).and_then(|role| get(role, "value")).and_then(Value::as_str);
    let name = inner.unwrap_or(said).trim().to_lowercase();
    Role::parse(&name).ok_or_else(|| wrong("invalidValue", "a role is employee, manager or admin"))
}

/// By id, plain or in an object.
fn manager(extension: &Object) -> Result<Option<PersonId>, Failure> {
    let id = match get(extension, "manager") {
        None => return Ok(None),
        Some(Value::Object(one)) => text(one, "value")?,
        Some(Value::String(id)) => Some(id.trim().to_owned()),
        Some(Value::Null) => None,
        Some(_) => return Err(wrong("invalidValue", "manager has the id of a user as its value")),
    };
    let Some(id) = id.filter(|id| !id.is_empty()) else {
        return Ok(None);
    };
    id.parse().map(Some).map_err(|_| wrong("invalidValue", "manager has the id of a user as its value"))
}

impl UserRow {
    /// Whether they may come in, or will be when they join.
    pub(super) fn is_active(&self) -> bool {
        self.status != PersonStatus::Deactivated
    }

    /// What changes begin with: all that the directory may say of them.
    pub(super) fn basis(&self) -> Object {
        let mut name = Object::new();
        let mut extension = Object::new();
        let mut all = Object::new();
        let manager = self.manager_id.map(|id| json!({ "value": id.to_string() }));
        set(&mut name, "givenName", self.given_name.clone().into());
        set(&mut name, "familyName", self.family_name.clone().into());
        set(&mut extension, "employeeNumber", self.employee_number.clone().into());
        set(&mut extension, "department", self.team_name.clone().into());
        set(&mut extension, "manager", manager.unwrap_or_default());
        for (attribute, value) in [
            ("externalId", self.external_id.clone().into()),
            ("userName", self.user_name.clone().into()),
            ("name", name.into()),
            ("title", self.job_title.clone().into()),
            ("active", self.is_active().into()),
            ("emails", json!([{ "value": self.email, "type": "work", "primary": true }])),
            ("roles", json!([{ "value": self.role, "primary": true }])),
            (ENTERPRISE, extension.into()),
        ] {
            set(&mut all, attribute, value);
        }
        all
    }

    /// As the directory sees them.
    pub(super) fn shown(&self, base: &str) -> Value {
        let mut all = self.basis();
        set(&mut all, "displayName", self.name.clone().into());
        if let Some(name) = all.get_mut("name").and_then(Value::as_object_mut) {
            set(name, "formatted", self.name.clone().into());
        }
        let manager = all.get_mut(ENTERPRISE).and_then(|extension| extension.get_mut("manager"));
        if let (Some(Value::Object(manager)), Some(id)) = (manager, self.manager_id) {
            set(manager, "displayName", self.manager_name.clone().into());
            set(manager, "$ref", format!("{base}/Users/{id}").into());
        }
        if let (Some(id), Some(name)) = (self.team_id, &self.team_name) {
            let group = json!({
                "value": id.to_string(), "display": name, "type": "direct", "$ref": format!("{base}/Groups/{id}"),
            });
            set(&mut all, "groups", json!([group]));
        }
        set(&mut all, "schemas", json!([USER, ENTERPRISE]));
        set(&mut all, "id", self.id.to_string().into());
        let version = version::of(&all);
        set(
            &mut all,
            "meta",
            json!({
                "resourceType": "User", "created": self.created_at, "lastModified": self.updated_at,
                "location": format!("{base}/Users/{}", self.id), "version": version,
            }),
        );
        Value::Object(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(resource: &Value) -> Result<Told, Failure> {
        Told::of(resource.as_object().expect("an object"))
    }

    #[test]
    fn a_name_is_what_is_said_as_a_whole_or_its_parts() {
        let names = json!({ "givenName": "Ada", "familyName": "Lovelace" });
        let parts = told(&json!({ "userName": "ada", "name": names })).unwrap();
        assert_eq!(parts.whole_name().as_deref(), Some("Ada Lovelace"));
        let whole = told(&json!({ "userName": "ada", "name": names, "displayName": "Countess" })).unwrap();
        assert_eq!(whole.whole_name().as_deref(), Some("Countess"));
        assert_eq!(told(&json!({ "userName": "ada" })).unwrap().whole_name(), None);
    }

    #[test]
    fn roles_come_plain_or_as_entra_ids_text() {
        let role = |value: Value| told(&json!({ "userName": "a", "roles": value })).map(|told| told.role);
        assert_eq!(role(json!([{ "value": "Manager" }])).unwrap(), Some(Role::Manager));
        assert_eq!(role(json!(["admin"])).unwrap(), Some(Role::Admin));
        let packed = json!({ "id": "1", "value": "Employee", "displayName": "Employee" }).to_string();
        assert_eq!(role(json!([{ "primary": "True", "value": packed }])).unwrap(), Some(Role::Employee));
        assert_eq!(role(json!([])).unwrap(), None);
        assert!(role(json!([{ "value": "owner" }])).is_err());
    }

    #[test]
    fn a_manager_is_an_id_in_any_shape_or_nobody() {
        let id = "018f2e3c-0000-7000-8000-000000000001";
        let manager = |value: Value| told(&json!({ "userName": "a", ENTERPRISE: { "manager": value } }));
        for value in [json!(id), json!({ "value": id }), json!({ "value": id, "displayName": "x" })] {
            assert_eq!(manager(value).unwrap().manager.map(|id| id.to_string()).as_deref(), Some(id));
        }
        for value in [json!(null), json!(""), json!({ "value": null })] {
            assert_eq!(manager(value).unwrap().manager, None);
        }
        assert!(manager(json!("grace@example.com")).is_err());
    }

    #[test]
    fn nobody_is_without_a_user_name() {
        assert!(told(&json!({ "displayName": "Ada" })).is_err());
        assert!(told(&json!({ "userName": "a".repeat(255) })).is_err());
    }
}
