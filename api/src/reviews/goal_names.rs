//! What goals are called where several stand beside each other.

use std::collections::HashMap;

/// Goals by id, title and period, each with what it is called: its title, with the period where another has the same.
pub(super) fn distinct<K>(goals: Vec<(K, String, String)>) -> Vec<(K, String)> {
    let mut titles: HashMap<String, usize> = HashMap::new();
    for (_, title, _) in &goals {
        *titles.entry(title.clone()).or_default() += 1;
    }
    let called = |title: String, period: String| match titles.get(&title) {
        Some(2..) => format!("{title} ({period})"),
        _ => title,
    };
    goals.into_iter().map(|(id, title, period)| (id, called(title, period))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_called_the_same_has_its_period() {
        let goal = |id, title: &str, period: &str| (id, title.to_owned(), period.to_owned());
        let goals = vec![goal(1, "Fewer alarms", "Q1"), goal(2, "Know first", "Q1"), goal(3, "Fewer alarms", "Q2")];
        let called = distinct(goals).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(called, ["Fewer alarms (Q1)", "Know first", "Fewer alarms (Q2)"]);
    }
}
