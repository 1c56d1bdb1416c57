use std::{
    sync::{
        Arc,
        atomic::{AtomicI32, Ordering},
    },
    time::Duration,
};

use shared::{
    access::{Relation, can},
    people::{
        MANAGE, PersonStatus,
        import::{
            ApplyImport, DeleteImport, EditImport, ImportConfirmation, ImportRow, ImportRowFilter, ListImportRows,
            ListImports, ReadImport, RecentImports, StartImport,
        },
    },
    problem::{Code, Problem},
    wire::{ImportId, PersonId},
};

use super::{
    notes::note_people,
    plan::{self, Planned},
    queries::{self, Fields, ImportRowKept},
    undo, writes,
};
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, MemberCall, Reply, paging::List},
    people::{
        import::{columns, sheet},
        leaving::Leaving,
        writes as people,
    },
};

pub(in crate::people) fn list(ask: &Ask<ListImports>, tx: &mut TenantTx<'_>) -> Answered<ListImports> {
    ask.require(tx, Relation::Organisation)?;
    Ok(Reply::new(RecentImports { items: queries::recent(tx)? }))
}

pub(in crate::people) fn start(ask: &Ask<StartImport>, tx: &mut TenantTx<'_>) -> Answered<StartImport> {
    ask.require(tx, Relation::Organisation)?;
    let sheet = sheet::read(&ask.body).map_err(Problem::from)?;
    let mapping = columns::guess(&sheet);
    let fields: Fields = (0..sheet.headers.len()).map(|column| mapping.field(column)).collect();
    let id = queries::insert(tx, &ask.body, &fields)?;
    tx.note(Event::new("people_imports.started", id))?;
    let import = ImportRowKept::find(tx, id)?.ok_or(Code::NotFound)?;
    let shown = shown(tx, &import)?;
    Ok(Reply::versioned(shown, import.version))
}

pub(in crate::people) fn show(ask: &Ask<ReadImport>, tx: &mut TenantTx<'_>) -> Answered<ReadImport> {
    let import = ask.read::<ImportRowKept>(tx, ask.params.id)?;
    let shown = if import.file.is_some() && import.done == 0 { shown(tx, &import)? } else { plan::bare(&import) };
    Ok(Reply::versioned(shown, import.version))
}

pub(in crate::people) fn edit(ask: &Ask<EditImport>, tx: &mut TenantTx<'_>) -> Answered<EditImport> {
    let import = ask.change::<ImportRowKept>(tx, ask.params.id)?;
    let file = import.file.as_deref().ok_or(Code::Conflict)?;
    let fields = match &ask.body.columns {
        Some(fields) => fields.clone(),
        None => serde_json::from_value(import.fields.clone()).map_err(Failure::fault)?,
    };
    columns::Mapping::by_hand(&sheet::read(file).map_err(Problem::from)?, &fields).map_err(Problem::invalid)?;
    let order = ask.body.date_order.apply(import.date_order);
    queries::set(tx, &import, &fields, order)?;
    tx.note(Event::new("people_imports.edited", import.id))?;
    let import = ImportRowKept::find(tx, ask.params.id)?.ok_or(Code::NotFound)?;
    let shown = shown(tx, &import)?;
    Ok(Reply::versioned(shown, import.version))
}

pub(in crate::people) fn list_rows(ask: &Ask<ListImportRows>, tx: &mut TenantTx<'_>) -> Answered<ListImportRows> {
    let import = ask.read::<ImportRowKept>(tx, ask.params.id)?;
    let filter = ImportRowFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) =
        (List::new("people_imports", &(import.id, import.version, &filter))?, ask.query.limit.unwrap_or_default());
    let after: u64 = list.position(ask.query.cursor.as_deref())?.unwrap_or(0);
    let rows = plan::plan(tx, &import)?.plan.rows.into_iter().map(|planned| planned.row);
    let wanted = |row: &ImportRow| row.line > after && filter.outcome.is_none_or(|outcome| row.outcome == outcome);
    let most = usize::try_from(limit.get()).unwrap_or(0) + 1;
    let rows = rows.filter(wanted).take(most).collect();
    Ok(Reply::new(list.page(rows, limit, |row: &ImportRow| row.line, |row| row)?))
}

pub(in crate::people) fn delete(ask: &Ask<DeleteImport>, tx: &mut TenantTx<'_>) -> Answered<DeleteImport> {
    let import = ask.change::<ImportRowKept>(tx, ask.params.id)?;
    queries::delete(tx, &import)?;
    tx.note(Event::new("people_imports.deleted", import.id))?;
    Ok(Reply::new(()))
}

