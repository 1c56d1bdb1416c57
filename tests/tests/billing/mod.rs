//! Paying: what is chosen, what it comes to, what is owed when, what that forbids, and that nothing is paid but what the
//! provider says was paid.

mod amounts;
mod choosing;
mod clock;
mod forged;
mod gate;
mod numbers;
mod outage;
mod payers;
mod races;
mod reordered;
mod replayed;

use perftrack_tests::db::{organisation_of, run};
use shared::wire::id::OrganisationId;

use self::payers::Buyer;

/// The organisation of a buyer.
fn id_of(buyer: &Buyer) -> OrganisationId {
    organisation_of(&mut buyer.shop.server.database.admin(), buyer.org.admin().id)
}

/// So many days go by for a buyer, and the worker looks at them.
fn days_go_by(buyer: &Buyer, days: i64) {
    let org = id_of(buyer);
    run(
        &mut buyer.shop.server.database.admin(),
        &format!(
            "UPDATE billing_terms SET from_on = from_on - {days}, until_on = until_on - {days} WHERE org_id = '{org}';
             UPDATE invoices SET from_on = from_on - {days}, until_on = until_on - {days}, due_on = due_on - {days}
             WHERE org_id = '{org}';
             UPDATE subscriptions SET trial_ends_on = trial_ends_on - {days}, over_since = over_since - {days},
                                      trued_up_on = trued_up_on - {days}, look_at = now()
             WHERE org_id = '{org}'"
        ),
    );
}

/// Pays an invoice as people do.
fn pay(buyer: &Buyer, invoice: &shared::billing::Invoice) {
    let tx_ref = buyer.checks_out(invoice);
    buyer.pays(&tx_ref);
    assert_eq!(buyer.checks(&tx_ref).state, shared::billing::PaymentState::Paid);
}

/// A buyer whose first term is paid.
fn subscriber(buyer: Buyer) -> Buyer {
    let invoice = buyer.first_invoice();
    pay(&buyer, &invoice);
    buyer
}

/// How many days of the term are left, today included.
fn days_left(buyer: &Buyer) -> i64 {
    let subscription = buyer.billing().subscription.expect("a subscription");
    (subscription.until_on - chrono::Utc::now().date_naive()).num_days()
}
