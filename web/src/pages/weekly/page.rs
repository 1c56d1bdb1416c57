//! My week, my team's, past ones.

use leptos::prelude::*;
use shared::weekly_check_ins::ReadTeamWeek;

use super::{mine::Mine, past::Past, team::Team};
use crate::{
    address::Kept,
    session::Session,
    text::weekly as text,
    ui::{PageHeader, Tab, TabPanel, Tabs},
};

/// The page.
#[component]
pub fn WeeklyPage() -> impl IntoView {
    let session = Session::here();
    let tab = Kept::new("tab");
    let tabs = Signal::derive(move || {
        let mut tabs = vec![Tab::new("mine", text::TAB_MINE)];
        if session.may::<ReadTeamWeek>() {
            tabs.push(Tab::new("team", text::TAB_TEAM));
        }
        tabs.push(Tab::new("past", text::TAB_PAST));
        tabs
    });
    let active = Memo::new(move |_| {
        let wanted = tab.get();
        let offered = tabs.get().into_iter().map(|tab| tab.key);
        offered.into_iter().find(|key| wanted.as_deref() == Some(*key)).unwrap_or("mine")
    });
    let me = session.me().map(|me| me.person_id);
    let panel = move || match active.get() {
        "team" => view! { <TabPanel key="team"><Team /></TabPanel> }.into_any(),
        "past" => view! { <TabPanel key="past">{me.map(|id| view! { <Past id /> })}</TabPanel> }.into_any(),
        _ => view! { <TabPanel key="mine"><Mine /></TabPanel> }.into_any(),
    };
    view! {
        <div class="page">
            <PageHeader title=text::WEEKLY lead=text::LEAD />
            <Tabs label=text::WEEKLY tabs active=move || active.get().to_owned() on_pick=move |key: String| tab.value.set(key) />
            {panel}
        </div>
    }
}