/// Applies in one transaction, and tells from others how far it is. If this process dies half-way
/// nothing was written, and after half a minute somebody may try again.
pub(in crate::people) async fn apply(call: MemberCall<ApplyImport>) -> Answered<ApplyImport> {
    let id = call.ask.params.id;
    let confirmed = call.ask.body.clone();
    let claimed = call.tenant(move |tx| claim(tx, id)).await?;
    let done = Arc::new(AtomicI32::new(0));
    let counter = done.clone();
    let applied = {
        let work = call.once(move |tx| apply_in(tx, &claimed, &confirmed, &counter));
        let told = tell(&call, id, &done);
        tokio::select! { applied = work => applied, () = told => Err(Code::Unavailable.into()) }
    };
    if applied.is_err() {
        let _ = call.tenant(move |tx| Ok(queries::release(tx, id)?)).await;
    }
    applied
}

/// Writes the progress down twice a second, for as long as it is polled.
async fn tell(call: &MemberCall<ApplyImport>, id: ImportId, done: &AtomicI32) {
    loop {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let so_far = done.load(Ordering::Relaxed);
        let _ = call.tenant(move |tx| Ok(queries::beat(tx, id, so_far)?)).await;
    }
}

fn claim(tx: &mut TenantTx<'_>, id: ImportId) -> Result<ImportRowKept, Failure> {
    let import = ImportRowKept::find(tx, id)?.ok_or(Code::NotFound)?;
    if !queries::claim(tx, id)? {
        return Err(Problem::new(Code::Conflict).because("this import is being applied or was applied").into());
    }
    Ok(import)
}

fn apply_in(
    tx: &mut TenantTx<'_>,
    import: &ImportRowKept,
    confirmed: &ImportConfirmation,
    done: &AtomicI32,
) -> Answered<ApplyImport> {
    // In this order, as `people::hold_for` says; what is planned then stays true.
    people::hold_admins(tx)?;
    people::hold_tree(tx)?;
    let planned = plan::plan(tx, import)?;
    may_still(&planned, tx.actor.person)?;
    check(&planned, import, confirmed)?;
    let leaving = Leaving::of(tx, planned.leaving(confirmed))?;
    let (mut written, moving) = writes::carry_out(tx, &planned, done)?;
    if confirmed.deactivate_missing > 0 {
        people::deactivate_all(tx, &planned.leavers)?;
        written.deactivated.clone_from(&planned.leavers);
    }
    leaving.close_requests(tx)?;
    queries::finish(tx, import.id, done.load(Ordering::Relaxed))?;
    undo::keep(tx, import.id, &planned.rows, &written.everybody())?;
    note_people(tx, &planned.rows, &written.everybody())?;
    moving.carry_out(tx)?;
    leaving.hand_over(tx)?;
    tx.note(Event::new("people_imports.applied", import.id).after(&written))?;
    let import = ImportRowKept::find(tx, import.id)?.ok_or(Code::NotFound)?;
    let mut shown = plan::bare(&import);
    (shown.counts, shown.leavers) = (planned.counts(), written.deactivated.len());
    Ok(Reply::versioned(shown, import.version))
}

/// Who lost their role to somebody else while this waited for them doesn't carry it out any more.
fn may_still(planned: &Planned, actor: PersonId) -> Result<(), Failure> {
    let now = planned.before(actor).filter(|known| known.status == PersonStatus::Active);
    let may = now.is_some_and(|known| can(known.role, &MANAGE, Relation::Organisation));
    if may { Ok(()) } else { Err(Code::Forbidden.into()) }
}

/// Only what was looked at is done, and refused rows are left out only if somebody said so.
fn check(planned: &Planned, import: &ImportRowKept, confirmed: &ImportConfirmation) -> Result<(), Failure> {
    if !planned.mapping.tells_people_apart() {
        return Err(Failure::field("columns", "identity_required"));
    }
    if planned.fingerprint(import.id, import.date_order)? != confirmed.fingerprint {
        return Err(Problem::new(Code::Conflict).because("people changed since you looked: look again").into());
    }
    if planned.counts().refused > 0 && !confirmed.skip_refused {
        return Err(Failure::field("skip_refused", "rows_refused"));
    }
    let (seen, now) = (confirmed.deactivate_missing, planned.leavers.len());
    if seen != 0 && seen != now {
        let why = format!("{now} missing people can be deactivated, not {seen}: look again");
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    Ok(())
}

fn shown(tx: &mut TenantTx<'_>, import: &ImportRowKept) -> Result<shared::people::import::PeopleImport, Failure> {
    plan::plan(tx, import)?.shown(import)
}
