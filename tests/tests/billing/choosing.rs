//! Choosing: plans up and down, seats, who is billed, and who may.

use perftrack_tests::{Org, eventually, org::new_person};
use serde_json::json;
use shared::{
    access::Role,
    billing::{
        BillingPeriod, BillingState, BuySeats, ChoosePlan, Currency, Invoice, InvoiceKind, InvoiceLineKind,
        InvoiceState, ListPlans, MoreSeats, PlanChoice, PlanName, PreviewPlan, ReadBilling, ReadBillingStanding,
    },
    operation::Nothing,
    people::CreatePerson,
    problem::Code,
};

use super::{
    days_are_over, days_go_by, pay,
    payers::{Buyer, Shop},
    subscriber,
};

const fn monthly(plan: PlanName) -> PlanChoice {
    PlanChoice { plan, period: BillingPeriod::Monthly, currency: Currency::Ghs }
}

fn adds_up(invoice: &Invoice) {
    let lines: i64 = invoice.lines.iter().map(|line| line.amount.minor).sum();
    assert_eq!((lines, invoice.net.minor + invoice.vat.minor), (invoice.total.minor, invoice.total.minor));
}

fn choose(buyer: &Buyer, choice: PlanChoice) -> shared::billing::Billing {
    buyer.org.admin().call::<ChoosePlan>(Nothing {}, Nothing {}, choice).expect("a plan is chosen")
}

#[test]
fn what_it_will_cost_is_what_it_costs() {
    let buyer = Shop::shared().buyer();
    buyer.org.db_person(Role::Employee, None);
    let choice = monthly(PlanName::Team);
    let preview = buyer.org.admin().call::<PreviewPlan>(Nothing {}, choice, ()).expect("a preview");
    let invoice = buyer.first_invoice();
    let now = preview.now.expect("it is billed at once");
    assert_eq!((now.total, now.lines, now.seats), (invoice.total, invoice.lines.clone(), invoice.seats));
    assert_eq!((invoice.seats, invoice.kind, invoice.days), (2, InvoiceKind::Term, invoice.of_days));
    adds_up(&invoice);
    // Ghana's VAT is a line of its own.
    assert!(invoice.lines.iter().any(|line| line.kind == InvoiceLineKind::Vat && line.amount.minor > 0));
}

#[test]
fn a_higher_plan_is_billed_for_the_rest_of_the_term_and_a_lower_one_waits_for_the_next() {
    let buyer = subscriber(Shop::shared().buyer());
    days_go_by(&buyer, 10);
    let chosen = choose(&buyer, monthly(PlanName::Business));
    let invoice = chosen.open.into_iter().find(|invoice| invoice.kind == InvoiceKind::Upgrade).expect("it is billed");
    adds_up(&invoice);
    assert_eq!(invoice.days, invoice.of_days - 10);
    assert!(invoice.lines.iter().any(|line| line.kind == InvoiceLineKind::Credit && line.amount.minor < 0));
    assert_eq!(buyer.billing().plan, Some(PlanName::Team), "until it is paid");
    pay(&buyer, &invoice);
    assert_eq!(buyer.billing().plan, Some(PlanName::Business));
    let lower = choose(&buyer, monthly(PlanName::Team));
    assert!(lower.open.is_empty(), "nothing is billed for it");
    assert_eq!(lower.plan, Some(PlanName::Business));
    assert_eq!(lower.subscription.expect("a subscription").next, Some(monthly(PlanName::Team)));
}

#[test]
fn another_choice_takes_the_place_of_one_that_is_not_paid() {
    let buyer = Shop::shared().buyer();
    let first = buyer.first_invoice();
    let second = buyer.chooses(PlanName::Business);
    assert_eq!(buyer.invoice(&first).state, InvoiceState::Void);
    assert_ne!(first.number, second.number);
    assert_eq!(buyer.billing().open.len(), 1);
    let refused = buyer.try_check_out(&first).expect_err("nobody pays it any more");
    assert_eq!(refused.code, Code::Conflict);
}

#[test]
fn people_beyond_the_paid_seats_are_billed_once_for_the_rest_of_the_term() {
    let buyer = subscriber(Shop::alone().buyer());
    (0..3).for_each(|_| drop(buyer.org.db_person(Role::Employee, None)));
    days_go_by(&buyer, 5);
    eventually("they are billed", || !buyer.billing().open.is_empty());
    let invoice = buyer.billing().open.remove(0);
    assert_eq!((invoice.kind, invoice.seats, invoice.days), (InvoiceKind::Seats, 3, invoice.of_days - 5));
    adds_up(&invoice);
    pay(&buyer, &invoice);
    let billing = buyer.billing();
    assert_eq!((billing.people, billing.subscription.expect("a subscription").seats), (4, 4));
    assert_eq!(billing.standing.state, BillingState::Active);
}

