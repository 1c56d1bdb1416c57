use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::{
    access::Relation,
    notifications::{Channel, ChannelKind, ChannelNews, ChannelOutcome, ChannelState},
    people::PersonRef,
    wire::{PersonId, TeamId},
};

use crate::db::{Resource, TenantTx, schema::team_channels, schema::teams};

/// A team, by who leads it: its channel is theirs.
#[derive(Debug)]
pub(super) struct LedTeam {
    pub id: TeamId,
    version: i64,
    leads: bool,
}

impl Resource for LedTeam {
    type Id = TeamId;

    fn find(tx: &mut TenantTx<'_>, id: TeamId) -> QueryResult<Option<Self>> {
        let columns = (teams::version, teams::lead_id);
        let row: Option<(i64, Option<PersonId>)> =
            teams::table.find((tx.org(), id.0)).select(columns).first(tx.conn()).optional()?;
        let me = tx.actor.person;
        Ok(row.map(|(version, lead)| Self { id, version, leads: lead == Some(me) }))
    }

    fn lock(tx: &mut TenantTx<'_>, id: TeamId) -> QueryResult<Option<i64>> {
        teams::table.find((tx.org(), id.0)).select(teams::version).for_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        if self.leads { Relation::Own } else { Relation::Organisation }
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// A channel as it is kept.
#[derive(Debug)]
pub(super) struct ChannelRow {
    pub team_id: TeamId,
    pub kind: ChannelKind,
    /// Sealed.
    pub address: Vec<u8>,
    version: i64,
    leads: bool,
}

impl Resource for ChannelRow {
    type Id = TeamId;

    fn find(tx: &mut TenantTx<'_>, id: TeamId) -> QueryResult<Option<Self>> {
        let columns = (team_channels::kind, team_channels::address, team_channels::version);
        let row: Option<(ChannelKind, Vec<u8>, i64)> =
            team_channels::table.find((tx.org(), id.0)).select(columns).first(tx.conn()).optional()?;
        let Some((kind, address, version)) = row else { return Ok(None) };
        let leads = LedTeam::find(tx, id)?.is_some_and(|team| team.leads);
        Ok(Some(Self { team_id: id, kind, address, version, leads }))
    }

    fn lock(tx: &mut TenantTx<'_>, id: TeamId) -> QueryResult<Option<i64>> {
        let row = team_channels::table.find((tx.org(), id.0));
        row.select(team_channels::version).for_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        if self.leads { Relation::Own } else { Relation::Organisation }
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// A channel as its team's lead gets it.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = team_channels)]
pub(super) struct ShownRow {
    pub team_id: TeamId,
    kind: ChannelKind,
    shown: String,
    news: Vec<String>,
    state: ChannelState,
    trouble: Option<String>,
    set_by: PersonId,
    delivered_at: Option<DateTime<Utc>>,
    version: i64,
}

impl ShownRow {
    pub(super) fn shown(self, set_by: String) -> Channel {
        Channel {
            kind: self.kind,
            address: self.shown,
            // What a newer server can tell, and this one doesn't know, is left out.
            news: self.news.iter().filter_map(|news| ChannelNews::parse(news)).collect(),
            state: self.state,
            trouble: self.trouble.as_deref().and_then(ChannelOutcome::parse),
            set_by: PersonRef { id: self.set_by, name: set_by },
            delivered_at: self.delivered_at,
            version: self.version,
        }
    }
}
