//! What jobs ask for.

use std::collections::HashMap;

use leptos::prelude::*;
use shared::{
    development::{Expectation, Expected, Framework, SetExpectations},
    operation::Nothing,
    wire::{CompetencyId, TrackId},
};

use crate::{
    address::Kept,
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    text::{development as text, ui as words},
    ui::{Button, ButtonKind, Choice, Confirm, Field, Form, Select, Toasts, live, unsaved},
};

/// A job to choose, its track, and a level for each competency.
#[component]
pub fn Jobs(framework: Fetch<Framework>) -> impl IntoView {
    let job = Kept::new("job");
    let titles = Memo::new(move |_| {
        let now = framework.get();
        let asked = now.iter().flat_map(|now| &now.expectations).map(|one| &one.job_title);
        let mut titles: Vec<String> = now.iter().flat_map(|now| &now.job_titles).chain(asked).cloned().collect();
        titles.sort();
        titles.dedup();
        titles
    });
    let options = Signal::derive(move || {
        titles.get().into_iter().map(|title| Choice::new(title.clone(), title)).collect::<Vec<_>>()
    });
    // Another job is chosen at once, or when it is known that unsaved levels may go.
    let (picked, asking) = (RwSignal::new(job.value.get_untracked()), RwSignal::new(false));
    Effect::new(move |_| picked.set(job.value.get()));
    Effect::new(move |_| {
        let wanted = picked.get();
        if wanted == job.value.get_untracked() {
            return;
        }
        if unsaved::any() {
            asking.set(true);
        } else {
            job.value.set(wanted);
        }
    });
    Effect::new(move |_| {
        if !asking.get() {
            picked.set(job.value.get_untracked());
        }
    });
    let leave = move || {
        unsaved::give_up();
        job.value.set(picked.get_untracked());
        asking.set(false);
    };
    let title = Memo::new(move |_| Some(job.value.get()).filter(|job| titles.with(|all| all.contains(job))));
    let form = move || title.get().map(|title| view! { <JobForm title framework /> });
    view! {
        <section class="card stack">
            <div><h2>{text::EXPECTATIONS}</h2><p class="small muted">{text::EXPECTATIONS_LEAD}</p></div>
            <Field label=text::JOB filter=true><Select value=picked options any=text::CHOOSE_JOB /></Field>
            {live(form)}
        </section>
        <Confirm open=asking title=words::LEAVE deed=words::LEAVE_DO danger=true on_confirm=leave>
            <p>{words::LEAVE_DETAIL}</p>
        </Confirm>
    }
}

#[component]
fn JobForm(title: String, framework: Fetch<Framework>) -> impl IntoView {
    let before = untrack(|| framework.get()).and_then(|now| {
        let of_job = now.expectations.into_iter().find(|one| one.job_title == title)?;
        of_job.track_id.map(|id| id.to_string())
    });
    let track = RwSignal::new(before.unwrap_or_default());
    let tracks = Memo::new(move |_| {
        let all = framework.get().map(|now| now.tracks).unwrap_or_default();
        all.into_iter().map(|one| Choice::new(one.id.to_string(), one.name)).collect::<Vec<_>>()
    });
    let any_tracks = Memo::new(move |_| tracks.with(|all| !all.is_empty()));
    let competencies = Memo::new(move |_| {
        let all = framework.get().map(|now| now.competencies).unwrap_or_default();
        let on = track.with(|track| track.parse::<TrackId>().ok());
        let asked = all.into_iter().filter(|one| one.track_id.is_none() || one.track_id == on);
        asked.map(|one| (one.id, one.name)).collect::<Vec<_>>()
    });
    let levels = Memo::new(move |_| {
        let words = framework.get().map(|now| now.levels).unwrap_or_default();
        let level = |number: u8| Choice::new(number.to_string(), text::level(&words, number));
        (1_u8..).zip(&words).map(|(number, _)| level(number)).collect::<Vec<_>>()
    });
    let chosen = StoredValue::new(HashMap::<CompetencyId, RwSignal<String>>::new());
    let (attempt, toasts, job) = (Attempt::new(), Toasts::here(), StoredValue::new(title));
    let submit = move || {
        let asked = chosen.with_value(|all| {
            let asked = all.iter().filter_map(|(id, level)| {
                Some(Expected { competency_id: *id, level: level.get_untracked().parse().ok()? })
            });
            asked.collect()
        });
        // One that was removed meanwhile is none.
        let id = track.get_untracked();
        let is_there = tracks.with_untracked(|all| all.iter().any(|one| one.value == id));
        let track_id = if is_there { id.parse().ok() } else { None };
        attempt.send(
            Expectation { job_title: job.get_value(), track_id, levels: asked },
            |body| call::<SetExpectations>(Nothing {}, Nothing {}, body),
            move |now| {
                toasts.good(text::SAVED);
                framework.replace(now);
            },
        );
    };
    // A field stays as long as its competency does, whatever is read meanwhile.
    let field = move |(id, _): (CompetencyId, String)| {
        let asked = untrack(|| framework.get()).and_then(|now| {
            let of_job = now.expectations.into_iter().find(|one| job.with_value(|job| one.job_title == *job))?;
            of_job.levels.into_iter().find(|one| one.competency_id == id).map(|one| one.level.to_string())
        });
        let level = RwSignal::new(asked.unwrap_or_default());
        chosen.update_value(|all| {
            all.insert(id, level);
        });
        on_cleanup(move || {
            chosen.try_update_value(|all| {
                all.remove(&id);
            });
        });
        let name = move || {
            let found =
                competencies.with(|all| all.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone()));
            found.unwrap_or_default()
        };
        view! {
            <Field label=Signal::derive(name) filter=true><Select value=level options=levels any=text::NOT_ASKED /></Field>
        }
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            {live(move || any_tracks.get().then(|| view! {
                <Field label=text::TRACK name="track_id" hint=text::TRACK_HINT filter=true>
                    <Select value=track options=tracks any=text::NO_TRACK />
                </Field>
            }))}
            <div class="grid"><For each=move || competencies.get() key=|(id, _)| *id children=field /></div>
            <div class="row"><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></div>
        </Form>
    }
}
