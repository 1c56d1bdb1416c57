//! What both see: the page of one, narrowed to the sight of the other.

use std::collections::HashSet;

use shared::{
    access::{Relation, Role},
    goals::ObjectiveDetail,
    kpis::KpiDetail,
    wire::{KpiId, ObjectiveId},
};
use uuid::Uuid;

/// An objective, and the one it is aligned under.
type Aligned = (ObjectiveId, ObjectiveId);

/// What a page tells of beside the thing itself.
pub(super) struct Around {
    pub objectives: Vec<Uuid>,
    pub kpis: Vec<KpiId>,
}

impl Around {
    pub(super) fn of_objective(detail: &ObjectiveDetail, below: &[Aligned]) -> Self {
        let parent = detail.objective.parent.iter().map(|parent| parent.id);
        let from = detail.carried_from.iter().filter_map(|from| from.objective.as_ref()).map(|from| from.id);
        let on = detail.carried_on.iter().map(|on| on.objective.id);
        let also = detail.also_supports.above.iter().chain(&detail.also_supports.below).map(|other| other.id);
        let below = below.iter().map(|(id, _)| *id);
        Self {
            objectives: parent.chain(from).chain(on).chain(also).chain(below).map(|id| id.0).collect(),
            kpis: detail.key_results.iter().filter_map(|result| result.kpi.as_ref()).map(|kpi| kpi.id).collect(),
        }
    }

    pub(super) fn of_kpi(detail: &KpiDetail) -> Self {
        let inputs = detail.inputs.iter().filter_map(|input| input.kpi.as_ref());
        Self {
            objectives: detail.followers.iter().map(|follower| follower.objective.id.0).collect(),
            kpis: inputs.chain(&detail.used_by).map(|kpi| kpi.id).collect(),
        }
    }
}

/// The objectives of a page under which others are aligned that it counts.
pub(super) fn parents(detail: &ObjectiveDetail) -> Vec<Uuid> {
    std::iter::once(&detail.objective).chain(&detail.children).map(|objective| objective.id.0).collect()
}

/// What somebody sees of a thing and around it.
pub(super) struct Sight {
    pub role: Role,
    /// How they stand to the thing.
    pub relation: Relation,
    pub objectives: HashSet<Uuid>,
    pub kpis: HashSet<KpiId>,
}

impl Sight {
    fn sees(&self, id: ObjectiveId) -> bool {
        self.objectives.contains(&id.0)
    }

    /// Takes out of an objective's page what isn't seen.
    pub(super) fn narrow_objective(&self, detail: &mut ObjectiveDetail, below: &[Aligned]) {
        let seen_under =
            |id: ObjectiveId| below.iter().filter(|(child, above)| *above == id && self.sees(*child)).count();
        let count = |id| i64::try_from(seen_under(id)).unwrap_or(i64::MAX);
        let objective = &mut detail.objective;
        objective.relation = self.relation;
        objective.children = count(objective.id);
        objective.parent.take_if(|parent| !self.sees(parent.id));
        detail.children.retain(|child| self.sees(child.id));
        for child in &mut detail.children {
            child.children = count(child.id);
        }
        for result in &mut detail.key_results {
            result.relation = self.relation;
            if let Some(kpi) = result.kpi.as_mut().filter(|kpi| !self.kpis.contains(&kpi.id)) {
                kpi.name = None;
            }
        }
        if let Some(from) = &mut detail.carried_from {
            from.objective.take_if(|from| !self.sees(from.id));
        }
        detail.carried_on.retain(|on| self.sees(on.objective.id));
        detail.also_supports.above.retain(|other| self.sees(other.id));
        detail.also_supports.below.retain(|other| self.sees(other.id));
    }

    /// Takes out of a KPI's page what isn't seen.
    pub(super) fn narrow_kpi(&self, detail: &mut KpiDetail) {
        detail.kpi.relation = self.relation;
        for input in &mut detail.inputs {
            input.kpi.take_if(|kpi| !self.kpis.contains(&kpi.id));
        }
        detail.used_by.retain(|kpi| self.kpis.contains(&kpi.id));
        detail.followers.retain(|follower| self.sees(follower.objective.id));
    }
}
