use shared::{
    access::{Relation, Role, can},
    kpis::{
        ArchiveKpi, CreateKpi, EDIT, EditKpi, KpiChanges, KpiDetail, KpiFilter, KpiSort, ListKpis, NewFormula, NewKpi,
        ReadKpi, RestoreKpi,
        rules::{
            gauge::Gauge,
            kinds::{Grain, KpiKind, TimeUnit},
        },
    },
    notifications::NoticeKind,
    openings::Opened,
    problem::{Code, Problem},
    wire::{KpiId, Page, PersonId, TeamId},
};

use super::{
    answering,
    clock::Clock,
    following,
    formula::Formula,
    queries::{self, Position},
    reach,
    recompute::{self, Held},
    rows::KpiRow,
    writes,
};
use crate::{
    audit::Event,
    db::{Changeable, Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
    notifications::tell,
    people::PersonRow,
};

pub(super) fn list(ask: &Ask<ListKpis>, tx: &mut TenantTx<'_>) -> Answered<ListKpis> {
    let filter = KpiFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (sort, limit) = (filter.sort.unwrap_or(KpiSort::Name), ask.query.limit.unwrap_or_default());
    let list = List::new("kpis", &filter)?;
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, &filter, limit, after)?;
    let page = list.page(rows, limit, |row| Position::of(row, sort), |row| row)?;
    let items = queries::shown(tx, page.items)?;
    Ok(Reply::new(Page { items, next_cursor: page.next_cursor }))
}

pub(super) fn show(ask: &Ask<ReadKpi>, tx: &mut TenantTx<'_>) -> Answered<ReadKpi> {
    let kpi = ask.read::<KpiRow>(tx, ask.params.id)?;
    if kpi.relation() != Relation::Own {
        ask.visits.note(&tx.actor, Opened::Kpi, kpi.id);
    }
    let version = kpi.version;
    Ok(Reply::versioned(detail(tx, kpi.into_inner())?, version))
}

pub(super) fn create(ask: &Ask<CreateKpi>, tx: &mut TenantTx<'_>) -> Answered<CreateKpi> {
    let owner = answering::owner(tx, &ask.body)?;
    may_make(tx, owner, ask.body.team_id.is_some())?;
    versioned_made(add(tx, &ask.body, owner)?)
}

/// Makes a KPI that may be made.
pub(crate) fn add(tx: &mut TenantTx<'_>, new: &NewKpi, owner: PersonId) -> Result<KpiDetail, Failure> {
    check_gauge(new.kind, &new.gauge)?;
    check_unit(new.kind, new.unit.as_deref())?;
    let held = match &new.formula {
        Some(formula) => {
            let held = Held::writing_formula(tx, None, &reads(formula))?;
            check(tx, None, formula, new.frequency)?;
            Some(held)
        }
        None => None,
    };
    let id = writes::insert(tx, new, owner)?;
    if let Some(held) = held {
        recompute::anew(tx, &held.with_new(id), &[id])?;
    }
    let detail = current(tx, id)?;
    tx.note(Event::new("kpis.created", id).after(&detail))?;
    tell(tx, NoticeKind::KpiAssigned, id, &[owner])?;
    Ok(detail)
}

pub(super) fn edit(ask: &Ask<EditKpi>, tx: &mut TenantTx<'_>) -> Answered<EditKpi> {
    let held = match &ask.body.formula {
        Some(formula) => Held::writing_formula(tx, Some(ask.params.id), &reads(formula))?,
        None => Held::changing(tx, &[ask.params.id])?,
    };
    let before = ask.change::<KpiRow>(tx, ask.params.id)?;
    reach::refuse_opening(tx, &before, &ask.body)?;
    let asked = &answering::with_owner(tx, &before, &ask.body)?;
    let another_owner = asked.owner_id.filter(|owner| *owner != before.owner_id);
    may_be_whose(tx, &before, another_owner, asked.team_id.apply(before.team_id))?;
    refuse_nonsense(tx, &before, asked)?;
    writes::update(tx, &before, asked)?;
    if let Some(owner) = another_owner {
        tell(tx, NoticeKind::KpiAssigned, before.id, &[owner])?;
    }
    recompute::anew(tx, &held, &[before.id])?;
    changed(tx, "kpis.edited", &before)
}

