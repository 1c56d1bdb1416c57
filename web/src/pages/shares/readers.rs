//! Who reads what is written about somebody, and why: under the form, and under what was written.

use leptos::prelude::*;
use shared::{
    development::{DevelopmentPath, ListDevelopmentReaders},
    improvement::{ImprovementPlanPath, ListImprovementPlanReaders},
    one_on_ones::{ListMeetingReaders, MeetingPath},
    operation::Nothing,
    people::{PersonPath, PersonRef},
    readers::{RecordBecause, RecordReader, RecordReaders},
    reviews::{ListReviewPacketReaders, ListReviewReaders, ReviewPacketPath, ReviewPath},
    weekly_check_ins::ListWeeklyReaders,
    wire::{ImprovementPlanId, MeetingId, PersonId, ReviewId, ReviewPacketId},
};

use super::lazy;
use crate::{
    client::{OnItsWay, call},
    fetch::Fetch,
    parts,
    text::shares as text,
    ui::{Badge, Button, ButtonKind, ButtonSize, Who},
};

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Record {
    /// What somebody writes by the week.
    Week(PersonId),
    /// How somebody stands, and their plan.
    Development(PersonId),
    /// A meeting of two.
    Meeting(MeetingId),
    /// A review to be handed in.
    Review(ReviewId),
    /// What somebody gets of a review cycle.
    Packet(ReviewPacketId),
    /// An improvement plan.
    Plan(ImprovementPlanId),
}

impl Record {
    fn readers(self) -> OnItsWay<ListWeeklyReaders> {
        match self {
            Self::Week(id) => call::<ListWeeklyReaders>(PersonPath { id }, Nothing {}, ()),
            Self::Development(id) => call::<ListDevelopmentReaders>(DevelopmentPath { id }, Nothing {}, ()),
            Self::Meeting(id) => call::<ListMeetingReaders>(MeetingPath { id }, Nothing {}, ()),
            Self::Review(id) => call::<ListReviewReaders>(ReviewPath { id }, Nothing {}, ()),
            Self::Packet(id) => call::<ListReviewPacketReaders>(ReviewPacketPath { id }, Nothing {}, ()),
            Self::Plan(id) => call::<ListImprovementPlanReaders>(ImprovementPlanPath { id }, Nothing {}, ()),
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Review(_) => text::WHO_WILL_READ,
            _ => text::WHO_SEES,
        }
    }

    /// Why those read it whose it is.
    const fn own(self) -> &'static str {
        match self {
            Self::Week(_) => text::WRITES_IT,
            Self::Meeting(_) => text::ONE_OF_TWO,
            _ => text::ABOUT_THEM,
        }
    }

    /// Whether its readers have different pages of it that can be looked at.
    const fn shows_as(self) -> bool {
        matches!(self, Self::Development(_) | Self::Plan(_))
    }

    const fn note(self) -> Option<&'static str> {
        match self {
            Self::Meeting(_) => Some(text::MEETING_NOTE),
            Self::Review(_) => Some(text::REVIEW_NOTE),
            Self::Packet(_) => Some(text::PACKET_NOTE),
            Self::Week(_) | Self::Development(_) | Self::Plan(_) => None,
        }
    }
}

/// The list, as the server's rule makes it.
#[component]
pub fn WhoReads(
    record: Record,
    /// Under the page's own heading, and not under that of a form.
    #[prop(optional)]
    on_page: bool,
) -> impl IntoView {
    let readers = Fetch::new(move || record.readers());
    let (looking, whom) = (RwSignal::new(false), RwSignal::new(None::<PersonRef>));
    // Not under a form: its dialog would be one within a dialog.
    let view_as = (on_page && record.shows_as()).then(|| {
        Callback::new(move |person: PersonRef| {
            whom.set(Some(person));
            looking.set(true);
        })
    });
    let dialog = view_as.map(|_| parts::once(move || looking.get(), move || lazy::record_as(record, looking, whom)));
    let title = record.title();
    let heading = if on_page { view! { <h2>{title}</h2> }.into_any() } else { view! { <h3>{title}</h3> }.into_any() };
    view! {
        <details class="audience" open>
            <summary>{heading}</summary>
            {readers.view(move |found| shown(record, found, view_as))}
        </details>
        {dialog}
    }
}

fn shown(record: Record, found: RecordReaders, view_as: Option<Callback<PersonRef>>) -> impl IntoView {
    let note = record.note().map(|note| view! { <p class="small muted">{note}</p> });
    let calibrates = found.calibrates.then(|| view! { <p class="small muted">{text::CALIBRATES}</p> });
    let count = text::audience(found.items.len(), 0);
    view! {
        <p class="small muted">{count}</p>
        // It scrolls, so the keyboard has to get in.
        <ul class="audience-list" tabindex="0" aria-label=text::WHO>
            {found.items.into_iter().map(|one| reader(record, one, view_as)).collect_view()}
        </ul>
        {note}
        {calibrates}
    }
}

/// Why somebody reads it.
pub fn why(record: Record, because: RecordBecause) -> &'static str {
    match because {
        RecordBecause::Own => record.own(),
        because => text::record_because(because),
    }
}

fn reader(record: Record, one: RecordReader, view_as: Option<Callback<PersonRef>>) -> impl IntoView {
    let why = why(record, one.because);
    let look = view_as.map(|view_as| {
        let (whom, named) = (one.person.clone(), text::view_as(&one.person.name));
        view! {
            <Button kind=ButtonKind::Quiet size=ButtonSize::Small on_press=move || view_as.run(whom.clone())>
                <span aria-hidden="true">{text::VIEW_AS}</span><span class="visually-hidden">{named}</span>
            </Button>
        }
    });
    let sees = text::record_sight(one.sees).map(|words| view! { <Badge bare=true>{words}</Badge> });
    let waits = one.waits.then(|| view! { <Badge bare=true>{text::ONCE_RELEASED}</Badge> });
    view! { <li class="audience-member"><Who name=one.person.name detail=why />{sees}{waits}{look}</li> }
}
