//! The dashboards: one at a time, under the same filters.

mod check_ins;
mod export;
mod feedback;
mod filters;
mod goals;
mod kpis;
mod pieces;
mod review_standings;
mod reviews;
mod standings;
mod week;

use leptos::prelude::*;
use shared::{analytics::Stretch, organisations::EditOrganisation, people::TeamRef};

use self::{
    check_ins::CheckIns,
    feedback::Feedback,
    filters::{Filters, Toolbar},
    goals::Goals,
    kpis::Kpis,
    reviews::Reviews,
};
use crate::{
    session::Session,
    text::{analytics as text, format},
    to,
    ui::{EmptyState, Glyph, LinkButton, PageHeader, Tab, TabPanel, Tabs, live},
};

/// The page.
#[component]
pub fn Dashboards() -> impl IntoView {
    let filters = Filters::here();
    let tabs = Signal::stored(vec![
        Tab::new("goals", text::GOALS),
        Tab::new("check-ins", text::CHECK_INS),
        Tab::new("kpis", text::KPIS),
        Tab::new("reviews", text::REVIEWS),
        Tab::new("feedback", text::FEEDBACK),
    ]);
    // A tab of the address that isn't offered is the first one.
    let active = Memo::new(move |_| {
        let wanted = filters.tab.get();
        tabs.get().into_iter().map(|tab| tab.key).find(|key| wanted.as_deref() == Some(*key)).unwrap_or("goals")
    });
    let panel = move || match active.get() {
        "check-ins" => view! { <TabPanel key="check-ins"><CheckIns filters /></TabPanel> }.into_any(),
        "kpis" => view! { <TabPanel key="kpis"><Kpis filters /></TabPanel> }.into_any(),
        "reviews" => view! { <TabPanel key="reviews"><Reviews filters /></TabPanel> }.into_any(),
        "feedback" => view! { <TabPanel key="feedback"><Feedback filters /></TabPanel> }.into_any(),
        _ => view! { <TabPanel key="goals"><Goals filters /></TabPanel> }.into_any(),
    };
    view! {
        <div class="page">
            <PageHeader title=text::DASHBOARDS lead=text::LEAD />
            <Toolbar filters />
            {live(move || filters.past().map(|day| view! { <p class="small muted">{text::known_on(&format::date(day))}</p> }))}
            <Tabs label=text::VIEWS tabs active=move || active.get().to_owned() on_pick=move |key: String| filters.open(key) />
            {panel}
        </div>
    }
}

/// What is looked at, and what it is compared with.
fn compared(period: &Stretch, before: Option<&Stretch>) -> impl IntoView + use<> {
    let told = text::compared(&period.name, before.map(|before| before.name.as_str()));
    view! { <p class="muted">{told}</p> }
}

/// What a table calls a team, or what belongs to none.
fn team_name(team: Option<&TeamRef>) -> String {
    team.map_or_else(|| text::NO_TEAM.to_owned(), |team| team.name.clone())
}

/// Without a period there is nothing to count.
fn no_period() -> AnyView {
    let may = untrack(|| Session::here().may::<EditOrganisation>());
    view! {
        <div class="card">
            <EmptyState glyph=Glyph::Calendar title=text::NO_PERIOD detail=text::NO_PERIOD_DETAIL>
                {may.then(|| view! { <LinkButton href=format!("{}?tab=periods", to::SETTINGS)>{text::SET_UP_PERIODS}</LinkButton> })}
            </EmptyState>
        </div>
    }
    .into_any()
}