/// Refuses what the KPI can't become, or can't become any more.
fn refuse_nonsense(tx: &mut TenantTx<'_>, before: &KpiRow, asked: &KpiChanges) -> Result<(), Failure> {
    let kind = asked.kind.unwrap_or(before.kind);
    check_gauge(kind, &asked.gauge.unwrap_or_else(|| before.gauge()))?;
    let unit = asked.unit.clone().apply(before.unit.clone());
    check_unit(kind, unit.as_deref())?;
    if is_another_measure(before, asked) && queries::is_counted_on(tx, before.id)? {
        return Err(Failure::field(if asked.kind.is_some() { "kind" } else { "unit" }, "has_measurements"));
    }
    let frequency = asked.frequency.unwrap_or(before.frequency);
    if frequency > before.frequency && queries::finest_reader(tx, before.id)?.is_some_and(|reader| reader < frequency) {
        return Err(Failure::field("frequency", "read_more_often"));
    }
    match &asked.formula {
        Some(_) if before.formula.is_none() => Err(Failure::field("formula", "not_used_here")),
        Some(formula) => check(tx, Some(before.id), formula, frequency),
        None if before.formula.is_some() => refuse_finer(tx, before.id, frequency),
        None => Ok(()),
    }
}

/// What a formula is to read.
fn reads(formula: &NewFormula) -> Vec<KpiId> {
    formula.inputs.iter().map(|input| input.kpi_id).collect()
}

pub(super) fn archive(ask: &Ask<ArchiveKpi>, tx: &mut TenantTx<'_>) -> Answered<ArchiveKpi> {
    let kpi = ask.change_any_version::<KpiRow>(tx, ask.params.id)?;
    writes::set_archived(tx, &kpi, true)?;
    changed(tx, "kpis.archived", &kpi)
}

pub(super) fn restore(ask: &Ask<RestoreKpi>, tx: &mut TenantTx<'_>) -> Answered<RestoreKpi> {
    let kpi = ask.change_any_version::<KpiRow>(tx, ask.params.id)?;
    writes::set_archived(tx, &kpi, false)?;
    changed(tx, "kpis.restored", &kpi)
}

/// The KPI as it is now, after noting what it was.
fn changed<O>(tx: &mut TenantTx<'_>, kind: &'static str, before: &Changeable<KpiRow>) -> Answered<O>
where
    O: shared::operation::Operation<Answer = shared::operation::Json<KpiDetail>>,
{
    let clock = Clock::of(tx)?;
    let was = KpiRow::clone(before).shown(Vec::new(), clock);
    let after = current(tx, before.id)?;
    tx.note(Event::new(kind, before.id).before(&was).after(&after.kpi))?;
    let version = after.kpi.version;
    Ok(Reply::versioned(after, version))
}

fn versioned_made(detail: KpiDetail) -> Answered<CreateKpi> {
    let version = detail.kpi.version;
    Ok(Reply::versioned(detail, version))
}

/// A KPI with everything around it, as it is now.
fn current(tx: &mut TenantTx<'_>, id: KpiId) -> Result<KpiDetail, Failure> {
    let row = KpiRow::find(tx, id)?.ok_or(Code::NotFound)?;
    detail(tx, row)
}

/// A KPI with everything around it.
pub(crate) fn detail(tx: &mut TenantTx<'_>, row: KpiRow) -> Result<KpiDetail, Failure> {
    let id = row.id;
    let inputs = if row.formula.is_some() { queries::inputs(tx, id)? } else { Vec::new() };
    let used_by = queries::used_by(tx, id)?;
    let followers = following::followers(tx, id)?;
    let kpi = queries::shown(tx, vec![row])?.pop().ok_or(Code::NotFound)?;
    Ok(KpiDetail { kpi, inputs, used_by, followers })
}

/// Whether the actor may make a KPI for this owner. A team's takes a Manager, who hands it to whom they like; a
/// person's is made by themselves, their managers or an Admin.
fn may_make(tx: &mut TenantTx<'_>, owner: PersonId, for_team: bool) -> Result<(), Failure> {
    if for_team {
        may_make_for_teams(tx)?;
    }
    let person = PersonRow::find(tx, owner)?.ok_or_else(|| Failure::field("owner_id", "unknown"))?;
    let own = match person.relation() {
        // Whoever is merely seen in the directory is not one's own.
        Relation::Shared(_) => Relation::Shared(shared::access::ShareLevel::View),
        other => other,
    };
    if for_team || can(tx.actor.role, &EDIT, own) { Ok(()) } else { Err(Failure::field("owner_id", "not_allowed")) }
}

fn may_make_for_teams(tx: &TenantTx<'_>) -> Result<(), Failure> {
    if tx.actor.role < Role::Manager { Err(Failure::field("team_id", "not_allowed")) } else { Ok(()) }
}

