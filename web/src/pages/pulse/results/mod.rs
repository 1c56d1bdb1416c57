//! Results: a choice among the groups that are published, and a card for each question.

mod charts;
mod question;

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    pulse::{ExportPulseResults, ExportPulseResultsXlsx, Group, PulsePath, PulseResults, ReadPulseResults, Thread},
    wire::{PulseGroupId, PulseId},
};

use self::question::QuestionCard;
use crate::{
    address::Kept,
    attempt::{Attempt, AttemptNews},
    client::call,
    download::save,
    fetch::Fetch,
    text::pulse as text,
    ui::{Button, Choice, EmptyState, Field, Glyph, Select, live},
};

/// All of it.
#[component]
pub fn Results(id: PulseId) -> impl IntoView {
    let results = Fetch::new(move || call::<ReadPulseResults>(PulsePath { id }, Nothing {}, ()));
    results.view(move |results| shown(id, results))
}

fn shown(id: PulseId, results: PulseResults) -> AnyView {
    let any = results.questions.iter().any(|one| !one.cells.is_empty());
    if !any {
        return view! {
            <div class="card flush"><EmptyState glyph=Glyph::Lock title=text::NOTHING_SHOWN detail=text::NO_GROUPS_DETAIL /></div>
        }
        .into_any();
    }
    let kept = Kept::new("group");
    let options: Vec<_> = results.groups.iter().map(|group| Choice::new(group.id.to_string(), name(group))).collect();
    let first = results.groups.first().map(|group| group.id);
    if untrack(|| kept.value.get()).is_empty()
        && let Some(first) = first
    {
        kept.value.set(first.to_string());
    }
    let groups = results.groups.clone();
    let chosen = Memo::new(move |_| {
        let wanted: Option<PulseGroupId> = kept.value.read().parse().ok();
        groups.iter().find(|group| Some(group.id) == wanted).or(groups.first()).cloned()
    });
    let all = StoredValue::new(results);
    // Who looks at another group and comes back finds a thread as they left it.
    let changed = Callback::new(move |(now,): (Thread,)| all.update_value(|all| put_back(all, &now)));
    view! {
        <div class="spread pulse-filter">
            <Field label=text::GROUP filter=true><Select value=kept.value options /></Field>
            <Export id />
        </div>
        {live(move || chosen.get().map(|group| {
            let card = |results: &PulseResults| {
                let of = |one: &shared::pulse::QuestionResults| {
                    view! { <QuestionCard pulse=id results=one.clone() group=group.clone() groups=results.groups.clone() closes_on=results.pulse.closes_on changed /> }
                };
                results.questions.iter().map(of).collect_view()
            };
            all.with_value(card)
        }))}
    }
    .into_any()
}

fn put_back(results: &mut PulseResults, now: &Thread) {
    let spoken = results.questions.iter_mut().flat_map(|one| one.texts.iter_mut());
    let threads = spoken.filter_map(|spoken| spoken.thread.as_mut()).filter(|thread| thread.id == now.id);
    threads.for_each(|thread| *thread = now.clone());
}

/// What a group is called.
pub fn name(group: &Group) -> String {
    if group.team_id.is_none() { text::WHOLE.to_owned() } else { group.name.clone() }
}

#[component]
fn Export(id: PulseId) -> impl IntoView {
    let attempt = Attempt::new();
    let csv = move || {
        attempt.run(call::<ExportPulseResults>(PulsePath { id }, Nothing {}, ()), |file| {
            save("pulse.csv", file.as_bytes());
        });
    };
    let xlsx = move || {
        attempt.run(call::<ExportPulseResultsXlsx>(PulsePath { id }, Nothing {}, ()), |file| save("pulse.xlsx", &file));
    };
    view! {
        <AttemptNews attempt />
        <div class="row tight">
            <Button icon=Glyph::Download busy=attempt.busy on_press=csv>{text::EXPORT_CSV}</Button>
            <Button icon=Glyph::Download busy=attempt.busy on_press=xlsx>{text::EXPORT_XLSX}</Button>
        </div>
    }
}
