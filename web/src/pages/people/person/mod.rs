//! One person: who they are, who reports to them, their reporting lines, where they are logged in.

mod goals;
mod head;
mod lines;
mod overview;
mod second_factor;
mod sessions;

use leptos::prelude::*;
use shared::{
    access::{Relation, Role},
    improvement::{ImprovementFilter, ListImprovementPlans},
    one_on_ones::VIEW as MEETINGS,
    operation::Nothing,
    people::{MANAGE, Person, PersonPath, ReadPerson, VIEW_DETAILS},
    privacy::HOLD,
    weekly_check_ins::VIEW as WEEKLY,
};

use self::{
    goals::Goals, head::Head, lines::Lines, overview::Overview, second_factor::SecondStepOf, sessions::SessionTable,
};
use super::deeds::Deeds;
use crate::{
    address::Kept,
    client::call,
    fetch::Fetch,
    pages::{analytics, development, feedback, improvement, kpis, one_on_ones, privacy, weekly},
    session::Session,
    text::{improvement as plan_text, people as text, shell as words, weekly as weekly_text},
    ui::{Tab, TabPanel, Tabs},
};

/// The page.
#[component]
pub fn PersonPage() -> impl IntoView {
    let person = Fetch::of_address(|id| call::<ReadPerson>(PersonPath { id }, Nothing {}, ()));
    let deeds = Deeds::new(move |changed| person.replace(changed));
    view! {
        <div class="page">
            {deeds.dialogs(move || person.reload())}
            {person.view(move |person| view! { <Shown person deeds /> })}
        </div>
    }
}

#[component]
fn Shown(person: Person, deeds: Deeds) -> impl IntoView {
    let session = Session::here();
    let tab = Kept::new("tab");
    let (id, relation) = (person.id, person.relation);
    // A plan is drafted by whoever leads them directly, or an Admin; oneself there is a tab once there is a plan.
    let leads = person.manager.as_ref().is_some_and(|manager| session.person() == Some(manager.id));
    let drafts = match session.role() {
        Some(Role::Admin) => relation != Relation::Own,
        Some(Role::Manager) => leads,
        _ => false,
    };
    let mine = (relation == Relation::Own).then(|| {
        Fetch::new(move || {
            let filter = ImprovementFilter { person: Some(id), ..ImprovementFilter::default() };
            call::<ListImprovementPlans>(Nothing {}, filter, ())
        })
    });
    let has_plan = move || mine.and_then(Fetch::get).is_some_and(|page| !page.items.is_empty());
    let tabs = Signal::derive(move || {
        let mut tabs = vec![
            Tab::new("overview", text::TAB_OVERVIEW),
            Tab::new("goals", text::TAB_GOALS),
            Tab::new("kpis", text::TAB_KPIS),
            Tab::new("story", text::TAB_STORY),
        ];
        if session.can(&MEETINGS, relation) {
            tabs.push(Tab::new("development", words::DEVELOPMENT));
            tabs.push(Tab::new("one-on-ones", words::ONE_ON_ONES));
        }
        if drafts || has_plan() {
            tabs.push(Tab::new("plan", plan_text::TAB));
        }
        tabs.push(Tab::new("feedback", words::FEEDBACK));
        if session.can(&WEEKLY, relation) {
            tabs.push(Tab::new("weekly", weekly_text::TAB_PAST));
        }
        if session.can(&VIEW_DETAILS, relation) {
            tabs.push(Tab::new("lines", text::TAB_LINES));
        }
        if session.can(&MANAGE, Relation::Organisation) {
            tabs.push(Tab::new("sessions", text::TAB_SESSIONS));
        }
        tabs
    });
    // A tab of the address that isn't offered is the first one.
    let active = Memo::new(move |_| {
        let wanted = tab.get();
        let offered = tabs.get().into_iter().map(|tab| tab.key);
        offered.into_iter().find(|key| wanted.as_deref() == Some(*key)).unwrap_or("overview")
    });
    let panel = {
        let person = StoredValue::new(person.clone());
        move || {
            match active.get() {
            "goals" => view! { <TabPanel key="goals"><Goals id /></TabPanel> }.into_any(),
            "development" => {
                view! { <TabPanel key="development">{development::lazy::of_person(id)}</TabPanel> }.into_any()
            }
            "plan" => view! { <TabPanel key="plan">{improvement::lazy::of_person(id, drafts)}</TabPanel> }.into_any(),
            "one-on-ones" => {
                view! { <TabPanel key="one-on-ones">{one_on_ones::lazy::of_person(id)}</TabPanel> }.into_any()
            }
            "kpis" => view! { <TabPanel key="kpis">{kpis::lazy::of_person(id)}</TabPanel> }.into_any(),
            "feedback" => view! { <TabPanel key="feedback">{feedback::lazy::about(id)}</TabPanel> }.into_any(),
            "weekly" => view! { <TabPanel key="weekly">{weekly::lazy::past(id)}</TabPanel> }.into_any(),
            "story" => view! { <TabPanel key="story">{analytics::lazy::story(id)}</TabPanel> }.into_any(),
            "lines" => view! { <TabPanel key="lines"><Lines id /></TabPanel> }.into_any(),
            "sessions" => view! { <TabPanel key="sessions"><div class="stack"><SecondStepOf person=person.get_value() /><SessionTable id /></div></TabPanel> }.into_any(),
            _ => view! { <TabPanel key="overview"><Overview person=person.get_value() /></TabPanel> }.into_any(),
        }
        }
    };
    let name = person.name.clone();
    let erased = person.details.as_ref().is_some_and(|details| details.erased_at.is_some());
    let holds = session.can(&HOLD, Relation::Organisation).then(|| privacy::lazy::holds_on(id, erased));
    view! {
        <Head person deeds />
        {holds}
        <Tabs label=name tabs active=move || active.get().to_owned() on_pick=move |key: String| tab.value.set(key) />
        {panel}
    }
}
