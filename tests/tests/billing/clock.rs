//! What comes by the clock: the next invoice, reminders, reading only, and back to normal by paying.

use perftrack_tests::{
    db::{count, run},
    eventually,
};
use shared::{
    access::Role,
    billing::{
        BillingState, CancelSubscription, Invoice, InvoiceKind, InvoiceState, PlanName, ReadBillingStanding,
        ResumeSubscription,
    },
    operation::Nothing,
    organisations::{CreatePeriod, ListPeriods, NewPeriod},
    people::{DeactivatePerson, PersonPath},
    problem::Code,
};

use super::{
    days_are_over, days_go_by, days_left, pay,
    payers::{Buyer, Shop},
    subscriber,
};

fn period() -> NewPeriod {
    let today = chrono::Utc::now().date_naive();
    NewPeriod { name: perftrack_tests::unique(), starts_on: today, ends_on: today + chrono::Days::new(90) }
}

fn state(buyer: &Buyer) -> BillingState {
    buyer.org.admin().call::<ReadBillingStanding>(Nothing {}, Nothing {}, ()).expect("how it stands").state
}

fn next_invoice(buyer: &Buyer) -> Invoice {
    eventually("the next term is billed", || !buyer.billing().open.is_empty());
    buyer.billing().open.remove(0)
}

#[test]
fn the_next_term_is_billed_a_week_before_and_whoever_has_the_mail_can_pay() {
    let buyer = subscriber(Shop::alone().buyer());
    days_go_by(&buyer, days_left(&buyer) - 7);
    let invoice = next_invoice(&buyer);
    let until = buyer.billing().subscription.expect("a subscription").until_on;
    assert_eq!((invoice.kind, invoice.from_on, invoice.due_on), (InvoiceKind::Term, until, until));
    let subject = format!("Invoice {} for PerfTrack: {}", invoice.number, buyer.org.name);
    let mail = buyer.shop.server.mailbox.wait_for_subject("accounts@example.com", &subject, 1);
    assert!(mail.link().contains("/pay#"), "the mail leads to a page of ours: {}", mail.link());
    // Looked at again, nothing is billed or mailed twice.
    days_go_by(&buyer, 1);
    days_go_by(&buyer, 0);
    pay(&buyer, &invoice);
    assert_eq!(state(&buyer), BillingState::Active);
    assert_eq!(buyer.billing().subscription.expect("it goes on").until_on, buyer.invoice(&invoice).until_on);
}

#[test]
fn whoever_does_not_pay_is_reminded_reads_on_and_is_back_as_soon_as_they_have_paid() {
    let buyer = subscriber(Shop::alone().buyer());
    days_go_by(&buyer, days_left(&buyer));
    let invoice = next_invoice(&buyer);
    assert_eq!(state(&buyer), BillingState::Due);
    let (admin, mailbox) = (buyer.org.admin(), &buyer.shop.server.mailbox);
    days_go_by(&buyer, 1);
    mailbox.wait_for_subject(&admin.email, &format!("{} has not paid for PerfTrack yet", buyer.org.name), 1);
    assert_eq!(state(&buyer), BillingState::Overdue);
    admin.call::<CreatePeriod>(Nothing {}, Nothing {}, period()).expect("everything works still");

    days_go_by(&buyer, 13);
    mailbox.wait_for_subject(&admin.email, &format!("{} can be read, but not changed", buyer.org.name), 1);
    assert_eq!(state(&buyer), BillingState::ReadOnly);
    let refused = admin.call::<CreatePeriod>(Nothing {}, Nothing {}, period()).expect_err("nothing can be changed");
    assert_eq!(refused.code, Code::ReadOnlyUnpaid);
    admin.call::<ListPeriods>(Nothing {}, Nothing {}, ()).expect("what is there can be read");

    pay(&buyer, &invoice);
    assert_eq!(state(&buyer), BillingState::Active);
    admin.call::<CreatePeriod>(Nothing {}, Nothing {}, period()).expect("everything works again");
    // It had nothing of the two weeks, and doesn't pay for them.
    assert!(days_left(&buyer) >= 28);
}

#[test]
fn whoever_owes_is_billed_once_and_gains_no_time_by_cancelling() {
    let buyer = Shop::alone().buyer();
    // One more than the free plan is for.
    (0..5).for_each(|_| drop(buyer.org.db_person(Role::Employee, None)));
    let buyer = subscriber(buyer);
    days_go_by(&buyer, days_left(&buyer));
    next_invoice(&buyer);
    days_go_by(&buyer, 14);
    assert_eq!(state(&buyer), BillingState::ReadOnly);

    let chosen = buyer.chooses(PlanName::Team);
    days_go_by(&buyer, 0);
    eventually("it was looked at", || {
        let id = super::id_of(&buyer);
        let looked = format!("subscriptions WHERE org_id = '{id}' AND look_at > now() + interval '30 minutes'");
        count(&mut buyer.shop.server.database.admin(), &looked) == 1
    });
    let open: Vec<String> = buyer.billing().open.into_iter().map(|invoice| invoice.number).collect();
    assert_eq!(open, [chosen.number]);

    buyer.org.admin().call::<CancelSubscription>(Nothing {}, Nothing {}, ()).expect("it is cancelled");
    assert_eq!(state(&buyer), BillingState::ReadOnly);
}

