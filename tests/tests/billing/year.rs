//! A subscription through a year: it renews, grows, fails, recovers, goes up and down, and ends; and its books balance to the last
//! minor unit, by sums that are done here anew.

use std::cell::RefCell;

use chrono::{NaiveDate, TimeDelta};
use perftrack_tests::{
    Persona,
    db::{text, texts},
};
use shared::{
    access::Role,
    billing::{
        BillingPeriod, BillingState, CancelSubscription, ChoosePlan, Currency, Invoice, InvoiceKind, InvoiceLineKind,
        InvoiceState, PaymentState, PlanChoice, PlanName,
    },
    operation::Nothing,
    people::{DeactivatePerson, PersonPath},
};

use super::{
    days_are_over, days_left, id_of,
    numbers::{list, number_of, perftrack},
    payers::{Buyer, Shop},
};

/// How long nothing is paid before nothing can be changed.
const GRACE_DAYS: i64 = 14;

/// A buyer, and what the provider took from them.
struct Year {
    buyer: Buyer,
    took: RefCell<Vec<String>>,
}

impl Year {
    /// A buyer with so many people.
    fn of(people: usize) -> Self {
        let year = Self { buyer: Shop::alone().buyer(), took: RefCell::default() };
        (1..people).for_each(|_| drop(year.joins()));
        year
    }

    fn joins(&self) -> Persona {
        self.buyer.org.db_person(Role::Employee, None)
    }

    fn leaves(&self, person: &Persona) {
        let admin = self.buyer.org.admin();
        admin.call::<DeactivatePerson>(PersonPath { id: person.id }, Nothing {}, None).expect("somebody leaves");
    }

    #[track_caller]
    fn stands(&self, state: BillingState, plan: PlanName) {
        let billing = self.buyer.billing();
        assert_eq!((billing.standing.state, billing.plan), (state, Some(plan)));
    }

    #[track_caller]
    fn pays(&self, invoice: &Invoice) {
        let tx_ref = self.buyer.checks_out(invoice);
        self.buyer.pays(&tx_ref);
        assert_eq!(self.buyer.checks(&tx_ref).state, PaymentState::Paid);
        self.took.borrow_mut().push(tx_ref);
    }

    /// Tries to, and fails.
    #[track_caller]
    fn fails_to_pay(&self, invoice: &Invoice) {
        let tx_ref = self.buyer.checks_out(invoice);
        self.buyer.attempts(&tx_ref, |attempt| attempt.status = "failed".to_owned());
        assert_ne!(self.buyer.checks(&tx_ref).state, PaymentState::Paid);
        assert_eq!(self.buyer.invoice(invoice).state, InvoiceState::Open);
    }

    /// The only invoice that is to be paid.
    #[track_caller]
    fn only_open(&self) -> Invoice {
        let mut open = self.buyer.billing().open;
        assert_eq!(open.len(), 1, "{open:?}");
        open.remove(0)
    }

    /// A week before the term ends the next one is billed.
    #[track_caller]
    fn next_term(&self) -> Invoice {
        days_are_over(&self.buyer, days_left(&self.buyer) - 7);
        let invoice = self.only_open();
        assert_eq!(invoice.kind, InvoiceKind::Term);
        invoice
    }

    /// So many terms go by, each paid when it is billed.
    #[track_caller]
    fn renews(&self, times: usize) {
        for _ in 0..times {
            self.pays(&self.next_term());
        }
    }

    fn chooses(&self, plan: PlanName) -> Vec<Invoice> {
        let choice = PlanChoice { plan, period: BillingPeriod::Monthly, currency: Currency::Ghs };
        let admin = self.buyer.org.admin();
        admin.call::<ChoosePlan>(Nothing {}, Nothing {}, choice).expect("a plan is chosen").open
    }

    /// First days of paid terms, and the first days after them.
    fn terms(&self) -> Vec<(NaiveDate, NaiveDate)> {
        let org = id_of(&self.buyer);
        let query = format!(
            "SELECT concat_ws(' ', from_on, until_on) AS text FROM billing_terms WHERE org_id = '{org}' ORDER BY from_on"
        );
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let days = |row: String| {
            let (from, until) = row.split_once(' ').expect("two days");
            (day(from), day(until))
        };
        texts(&mut self.buyer.shop.server.database.admin(), &query).into_iter().map(days).collect()
    }
}

