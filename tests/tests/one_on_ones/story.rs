//! That they met is part of both their stories, for those who may know of it; what was said isn't.

use perftrack_tests::Persona;
use shared::{
    access::Role,
    analytics::{ListStory, StoryEntry, StoryFilter, StoryKind},
    people::PersonPath,
    wire::PersonId,
};

use super::{Pair, puts};

fn meetings(by: &Persona, of: PersonId) -> Vec<StoryEntry> {
    let filter = StoryFilter { kind: Some(StoryKind::OneOnOne), ..StoryFilter::default() };
    by.call::<ListStory>(PersonPath { id: of }, filter, ()).expect("the story").items
}

#[test]
fn that_two_met_is_known_to_them_their_managers_and_admins() {
    let pair = Pair::new();
    puts(&pair.report, pair.next(), &["A raise."]);
    let held = pair.holds();
    let outsider = pair.org.db_person(Role::Manager, None);
    for (reader, known) in [(&pair.manager, 1), (&pair.report, 1), (pair.org.admin(), 1), (&outsider, 0)] {
        for (person, other) in [(&pair.report, &pair.manager), (&pair.manager, &pair.report)] {
            let found = meetings(reader, person.id);
            assert_eq!(found.len(), known, "{}", reader.role);
            for entry in found {
                assert_eq!((entry.about_id, entry.said.as_str()), (held.0, ""));
                assert_eq!(entry.title, other.name);
            }
        }
    }
}