/// Whether the actor may hand a KPI to another owner or another team: as if they made it for them.
fn may_be_whose(
    tx: &mut TenantTx<'_>,
    before: &KpiRow,
    another_owner: Option<PersonId>,
    team: Option<TeamId>,
) -> Result<(), Failure> {
    if team.is_some() && team != before.team_id {
        may_make_for_teams(tx)?;
    }
    another_owner.map_or(Ok(()), |owner| may_make(tx, owner, team.is_some()))
}

fn check_gauge(kind: KpiKind, gauge: &Gauge) -> Result<(), Failure> {
    gauge.check(kind).map(drop).map_err(|errors| Failure::from(Problem::invalid(errors)).under("gauge"))
}

/// Money without a currency is no amount, and a duration without its unit no time.
fn check_unit(kind: KpiKind, unit: Option<&str>) -> Result<(), Failure> {
    let code = unit.unwrap_or_default();
    let currency = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    match kind {
        KpiKind::Money if !currency => Err(Failure::field("unit", "currency_required")),
        KpiKind::Duration if TimeUnit::parse(code).is_none() => Err(Failure::field("unit", "time_unit_required")),
        KpiKind::Percent if unit.is_some() => Err(Failure::field("unit", "not_used_here")),
        _ => Ok(()),
    }
}

/// Whether its numbers would mean something else. What a plain number is called may change.
fn is_another_measure(before: &KpiRow, asked: &KpiChanges) -> bool {
    let kind = asked.kind.unwrap_or(before.kind);
    let unit = asked.unit.clone().apply(before.unit.clone());
    kind != before.kind || (kind != KpiKind::Number && unit != before.unit)
}

/// The most KPIs that are measured a formula may hang on, by whatever way.
const MOST_LEAVES: usize = 20;
/// How many formulas may stand on each other.
const MOST_LEVELS: usize = 5;
/// The most formulas that may hang on a KPI, by whatever way: all of them are computed when it is measured.
const MOST_READERS: usize = 50;

/// A formula that may be, while nobody else writes one: it can be read, its inputs are seen, often enough measured, and not computed from it.
fn check(tx: &mut TenantTx<'_>, id: Option<KpiId>, new: &NewFormula, frequency: Grain) -> Result<(), Failure> {
    let formula = Formula::read(new.expression.trim()).map_err(|code| Failure::field("formula.expression", code))?;
    for (index, input) in new.inputs.iter().enumerate() {
        let place = |code: &str, field: &str| Err(Failure::field(format!("formula.inputs[{index}].{field}"), code));
        if new.inputs.iter().take(index).any(|other| other.name == input.name) {
            return place("taken", "name");
        }
        if !formula.names().contains(&input.name) {
            return place("not_used_here", "name");
        }
        let Some(row) = KpiRow::find(tx, input.kpi_id)? else {
            return place("unknown", "kpi_id");
        };
        if !reach::may_pass_on(tx, &row) {
            return place("not_allowed", "kpi_id");
        }
        if row.frequency > frequency {
            return place("measured_less_often", "kpi_id");
        }
    }
    if let Some(name) = formula.names().iter().find(|name| new.inputs.iter().all(|input| input.name != **name)) {
        return Err(Problem::field("formula.expression", "unknown_name").because(name.clone()).into());
    }
    let inputs = reads(new);
    let graph = queries::Graph::below(tx, &inputs)?;
    if let Some(id) = id {
        refuse_circle(tx, &graph, id, &inputs)?;
    }
    if graph.leaves() > MOST_LEAVES || graph.levels(&inputs) >= MOST_LEVELS {
        return Err(Failure::field("formula.inputs", "too_deep"));
    }
    if queries::most_readers(tx, &inputs)? >= MOST_READERS {
        return Err(Failure::field("formula.inputs", "too_many_readers"));
    }
    Ok(())
}

/// Refuses a formula that would be computed from itself, and spells it out; only what the actor sees is named.
fn refuse_circle(tx: &mut TenantTx<'_>, graph: &queries::Graph, id: KpiId, inputs: &[KpiId]) -> Result<(), Failure> {
    let Some(circle) = graph.circle(id, inputs) else {
        return Ok(());
    };
    let seen = queries::names(tx, &circle)?;
    let names: Vec<&str> = circle.iter().map(|id| seen.get(id).map_or("…", String::as_str)).collect();
    Err(Problem::field("formula.inputs", "circle").because(names.join(" → ")).into())
}

/// A formula can't have a value more often than its inputs.
fn refuse_finer(tx: &mut TenantTx<'_>, id: KpiId, frequency: Grain) -> Result<(), Failure> {
    if queries::coarsest_input(tx, id)?.is_some_and(|input| input > frequency) {
        return Err(Failure::field("frequency", "measured_less_often"));
    }
    Ok(())
}