/// A quotient rounded half up.
fn rounded(sum: i64, by: i64) -> i64 {
    (2 * sum + by).div_euclid(2 * by)
}

/// Its lines are what seats, prices and days come to; VAT is Ghana's of their sum, and there is nothing else in the total.
fn is_computed_right(invoice: &Invoice) {
    let (days, of_days) = (i64::from(invoice.days), i64::from(invoice.of_days));
    assert_eq!(days, (invoice.until_on - invoice.from_on).num_days(), "{}", invoice.number);
    let price = |plan: PlanName| if plan == PlanName::Team { 4_500 } else { 9_000 };
    let mut net = 0;
    for line in invoice.lines.iter().filter(|line| line.kind != InvoiceLineKind::Vat) {
        let (plan, seats) = (line.plan.expect("a plan"), i64::from(line.seats.expect("seats")));
        let part = rounded(price(plan) * seats * days, of_days);
        let signed = if line.kind == InvoiceLineKind::Credit { -part } else { part };
        assert_eq!(line.amount.minor, signed, "{}", invoice.number);
        net += signed;
    }
    let vat = rounded(net * 2_000, 10_000);
    let sums = (invoice.net.minor, invoice.vat.minor, invoice.total.minor);
    assert_eq!(sums, (net, vat, net + vat), "{}", invoice.number);
}

#[test]
fn a_subscription_lives_a_year_and_its_books_balance_to_the_last_minor_unit() {
    let year = Year::of(3);
    let buyer = &year.buyer;
    year.pays(&buyer.first_invoice());

    // Two join in the middle of the first term.
    let leaver = year.joins();
    year.joins();
    days_are_over(buyer, 11);
    year.pays(&year.only_open());
    year.renews(2);

    // The fourth isn't paid in time: first everything works, then nothing can be changed, and then it is paid all the same.
    let late = year.next_term();
    year.fails_to_pay(&late);
    days_are_over(buyer, 7);
    year.stands(BillingState::Due, PlanName::Team);
    days_are_over(buyer, 1);
    year.stands(BillingState::Overdue, PlanName::Team);
    year.fails_to_pay(&late);
    days_are_over(buyer, GRACE_DAYS - 1);
    year.stands(BillingState::ReadOnly, PlanName::Team);
    year.pays(&late);
    year.stands(BillingState::Active, PlanName::Team);

    // One who leaves counts until the term ends.
    year.leaves(&leaver);
    days_are_over(buyer, 3);
    assert!(buyer.billing().open.is_empty());
    year.renews(2);

    // Up in the middle of the sixth term, and down again with the eighth.
    days_are_over(buyer, 17);
    let up = year.chooses(PlanName::Business).remove(0);
    assert_eq!(up.kind, InvoiceKind::Upgrade);
    year.stands(BillingState::Active, PlanName::Team);
    year.pays(&up);
    year.stands(BillingState::Active, PlanName::Business);
    year.renews(1);
    days_are_over(buyer, 10);
    assert!(year.chooses(PlanName::Team).is_empty(), "nothing is billed for it");
    year.stands(BillingState::Active, PlanName::Business);
    year.renews(1);

    // Somebody thinks better of it, and the number of that invoice is spent.
    days_are_over(buyer, 10);
    let void = year.chooses(PlanName::Business).remove(0);
    assert!(year.chooses(PlanName::Team).is_empty());
    assert_eq!(buyer.invoice(&void).state, InvoiceState::Void);

    // One is paid on its last day, and paid back by the operator: what was granted stays.
    let ninth = year.next_term();
    days_are_over(buyer, 7);
    year.stands(BillingState::Due, PlanName::Team);
    year.pays(&ninth);
    perftrack(buyer, &["refund", &ninth.number]).expect("it is on its way back");
    buyer.shop.stand_in.finish_refunds();
    perftrack(buyer, &["reconcile"]).expect("it is asked");
    year.stands(BillingState::Active, PlanName::Team);
    year.renews(4);

    // Cancelled in the last, it goes on to its end and is billed no more.
    buyer.org.admin().call::<CancelSubscription>(Nothing {}, Nothing {}, ()).expect("it is cancelled");
    days_are_over(buyer, days_left(buyer) - 1);
    year.stands(BillingState::Active, PlanName::Team);
    days_are_over(buyer, 1);
    year.stands(BillingState::Free, PlanName::Free);
    assert!(buyer.billing().open.is_empty());

    balances(&year, &ninth);
}

