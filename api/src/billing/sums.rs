//! Sums: whole minor units, rounded half up, once a line.

use chrono::{Months, NaiveDate};
use shared::billing::{BillingPeriod, Currency, InvoiceLine, InvoiceLineKind, Money, PlanName};

/// What is summed up: seats for some days of a term, less what was paid already for the same days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bill {
    pub plan: PlanName,
    pub currency: Currency,
    pub seats: i32,
    pub unit_minor: i64,
    pub days: i32,
    pub of_days: i32,
    /// The plan before, and what a seat of it cost.
    pub credit: Option<(PlanName, i64)>,
    pub vat_basis_points: i32,
}

/// What it comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sum {
    pub charge: i64,
    pub credit: i64,
    pub vat: i64,
    pub total: i64,
}

impl Bill {
    /// Adds it up.
    pub(super) fn sum(&self) -> Sum {
        let charge = part(self.unit_minor, self.seats, self.days, self.of_days);
        let credit = self.credit.map_or(0, |(_, unit)| part(unit, self.seats, self.days, self.of_days)).min(charge);
        let vat = half_up(i128::from(charge - credit) * i128::from(self.vat_basis_points), 10_000);
        Sum { charge, credit, vat, total: charge - credit + vat }
    }

    /// Its lines, which add up to the total.
    pub(super) fn lines(&self, sum: Sum) -> Vec<InvoiceLine> {
        let money = |minor| Money::new(self.currency, minor);
        let seats = |kind, plan, unit, amount| InvoiceLine {
            kind,
            plan: Some(plan),
            seats: Some(self.seats),
            unit: Some(money(unit)),
            basis_points: None,
            amount: money(amount),
        };
        let mut lines = vec![seats(InvoiceLineKind::Seats, self.plan, self.unit_minor, sum.charge)];
        if let Some((plan, unit)) = self.credit {
            lines.push(seats(InvoiceLineKind::Credit, plan, unit, -sum.credit));
        }
        lines.push(InvoiceLine {
            kind: InvoiceLineKind::Vat,
            plan: None,
            seats: None,
            unit: None,
            basis_points: Some(self.vat_basis_points),
            amount: money(sum.vat),
        });
        lines
    }
}

/// Seats for some days of a term: seats × price × days ÷ days of the term.
fn part(unit: i64, seats: i32, days: i32, of_days: i32) -> i64 {
    half_up(i128::from(unit) * i128::from(seats) * i128::from(days), i128::from(of_days.max(1)))
}

/// `amount ÷ by`, rounded half up; for amounts that aren't below nought.
fn half_up(amount: i128, by: i128) -> i64 {
    i64::try_from((amount * 2 + by) / (by * 2)).unwrap_or(i64::MAX)
}

/// The first day after a term: the same day of the next month or year, or the last day there is of it.
pub(super) fn term_end(from: NaiveDate, period: BillingPeriod) -> NaiveDate {
    let months = match period {
        BillingPeriod::Monthly => 1,
        BillingPeriod::Yearly => 12,
    };
    from.checked_add_months(Months::new(months)).unwrap_or(from)
}

/// How many days lie between, the first included and the last not.
pub(super) fn days(from: NaiveDate, until: NaiveDate) -> i32 {
    i32::try_from((until - from).num_days()).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bill(seats: i32, unit_minor: i64, days: i32, of_days: i32) -> Bill {
        let (plan, currency) = (PlanName::Team, Currency::Ghs);
        Bill { plan, currency, seats, unit_minor, days, of_days, credit: None, vat_basis_points: 0 }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn part_of_a_term_is_rounded_half_up_once() {
        assert_eq!(bill(3, 4500, 30, 30).sum().total, 13_500);
        assert_eq!(bill(1, 100, 1, 30).sum().total, 3, "3.33");
        assert_eq!(bill(1, 100, 1, 8).sum().total, 13, "12.5");
        assert_eq!(bill(7, 333, 11, 31).sum().total, 827, "827.13, not 7 × 118");
        let with_vat = Bill { vat_basis_points: 1500, ..bill(1, 110, 1, 1) };
        assert_eq!((with_vat.sum().vat, with_vat.sum().total), (17, 127), "16.5");
    }

    #[test]
    fn a_higher_plan_costs_the_difference() {
        let up = Bill { credit: Some((PlanName::Team, 4500)), plan: PlanName::Business, ..bill(2, 9000, 15, 30) };
        assert_eq!(up.sum(), Sum { charge: 9000, credit: 4500, vat: 0, total: 4500 });
    }

    #[test]
    fn a_term_ends_on_the_same_day_or_the_last() {
        assert_eq!(term_end(day("2026-01-31"), BillingPeriod::Monthly), day("2026-02-28"));
        assert_eq!(term_end(day("2026-12-15"), BillingPeriod::Monthly), day("2027-01-15"));
        assert_eq!(term_end(day("2028-02-29"), BillingPeriod::Yearly), day("2029-02-28"));
        assert_eq!(days(day("2026-02-01"), day("2026-03-01")), 28);
    }

    proptest! {
        #[test]
        fn lines_add_up_and_nothing_is_below_nought(
            seats in 1i32..100_000, unit in 1i64..10_000_000_000, before in 0i64..10_000_000_000,
            of_days in 1i32..367, share in 0.0f64..1.0, points in 0i32..10_000,
        ) {
            let days = 1 + (f64::from(of_days - 1) * share) as i32;
            let bill = Bill {
                credit: Some((PlanName::Team, before)), vat_basis_points: points, ..bill(seats, unit, days, of_days)
            };
            let sum = bill.sum();
            let lines: i64 = bill.lines(sum).iter().map(|line| line.amount.minor).sum();
            prop_assert_eq!(lines, sum.total);
            prop_assert!(sum.charge >= sum.credit && sum.vat >= 0 && sum.total >= 0);
            prop_assert!(sum.charge <= unit * i64::from(seats));
        }

        #[test]
        fn a_whole_term_costs_its_price_and_parts_of_it_no_more_than_a_unit_apart(
            seats in 1i32..1000, unit in 1i64..10_000_000, of_days in 2i32..367, cut in 1i32..366,
        ) {
            let cut = cut.min(of_days - 1);
            let whole = bill(seats, unit, of_days, of_days).sum().total;
            prop_assert_eq!(whole, unit * i64::from(seats));
            let parts = bill(seats, unit, cut, of_days).sum().total + bill(seats, unit, of_days - cut, of_days).sum().total;
            prop_assert!((parts - whole).abs() <= 1);
        }

        #[test]
        fn a_term_is_never_empty(from in 0i32..40_000, yearly in any::<bool>()) {
            let from = NaiveDate::from_num_days_from_ce_opt(730_000 + from).unwrap();
            let period = if yearly { BillingPeriod::Yearly } else { BillingPeriod::Monthly };
            let until = term_end(from, period);
            prop_assert!((28..=366).contains(&days(from, until)));
        }
    }
}
