//! A log-in by a provider: to it with PKCE, state and nonce, and back in the same browser (RFC 6749, 7636, 9700).

use chrono::{TimeDelta, Utc};
use secrecy::SecretString;
use shared::{
    problem::Code,
    single_sign_on::{BeginSingleSignOn, FinishSingleSignOn, SignOnRefusal, SignOnStart, domain_of},
    wire::id::OrganisationId,
};
use url::Url;

use super::{
    Stop, domains,
    people::{Found, Meant},
    provider::{Brought, Client, Provider},
    queries::{
        attempts::{self, Attempt},
        connections::{self, ConnectionRow},
    },
    refused,
    secret::Secret,
    settings,
};
use crate::{
    accounts::{self, Vouched},
    app::State,
    audit::Event,
    http::{Answered, Facts, Failure, Reply, SIGN_ON, Visit},
};

/// Where to go on. That a domain has a provider may be known; whether an address has an account is not even looked at.
pub(super) async fn begin(visit: Visit<BeginSingleSignOn>) -> Answered<BeginSingleSignOn> {
    let (from, domain) = (visit.facts.address, domain_of(&visit.body.email));
    visit.accounts(move |tx| accounts::admit_sign_on(tx, from)).await?;
    let connection = visit.accounts(move |tx| {
        let Some(org) = domain.map(|domain| domains::owner(tx, &domain)).transpose()?.flatten() else {
            return Ok(None);
        };
        Ok(connections::of(tx.conn(), org)?.map(|connection| (org, connection)))
    });
    let Some((org, connection)) = connection.await? else {
        return Ok(Reply::new(SignOnStart { address: None }));
    };
    let provider = visit.state.providers.known(&visit.state.outgoing, &connection.issuer).await;
    let provider = provider.map_err(|_| refused(SignOnRefusal::Provider))?;
    let secret = Secret::new()?;
    let address = page(&visit, &provider, &connection, &secret)?;
    let (again, hash, ends) = (visit.body.again, secret.hash(), Utc::now() + TimeDelta::seconds(SIGN_ON.seconds));
    visit
        .accounts(move |tx| {
            let attempt = Attempt { org, version: connection.version, again };
            attempts::add(tx.conn(), &attempt, &hash, ends)?;
            accounts::sign_on_went_well(tx, from)
        })
        .await?;
    let reply = Reply::new(SignOnStart { address: Some(address) });
    Ok(reply.with_cookie(SIGN_ON.holding(&visit.state, secret.cookie())))
}

/// The provider's page, with everything it has to know.
fn page(
    visit: &Visit<BeginSingleSignOn>,
    provider: &Provider,
    connection: &ConnectionRow,
    secret: &Secret,
) -> Result<String, Failure> {
    let mut url = Url::parse(provider.log_in_page()).map_err(Failure::fault)?;
    let asked = ["openid", "email"].into_iter().chain(connection.scopes.iter().map(String::as_str));
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &connection.client_id)
        .append_pair("redirect_uri", &settings::redirect_uri(&visit.state.origin))
        .append_pair("scope", &asked.collect::<Vec<_>>().join(" "))
        .append_pair("state", &secret.state())
        .append_pair("nonce", &secret.nonce())
        .append_pair("code_challenge", &secret.challenge())
        .append_pair("code_challenge_method", "S256")
        .append_pair("login_hint", visit.body.email.trim());
    if visit.body.again {
        // Whom it knows already it would otherwise send back without asking anything.
        url.query_pairs_mut().append_pair("prompt", "login").append_pair("max_age", "0");
    }
    Ok(url.into())
}

