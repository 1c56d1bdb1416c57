//! Two views taken from each other: of one reader before and after a step, and of two readers at the same time. What is left of
//! answers without names is nothing, or so many that it tells nobody's.

use std::collections::BTreeMap;

use shared::reviews::{ReviewPacketDetail, ReviewRelation};

use super::model::{Deed, Model, Who};

/// What each reader reads of the packet.
pub(super) type Views = Vec<(Who, ReviewPacketDetail)>;

/// Answers without names, by the question and the side.
type Unnamed = BTreeMap<(String, ReviewRelation), Vec<String>>;

fn unnamed(model: &Model, reader: Who, read: &ReviewPacketDetail) -> Unnamed {
    let mut found = Unnamed::new();
    for question in read.sections.iter().flat_map(|section| &section.questions) {
        for answer in question.answers.iter().filter(|it| model.is_hidden_from(reader, it.relation)) {
            let said = serde_json::to_string(&answer.answer).expect("an answer");
            found.entry((question.question.key.clone(), answer.relation)).or_default().push(said);
        }
    }
    found
}

/// How many of these are not among those, each as often as it is there.
fn left(of: &[String], without: &[String]) -> usize {
    let mut without = without.to_vec();
    let is_left = |said: &&String| match without.iter().position(|other| other == *said) {
        Some(at) => {
            without.remove(at);
            false
        }
        None => true,
    };
    of.iter().filter(is_left).count()
}

fn nobodys(model: &Model, one: &Unnamed, other: &Unnamed, what: &str) {
    for key in one.keys().chain(other.keys()) {
        let of = |view: &Unnamed| view.get(key).cloned().unwrap_or_default();
        for (of, without) in [(of(one), of(other)), (of(other), of(one))] {
            let left = left(&of, &without);
            assert!(left == 0 || left >= model.minimum, "{what}: {left} answers to {key:?} are told apart");
        }
    }
}

/// Takes each view from what its reader read before, and from what the others read now.
pub(super) fn tells_nobodys(model: &Model, before: &Views, now: &Views) {
    let unnamed = |views: &Views| -> Vec<(Who, Unnamed)> {
        views.iter().map(|(reader, read)| (*reader, unnamed(model, *reader, read))).collect()
    };
    let (before, now) = (unnamed(before), unnamed(now));
    for (reader, view) in &now {
        for (_, old) in before.iter().filter(|(who, _)| who == reader) {
            nobodys(model, old, view, &format!("{reader:?} before and after"));
        }
        for (other, beside) in now.iter().filter(|(who, _)| who > reader) {
            nobodys(model, view, beside, &format!("{reader:?} and {other:?}"));
        }
    }
}

/// What somebody without a name does changes nothing at all of what others read: not a count, not a version, not a time.
pub(super) fn leaves_no_trace(model: &Model, deed: &Deed, before: &Views, now: &Views) {
    let (Deed::Save(author) | Deed::Submit(author) | Deed::Recall(author) | Deed::Extend(author)) = deed else {
        return;
    };
    if !model.kept(*author).is_some_and(|kept| model.is_hidden(kept.side)) {
        return;
    }
    // Admins count who has written.
    for (reader, read) in now.iter().filter(|(reader, _)| reader != author && *reader != Who::Admin) {
        for (_, old) in before.iter().filter(|(who, _)| who == reader) {
            assert_eq!(old, read, "{reader:?} sees that {author:?} did something");
        }
    }
}
