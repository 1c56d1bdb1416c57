//! What an Admin can do to a person, from the list and from the person's page alike.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    access::Relation,
    operation::Nothing,
    people::{
        DEACTIVATE, DeactivatePerson, Deactivation, InvitePerson, MANAGE, Person, PersonPath, PersonStatus,
        ReactivatePerson, ReadPerson,
    },
    privacy::{ERASE, EXPORT, Erasure, ExportPersonData},
    reviews::{EndLeaversReviews, NewReviewEnding, RUN, ReviewEnding},
};

use super::{
    departing::{Departing, WaysToEnd},
    dialogs::ChangePerson,
    erasing::Erase,
    lazy,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    download::save,
    parts,
    session::Session,
    text::{people as text, privacy},
    ui::{Confirm, Dialog, Drawer, Glyph, Icon, Menu, MenuItem, Toasts, live},
};

/// The deeds of one page: about whom, and which dialog is open.
#[derive(Clone, Copy)]
pub struct Deeds {
    subject: RwSignal<Option<Person>>,
    edit: RwSignal<bool>,
    deactivate: RwSignal<bool>,
    reactivate: RwSignal<bool>,
    end_reviews: RwSignal<bool>,
    erase: RwSignal<bool>,
    attempt: Attempt,
    changed: Callback<(Person,)>,
}

impl Deeds {
    /// No dialog open; `changed` gets the person as the server answers.
    pub fn new(changed: impl Fn(Person) + Send + Sync + 'static) -> Self {
        Self {
            subject: RwSignal::new(None),
            edit: RwSignal::new(false),
            deactivate: RwSignal::new(false),
            reactivate: RwSignal::new(false),
            end_reviews: RwSignal::new(false),
            erase: RwSignal::new(false),
            attempt: Attempt::new(),
            changed: Callback::from(changed),
        }
    }

    /// Opens the form about somebody.
    pub fn edit(self, person: Person) {
        self.ask(person, self.edit);
    }

    /// The dialogs behind the menus; once per page. `reload` fetches the page anew after a lost race.
    pub fn dialogs(self, reload: impl Fn() + Send + Sync + 'static) -> AnyView {
        let reload = Callback::from(reload);
        let open = move || {
            [self.edit, self.deactivate, self.reactivate, self.end_reviews, self.erase].iter().any(RwSignal::get)
        };
        view! {
            <AttemptNews attempt=self.attempt reload />
            {parts::once(open, move || lazy::deed_dialogs(self))}
        }
        .into_any()
    }

    fn ask(self, person: Person, dialog: RwSignal<bool>) {
        self.subject.set(Some(person));
        dialog.set(true);
    }

    fn name(self) -> String {
        self.subject.with(|person| person.as_ref().map(|person| person.name.clone()).unwrap_or_default())
    }

    /// How many report to whom it is about, if anybody.
    fn reports(self) -> Option<i64> {
        self.subject.with(|person| person.as_ref().map(|person| person.direct_reports)).filter(|reports| *reports > 0)
    }

    fn export(self, person: &Person, toasts: Toasts) {
        let file = call::<ExportPersonData>(PersonPath { id: person.id }, Nothing {}, ());
        self.attempt.run(file, move |file| {
            save(privacy::FILE, &file);
            toasts.good(privacy::SAVED);
        });
    }

    fn invite(self, person: &Person, toasts: Toasts) {
        self.attempt.run(call::<InvitePerson>(PersonPath { id: person.id }, Nothing {}, ()), move |person| {
            toasts.good(text::invited(&person.name));
            self.changed.run((person,));
        });
    }
}

/// The menu of one person; nothing for who may not manage people.
#[component]
pub fn PersonMenu(person: Person, deeds: Deeds) -> AnyView {
    let session = Session::here();
    let Some(details) = person.details.clone().filter(|_| session.can(&MANAGE, person.relation)) else {
        return ().into_any();
    };
    let deactivates = session.can(&DEACTIVATE, person.relation);
    let ends = session.can(&RUN, person.relation);
    let (exports, erases) = (session.can(&EXPORT, person.relation), session.can(&ERASE, person.relation));
    // Nobody is behind a pseudonym: there is nothing to change or to let in again.
    let erased = details.erased_at.is_some();
    let gone = details.status == PersonStatus::Deactivated;
    let toasts = Toasts::here();
    let label = text::actions_for(&person.name);
    let person = StoredValue::new(person);
    let invite = if details.invited_at.is_some() { text::INVITE_AGAIN } else { text::INVITE };
    view! {
        <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label>
            {(!erased).then(|| view! {
                <MenuItem icon=Glyph::Pencil on_pick=move || deeds.edit(person.get_value())>{text::EDIT}</MenuItem>
            })}
            {details.status.awaits_joining().then(|| view! {
                <MenuItem icon=Glyph::Mail on_pick=move || deeds.invite(&person.get_value(), toasts)>{invite}</MenuItem>
            })}
            {exports.then(|| view! {
                <MenuItem icon=Glyph::Download on_pick=move || deeds.export(&person.get_value(), toasts)>{privacy::EXPORT}</MenuItem>
            })}
            {if !deactivates || erased {
                ().into_any()
            } else if gone {
                view! { <MenuItem icon=Glyph::RefreshCw on_pick=move || deeds.ask(person.get_value(), deeds.reactivate)>{text::REACTIVATE}</MenuItem> }.into_any()
            } else {
                view! { <MenuItem icon=Glyph::Archive danger=true on_pick=move || deeds.ask(person.get_value(), deeds.deactivate)>{text::DEACTIVATE}</MenuItem> }.into_any()
            }}
            // Whoever left by a file or a directory was asked about by nobody.
            {(ends && gone && !erased).then(|| view! {
                <MenuItem icon=Glyph::Archive danger=true on_pick=move || deeds.ask(person.get_value(), deeds.end_reviews)>{text::END_REVIEWS}</MenuItem>
            })}
            {(erases && gone && !erased).then(|| view! {
                <MenuItem icon=Glyph::Trash2 danger=true on_pick=move || deeds.ask(person.get_value(), deeds.erase)>{privacy::ERASE}</MenuItem>
            })}
        </Menu>
    }
    .into_any()
}

