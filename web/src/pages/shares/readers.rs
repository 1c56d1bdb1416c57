//! Who reads what is written about somebody, and why: under the form, and under what was written.

use leptos::prelude::*;
use shared::{
    development::{DevelopmentPath, ListDevelopmentReaders},
    one_on_ones::{ListMeetingReaders, MeetingPath},
    operation::Nothing,
    people::PersonPath,
    readers::{RecordBecause, RecordReader, RecordReaders},
    reviews::{ListReviewPacketReaders, ListReviewReaders, ReviewPacketPath, ReviewPath},
    weekly_check_ins::ListWeeklyReaders,
    wire::{MeetingId, PersonId, ReviewId, ReviewPacketId},
};

use crate::{
    client::{OnItsWay, call},
    fetch::Fetch,
    text::shares as text,
    ui::{Badge, Who},
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
}

impl Record {
    fn readers(self) -> OnItsWay<ListWeeklyReaders> {
        match self {
            Self::Week(id) => call::<ListWeeklyReaders>(PersonPath { id }, Nothing {}, ()),
            Self::Development(id) => call::<ListDevelopmentReaders>(DevelopmentPath { id }, Nothing {}, ()),
            Self::Meeting(id) => call::<ListMeetingReaders>(MeetingPath { id }, Nothing {}, ()),
            Self::Review(id) => call::<ListReviewReaders>(ReviewPath { id }, Nothing {}, ()),
            Self::Packet(id) => call::<ListReviewPacketReaders>(ReviewPacketPath { id }, Nothing {}, ()),
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

    const fn note(self) -> Option<&'static str> {
        match self {
            Self::Meeting(_) => Some(text::MEETING_NOTE),
            Self::Review(_) => Some(text::REVIEW_NOTE),
            Self::Packet(_) => Some(text::PACKET_NOTE),
            Self::Week(_) | Self::Development(_) => None,
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
    let title = record.title();
    let heading = if on_page { view! { <h2>{title}</h2> }.into_any() } else { view! { <h3>{title}</h3> }.into_any() };
    view! {
        <details class="audience" open>
            <summary>{heading}</summary>
            {readers.view(move |found| shown(record, found))}
        </details>
    }
}

fn shown(record: Record, found: RecordReaders) -> impl IntoView {
    let note = record.note().map(|note| view! { <p class="small muted">{note}</p> });
    let calibrates = found.calibrates.then(|| view! { <p class="small muted">{text::CALIBRATES}</p> });
    let count = text::audience(found.items.len(), 0);
    view! {
        <p class="small muted">{count}</p>
        // It scrolls, so the keyboard has to get in.
        <ul class="audience-list" tabindex="0" aria-label=text::WHO>
            {found.items.into_iter().map(|one| reader(record, one)).collect_view()}
        </ul>
        {note}
        {calibrates}
    }
}

fn reader(record: Record, one: RecordReader) -> impl IntoView {
    let why = match one.because {
        RecordBecause::Own => record.own(),
        because => text::record_because(because),
    };
    let sees = text::record_sight(one.sees).map(|words| view! { <Badge bare=true>{words}</Badge> });
    let waits = one.waits.then(|| view! { <Badge bare=true>{text::ONCE_RELEASED}</Badge> });
    view! { <li class="audience-member"><Who name=one.person.name detail=why />{sees}{waits}</li> }
}
