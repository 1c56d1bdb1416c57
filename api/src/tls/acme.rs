//! A certificate that the server orders itself, by ACME (RFC 8555), for all replicas together.
//!
//! The database has the certificate, sealed, and says whose turn it is to order the next one. Proofs of the domains are
//! answered over plain HTTP from the database too (http-01): so whichever replica is asked knows the answer.

use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use chrono::Utc;
use instant_acme::{
    Account, AccountCredentials, AuthorizationStatus, ChallengeType, Error, Identifier, NewAccount, NewOrder, Order,
    OrderStatus, RetryPolicy,
};

use super::{
    alarm,
    certificate::{Certificate, Served},
    client::Directories,
    plan, queries,
};
use crate::{app::State, config, http::Failure};

/// For an order from beginning to end; below the lease that keeps others from it.
const LONGEST: Duration = Duration::from_secs(240);
const PATIENCE: RetryPolicy = RetryPolicy::new().timeout(Duration::from_secs(90));
/// What an authority says of an account that it forgot.
const NO_SUCH_ACCOUNT: &str = "urn:ietf:params:acme:error:accountDoesNotExist";

/// Orders certificates for the domains of the settings.
#[derive(Debug)]
pub(super) struct Orders {
    acme: config::Acme,
    directories: Directories,
    /// Names the certificate in the database: other domains, or another directory, are another certificate.
    name: String,
    /// Names the account.
    account: String,
}

impl Orders {
    /// By the settings.
    pub(super) fn new(acme: config::Acme) -> anyhow::Result<Self> {
        let directories = Directories::new(acme.root.as_deref())?;
        let name = format!("{} {}", acme.directory, acme.domains.join(","));
        let account =
            format!("{} {}", acme.directory, acme.contact.as_ref().map(ToString::to_string).unwrap_or_default());
        Ok(Self { acme, directories, name, account })
    }

    /// Looks after the certificate until dropped: puts up what any replica has ordered, and orders when it is time.
    pub(super) async fn follow(&self, state: &State, served: &Served) {
        let mut known = 0;
        loop {
            match self.look(state, served, &mut known).await {
                // What was ordered is put up by another look.
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => {
                    tracing::warn!(cause = format!("{error:#}"), "the certificate can't be looked after for now");
                }
            }
            tokio::time::sleep(plan::look_again(served.term())).await;
        }
    }

    /// Whether there is a new certificate to put up.
    async fn look(&self, state: &State, served: &Served, known: &mut i64) -> anyhow::Result<bool> {
        let name = self.name.clone();
        let kept = state.database.accounts(move |tx| Ok(queries::kept(tx.conn(), &name)?)).await.map_err(cause)?;
        let (version, attempts) = kept.as_ref().map_or((0, 0), |kept| (kept.version, kept.attempts));
        if version != *known
            && let Some(sealed) = kept.and_then(|kept| kept.sealed)
        {
            self.put_up(state, served, &sealed);
            *known = version;
        }
        let (term, now) = (served.term(), Utc::now());
        if let Some(term) = term.filter(|term| term.is_alarming(now)) {
            alarm::raise(state, &self.name, term).await;
        }
        if term.is_some_and(|term| !term.is_due(now)) {
            return Ok(false);
        }
        let name = self.name.clone();
        let is_ours = state.database.accounts(move |tx| Ok(queries::take(tx.conn(), &name, version)?));
        if !is_ours.await.map_err(cause)? {
            return Ok(false);
        }
        match tokio::time::timeout(LONGEST, self.order(state))
            .await
            .unwrap_or_else(|_| Err(anyhow!("it took too long")))
        {
            Ok(pem) => self.keep(state, version, &pem).await.map(|()| true),
            Err(error) => self.note_failure(state, served, attempts + 1, &error).await.map(|()| false),
        }
    }

    fn put_up(&self, state: &State, served: &Served, sealed: &[u8]) {
        let opened = state.sealer.open(&self.context(), sealed).map_err(cause);
        match opened.and_then(|pem| Certificate::from_pem(&pem, &pem)) {
            Ok(certificate) => {
                tracing::info!(until = %certificate.term.until, "a certificate was put up");
                served.put(certificate);
            }
            Err(error) => {
                tracing::error!(cause = format!("{error:#}"), "the kept certificate can't be used");
            }
        }
    }