/// All of it, at the end.
fn balances(year: &Year, paid_back: &Invoice) {
    use InvoiceKind::{Seats, Term, Upgrade};
    use PlanName::{Business, Team};
    let buyer = &year.buyer;
    // Latest first.
    let invoices: Vec<Invoice> = list(buyer).into_iter().rev().collect();
    let billed: Vec<(InvoiceKind, PlanName, i32)> =
        invoices.iter().map(|invoice| (invoice.kind, invoice.plan, invoice.seats)).collect();
    let mut expected: Vec<(InvoiceKind, PlanName, i32)> = vec![(Term, Team, 3), (Seats, Team, 2)];
    expected.extend([(Term, Team, 5); 3]);
    expected.extend([(Term, Team, 4); 2]);
    expected.extend([(Upgrade, Business, 4), (Term, Business, 4), (Term, Team, 4), (Upgrade, Business, 4)]);
    expected.extend([(Term, Team, 4); 5]);
    assert_eq!(billed, expected);
    invoices.iter().for_each(is_computed_right);

    // The only ones in this database: no number is left out.
    let numbers: Vec<u32> = invoices.iter().map(|invoice| number_of(&invoice.number)).collect();
    assert_eq!(numbers, (1..).take(invoices.len()).collect::<Vec<u32>>());
    let (paid, unpaid): (Vec<_>, Vec<_>) = invoices.iter().partition(|invoice| invoice.receipt_number.is_some());
    assert_eq!(unpaid.iter().map(|invoice| invoice.state).collect::<Vec<_>>(), [InvoiceState::Void]);
    let receipts: Vec<u32> =
        paid.iter().filter_map(|invoice| invoice.receipt_number.as_deref()).map(number_of).collect();
    assert_eq!(receipts, (1..).take(paid.len()).collect::<Vec<u32>>());

    // What was paid is what the provider took, and what was paid back what it gave.
    let stand_in = &buyer.shop.stand_in;
    let took: i64 = year.took.borrow().iter().map(|tx_ref| stand_in.payment(tx_ref).amount_minor).sum();
    let earned: i64 = paid.iter().map(|invoice| invoice.net.minor + invoice.vat.minor).sum();
    assert_eq!((earned, paid.len()), (took, year.took.borrow().len()));
    let gave: i64 = stand_in.refunds().iter().map(|refund| refund.amount_minor).sum();
    assert_eq!(gave, paid_back.total.minor);
    // And a credit note says so: what was billed, less what was credited, is what was kept.
    let credited: Vec<&Invoice> = invoices.iter().filter(|invoice| invoice.credit_note.is_some()).collect();
    assert_eq!(credited.iter().map(|invoice| &invoice.number).collect::<Vec<_>>(), [&paid_back.number]);
    let notes = credited.iter().filter_map(|invoice| invoice.credit_note.as_ref());
    assert_eq!(notes.map(|note| number_of(&note.number)).collect::<Vec<_>>(), [1]);
    let given: i64 = credited.iter().map(|invoice| invoice.net.minor + invoice.vat.minor).sum();
    assert_eq!(earned - given, took - gave);
    let org = id_of(buyer);
    let kept = format!("SELECT sum(paid_minor)::text AS text FROM payments WHERE org_id = '{org}' AND state = 'paid'");
    assert_eq!(text(&mut buyer.shop.server.database.admin(), &kept), took.to_string());

    // Term follows upon term, but for the two weeks in which nobody had paid and nothing could be changed.
    let terms = year.terms();
    let holes: Vec<i64> = terms.windows(2).map(|both| (both[1].0 - both[0].1).num_days()).collect();
    let mut expected = vec![0; 12];
    expected[2] = GRACE_DAYS;
    assert_eq!(holes, expected);
    assert!(terms[12].1 - terms[0].0 >= TimeDelta::days(365), "{terms:?}");
}
