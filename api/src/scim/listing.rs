//! Lists of resources, and how much of each is wanted (RFC 7644, 3.4.2).

use serde_json::{Value, json};

use super::{
    filter::{self, Equals},
    said::wrong,
};
use crate::http::Failure;

const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
/// So many of a list are given if nothing is said.
const USUAL: i64 = 100;
/// At the most so many at a time.
pub(super) const MOST: i64 = 200;

/// What is wanted of one or more resources.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    /// Which of them.
    pub filter: Vec<Equals>,
    /// The first, counted from 1.
    pub start: i64,
    /// How many.
    pub count: i64,
    only: Vec<String>,
    without: Vec<String>,
}

impl Wanted {
    /// As a query says. What the protocol doesn't know is passed over.
    pub(super) fn of(query: &str) -> Result<Self, Failure> {
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_str(query).map_err(|_| wrong("invalidValue", "the query can't be read"))?;
        let mut wanted = Self { start: 1, count: USUAL, ..Self::default() };
        for (name, value) in pairs {
            match name.as_str() {
                "filter" => {
                    wanted.filter = filter::filter(&value).ok_or_else(|| {
                        wrong("invalidFilter", "a filter is `attribute eq value`, or several joined by `and`")
                    })?;
                }
                "startIndex" => wanted.start = number(&value)?.max(1),
                "count" => wanted.count = number(&value)?.clamp(0, MOST),
                "attributes" => wanted.only = names(&value),
                "excludedAttributes" => wanted.without = names(&value),
                _ => {}
            }
        }
        Ok(wanted)
    }

    /// Before how many the first is.
    pub(super) fn offset(&self) -> i64 {
        self.start - 1
    }

    /// A page of a list.
    pub(super) fn page(&self, resources: impl IntoIterator<Item = Value>, total: i64) -> Value {
        let resources: Vec<Value> = resources.into_iter().map(|resource| self.narrowed(resource)).collect();
        json!({
            "schemas": [LIST], "totalResults": total, "startIndex": self.start, "itemsPerPage": resources.len(),
            "Resources": resources,
        })
    }

    /// A resource with the attributes that are wanted; its id and its schemas always.
    pub(super) fn narrowed(&self, mut resource: Value) -> Value {
        if let Some(object) = resource.as_object_mut() {
            let has = |names: &[String], name: &str| names.iter().any(|one| one.eq_ignore_ascii_case(name));
            object.retain(|name, _| {
                matches!(name.as_str(), "id" | "schemas")
                    || ((self.only.is_empty() || has(&self.only, name)) && !has(&self.without, name))
            });
        }
        resource
    }
}

fn number(text: &str) -> Result<i64, Failure> {
    text.trim().parse().map_err(|_| wrong("invalidValue", "startIndex and count are numbers"))
}

/// The attributes of a list of names: what of them stands below a dot isn't told apart.
fn names(text: &str) -> Vec<String> {
    let name = |name: &str| {
        let name = name.trim();
        let name = name.rsplit_once("User:").or_else(|| name.rsplit_once("Group:")).map_or(name, |(_, name)| name);
        if name.starts_with("urn:") { name.to_owned() } else { name.split('.').next().unwrap_or(name).to_owned() }
    };
    text.split(',').map(name).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::http::nasty;

    #[test]
    fn a_list_begins_at_one_and_has_bounds() {
        let all = Wanted::of("").unwrap();
        assert_eq!((all.offset(), all.count), (0, 100));
        let some = Wanted::of("startIndex=0&count=100000&odd=1").unwrap();
        assert_eq!((some.start, some.count), (1, MOST));
        assert_eq!(Wanted::of("startIndex=11&count=-1").map(|some| (some.offset(), some.count)).unwrap(), (10, 0));
        assert!(Wanted::of("count=many").is_err() && Wanted::of("filter=userName%20sw%20%22a%22").is_err());
    }

    #[test]
    fn only_what_is_wanted_is_given() {
        let resource = json!({ "id": "1", "schemas": [], "userName": "a", "name": {}, "members": [] });
        let without = Wanted::of("excludedAttributes=members,NAME").unwrap().narrowed(resource.clone());
        assert_eq!(without, json!({ "id": "1", "schemas": [], "userName": "a" }));
        let only = Wanted::of("attributes=name.familyName").unwrap().narrowed(resource);
        assert_eq!(only, json!({ "id": "1", "schemas": [], "name": {} }));
    }

    proptest! {
        #[test]
        fn whatever_is_asked_of_a_list_has_bounds_and_its_things_have_ids(
            query in nasty::text(&["startIndex=11&count=20", "filter=id%20eq%20%221%22&attributes=name.familyName,id"]),
        ) {
            if let Ok(wanted) = Wanted::of(&query) {
                prop_assert!(wanted.start >= 1 && wanted.offset() >= 0 && (0..=MOST).contains(&wanted.count));
                let narrowed = wanted.narrowed(json!({ "id": "1", "schemas": [], "userName": "a" }));
                prop_assert!(narrowed["id"] == "1" && narrowed["schemas"].is_array());
            }
        }
    }
}
