use std::{collections::HashMap, time::Duration};

use chrono::{TimeDelta, Utc};
use diesel::{
    PgConnection, delete,
    dsl::now,
    prelude::*,
    sql_query,
    sql_types::{Array, Binary, Nullable, Text, Uuid as SqlUuid},
    update,
};
use shared::{
    notifications::{Channel, ChannelChanges, ChannelKind, ChannelNews, ChannelOutcome, ChannelState, TeamChannel},
    wire::{PersonId, TeamId},
};
use uuid::Uuid;

use super::rows::{ChannelRow, LedTeam, ShownRow};
use crate::db::{
    Changeable, TenantTx,
    schema::{channel_posts, people, team_channels, teams},
};

/// One trial of a channel in so many seconds.
pub(super) const TRIAL_SECONDS: u32 = 5;
/// What is older is no news.
const STALE: TimeDelta = TimeDelta::days(2);
/// So long it is known what a channel was told.
const KEPT: TimeDelta = TimeDelta::days(60);
/// What is sent in one go: so few that even silence ends before the lease does.
const BATCH: i64 = 6;

/// Queues it for each channel that wants such news and may be told of this.
const ANNOUNCE: &str = "
    INSERT INTO channel_posts (org_id, id, team_id, news, about, occasion)
    SELECT c.org_id, gen_random_uuid(), c.team_id, n.news, n.about, $4
    FROM team_channels c
    JOIN team_news n ON n.org_id = c.org_id AND n.team_id = c.team_id
    WHERE c.org_id = $1 AND c.state = 'on' AND $2 = ANY(c.news) AND n.news = $2 AND ($3 IS NULL OR n.about = $3)
    ON CONFLICT DO NOTHING";

/// Queues posts about one thing, or, without one, about whatever there is such news of.
pub(super) fn announce(
    conn: &mut PgConnection,
    org: Uuid,
    news: ChannelNews,
    about: Option<Uuid>,
    occasion: &str,
) -> QueryResult<usize> {
    // Most organisations have no channel, and pay for one look at an empty table.
    let wanted = diesel::dsl::exists(
        team_channels::table
            .filter(team_channels::org_id.eq(org).and(team_channels::state.eq(ChannelState::On)))
            .filter(team_channels::news.contains(vec![news.as_str()])),
    );
    if !diesel::select(wanted).get_result::<bool>(conn)? {
        return Ok(0);
    }
    sql_query(ANNOUNCE)
        .bind::<SqlUuid, _>(org)
        .bind::<Text, _>(news)
        .bind::<Nullable<SqlUuid>, _>(about)
        .bind::<Text, _>(occasion)
        .execute(conn)
}

/// Forgets what was told long ago.
pub(super) fn sweep(tx: &mut TenantTx<'_>) -> QueryResult<()> {
    let old = channel_posts::org_id.eq(tx.org()).and(channel_posts::done_at.lt(Utc::now() - KEPT));
    delete(channel_posts::table.filter(old)).execute(tx.conn())?;
    Ok(())
}

/// Every team, or those the actor leads, with their channels.
pub(super) fn all(tx: &mut TenantTx<'_>, all: bool) -> QueryResult<Vec<TeamChannel>> {
    let mut of_org = teams::table.filter(teams::org_id.eq(tx.org())).order(teams::name).into_boxed();
    if !all {
        of_org = of_org.filter(teams::lead_id.eq(tx.actor.person.0));
    }
    let teams: Vec<(TeamId, String)> = of_org.select((teams::id, teams::name)).load(tx.conn())?;
    let mut channels = channels(tx, None)?;
    let with_channel =
        teams.into_iter().map(|(team_id, team)| TeamChannel { team_id, team, channel: channels.remove(&team_id) });
    Ok(with_channel.collect())
}

/// A team's channel, as its lead sees it.
pub(super) fn shown(tx: &mut TenantTx<'_>, team: TeamId) -> QueryResult<Option<Channel>> {
    Ok(channels(tx, Some(team))?.remove(&team))
}

