//! Changing an objective.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    goals::{
        EditObjective, Objective, ObjectiveChanges, ObjectiveDetail, ObjectivePath, ReadObjective, Visibility,
        visibility_fault,
    },
    operation::Nothing,
    organisations::ListPeriods,
    shares::AudienceQuery,
    wire::{ObjectiveId, Patch},
};

use super::{
    fields::{Counting, Draft, Place, WhoSees, Words},
    level::TeamField,
    merge::merge,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{BothChanged, Conflict},
    drafts::{Draft as Kept, DraftNews},
    fetch::Fetch,
    pages::{
        people::chosen_id,
        shares::{AudienceList, Thing},
    },
    session::Session,
    text::ui as words,
    typed::{amount, unread},
    ui::{Actions, Button, ButtonKind, DateInput, Field, Form, live},
};

/// The form. Only what was changed here is sent, so that a lost race costs nobody their change. `seen` gets what was
/// read after one.
#[component]
pub fn EditObjectiveForm(
    objective: Objective,
    #[prop(into)] seen: Callback<(ObjectiveDetail,)>,
    #[prop(into)] done: Callback<(ObjectiveDetail,)>,
) -> impl IntoView {
    let (id, level, relation) = (objective.id, objective.level, objective.relation);
    let draft = Draft::of(Some(&objective));
    let (starts, ends) = (RwSignal::new(Some(objective.starts_on)), RwSignal::new(Some(objective.ends_on)));
    let mut fields = draft.kept();
    fields
        .extend([(crate::text::organisations::STARTS, starts.into()), (crate::text::organisations::ENDS, ends.into())]);
    let kept = Kept::keep_over(format!("objective/edit/{id}"), objective.version, fields);
    let version = RwSignal::new(objective.version);
    let before = StoredValue::new(objective);
    let periods = Fetch::new(|| call::<ListPeriods>(Nothing {}, Nothing {}, ()));
    let attempt = Attempt::new();
    let submit = move || {
        let mut body = before.with_value(|before| changes(draft, before));
        before.with_value(|before| {
            body.starts_on = starts.get_untracked().filter(|day| *day != before.starts_on);
            body.ends_on = ends.get_untracked().filter(|day| *day != before.ends_on);
        });
        let version = version.get_untracked();
        let weight = unread("weight", &draft.weight.read_untracked());
        let wrong = weight.into_iter().chain(visibility_fault(level, draft.visibility())).collect();
        attempt.send_unless(
            wrong,
            body,
            move |body| change::<EditObjective>(ObjectivePath { id }, body, version),
            move |now| {
                kept.sent();
                done.run((now,));
            },
        );
    };
    let conflict = Conflict::new();
    let reload = move || {
        spawn_local(async move {
            match call::<ReadObjective>(ObjectivePath { id }, Nothing {}, ()).await {
                Ok(detail) => {
                    let now = detail.objective.clone();
                    if version.try_set(now.version).is_none() {
                        conflict.tell(before.with_value(|before| merge(draft, (starts, ends), before, &now)));
                        before.set_value(now);
                        seen.run((detail,));
                    }
                }
                Err(problem) => attempt.fail(problem),
            }
        });
    };
    let reach = Signal::derive(move || {
        let before = before.get_value();
        let owner = draft.owner.read().as_ref().and_then(|choice| choice.value.parse().ok());
        AudienceQuery {
            objective: Some(id),
            owner: owner.filter(|owner| *owner != before.owner.id),
            team: draft.team_at(level).filter(|team| before.team.as_ref().is_none_or(|before| before.id != *team)),
            visibility: Visibility::parse(&draft.visibility.read()).filter(|it| *it != before.visibility),
            ..AudienceQuery::default()
        }
    });
    let may_ask = untrack(|| Session::here().can(&shared::shares::VIEW, relation));
    let reaches_others = Memo::new(move |_| {
        may_ask && reach.with(|it| it.owner.is_some() || it.team.is_some() || it.visibility.is_some())
    });
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict />
            <Words draft />
            {live(move || periods.get().map(|list| view! { <Place draft periods=list.items /> }))}
            <TeamField level team=draft.team />
            <div class="halves">
                <Field label=crate::text::organisations::STARTS name="starts_on" required=true><DateInput value=starts /></Field>
                <Field label=crate::text::organisations::ENDS name="ends_on" required=true><DateInput value=ends /></Field>
            </div>
            <Counting draft />
            <WhoSees draft level=Signal::stored(level) />
            <Show when=move || reaches_others.get()><AudienceList thing=Thing::Objective(Some(id)) query=reach /></Show>
            <DraftNews draft=kept />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}

fn changes(draft: Draft, before: &Objective) -> ObjectiveChanges {
    fn new<T: PartialEq>(now: T, old: &T) -> Option<T> {
        (now != *old).then_some(now)
    }
    let parent = chosen_id::<ObjectiveId>(draft.parent);
    let team = untrack(|| draft.team_at(before.level));
    let same_parent = parent == before.parent.as_ref().map(|parent| parent.id);
    ObjectiveChanges {
        title: new(draft.title.get_untracked().trim().to_owned(), &before.title),
        description: new(draft.description.get_untracked(), &before.description),
        owner_id: chosen_id(draft.owner).and_then(|id| new(id, &before.owner.id)),
        team_id: if team == before.team.as_ref().map(|team| team.id) { Patch::Keep } else { Patch::from(team) },
        period_id: draft.period.get_untracked().parse().ok().and_then(|id| new(id, &before.period.id)),
        parent_id: if same_parent { Patch::Keep } else { Patch::from(parent) },
        visibility: new(draft.visibility(), &before.visibility),
        roll_up: new(draft.roll_up(), &before.roll_up),
        weight: amount(&draft.weight.read_untracked(), 1.0).and_then(|weight| new(weight, &before.weight)),
        starts_on: None,
        ends_on: None,
    }
}
