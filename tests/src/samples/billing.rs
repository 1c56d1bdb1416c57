use serde_json::{Value, json};
use uuid::Uuid;

use super::{About, Sample};
use crate::{
    Stage,
    db::{organisation_of, run},
    unique,
};

fn details() -> Value {
    json!({
        "name": "Adom Foods Ltd", "email": "accounts@adom.example", "address": "12 Ring Road\nAccra", "country": "GH",
        "tax_number": "C0012345678",
    })
}

impl Stage<'_> {
    /// Says who is billed.
    fn billing_details(&self) {
        let response = self.org.admin().raw("PUT", "/api/v1/billing/details").json(&details()).send();
        assert!(response.is_success(), "{}", response.text());
    }

    /// An invoice of this month, in `state`.
    fn db_invoice(&self, state: &str) -> Uuid {
        let mut conn = self.org.server.database.admin();
        let (org, id, number) = (organisation_of(&mut conn, self.actor.id), Uuid::now_v7(), unique());
        let is_paid = matches!(state, "paid" | "refunded");
        let paid = if is_paid { format!("now(), 'REC-{number}'") } else { "NULL, NULL".to_owned() };
        run(
            &mut conn,
            &format!(
                "INSERT INTO invoices (org_id, id, number, kind, state, plan, period, currency, seats, unit_minor, days,
                                       of_days, charge_minor, vat_minor, total_minor, from_on, until_on, billed_name,
                                       billed_email, billed_address, billed_country, due_on, paid_at, receipt_number)
                 VALUES ('{org}', '{id}', 'INV-{number}', 'term', '{state}', 'team', 'monthly', 'GHS', 9, 4500, 30, 30,
                         40500, 0, 40500, current_date - 3, current_date + 27, 'Adom Foods Ltd', 'accounts@adom.example',
                         'Accra', 'GH', current_date + 11, {paid})"
            ),
        );
        id
    }

    /// An invoice that was paid back, with its credit note.
    fn db_credited(&self) -> Uuid {
        let invoice = self.db_invoice("refunded");
        let mut conn = self.org.server.database.admin();
        let (org, number) = (organisation_of(&mut conn, self.actor.id), unique());
        run(
            &mut conn,
            &format!(
                "INSERT INTO credit_notes (org_id, invoice_id, number) VALUES ('{org}', '{invoice}', 'CRN-{number}')"
            ),
        );
        invoice
    }

    /// A payment in `state` of an invoice; how it is called.
    fn db_payment(&self, invoice: Uuid, state: &str) -> String {
        let mut conn = self.org.server.database.admin();
        let (org, id, tx_ref) = (organisation_of(&mut conn, self.actor.id), Uuid::now_v7(), format!("pt-{}", unique()));
        run(
            &mut conn,
            &format!(
                "INSERT INTO payments (org_id, id, invoice_id, tx_ref, state, link, minor, currency)
                 VALUES ('{org}', '{id}', '{invoice}', '{tx_ref}', '{state}', 'http://127.0.0.1:9/pay', 40500, 'GHS')"
            ),
        );
        tx_ref
    }

    /// A term that is paid, with seats for everybody.
    fn db_term(&self) {
        self.billing_details();
        let invoice = self.db_invoice("paid");
        let mut conn = self.org.server.database.admin();
        let org = organisation_of(&mut conn, self.actor.id);
        run(
            &mut conn,
            &format!(
                "INSERT INTO billing_terms (org_id, from_on, until_on, plan, period, currency, seats, unit_minor, invoice_id)
                 VALUES ('{org}', current_date - 3, current_date + 27, 'team', 'monthly', 'GHS', 999, 4500, '{invoice}')
                 ON CONFLICT DO NOTHING"
            ),
        );
    }
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let plain = Sample::plain().about(About::Organisation);
    let choice = json!({ "plan": "team", "period": "monthly", "currency": "GHS" });
    Some(match name {
        "ReadBillingStanding" => Sample::plain(),
        "ReadBilling" | "ListInvoices" | "CancelSubscription" => plain,
        "ResumeSubscription" => {
            stage.db_term();
            plain
        }
        "SetBillingDetails" => plain.json(details()),
        "PreviewPlan" => plain.query(choice),
        "ChoosePlan" => {
            stage.billing_details();
            plain.json(choice)
        }
        "BuySeats" => {
            stage.db_term();
            plain.json(json!({ "seats": 2 }))
        }
        "ReadInvoice" | "ReadInvoiceDocument" => plain.at(json!({ "id": stage.db_invoice("open") })),
        "ReadReceipt" => plain.at(json!({ "id": stage.db_invoice("paid") })),
        "ReadCreditNote" => plain.at(json!({ "id": stage.db_credited() })),
        "CheckOut" => {
            let invoice = stage.db_invoice("open");
            stage.db_payment(invoice, "link_issued");
            plain.at(json!({ "id": invoice }))
        }
        "CheckPayment" => {
            let invoice = stage.db_invoice("paid");
            plain.at(json!({ "tx_ref": stage.db_payment(invoice, "paid") }))
        }
        _ => return None,
    })
}
