//! What the provider calls out: taken in at once and looked up afterwards. It says only which payment to ask about.

use shared::{
    billing::{NotificationTaken, TakePaymentNotification},
    problem::{Code, Problem},
};

use super::{
    desk::Desk,
    queries::notices::{self, NoticeRow},
    settling::settle,
};
use crate::{
    app::State,
    http::{Answered, Failure, Notified, Reply},
};

/// After so many tries, some days, a notification is given up: open payments are asked about by the clock as well.
const MOST_ATTEMPTS: i32 = 12;

pub(super) async fn take_in(notified: Notified) -> Answered<TakePaymentNotification> {
    let client = notified.state.flutterwave.as_ref().ok_or(Code::NotFound)?;
    let notice = client.notice(&notified.headers, &notified.body).map_err(|_| {
        Problem::new(Code::WrongCredentials).because("the header verif-hash is missing, or isn't the one that was set")
    })?;
    if let Some(tx_ref) = notice.tx_ref {
        let id = notice.transaction_id;
        notified.state.database.accounts(move |tx| Ok(notices::add(tx.conn(), &tx_ref, id)?)).await?;
    }
    Ok(Reply::new(NotificationTaken { taken: true }))
}

/// Looks one up that is due; whether there was one.
pub(super) async fn look_up_one(state: &State) -> Result<bool, Failure> {
    let taken = state.database.accounts(|tx| Ok(notices::take(tx.conn())?)).await?;
    let Some(notice) = taken else { return Ok(false) };
    // Whether a payment of that name is known or not: nothing more is to be learnt from the notice.
    let settled = settle(&Desk::of(state)?, &notice.tx_ref, notice.transaction_id).await;
    if settled.is_ok() || notice.attempts >= MOST_ATTEMPTS {
        forget(state, notice).await?;
    }
    settled.map(|_| true)
}

async fn forget(state: &State, notice: NoticeRow) -> Result<(), Failure> {
    state.database.accounts(move |tx| Ok(notices::done(tx.conn(), &notice)?)).await
}