/// The channels of all teams, or of one.
fn channels(tx: &mut TenantTx<'_>, of: Option<TeamId>) -> QueryResult<HashMap<TeamId, Channel>> {
    let mut query = team_channels::table
        .inner_join(
            people::table.on(people::org_id.eq(team_channels::org_id).and(people::id.eq(team_channels::set_by))),
        )
        .filter(team_channels::org_id.eq(tx.org()))
        .into_boxed();
    if let Some(team) = of {
        query = query.filter(team_channels::team_id.eq(team.0));
    }
    let rows: Vec<(ShownRow, String)> = query.select((ShownRow::as_select(), people::name)).load(tx.conn())?;
    Ok(rows.into_iter().map(|(row, set_by)| (row.team_id, row.shown(set_by))).collect())
}

pub(super) fn team_name(tx: &mut TenantTx<'_>, team: TeamId) -> QueryResult<String> {
    teams::table.find((tx.org(), team.0)).select(teams::name).first(tx.conn())
}

fn names(news: &[ChannelNews]) -> Vec<&'static str> {
    news.iter().map(|news| news.as_str()).collect()
}

/// On, without its past. Who is sending to it at this moment may finish, so it stays theirs for that long.
const SET: &str = "
    INSERT INTO team_channels AS c (org_id, team_id, kind, address, shown, news, set_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (org_id, team_id) DO UPDATE
    SET kind = excluded.kind, address = excluded.address, shown = excluded.shown, news = excluded.news,
        set_by = excluded.set_by, set_at = now(), delivered_at = NULL, state = 'on', failures = 0, trouble = NULL,
        next_at = least(c.next_at, now() + interval '2 minutes'), version = c.version + 1";

/// The same for one that went on before.
const RESUME: &str = "
    UPDATE team_channels
    SET state = 'on', failures = 0, trouble = NULL, next_at = least(next_at, now() + interval '2 minutes')
    WHERE org_id = $1 AND team_id = $2";

/// Gives a team its channel; what waited for the one before isn't for this one.
pub(super) fn set(
    tx: &mut TenantTx<'_>,
    team: &Changeable<LedTeam>,
    kind: ChannelKind,
    news: &[ChannelNews],
    sealed: &[u8],
    shown: &str,
) -> QueryResult<()> {
    drop_waiting(tx, team.id)?;
    sql_query(SET)
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(team.id)
        .bind::<Text, _>(kind)
        .bind::<Binary, _>(sealed)
        .bind::<Text, _>(shown)
        .bind::<Array<Text>, _>(names(news))
        .bind::<SqlUuid, _>(tx.actor.person)
        .execute(tx.conn())?;
    Ok(())
}

pub(super) fn edit(tx: &mut TenantTx<'_>, channel: &Changeable<ChannelRow>, asked: &ChannelChanges) -> QueryResult<()> {
    let (org, team) = (tx.org(), channel.team_id);
    let row = || update(team_channels::table.find((org, team.0)));
    row().set(team_channels::version.eq(team_channels::version + 1)).execute(tx.conn())?;
    if let Some(news) = &asked.news {
        row().set(team_channels::news.eq(names(news))).execute(tx.conn())?;
    }
    match asked.paused {
        None => return Ok(()),
        Some(true) => row().set(team_channels::state.eq(ChannelState::Paused)).execute(tx.conn())?,
        Some(false) => sql_query(RESUME).bind::<SqlUuid, _>(org).bind::<SqlUuid, _>(team).execute(tx.conn())?,
    };
    // What happened meanwhile is not told in one go afterwards.
    drop_waiting(tx, team)
}

fn drop_waiting(tx: &mut TenantTx<'_>, team: TeamId) -> QueryResult<()> {
    let waiting =
        channel_posts::org_id.eq(tx.org()).and(channel_posts::team_id.eq(team)).and(channel_posts::done_at.is_null());
    update(channel_posts::table.filter(waiting)).set(channel_posts::done_at.eq(now)).execute(tx.conn())?;
    Ok(())
}

pub(super) fn remove(tx: &mut TenantTx<'_>, channel: &Changeable<ChannelRow>) -> QueryResult<()> {
    delete(team_channels::table.find((tx.org(), channel.team_id.0))).execute(tx.conn())?;
    Ok(())
}

/// Whether it may be tried now; from now on not again for a while.
pub(super) fn begin_trial(tx: &mut TenantTx<'_>, channel: &Changeable<ChannelRow>) -> QueryResult<bool> {
    let before = Utc::now() - TimeDelta::seconds(TRIAL_SECONDS.into());
    let rested = team_channels::tried_at.is_null().or(team_channels::tried_at.lt(before));
    let row = update(team_channels::table.find((tx.org(), channel.team_id.0)).filter(rested));
    Ok(row.set(team_channels::tried_at.eq(now)).execute(tx.conn())? > 0)
}

/// A post that waits.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = channel_posts)]
pub(super) struct Post {
    pub id: Uuid,
    pub team_id: TeamId,
    news: String,
    about: Uuid,
}

#[derive(QueryableByName)]
struct Taken {
    #[diesel(sql_type = SqlUuid)]
    team_id: TeamId,
}

/// Takes a channel for which something waits; nobody else takes it for two minutes. What waits, oldest first.
pub(super) fn take(tx: &mut TenantTx<'_>) -> QueryResult<Option<(TeamId, Vec<Post>)>> {
    let org = tx.org();
    let stale = channel_posts::org_id
        .eq(org)
        .and(channel_posts::done_at.is_null())
        .and(channel_posts::created_at.lt(Utc::now() - STALE));
    update(channel_posts::table.filter(stale)).set(channel_posts::done_at.eq(now)).execute(tx.conn())?;
    let taken: Option<Taken> = sql_query(
        "UPDATE team_channels c SET next_at = now() + interval '2 minutes'
         FROM (SELECT d.team_id FROM team_channels d
               WHERE d.org_id = $1 AND d.state = 'on' AND d.next_at <= now()
                 AND EXISTS (SELECT FROM channel_posts p
                             WHERE p.org_id = d.org_id AND p.team_id = d.team_id AND p.done_at IS NULL)
               ORDER BY d.next_at LIMIT 1 FOR UPDATE SKIP LOCKED) due
         WHERE c.org_id = $1 AND c.team_id = due.team_id RETURNING c.team_id",
    )
    .bind::<SqlUuid, _>(org)
    .get_result(tx.conn())
    .optional()?;
    let Some(Taken { team_id }) = taken else { return Ok(None) };
    let posts = channel_posts::table
        .filter(channel_posts::org_id.eq(org).and(channel_posts::team_id.eq(team_id)))
        .filter(channel_posts::done_at.is_null())
        .order((channel_posts::created_at, channel_posts::id))
        .limit(BATCH)
        .select(Post::as_select())
        .load(tx.conn())?;
    Ok(Some((team_id, posts)))
}

#[derive(QueryableByName)]
struct SaidRow {
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Nullable<Text>)]
    who: Option<String>,
}

