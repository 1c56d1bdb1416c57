//! Paying: the plan, its people, invoices, and what happens when nobody pays.

use shared::billing::{BillingPeriod, BillingState, InvoiceKind, InvoiceState, PaymentFlag};

pub const BILLING: &str = "Billing";
pub const LEAD: &str = "What your organisation has, what it costs, and every invoice.";
pub const PRICES: &str = "See the prices";
pub const OFF: &str = "Nobody pays here";
pub const OFF_DETAIL: &str = "This server bills nobody: everything is unlimited for as many people as you like.";

pub const PLAN: &str = "Plan";
pub const PEOPLE: &str = "People who have joined";
pub const PAID_UNTIL: &str = "Paid until";
pub const NEXT: &str = "Next payment";
pub const TRIAL_UNTIL: &str = "Trial until";
pub const NO_NEXT: &str = "None";
pub const NO_NEXT_CANCELLED: &str = "The plan ends with its term.";
pub const NO_NEXT_NONE: &str = "No plan is paid for.";
pub const NOW: &str = "How it stands";

pub const OPEN: &str = "To be paid";
pub const PAY: &str = "Pay";
pub const LED_AWAY: &str = "You will be led to Flutterwave, where you pay. No card number ever reaches PerfTrack.";
pub const HOW_COMPUTED: &str = "How it is computed";
pub const NET: &str = "Without VAT";
pub const TOTAL: &str = "Total";

pub const CHOOSE: &str = "Choose a plan";
pub const CHANGE: &str = "Change the plan";
pub const CURRENCY: &str = "Currency";
pub const TERM: &str = "Term";
pub const TO_CHECKOUT: &str = "Go on to pay";
pub const CHANGE_DO: &str = "Change the plan";
pub const CHANGED: &str = "Your choice is noted.";
pub const NOT_SOLD: &str = "Not sold in this currency";
pub const SAME: &str = "This is what you have.";
pub const FIRST: &str = "You get an invoice for the first term. The plan begins when it is paid. It counts everybody who has joined by now; whoever joins later is billed for the days that are left.";
pub const UPGRADE: &str = "You get an invoice for the days that are left of the term, less what you paid for them already. You see the sum before you pay, and nothing changes until you have.";
pub const DETAILS_FIRST: &str = "First say who pays: it stands on the invoice.";

pub const MORE_SEATS: &str = "More people";
pub const MORE_SEATS_LEAD: &str = "Room for people beyond those who are paid for, for the days that are left of the term. You see the sum before you pay.";
pub const HOW_MANY: &str = "How many more";
pub const MORE_SEATS_DO: &str = "Make the invoice";
pub const MORE_SEATS_DONE: &str = "The invoice is made. There is room once it is paid.";

pub const DETAILS: &str = "Who pays";
pub const DETAILS_LEAD: &str =
    "It stands on every invoice from the next one on. Invoices and reminders are sent to its address.";
pub const DETAILS_NONE: &str = "Nobody is named yet.";
pub const DETAILS_SET: &str = "Say who pays";
pub const DETAILS_CHANGE: &str = "Change who pays";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "The organisation as it is registered.";
pub const ADDRESS: &str = "Address";
pub const ADDRESS_HINT: &str = "Street and town, in lines.";
pub const COUNTRY: &str = "Country";
pub const COUNTRY_ANY: &str = "Choose…";
pub const TAX_NUMBER: &str = "Tax number";
pub const TAX_NUMBER_HINT: &str = "VAT number or TIN.";
pub const MAIL: &str = "E-mail";
pub const DETAILS_SAVED: &str = "Saved. The next invoice has it.";

pub const END: &str = "End the plan";
pub const CANCEL: &str = "Cancel the plan";
pub const CANCEL_ASK: &str = "Cancel at the end of the term?";
pub const CANCEL_FREE: &str = "Afterwards the free plan holds. If you have more people than it is for, everything can be read and exported then, and not changed.";
pub const CANCEL_OVER: &str = "The term that was paid for is over, so it ends at once. No further invoice is made.";
pub const CANCEL_KEPT: &str = "Nothing is deleted, and until the term ends you can resume with one click.";
pub const CANCELLED: &str = "The plan ends with its term.";
pub const RESUME: &str = "Resume the plan";
pub const RESUMED: &str = "The plan goes on.";

