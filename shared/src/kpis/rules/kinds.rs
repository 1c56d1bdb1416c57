//! The words that KPIs are described with.

use crate::wire::choice::choice;

choice! {
    /// What a KPI counts.
    pub enum KpiKind {
        /// Any number, decimals included.
        Number = "number",
        /// Per cent; 12.5 is 12.5 %.
        Percent = "percent",
        /// Money in whole minor units of one currency.
        Money = "money",
        /// Time, in the unit the KPI names: seconds, minutes, hours or days.
        Duration = "duration",
    }
}

choice! {
    /// Which way is better.
    pub enum KpiDirection {
        /// More is better.
        Higher = "higher",
        /// Less is better.
        Lower = "lower",
        /// Between two bounds is best.
        Within = "within",
    }
}

choice! {
    /// A span of the calendar: how often a KPI has a value, and what a chart has a point for.
    #[derive(PartialOrd, Ord)]
    pub enum Grain {
        /// A day of the organisation.
        Day = "day",
        /// Seven days from the day its weeks begin on.
        Week = "week",
        /// A month of the calendar.
        Month = "month",
        /// Three months, from January, April, July or October on.
        Quarter = "quarter",
    }
}

choice! {
    /// How the measurements of a span become its value.
    pub enum Aggregation {
        /// All of them together.
        Sum = "sum",
        /// Their mean.
        Mean = "mean",
        /// The latest; what is said of a whole day counts as its end.
        Last = "last",
        /// The largest.
        Max = "max",
        /// The smallest.
        Min = "min",
    }
}

choice! {
    /// How a KPI stands.
    pub enum KpiState {
        /// Nothing was measured, or nothing for too long: silence is never green.
        NoData = "no_data",
        /// Where it should be.
        Healthy = "healthy",
        /// Worth a look.
        Watch = "watch",
        /// Not where it should be.
        Unhealthy = "unhealthy",
    }
}

choice! {
    /// What a formula does where one of its inputs has no value.
    pub enum Missing {
        /// It has none either, and says why.
        NoValue = "no_value",
        /// It reckons with 0.
        Zero = "zero",
    }
}

choice! {
    /// Why a formula has no value.
    pub enum NoValue {
        /// An input has none.
        MissingInput = "missing_input",
        /// It would divide by zero.
        DivisionByZero = "division_by_zero",
        /// The result is beyond what a KPI can hold.
        TooLarge = "too_large",
    }
}

choice! {
    /// Units of a duration.
    pub enum TimeUnit {
        /// Seconds.
        Seconds = "seconds",
        /// Minutes.
        Minutes = "minutes",
        /// Hours.
        Hours = "hours",
        /// Days.
        Days = "days",
    }
}
