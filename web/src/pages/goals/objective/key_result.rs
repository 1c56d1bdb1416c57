//! One key result in the list of its objective.

use leptos::prelude::*;
use shared::goals::{
    CHECK_IN, EDIT, KeyResult,
    rules::kinds::{Direction, KeyResultKind, ObjectiveState},
};

use super::{super::marks, desk::Desk};
use crate::{
    pages::kpis,
    session::Session,
    text::{format, goals as text},
    ui::{Button, ButtonSize, Glyph, Icon, Menu, MenuItem, Progress},
};

/// Title, way, value, progress with the `pace` of its objective, standing; check in, history, and the rest in a menu.
#[component]
pub fn Row(result: KeyResult, state: ObjectiveState, pace: Option<f64>, desk: Desk) -> impl IntoView {
    let session = Session::here();
    let may_check_in = state == ObjectiveState::Active && session.can(&CHECK_IN, result.relation);
    let may_edit = !state.is_closed() && session.can(&EDIT, result.relation);
    let kept = StoredValue::new(result.clone());
    let steps = (result.measure.kind == KeyResultKind::Milestone).then(|| {
        let step = |step: &shared::goals::Milestone| {
            let glyph = if step.done { Glyph::CircleCheck } else { Glyph::Flag };
            view! { <li class=if step.done { "done" } else { "" }><Icon glyph />{step.title.clone()}</li> }
        };
        view! { <ul class="goal-steps small">{result.milestones.iter().map(step).collect_view()}</ul> }
    });
    // Bounds are to be kept all the time: there is no way to be halfway along.
    let pace = pace.filter(|_| result.measure.direction != Direction::KeepWithin);
    let history = text::history_of(&result.title);
    let due = result.due_on.filter(|_| may_check_in).map(|day| {
        let late = day < format::today();
        let words = if late { text::OVERDUE.to_owned() } else { text::due(&format::day(day)) };
        view! { <span class=if late { "goal-late" } else { "" }>{words}</span> }
    });
    let value = result.value.map(|value| marks::value(&result, value)).unwrap_or_else(|| format::NONE.to_owned());
    let followed = result.kpi.clone().map(|kpi| match kpi.name {
        Some(name) => view! { <a href=kpis::href(kpi.id)>{text::follows(&name)}</a> }.into_any(),
        None => view! { <span>{text::FOLLOWS_HIDDEN}</span> }.into_any(),
    });
    let weight = (result.weight == 0.0).then(|| view! { <span>{text::NOT_COUNTED}</span> });
    let check_in = may_check_in.then(|| {
        let name = text::check_in_on(&result.title);
        view! {
            <Button size=ButtonSize::Small icon=Glyph::Check on_press=move || desk.open(kept.get_value(), desk.check_in)>
                <span aria-hidden="true">{text::CHECK_IN}</span><span class="visually-hidden">{name}</span>
            </Button>
        }
    });
    let more = may_edit.then(|| {
        let never_checked = result.last_on.is_none();
        let counted = result.measure.kind != KeyResultKind::Milestone;
        view! {
            <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=text::actions_for(&result.title)>
                <MenuItem icon=Glyph::Pencil on_pick=move || desk.open(kept.get_value(), desk.edit)>{text::EDIT}</MenuItem>
                {counted.then(|| view! {
                    <MenuItem icon=Glyph::TrendingUp on_pick=move || desk.open(kept.get_value(), desk.follow)>{text::FOLLOW}</MenuItem>
                })}
                {never_checked.then(|| view! {
                    <MenuItem icon=Glyph::Trash2 danger=true on_pick=move || desk.open(kept.get_value(), desk.remove)>{text::REMOVE}</MenuItem>
                })}
            </Menu>
        }
    });
    view! {
        <div class="goal-result">
            <div class="goal-result-words">
                <div class="row tight"><h3>{result.title.clone()}</h3>{marks::status_badge(result.status)}</div>
                <p class="goal-notes small muted">
                    <span>{result.owner.name.clone()}</span>
                    <span>{marks::way(&result)}</span>
                    {followed}
                    {weight}
                    {due}
                </p>
                {steps}
            </div>
            <div class="goal-result-numbers">
                <span class="goal-value num">{value}</span>
                <Progress label=result.title.clone() done=Signal::stored(result.progress) pace=Signal::stored(pace) tone=marks::bar_tone(result.status) />
            </div>
            <div class="row snug goal-result-deeds">
                {check_in}
                <Button size=ButtonSize::Small icon=Glyph::History on_press=move || desk.open(kept.get_value(), desk.history)>
                    <span aria-hidden="true">{text::HISTORY}</span><span class="visually-hidden">{history}</span>
                </Button>
                {more}
            </div>
        </div>
    }
}
