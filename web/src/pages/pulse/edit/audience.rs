//! When it is asked, whom, and who sees what.

use leptos::prelude::*;
use shared::{operation::Nothing, teams::ListTeams};

use super::draft::Draft;
use crate::{
    client::call,
    fetch::Fetch,
    pages::people::people_search,
    text::pulse as text,
    ui::{ButtonSize, Checkbox, Choice, Combobox, DateInput, Field, Glyph, IconButton, Select, TextInput, live},
};

/// The days, and whether it comes again.
#[component]
pub fn When(draft: Draft) -> impl IntoView {
    view! {
        <div class="halves">
            <Field label=text::OPENS name="opens_on" required=true><DateInput value=draft.opens_on /></Field>
            <Field label=text::CLOSES name="closes_on" required=true><DateInput value=draft.closes_on /></Field>
        </div>
        <Field label=text::REPEATS name="every_weeks" hint=text::REPEATS_HINT><TextInput value=draft.every_weeks inputmode="numeric" /></Field>
    }
}

/// Whom it asks and what is shown of it.
#[component]
pub fn Rules(draft: Draft) -> impl IntoView {
    let teams = Fetch::new(|| call::<ListTeams>(Nothing {}, Nothing {}, ()));
    let options = Signal::derive(move || {
        let teams = teams.get().map(|teams| teams.items).unwrap_or_default();
        teams.into_iter().map(|team| Choice::new(team.id.to_string(), team.name)).collect::<Vec<_>>()
    });
    let minimums: Vec<_> = (3..=10).map(|one: u8| Choice::new(one.to_string(), one.to_string())).collect();
    view! {
        <section class="card stack">
            <h2>{text::WHOM}</h2>
            <Field label=text::TEAM name="team_id"><Select value=draft.team options any=text::EVERYBODY /></Field>
            <details class="goal-more">
                <summary>{text::MORE_RULES}</summary>
                <div class="stack">
                    <div class="halves">
                        <Field label=text::STARTED_FROM name="started_from"><DateInput value=draft.started_from /></Field>
                        <Field label=text::STARTED_UNTIL name="started_until"><DateInput value=draft.started_until /></Field>
                        <Field label=text::REST name="rest_weeks" hint=text::REST_HINT><TextInput value=draft.rest_weeks inputmode="numeric" /></Field>
                        <Field label=text::SAMPLE name="sample_percent" hint=text::SAMPLE_HINT><TextInput value=draft.sample_percent inputmode="numeric" /></Field>
                    </div>
                    <LeftOut draft />
                </div>
            </details>
            <Field label=text::MINIMUM name="minimum" hint=text::MINIMUM_HINT required=true><Select value=draft.minimum options=minimums /></Field>
            <Checkbox checked=draft.share_total label=text::SHARE_TOTAL hint=text::SHARE_TOTAL_HINT />
        </section>
    }
}

/// Who is left out by hand.
#[component]
fn LeftOut(draft: Draft) -> impl IntoView {
    let picked = RwSignal::new(None::<Choice>);
    Effect::new(move |_| {
        let Some(choice) = picked.get() else { return };
        draft.excluded.update(|all| {
            if all.iter().all(|one| one.value != choice.value) {
                all.push(choice);
            }
        });
        picked.set(None);
    });
    let one = move |choice: Choice| {
        let label = text::of(text::REMOVE, &choice.label);
        let gone = choice.value.clone();
        view! {
            <li class="spread">
                <span>{choice.label}</span>
                <IconButton glyph=Glyph::X label size=ButtonSize::Small on_press=move || {
                    draft.excluded.update(|all| all.retain(|one| one.value != gone));
                } />
            </li>
        }
    };
    view! {
        <Field label=text::EXCLUDE name="excluded"><Combobox value=picked search=people_search() /></Field>
        {live(move || {
            let all = draft.excluded.get();
            (!all.is_empty()).then(|| view! { <ul class="stack snug">{all.into_iter().map(one).collect_view()}</ul> })
        })}
    }
}
