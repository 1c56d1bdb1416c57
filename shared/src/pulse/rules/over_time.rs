//! What would be published now, beside what was published of the same question at another time.
//!
//! Whoever has both can add up any groups of the one and take away any of the other; what is left are the people who
//! came, went or moved between. So no such difference may be of a few people. Published groups are made of *rests* (a
//! group less the published ones right below it), and each person stands in at most one rest of each time. That is a
//! graph: rests are its nodes, people its edges, from their rest of now to that of then, and who is counted nowhere at
//! one of the times has an edge to the outside. To choose groups of both times is to cut the graph in two; the people
//! who make the difference are the edges that are cut. The question is thus for a cut of a few edges, and that of how
//! much flows from one side to the other.

use std::collections::{BTreeMap, VecDeque};

/// People by where they are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The published group of now in whose rest they are, if in any.
    pub now: Option<usize>,
    /// That of then.
    pub then: Option<usize>,
    /// How many.
    pub people: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Outside,
    Now(usize),
    Then(usize),
}

/// A group of now whose rest, alone or with others, differs by some people and fewer than `minimum` from what can be put
/// together of then. Of several the one with the highest index: parents stand before children, and a large group
/// is worth more than a small one.
pub fn given_away(counted: &[Counted], minimum: usize) -> Option<usize> {
    let mut edges: Edges = BTreeMap::new();
    for one in counted {
        let (now, then) = (one.now.map_or(Node::Outside, Node::Now), one.then.map_or(Node::Outside, Node::Then));
        edges.entry((now, now)).or_default();
        link(&mut edges, now, then, one.people);
    }
    // What so many hold together can't be parted: as one node it costs nothing.
    let (edges, names) = joined(edges, minimum);
    let (_, part) = joined(edges.clone(), 1);
    let groups: Vec<(usize, Node)> = names
        .iter()
        .filter_map(|(node, name)| if let Node::Now(at) = node { Some((*at, *name)) } else { None })
        .collect();
    let outside = names.get(&Node::Outside).copied();
    let is_told = |(_, name): &&(usize, Node)| {
        let here = |other: &Node| part.get(other) == part.get(name);
        // Where nobody came or went, groups are told from each other: all of them together are what they were.
        let from = outside.filter(here).or_else(|| groups.iter().map(|(_, other)| *other).find(here));
        from.is_some_and(|from| from != *name && (1..minimum).contains(&flow(&edges, from, *name, minimum)))
    };
    groups.iter().rev().find(is_told).map(|(at, _)| *at)
}

/// With one node in place of any that share so many people, and what each is called now.
fn joined(mut edges: Edges, least: usize) -> (Edges, BTreeMap<Node, Node>) {
    let mut names: BTreeMap<Node, Node> = edges.keys().map(|(node, _)| (*node, *node)).collect();
    while let Some((one, other)) = edges.iter().find(|(_, many)| **many >= least).map(|(pair, _)| *pair) {
        edges = merged(&edges, one, other);
        names.values_mut().filter(|name| **name == other).for_each(|name| *name = one);
    }
    (edges, names)
}

/// How many people each two nodes share, both ways.
type Edges = BTreeMap<(Node, Node), usize>;

fn link(edges: &mut Edges, one: Node, other: Node, people: usize) {
    if one != other {
        *edges.entry((one, other)).or_default() += people;
        *edges.entry((other, one)).or_default() += people;
    }
}

/// With one node in place of two.
fn merged(edges: &Edges, into: Node, gone: Node) -> Edges {
    let name = |node: Node| if node == gone { into } else { node };
    let mut all = Edges::new();
    for ((one, other), people) in edges {
        let (one, other) = (name(*one), name(*other));
        let here = all.entry((one, other)).or_default();
        if one != other {
            *here += people;
        }
    }
    all
}

/// How many people have to be cut to part two nodes, as far as `most`.
fn flow(edges: &Edges, from: Node, to: Node, most: usize) -> usize {
    let mut left = edges.clone();
    (0..most).take_while(|_| push(&mut left, from, to)).count()
}

