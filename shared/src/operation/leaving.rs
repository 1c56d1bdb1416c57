//! How an operation goes: it is said at least a year before, in the document and in every answer, and goes after its day.

/// What is said of an operation that is to go. Days are written as `2026-11-29`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaving {
    /// Since when it is deprecated.
    pub since: &'static str,
    /// From when on it may be gone.
    pub until: &'static str,
}

/// The `deprecated` of [`operations!`](crate::operations), if there is one.
#[doc(hidden)]
#[macro_export]
macro_rules! leaving {
    () => {
        None
    };
    ($since:literal $until:literal) => {
        Some($crate::operation::Leaving { since: $since, until: $until })
    };
}

#[cfg(test)]
mod tests {
    use chrono::{Months, NaiveDate};

    use crate::{
        operation::{Json, Leaving, Nothing},
        operations,
        problem::Problem,
    };

    operations! { "things";
        /// What there was.
        ReadOldThing: Get "/api/v1/old-thing" { answer: Json<Problem>, who: session; deprecated "2026-12-01" until "2027-12-01" }
        /// Make it as it was made.
        MakeOldThing: Post "/api/v1/old-thing" { answer: Nothing, who: session, fresh; deprecated "2026-12-01" until "2028-01-01" }
        /// What there is.
        ReadNewThing: Get "/api/v1/new-thing" { answer: Json<Problem>, who: session }
    }

    #[test]
    fn a_declaration_says_when_it_goes() {
        let all = operations();
        let [read, make, new] = &all[..] else { panic!("three were declared") };
        assert_eq!(read.leaves, Some(Leaving { since: "2026-12-01", until: "2027-12-01" }));
        assert!(make.fresh && make.leaves.is_some_and(|leaving| leaving.until == "2028-01-01"));
        assert_eq!(new.leaves, None);
    }

    #[test]
    fn whatever_goes_is_said_a_year_before() {
        let leaving = crate::every_operation().into_iter().chain(operations());
        for (name, leaving) in leaving.filter_map(|declared| Some((declared.name, declared.leaves?))) {
            let [since, until] = [leaving.since, leaving.until].map(|day| day.parse::<NaiveDate>().unwrap());
            assert!(since.checked_add_months(Months::new(12)).unwrap() <= until, "{name} goes too soon");
        }
    }
}
