//! Templates: versions, and what a form may ask.

use perftrack_tests::{Org, Refused, samples::reviews::form, unique};
use serde_json::{Value, json};
use shared::{
    operation::Nothing,
    problem::Code,
    reviews::{
        CreateReviewTemplate, EditReviewTemplate, ListReviewTemplates, ReadReviewTemplate, ReadReviewTemplateLibrary,
        ReviewTemplateChanges, ReviewTemplateFilter, ReviewTemplatePath,
    },
};

fn new(form: &Value) -> shared::reviews::NewReviewTemplate {
    serde_json::from_value(json!({ "name": unique(), "form": form })).expect("a template")
}

#[test]
fn another_form_is_the_next_version_and_other_changes_are_none() {
    let org = Org::db_new();
    let made = org.admin().call::<CreateReviewTemplate>(Nothing {}, Nothing {}, new(&form())).expect("made");
    let path = || ReviewTemplatePath { id: made.template.id };
    let renamed = ReviewTemplateChanges { name: Some(unique()), form: Some(made.form.clone()), ..Default::default() };
    let renamed = org.admin().change::<EditReviewTemplate>(path(), 1, renamed).expect("renamed");
    assert_eq!(renamed.template.form_number, 1);
    let mut other = made.form.clone();
    other.sections[0].title = "Another heading".to_owned();
    let changes = ReviewTemplateChanges { form: Some(other), ..Default::default() };
    let changed = org.admin().change::<EditReviewTemplate>(path(), 2, changes.clone()).expect("changed");
    assert_eq!(changed.template.form_number, 2);
    assert_eq!(changed.history.iter().map(|form| form.number).collect::<Vec<_>>(), [2, 1]);
    org.admin().change::<EditReviewTemplate>(path(), 2, changes).refused(Code::VersionMismatch);
}

#[test]
fn what_is_retired_is_listed_apart() {
    let org = Org::db_new();
    let made = org.admin().call::<CreateReviewTemplate>(Nothing {}, Nothing {}, new(&form())).expect("made");
    let listed = |retired| {
        let filter = ReviewTemplateFilter { retired, ..Default::default() };
        org.admin().call::<ListReviewTemplates>(Nothing {}, filter, ()).expect("templates").items.len()
    };
    assert_eq!((listed(false), listed(true)), (1, 0));
    let changes = ReviewTemplateChanges { retired: Some(true), ..Default::default() };
    org.admin().change::<EditReviewTemplate>(ReviewTemplatePath { id: made.template.id }, 1, changes).expect("retired");
    assert_eq!((listed(false), listed(true)), (0, 1));
}

#[test]
fn a_name_is_taken_once() {
    let org = Org::db_new();
    let new = new(&form());
    org.admin().call::<CreateReviewTemplate>(Nothing {}, Nothing {}, new.clone()).expect("made");
    org.admin().call::<CreateReviewTemplate>(Nothing {}, Nothing {}, new).refused_at("name", "taken");
}

#[test]
fn each_template_of_the_library_can_be_taken() {
    let org = Org::db_new();
    let library = org.admin().call::<ReadReviewTemplateLibrary>(Nothing {}, Nothing {}, ()).expect("the library");
    assert!(library.items.len() >= 5);
    for idea in library.items {
        let new = serde_json::from_value(serde_json::to_value(&idea).expect("an idea")).expect("a template");
        let made = org.admin().call::<CreateReviewTemplate>(Nothing {}, Nothing {}, new).expect("made");
        let path = ReviewTemplatePath { id: made.template.id };
        let read = org.admin().call::<ReadReviewTemplate>(path, Nothing {}, ()).expect("read");
        assert_eq!(read.form, idea.form);
    }
}

#[test]
fn a_form_that_cannot_be_answered_or_counted_is_refused() {
    let org = Org::db_new();
    let place = "form.sections[0].questions[1]";
    let cases: [(&str, Value, &str, &str); 7] = [
        ("/sections/0/questions/1/key", json!("goals"), "form.sections", "twice"),
        ("/sections/0/questions/1/measures", Value::Null, &format!("{place}.measures"), "required"),
        ("/sections/0/questions/1/answered_by", json!([]), &format!("{place}.answered_by"), "required"),
        (
            "/sections/0/questions/2/read_by",
            json!("subject"),
            "form.sections[0].questions[2].read_by",
            "not_of_potential",
        ),
        ("/sections/1/questions/2/options", json!(["Yes"]), "form.sections[1].questions[2].options", "too_few"),
        ("/sections/1/questions/1/weight", json!(5), "form.sections[1].questions[1].weight", "not_used_here"),
        ("/scale", json!([{ "word": "A" }, { "word": "a" }]), "form.scale", "twice"),
    ];
    for (at, value, field, code) in cases {
        let mut wrong = form();
        let (place, name) = at.rsplit_once('/').expect("a place");
        wrong.pointer_mut(place).unwrap_or_else(|| panic!("{place}"))[name] = value;
        let call = org.admin().call::<CreateReviewTemplate>(Nothing {}, Nothing {}, new(&wrong));
        call.refused_at(field, code);
    }
}