/// Takes what the provider sent back, once, from the browser that began.
pub(super) async fn finish(visit: Visit<FinishSingleSignOn>) -> Answered<FinishSingleSignOn> {
    let from = visit.facts.address;
    visit.accounts(move |tx| accounts::admit_sign_on(tx, from)).await?;
    let secret = visit.sign_on.clone().map(Secret::presented).ok_or(Code::LogInLapsed)?;
    if !secret.is_state(&visit.body.state) {
        return Err(Code::LogInLapsed.into());
    }
    let (attempt, connection) = taken(&visit, &secret).await?.ok_or(Code::LogInLapsed)?;
    let org = attempt.org;
    match vouched(&visit, attempt, connection, &secret).await {
        Ok(vouched) => {
            let reply = vouched.log_in(&visit).await?;
            Ok(reply.with_cookie(SIGN_ON.gone(&visit.state)))
        }
        Err(Stop::Failed(failure)) => Err(failure),
        Err(Stop::Refused(why)) => {
            note(&visit.state, org, &visit.facts, why).await?;
            Err(refused(why))
        }
    }
}

/// Uses the attempt up: what it was, and by which provider. `None` if there is none, or if the provider was set anew
/// meanwhile.
async fn taken(
    visit: &Visit<FinishSingleSignOn>,
    secret: &Secret,
) -> Result<Option<(Attempt, ConnectionRow)>, Failure> {
    let hash = secret.hash();
    visit
        .accounts(move |tx| {
            let Some(attempt) = attempts::take(tx.conn(), &hash)? else { return Ok(None) };
            let connection = connections::of(tx.conn(), attempt.org)?;
            let same = connection.filter(|connection| connection.version == attempt.version);
            Ok(same.map(|connection| (attempt, connection)))
        })
        .await
}

/// Whom the provider vouches for.
async fn vouched(
    visit: &Visit<FinishSingleSignOn>,
    attempt: Attempt,
    connection: ConnectionRow,
    secret: &Secret,
) -> Result<Vouched, Stop> {
    let (state, Attempt { org, again, .. }) = (&visit.state, attempt);
    let ConnectionRow { issuer, client_id, client_secret, creates_people, .. } = connection;
    let provider = state.providers.known(&state.outgoing, &issuer).await;
    let provider = provider.map_err(|_| Stop::Refused(SignOnRefusal::Provider))?;
    // Sent back by another provider: nothing of it is for this one (RFC 9207).
    if !provider.sent_back(visit.body.iss.as_deref()) {
        return Err(Stop::Refused(SignOnRefusal::Token));
    }
    let client = Client {
        issuer,
        id: client_id,
        secret: settings::opened(&state.sealer, org.0, &client_secret)?,
        redirect_uri: settings::redirect_uri(&state.origin),
    };
    let brought = Brought {
        code: SecretString::from(visit.body.code.as_str()),
        verifier: secret.verifier().into(),
        nonce: secret.nonce(),
    };
    let identity = client.identity(&state.providers, &state.outgoing, &provider, &brought).await;
    let identity = identity.map_err(Stop::Refused)?;
    meant(visit, Meant { org, issuer: client.issuer, creates_people, again, identity }).await
}

/// Finds who it is; somebody without an account gets one.
async fn meant(visit: &Visit<FinishSingleSignOn>, meant: Meant) -> Result<Vouched, Stop> {
    let mut hash: Option<String> = None;
    loop {
        let (meant, facts, with) = (meant.clone(), visit.facts.clone(), hash.clone());
        let found = visit.accounts(move |tx| Ok(meant.find(tx, &facts, with.as_deref())?));
        match found.await.map_err(Stop::of)? {
            Found::Somebody(vouched) => return Ok(vouched),
            Found::NeedsAccount => hash = Some(accounts::nobodys_password(&visit.state).await?),
        }
    }
}

/// The organisation's Admins see that somebody was sent away, and why; who it was, nobody has shown.
async fn note(state: &State, org: OrganisationId, facts: &Facts, why: SignOnRefusal) -> Result<(), Failure> {
    let facts = facts.clone();
    let note = state.database.accounts(move |tx| {
        tx.enter(org)?;
        tx.note(org, None, None, &facts, Event::general("single_sign_on.refused").after(&why))
    });
    note.await
}
