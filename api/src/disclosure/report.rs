//! Taking a report in: it is kept, and both sides are written to, in one transaction.

use std::net::IpAddr;

use chrono::{DateTime, Datelike, Utc};
use lettre::Address;
use shared::disclosure::{NewVulnerabilityReport, ReportReceipt, ReportVulnerability};
use uuid::Uuid;

use super::{
    clock,
    queries::{self, Arrived},
};
use crate::{
    accounts,
    config::Origin,
    db::AccountTx,
    http::{Answered, Failure, Reply, Visit},
    worker::mail::{Letter, ReportArrived, ReportReceived, outbox},
};

/// Letters and digits that nobody takes for each other on the telephone.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

pub(super) async fn take_in(visit: Visit<ReportVulnerability>) -> Answered<ReportVulnerability> {
    let report = arrived(&visit.body, Utc::now());
    // Programs fill in what people don't see, and a password manager may do it for somebody: nothing is thrown away for it,
    // but no mail goes to an address that a program typed.
    let trapped = visit.body.leave_empty.as_deref().is_some_and(|text| !text.trim().is_empty());
    let by_mail = report.email.is_some() && !trapped;
    let receipt = ReportReceipt {
        reference: report.reference.clone(),
        acknowledged_by: clock::due_at(report.received_at),
        by_mail,
    };
    let (from, origin, operator) = (visit.facts.address, visit.state.origin.clone(), visit.state.operator.clone());
    visit.accounts(move |tx| keep(tx, &report, by_mail, from, &origin, operator.as_ref())).await?;
    Ok(Reply::new(receipt))
}

fn keep(
    tx: &mut AccountTx<'_>,
    report: &Arrived,
    by_mail: bool,
    from: IpAddr,
    origin: &Origin,
    operator: Option<&Address>,
) -> Result<(), Failure> {
    accounts::admit_report(tx.conn(), report.email.as_deref(), from)?;
    queries::add(tx.conn(), report)?;
    let due_at = clock::due_at(report.received_at);
    let mut mails = Vec::new();
    if let Some(email) = report.email.as_ref().filter(|_| by_mail) {
        mails.push(ReportReceived { reference: &report.reference, due_at }.to(email, origin)?);
    }
    match operator {
        Some(operator) => mails.push(told(report, due_at).to(operator.as_ref(), origin)?),
        None => tracing::warn!(reference = report.reference, "a vulnerability was reported, and nobody can be told"),
    }
    if mails.is_empty() { Ok(()) } else { outbox::put(tx.conn(), &mails) }
}

fn told(report: &Arrived, due_at: DateTime<Utc>) -> ReportArrived<'_> {
    ReportArrived {
        reference: &report.reference,
        subject: &report.subject,
        what: &report.what,
        place: report.place.as_deref(),
        steps: report.steps.as_deref(),
        name: report.name.as_deref(),
        email: report.email.as_deref(),
        due_at,
    }
}

fn arrived(body: &NewVulnerabilityReport, received_at: DateTime<Utc>) -> Arrived {
    let said =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    Arrived {
        id: Uuid::now_v7(),
        reference: reference(received_at),
        subject: body.subject.trim().to_owned(),
        what: body.what.trim().to_owned(),
        place: said(&body.place),
        steps: said(&body.steps),
        name: said(&body.name),
        email: said(&body.email),
        received_at,
    }
}

/// Such as `PT-2026-7K3QZ9M0`: the year and 40 random bits.
fn reference(received_at: DateTime<Utc>) -> String {
    let sign = |byte: &u8| SIGNS.get(usize::from(byte % 32)).copied().map_or('0', char::from);
    let signs: String = Uuid::new_v4().as_bytes().iter().skip(8).map(sign).collect();
    format!("PT-{}-{signs}", received_at.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_can_be_read_out_and_nobody_else_has_it() {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let references: std::collections::HashSet<_> = (0..1000).map(|_| reference(at)).collect();
        assert_eq!(references.len(), 1000);
        for reference in references {
            let signs = reference.strip_prefix("PT-2027-").unwrap();
            assert_eq!(signs.len(), 8);
            assert!(signs.bytes().all(|sign| SIGNS.contains(&sign)), "{signs}");
        }
    }
}
