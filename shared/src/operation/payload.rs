//! What travels: JSON, CSV, a mail, a calendar, a file of another format, events or nothing.

use garde::Validate;
use serde::{Serialize, de::DeserializeOwned};
use utoipa::{
    IntoParams, ToSchema,
    openapi::{
        RefOr, Schema,
        path::{Parameter, ParameterIn},
    },
};

use super::reading::unreadable;
use crate::problem::{Code, Problem};

/// No parameters, body or answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

impl IntoParams for Nothing {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        Vec::new()
    }
}

/// A JSON body or answer (200).
pub struct Json<T>(std::marker::PhantomData<T>);
/// A JSON body that may be left out.
pub struct Maybe<T>(std::marker::PhantomData<T>);
/// A JSON body of many things at once, which may be longer than another.
pub struct Bulk<T>(std::marker::PhantomData<T>);
/// A JSON answer about something just created (201).
pub struct Made<T>(std::marker::PhantomData<T>);
/// A JSON answer (200) whose every reading stands in the audit log.
pub struct Noted<T>(std::marker::PhantomData<T>);
/// A CSV file: raw bytes in any encoding as a body, UTF-8 as an answer.
pub struct Csv;
/// A mail as it arrived (RFC 5322), as a body.
pub struct Mail;
/// What another service calls out to us, as a body: in a form of its own, which whoever takes it knows.
pub struct Notification;
/// An iCalendar file (RFC 5545) as an answer.
pub struct Calendar;
/// A file as an answer, byte by byte, in a format that says what it is.
pub struct File<F>(std::marker::PhantomData<F>);

/// What a [`File`] is.
pub trait Format: 'static {
    /// Its content type.
    const CONTENT_TYPE: &'static str;
    /// How its name ends, without the dot.
    const ENDING: &'static str;
}

/// A workbook of Excel and its like.
pub struct Xlsx;

impl Format for Xlsx {
    const CONTENT_TYPE: &'static str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const ENDING: &'static str = "xlsx";
}

/// A document to be read or printed as it is.
pub struct Pdf;

impl Format for Pdf {
    const CONTENT_TYPE: &'static str = "application/pdf";
    const ENDING: &'static str = "pdf";
}

/// Several files in one.
pub struct Zip;

impl Format for Zip {
    const CONTENT_TYPE: &'static str = "application/zip";
    const ENDING: &'static str = "zip";
}

/// Lines of JSON, a value each.
pub struct Ndjson;

impl Format for Ndjson {
    const CONTENT_TYPE: &'static str = "application/x-ndjson";
    const ENDING: &'static str = "ndjson";
}

/// An answer of many things, as many as there are: a line of JSON each.
pub struct Lines<T>(std::marker::PhantomData<T>);

/// An answer that goes on: server-sent events.
pub struct Events;

/// How a body travels.
pub trait Body: 'static {
    /// What the handler gets.
    type Value: Clone + 'static;
    /// Content type, if there is a body at all.
    const CONTENT_TYPE: Option<&'static str>;
    /// The most bytes it may have.
    const MOST_BYTES: usize;
    /// Whether it can't be left out, if there is one at all.
    const REQUIRED: bool = true;
    /// Reads and checks it.
    fn decode(bytes: &[u8]) -> Result<Self::Value, Problem>;
    /// Writes it.
    fn encode(value: &Self::Value) -> Result<Vec<u8>, Problem>;
    /// Its schema's name and every schema it needs.
    fn schemas(into: &mut Vec<(String, RefOr<Schema>)>) -> Option<String>;
}

impl Body for Nothing {
    type Value = ();
    const CONTENT_TYPE: Option<&'static str> = None;
    const MOST_BYTES: usize = 2;

    fn decode(bytes: &[u8]) -> Result<(), Problem> {
        if bytes.is_empty() {
            Ok(())
        } else {
            Err(Problem::new(Code::Malformed).because("this operation takes no body"))
        }
    }

    fn encode((): &()) -> Result<Vec<u8>, Problem> {
        Ok(Vec::new())
    }

    fn schemas(_: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
        None
    }
}

