//! Who sees a KPI, and why: the rule that the view `visible_kpis` writes in SQL. It is that of an objective that is
//! agreed, so that nobody has to learn two.

use crate::{
    access::Relation,
    goals::{
        Visibility,
        audience::{self, Because, Standing},
        rules::kinds::ObjectiveState,
    },
};

/// How a person stands to a KPI; `None` if they don't see it.
pub fn relation_of(standing: Standing, visibility: Visibility) -> Option<Relation> {
    audience::relation_of(standing, ObjectiveState::Active, visibility)
}

/// The reason behind a relation.
pub fn because(standing: Standing, visibility: Visibility) -> Option<Because> {
    audience::because(standing, ObjectiveState::Active, visibility)
}
