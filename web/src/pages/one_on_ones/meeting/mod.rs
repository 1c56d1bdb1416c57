//! One meeting, to be worked in while it goes on.

mod actions;
mod agenda;
mod desk;
mod dialogs;
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
    one_on_ones::{MeetingPath, ReadMeeting},
    operation::Nothing,
    wire::MeetingId,
};

use self::{
    actions::ActionItems, agenda::AgendaCard, desk::Desk, dialogs::Dialogs, head::Head, notes::Notes, others::Others,
    private::PrivateNote, weeks::Weeks,
};
use crate::{
    attempt::AttemptNews,
    client::call,
    fetch::Fetch,
    pages::shares::{Record, WhoReads},
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
    view! {
        <AttemptNews attempt=desk.attempt reload=move || desk.meeting.reload() />
        {live(move || desk.meeting.is_stale().then(|| view! { <p class="small muted" role="status">{text::one_on_ones::STALE}</p> }))}
        {head}
        <div class="with-aside">
            <div class="stack"><AgendaCard id desk /><Weeks id desk /><Notes id desk /></div>
            <div class="stack">
                <ActionItems id desk />
                <PrivateNote id />
                <section class="card"><WhoReads record=Record::Meeting(id) on_page=true /></section>
            </div>
        </div>
        <Dialogs id desk />
    }
}
