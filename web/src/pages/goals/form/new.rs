//! A new objective, with its key results in the same form.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::{
    access::Role,
    goals::{
        CreateObjective, Level, NewObjective, ObjectivePath, Opening, ReadObjective, Visibility,
        rules::kinds::ObjectiveState,
    },
    operation::Nothing,
    organisations::{ListPeriods, Period},
    problem::FieldError,
    shares::AudienceQuery,
    wire::PeriodId,
};

use super::{
    fields::{Counting, Draft, Place, WhoSees, Words},
    key_result_draft::KeyResultDraft,
    level::{LevelFields, may_set},
    results::ResultList,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on},
    drafts::{Draft as Kept, DraftNews},
    fetch::Fetch,
    pages::{
        goals::href,
        people::chosen_id,
        shares::{AudienceList, Thing},
    },
    session::Session,
    text::{format, goals as text},
    to,
    typed::{amount, unread},
    ui::{
        Actions, Button, ButtonKind, Choice, Crumb, EmptyState, Form, Glyph, LinkButton, PageHeader, RadioGroup, Toasts,
    },
};

/// The page.
#[component]
pub fn NewObjectivePage() -> impl IntoView {
    let periods = Fetch::new(|| call::<ListPeriods>(Nothing {}, Nothing {}, ()));
    view! {
        <div class="page">
            <PageHeader title=text::NEW crumbs=vec![Crumb::new(text::GOALS, to::GOALS)] />
            {periods.view(|list| if list.items.is_empty() { without_period() } else { view! { <Writing periods=list.items /> }.into_any() })}
        </div>
    }
}

fn without_period() -> AnyView {
    let admin = Session::here().role() == Some(Role::Admin);
    let periods = format!("{}?tab=periods", to::SETTINGS);
    view! {
        <div class="card flush"><EmptyState glyph=Glyph::Calendar title=text::NO_PERIODS detail=text::NO_PERIODS_DETAIL>
            {admin.then(|| view! { <LinkButton href=periods kind=ButtonKind::Primary>{text::TO_PERIODS}</LinkButton> })}
        </EmptyState></div>
    }
    .into_any()
}

#[component]
fn Writing(periods: Vec<Period>) -> impl IntoView {
    let draft = Draft::of(None);
    let level = RwSignal::new(Level::Person.to_string());
    let opening = RwSignal::new(Opening::Active.to_string());
    let results = RwSignal::new(vec![(0_usize, KeyResultDraft::of(None))]);
    begin(draft, level, &periods);
    let mut fields = draft.kept();
    fields.extend([
        (text::LEVEL, level.into()),
        (text::BEGINS_AS, opening.into()),
        (text::KEY_RESULTS, results.into()),
    ]);
    let kept = Kept::keep(
        format!("objective/{}", use_query_map().with_untracked(|query| query.get("parent")).unwrap_or_default()),
        fields,
    );
    let attempt = Attempt::new();
    let key = StoredValue::new(Key::default());
    let (toasts, navigate) = (Toasts::here(), use_navigate());
    let submit = move || {
        // Nothing chosen is said together with all else that is missing; so far it is the period of no id.
        let period = draft.period.get_untracked().parse::<PeriodId>().ok();
        let results = results.get_untracked();
        let mut wrong: Vec<_> =
            period.is_none().then(|| FieldError::new("period_id", "required")).into_iter().collect();
        wrong.extend(unread("weight", &draft.weight.read_untracked()));
        for (place, (_, result)) in results.iter().enumerate() {
            wrong.extend(result.unread(|field| format!("key_results[{place}].{field}")));
        }
        let body = NewObjective {
            level: level_of(&level.read_untracked()),
            title: draft.title.get_untracked().trim().to_owned(),
            description: draft.description.get_untracked(),
            owner_id: chosen_id(draft.owner),
            team_id: untrack(|| draft.team_at(level_of(&level.read()))),
            period_id: period.unwrap_or(PeriodId(uuid::Uuid::nil())),
            parent_id: chosen_id(draft.parent),
            state: Opening::parse(&opening.get_untracked()),
            visibility: draft.visibility(),
            roll_up: Some(draft.roll_up()),
            weight: amount(&draft.weight.read_untracked(), 1.0),
            starts_on: None,
            ends_on: None,
            key_results: results.into_iter().map(|(_, result)| result.new_key_result()).collect(),
        };
        wrong.extend(body.faults());
        let terms = Terms { version: None, key: Some(key.get_value()) };
        let navigate = navigate.clone();
        attempt.send_unless(
            wrong,
            body,
            |body| call_on::<CreateObjective>(Nothing {}, Nothing {}, body, terms),
            move |made| {
                kept.sent();
                toasts.good(text::CREATED);
                navigate(&href(made.objective.id), leptos_router::NavigateOptions::default());
            },
        );
    };
    let audience = Signal::derive(move || AudienceQuery {
        owner: draft.owner.read().as_ref().and_then(|choice| choice.value.parse().ok()),
        team: draft.team_at(level_of(&level.read())),
        visibility: Visibility::parse(&draft.visibility.read()),
        state: ObjectiveState::parse(&opening.read()),
        ..AudienceQuery::default()
    });
    let openings = vec![
        Choice::new(Opening::Active.as_str(), text::OPEN_ACTIVE).with_detail(text::OPEN_ACTIVE_DETAIL),
        Choice::new(Opening::Draft.as_str(), text::OPEN_DRAFT).with_detail(text::OPEN_DRAFT_DETAIL),
    ];
    view! {
        <div class="goal-form">
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                <section class="card stack"><Words draft /><LevelFields level team=draft.team /><Place draft periods=periods.clone() /></section>
                <ResultList results />
                <section class="card stack">
                    <WhoSees draft level=Signal::derive(move || level_of(&level.read())) />
                    <RadioGroup legend=text::BEGINS_AS value=opening options=openings />
                    <AudienceList thing=Thing::Objective(None) query=audience on_page=true />
                    <Counting draft />
                </section>
                <DraftNews draft=kept />
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::CREATE}</Button></Actions>
            </Form>
        </div>
    }
}

fn level_of(code: &str) -> Level {
    Level::parse(code).unwrap_or(Level::Person)
}

/// Oneself as the owner, the period of today, and what the address says: its level, what it supports.
fn begin(draft: Draft, level: RwSignal<String>, periods: &[Period]) {
    let today = format::today();
    let now = periods.iter().find(|period| (period.starts_on..=period.ends_on).contains(&today)).or(periods.first());
    draft.period.set(now.map(|period| period.id.to_string()).unwrap_or_default());
    draft.owner.set(untrack(|| Session::here().me()).map(|me| Choice::new(me.person_id.to_string(), me.name.clone())));
    let asked = use_query_map().with_untracked(|query| query.get_str("level").and_then(Level::parse));
    if let Some(asked) = asked.filter(|asked| may_set(*asked)) {
        level.set(asked.to_string());
    }
    let parent = use_query_map().with_untracked(|query| query.get_str("parent").and_then(|id| id.parse().ok()));
    if let Some(id) = parent {
        spawn_local(async move {
            if let Ok(parent) = call::<ReadObjective>(ObjectivePath { id }, Nothing {}, ()).await {
                draft.parent.try_set(Some(Choice::new(id.to_string(), parent.objective.title)));
                draft.period.try_set(parent.objective.period.id.to_string());
            }
        });
    }
}
