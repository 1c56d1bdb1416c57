//! One of many things that are sent at once, and read one by one.

use std::marker::PhantomData;

use garde::Validate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::payload::{Body, Json};
use crate::problem::{Code, Problem};

/// A `T` as it was sent. Nobody has read it yet, so that one that can't be read keeps no other from being taken.
#[derive(Debug)]
pub struct Each<T> {
    text: Box<RawValue>,
    of: PhantomData<fn() -> T>,
}

impl<T> Each<T>
where
    T: Serialize + DeserializeOwned + ToSchema + Validate<Context = ()> + Clone + 'static,
{
    /// Reads and checks it, as strictly as a body of its own; fields are named as seen from it.
    pub fn read(&self) -> Result<T, Problem> {
        <Json<T> as Body>::decode(self.text.get().as_bytes()).map_err(|problem| match problem.code {
            // It is JSON, or the whole would have been none: it is something else.
            Code::Malformed => Problem::field("", "wrong_type"),
            _ => problem,
        })
    }

    /// As it would be sent.
    pub fn of(value: &T) -> Result<Self, Problem> {
        let text = serde_json::value::to_raw_value(value).map_err(|_| Problem::new(Code::Malformed))?;
        Ok(Self { text, of: PhantomData })
    }
}

impl<T> Clone for Each<T> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), of: PhantomData }
    }
}

impl<T> Serialize for Each<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text.serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Each<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { text: Box::<RawValue>::deserialize(deserializer)?, of: PhantomData })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpis::{MeasurementBatch, SentMeasurement};

    const KPI: &str = "0199a000-0000-7000-8000-000000000001";

    fn batch(rows: &str) -> Result<MeasurementBatch, Problem> {
        <Json<MeasurementBatch> as Body>::decode(rows.as_bytes())
    }

    fn wrong(row: &str) -> (String, String) {
        let batch = batch(&format!(r#"{{"measurements":[{row}]}}"#)).unwrap();
        let problem = batch.measurements[0].read().unwrap_err();
        (problem.errors[0].field.clone(), problem.errors[0].code.clone())
    }

    #[test]
    fn one_that_is_wrong_is_found_out_by_itself() {
        let said = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        let row = |more: &str| format!(r#"{{"kpi_id":"{KPI}",{more}}}"#);
        assert_eq!(wrong(&row(r#""value":"4""#)), said("value", "wrong_type"));
        assert_eq!(wrong(&row(r#""value":1e999"#)), said("value", "wrong_type"));
        assert_eq!(wrong(&row(r#""surprise":1"#)), said("surprise", "unknown_field"));
        assert_eq!(wrong(&row(r#""value":1,"value":2"#)), said("value", "duplicate_field"));
        assert_eq!(wrong(r#"{"kpi_id":"7"}"#), said("kpi_id", "wrong_type"));
        assert_eq!(wrong("{}"), said("kpi_id", "required"));
        assert_eq!(wrong("7"), said("", "wrong_type"));
        assert_eq!(wrong("[]"), said("", "wrong_type"));
    }

    #[test]
    fn what_is_no_json_is_nobodys_row() {
        assert!(batch(r#"{"measurements":[{]}"#).is_err());
    }

    #[test]
    fn it_is_sent_as_it_is() {
        let row = format!(r#"{{"kpi_id":"{KPI}","value":4.0}}"#);
        let read: SentMeasurement = serde_json::from_str(&row).unwrap();
        let sent = Each::of(&read).unwrap();
        assert_eq!(serde_json::to_value(&sent).unwrap(), serde_json::to_value(&read).unwrap());
        assert_eq!(sent.clone().read().unwrap().value, Some(4.0));
    }
}
