//! Channels of teams in Slack and Microsoft Teams.
//!
//! A feature announces what happened ([`announce`]) in its own transaction; a post is queued for each channel it
//! concerns. What a post says is read from the view `team_news` when it is sent, so that nothing is ever said there that
//! somebody in the team may not see by then.

mod delivery;
mod payload;
mod queries;
mod rows;
mod verdict;

use diesel::PgConnection;
use secrecy::{ExposeSecret, SecretString};
use shared::{
    access::Relation,
    notifications::{
        Channel, ChannelKind, ChannelNews, ChannelTrial, EditChannel, ListChannels, RemoveChannel, SET_CHANNEL,
        SetChannel, TeamChannels, TryChannel,
    },
    problem::Code,
    wire::TeamId,
};
use uuid::Uuid;

pub(super) use self::delivery::Deliveries;
use self::rows::{ChannelRow, LedTeam};
use crate::{
    audit::Event,
    db::{Changeable, TenantTx},
    http::{Answered, Ask, Failure, MemberCall, Reply},
    sealed::Sealer,
    worker::outgoing::Answer,
};

/// Tells the channels that something concerns, if this transaction commits: each once on every occasion.
pub(crate) fn announce(
    tx: &mut TenantTx<'_>,
    news: ChannelNews,
    about: impl Into<Uuid>,
    occasion: &str,
) -> Result<(), Failure> {
    let org = tx.org();
    announce_in(tx.conn(), org, news, about, occasion)
}

/// The same by the clock, in an organisation that nobody acts in.
pub(crate) fn announce_in(
    conn: &mut PgConnection,
    org: Uuid,
    news: ChannelNews,
    about: impl Into<Uuid>,
    occasion: &str,
) -> Result<(), Failure> {
    queries::announce(conn, org, news, Some(about.into()), occasion)?;
    Ok(())
}

/// Tells each team's channel once a week how much is overdue, and forgets what was told long ago.
pub(crate) fn weekly(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let (org, today) = (tx.org(), tx.calendar.today);
    let week = today.week(chrono::Weekday::Mon).first_day().to_string();
    queries::announce(tx.conn(), org, ChannelNews::CheckInsOverdue, None, &week)?;
    Ok(queries::sweep(tx)?)
}

pub(super) fn list(ask: &Ask<ListChannels>, tx: &mut TenantTx<'_>) -> Answered<ListChannels> {
    let all = ask.require(tx, Relation::Organisation).is_ok();
    Ok(Reply::new(TeamChannels { items: queries::all(tx, all)? }))
}

pub(super) async fn set(call: MemberCall<SetChannel>) -> Answered<SetChannel> {
    let (team, mut new, sealer) = (call.ask.params.id, call.ask.body.clone(), call.ask.sealer.clone());
    // Before anything is said of the address, it is clear that the actor may set one.
    call.tenant_read(move |tx| led(tx, team)).await?;
    let url = call.state.outgoing.address(&new.address).map_err(|code| Failure::field("address", code))?;
    let shown = masked(&url);
    let address = SecretString::from(url.as_str());
    new.news.sort_by_key(|news| *news as u8);
    new.news.dedup();
    call.tenant(move |tx| {
        let led = Changeable::<LedTeam>::change(tx, team, &SET_CHANNEL, None)?;
        let sealed = sealer.seal(&context(tx.org(), team), address.expose_secret().as_bytes())?;
        queries::set(tx, &led, new.kind, &new.news, &sealed, &shown)?;
        let channel = queries::shown(tx, team)?.ok_or(Code::NotFound)?;
        tx.note(Event::new("channels.set", team).after(&channel))?;
        versioned(channel)
    })
    .await
}

