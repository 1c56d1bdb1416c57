//! Sessions in a list: those of a cycle on its page, and one's own at home.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{
        CalibrationSession, CalibrationSessionFilter, CreateCalibrationSession, ListCalibrationSessions, ReviewCycle,
        ReviewStage,
    },
    wire::Limit,
};

use super::{session_href, settings::NewSession, state_badge};
use crate::{
    client::call,
    fetch::Fetch,
    session::Session,
    text::calibration as text,
    ui::{Button, ButtonKind, Dialog, EmptyState, Glyph, live},
};

fn row(session: CalibrationSession, with_cycle: bool) -> impl IntoView {
    let scope = text::scope(
        session.team.as_ref().map(|team| team.name.as_str()),
        session.manager.as_ref().map(|manager| manager.name.as_str()),
    );
    let detail = if with_cycle { session.cycle.name } else { scope };
    view! {
        <li class="row">
            <div class="grow">
                <a class="plain-link strong" href=session_href(session.id)>{session.name}</a>
                <p class="small muted">{detail}</p>
            </div>
            {state_badge(session.state)}
        </li>
    }
}

/// The sessions of a cycle, and the button for another.
#[component]
pub fn Sessions(cycle: ReviewCycle) -> impl IntoView {
    let id = cycle.id;
    let sessions = Fetch::new(move || {
        let filter = CalibrationSessionFilter { cycle: Some(id), limit: Limit::new(100), ..Default::default() };
        call::<ListCalibrationSessions>(Nothing {}, filter, ())
    });
    let making = RwSignal::new(false);
    let may_make = Session::here().may::<CreateCalibrationSession>();
    let new = (may_make && cycle.stage == ReviewStage::Calibrating).then(|| {
        view! {
            <Button kind=ButtonKind::Primary icon=Glyph::Plus on_press=move || making.set(true)>{text::NEW_SESSION}</Button>
            <Dialog open=making title=text::NEW_SESSION wide=true><NewSession cycle=id /></Dialog>
        }
    });
    let nothing = if may_make { text::NO_SESSIONS_DETAIL } else { text::NONE_OF_YOURS };
    view! {
        <section class="card flush">
            <div class="card-head"><h2>{text::SESSIONS}</h2>{new}</div>
            {sessions.view(move |page| {
                if page.items.is_empty() {
                    view! { <EmptyState glyph=Glyph::Users title=text::NO_SESSIONS detail=nothing /> }.into_any()
                } else {
                    let rows = page.items.into_iter().map(|session| row(session, false)).collect_view();
                    view! { <ul class="rows">{rows}</ul> }.into_any()
                }
            })}
        </section>
    }
}

/// The sessions that one sees, latest first; nothing where there are none.
#[component]
pub fn MySessions() -> impl IntoView {
    let sessions = Fetch::new(|| {
        let filter = CalibrationSessionFilter { limit: Limit::new(20), ..Default::default() };
        call::<ListCalibrationSessions>(Nothing {}, filter, ())
    });
    live(move || {
        let sessions = sessions.get().map(|page| page.items).unwrap_or_default();
        (!sessions.is_empty()).then(|| {
            let rows = sessions.into_iter().map(|session| row(session, true)).collect_view();
            view! {
                <section class="card flush">
                    <div class="card-head"><h2>{text::CALIBRATION}</h2></div>
                    <ul class="rows">{rows}</ul>
                </section>
            }
        })
    })
}
