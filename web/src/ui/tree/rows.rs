//! Which rows of a tree are in sight: pure, so that it can be tested without a browser.

use std::collections::HashSet;

use leptos::prelude::ViewFn;

/// One node of a [`Tree`](super::Tree).
#[derive(Clone)]
pub struct TreeItem {
    /// Unique in the tree.
    pub id: String,
    /// The node above, if it is in the tree.
    pub parent: Option<String>,
    /// Its name, for jumping to it by its first letter.
    pub name: String,
    /// Whether it can be opened, even if its children are not fetched yet.
    pub has_children: bool,
    /// Changes when the row has to be drawn anew.
    pub revision: i64,
    /// The row.
    pub view: ViewFn,
}

/// A row in sight.
#[derive(Clone)]
pub(super) struct TreeRow {
    pub(super) item: TreeItem,
    pub(super) level: usize,
    pub(super) open: bool,
    pub(super) position: usize,
    pub(super) siblings: usize,
}

impl PartialEq for TreeRow {
    fn eq(&self, other: &Self) -> bool {
        let key =
            |row: &Self| (row.item.revision, row.item.has_children, row.level, row.open, row.position, row.siblings);
        self.item.id == other.item.id && self.item.parent == other.item.parent && key(self) == key(other)
    }
}

/// The rows below open nodes, in drawing order. An item whose parent is missing stands at the top.
pub(super) fn flatten(items: &[TreeItem], open: &HashSet<String>) -> Vec<TreeRow> {
    let known: HashSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
    let mut below: std::collections::HashMap<Option<&str>, Vec<&TreeItem>> = std::collections::HashMap::new();
    for item in items {
        let parent = item.parent.as_deref().filter(|parent| known.contains(parent));
        below.entry(parent).or_default().push(item);
    }
    let mut rows = Vec::new();
    let mut waiting: Vec<(usize, usize, usize, &TreeItem)> = Vec::new();
    push(&mut waiting, below.get(&None), 0);
    while let Some((level, position, siblings, item)) = waiting.pop() {
        let is_open = item.has_children && open.contains(&item.id);
        rows.push(TreeRow { item: item.clone(), level, open: is_open, position, siblings });
        if is_open {
            push(&mut waiting, below.get(&Some(item.id.as_str())), level + 1);
        }
    }
    rows
}

/// The next row, from `at` on and around, whose name starts with a letter.
pub(super) fn starting_with(rows: &[TreeRow], at: usize, letter: &str) -> Option<String> {
    let wanted = letter.to_lowercase();
    let next = rows.iter().cycle().skip(at + 1).take(rows.len());
    next.map(|row| &row.item).find(|item| item.name.to_lowercase().starts_with(&wanted)).map(|item| item.id.clone())
}

fn push<'a>(waiting: &mut Vec<(usize, usize, usize, &'a TreeItem)>, nodes: Option<&Vec<&'a TreeItem>>, level: usize) {
    let Some(nodes) = nodes else { return };
    // Backwards: the last one in comes out first.
    waiting.extend(nodes.iter().enumerate().rev().map(|(at, item)| (level, at, nodes.len(), *item)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: &str, parent: Option<&str>, has_children: bool) -> TreeItem {
        TreeItem {
            id: id.into(),
            parent: parent.map(Into::into),
            name: id.into(),
            has_children,
            revision: 0,
            view: ViewFn::default(),
        }
    }

    fn seen(items: &[TreeItem], open: &[&str]) -> Vec<(String, usize)> {
        let open = open.iter().map(ToString::to_string).collect();
        flatten(items, &open).into_iter().map(|row| (row.item.id, row.level)).collect()
    }

    #[test]
    fn only_open_branches_show_their_children_in_order() {
        let items = [
            item("a", None, true),
            item("b", None, true),
            item("a1", Some("a"), true),
            item("a2", Some("a"), false),
            item("a1x", Some("a1"), false),
        ];
        assert_eq!(seen(&items, &[]), [("a".into(), 0), ("b".into(), 0)]);
        assert_eq!(seen(&items, &["a"]), [("a".into(), 0), ("a1".into(), 1), ("a2".into(), 1), ("b".into(), 0)]);
        assert_eq!(seen(&items, &["a", "a1"]).len(), 5);
        assert_eq!(seen(&items, &["a1"]).len(), 2);
    }

    #[test]
    fn a_letter_leads_to_the_next_name_and_around() {
        let items = [item("ada", None, false), item("bo", None, false), item("Abe", None, false)];
        let rows = flatten(&items, &HashSet::new());
        assert_eq!(starting_with(&rows, 0, "a").as_deref(), Some("Abe"));
        assert_eq!(starting_with(&rows, 2, "A").as_deref(), Some("ada"));
        assert_eq!(starting_with(&rows, 0, "x"), None);
    }

    #[test]
    fn a_node_without_its_parent_stands_at_the_top() {
        let items = [item("x", Some("hidden"), false)];
        assert_eq!(seen(&items, &[]), [("x".into(), 0)]);
    }
}