#[test]
fn whoever_is_entered_takes_a_seat_once_they_join() {
    let buyer = Shop::alone().buyer();
    for _ in 0..3 {
        let new = new_person(Role::Employee);
        buyer.org.admin().call::<CreatePerson>(Nothing {}, Nothing {}, new).expect("somebody is entered");
    }
    let preview = buyer.org.admin().call::<PreviewPlan>(Nothing {}, monthly(PlanName::Team), ()).expect("a preview");
    assert_eq!((preview.now.expect("it is billed at once").seats, preview.next_term.seats), (1, 1));
    let buyer = subscriber(buyer);
    days_are_over(&buyer, 1);
    let billing = buyer.billing();
    assert_eq!((billing.people, billing.subscription.expect("a subscription").seats, billing.open.len()), (1, 1, 0));

    drop(buyer.org.person(Role::Employee));
    days_are_over(&buyer, 1);
    let invoice = buyer.billing().open.remove(0);
    assert_eq!((invoice.kind, invoice.seats, buyer.billing().people), (InvoiceKind::Seats, 1, 2));
}

#[test]
fn seats_can_be_bought_ahead() {
    let buyer = subscriber(Shop::shared().buyer());
    let buy = |seats| buyer.org.admin().call::<BuySeats>(Nothing {}, Nothing {}, MoreSeats { seats });
    let invoice = buy(2).expect("an invoice");
    adds_up(&invoice);
    pay(&buyer, &invoice);
    assert_eq!(buyer.billing().subscription.expect("a subscription").seats, 3);
    assert_eq!(buy(0).expect_err("none is none").code, Code::Invalid);
}

#[test]
fn whichever_is_paid_first_of_seats_and_a_higher_plan_the_other_is_void() {
    let buyer = subscriber(Shop::shared().buyer());
    let upgrade = || {
        let open = choose(&buyer, monthly(PlanName::Business)).open;
        open.into_iter().find(|invoice| invoice.kind == InvoiceKind::Upgrade).expect("it is billed")
    };
    let seats = || buyer.org.admin().call::<BuySeats>(Nothing {}, Nothing {}, MoreSeats { seats: 2 }).expect("seats");
    let (one, two) = (upgrade(), seats());
    pay(&buyer, &two);
    assert_eq!(buyer.invoice(&one).state, InvoiceState::Void, "it was for one seat");
    let (three, more) = (upgrade(), seats());
    assert_eq!(three.seats, 3);
    pay(&buyer, &three);
    assert_eq!(buyer.invoice(&more).state, InvoiceState::Void, "it was at the lower price");
    assert_eq!(buyer.billing().plan, Some(PlanName::Business));
}

#[test]
fn a_first_term_begins_the_day_it_is_paid() {
    let buyer = Shop::shared().buyer();
    let invoice = buyer.first_invoice();
    days_go_by(&buyer, 10);
    pay(&buyer, &invoice);
    let subscription = buyer.billing().subscription.expect("a subscription");
    assert_eq!(subscription.from_on, chrono::Utc::now().date_naive());
}

#[test]
fn nothing_is_billed_before_it_is_said_to_whom() {
    let org = Org::db_on(Shop::shared().server);
    let choice = monthly(PlanName::Team);
    let refused = org.admin().call::<ChoosePlan>(Nothing {}, Nothing {}, choice).expect_err("nobody is billed");
    assert_eq!((refused.code, refused.errors[0].field.as_str()), (Code::Invalid, "details"));
}

#[test]
fn no_field_takes_the_number_of_a_card() {
    let buyer = Shop::shared().buyer();
    let right =
        json!({ "name": "Adom", "email": "a@adom.example", "address": "Accra", "country": "GH", "tax_number": "C1" });
    for field in ["name", "email", "address", "country", "tax_number"] {
        for card in ["4111 1111 1111 1111", "5531886652142950", "378282246310005"] {
            let mut body = right.clone();
            body[field] = json!(card);
            let response = buyer.org.admin().raw("PUT", "/api/v1/billing/details").json(&body).send();
            assert_eq!(response.problem().errors[0].field, field, "{card}");
        }
    }
    assert_eq!(buyer.billing().details.expect("as it was").name, buyer.org.name);
}

#[test]
fn paying_is_for_admins_and_how_it_stands_for_everybody() {
    let buyer = subscriber(Shop::shared().buyer());
    let employee = buyer.org.db_person(Role::Employee, None);
    let refused = employee.call::<ReadBilling>(Nothing {}, Nothing {}, ()).expect_err("it is for Admins");
    assert_eq!(refused.code, Code::Forbidden);
    let standing = employee.call::<ReadBillingStanding>(Nothing {}, Nothing {}, ()).expect("everybody may know");
    assert_eq!(standing.state, BillingState::Active);
    let visitor = perftrack_tests::Client::visitor(buyer.shop.server);
    let plans = visitor.call::<ListPlans>(Nothing {}, Nothing {}, ()).expect("visitors too");
    assert!(plans.is_on && plans.plans.len() == 3);
}
