//! Rolling reviews: the rules, and whose day comes.

use chrono::{Datelike, Days, Months, NaiveDate, Utc, Weekday};
use perftrack_tests::{Org, Persona, Refused, db::run, samples::reviews::form, unique};
use serde_json::{Value, json};
use shared::{
    access::Role,
    operation::Nothing,
    problem::Code,
    reviews::{
        CreateReviewTemplate, CreateRollingReview, DeleteRollingReview, EditReviewTemplate, EditRollingReview,
        ListRollingReviewDue, ListRollingReviews, NewRollingReview, ReadRollingReview, ReviewTemplateChanges,
        ReviewTemplatePath, RollingReviewChanges, RollingReviewDetail, RollingReviewDue, RollingReviewFilter,
        RollingReviewPath, rules::rolling::working_day,
    },
    wire::{ReviewTemplateId, RollingReviewId},
};

fn template(org: &Org) -> ReviewTemplateId {
    let new = serde_json::from_value(json!({ "name": unique(), "form": form() })).expect("a template");
    org.admin().call::<CreateReviewTemplate>(Nothing {}, Nothing {}, new).expect("made").template.id
}

/// A rule to be; `more` changes what is said of it.
fn new(org: &Org, more: &Value) -> NewRollingReview {
    let mut new = json!({
        "name": unique(), "template_id": template(org), "after_days": [90, 30], "writing_days": 10, "sharing_days": 7,
        "naming": "named",
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        new[name] = value.clone();
    }
    serde_json::from_value(new).expect("a rule")
}

fn made(org: &Org, more: &Value) -> RollingReviewDetail {
    org.admin().call::<CreateRollingReview>(Nothing {}, Nothing {}, new(org, more)).expect("a rule")
}

fn due(org: &Org, id: RollingReviewId) -> Vec<RollingReviewDue> {
    let path = RollingReviewPath { id };
    org.admin().call::<ListRollingReviewDue>(path, RollingReviewFilter::default(), ()).expect("whose day comes").items
}

fn started(org: &Org, who: &Persona, day: NaiveDate) {
    let change = format!("UPDATE people SET start_date = '{day}' WHERE id = '{}'", who.id);
    run(&mut org.server.database.admin(), &change);
}

/// Some days from now, with room for zones of time.
fn ahead(days: u64) -> NaiveDate {
    Utc::now().date_naive() + Days::new(days)
}

#[test]
fn a_rule_is_set_up_switched_on_and_removed() {
    let org = Org::db_new();
    let rule = made(&org, &json!({})).rule;
    assert_eq!((rule.after_days.as_slice(), rule.on_since, rule.people), (&[30, 90][..], None, 0));
    let path = || RollingReviewPath { id: rule.id };
    let on = RollingReviewChanges { on: Some(true), ..Default::default() };
    let on = org.admin().change::<EditRollingReview>(path(), 1, on).expect("on").rule;
    assert!(on.on_since.is_some());
    let renamed = RollingReviewChanges { name: Some(unique()), on: Some(true), ..Default::default() };
    let renamed = org.admin().change::<EditRollingReview>(path(), 2, renamed).expect("renamed").rule;
    assert_eq!(renamed.on_since, on.on_since, "it is on since the same day");
    let off = RollingReviewChanges { on: Some(false), ..Default::default() };
    org.admin().change::<EditRollingReview>(path(), 2, off.clone()).refused(Code::VersionMismatch);
    assert_eq!(org.admin().change::<EditRollingReview>(path(), 3, off).expect("off").rule.on_since, None);
    org.admin().change::<DeleteRollingReview>(path(), 4, ()).expect("removed");
    org.admin().call::<ReadRollingReview>(path(), Nothing {}, ()).refused(Code::NotFound);
}

#[test]
fn what_makes_no_rule_is_refused() {
    let org = Org::db_new();
    let rule = made(&org, &json!({})).rule;
    let refused = |more: Value, field: &str, code: &str| {
        let answer = org.admin().call::<CreateRollingReview>(Nothing {}, Nothing {}, new(&org, &more));
        answer.refused_at(field, code);
    };
    refused(json!({ "name": rule.name }), "name", "taken");
    refused(json!({ "after_days": [0] }), "after_days", "out_of_range");
    refused(json!({ "after_days": [1, 2, 3, 4, 5, 6, 7] }), "after_days", "too_many");
    refused(json!({ "writing_days": 4 }), "writing_days", "out_of_range");
    let id = rule.template_id;
    let retired = ReviewTemplateChanges { retired: Some(true), ..Default::default() };
    org.admin().change::<EditReviewTemplate>(ReviewTemplatePath { id }, 1, retired).expect("retired");
    refused(json!({ "template_id": id }), "template_id", "unknown");
}

#[test]
fn rules_are_for_admins() {
    let org = Org::db_new();
    let rule = made(&org, &json!({})).rule;
    let manager = org.db_person(Role::Manager, None);
    manager.call::<ListRollingReviews>(Nothing {}, RollingReviewFilter::default(), ()).refused(Code::Forbidden);
    let path = RollingReviewPath { id: rule.id };
    manager.call::<ListRollingReviewDue>(path, RollingReviewFilter::default(), ()).refused(Code::Forbidden);
    let other = Org::db_new();
    let path = RollingReviewPath { id: rule.id };
    other.admin().call::<ReadRollingReview>(path, Nothing {}, ()).refused(Code::NotFound);
}

#[test]
fn whose_day_comes_is_told_for_ninety_days_with_weekends_on_monday() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    let [soon, later, far] = [(); 3].map(|()| org.db_person(Role::Employee, Some(&manager)));
    let alone = org.db_person(Role::Employee, None);
    let saturday = ahead(2).iter_days().find(|day| day.weekday() == Weekday::Sat).expect("a Saturday");
    started(&org, &soon, saturday - Days::new(30));
    started(&org, &later, ahead(50) - Days::new(90));
    started(&org, &far, ahead(5));
    started(&org, &alone, ahead(30) - Days::new(30));
    let rule = made(&org, &json!({ "after_days": [30, 90, 200] })).rule;
    let coming: Vec<_> = due(&org, rule.id).into_iter().map(|due| (due.person.id, due.after, due.due_on)).collect();
    let mut expected = vec![
        (soon.id, 30, saturday + Days::new(2)),
        (soon.id, 90, working_day(saturday + Days::new(60))),
        (later.id, 90, working_day(ahead(50))),
        (far.id, 30, working_day(ahead(35))),
        (alone.id, 30, working_day(ahead(30))),
    ];
    expected.sort_by_key(|(who, _, day)| (*day, *who));
    // Who starts today has another day at the edge of the ninety.
    assert_eq!(coming.into_iter().filter(|(.., day)| *day < ahead(88)).collect::<Vec<_>>(), expected);
    assert!(due(&org, rule.id).iter().all(|due| due.manager.is_none() == (due.person.id == alone.id)));

    let changes = RollingReviewChanges { excluded: Some(vec![soon.id, alone.id]), ..Default::default() };
    let path = RollingReviewPath { id: rule.id };
    org.admin().change::<EditRollingReview>(path, 1, changes).expect("two are left out");
    assert!(due(&org, rule.id).iter().all(|due| due.person.id != soon.id && due.person.id != alone.id));
}

#[test]
fn anniversaries_are_counted_in_years() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    let [three, new] = [(); 2].map(|()| org.db_person(Role::Employee, Some(&manager)));
    let start = ahead(10) - Months::new(36);
    started(&org, &three, start);
    started(&org, &new, ahead(10));
    let rule = made(&org, &json!({ "after_days": [] })).rule;
    let coming = due(&org, rule.id);
    assert_eq!(coming.len(), 1, "the day on which somebody starts is none: {coming:?}");
    assert_eq!((coming[0].person.id, coming[0].after), (three.id, 3));
    assert_eq!(coming[0].due_on, working_day(start + Months::new(36)));
}
