//! What stands around the pages: for members the navigation, for visitors a header and a footer.

mod account_menu;
mod bell;
mod navigation;
mod not_found;
mod public;
mod search;

use leptos::prelude::*;
use leptos_router::{
    components::{Outlet, Redirect},
    hooks::use_location,
};

use shared::{accounts::SecondFactorState, privacy::KeepOrganisation, sandboxes::MoveSandboxClock};

use self::{
    account_menu::AccountMenu,
    bell::Bell,
    navigation::{BottomBar, SideNav},
    search::SearchButton,
};
pub use self::{
    navigation::places,
    not_found::{astray, guarded, not_found},
    public::PublicFrame,
};
use crate::{
    attempt::ProblemBanner,
    pages::{accounts, billing},
    parts,
    paying::Paying,
    session::{Session, Visitor},
    text, to,
    ui::{Banner, Button, LogoMark, Skeleton, Tone, live},
    unread::Unread,
};

/// The frame of every page behind the log-in. Whoever isn't logged in is sent there, and comes back afterwards.
#[component]
pub fn AppShell() -> AnyView {
    let session = Session::here();
    // Only the kind of visitor redraws the frame: a new role or organisation changes what stands in it.
    let state = Memo::new(move |_| match session.visitor() {
        Visitor::Unknown => State::Unknown,
        Visitor::Unreachable(problem) => State::Unreachable(Box::new(problem)),
        Visitor::Nobody => State::Nobody,
        Visitor::Member(me) if me.second_factor == SecondFactorState::Due => State::Due(me.person_id),
        Visitor::Member(me) => State::Member(me.person_id),
    });
    (move || match state.get() {
        State::Unknown => view! { <main class="main" id="main"><Skeleton lines=4 /></main> }.into_any(),
        State::Unreachable(problem) => unreachable(session, *problem),
        State::Nobody => {
            let location = use_location();
            let next = format!(
                "{}{}",
                location.pathname.get_untracked(),
                location
                    .search
                    .with_untracked(|search| { if search.is_empty() { String::new() } else { format!("?{search}") } })
            );
            let next = js_sys::encode_uri_component(&next);
            view! { <Redirect path=format!("{}?next={next}", shared::pages::LOG_IN) /> }.into_any()
        }
        State::Due(_) => accounts::lazy::two_steps_due(),
        State::Member(_) => frame().into_any(),
    })
    .into_any()
}

#[derive(Clone, PartialEq)]
enum State {
    Unknown,
    Unreachable(Box<shared::problem::Problem>),
    Nobody,
    /// Has to set two-step log-in up before anything else.
    Due(shared::wire::PersonId),
    Member(shared::wire::PersonId),
}

fn frame() -> impl IntoView {
    let session = Session::here();
    let unread = Unread::begin();
    let paying = Paying::begin();
    let searching = search::by_key();
    let organisation = move || session.me().map(|me| me.organisation.name.clone()).unwrap_or_default();
    view! {
        <div class="shell">
            <aside class="side">
                <div class="side-org"><LogoMark /><span class="truncate">{organisation}</span><Bell unread /></div>
                <SearchButton open=searching wide=true />
                <SideNav />
                <div class="side-foot"><AccountMenu /></div>
            </aside>
            <header class="top-bar">
                <LogoMark />
                <span class="grow truncate">{organisation}</span>
                <SearchButton open=searching />
                <Bell unread />
                <AccountMenu compact=true />
            </header>
            <main class="main" id="main" tabindex="-1">
                {live(move || session.lapsed().then(lapsed))}
                {live(move || sandbox(session))}
                {live(move || closing(session))}
                {parts::once(move || paying.tells(), billing::lazy::band)}
                <Outlet />
            </main>
            <BottomBar />
            {search::dialog(searching)}
        </div>
    }
}

/// Over every page of an organisation that closes, so that everybody takes out what is theirs in time.
fn closing(session: Session) -> Option<AnyView> {
    let at = session.me()?.organisation.closes_at?;
    let (href, words) = if session.may::<KeepOrganisation>() {
        (to::DATA_SETTINGS, text::shell::CLOSING_SETTINGS)
    } else {
        (shared::pages::ACCOUNT, text::shell::CLOSING_OWN)
    };
    let band = view! {
        <div class="closing-band">
            <Banner tone=Tone::Warn title=text::privacy::closes_at(&text::format::moment(at))>
                <p>{text::shell::CLOSING_DETAIL}" "<a href=href>{words}</a></p>
            </Banner>
        </div>
    };
    Some(band.into_any())
}

/// Over every page of a sandbox: nobody takes what is in it for real, or its day for today.
fn sandbox(session: Session) -> Option<AnyView> {
    session.me()?.organisation.sandbox_days_ahead?;
    let today = text::format::date(session.org_today());
    let settings = session
        .may::<MoveSandboxClock>()
        .then(|| view! { " "<a href=to::SANDBOX_SETTINGS>{text::shell::SANDBOX_SETTINGS}</a> });
    let band = view! {
        <div class="closing-band">
            <Banner tone=Tone::Accent title=text::shell::sandbox(&today)>
                <p>{text::shell::SANDBOX_DETAIL}{settings}</p>
            </Banner>
        </div>
    };
    Some(band.into_any())
}

/// Over the page of somebody who has put the log-in sheet off.
fn lapsed() -> AnyView {
    let asking = Session::here().asking();
    view! {
        <div class="lapsed">
            <Banner tone=Tone::Warn title=text::shell::LAPSED>
                <p>{text::shell::LAPSED_DETAIL}</p>
                <Button on_press=move || asking.set(true)>{text::shell::LOG_IN}</Button>
            </Banner>
        </div>
    }
    .into_any()
}

fn unreachable(session: Session, problem: shared::problem::Problem) -> AnyView {
    let again = move || leptos::task::spawn_local(session.load());
    view! {
        <main class="main" id="main">
            <div class="page narrow">
                <h1>{text::shell::UNREACHABLE}</h1>
                <ProblemBanner problem><p>{text::shell::UNREACHABLE_DETAIL}</p></ProblemBanner>
                <div class="row"><Button on_press=again>{text::ui::TRY_AGAIN}</Button></div>
            </div>
        </main>
    }
    .into_any()
}
