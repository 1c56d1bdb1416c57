//! Statements of credit notes.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{QueryResult, insert_into, prelude::*};
use shared::{billing::CreditNote, wire::id::InvoiceId};
use uuid::Uuid;

use crate::db::{TenantTx, schema::credit_notes};

/// Writes that of an invoice.
pub(in crate::billing) fn add(tx: &mut TenantTx<'_>, invoice: InvoiceId, number: &str) -> QueryResult<()> {
    let values =
        (credit_notes::org_id.eq(tx.org()), credit_notes::invoice_id.eq(invoice.0), credit_notes::number.eq(number));
    insert_into(credit_notes::table).values(values).execute(tx.conn())?;
    Ok(())
}

/// Those that there are of some invoices, by invoice.
pub(in crate::billing) fn of(tx: &mut TenantTx<'_>, invoices: &[Uuid]) -> QueryResult<HashMap<Uuid, CreditNote>> {
    let rows: Vec<(Uuid, String, DateTime<Utc>)> = credit_notes::table
        .filter(credit_notes::org_id.eq(tx.org()).and(credit_notes::invoice_id.eq_any(invoices)))
        .select((credit_notes::invoice_id, credit_notes::number, credit_notes::issued_at))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|(invoice, number, issued_at)| (invoice, CreditNote { number, issued_at })).collect())
}
