//! What is to come, what was, and who meets whom.

use leptos::prelude::*;
use shared::{
    access::Relation,
    one_on_ones::{ListMeetings, MANAGE_QUESTIONS, MeetingFilter, MeetingWhen, OneOnOne},
    operation::Nothing,
    people::PersonRef,
};

use super::{feed::Feed, form::SeriesForm, missing::Missing, questions::Questions, series::Series, table::columns};
use crate::{
    address::Kept,
    client::call,
    listing::Listing,
    session::Session,
    text::one_on_ones as text,
    ui::{Button, ButtonKind, DataTable, Dialog, EmptyState, Glyph, PageHeader, Tab, TabPanel, Tabs, Toasts},
};

/// The form over the page: for a new one-on-one, perhaps with somebody in particular, or to change one.
#[derive(Clone, Copy)]
pub struct Desk {
    pub form: RwSignal<bool>,
    pub with: RwSignal<Option<PersonRef>>,
    pub editing: RwSignal<Option<OneOnOne>>,
    /// Grows with each change, for what is listed.
    pub turn: RwSignal<u32>,
}

impl Desk {
    /// Opens the form for a new one.
    pub fn set_up(self, with: Option<PersonRef>) {
        self.editing.set(None);
        self.with.set(with);
        self.form.set(true);
    }

    /// Opens the form to change one.
    pub fn edit(self, series: OneOnOne) {
        self.editing.set(Some(series));
        self.form.set(true);
    }

    /// Something has changed.
    pub fn changed(self) {
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
    }
}

/// The page.
#[component]
pub fn OneOnOnes() -> impl IntoView {
    let desk = Desk {
        form: RwSignal::new(false),
        with: RwSignal::new(None),
        editing: RwSignal::new(None),
        turn: RwSignal::new(0),
    };
    let tab = Kept::new("tab");
    let session = Session::here();
    let tabs = Signal::derive(move || {
        let mut tabs =
            vec![Tab::new("upcoming", text::UPCOMING), Tab::new("past", text::PAST), Tab::new("series", text::SERIES)];
        if session.can(&MANAGE_QUESTIONS, Relation::Organisation) {
            tabs.push(Tab::new("questions", text::QUESTIONS));
        }
        tabs
    });
    let active = Memo::new(move |_| {
        let wanted = tab.get();
        let offered = tabs.get().into_iter().map(|tab| tab.key);
        offered.into_iter().find(|key| wanted.as_deref() == Some(*key)).unwrap_or("upcoming")
    });
    let panel = move || match active.get() {
        "past" => view! { <TabPanel key="past"><Meetings when=MeetingWhen::Past desk /></TabPanel> }.into_any(),
        "series" => view! { <TabPanel key="series"><Series desk /><Feed /></TabPanel> }.into_any(),
        "questions" => view! { <TabPanel key="questions"><Questions /></TabPanel> }.into_any(),
        _ => view! {
            <TabPanel key="upcoming"><Missing desk /><Meetings when=MeetingWhen::Upcoming desk /></TabPanel>
        }
        .into_any(),
    };
    let title = move || if desk.editing.read().is_some() { text::EDIT } else { text::NEW }.to_owned();
    view! {
        <div class="page">
            <PageHeader title=text::TITLE lead=text::LEAD>
                <Button kind=ButtonKind::Primary icon=Glyph::Plus on_press=move || desk.set_up(None)>{text::NEW}</Button>
            </PageHeader>
            <Tabs label=text::TITLE tabs active=move || active.get().to_owned() on_pick=move |key: String| tab.value.set(key) />
            {panel}
        </div>
        <Dialog open=desk.form title><Form desk /></Dialog>
    }
}

#[component]
fn Form(desk: Desk) -> impl IntoView {
    let toasts = Toasts::here();
    let editing = desk.editing.get_untracked();
    let said = if editing.is_some() { text::SAVED } else { text::IS_SET_UP };
    let done = move || {
        desk.form.set(false);
        toasts.good(said);
        desk.changed();
    };
    view! { <SeriesForm series=editing with=desk.with.get_untracked() seen=move || desk.changed() done /> }
}

#[component]
fn Meetings(when: MeetingWhen, desk: Desk) -> impl IntoView {
    let meetings = Listing::new(move |cursor| {
        desk.turn.track();
        let filter = MeetingFilter { when: Some(when), cursor, ..MeetingFilter::default() };
        call::<ListMeetings>(Nothing {}, filter, ())
    });
    let upcoming = when == MeetingWhen::Upcoming;
    let empty = move || {
        if upcoming {
            view! {
                <EmptyState glyph=Glyph::Calendar title=text::NOTHING_PLANNED detail=text::NOTHING_PLANNED_DETAIL>
                    <Button icon=Glyph::Plus on_press=move || desk.set_up(None)>{text::NEW}</Button>
                </EmptyState>
            }
            .into_any()
        } else {
            view! { <EmptyState glyph=Glyph::History title=text::NOTHING_PAST detail=text::NOTHING_PAST_DETAIL /> }
                .into_any()
        }
    };
    let caption = if upcoming { text::UPCOMING } else { text::PAST };
    view! {
        <div class="card flush">
            <DataTable caption columns=columns() rows=meetings.rows() more=meetings.more() retry=move || meetings.reload() empty />
        </div>
    }
}