    async fn keep(&self, state: &State, version: i64, pem: &str) -> anyhow::Result<()> {
        // What can't be served must not take the place of what can.
        let term = Certificate::from_pem(pem.as_bytes(), pem.as_bytes())?.term;
        let sealed = state.sealer.seal(&self.context(), pem.as_bytes()).map_err(cause)?;
        let name = self.name.clone();
        let next = Utc::now() + term.rest();
        let put = state.database.accounts(move |tx| Ok(queries::put(tx.conn(), &name, version, &sealed, next)?));
        put.await.map_err(cause)?;
        tracing::info!(domains = self.acme.domains.join(", "), "a certificate was ordered");
        Ok(())
    }

    async fn note_failure(
        &self,
        state: &State,
        served: &Served,
        failures: i32,
        error: &anyhow::Error,
    ) -> anyhow::Result<()> {
        let pause = plan::pause(failures, served.term(), lot());
        tracing::warn!(
            cause = format!("{error:#}"),
            failures,
            seconds = pause.num_seconds(),
            "no new certificate this time: the one before stays"
        );
        let is_forgotten = matches!(error.downcast_ref::<Error>(),
            Some(Error::Api(problem)) if problem.r#type.as_deref() == Some(NO_SUCH_ACCOUNT));
        let (name, account) = (self.name.clone(), self.account.clone());
        let noted = state.database.accounts(move |tx| {
            if is_forgotten {
                queries::forget_account(tx.conn(), &account)?;
            }
            Ok(queries::postpone(tx.conn(), &name, Utc::now() + pause)?)
        });
        noted.await.map_err(cause)
    }

    /// The key and the chain of a new certificate, as PEM.
    async fn order(&self, state: &State) -> anyhow::Result<String> {
        let account = self.account(state).await?;
        let names: Vec<Identifier> = self.acme.domains.iter().cloned().map(Identifier::Dns).collect();
        let mut order = account.new_order(&NewOrder::new(&names)).await?;
        prove(state, &mut order).await?;
        match order.poll_ready(&PATIENCE).await? {
            OrderStatus::Ready => {}
            status => bail!("the domains were not proven: the order is {status:?}"),
        }
        let key = order.finalize().await?;
        let chain = order.poll_certificate(&PATIENCE).await?;
        Ok([key, chain].join("\n"))
    }

    /// The account with the authority, made when there is none.
    async fn account(&self, state: &State) -> anyhow::Result<Account> {
        let name = self.account.clone();
        let kept = state.database.accounts(move |tx| Ok(queries::account(tx.conn(), &name)?)).await.map_err(cause)?;
        let builder = Account::builder_with_http(Box::new(self.directories.clone()));
        let context = format!("tls.account/{}", self.account);
        if let Some(opened) = kept.and_then(|sealed| state.sealer.open(&context, &sealed).ok()) {
            let credentials = serde_json::from_slice::<AccountCredentials>(&opened)?;
            return Ok(builder.from_credentials(credentials).await?);
        }
        let contact = self.acme.contact.as_ref().map(|address| format!("mailto:{address}"));
        let contact: Vec<&str> = contact.iter().map(String::as_str).collect();
        let wanted = NewAccount { contact: &contact, terms_of_service_agreed: true, only_return_existing: false };
        let (account, credentials) = builder.create(&wanted, self.acme.directory.clone(), None).await?;
        let sealed = state.sealer.seal(&context, &serde_json::to_vec(&credentials)?).map_err(cause)?;
        let name = self.account.clone();
        let put = state.database.accounts(move |tx| Ok(queries::put_account(tx.conn(), &name, &sealed)?));
        put.await.map_err(cause)?;
        Ok(account)
    }

    fn context(&self) -> String {
        format!("tls.certificate/{}", self.name)
    }
}

/// Puts the proof of each domain where any replica finds it, and has the authority look.
async fn prove(state: &State, order: &mut Order) -> anyhow::Result<()> {
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization?;
        match authorization.status {
            AuthorizationStatus::Pending => {}
            AuthorizationStatus::Valid => continue,
            _ => bail!("the authority has given up on a domain"),
        }
        let mut challenge =
            authorization.challenge(ChallengeType::Http01).context("the authority takes no proof over HTTP")?;
        let (token, proof) = (challenge.token.clone(), challenge.key_authorization().as_str().to_owned());
        let put = state.database.accounts(move |tx| Ok(queries::put_proof(tx.conn(), &token, &proof)?));
        put.await.map_err(cause)?;
        challenge.set_ready().await?;
    }
    Ok(())
}

fn lot() -> u8 {
    let mut lot = [128];
    // Without randomness the pause is the middle one.
    let _ = getrandom::fill(&mut lot);
    let [lot] = lot;
    lot
}

fn cause(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Fault(error) => error,
        other => anyhow!("{}", other.code()),
    }
}
