//! Who reads it and what for, as fields; changing both afterwards.

use leptos::prelude::*;
use shared::{
    feedback::{Audience, EditFeedback, Feedback, FeedbackChanges, FeedbackPath, Purpose, ReadFeedback, ReadersQuery},
    operation::Nothing,
};

use super::{form::readers_of, readers::ReaderList};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{Both, BothChanged, Edited, merged},
    text::{feedback as text, ui as words},
    ui::{Actions, Button, ButtonKind, Checkbox, Choice, Form, RadioGroup},
};

/// The fields as they are chosen.
#[derive(Clone, Copy)]
pub struct Chosen {
    /// `person`, `both`, `manager` or `note`.
    pub to: RwSignal<String>,
    pub chain: RwSignal<bool>,
    pub later: RwSignal<bool>,
    pub purpose: RwSignal<String>,
}

impl Chosen {
    /// For a person alone, to grow.
    pub fn new() -> Self {
        Self::of(Audience { person: true, ..Audience::default() }, Purpose::Growth)
    }

    fn of(audience: Audience, purpose: Purpose) -> Self {
        let to = match (audience.person, audience.manager) {
            (true, true) => "both",
            (false, true) => "manager",
            _ => "person",
        };
        Self {
            to: RwSignal::new(to.to_owned()),
            chain: RwSignal::new(audience.chain),
            later: RwSignal::new(audience.later_managers),
            purpose: RwSignal::new(purpose.to_string()),
        }
    }

    /// Whether it is a note to oneself. Reactive.
    pub fn is_note(self) -> bool {
        self.to.with(|to| to == "note")
    }

    /// Who reads it. Reactive.
    pub fn audience(self) -> Audience {
        let to = self.to.get();
        let manager = matches!(to.as_str(), "both" | "manager");
        Audience {
            person: matches!(to.as_str(), "person" | "both"),
            manager,
            chain: manager && self.chain.get(),
            later_managers: manager && self.later.get(),
        }
    }

    /// What it may be used for. Reactive.
    pub fn purpose(self) -> Purpose {
        Purpose::parse(&self.purpose.get()).unwrap_or(Purpose::Growth)
    }

    /// After a lost race.
    fn merge(self, before: &Feedback, now: &Feedback) -> Vec<Option<Both>> {
        let [old, new] = [before, now].map(|it| Self::of(it.audience, it.purpose));
        let then = |signal: RwSignal<String>| signal.get_untracked();
        let whom = |to: &String| {
            match to.as_str() {
                "both" => text::KIND_BOTH,
                "manager" => text::KIND_MANAGER,
                _ => text::KIND_PERSON,
            }
            .to_owned()
        };
        let purpose = |code: &String| Purpose::parse(code).map(|it| text::purpose(it).0).unwrap_or_default().to_owned();
        let flag = |on: &bool| words::yes_or_no(*on).to_owned();
        vec![
            merged(text::KIND, self.to, &then(old.to), then(new.to), whom),
            merged(text::CHAIN, self.chain, &old.chain.get_untracked(), new.chain.get_untracked(), flag),
            merged(text::LATER, self.later, &old.later.get_untracked(), new.later.get_untracked(), flag),
            merged(text::PURPOSE, self.purpose, &then(old.purpose), then(new.purpose), purpose),
        ]
    }
}

/// Who reads it. A note is offered where one is written.
#[component]
pub fn AudienceFields(chosen: Chosen, #[prop(optional)] with_note: bool) -> impl IntoView {
    let mut kinds = vec![
        Choice::new("person", text::KIND_PERSON).with_detail(text::KIND_PERSON_DETAIL),
        Choice::new("both", text::KIND_BOTH).with_detail(text::KIND_BOTH_DETAIL),
        Choice::new("manager", text::KIND_MANAGER).with_detail(text::KIND_MANAGER_DETAIL),
    ];
    if with_note {
        kinds.push(Choice::new("note", text::KIND_NOTE).with_detail(text::KIND_NOTE_DETAIL));
    }
    let to_manager = move || chosen.audience().manager;
    view! {
        <RadioGroup legend=text::KIND value=chosen.to options=kinds />
        <Show when=to_manager>
            <div class="choices">
                <Checkbox checked=chosen.chain label=text::CHAIN hint=text::CHAIN_HINT />
                <Checkbox checked=chosen.later label=text::LATER hint=text::LATER_HINT />
            </div>
        </Show>
    }
}

/// What it may be used for.
#[component]
pub fn PurposeField(chosen: Chosen) -> impl IntoView {
    let purposes = Purpose::ALL.iter().map(|purpose| {
        let (name, detail) = text::purpose(*purpose);
        Choice::new(purpose.as_str(), name).with_detail(detail)
    });
    let purposes: Vec<_> = purposes.collect();
    view! { <RadioGroup legend=text::PURPOSE value=chosen.purpose options=purposes /> }
}

/// The form in the dialog. `seen` is told when a lost race showed that what stands around is old.
#[component]
pub fn ChangeReaders(
    feedback: Feedback,
    #[prop(into)] seen: Callback<()>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let chosen = Chosen::of(feedback.audience, feedback.purpose);
    let (id, subject) = (feedback.id, feedback.subject.id);
    let asked_by = feedback.asked_by.as_ref().map(|asker| asker.id);
    let attempt = Attempt::new();
    let edited = Edited::new(Some(feedback), attempt);
    let submit = move || {
        let version = edited.before().map_or(0, |feedback| feedback.version);
        let body = FeedbackChanges {
            audience: Some(untrack(|| chosen.audience())),
            purpose: Some(untrack(|| chosen.purpose())),
        };
        attempt.send(
            body,
            move |body| change::<EditFeedback>(FeedbackPath { id }, body, version),
            move |_| done.run(()),
        );
    };
    let reload = move || {
        let read = call::<ReadFeedback>(FeedbackPath { id }, Nothing {}, ());
        let merge = move |old: &Feedback, new: &Feedback| chosen.merge(old, new);
        edited.reload(read, |now| Some(now.clone()), merge, move |_| seen.run(()));
    };
    let query = move || Some(ReadersQuery { asked_by, ..readers_of(subject, chosen.audience()) });
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict=edited.conflict />
            <AudienceFields chosen />
            <PurposeField chosen />
            <section class="stack"><h3>{text::READERS}</h3><ReaderList query=Signal::derive(query) /></section>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::SAVE}</Button></Actions>
        </Form>
    }
}
