//! What can be shared, and how it is asked about: saved, or still to be.

use shared::{
    goals::ObjectivePath,
    kpis::KpiPath,
    operation::Nothing,
    shares::{
        AudienceQuery, KpiAudienceQuery, ListKpiShares, ListObjectiveShares, NewShare, ReadAudience, ReadKpiAudience,
        RevokeKpiShares, RevokeObjectiveShares, ShareKpi, ShareObjective,
    },
    wire::{KpiId, ObjectiveId},
};

use crate::client::{OnItsWay, Terms, call, call_on};

/// Something that can be shared; without an id one to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// An objective.
    Objective(Option<ObjectiveId>),
    /// A KPI.
    Kpi(Option<KpiId>),
}

impl Thing {
    /// Whether it is there already.
    pub const fn is_saved(self) -> bool {
        matches!(self, Self::Objective(Some(_)) | Self::Kpi(Some(_)))
    }

    /// Who sees it, with what the query says otherwise.
    pub fn audience(self, query: AudienceQuery) -> OnItsWay<ReadAudience> {
        match self {
            Self::Objective(objective) => call::<ReadAudience>(Nothing {}, AudienceQuery { objective, ..query }, ()),
            Self::Kpi(kpi) => {
                let query = KpiAudienceQuery {
                    kpi,
                    owner: query.owner,
                    team: query.team,
                    visibility: query.visibility,
                    with_person: query.with_person,
                    with_team: query.with_team,
                    with_everybody: query.with_everybody,
                    limit: query.limit,
                    cursor: query.cursor,
                };
                call::<ReadKpiAudience>(Nothing {}, query, ())
            }
        }
    }

    /// With whom it is shared.
    pub fn shares(self) -> Option<OnItsWay<ListObjectiveShares>> {
        match self {
            Self::Objective(id) => id.map(|id| call::<ListObjectiveShares>(ObjectivePath { id }, Nothing {}, ())),
            Self::Kpi(id) => id.map(|id| call::<ListKpiShares>(KpiPath { id }, Nothing {}, ())),
        }
    }

    /// Revokes all its shares.
    pub fn revoke_all(self) -> Option<OnItsWay<RevokeObjectiveShares>> {
        match self {
            Self::Objective(id) => id.map(|id| call::<RevokeObjectiveShares>(ObjectivePath { id }, Nothing {}, ())),
            Self::Kpi(id) => id.map(|id| call::<RevokeKpiShares>(KpiPath { id }, Nothing {}, ())),
        }
    }

    /// Shares it.
    pub fn share(self, new: NewShare, terms: Terms) -> Option<OnItsWay<ShareObjective>> {
        match self {
            Self::Objective(id) => id.map(|id| call_on::<ShareObjective>(ObjectivePath { id }, Nothing {}, new, terms)),
            Self::Kpi(id) => id.map(|id| call_on::<ShareKpi>(KpiPath { id }, Nothing {}, new, terms)),
        }
    }
}
