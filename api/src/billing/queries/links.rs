//! Statements of links by which invoices are paid.

use diesel::{PgConnection, QueryResult, delete, insert_into, prelude::*};
use shared::wire::id::{InvoiceId, OrganisationId};

use crate::db::{TenantTx, schema::pay_links};

/// Makes one, of which this is kept.
pub(in crate::billing) fn add(tx: &mut TenantTx<'_>, invoice: InvoiceId, hash: &[u8]) -> QueryResult<()> {
    let values = (pay_links::org_id.eq(tx.org()), pay_links::invoice_id.eq(invoice.0), pay_links::secret_hash.eq(hash));
    insert_into(pay_links::table).values(values).execute(tx.conn())?;
    Ok(())
}

/// All of an invoice's are dead.
pub(in crate::billing) fn end(tx: &mut TenantTx<'_>, invoice: InvoiceId) -> QueryResult<()> {
    let all = pay_links::table.filter(pay_links::org_id.eq(tx.org()).and(pay_links::invoice_id.eq(invoice.0)));
    delete(all).execute(tx.conn())?;
    Ok(())
}

/// Which invoice the link of this secret is for; before an organisation is entered.
pub(in crate::billing) fn by_secret(
    conn: &mut PgConnection,
    hash: &[u8],
) -> QueryResult<Option<(OrganisationId, InvoiceId)>> {
    let one = pay_links::table.filter(pay_links::secret_hash.eq(hash));
    one.select((pay_links::org_id, pay_links::invoice_id)).first(conn).optional()
}
