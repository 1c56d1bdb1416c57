//! Tracks: kinds of work with competencies of their own.

use leptos::prelude::*;
use shared::{
    development::{
        CreateTrack, DeleteTrack, EditTrack, Framework, NewTrack, ReadFramework, Track, TrackChanges, TrackPath,
    },
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{BothChanged, Edited, merged},
    fetch::Fetch,
    text::{development as text, ui as words},
    ui::{Actions, Button, ButtonKind, Confirm, Dialog, Field, Form, Glyph, Icon, Menu, MenuItem, TextInput, Toasts},
};

/// The tracks with their dialogs.
#[component]
pub fn Tracks(framework: Fetch<Framework>) -> impl IntoView {
    let subject = RwSignal::new(None::<Track>);
    let (open, asking) = (RwSignal::new(false), RwSignal::new(false));
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let edit = move |track: Option<Track>| {
        subject.set(track);
        open.set(true);
    };
    let remove = move || {
        asking.set(false);
        let Some(track) = subject.get_untracked() else { return };
        attempt.run(change::<DeleteTrack>(TrackPath { id: track.id }, (), track.version), move |()| {
            toasts.good(text::TRACK_REMOVED);
            framework.reload();
        });
    };
    let one = move |track: Track, now: &Framework| {
        let (name, id) = (track.name.clone(), Some(track.id));
        let competencies = now.competencies.iter().filter(|one| one.track_id == id).count();
        // With a competency of it, in use or retired, it can't be removed.
        let bare = competencies == 0 && now.retired.iter().all(|one| one.track_id != id);
        let jobs: Vec<_> =
            now.expectations.iter().filter(|one| one.track_id == id).map(|one| &*one.job_title).collect();
        let detail = text::of_track(competencies, &jobs);
        let track = StoredValue::new(track);
        let deeds = move || {
            let ask = move || {
                subject.set(Some(track.get_value()));
                asking.set(true);
            };
            view! {
                <MenuItem icon=Glyph::Pencil on_pick=move || edit(Some(track.get_value()))>{text::RENAME_TRACK}</MenuItem>
                {bare.then(|| view! { <MenuItem icon=Glyph::Trash2 danger=true on_pick=ask>{text::REMOVE}</MenuItem> })}
            }
            .into_any()
        };
        view! {
            <li class="spread">
                <div class="grow">
                    <p class="strong">{name.clone()}</p>
                    <p class="small muted">{detail}</p>
                </div>
                <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=text::actions_for(&name)>{deeds()}</Menu>
            </li>
        }
    };
    let list = move |now: Framework| {
        let all = now.tracks.iter().map(|track| one(track.clone(), &now)).collect_view();
        (!now.tracks.is_empty()).then(|| view! { <ul class="rows">{all}</ul> })
    };
    let title = move || if subject.read().is_some() { text::RENAME_TRACK } else { text::ADD_TRACK }.to_owned();
    let form = move || {
        let done = move || {
            open.set(false);
            framework.reload();
        };
        view! { <TrackForm track=subject.get_untracked() seen=move |now| framework.replace(now) done /> }
    };
    view! {
        <section class="card flush">
            <div class="card-head">
                <div class="grow"><h2>{text::TRACKS}</h2><p class="small muted">{text::TRACKS_LEAD}</p></div>
                <Button icon=Glyph::Plus on_press=move || edit(None)>{text::ADD_TRACK}</Button>
            </div>
            <AttemptNews attempt reload=move || framework.reload() />
            {framework.view(list)}
        </section>
        <Dialog open title>{form()}</Dialog>
        <Confirm open=asking title=text::REMOVE_TRACK_ASK deed=text::REMOVE danger=true on_confirm=remove>
            <p>{text::REMOVE_TRACK_DETAIL}</p>
        </Confirm>
    }
}

/// `seen` gets what was read after a lost race.
#[component]
fn TrackForm(
    track: Option<Track>,
    #[prop(into)] seen: Callback<(Framework,)>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let name = RwSignal::new(track.as_ref().map(|track| track.name.clone()).unwrap_or_default());
    let attempt = Attempt::new();
    let edited = Edited::new(track, attempt);
    let submit = move || {
        let name = name.get_untracked().trim().to_owned();
        match edited.before() {
            None => attempt.send(
                NewTrack { name },
                |body| call::<CreateTrack>(Nothing {}, Nothing {}, body),
                move |_| done.run(()),
            ),
            Some(Track { id, version, .. }) => attempt.send(
                TrackChanges { name },
                move |body| change::<EditTrack>(TrackPath { id }, body, version),
                move |_| done.run(()),
            ),
        }
    };
    let reload = move || {
        let id = edited.before().map(|track| track.id);
        edited.reload(
            call::<ReadFramework>(Nothing {}, Nothing {}, ()),
            move |now| now.tracks.iter().find(|track| Some(track.id) == id).cloned(),
            move |old, new| vec![merged(text::NAME, name, &old.name, new.name.clone(), String::clone)],
            move |now| seen.run((now,)),
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict=edited.conflict />
            <Field label=text::NAME name="name" required=true><TextInput value=name /></Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}