pub(super) fn edit(ask: &Ask<EditChannel>, tx: &mut TenantTx<'_>) -> Answered<EditChannel> {
    let before = ask.change::<ChannelRow>(tx, ask.params.id)?;
    let was = queries::shown(tx, before.team_id)?;
    queries::edit(tx, &before, &ask.body)?;
    let channel = queries::shown(tx, before.team_id)?.ok_or(Code::NotFound)?;
    tx.note(Event::new("channels.edited", before.team_id).before(&was).after(&channel))?;
    versioned(channel)
}

pub(super) fn remove(ask: &Ask<RemoveChannel>, tx: &mut TenantTx<'_>) -> Answered<RemoveChannel> {
    let channel = ask.change::<ChannelRow>(tx, ask.params.id)?;
    let was = queries::shown(tx, channel.team_id)?;
    queries::remove(tx, &channel)?;
    tx.note(Event::new("channels.removed", channel.team_id).before(&was))?;
    Ok(Reply::new(()))
}

/// Sends a message that says who tries what. It is sent however the channel stands, so that one can see it work before
/// it goes on.
pub(super) async fn try_it(call: MemberCall<TryChannel>) -> Answered<TryChannel> {
    let (team, sealer) = (call.ask.params.id, call.ask.sealer.clone());
    let begun = call.tenant(move |tx| {
        let channel = Changeable::<ChannelRow>::change(tx, team, &SET_CHANNEL, None)?;
        if !queries::begin_trial(tx, &channel)? {
            return Err(Failure::too_many(queries::TRIAL_SECONDS));
        }
        let name = queries::team_name(tx, team)?;
        tx.note(Event::new("channels.tried", team))?;
        Ok((channel.kind, opened(&sealer, tx.org(), team, &channel.address)?, name))
    });
    let (kind, address, team_name) = begun.await?;
    let text = format!("PerfTrack can write here: this is the channel of {team_name}.");
    let link = format!("{}{}", call.ask.origin, shared::pages::CHANNELS);
    let answer = send(&call.state, kind, &address, &text, &link).await;
    let trial = ChannelTrial { outcome: verdict::outcome(answer) };
    call.once(move |tx| {
        tx.note(Event::new("channels.trial_ended", team).after(&trial))?;
        Ok(Reply::new(trial))
    })
    .await
}

/// Sends one message.
async fn send(state: &crate::app::State, kind: ChannelKind, address: &SecretString, text: &str, link: &str) -> Answer {
    state.outgoing.post(address.expose_secret(), payload::of(kind, text, link)).await
}

/// The team, if the actor may set its channel.
fn led(tx: &mut TenantTx<'_>, team: TeamId) -> Result<(), Failure> {
    crate::db::Readable::<LedTeam>::read(tx, team, &SET_CHANNEL).map(|_| ())
}

/// What a team's address is sealed for.
fn context(org: Uuid, team: TeamId) -> String {
    format!("notifications.channel/{org}/{team}")
}

fn opened(sealer: &Sealer, org: Uuid, team: TeamId, sealed: &[u8]) -> Result<SecretString, Failure> {
    let plain = sealer.open(&context(org, team), sealed)?;
    Ok(String::from_utf8(plain).map_err(Failure::fault)?.into())
}

/// The service, and the last of the secret, by which those who know it tell one from another.
fn masked(url: &url::Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let tail: Vec<char> = url.as_str().chars().rev().take(4).collect();
    let long = url.as_str().len() > host.len() + 40;
    let tail = if long { tail.into_iter().rev().collect() } else { String::new() };
    format!("{host}/…{tail}")
}

fn versioned<O>(channel: Channel) -> Answered<O>
where
    O: shared::operation::Operation<Answer = shared::operation::Json<Channel>>,
{
    let version = channel.version;
    Ok(Reply::versioned(channel, version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_address_only_what_is_no_secret_is_shown() {
        let shown = |address: &str| masked(&address.parse().unwrap());
        let slack = "https://hooks.slack.com/services/T0001/B0002/abcdefghijklmnopqrstuvwx";
        assert_eq!(shown(slack), "hooks.slack.com/…uvwx");
        assert_eq!(shown("https://example.com/short"), "example.com/…");
    }
}