pub const INVOICES: &str = "Invoices and receipts";
pub const NO_INVOICES: &str = "No invoices yet";
pub const NO_INVOICES_DETAIL: &str = "The first one is made when you choose a plan.";
pub const NUMBER: &str = "Number";
pub const FOR: &str = "For";
pub const AMOUNT: &str = "Amount";
pub const STATE: &str = "State";
pub const PAPERS: &str = "Papers";
pub const INVOICE: &str = "Invoice";
pub const RECEIPT: &str = "Receipt";
pub const CREDIT_NOTE: &str = "Credit note";
pub const SAVED: &str = "The file is on its way to your downloads.";

pub const BACK: &str = "Your payment";
pub const CHECKING: &str = "Checking your payment…";
pub const CHECKING_DETAIL: &str =
    "We ask Flutterwave itself whether it arrived. That takes a few seconds; you may leave this page, too.";
pub const STILL_CHECKING: &str = "It isn't confirmed yet";
pub const STILL_CHECKING_DETAIL: &str =
    "A bank transfer or mobile money can take some minutes. We keep looking, so you need not pay again.";
pub const PAID: &str = "Paid. Thank you.";
pub const PAID_DETAIL: &str = "Everything it is for holds now. The receipt is among your invoices.";
pub const FAILED: &str = "The payment didn't go through";
pub const FAILED_DETAIL: &str =
    "The invoice is still open, and nothing of yours is lost. Try again, perhaps by another way of paying.";
pub const TURNED_BACK: &str = "You turned back without paying";
pub const TURNED_BACK_DETAIL: &str = "Nothing was charged. The invoice waits for you as it was.";
pub const FLAGGED: &str = "Somebody has to look at this payment";
pub const NO_PAYMENT: &str = "No payment is being checked";
pub const NO_PAYMENT_DETAIL: &str = "Flutterwave leads back here after a payment. Your invoices say what is paid.";
pub const LOOK_AGAIN: &str = "Look again";
pub const TRY_AGAIN: &str = "Try to pay again";
pub const TO_BILLING: &str = "To your billing";

pub const READ_ONLY: &str = "Your organisation can only be read for now";
pub const READ_ONLY_ADMIN: &str = "It hasn't paid. Everything can be read and exported, and nothing is deleted. Once it has paid, all goes on at once.";
pub const READ_ONLY_OTHERS: &str =
    "Everything can be read, and you can take out your data; changes wait. Ask an Admin: they see what is to be done.";
pub const OVERDUE: &str = "A payment is overdue";
pub const ENDED: &str = "Your plan has ended, and you have more people than the free one is for";
pub const TO_PAY: &str = "Look at what is to be paid";
pub const TO_PLANS: &str = "Look at the plans";

/// How it stands, in a word.
pub const fn standing(state: BillingState) -> &'static str {
    match state {
        BillingState::Off => OFF,
        BillingState::Trial => "Trial",
        BillingState::Free => "Free",
        BillingState::Active => "Paid",
        BillingState::Due => "To be paid",
        BillingState::Overdue => "Overdue",
        BillingState::ReadOnly => "Read only",
        BillingState::Cancelled => "Ended",
    }
}

/// How an invoice stands.
pub const fn invoice_state(state: InvoiceState) -> &'static str {
    match state {
        InvoiceState::Open => "To be paid",
        InvoiceState::Paid => "Paid",
        InvoiceState::Void => "Void",
        InvoiceState::Refunding => "On its way back",
        InvoiceState::Refunded => "Paid back",
    }
}

/// What an invoice is for, in a word.
pub const fn kind(kind: InvoiceKind) -> &'static str {
    match kind {
        InvoiceKind::Term => "A term",
        InvoiceKind::Seats => "More people",
        InvoiceKind::Upgrade => "A higher plan",
    }
}

