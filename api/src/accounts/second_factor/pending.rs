//! Between the password and the code: what one browser holds for five minutes, and what is known of it here.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use shared::{
    accounts::LogInMethod,
    problem::{Code, Problem},
    wire::id::AccountId,
};

use super::queries::{self, Pending};
use crate::{
    accounts::queries::accounts::{self, AccountRow},
    app::State,
    db::AccountTx,
    http::{Failure, SECOND_STEP},
};

/// A log-in that waits for its second step, as its browser knows it, and what is taken for that.
pub(in crate::accounts) struct Waiting {
    secret: SecretString,
    methods: Vec<LogInMethod>,
}

/// Remembers that the account's password was right.
pub(in crate::accounts) fn ask(tx: &mut AccountTx<'_>, account: &AccountRow) -> Result<Waiting, Failure> {
    let secret = fresh_secret()?;
    let of = Pending { account_id: account.id, password_changed_at: account.password_changed_at };
    queries::wait(tx.conn(), &hash(&secret), &of, Utc::now() + TimeDelta::seconds(SECOND_STEP.seconds))?;
    Ok(Waiting { secret, methods: super::methods(tx, account.id)? })
}

/// A secret for the cookie.
pub(in crate::accounts) fn fresh_secret() -> Result<SecretString, Failure> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(super::no_random_bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes).into())
}

/// Whose log-in waits in the browser that holds the secret.
pub(in crate::accounts) fn whose(tx: &mut AccountTx<'_>, secret: &SecretString) -> Result<Option<AccountId>, Failure> {
    Ok(queries::waiting(tx.conn(), &hash(secret))?)
}

/// The same for an attempt to finish it, which is counted; `None` if the password was set anew meanwhile.
pub(in crate::accounts) fn attempt(
    tx: &mut AccountTx<'_>,
    secret: &SecretString,
) -> Result<Option<AccountRow>, Failure> {
    let Some(waiting) = queries::count_try(tx.conn(), &hash(secret))? else { return Ok(None) };
    let account = accounts::get(tx.conn(), waiting.account_id)?;
    Ok(Some(account).filter(|account| account.password_changed_at == waiting.password_changed_at))
}

/// Ends the wait: of two that finish at once, one does.
pub(in crate::accounts) fn use_up(tx: &mut AccountTx<'_>, secret: &SecretString) -> Result<bool, Failure> {
    Ok(queries::use_up(tx.conn(), &hash(secret))?)
}

impl Waiting {
    /// What the browser is told: no session yet, but how to go on.
    pub(in crate::accounts) fn told(self, state: &State) -> Failure {
        let problem = Problem { methods: self.methods, ..Problem::new(Code::SecondStepNeeded) };
        let cookie = SECOND_STEP.holding(state, self.secret.expose_secret().to_owned());
        Failure::Unfinished(Box::new(problem), Box::new(cookie))
    }
}

/// What is stored of the secret.
pub(super) fn hash(secret: &SecretString) -> [u8; 32] {
    Sha256::new().chain_update("pending log-in\0").chain_update(secret.expose_secret()).finalize().into()
}