#[test]
fn seats_that_come_to_nothing_are_not_billed_and_keep_nothing_else_up() {
    let buyer = subscriber(Shop::alone().buyer());
    // Or it might be looked at in between, when a whole term is still to be paid for.
    days_are_over(&buyer, 0);
    let cheapest = format!("UPDATE billing_terms SET unit_minor = 1 WHERE org_id = '{}'", super::id_of(&buyer));
    run(&mut buyer.shop.server.database.admin(), &cheapest);
    buyer.org.db_person(Role::Employee, None);
    days_are_over(&buyer, days_left(&buyer) - 3);
    let open: Vec<InvoiceKind> = buyer.billing().open.iter().map(|invoice| invoice.kind).collect();
    assert_eq!(open, [InvoiceKind::Term], "of three days nothing is left to pay, and the next term is billed");
}

#[test]
fn cancelling_forgives_no_seats_that_are_owed() {
    let buyer = subscriber(Shop::alone().buyer());
    // Few enough for the free plan, and more than are paid for.
    (0..2).for_each(|_| drop(buyer.org.db_person(Role::Employee, None)));
    days_go_by(&buyer, 5);
    let seats = next_invoice(&buyer);
    assert_eq!((seats.kind, seats.seats), (InvoiceKind::Seats, 2));
    buyer.org.admin().call::<CancelSubscription>(Nothing {}, Nothing {}, ()).expect("it is cancelled");
    assert_eq!(buyer.invoice(&seats).state, InvoiceState::Open);

    days_are_over(&buyer, days_left(&buyer));
    assert_eq!((state(&buyer), buyer.billing().plan), (BillingState::Overdue, Some(PlanName::Free)));
    days_are_over(&buyer, 14);
    assert_eq!(state(&buyer), BillingState::ReadOnly);
    let admin = buyer.org.admin();
    let refused = admin.call::<CreatePeriod>(Nothing {}, Nothing {}, period()).expect_err("nothing can be changed");
    assert_eq!(refused.code, Code::ReadOnlyUnpaid);

    pay(&buyer, &seats);
    assert_eq!(state(&buyer), BillingState::Free);
    admin.call::<CreatePeriod>(Nothing {}, Nothing {}, period()).expect("everything works again");
}

#[test]
fn cancelled_it_goes_on_to_the_end_of_the_term_and_is_billed_no_more() {
    let buyer = subscriber(Shop::alone().buyer());
    let after = buyer.org.admin().call::<CancelSubscription>(Nothing {}, Nothing {}, ()).expect("it is cancelled");
    assert!(after.subscription.expect("still there").is_cancelled);
    days_go_by(&buyer, days_left(&buyer) - 1);
    assert_eq!(state(&buyer), BillingState::Active);
    days_go_by(&buyer, 1);
    eventually("it was looked at", || {
        let looked = format!("subscriptions WHERE org_id = '{}' AND trued_up_on = current_date", super::id_of(&buyer));
        count(&mut buyer.shop.server.database.admin(), &looked) == 1
    });
    // The only person there is fits the free plan.
    assert_eq!(state(&buyer), BillingState::Free);
    assert!(buyer.billing().open.is_empty());

    // Long after it is resumed by paying, and by nothing else.
    days_go_by(&buyer, 60);
    buyer
        .org
        .admin()
        .call::<ResumeSubscription>(Nothing {}, Nothing {}, ())
        .expect_err("the term is over: a plan is chosen");
    let invoice = buyer.first_invoice();
    assert_eq!(state(&buyer), BillingState::Free, "choosing alone changes nothing");
    pay(&buyer, &invoice);
    assert_eq!(state(&buyer), BillingState::Active);
    assert!(!buyer.billing().subscription.expect("it goes on").is_cancelled);
}

#[test]
fn whoever_has_some_leave_for_a_day_and_others_join_gains_no_time() {
    let buyer = Shop::alone().buyer();
    let org = super::id_of(&buyer);
    // One more than the free plan is for.
    let mut others: Vec<_> = (0..5).map(|_| buyer.org.db_person(Role::Employee, None)).collect();
    run(
        &mut buyer.shop.server.database.admin(),
        &format!(
            "INSERT INTO subscriptions (org_id, trial_ends_on) VALUES ('{org}', current_date)
             ON CONFLICT (org_id) DO UPDATE SET trial_ends_on = current_date"
        ),
    );
    days_are_over(&buyer, 0);
    assert_eq!(state(&buyer), BillingState::Due);
    days_are_over(&buyer, 10);
    assert_eq!(state(&buyer), BillingState::Overdue);

    let leaver = others.pop().expect("somebody");
    let admin = buyer.org.admin();
    admin.call::<DeactivatePerson>(PersonPath { id: leaver.id }, Nothing {}, None).expect("somebody leaves");
    days_are_over(&buyer, 3);
    assert_eq!(state(&buyer), BillingState::Free, "five are five");
    // Who was entered in the trial may still join.
    buyer.org.db_person(Role::Employee, None);
    days_are_over(&buyer, 1);
    assert_eq!(state(&buyer), BillingState::ReadOnly, "two weeks after the sixth of the first");
}
