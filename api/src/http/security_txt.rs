//! `/.well-known/security.txt` (RFC 9116): where a vulnerability is reported.

use actix_web::{HttpRequest, HttpResponse, Resource, Route, guard, web};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use shared::pages;

use super::{Facts, READS, failure_response, wrong_method};
use crate::{app::State, config::Origin};

const PATH: &str = "/.well-known/security.txt";
/// The mailbox that the Security page names.
const MAILBOX: &str = "mailto:support@perftrackapp.com?subject=Security%20Vulnerability";
/// What is said is true as long as this version serves, so it ends half a year after it is read: well within the year that
/// the RFC allows, and never close to its end.
const VALID: TimeDelta = TimeDelta::days(180);

/// The one route: no session, and within the limits of strangers.
pub fn routes(config: &mut web::ServiceConfig) {
    let read = Route::new().guard(guard::Any(guard::Get()).or(guard::Head())).to(answer);
    let other = async |request: HttpRequest| wrong_method(&request, READS);
    config.service(Resource::new(PATH).route(read).default_service(web::to(other)));
}

async fn answer(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    let address = Facts::of(&request, &state.trusted_proxies).address;
    match state.limits.admit_visitor(&request, address) {
        Ok(()) => HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(text(&state.origin, Utc::now())),
        Err(failure) => failure_response(&request, failure),
    }
}

/// When what is said now is out of date.
pub fn ends(now: DateTime<Utc>) -> DateTime<Utc> {
    (now + VALID).with_time(NaiveTime::MIN).single().unwrap_or(now + VALID)
}

/// The file, the same for a whole day.
fn text(origin: &Origin, now: DateTime<Utc>) -> String {
    let ends = ends(now);
    let lines = [
        format!("Contact: {origin}{}", pages::REPORT_VULNERABILITY),
        format!("Contact: {MAILBOX}"),
        format!("Expires: {}", ends.format("%Y-%m-%dT%H:%M:%SZ")),
        "Preferred-Languages: en".to_owned(),
        format!("Canonical: {origin}{PATH}"),
        format!("Policy: {origin}{}", pages::SECURITY),
    ];
    lines.map(|line| line + "\n").concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_within_a_year_and_not_within_a_month_and_is_the_same_all_day() {
        let origin = Origin::of_listener("127.0.0.1:8080".parse().unwrap());
        let at = |hours: i64| DateTime::from_timestamp(1_800_000_000 + hours * 3600, 0).unwrap();
        let said = text(&origin, at(0));
        let ends = said.lines().find_map(|line| line.strip_prefix("Expires: ")).unwrap();
        let left = ends.parse::<DateTime<Utc>>().unwrap() - at(0);
        assert!(left > TimeDelta::days(30) && left < TimeDelta::days(365), "{ends}");
        assert_eq!(text(&origin, at(1)), said);
        assert!(said.starts_with("Contact: http://127.0.0.1:8080/security/report\n"), "{said}");
    }
}