/// What is to be sent, and where.
pub(super) struct Letter {
    pub kind: ChannelKind,
    /// Sealed.
    pub address: Vec<u8>,
    pub failures: i32,
    pub text: String,
    pub page: String,
}

/// What a post says now; `None` if it says nothing any more: the thing isn't published to the team (any longer), it is
/// otherwise by now, or the channel isn't on.
pub(super) fn letter(tx: &mut TenantTx<'_>, post: &Post) -> QueryResult<Option<Letter>> {
    let org = tx.org();
    let channel: Option<(ChannelKind, Vec<u8>, i32)> = team_channels::table
        .find((org, post.team_id.0))
        .filter(team_channels::state.eq(ChannelState::On))
        .select((team_channels::kind, team_channels::address, team_channels::failures))
        .first(tx.conn())
        .optional()?;
    let waits = channel_posts::table.find((org, post.id)).filter(channel_posts::done_at.is_null());
    let waits: bool = diesel::select(diesel::dsl::exists(waits)).get_result(tx.conn())?;
    let said: Option<SaidRow> = sql_query(
        "SELECT n.title, n.who FROM team_news n
         WHERE n.org_id = $1 AND n.team_id = $2 AND n.news = $3 AND n.about = $4 LIMIT 1",
    )
    .bind::<SqlUuid, _>(org)
    .bind::<SqlUuid, _>(post.team_id)
    .bind::<Text, _>(&post.news)
    .bind::<SqlUuid, _>(post.about)
    .get_result(tx.conn())
    .optional()?;
    let (Some((kind, address, failures)), Some(said), Some(news), true) =
        (channel, said, ChannelNews::parse(&post.news), waits)
    else {
        return Ok(None);
    };
    let text = news.sentence(&said.title, said.who.as_deref());
    Ok(Some(Letter { kind, address, failures, text, page: news.page(post.about) }))
}