/// Sends one more from one to the other, if there is a way.
fn push(left: &mut Edges, from: Node, to: Node) -> bool {
    let mut came: BTreeMap<Node, Node> = BTreeMap::from([(from, from)]);
    let mut queue = VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        let ways = left.range((at, Node::Outside)..).take_while(|((start, _), _)| *start == at);
        for ((_, next), _) in ways.filter(|(_, room)| **room > 0) {
            if !came.contains_key(next) {
                came.insert(*next, at);
                queue.push_back(*next);
            }
        }
    }
    if !came.contains_key(&to) {
        return false;
    }
    let mut at = to;
    while let Some(before) = came.get(&at).copied().filter(|before| *before != at) {
        if let Some(room) = left.get_mut(&(before, at)) {
            *room -= 1;
        }
        *left.entry((at, before)).or_default() += 1;
        at = before;
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn people(now: impl Into<Option<usize>>, then: impl Into<Option<usize>>, people: usize) -> Counted {
        Counted { now: now.into(), then: then.into(), people }
    }

    #[test]
    fn the_same_people_give_nobody_away() {
        assert_eq!(given_away(&[people(0, 0, 5), people(1, 1, 6), people(2, 2, 4)], 4), None);
        assert_eq!(given_away(&[], 4), None);
    }

    #[test]
    fn a_newcomer_is_told_in_the_team_and_in_the_whole() {
        let in_team = [people(0, 0, 5), people(1, 1, 5), people(1, None, 1)];
        assert_eq!(given_away(&in_team, 4), Some(1));
        let in_whole = [people(0, 0, 5), people(0, 1, 5), people(0, None, 1)];
        assert_eq!(given_away(&in_whole, 4), Some(0));
        let enough = [people(0, 0, 5), people(1, 1, 5), people(1, None, 4)];
        assert_eq!(given_away(&enough, 4), None);
    }

    #[test]
    fn who_left_is_told_as_well() {
        assert_eq!(given_away(&[people(0, 0, 5), people(None, 0, 2)], 4), Some(0));
        assert_eq!(given_away(&[people(None, 0, 5), people(None, 1, 2)], 4), None, "nothing is published now");
    }

    #[test]
    fn who_changed_teams_is_told_by_the_teams_and_not_by_the_whole() {
        let moved = [people(1, 1, 5), people(2, 1, 1), people(2, 2, 6)];
        assert_eq!(given_away(&moved, 4), Some(2));
        let whole = [people(0, 1, 6), people(0, 2, 6)];
        assert_eq!(given_away(&whole, 4), None);
    }

    #[test]
    fn two_teams_that_exchanged_many_hide_no_newcomer() {
        // Each differs by five and more from what it was, both together by one.
        let moved = [people(1, 1, 5), people(1, 2, 5), people(2, 1, 5), people(2, 2, 5), people(2, None, 1)];
        assert_eq!(given_away(&moved, 4), Some(2));
    }

    #[test]
    fn what_three_teams_were_can_be_one_now() {
        let joined = [people(1, 1, 5), people(1, 2, 5), people(1, 3, 5), people(1, None, 3)];
        assert_eq!(given_away(&joined, 4), Some(1));
    }

    /// By trying every choice of groups on both sides.
    fn by_trial(counted: &[Counted], minimum: usize) -> bool {
        (1..16_usize).any(|now| {
            (0..16_usize).any(|then| {
                let chosen = |of: usize, at: Option<usize>| at.is_some_and(|at| of >> at & 1 == 1);
                let differ = counted.iter().filter(|one| chosen(now, one.now) != chosen(then, one.then));
                (1..minimum).contains(&differ.map(|one| one.people).sum())
            })
        })
    }

    fn counts() -> impl Strategy<Value = (Vec<Counted>, usize)> {
        let one = (prop::option::of(0usize..4), prop::option::of(0usize..4), 0usize..6)
            .prop_map(|(now, then, many)| people(now, then, many));
        (prop::collection::vec(one, 0..12), 3usize..6)
    }

    proptest! {
        #[test]
        fn it_finds_what_trying_everything_finds((mut counted, minimum) in counts()) {
            // Then as now nothing smaller than the minimum was published.
            for at in 0..4 {
                let many = |of: &dyn Fn(&Counted) -> Option<usize>| -> usize {
                    counted.iter().filter(|one| of(one) == Some(at)).map(|one| one.people).sum()
                };
                let (now, then) = (many(&|one| one.now), many(&|one| one.then));
                for one in &mut counted {
                    one.now = one.now.filter(|it| *it != at || now >= minimum);
                    one.then = one.then.filter(|it| *it != at || then >= minimum);
                }
            }
            counted.retain(|one| one.people > 0);
            // Choosing a group nobody is in is no choice.
            let told = given_away(&counted, minimum);
            prop_assert_eq!(told.is_some(), by_trial(&counted, minimum), "{:?}", counted);
        }
    }
}
