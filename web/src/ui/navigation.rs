//! Where the visitor is, which decides whether a heading takes the focus.

use std::cell::RefCell;

thread_local! {
    static AT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Whether the visitor comes to `path` from another page of the app: once for each arrival, since a page that is only
/// drawn anew must leave the focus alone, and not for the first page of a visit, whose start is the browser's to show.
pub fn arrives_at(path: &str) -> bool {
    AT.with_borrow_mut(|at| {
        let from = at.replace(path.to_owned());
        from.is_some_and(|from| from != path)
    })
}

#[cfg(test)]
mod tests {
    use super::arrives_at;

    #[test]
    fn one_arrives_once_and_never_at_the_first_page() {
        let arrivals = ["/home", "/home", "/goals", "/goals", "/home"].map(arrives_at);
        assert_eq!(arrivals, [false, false, true, false, true]);
    }
}
