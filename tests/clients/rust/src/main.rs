//! What a program of a customer's does, by a client made of openapi.yaml (openapi-generator, `rust`).

use std::{env, fmt::Debug, fs};

use chrono::NaiveDate;
use perftrack_client::{
    apis::{
        Error,
        configuration::Configuration,
        kpis_api::{
            ListKpisError, archive_kpi, create_kpi, create_measurement, edit_kpi, ingest_measurements, list_kpis,
            list_measurements, read_kpi,
        },
        people_api::{list_people, start_import, sync_people},
        reviews_api::{list_review_packets, read_review_packet},
    },
    models::{
        Aggregation, Code, Gauge, Grain, KpiChanges, KpiDirection, KpiKind, KpiPage, MeasurementBatch, NewKpi,
        NewMeasurement, PeopleBatch, Problem, SentMeasurement, SentPerson, Visibility,
    },
};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use uuid::Uuid;

fn client(token: &str) -> Configuration {
    let base_path = env::var("PERFTRACK_URL").expect("PERFTRACK_URL");
    Configuration { base_path, bearer_access_token: Some(token.to_owned()), ..Configuration::new() }
}

/// It went wrong, and in this way.
#[track_caller]
fn bad<T: Debug, E: Debug>(answer: Result<T, Error<E>>, status: u16, code: Code) -> Problem {
    let Err(Error::ResponseError(response)) = answer else { panic!("{answer:?} instead of {status}") };
    let problem: Problem = serde_json::from_str(&response.content).expect("a problem");
    assert_eq!(
        (response.status.as_u16(), problem.status, problem.code),
        (status, i32::from(status), code),
        "{problem:?}"
    );
    problem
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let api = client(&env::var("PERFTRACK_TOKEN").expect("PERFTRACK_TOKEN"));
    let narrow = client(&env::var("PERFTRACK_NARROW_TOKEN").expect("PERFTRACK_NARROW_TOKEN"));
    let unique = Uuid::new_v4().simple().to_string()[..8].to_owned();
    people(&api, &unique).await;
    kpis(&api, &narrow, &unique).await;
    let packets = list_review_packets(&api, None, None, None, None, None, None, Some(10), None).await.expect("reviews");
    let packet = packets.items.first().expect("a review");
    read_review_packet(&api, &packet.id.to_string()).await.expect("the review");
    for _ in 0..1000 {
        let answer = few(&narrow).await;
        if answer.is_err() {
            bad(answer, 429, Code::TooManyRequests);
            println!("the scenario went as it should");
            return;
        }
    }
    panic!("there is no end to it");
}

/// People from an HR system, sent twice; and a file of them, looked at.
async fn people(api: &Configuration, unique: &str) {
    let person = |key: &str, name: &str| {
        SentPerson::new(format!("{key}-{unique}@example.com"), format!("{key}-{unique}"), name.to_owned())
    };
    let report =
        SentPerson { manager_external_id: Some(Some(format!("mona-{unique}"))), ..person("rae", "Rae Report") };
    let batch = PeopleBatch::new(vec![report, person("mona", "Mona Manager")]);
    for created in [2, 0] {
        let counts = sync_people(api, batch.clone(), None).await.expect("people").counts;
        assert_eq!((counts.created, counts.unchanged, counts.refused), (created, 2 - created, 0));
    }
    let found =
        list_people(api, Some("Rae Report"), None, None, None, None, None, None, None, Some(5), None).await.expect("people");
    assert_eq!(found.items.len(), 1);

    let file = env::temp_dir().join(format!("people-{unique}.csv"));
    fs::write(&file, format!("name,email\nNed Newcomer,ned-{unique}@example.com\n")).expect("a file");
    // The generated call leaves it to us to say what the file is.
    let kind = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("text/csv"))]);
    let sending = reqwest::Client::builder().default_headers(kind).build().expect("a client");
    let looked = start_import(&Configuration { client: sending, ..api.clone() }, file.clone(), None).await;
    fs::remove_file(file).expect("the file goes");
    assert_eq!(looked.expect("a preview").counts.new, 1);
}

/// The shortest list of KPIs.
async fn few(api: &Configuration) -> Result<KpiPage, Error<ListKpisError>> {
    list_kpis(api, None, None, None, None, None, None, None, None, Some(1), None).await
}

/// The generated calls take ids as texts that live as long as they run.
fn id(id: &Uuid) -> &'static str {
    Box::leak(id.to_string().into_boxed_str())
}

/// A KPI and its values, page by page and sent twice; two who change the same; what may not be.
async fn kpis(api: &Configuration, narrow: &Configuration, unique: &str) {
    let gauge = Gauge { target: Some(Some(2.0)), unhealthy: Some(Some(10.0)), ..Gauge::new(KpiDirection::Lower) };
    let name = format!("Late deliveries {unique}");
    let new = NewKpi::new(Aggregation::Sum, Grain::Day, gauge, KpiKind::Number, name, Visibility::Organisation);
    let kpi = create_kpi(api, new.clone(), Some(unique)).await.expect("a KPI").kpi;
    assert_eq!(create_kpi(api, new.clone(), Some(unique)).await.expect("the same").kpi.id, kpi.id);

    let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
    let sent = [(1, 3.0), (2, 1.0), (3, 4.0)].map(|(at, value)| SentMeasurement {
        on: Some(Some(day(at))),
        value: Some(Some(value)),
        ..SentMeasurement::new(kpi.id)
    });
    let taken = ingest_measurements(api, MeasurementBatch::new(sent.into()), None).await.expect("the values");
    assert_eq!(taken.counts.added, 3);
    let (mut days, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let page = list_measurements(api, id(&kpi.id), None, None, Some(2), cursor.as_deref()).await;
        let page = page.expect("a page");
        days.extend(page.items.iter().map(|one| one.on));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    days.sort();
    assert_eq!(days, [day(1), day(2), day(3)]);
    let empty = bad(ingest_measurements(api, MeasurementBatch::new(Vec::new()), None).await, 422, Code::Invalid);
    assert_eq!(empty.errors.expect("fields")[0].field, "measurements");

    let now = read_kpi(api, id(&kpi.id)).await.expect("the KPI").kpi;
    let version = format!("\"{}\"", now.version);
    let edit = |name: &str| {
        let changes = KpiChanges { name: Some(Some(format!("{name} {unique}"))), ..KpiChanges::new() };
        edit_kpi(api, id(&kpi.id), &version, changes)
    };
    assert_eq!(edit("On time").await.expect("the change").kpi.name, format!("On time {unique}"));
    bad(edit("Too late").await, 412, Code::VersionMismatch);

    archive_kpi(api, id(&kpi.id), None).await.expect("it is put away");
    let late = NewMeasurement { value: Some(Some(1.0)), ..NewMeasurement::new() };
    bad(create_measurement(api, id(&kpi.id), late, None).await, 409, Code::Conflict);

    bad(few(&client("pt_nonsense")).await, 401, Code::Unauthenticated);
    bad(create_kpi(narrow, new, None).await, 403, Code::ScopeMissing);
    bad(read_kpi(api, id(&Uuid::new_v4())).await, 404, Code::NotFound);
}
