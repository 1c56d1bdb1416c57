use chrono::{DateTime, Utc};
use shared::{
    billing::{BillingDetails, Currency},
    wire::id::InvoiceId,
};
use uuid::Uuid;

use super::*;
use crate::pdf::Typesetter;

fn seller() -> Seller {
    Seller {
        name: "Heron Software Ltd".to_owned(),
        address: vec!["12 Ring Road".to_owned(), "Accra".to_owned()],
        tax_number: Some("C0001".to_owned()),
    }
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// 3 people who move up from Team to Business for 10 of 30 days, with 15 % VAT.
fn upgrade() -> Invoice {
    let money = |minor| Money::new(Currency::Ghs, minor);
    let line = |kind, plan, unit, amount| InvoiceLine {
        kind,
        plan: Some(plan),
        seats: Some(3),
        unit: Some(money(unit)),
        basis_points: None,
        amount: money(amount),
    };
    Invoice {
        id: InvoiceId(Uuid::nil()),
        number: "INV-2026-000007".to_owned(),
        kind: InvoiceKind::Upgrade,
        state: InvoiceState::Open,
        plan: PlanName::Business,
        period: BillingPeriod::Monthly,
        seats: 3,
        from_on: "2026-11-21".parse().unwrap(),
        until_on: "2026-12-01".parse().unwrap(),
        days: 10,
        of_days: 30,
        lines: vec![
            line(InvoiceLineKind::Seats, PlanName::Business, 9_000, 9_000),
            line(InvoiceLineKind::Credit, PlanName::Team, 4_500, -4_500),
            InvoiceLine {
                kind: InvoiceLineKind::Vat,
                plan: None,
                seats: None,
                unit: None,
                basis_points: Some(1_500),
                amount: money(675),
            },
        ],
        net: money(4_500),
        vat: money(675),
        total: money(5_175),
        billed: BillingDetails {
            name: "Adom Foods Ltd".to_owned(),
            email: "accounts@adom.example".to_owned(),
            address: "1 Harbour Lane\n\nTema".to_owned(),
            country: "GH".to_owned(),
            tax_number: None,
        },
        issued_at: moment("2026-11-20T09:00:00Z"),
        due_on: "2026-11-30".parse().unwrap(),
        paid_at: None,
        receipt_number: None,
        credit_note: None,
    }
}

fn paid() -> Invoice {
    Invoice {
        state: InvoiceState::Paid,
        paid_at: Some(moment("2026-11-21T10:00:00Z")),
        receipt_number: Some("REC-2026-000003".to_owned()),
        ..upgrade()
    }
}

#[test]
fn an_invoice_says_whose_it_is_for_whom_and_how_it_was_added_up() {
    let data = invoice(&upgrade(), &seller()).data;
    assert_eq!(data["title"], "Invoice INV-2026-000007");
    assert_eq!(data["seller"], json!(["Heron Software Ltd", "12 Ring Road", "Accra", "Tax number C0001"]));
    assert_eq!(data["buyer"], json!(["Adom Foods Ltd", "1 Harbour Lane", "Tema", "GH", "accounts@adom.example"]));
    let lines = data["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 2, "VAT stands below");
    assert_eq!(lines[0]["detail"], "for 10 of 30 days");
    assert_eq!(lines[0]["price"], "GHS\u{a0}90.00");
    assert_eq!(lines[1]["amount"], "−GHS\u{a0}45.00");
    let sums: Vec<_> = data["sums"].as_array().unwrap().iter().map(|sum| &sum["what"]).collect();
    assert_eq!(sums, ["GHS\u{a0}45.00", "GHS\u{a0}6.75", "GHS\u{a0}51.75"]);
    assert_eq!(data["sums"][1]["word"], "VAT 15%");
}

#[test]
fn that_it_is_paid_changes_no_invoice_and_makes_a_receipt() {
    let (open, settled) = (invoice(&upgrade(), &seller()), invoice(&paid(), &seller()));
    assert_eq!((open.data, open.made_on), (settled.data, settled.made_on));
    let receipt = receipt(&paid(), &seller(), Some(4_711)).data;
    assert_eq!(receipt["title"], "Receipt REC-2026-000003");
    assert!(receipt["facts"].to_string().contains("Flutterwave, transaction 4711"));
    assert!(receipt["facts"].to_string().contains("INV-2026-000007"));
}

fn note() -> CreditNote {
    CreditNote { number: "CRN-2026-000002".to_owned(), issued_at: moment("2026-12-02T10:00:00Z") }
}

#[test]
fn a_credit_note_names_its_invoice_and_gives_its_vat_back() {
    let (invoice, credit) = (invoice(&paid(), &seller()).data, credit_note(&paid(), &note(), &seller()));
    assert_eq!(credit.data["title"], "Credit note CRN-2026-000002");
    assert_eq!(credit.data["facts"][2], json!({ "word": "Invoice", "what": "INV-2026-000007" }));
    assert_eq!((&credit.data["lines"], &credit.data["sums"]), (&invoice["lines"], &invoice["sums"]));
    assert!(credit.data["notes"][0].as_str().is_some_and(|note| note.contains("of which VAT GHS\u{a0}6.75")));
    assert_eq!(credit.made_on, "2026-12-02".parse().unwrap());
}

#[test]
fn an_invoice_that_was_paid_back_leads_to_its_credit_note() {
    let refunded = Invoice { state: InvoiceState::Refunded, credit_note: Some(note()), ..paid() };
    assert!(invoice(&refunded, &seller()).data["notes"].to_string().contains("CRN-2026-000002"));
}

#[test]
fn rates_are_printed_as_they_are_said() {
    assert_eq!((percent(750), percent(1_500), percent(0)), ("7.5%".to_owned(), "15%".to_owned(), "0%".to_owned()));
}

#[tokio::test]
async fn every_paper_is_typeset_and_the_same_each_time() {
    let typesetter = Typesetter::default();
    for paper in [
        || invoice(&upgrade(), &seller()),
        || receipt(&paid(), &seller(), None),
        || credit_note(&paid(), &note(), &seller()),
    ] {
        let Ok(file) = typesetter.pdf(paper()).await else { panic!("it is typeset") };
        assert!(file.starts_with(b"%PDF-"));
        // Its seal says that it is tagged for screen readers.
        assert!(String::from_utf8_lossy(&file).contains("pdfuaid"));
        assert!(typesetter.pdf(paper()).await.is_ok_and(|again| again == file));
    }
}
