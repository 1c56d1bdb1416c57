//! What waits, one group for each person whom it concerns: the same things as in the lists, none more and none less.

use leptos::prelude::*;
use shared::{
    feedback::Ask,
    home::{Home, LateThings, ProposedObjective},
    one_on_ones::MyActionItem,
    people::PersonRef,
    wire::PersonId,
};

use super::{late, promised, waiting};
use crate::{pages::people, text::home as text};

/// A thing that concerns somebody.
#[derive(Debug)]
enum Thing {
    /// Their week, to be read.
    Week(PersonRef),
    /// Their objective, to be agreed to.
    Proposal(ProposedObjective),
    /// Another job for them, to be agreed to or decided.
    Level(PersonRef),
    /// Feedback about them.
    Ask(Ask),
    /// What one agreed with them to do.
    Promised(MyActionItem),
    /// What they should have done.
    Late(LateThings),
}

impl Thing {
    fn line(self, changed: Callback<()>) -> AnyView {
        match self {
            Self::Week(person) => waiting::week_to_read(&person),
            Self::Proposal(objective) => waiting::proposal(objective),
            Self::Level(person) => waiting::level(person),
            Self::Ask(ask) => waiting::ask(ask),
            Self::Promised(mine) => promised::one(mine, changed),
            Self::Late(things) => late::one(&things),
        }
    }
}

/// Somebody, and what concerns them.
#[derive(Debug)]
struct Group {
    person: PersonRef,
    things: Vec<Thing>,
}

/// The groups by name, and a home with what concerns nobody in particular. What somebody asks about the reader concerns
/// whoever asks.
fn grouped(mut home: Home, me: Option<PersonId>) -> (Vec<Group>, Home) {
    let about = |ask: &Ask| if Some(ask.subject.id) == me { ask.asker.clone() } else { ask.subject.clone() };
    let weeks = home.weeks_to_read.drain(..).map(|person| (person.clone(), Thing::Week(person)));
    let proposals = home.proposals.drain(..).map(|it| (it.owner.clone(), Thing::Proposal(it)));
    let levels = home.level_proposals.drain(..).map(|person| (person.clone(), Thing::Level(person)));
    let asks = home.feedback_asks.drain(..).map(|ask| (about(&ask), Thing::Ask(ask)));
    let promised = home.action_items.drain(..).map(|mine| (mine.with.clone(), Thing::Promised(mine)));
    let late = home.late.drain(..).map(|things| (things.person.clone(), Thing::Late(things)));
    let mut groups: Vec<Group> = Vec::new();
    for (person, thing) in weeks.chain(proposals).chain(levels).chain(asks).chain(promised).chain(late) {
        match groups.iter_mut().find(|group| group.person.id == person.id) {
            Some(group) => group.things.push(thing),
            None => groups.push(Group { person, things: vec![thing] }),
        }
    }
    groups.sort_by_key(|group| group.person.name.to_lowercase());
    (groups, home)
}

/// Whether there is anything to group.
pub fn any(home: &Home) -> bool {
    let one_of = [home.weeks_to_read.len(), home.proposals.len(), home.level_proposals.len(), home.feedback_asks.len()];
    one_of.into_iter().sum::<usize>() + home.action_items.len() + home.late.len() > 0
}

/// The groups, a card each; and what is left, as a home.
pub fn cards(home: Home, me: Option<PersonId>, changed: Callback<()>) -> (AnyView, Home) {
    let (groups, rest) = grouped(home, me);
    let card = |group: Group| {
        let (person, count) = (group.person, group.things.len());
        let lines: Vec<_> = group.things.into_iter().map(|thing| thing.line(changed)).collect();
        view! {
            <section class="card flush">
                <div class="card-head">
                    <h2><a class="plain-link" href=people::href(person.id)>{person.name}</a></h2>
                    <span class="small muted">{text::things(count)}</span>
                </div>
                <ul class="rows">{lines}</ul>
            </section>
        }
    };
    (groups.into_iter().map(card).collect_view().into_any(), rest)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const ADA: &str = "00000000-0000-7000-8000-000000000001";
    const BEA: &str = "00000000-0000-7000-8000-000000000002";
    const ME: &str = "00000000-0000-7000-8000-000000000003";
    const THING: &str = "00000000-0000-7000-8000-000000000009";

    fn person(id: &str, name: &str) -> Value {
        json!({ "id": id, "name": name })
    }

    fn ask(subject: Value) -> Value {
        json!({
            "id": THING, "asker": person(BEA, "Bea"), "subject": subject, "question": "How is it going?",
            "audience": { "person": true, "manager": false, "chain": false, "later_managers": false },
            "purpose": "growth", "due_on": "2026-11-30", "state": "open", "closed": false,
            "created_at": "2026-11-01T00:00:00Z", "relation": { "kind": "own" }, "version": 1,
        })
    }

    fn home() -> Home {
        let (ada, bea) = (person(ADA, "Ada"), person(BEA, "bea"));
        let promised = json!({
            "item": { "id": THING, "meeting_id": THING, "body": "Ask the harbour", "owner": person(ME, "Me"),
                      "created_at": "2026-11-01T00:00:00Z", "version": 1 },
            "one_on_one_id": THING, "with": ada,
        });
        let late = json!({
            "person": bea, "kind": "weeks", "count": 1, "since": "2026-11-20", "title": "", "place": BEA,
        });
        let said = json!({
            "check_ins_due": [], "values_due": [], "my_objectives": [], "by_status": [],
            "reviews_to_write": [{ "cycle": { "id": THING, "name": "Half-year" }, "due_on": "2026-11-30", "count": 3 }],
            "week": { "week": "2026-11-23", "due_on": "2026-11-27" },
            "without_owner": { "objectives": 2, "kpis": 0 },
            "weeks_to_read": [bea, ada],
            "proposals": [{ "id": THING, "title": "Ships wait less", "owner": ada }],
            "level_proposals": [ada],
            "feedback_asks": [ask(person(ADA, "Ada")), ask(person(ME, "Me"))],
            "action_items": [promised],
            "late": [late],
        });
        serde_json::from_value(said).expect("a home")
    }

    fn count(home: &Home) -> usize {
        waiting::things(home) + home.late.len()
    }

    #[test]
    fn nothing_is_lost_and_nothing_is_there_twice() {
        let (groups, rest) = grouped(home(), ME.parse().ok());
        let in_groups: usize = groups.iter().map(|group| group.things.len()).sum();
        assert_eq!(in_groups + count(&rest), count(&home()));
        assert_eq!(count(&rest), 3, "one's own week, reviews to write, and what has no owner");
        assert!(any(&home()) && !any(&rest));
    }

    #[test]
    fn each_person_has_one_group_and_they_stand_by_name() {
        let (groups, _) = grouped(home(), ME.parse().ok());
        let counts: Vec<_> = groups.iter().map(|group| (group.person.name.as_str(), group.things.len())).collect();
        assert_eq!(counts, [("Ada", 5), ("bea", 3)], "who asks about me is whom it concerns");
    }
}
