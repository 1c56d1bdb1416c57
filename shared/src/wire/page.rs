//! Keyset pages.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{
        ArrayBuilder, ObjectBuilder, Ref, RefOr, Schema, Type,
        path::{Parameter, ParameterIn},
        schema::SchemaType,
    },
};

/// A page of a list. `next_cursor` is absent on the last page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    /// At most `limit` things, in the list's order.
    pub items: Vec<T>,
    /// Pass it as `cursor` to read on; opaque, valid for this list with these filters only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

impl<T> PartialSchema for Page<T>
where
    T: ToSchema,
{
    fn schema() -> RefOr<Schema> {
        let cursor = ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("Pass it as `cursor` to read on. Absent on the last page."));
        ObjectBuilder::new()
            .schema_type(SchemaType::new(Type::Object))
            .property("items", ArrayBuilder::new().items(Ref::from_schema_name(T::name())))
            .property("next_cursor", cursor)
            .required("items")
            .into()
    }
}

// By hand, since the derive would inline `T` instead of naming it, and generated clients want names.
impl<T: ToSchema> ToSchema for Page<T> {
    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("{}Page", T::name()))
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
    }
}

/// How many things a page may hold: 1 to 100, 25 if unsaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Limit(u16);

impl Limit {
    /// The most a page may hold.
    pub const MOST: u16 = 100;

    /// A limit, if `limit` is between 1 and [`Self::MOST`].
    pub fn new(limit: u16) -> Option<Self> {
        (1..=Self::MOST).contains(&limit).then_some(Self(limit))
    }

    /// The number of items.
    pub fn get(self) -> i64 {
        i64::from(self.0)
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(25)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().ok().and_then(Self::new).ok_or_else(|| serde::de::Error::custom("limit_out_of_range:100"))
    }
}

impl PartialSchema for Limit {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(1))
            .maximum(Some(Self::MOST))
            .default(Some(serde_json::json!(25)))
            .into()
    }
}

impl ToSchema for Limit {}

/// A query that asks for a page of a list.
pub trait Paged: Sized {
    /// The same filters, for a page of this size after a cursor.
    fn at(self, limit: Limit, cursor: Option<String>) -> Self;

    /// Which of the two it says itself.
    fn says(&self) -> Option<&'static str>;
}

/// Makes filters with `limit` and `cursor` [`Paged`].
macro_rules! paged {
    ($($filter:ty),+) => {$(
        impl $crate::wire::page::Paged for $filter {
            fn at(self, limit: $crate::wire::Limit, cursor: Option<String>) -> Self {
                Self { limit: Some(limit), cursor, ..self }
            }

            fn says(&self) -> Option<&'static str> {
                let limit = self.limit.is_some().then_some("limit");
                limit.or_else(|| self.cursor.is_some().then_some("cursor"))
            }
        }
    )+};
}

pub(crate) use paged;

/// The filters of a list, for all of it: there are no pages to ask for.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Whole<F>(pub F);

impl<'de, F: Deserialize<'de> + Paged> Deserialize<'de> for Whole<F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let filter = F::deserialize(deserializer)?;
        match filter.says() {
            Some(name) => Err(serde::de::Error::unknown_field(name, &[])),
            None => Ok(Self(filter)),
        }
    }
}

impl<F: IntoParams> IntoParams for Whole<F> {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut all = F::into_params(place);
        all.retain(|parameter| !matches!(parameter.name.as_str(), "limit" | "cursor"));
        all
    }
}
