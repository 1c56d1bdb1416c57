//! Paying by the link of a mail, without an account.

pub const TITLE: &str = "Pay an invoice";
pub const INVOICE: &str = "Invoice";
pub const FOR: &str = "Organisation";
pub const TOTAL: &str = "To pay";
pub const DUE: &str = "Pay by";
pub const PAY: &str = "Pay";
pub const NO_ACCOUNT: &str =
    "You need no account. You will be led to Flutterwave, where you pay. No card number ever reaches PerfTrack.";
pub const NOT_READ: &str = "It couldn't be loaded.";
pub const LINK_OVER: &str = "There is nothing to pay here";
pub const LINK_OVER_DETAIL: &str = "The invoice is paid, or nobody has to pay it any more; or a part of the link is missing. Open it from the mail once more.";

pub const PAID_DETAIL: &str = "The receipt is mailed to whoever the invoice is for. You can close this page.";
pub const FAILED_DETAIL: &str =
    "The invoice is still open. To try again, perhaps by another way of paying, open the link of the mail once more.";
pub const TURNED_BACK_DETAIL: &str =
    "Nothing was charged. To pay after all, open the link of the mail once more: it works until the invoice is paid.";
pub const NO_PAYMENT_DETAIL: &str = "Flutterwave leads back here after a payment by the link of a mail.";

/// What is paid.
pub fn paid_for(number: &str, organisation: &str, total: &str) -> String {
    format!("Invoice {number} of {organisation}: {total}")
}
