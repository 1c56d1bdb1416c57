//! What a running cycle asks, said in other words: words alone change, and what is handed in says by which it was written.

use perftrack_tests::{Client, Refused};
use serde_json::{Value, json};
use shared::{
    operation::Nothing,
    problem::{Code, Problem},
    reviews::{
        CorrectReviewWording, EditReviewTemplate, ReadReview, ReadReviewCycle, ReadReviewTemplate, ReadReviewWordings,
        ReviewCycle, ReviewCyclePath, ReviewPath, ReviewStage, ReviewTemplateChanges, ReviewTemplatePath,
        ReviewWordings,
    },
    wire::ReviewTemplateId,
};

use super::{Ground, owed, write};

fn path(cycle: &ReviewCycle) -> ReviewCyclePath {
    ReviewCyclePath { id: cycle.id }
}

fn correct(by: &Client, cycle: &ReviewCycle, wording: Value) -> Result<ReviewWordings, Problem> {
    let body = serde_json::from_value(wording).expect("a wording");
    by.call::<CorrectReviewWording>(path(cycle), Nothing {}, body)
}

fn words(text: &str) -> Value {
    json!({ "key": "words", "text": text, "reason": "A typo" })
}

fn template(ground: &Ground, cycle: &ReviewCycle) -> ReviewTemplateId {
    let read = ground.org.admin().call::<ReadReviewCycle>(path(cycle), Nothing {}, ()).expect("the cycle");
    read.setup.expect("a setup").template_id
}

#[test]
fn who_writes_reads_the_new_words_and_each_review_says_by_which_it_was_written() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let admin = ground.org.admin();
    write(&ground.subject, "Written before");
    let now = correct(admin, &cycle, words("What went well, in short?")).expect("corrected");
    assert_eq!(now.versions.len(), 2);
    assert_eq!((now.versions[0].reason.as_deref(), now.versions[1].reason.as_deref()), (Some("A typo"), None));
    let review = owed(&ground.manager).remove(0);
    let read = ground.manager.call::<ReadReview>(ReviewPath { id: review.id }, Nothing {}, ()).expect("the review");
    let asked = read.sections.iter().flat_map(|section| &section.questions).find(|it| it.key == "words");
    assert_eq!(asked.map(|question| question.text.as_str()), Some("What went well, in short?"));
    write(&ground.manager, "Written after");
    ground.until(&cycle, ReviewStage::Sharing);
    let packet = ground.read(admin, &cycle);
    let by = |author| packet.handed_in.iter().find(|it| it.author.id == author).and_then(|it| it.form_number);
    assert_eq!(by(ground.subject.id), Some(now.versions[1].number));
    assert_eq!(by(ground.manager.id), Some(now.versions[0].number));
}

#[test]
fn the_template_stays_as_it_is_and_goes_on_from_there() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({}));
    let (admin, template) = (ground.org.admin(), ReviewTemplatePath { id: template(&ground, &cycle) });
    let read = || admin.call::<ReadReviewTemplate>(template.clone(), Nothing {}, ()).expect("the template");
    let before = read();
    correct(admin, &cycle, words("In other words?")).expect("corrected");
    assert_eq!(read(), before);
    let mut form = before.form.clone();
    form.sections[0].title = "Another heading".to_owned();
    let changes = ReviewTemplateChanges { form: Some(form), ..Default::default() };
    let after =
        admin.change::<EditReviewTemplate>(template.clone(), before.template.version, changes).expect("changed");
    assert_eq!(after.history.len(), 2);
    let cycles = admin.call::<ReadReviewWordings>(path(&cycle), Nothing {}, ()).expect("wordings");
    assert!(cycles.questions.iter().any(|question| question.text == "In other words?"));
}

#[test]
fn what_somebody_was_given_stays_in_its_words() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let admin = ground.org.admin();
    write(&ground.manager, "A dependable year");
    ground.until(&cycle, ReviewStage::Sharing);
    correct(admin, &cycle, words("What went well, in short?")).expect("nobody has theirs yet");
    ground.release(&cycle);
    correct(admin, &cycle, words("In other words?")).refused(Code::Conflict);
    let read = ground.read(&ground.subject, &cycle);
    let asked = read.sections.iter().flat_map(|section| &section.questions).find(|it| it.question.key == "words");
    assert_eq!(asked.map(|it| it.question.text.as_str()), Some("What went well, in short?"));
}

#[test]
fn nothing_but_words_is_corrected_and_only_while_it_runs() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({}));
    let admin = ground.org.admin();
    correct(admin, &cycle, words("In other words?")).refused(Code::Conflict);
    ground.until(&cycle, ReviewStage::Writing);
    let options = |options: &[&str]| json!({ "key": "one", "text": "Which?", "options": options, "reason": "A typo" });
    correct(admin, &cycle, options(&["Yes"])).refused_at("options", "one_for_each_option");
    correct(admin, &cycle, options(&["No", "Yes"])).refused_at("options", "another_option");
    correct(admin, &cycle, json!({ "key": "other", "text": "Who?", "reason": "A typo" })).refused_at("key", "unknown");
    correct(admin, &cycle, options(&["Yes, it does", "No"])).expect("corrected");
    correct(admin, &cycle, options(&["Yes, it does", "No"])).refused(Code::Conflict);
    for by in [&ground.manager, &ground.subject] {
        correct(by, &cycle, words("In my words?")).refused(Code::Forbidden);
        by.call::<ReadReviewWordings>(path(&cycle), Nothing {}, ()).refused(Code::Forbidden);
    }
    ground.until(&cycle, ReviewStage::Closed);
    correct(admin, &cycle, words("In other words?")).refused(Code::Conflict);
}
