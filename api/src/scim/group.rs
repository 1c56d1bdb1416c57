//! A team in the protocol's words, and what the directory says of one.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    attributes::{GROUP, Object, set, text, values},
    queries::{GroupRow, MemberRow},
    said::wrong,
    version,
};
use crate::http::Failure;

/// Most people of one group.
const MOST_MEMBERS: usize = 10_000;

/// What the directory says of a team.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    pub name: String,
    pub external_id: Option<String>,
    pub members: BTreeSet<Uuid>,
}

impl Told {
    /// Reads it from a resource.
    pub(super) fn of(resource: &Object) -> Result<Self, Failure> {
        let members = values(resource, "members")?;
        if members.len() > MOST_MEMBERS {
            return Err(wrong("invalidValue", format!("a group has at most {MOST_MEMBERS} members")));
        }
        let ids: Result<BTreeSet<Uuid>, _> = members.iter().map(|id| id.trim().parse()).collect();
        Ok(Self {
            name: text(resource, "displayName")?.ok_or_else(|| wrong("invalidValue", "displayName is required"))?,
            external_id: text(resource, "externalId")?.map(|id| id.chars().take(254).collect()),
            members: ids.map_err(|_| wrong("invalidValue", "members are the ids of users"))?,
        })
    }
}

impl GroupRow {
    /// What changes begin with.
    pub(super) fn basis(&self, members: &[MemberRow]) -> Object {
        let mut all = Object::new();
        set(&mut all, "externalId", self.external_id.clone().into());
        set(&mut all, "displayName", self.name.clone().into());
        let of_it = members.iter().filter(|member| member.team_id == self.id);
        set(&mut all, "members", of_it.map(|member| json!({ "value": member.id.to_string() })).collect());
        all
    }

    /// As the directory sees it.
    pub(super) fn shown(&self, members: &[MemberRow], base: &str) -> Value {
        let mut all = self.basis(members);
        let of_it = members.iter().filter(|member| member.team_id == self.id).map(|MemberRow { id, name, .. }| {
            json!({ "value": id.to_string(), "display": name, "type": "User", "$ref": format!("{base}/Users/{id}") })
        });
        set(&mut all, "members", of_it.collect());
        set(&mut all, "schemas", json!([GROUP]));
        set(&mut all, "id", self.id.to_string().into());
        let version = version::of(&all);
        set(
            &mut all,
            "meta",
            json!({
                "resourceType": "Group", "created": self.created_at,
                "location": format!("{base}/Groups/{}", self.id), "version": version,
            }),
        );
        Value::Object(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_read_with_its_members_each_once() {
        let id = Uuid::nil();
        let all = json!({ "displayName": "Engines", "members": [{ "value": id }, { "value": id }] });
        let told = Told::of(all.as_object().unwrap()).unwrap();
        assert_eq!((told.name.as_str(), told.members.len()), ("Engines", 1));
        for bad in [json!({}), json!({ "displayName": "x", "members": ["somebody"] }), json!({ "members": [{}] })] {
            assert!(Told::of(bad.as_object().unwrap()).is_err(), "{bad}");
        }
    }
}
