//! Changing a KPI. Only what was changed here is sent.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    kpis::{EditKpi, Kpi, KpiChanges, KpiDetail, KpiPath, ReadKpi},
    operation::Nothing,
    problem::Problem,
    shares::AudienceQuery,
    wire::{Patch, PersonId},
};

use super::{
    draft::Draft,
    fields::{Counting, Whose, Words},
    formula::FormulaFields,
    gauge::Aim,
    merge::merge,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{BothChanged, Conflict},
    drafts::{Draft as Kept, DraftNews},
    pages::shares::{AudienceList, Thing},
    session::Session,
    text::{kpis as text, ui as words},
    ui::{Actions, Button, ButtonKind, Form},
};

/// The form. Only what was changed here is sent, so that a lost race costs nobody their change. `seen` gets what was read
/// after one.
#[component]
pub fn EditKpiForm(
    detail: KpiDetail,
    #[prop(into)] seen: Callback<(KpiDetail,)>,
    #[prop(into)] done: Callback<(KpiDetail,)>,
) -> impl IntoView {
    let draft = Draft::of(Some(&detail));
    let (id, relation) = (detail.kpi.id, detail.kpi.relation);
    let computed = detail.kpi.formula.is_some();
    let kept = Kept::keep_over(format!("kpi/edit/{id}"), detail.kpi.version, draft.kept());
    let version = RwSignal::new(detail.kpi.version);
    let before = StoredValue::new(detail);
    let attempt = Attempt::new();
    let submit = move || {
        let body = match before.with_value(|before| changes(draft, before)) {
            Ok(body) => body,
            Err(problem) => return attempt.fail(problem),
        };
        let version = version.get_untracked();
        attempt.send(
            body,
            move |body| change::<EditKpi>(KpiPath { id }, body, version),
            move |now| {
                kept.sent();
                done.run((now,));
            },
        );
    };
    let conflict = Conflict::new();
    let reload = move || {
        spawn_local(async move {
            match call::<ReadKpi>(KpiPath { id }, Nothing {}, ()).await {
                Ok(now) => {
                    if version.try_set(now.kpi.version).is_none() {
                        conflict.tell(before.with_value(|before| merge(draft, before, &now)));
                        before.set_value(now.clone());
                        seen.run((now,));
                    }
                }
                Err(problem) => attempt.fail(problem),
            }
        });
    };
    let reach = Signal::derive(move || {
        before.with_value(|before| {
            let owner: Option<PersonId> =
                draft.owner.with(|owner| owner.as_ref().and_then(|choice| choice.value.parse().ok()));
            let team = before.kpi.team.as_ref().map(|team| team.id);
            AudienceQuery {
                owner: owner.filter(|owner| *owner != before.kpi.owner.id),
                team: draft.team().filter(|chosen| team != Some(*chosen)),
                visibility: Some(draft.visibility()).filter(|chosen| *chosen != before.kpi.visibility),
                ..AudienceQuery::default()
            }
        })
    });
    let may_ask = untrack(|| Session::here().can(&shared::shares::VIEW, relation));
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict />
            <Words draft />
            {computed.then(|| view! { <FormulaFields draft /> })}
            <Counting draft />
            <h3>{text::SECTION_AIM}</h3>
            <Aim draft />
            <h3>{text::SECTION_WHO}</h3>
            <Whose draft />
            {may_ask.then(|| view! { <AudienceList thing=Thing::Kpi(Some(id)) query=reach /> })}
            <DraftNews draft=kept />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}

fn changes(draft: Draft, before: &KpiDetail) -> Result<KpiChanges, Problem> {
    fn new<T: PartialEq>(now: T, old: &T) -> Option<T> {
        (now != *old).then_some(now)
    }
    let now = draft.new_kpi()?;
    let Kpi { team, unit, formula, .. } = &before.kpi;
    let team = team.as_ref().map(|team| team.id);
    let same_formula = now.formula.as_ref().zip(formula.as_ref()).is_none_or(|(now, old)| {
        let reads =
            |name: &str| before.inputs.iter().find(|input| input.name == name).and_then(|input| input.kpi.as_ref());
        now.expression == old.expression
            && now.missing == Some(old.missing)
            && now.inputs.len() == before.inputs.len()
            && now.inputs.iter().all(|input| reads(&input.name).is_some_and(|kpi| kpi.id == input.kpi_id))
    });
    Ok(KpiChanges {
        name: new(now.name, &before.kpi.name),
        description: new(now.description, &before.kpi.description),
        owner_id: now.owner_id.and_then(|id| new(id, &before.kpi.owner.id)),
        team_id: if now.team_id == team { Patch::Keep } else { Patch::from(now.team_id) },
        team_answers: new(now.team_answers, &before.kpi.team_answers),
        visibility: new(now.visibility, &before.kpi.visibility),
        kind: new(now.kind, &before.kpi.kind),
        unit: if now.unit == *unit { Patch::Keep } else { Patch::from(now.unit) },
        decimals: now.decimals.and_then(|decimals| new(decimals, &before.kpi.decimals)),
        gauge: new(now.gauge, &before.kpi.gauge),
        frequency: new(now.frequency, &before.kpi.frequency),
        aggregation: new(now.aggregation, &before.kpi.aggregation),
        formula: now.formula.filter(|_| !same_formula),
    })
}
