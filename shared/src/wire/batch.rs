//! Many things of one kind in one call: each row is done or refused by itself.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ArrayBuilder, ObjectBuilder, Ref, RefOr, Schema, Type, schema::SchemaType},
};

use crate::problem::Problem;

/// The most rows of one call.
pub const MOST_ROWS: usize = 500;

/// What became of a batch; at least one row of it was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BatchRows<T> {
    /// How many rows were done.
    pub done: usize,
    /// How many could not be.
    pub refused: usize,
    /// Row by row, in the order they were sent.
    pub rows: Vec<BatchRow<T>>,
}

/// What became of one row: what it is about as it is now, or why nothing of it was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BatchRow<T> {
    /// As it is now, if it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<T>,
    /// Why it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

impl<T: ToSchema> PartialSchema for BatchRows<T> {
    fn schema() -> RefOr<Schema> {
        let count =
            |about: &str| ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).description(Some(about));
        let rows = ArrayBuilder::new()
            .items(Ref::from_schema_name(BatchRow::<T>::name()))
            .description(Some("Row by row, in the order they were sent."));
        ObjectBuilder::new()
            .schema_type(SchemaType::new(Type::Object))
            .description(Some("What became of a batch; at least one row of it was done."))
            .property("done", count("How many rows were done."))
            .property("refused", count("How many could not be."))
            .property("rows", rows)
            .required("done")
            .required("refused")
            .required("rows")
            .into()
    }
}

// By hand, as with pages: the derive would inline `T`, and generated clients want names.
impl<T: ToSchema> ToSchema for BatchRows<T> {
    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("{}BatchRows", T::name()))
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((BatchRow::<T>::name().into_owned(), BatchRow::<T>::schema()));
        BatchRow::<T>::schemas(schemas);
    }
}

impl<T: ToSchema> PartialSchema for BatchRow<T> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::new(Type::Object))
            .description(Some(
                "What became of one row: `item` is what it is about as it is now, `problem` why nothing of it was done.",
            ))
            .property("item", Ref::from_schema_name(T::name()))
            .property("problem", Ref::from_schema_name(Problem::name()))
            .into()
    }
}

impl<T: ToSchema> ToSchema for BatchRow<T> {
    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("{}BatchRow", T::name()))
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
        schemas.push((Problem::name().into_owned(), Problem::schema()));
        Problem::schemas(schemas);
    }
}

/// What a row asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted<'r, Id, New, Changes> {
    /// Something new.
    Create(&'r New),
    /// A change of something.
    Edit {
        /// Which.
        id: Id,
        /// The version it was read at; whatever it is now, if unsaid.
        version: Option<i64>,
        /// What changes.
        changes: &'r Changes,
    },
}

impl<'r, Id, New, Changes> Wanted<'r, Id, New, Changes> {
    /// Either `create` alone, or `edit` with the `id` of what it changes.
    pub fn of(
        create: Option<&'r New>,
        edit: Option<&'r Changes>,
        id: Option<Id>,
        version: Option<i64>,
    ) -> Result<Self, Problem> {
        match (create, edit, id) {
            (Some(_), Some(_), _) => Err(Problem::field("edit", "not_used_here")),
            (Some(_), None, Some(_)) => Err(Problem::field("id", "not_used_here")),
            (Some(_), None, None) if version.is_some() => Err(Problem::field("version", "not_used_here")),
            (Some(new), None, None) => Ok(Self::Create(new)),
            (None, Some(changes), Some(id)) => Ok(Self::Edit { id, version, changes }),
            (None, Some(_), None) => Err(Problem::field("id", "required")),
            (None, None, _) => Err(Problem::field("create", "required")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(create: Option<&u8>, edit: Option<&u8>, id: Option<u8>, version: Option<i64>) -> (String, String) {
        let problem = Wanted::of(create, edit, id, version).unwrap_err();
        (problem.errors[0].field.clone(), problem.errors[0].code.clone())
    }

    #[test]
    fn a_row_creates_or_edits_and_never_both() {
        let said = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        assert_eq!(Wanted::<u8, u8, u8>::of(Some(&1), None, None, None).unwrap(), Wanted::Create(&1));
        let edit = Wanted::Edit { id: 7, version: Some(3), changes: &2 };
        assert_eq!(Wanted::<u8, u8, u8>::of(None, Some(&2), Some(7), Some(3)).unwrap(), edit);
        assert_eq!(wrong(None, None, None, None), said("create", "required"));
        assert_eq!(wrong(None, Some(&2), None, None), said("id", "required"));
        assert_eq!(wrong(Some(&1), Some(&2), None, None), said("edit", "not_used_here"));
        assert_eq!(wrong(Some(&1), None, Some(7), None), said("id", "not_used_here"));
        assert_eq!(wrong(Some(&1), None, None, Some(3)), said("version", "not_used_here"));
    }

    #[test]
    fn its_schemas_have_names_of_their_own() {
        assert_eq!(BatchRows::<crate::teams::Team>::name(), "TeamBatchRows");
        let mut schemas = Vec::new();
        BatchRows::<crate::teams::Team>::schemas(&mut schemas);
        let names: Vec<_> = schemas.iter().map(|(name, _)| name.as_str()).collect();
        assert!(["TeamBatchRow", "Team", "Problem"].iter().all(|name| names.contains(name)), "{names:?}");
    }
}
