//! One meeting, to be worked in while it goes on.

mod actions;
mod agenda;
mod desk;
mod dialogs;
mod guest;
mod head;
mod notes;
mod others;
mod private;
mod weeks;
mod writing;

use std::time::Duration;

use leptos::prelude::*;
use shared::{
    access::Relation,
    one_on_ones::{MeetingPath, ReadMeeting, rules::state::MeetingState},
    operation::Nothing,
    privacy::RetentionKind,
    wire::MeetingId,
};

use self::{
    actions::ActionItems,
    agenda::AgendaCard,
    desk::Desk,
    dialogs::Dialogs,
    guest::{AsGuest, GuestDialogs},
    head::Head,
    notes::Notes,
    others::Others,
    private::PrivateNote,
    weeks::Weeks,
};
use crate::{
    attempt::AttemptNews,
    client::call,
    fetch::Fetch,
    pages::{
        privacy::DeletedOn,
        shares::{Record, WhoReads},
    },
    text,
    ui::live,
};

/// How often the other's doings are looked for.
const FRESH_EVERY: Duration = Duration::from_secs(10);

/// The page.
#[component]
pub fn MeetingPage() -> impl IntoView {
    let meeting = Fetch::of_address(|id| call::<ReadMeeting>(MeetingPath { id }, Nothing {}, ()));
    let desk = Desk::new(meeting);
    let fresh = set_interval_with_handle(
        move || {
            // Nobody waits in a tab that nobody sees.
            if !document().hidden() {
                meeting.refresh();
            }
        },
        FRESH_EVERY,
    );
    on_cleanup(move || {
        if let Ok(fresh) = fresh {
            fresh.clear();
        }
    });
    // Only another meeting makes another page of it: news are put into it, so that what is being typed stays.
    let which = Memo::new(move |_| meeting.get().map(|now| (now.meeting.id, now.meeting.relation)));
    view! {
        <div class="page">
            {live(move || match which.get() {
                Some((id, Relation::Own)) => view! { <Own id desk /> }.into_any(),
                Some((id, Relation::Shared(_))) => view! {
                    <AsGuest desk />
                    <section class="card"><WhoReads record=Record::Meeting(id) on_page=true /></section>
                }
                .into_any(),
                Some((id, _)) => view! {
                    <Others desk />
                    <section class="card"><WhoReads record=Record::Meeting(id) on_page=true /></section>
                }
                .into_any(),
                None => meeting.view(|_| ()),
            })}
        </div>
    }
}

/// A meeting of one's own.
#[component]
fn Own(id: MeetingId, desk: Desk) -> impl IntoView {
    let head = move || desk.meeting.get().map(|now| view! { <Head now desk /> });
    let over = Memo::new(move |_| {
        let now = desk.meeting.get().filter(|now| now.meeting.state != MeetingState::Planned);
        now.map(|now| now.meeting.occurs_on)
    });
    // Another guest is another reader. Read, as a memo that is only tracked has never looked at anything.
    let guest = Memo::new(move |_| desk.meeting.get().and_then(|now| now.meeting.guest).map(|guest| guest.id));
    let readers = move || {
        let _ = guest.get();
        view! { <section class="card"><WhoReads record=Record::Meeting(id) on_page=true /></section> }
    };
    view! {
        <AttemptNews attempt=desk.attempt reload=move || desk.meeting.reload() />
        {live(move || desk.meeting.is_stale().then(|| view! { <p class="small muted" role="status">{text::one_on_ones::STALE}</p> }))}
        {head}
        <div class="with-aside">
            <div class="stack"><AgendaCard id desk /><Weeks id desk /><Notes id desk /></div>
            <div class="stack">
                <ActionItems id desk />
                <PrivateNote id />
                {live(readers)}
                {live(move || over.get().map(|since| view! { <DeletedOn kind=RetentionKind::OneOnOnes since /> }))}
            </div>
        </div>
        <Dialogs id desk />
        <GuestDialogs id desk />
    }
}
