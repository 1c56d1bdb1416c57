//! What people were refused: written by the way, listed for Admins, and forgotten.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
    time::Duration,
};

use shared::{
    access::Relation,
    audit_log::{ListRefusals, Refusal, RefusalFilter},
};
use tokio::time::{MissedTickBehavior, interval};

use super::{
    queries,
    rows::{RefusalPosition, RefusalRow},
};
use crate::{
    app::State,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply, paging::List},
};

/// How long a refusal may wait in memory.
const EVERY: Duration = Duration::from_secs(2);

/// What each operation is for, in a sentence, by its type name.
static SUMMARIES: LazyLock<HashMap<&'static str, (String, &'static str)>> = LazyLock::new(|| {
    let of =
        |declared: shared::operation::Declaration| (declared.name, (declared.id(), first_sentence(declared.summary)));
    shared::every_operation().into_iter().map(of).collect()
});

pub(super) fn list(ask: &Ask<ListRefusals>, tx: &mut TenantTx<'_>) -> Answered<ListRefusals> {
    ask.require(tx, Relation::Organisation)?;
    let filter = RefusalFilter { cursor: None, limit: None };
    let (list, limit) = (List::new("refusals", &filter)?, ask.query.limit.unwrap_or_default());
    let after: Option<RefusalPosition> = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::refused(tx, after, limit.get() + 1)?;
    Ok(Reply::new(list.page(rows, limit, RefusalRow::position, shown)?))
}

fn shown(row: RefusalRow) -> Refusal {
    // One that is gone since has no sentence any more.
    let known = SUMMARIES.get(row.operation.as_str());
    let (operation, summary) = known.map_or((row.operation.clone(), ""), |(id, summary)| (id.clone(), *summary));
    row.shown(operation, summary.to_owned())
}

fn first_sentence(summary: &'static str) -> &'static str {
    summary.split_once(". ").map_or(summary, |(first, _)| first).trim_end_matches('.')
}

/// Writes refusals until dropped.
pub(crate) async fn keep_refusals(state: Arc<State>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        write_refusals(&state).await;
    }
}

/// Writes the refusals that wait, organisation by organisation. What can't be written now waits on.
pub(crate) async fn write_refusals(state: &State) {
    let mut by_org = HashMap::<_, Vec<_>>::new();
    for (refused, times) in state.refusals.take() {
        by_org.entry(refused.org).or_default().push((refused, times));
    }
    for (org, refused) in by_org {
        let kept = refused.clone();
        let written = state.database.job(org, None, move |tx| Ok(queries::add_refusals(tx, &kept)?)).await;
        if let Err(failure) = written {
            tracing::warn!(code = %failure.code(), "refusals can't be written");
            refused.into_iter().for_each(|(refused, times)| state.refusals.put(refused, times));
        }
    }
}

/// Forgets what was refused long ago.
pub(crate) fn forget_refusals(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    Ok(queries::forget_refusals(tx)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_told_by_its_first_sentence() {
        assert_eq!(first_sentence("Who did what, latest first. More is told."), "Who did what, latest first");
        assert_eq!(first_sentence("Log out."), "Log out");
        let (id, summary) = &SUMMARIES["ListRefusals"];
        assert_eq!(id, "list_refusals");
        assert!(!summary.is_empty() && !summary.contains(". "), "{summary}");
    }
}
