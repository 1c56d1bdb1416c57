//! Log-ins that an organisation's own provider vouches for, as far as they are an account's matter. Whom it vouches for,
//! `single_sign_on` finds out.

use std::net::IpAddr;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use secrecy::ExposeSecret;
use shared::{
    accounts::{LogInMethod, Me},
    operation::{Json, Operation},
    wire::{
        PersonId, SessionId,
        id::{AccountId, OrganisationId},
    },
};
use uuid::Uuid;

use super::{
    device::Device,
    limits,
    opening::Opening,
    queries::{accounts, email_key, organisations},
};
use crate::{
    app::State,
    audit::Event,
    db::AccountTx,
    http::{Answered, DeviceCookie, Facts, Failure, Reply, SessionCookie, Visit},
};

/// Counts an attempt before anything of it is looked at, or refuses it with 429.
pub(crate) fn admit_sign_on(tx: &mut AccountTx<'_>, from: IpAddr) -> Result<(), Failure> {
    limits::admit(tx.conn(), &limits::sign_on(from))
}

/// Takes the attempt back: it was rightful.
pub(crate) fn sign_on_went_well(tx: &mut AccountTx<'_>, from: IpAddr) -> Result<(), Failure> {
    limits::succeed(tx.conn(), &limits::sign_on(from))
}

/// The hash of a password that nobody knows, for the account of somebody who never chose one. It is compared like any.
pub(crate) async fn nobodys_password(state: &State) -> Result<String, Failure> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Failure::fault(anyhow::anyhow!("no random bytes: {error}")))?;
    Ok(state.hasher.hash(URL_SAFE_NO_PAD.encode(bytes).into()).await?)
}

/// The account of an address. Where there is none, one is made with `hash`; `None` without.
pub(crate) fn account_of(
    tx: &mut AccountTx<'_>,
    email: &str,
    hash: Option<&str>,
) -> Result<Option<AccountId>, Failure> {
    if let Some(account) = accounts::find(tx.conn(), &email_key(email))? {
        return Ok(Some(account.id));
    }
    let Some(hash) = hash else { return Ok(None) };
    // Somebody may have been quicker; then the transaction is lost.
    let made = accounts::add(tx.conn(), email, hash)?;
    made.map(Some).ok_or_else(|| Failure::busy(1))
}

/// Makes an invited person of the entered organisation a member; not if the account is another person there.
pub(crate) fn join_by_provider(
    tx: &mut AccountTx<'_>,
    org: OrganisationId,
    person: PersonId,
    account: AccountId,
    facts: &Facts,
) -> Result<bool, Failure> {
    if !organisations::join(tx.conn(), org, person, account)? {
        return Ok(false);
    }
    tx.note(org, Some(person.0), None, facts, Event::new("people.joined", person))?;
    Ok(true)
}

/// Makes somebody who was invited into a sandbox a member of it, by an account that nobody logs in to: no mail gets there, and
/// nobody knows the password of `hash`. Not if they have joined meanwhile.
pub(crate) fn join_made_up(
    tx: &mut AccountTx<'_>,
    org: OrganisationId,
    person: PersonId,
    hash: &str,
    facts: &Facts,
) -> Result<bool, Failure> {
    tx.enter(org)?;
    let email = made_up_email(&person.to_string(), org);
    let account = account_of(tx, &email, Some(hash))?.ok_or_else(|| Failure::busy(1))?;
    join_by_provider(tx, org, person, account, facts)
}

/// The address of somebody who was made up: of a domain that nobody can have (RFC 2606).
pub(crate) fn made_up_email(name: &str, org: OrganisationId) -> String {
    format!("{name}@{org}.sandbox.invalid")
}

/// Whom a provider vouches for, and the one organisation in which it does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vouched {
    /// The organisation whose provider it is.
    pub(crate) org: OrganisationId,
    /// The account of its person.
    pub(crate) account: AccountId,
    /// When the provider had them prove it: perhaps long ago, and not for this log-in.
    pub(crate) proved_at: DateTime<Utc>,
}

impl Vouched {
    /// Logs them in, in that organisation.
    pub(crate) async fn log_in<O: Operation<Answer = Json<Me>>>(self, visit: &Visit<O>) -> Answered<O> {
        let Self { org, account, proved_at } = self;
        let session = SessionId::from(Uuid::now_v7());
        let (token, expires_at) = visit.state.tokens.issue(account, session, Utc::now()).map_err(Failure::fault)?;
        let (presented, facts, origin) = (visit.device.clone(), visit.facts.clone(), visit.state.origin.clone());
        let opened = visit.accounts(move |tx| {
            let account = accounts::get(tx.conn(), account)?;
            let device = Device::known(tx.conn(), presented, Some(account.id))?.map_or_else(Device::new, Ok)?;
            let (secret, gates) = (device.secret(), limits::sign_on(facts.address));
            let (at, methods, proved_at) = (Some(org), vec![LogInMethod::Sso], Some(proved_at));
            let opening =
                Opening { account, session, expires_at, device, gates, facts, origin, at, methods, proved_at };
            Ok((opening.open(tx)?, secret))
        });
        let (me, secret) = opened.await?;
        let cookie = SessionCookie::holding(&visit.state, token.expose_secret().to_owned());
        Ok(Reply::new(me).with_cookie(cookie).with_cookie(DeviceCookie::holding(&visit.state, secret)))
    }
}
