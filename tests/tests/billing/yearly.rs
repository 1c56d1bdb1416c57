//! A subscription by the year, in another currency and under another VAT: it grows, goes up, is cancelled and goes on after all,
//! isn't paid in time, and begins a second year; and its books balance.

use perftrack_tests::{Refused, org::new_person};
use shared::{
    access::Role,
    billing::{
        BillingDetails, BillingPeriod, BillingState, CancelSubscription, ChoosePlan, Currency, Invoice, InvoiceKind,
        InvoiceState, Money, PlanChoice, PlanName, ResumeSubscription, SetBillingDetails,
    },
    operation::Nothing,
    people::{CreatePerson, ExportPeopleNdjson, PeopleFilter},
    problem::Code,
    wire::Whole,
};

use super::{
    days_are_over, days_left,
    numbers::{list, number_of},
    pay,
    payers::{Buyer, Shop},
    subscriber,
};

/// What a seat costs for a year in Kenya, in hundredths of a shilling; VAT is 16 percent there.
const TEAM: i64 = 450_000;
const BUSINESS: i64 = 900_000;

/// Somebody in Nairobi.
fn buyer() -> Buyer {
    let buyer = Shop::alone().buyer();
    let details = BillingDetails {
        name: buyer.org.name.clone(),
        email: "accounts@example.com".to_owned(),
        address: "4 Moi Avenue\nNairobi".to_owned(),
        country: "KE".to_owned(),
        tax_number: None,
    };
    buyer.org.admin().call::<SetBillingDetails>(Nothing {}, Nothing {}, details).expect("who is billed");
    buyer
}

/// What is to be paid after choosing a plan by the year.
fn chooses(buyer: &Buyer, plan: PlanName) -> Invoice {
    let choice = PlanChoice { plan, period: BillingPeriod::Yearly, currency: Currency::Kes };
    buyer.org.admin().call::<ChoosePlan>(Nothing {}, Nothing {}, choice).expect("a plan is chosen");
    only_open(buyer)
}

#[track_caller]
fn only_open(buyer: &Buyer) -> Invoice {
    let mut open = buyer.billing().open;
    assert_eq!(open.len(), 1, "{open:?}");
    open.remove(0)
}

#[track_caller]
fn stands(buyer: &Buyer, state: BillingState, plan: PlanName) {
    let billing = buyer.billing();
    assert_eq!((billing.standing.state, billing.plan), (state, Some(plan)));
}

/// What so many seats cost for an invoice's days, rounded half up.
fn part(price: i64, seats: i64, invoice: &Invoice) -> i64 {
    let (sum, by) = (price * seats * i64::from(invoice.days), i64::from(invoice.of_days));
    (2 * sum + by).div_euclid(2 * by)
}

/// It is of this kind and comes to so much, with VAT.
#[track_caller]
fn comes_to(invoice: &Invoice, kind: InvoiceKind, net: i64) {
    let vat = (2 * net * 1_600 + 10_000).div_euclid(20_000);
    let sums = [net, vat, net + vat].map(|minor| Money::new(Currency::Kes, minor));
    assert_eq!((invoice.kind, [invoice.net, invoice.vat, invoice.total]), (kind, sums), "{}", invoice.number);
}

#[test]
fn a_year_that_is_cancelled_and_resumed_is_followed_by_another_and_the_books_balance() {
    let buyer = buyer();
    let admin = buyer.org.admin();
    buyer.org.db_person(Role::Employee, None);
    let first = chooses(&buyer, PlanName::Team);
    comes_to(&first, InvoiceKind::Term, TEAM * 2);
    assert!(first.days == first.of_days && first.days >= 365, "{first:?}");
    pay(&buyer, &first);

    // A third joins, and then all of them go up.
    buyer.org.db_person(Role::Employee, None);
    days_are_over(&buyer, 100);
    let seat = only_open(&buyer);
    comes_to(&seat, InvoiceKind::Seats, part(TEAM, 1, &seat));
    pay(&buyer, &seat);
    days_are_over(&buyer, 50);
    let up = chooses(&buyer, PlanName::Business);
    comes_to(&up, InvoiceKind::Upgrade, part(BUSINESS, 3, &up) - part(TEAM, 3, &up));
    pay(&buyer, &up);
    stands(&buyer, BillingState::Active, PlanName::Business);

    // Whoever has cancelled isn't billed; whoever goes on after all is, in the last week too.
    admin.call::<CancelSubscription>(Nothing {}, Nothing {}, ()).expect("it is cancelled");
    days_are_over(&buyer, days_left(&buyer) - 7);
    assert!(buyer.billing().open.is_empty());
    let resumed = admin.call::<ResumeSubscription>(Nothing {}, Nothing {}, ()).expect("it goes on");
    assert!(!resumed.subscription.expect("a subscription").is_cancelled);
    days_are_over(&buyer, 1);
    let second = only_open(&buyer);
    comes_to(&second, InvoiceKind::Term, BUSINESS * 3);

    // It isn't paid in time: all can be taken out, and nothing is changed.
    days_are_over(&buyer, days_left(&buyer));
    stands(&buyer, BillingState::Due, PlanName::Business);
    days_are_over(&buyer, 14);
    stands(&buyer, BillingState::ReadOnly, PlanName::Business);
    let everybody = admin.call::<ExportPeopleNdjson>(Nothing {}, Whole(PeopleFilter::default()), ());
    assert_eq!(everybody.expect("all of them").len(), 3);
    admin.call::<CreatePerson>(Nothing {}, Nothing {}, new_person(Role::Employee)).refused(Code::ReadOnlyUnpaid);
    pay(&buyer, &second);
    stands(&buyer, BillingState::Active, PlanName::Business);
    assert!(days_left(&buyer) >= 365, "of the two weeks it had nothing, and pays for none of them");

    // Latest first.
    let invoices = list(&buyer);
    assert!(invoices.iter().all(|invoice| invoice.state == InvoiceState::Paid));
    assert_eq!(invoices.iter().map(|invoice| number_of(&invoice.number)).collect::<Vec<_>>(), [4, 3, 2, 1]);
    let earned: i64 = invoices.iter().map(|invoice| invoice.total.minor).sum();
    let took: i64 = buyer.shop.stand_in.payments().iter().map(|payment| payment.amount_minor).sum();
    assert_eq!(earned, took);
}

#[test]
fn another_period_and_another_currency_begin_with_the_next_term() {
    let buyer = subscriber(Shop::alone().buyer());
    let choice = PlanChoice { plan: PlanName::Team, period: BillingPeriod::Yearly, currency: Currency::Usd };
    let chosen = buyer.org.admin().call::<ChoosePlan>(Nothing {}, Nothing {}, choice).expect("a plan is chosen");
    assert!(chosen.open.is_empty(), "nothing is billed for it now");
    assert_eq!(chosen.subscription.expect("a subscription").next, Some(choice));
    days_are_over(&buyer, days_left(&buyer) - 7);
    let next = only_open(&buyer);
    // 40 dollars for the only one, and Ghana's 20 percent.
    let total = Money::new(Currency::Usd, 4_800);
    assert_eq!((next.kind, next.period, next.total), (InvoiceKind::Term, BillingPeriod::Yearly, total));
    pay(&buyer, &next);
    days_are_over(&buyer, 7);
    let subscription = buyer.billing().subscription.expect("it goes on");
    assert_eq!(
        (subscription.period, subscription.currency, subscription.next),
        (BillingPeriod::Yearly, Currency::Usd, None)
    );
}