/// This post is over and done with.
pub(super) fn done(tx: &mut TenantTx<'_>, post: &Post) -> QueryResult<()> {
    update(channel_posts::table.find((tx.org(), post.id))).set(channel_posts::done_at.eq(now)).execute(tx.conn())?;
    Ok(())
}

/// Something arrived.
pub(super) fn delivered(tx: &mut TenantTx<'_>, team: TeamId) -> QueryResult<()> {
    let well =
        (team_channels::failures.eq(0), team_channels::trouble.eq(None::<String>), team_channels::delivered_at.eq(now));
    update(team_channels::table.find((tx.org(), team.0))).set(well).execute(tx.conn())?;
    Ok(())
}

/// Something didn't; counted in a row if `failed`.
pub(super) fn troubled(tx: &mut TenantTx<'_>, team: TeamId, outcome: ChannelOutcome, failed: bool) -> QueryResult<()> {
    let more = (
        team_channels::failures.eq(team_channels::failures + i32::from(failed)),
        team_channels::trouble.eq(outcome.as_str()),
    );
    update(team_channels::table.find((tx.org(), team.0))).set(more).execute(tx.conn())?;
    Ok(())
}

/// Nothing is sent any more until somebody looks. Who is to be told; nobody if somebody changed it meanwhile.
pub(super) fn stop(tx: &mut TenantTx<'_>, team: TeamId) -> QueryResult<Option<PersonId>> {
    let on = team_channels::table.find((tx.org(), team.0)).filter(team_channels::state.eq(ChannelState::On));
    let stopped =
        (team_channels::state.eq(ChannelState::Stopped), team_channels::version.eq(team_channels::version + 1));
    let set_by = update(on).set(stopped).returning(team_channels::set_by).get_result(tx.conn()).optional()?;
    drop_waiting(tx, team)?;
    Ok(set_by)
}

/// Lets a channel go, for nothing before `pause` is over.
pub(super) fn release(tx: &mut TenantTx<'_>, team: TeamId, pause: Duration) -> QueryResult<()> {
    let next = Utc::now() + TimeDelta::from_std(pause).unwrap_or(TimeDelta::hours(1));
    update(team_channels::table.find((tx.org(), team.0))).set(team_channels::next_at.eq(next)).execute(tx.conn())?;
    Ok(())
}

/// Has the worker come back when the first channel for which something waits may be sent to: one that rests, or that
/// another replica has.
pub(super) fn come_back(tx: &mut TenantTx<'_>) -> QueryResult<()> {
    sql_query(
        "UPDATE notice_rounds r SET due_at = soonest.at
         FROM (SELECT greatest(min(c.next_at), now() + interval '1 second') AS at FROM team_channels c
               WHERE c.org_id = $1 AND c.state = 'on'
                 AND EXISTS (SELECT FROM channel_posts p
                             WHERE p.org_id = c.org_id AND p.team_id = c.team_id AND p.done_at IS NULL)
               HAVING min(c.next_at) IS NOT NULL) soonest
         WHERE r.org_id = $1 AND r.due_at > soonest.at",
    )
    .bind::<SqlUuid, _>(tx.org())
    .execute(tx.conn())?;
    Ok(())
}
