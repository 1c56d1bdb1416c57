//! Paying: what is chosen, what it comes to, what is owed when, what that forbids, and that nothing is paid but what the
//! provider says was paid.

mod amounts;
mod cards;
mod choosing;
mod clock;
mod credits;
mod forged;
mod gate;
mod kept;
mod links;
mod numbers;
mod outage;
mod payers;
mod policy;
mod races;
mod refunds;
mod reordered;
mod replayed;
mod year;
mod yearly;

use perftrack_tests::{
    db::{count, organisation_of, run},
    eventually,
};
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
            "DO $$ DECLARE term record; BEGIN
                 -- The first first: no day of one becomes that of another, which would be taken.
                 FOR term IN SELECT from_on FROM billing_terms WHERE org_id = '{org}' ORDER BY from_on LOOP
                     UPDATE billing_terms SET from_on = from_on - {days}, until_on = until_on - {days}
                     WHERE org_id = '{org}' AND from_on = term.from_on;
                 END LOOP;
             END $$;
             UPDATE invoices SET from_on = from_on - {days}, until_on = until_on - {days}, due_on = due_on - {days}
             WHERE org_id = '{org}';
             UPDATE subscriptions SET trial_ends_on = trial_ends_on - {days}, over_since = over_since - {days},
                                      trued_up_on = trued_up_on - {days}, look_at = now()
             WHERE org_id = '{org}'"
        ),
    );
}

/// So many days go by for a buyer, and the worker has looked at them.
#[track_caller]
fn days_are_over(buyer: &Buyer, days: i64) {
    days_go_by(buyer, days);
    let looked = format!("subscriptions WHERE org_id = '{}' AND look_at > now() + interval '30 minutes'", id_of(buyer));
    eventually("it was looked at", || count(&mut buyer.shop.server.database.admin(), &looked) == 1);
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
