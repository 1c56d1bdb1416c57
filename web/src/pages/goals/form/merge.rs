//! After a lost race: their changes go where nothing was changed here.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::goals::Objective;

use super::fields::Draft;
use crate::text::{goals as text, organisations};

/// First and last day as they are typed.
type Days = (RwSignal<Option<NaiveDate>>, RwSignal<Option<NaiveDate>>);

/// Takes over what they changed from `before` to `now`, except in fields changed here as well: those stay, and are named.
pub fn merge(mine: Draft, days: Days, before: &Objective, now: &Objective) -> Vec<&'static str> {
    let (old, new) = (Draft::of(Some(before)), Draft::of(Some(now)));
    let texts = [
        (text::NEW_TITLE, mine.title, old.title, new.title),
        (text::DESCRIPTION, mine.description, old.description, new.description),
        (text::TEAM, mine.team, old.team, new.team),
        (text::PERIOD, mine.period, old.period, new.period),
        (text::VISIBILITY, mine.visibility, old.visibility, new.visibility),
        (text::ROLL_UP, mine.roll_up, old.roll_up, new.roll_up),
        (text::WEIGHT, mine.weight, old.weight, new.weight),
    ];
    let texts = texts.map(|(name, mine, old, new)| (name, merge_one(mine, &old.get_untracked(), new.get_untracked())));
    let choices =
        [(text::OWNER, mine.owner, old.owner, new.owner), (text::PARENT, mine.parent, old.parent, new.parent)];
    let choices =
        choices.map(|(name, mine, old, new)| (name, merge_one(mine, &old.get_untracked(), new.get_untracked())));
    let days = [
        (organisations::STARTS, merge_one(days.0, &Some(before.starts_on), Some(now.starts_on))),
        (organisations::ENDS, merge_one(days.1, &Some(before.ends_on), Some(now.ends_on))),
    ];
    texts.into_iter().chain(choices).chain(days).filter_map(|(name, both)| both.then_some(name)).collect()
}

/// Whether both sides changed a field, each to something else.
fn merge_one<T: PartialEq + Clone + Send + Sync + 'static>(mine: RwSignal<T>, old: &T, new: T) -> bool {
    let typed = mine.get_untracked();
    if typed == *old && new != *old {
        mine.set(new.clone());
    }
    typed != *old && new != *old && typed != new
}