impl<T> Body for Json<T>
where
    T: Serialize + DeserializeOwned + ToSchema + Validate<Context = ()> + Clone + 'static,
{
    type Value = T;
    const CONTENT_TYPE: Option<&'static str> = Some("application/json");
    const MOST_BYTES: usize = 256 * 1024;

    fn decode(bytes: &[u8]) -> Result<T, Problem> {
        let mut deserializer = serde_json::Deserializer::from_slice(bytes);
        let value: T = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
            // What is cut off has no wrong field: it is no JSON.
            if error.inner().is_eof() {
                return Problem::new(Code::Malformed).because("the JSON value ends too early");
            }
            unreadable(&error)
        })?;
        deserializer
            .end()
            .map_err(|_| Problem::new(Code::Malformed).because("there is more after the end of the JSON value"))?;
        value.validate()?;
        Ok(value)
    }

    fn encode(value: &T) -> Result<Vec<u8>, Problem> {
        serde_json::to_vec(value).map_err(|_| Problem::new(Code::Malformed))
    }

    fn schemas(into: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
        named_schema::<T>(into)
    }
}

impl<T> Body for Maybe<T>
where
    T: Serialize + DeserializeOwned + ToSchema + Validate<Context = ()> + Clone + 'static,
{
    type Value = Option<T>;
    const CONTENT_TYPE: Option<&'static str> = <Json<T> as Body>::CONTENT_TYPE;
    const MOST_BYTES: usize = <Json<T> as Body>::MOST_BYTES;
    const REQUIRED: bool = false;

    fn decode(bytes: &[u8]) -> Result<Option<T>, Problem> {
        if bytes.is_empty() { Ok(None) } else { <Json<T> as Body>::decode(bytes).map(Some) }
    }

    fn encode(value: &Option<T>) -> Result<Vec<u8>, Problem> {
        value.as_ref().map_or_else(|| Ok(Vec::new()), <Json<T> as Body>::encode)
    }

    fn schemas(into: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
        <Json<T> as Body>::schemas(into)
    }
}

impl<T> Body for Bulk<T>
where
    T: Serialize + DeserializeOwned + ToSchema + Validate<Context = ()> + Clone + 'static,
{
    type Value = T;
    const CONTENT_TYPE: Option<&'static str> = <Json<T> as Body>::CONTENT_TYPE;
    const MOST_BYTES: usize = 2 * 1024 * 1024;

    fn decode(bytes: &[u8]) -> Result<T, Problem> {
        <Json<T> as Body>::decode(bytes)
    }

    fn encode(value: &T) -> Result<Vec<u8>, Problem> {
        <Json<T> as Body>::encode(value)
    }

    fn schemas(into: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
        <Json<T> as Body>::schemas(into)
    }
}

/// Bodies that are handed on as they came: what they are is found out from them.
macro_rules! bytes_body {
    ($name:ident $content_type:literal up to $megabytes:literal MB) => {
        impl Body for $name {
            type Value = Vec<u8>;
            const CONTENT_TYPE: Option<&'static str> = Some($content_type);
            const MOST_BYTES: usize = $megabytes * 1024 * 1024;

            fn decode(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
                Ok(bytes.to_vec())
            }

            fn encode(value: &Vec<u8>) -> Result<Vec<u8>, Problem> {
                Ok(value.clone())
            }

            fn schemas(_: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
                None
            }
        }
    };
}

bytes_body!(Csv "text/csv" up to 10 MB);
bytes_body!(Mail "message/rfc822" up to 5 MB);
bytes_body!(Notification "*/*" up to 1 MB);

/// How an answer travels.
pub trait Answer: 'static {
    /// What the handler gives and the client gets.
    type Value: 'static;
    /// Status of success.
    const STATUS: u16;
    /// Content type, if there is a body at all.
    const CONTENT_TYPE: Option<&'static str>;
    /// Whether it is data taken out into a file, or read where nobody reads unseen: each time stands in the audit log.
    const TAKES_OUT: bool = false;
    /// Writes it.
    fn encode(value: &Self::Value) -> Result<Vec<u8>, Problem>;
    /// Reads it.
    fn decode(bytes: &[u8]) -> Result<Self::Value, Problem>;
    /// Its schema's name and every schema it needs.
    fn schemas(into: &mut Vec<(String, RefOr<Schema>)>) -> Option<String>;
}

