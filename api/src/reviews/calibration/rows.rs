use diesel::prelude::*;
use shared::{
    access::Relation,
    people::{PersonRef, TeamRef},
    reviews::{
        CalibrationCard, CalibrationSession, CalibrationState, ReviewCycleRef, ReviewStage,
        rules::calibration::{Standing, shows_votes},
    },
    wire::{
        CalibrationCardId, CalibrationSessionId, PersonId, ReviewCycleId, ReviewPacketId, ReviewTemplateId, TeamId,
    },
};

use super::queries::Tally;
use crate::{
    db::{
        Resource, TenantTx,
        schema::{calibration_cards, calibration_sessions, visible_calibration_cards, visible_calibration_sessions},
    },
    reviews::cycles::rows::small,
};

/// A session as the actor sees it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_calibration_sessions)]
pub(super) struct SessionRow {
    pub id: CalibrationSessionId,
    pub cycle_id: ReviewCycleId,
    pub cycle_name: String,
    pub stage: ReviewStage,
    pub template_id: ReviewTemplateId,
    pub form_number: Option<i32>,
    pub minimum: i16,
    pub explains_changes: bool,
    pub name: String,
    pub state: CalibrationState,
    pub takes_votes: bool,
    pub team_id: Option<TeamId>,
    pub team_name: Option<String>,
    pub manager_id: Option<PersonId>,
    pub manager_name: Option<String>,
    pub guide: Vec<i16>,
    pub reason: Option<String>,
    pub version: i64,
    pub relation: String,
}

impl Resource for SessionRow {
    type Id = CalibrationSessionId;

    fn find(tx: &mut TenantTx<'_>, id: CalibrationSessionId) -> QueryResult<Option<Self>> {
        visible_calibration_sessions::table.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: CalibrationSessionId) -> QueryResult<Option<i64>> {
        let row = calibration_sessions::table.find((tx.org(), id.0)).select(calibration_sessions::version);
        row.for_no_key_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        // The view knows no other words; the weakest relation would be the safe reading of one.
        Relation::parse(&self.relation).unwrap_or(Relation::Organisation)
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl SessionRow {
    /// As the caller gets it.
    pub(super) fn shown(&self) -> CalibrationSession {
        let team = self.team_id.zip(self.team_name.clone());
        let manager = self.manager_id.zip(self.manager_name.clone());
        CalibrationSession {
            id: self.id,
            cycle: ReviewCycleRef { id: self.cycle_id, name: self.cycle_name.clone() },
            stage: self.stage,
            name: self.name.clone(),
            state: self.state,
            takes_votes: self.takes_votes,
            team: team.map(|(id, name)| TeamRef { id, name }),
            manager: manager.map(|(id, name)| PersonRef { id, name }),
            guide: self.guide.iter().copied().map(small).collect(),
            reason: self.reason.clone(),
            relation: self.relation(),
            version: self.version,
        }
    }
}

/// A card as the actor sees it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_calibration_cards)]
pub(super) struct CardRow {
    pub id: CalibrationCardId,
    pub session_id: CalibrationSessionId,
    pub state: CalibrationState,
    pub cycle_id: ReviewCycleId,
    pub packet_id: ReviewPacketId,
    pub subject_id: PersonId,
    pub subject_name: String,
    pub team_id: Option<TeamId>,
    pub team_name: Option<String>,
    pub manager_id: Option<PersonId>,
    pub manager_name: Option<String>,
    pub author_rating: Option<i16>,
    pub author_potential: Option<i16>,
    pub final_rating: Option<i16>,
    pub final_potential: Option<i16>,
    pub not_rated: bool,
    pub version: i64,
    pub relation: String,
}

impl Resource for CardRow {
    type Id = CalibrationCardId;

    fn find(tx: &mut TenantTx<'_>, id: CalibrationCardId) -> QueryResult<Option<Self>> {
        visible_calibration_cards::table.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: CalibrationCardId) -> QueryResult<Option<i64>> {
        let row = calibration_cards::table.find((tx.org(), id.0)).select(calibration_cards::version);
        row.for_no_key_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        // As a session's.
        Relation::parse(&self.relation).unwrap_or(Relation::Organisation)
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl CardRow {
    /// As the caller gets it, with what was counted on it.
    pub(super) fn shown(self, tally: &Tally) -> CalibrationCard {
        let votes = shows_votes(self.state, tally.voted, tally.may_vote).then_some(tally.votes);
        CalibrationCard {
            id: self.id,
            subject: PersonRef { id: self.subject_id, name: self.subject_name },
            team: self.team_id.zip(self.team_name).map(|(id, name)| TeamRef { id, name }),
            manager: self.manager_id.zip(self.manager_name).map(|(id, name)| PersonRef { id, name }),
            author_rating: self.author_rating.map(small),
            author_potential: self.author_potential.map(small),
            final_rating: self.final_rating.map(small),
            final_potential: self.final_potential.map(small),
            not_rated: self.not_rated,
            changes: tally.changes,
            voted: tally.voted,
            may_vote: tally.may_vote,
            my_vote: tally.my_vote,
            votes,
            version: self.version,
        }
    }

    /// What holds now.
    pub(super) fn standing(&self) -> Standing {
        Standing {
            rating: self.final_rating.map(small),
            potential: self.final_potential.map(small),
            not_rated: self.not_rated,
        }
    }
}