/// The dialogs behind the menus.
#[component]
pub fn DeedDialogs(deeds: Deeds) -> impl IntoView {
    let toasts = Toasts::here();
    let attempt = deeds.attempt;
    let saved = move |person: Person| {
        deeds.edit.set(false);
        toasts.good(text::saved(&person.name));
        if person.relation == Relation::Own {
            // The frame shows their name, and offers what their role may.
            spawn_local(Session::here().load());
        }
        deeds.changed.run((person,));
    };
    let ends = RwSignal::new(String::new());
    let deactivate = move || {
        let Some(person) = deeds.subject.get_untracked() else { return };
        let chosen = ReviewEnding::parse(&ends.get_untracked());
        deeds.deactivate.set(false);
        let body = chosen.map(|reviews| Deactivation { reviews, reason: text::HAVE_LEFT.to_owned() });
        attempt.run(change::<DeactivatePerson>(PersonPath { id: person.id }, body, person.version), move |person| {
            toasts.good(text::deactivated(&person.name));
            deeds.changed.run((person,));
        });
    };
    let reactivate = move || {
        let Some(person) = deeds.subject.get_untracked() else { return };
        deeds.reactivate.set(false);
        attempt.run(change::<ReactivatePerson>(PersonPath { id: person.id }, (), person.version), move |person| {
            toasts.good(text::reactivated(&person.name));
            deeds.changed.run((person,));
        });
    };
    let way = RwSignal::new(String::new());
    // What was chosen for somebody isn't meant for the next one.
    Effect::new(move |_| {
        if deeds.end_reviews.get() {
            way.set(ReviewEnding::Early.as_str().to_owned());
        }
    });
    let end_reviews = move || {
        let Some(person) = deeds.subject.get_untracked() else { return };
        let Some(ends) = ReviewEnding::parse(&way.get_untracked()) else { return };
        deeds.end_reviews.set(false);
        let body = NewReviewEnding { person_id: person.id, ends, reason: text::HAVE_LEFT.to_owned() };
        attempt.run(call::<EndLeaversReviews>(Nothing {}, Nothing {}, body), move |ended| {
            toasts.good(text::reviews_ended(&person.name, ended.count));
        });
    };
    let erased = move |erasure: Erasure| {
        let Some(person) = deeds.subject.get_untracked() else { return };
        deeds.erase.set(false);
        toasts.good(privacy::erased(&person.name, &erasure.name));
        spawn_local(async move {
            // The page shows what is there now; if that can't be read, it does when it is opened next.
            if let Ok(now) = call::<ReadPerson>(PersonPath { id: person.id }, Nothing {}, ()).await {
                deeds.changed.run((now,));
            }
        });
    };
    view! {
        <Drawer open=deeds.edit title=text::EDIT_PERSON.to_owned()>
            {live(move || deeds.subject.get().map(|person| view! { <ChangePerson person seen=move |now| deeds.changed.run((now,)) done=saved /> }))}
        </Drawer>
        <Confirm open=deeds.deactivate title=move || text::deactivate(&deeds.name()) deed=text::DEACTIVATE danger=true on_confirm=deactivate>
            <p>{text::DEACTIVATE_DETAIL}</p>
            {move || deeds.reports().map(|reports| view! { <p>{text::deactivate_reports(reports)}</p> })}
            {live(move || {
                let about = deeds.subject.get().filter(|_| deeds.deactivate.get());
                about.map(|person| view! { <Departing id=person.id ends /> })
            })}
        </Confirm>
        <Confirm open=deeds.reactivate title=move || text::reactivate(&deeds.name()) deed=text::REACTIVATE on_confirm=reactivate>
            <p>{text::REACTIVATE_DETAIL}</p>
        </Confirm>
        <Confirm open=deeds.end_reviews title=move || text::end_reviews(&deeds.name()) deed=text::END_REVIEWS danger=true on_confirm=end_reviews>
            <p>{text::END_REVIEWS_DETAIL}</p>
            <WaysToEnd ends=way />
        </Confirm>
        <Dialog open=deeds.erase title=move || privacy::erase(&deeds.name())>
            {live(move || {
                let about = deeds.subject.get().filter(|_| deeds.erase.get());
                about.map(|person| view! { <Erase id=person.id done=erased /> })
            })}
        </Dialog>
    }
}
