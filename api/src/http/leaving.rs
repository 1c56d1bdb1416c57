//! What answers of an operation say that is to go: since when (RFC 9745), and from when on it may be gone (RFC 8594).

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use shared::operation::Leaving;

/// Says it.
pub(super) fn tell(leaving: Leaving, headers: &mut HeaderMap) {
    let since = beginning(leaving.since).map(|moment| format!("@{}", moment.timestamp()));
    let until = beginning(leaving.until).map(|moment| moment.format("%a, %d %b %Y %H:%M:%S GMT").to_string());
    for (name, says) in [("deprecation", since), ("sunset", until)] {
        if let Some(says) = says.and_then(|says| HeaderValue::from_str(&says).ok()) {
            headers.insert(HeaderName::from_static(name), says);
        }
    }
}

fn beginning(day: &str) -> Option<DateTime<Utc>> {
    Some(day.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN).and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_days_are_said_as_the_standards_write_them() {
        let mut headers = HeaderMap::new();
        tell(Leaving { since: "2026-12-01", until: "2028-01-01" }, &mut headers);
        assert_eq!(headers.get("deprecation").unwrap(), "@1796083200");
        assert_eq!(headers.get("sunset").unwrap(), "Sat, 01 Jan 2028 00:00:00 GMT");
    }
}