impl Answer for Nothing {
    type Value = ();
    const STATUS: u16 = 204;
    const CONTENT_TYPE: Option<&'static str> = None;

    fn encode((): &()) -> Result<Vec<u8>, Problem> {
        Ok(Vec::new())
    }

    fn decode(_: &[u8]) -> Result<(), Problem> {
        Ok(())
    }

    fn schemas(_: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
        None
    }
}

macro_rules! json_answer {
    ($name:ident $status:literal takes_out: $takes_out:literal) => {
        impl<T: Serialize + DeserializeOwned + ToSchema + 'static> Answer for $name<T> {
            type Value = T;
            const STATUS: u16 = $status;
            const CONTENT_TYPE: Option<&'static str> = Some("application/json");
            const TAKES_OUT: bool = $takes_out;

            fn encode(value: &T) -> Result<Vec<u8>, Problem> {
                serde_json::to_vec(value).map_err(|_| Problem::new(Code::Internal))
            }

            fn decode(bytes: &[u8]) -> Result<T, Problem> {
                serde_json::from_slice(bytes).map_err(|error| Problem::new(Code::Internal).because(error.to_string()))
            }

            fn schemas(into: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
                named_schema::<T>(into)
            }
        }
    };
}
json_answer!(Json 200 takes_out: false);
json_answer!(Made 201 takes_out: false);
json_answer!(Noted 200 takes_out: true);

macro_rules! text_answer {
    ($name:ident $content_type:literal takes_out: $takes_out:literal) => {
        impl Answer for $name {
            type Value = String;
            const STATUS: u16 = 200;
            const CONTENT_TYPE: Option<&'static str> = Some($content_type);
            const TAKES_OUT: bool = $takes_out;

            fn encode(value: &String) -> Result<Vec<u8>, Problem> {
                Ok(value.clone().into_bytes())
            }

            fn decode(bytes: &[u8]) -> Result<String, Problem> {
                String::from_utf8(bytes.to_vec()).map_err(|_| Problem::new(Code::Internal))
            }

            fn schemas(_: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
                None
            }
        }
    };
}
text_answer!(Csv "text/csv; charset=utf-8" takes_out: true);
text_answer!(Calendar "text/calendar; charset=utf-8" takes_out: false);

impl Answer for Events {
    type Value = ();
    const STATUS: u16 = 200;
    const CONTENT_TYPE: Option<&'static str> = Some("text/event-stream");

    fn encode((): &()) -> Result<Vec<u8>, Problem> {
        Ok(Vec::new())
    }

    fn decode(_: &[u8]) -> Result<(), Problem> {
        Ok(())
    }

    fn schemas(_: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
        None
    }
}

impl<T: Serialize + DeserializeOwned + ToSchema + 'static> Answer for Lines<T> {
    type Value = Vec<T>;
    const STATUS: u16 = 200;
    const CONTENT_TYPE: Option<&'static str> = Some(Ndjson::CONTENT_TYPE);
    const TAKES_OUT: bool = true;

    fn encode(value: &Vec<T>) -> Result<Vec<u8>, Problem> {
        let mut text = Vec::new();
        for one in value {
            serde_json::to_writer(&mut text, one).map_err(|_| Problem::new(Code::Internal))?;
            text.push(b'\n');
        }
        Ok(text)
    }

    fn decode(bytes: &[u8]) -> Result<Vec<T>, Problem> {
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let read = lines.map(serde_json::from_slice).collect::<Result<_, _>>();
        read.map_err(|error: serde_json::Error| Problem::new(Code::Internal).because(error.to_string()))
    }

    fn schemas(into: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
        named_schema::<T>(into)
    }
}

impl<F: Format> Answer for File<F> {
    type Value = Vec<u8>;
    const STATUS: u16 = 200;
    const CONTENT_TYPE: Option<&'static str> = Some(F::CONTENT_TYPE);
    const TAKES_OUT: bool = true;

    fn encode(value: &Vec<u8>) -> Result<Vec<u8>, Problem> {
        Ok(value.clone())
    }

    fn decode(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
        Ok(bytes.to_vec())
    }

    fn schemas(_: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
        None
    }
}

fn named_schema<T: ToSchema>(into: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
    into.push((T::name().into_owned(), T::schema()));
    T::schemas(into);
    Some(T::name().into_owned())
}