/// Why somebody has to look at a payment.
pub const fn flag(flag: PaymentFlag) -> &'static str {
    match flag {
        PaymentFlag::Greater => "More came in than was asked for. The invoice is paid; the rest is paid back to you.",
        PaymentFlag::Less => {
            "Less came in than was asked for, so the invoice isn't paid. We look at it and write to you."
        }
        PaymentFlag::Other => {
            "What came in isn't what was asked for, so the invoice isn't paid. We look at it and write to you."
        }
        PaymentFlag::Again => "The invoice was paid already. What came in a second time is paid back to you.",
    }
}

/// How many people.
pub fn people(count: i64) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

/// How many are paid for.
pub fn of_paid(seats: i32) -> String {
    format!("of {seats} who are paid for")
}

/// The term in a word, and the currency.
pub fn paid_how(period: BillingPeriod, currency: &str) -> String {
    let period = match period {
        BillingPeriod::Monthly => "monthly",
        BillingPeriod::Yearly => "yearly",
    };
    format!("Paid {period} in {currency}")
}

/// How long a trial goes on. `days` are those that are left, with today.
pub fn trial_left(days: i64) -> String {
    match days {
        ..=0 => "It is over".to_owned(),
        1 => "Today is its last day".to_owned(),
        _ => format!("{days} days are left"),
    }
}

/// The next invoice as it would be today.
pub fn with_today(people: i64, price: &str, sum: &str) -> String {
    format!("With today's {}: {people} × {price} = {sum}, without VAT", self::people(people))
}

/// A plan's price among the choices.
pub fn each(price: &str, period: BillingPeriod) -> String {
    format!("{price} {}", super::pricing::per_seat(period))
}

/// What is to be paid at once.
pub fn now(total: &str) -> String {
    format!("To pay now: {total}")
}

/// What the terms after would cost.
pub fn later(day: &str, total: &str) -> String {
    format!("Then {total} for each term, from {day} on, with as many people as today.")
}

/// That a choice holds from the next term on, and what that would cost.
pub fn from_next(day: &str, total: &str) -> String {
    format!("Nothing to pay now. It begins with the next term, on {day}: {total}, with as many people as today.")
}

/// That another plan comes with the next term.
pub fn next_plan(plan: &str, day: &str) -> String {
    format!("From {day} on: {plan}")
}

/// Seats of an invoice: for all days of the term, or for a part of them.
pub fn seats_line(plan: &str, seats: i32, unit: &str, days: i32, of_days: i32) -> String {
    if days == of_days {
        format!("{plan}: {seats} × {unit}")
    } else {
        format!("{plan}: {seats} × {unit} × {days} of {of_days} days")
    }
}

/// What was paid already for the same days.
pub fn credit_line(plan: &str, seats: i32, unit: &str, days: i32, of_days: i32) -> String {
    format!("Less {}", seats_line(plan, seats, unit, days, of_days))
}

/// VAT of an invoice.
pub fn vat_line(rate: &str) -> String {
    format!("VAT {rate}")
}

/// Until when an invoice is to be paid.
pub fn due(day: &str) -> String {
    format!("To be paid by {day}")
}

/// The days that an invoice is for, the last one too.
pub fn span(from: &str, to: &str) -> String {
    format!("{from} – {to}")
}

/// What cancelling does.
pub fn cancel_until(day: &str) -> String {
    format!("Everything goes on until {day}, which is paid for. No further invoice is made.")
}

/// That it ends.
pub fn ends_on(day: &str) -> String {
    format!("It is cancelled, and ends on {day}.")
}

/// A paper's file.
pub fn file(number: &str) -> String {
    format!("{number}.pdf")
}

/// What the button of a paper is called.
pub fn paper_of(paper: &str, number: &str) -> String {
    format!("{paper} {number}")
}

/// Over every page of an Admin, when the trial ends.
pub fn trial_ends(day: &str) -> String {
    format!("Your trial ends on {day}")
}

pub const TRIAL_ENDS_DETAIL: &str =
    "Choose a plan to go on with everything. Without one the free plan holds, for a few people.";

/// Until when everything works although a payment is overdue.
pub fn overdue_until(day: &str) -> String {
    format!("Everything works until {day}; after that it can only be read, until it is paid.")
}
