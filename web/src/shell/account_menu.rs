//! The menu of the person who is logged in: account, other organisations, theme, log out.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    accounts::{LogOut, Membership, OrganisationChoice, SwitchOrganisation},
    operation::Nothing,
};

use crate::{
    attempt::Attempt,
    ballots,
    client::call,
    drafts,
    leaving::Departure,
    session::Session,
    text,
    theme::Theme,
    to,
    ui::{Avatar, AvatarSize, Confirm, Glyph, Icon, IconSize, Menu, MenuChoice, MenuItem, MenuLink, Toasts, live},
};

/// The menu. `compact` shows only the avatar.
#[component]
pub fn AccountMenu(#[prop(optional)] compact: bool) -> impl IntoView {
    let session = Session::here();
    let name = move || session.me().map(|me| me.name.clone()).unwrap_or_default();
    let trigger = move || {
        if compact {
            return view! { {live(move || view! { <Avatar name=name() size=AvatarSize::Small /> })} }.into_any();
        }
        let role = move || session.role().map(text::shell::role);
        view! {
            {live(move || view! { <Avatar name=name() /> })}
            <span class="who-text grow"><span class="truncate">{name}</span><span>{role}</span></span>
            <span class="visually-hidden">{text::shell::ACCOUNT_MENU}</span>
            <Icon glyph=Glyph::ChevronsUpDown size=IconSize::Small />
        }
        .into_any()
    };
    // Outlives the menu, which closes over its question.
    let asking = RwSignal::new(false);
    let toasts = Toasts::here();
    let log_out = move || {
        asking.set(false);
        leptos::task::spawn_local(async move {
            match call::<LogOut>(Nothing {}, Nothing {}, ()).await {
                // The app begins anew: nothing of what was on the screen stays in memory.
                Ok(()) => {
                    drafts::forget_all();
                    ballots::forget_all();
                    let _ = window().location().assign(to::START);
                }
                Err(problem) => toasts.bad(text::problems::sentence(&problem)),
            }
        });
    };
    let departure = Departure::here();
    let end = move || if ballots::any() { asking.set(true) } else { log_out() };
    let leave = Callback::new(move |()| departure.before_losing(drafts::is_any(), end));
    // The wide button is named by what stands in it.
    let menu = if compact {
        view! { <Menu trigger label=text::shell::ACCOUNT_MENU><Inside leave /></Menu> }.into_any()
    } else {
        view! { <Menu trigger class="who me-button" start=true><Inside leave /></Menu> }.into_any()
    };
    view! {
        {menu}
        <Confirm open=asking title=text::shell::BALLOTS_GO deed=text::shell::LOG_OUT danger=true on_confirm=log_out>
            <p>{text::shell::BALLOTS_GO_DETAIL}</p>
        </Confirm>
    }
    .into_any()
}

#[component]
fn Inside(leave: Callback<()>) -> impl IntoView {
    let theme = RwSignal::new(Theme::kept());
    let pick = move |chosen: Theme| {
        chosen.choose();
        theme.set(chosen);
    };
    let themes = [
        (Theme::System, text::shell::THEME_SYSTEM),
        (Theme::Light, text::shell::THEME_LIGHT),
        (Theme::Dark, text::shell::THEME_DARK),
    ];
    view! {
        <MenuLink href=shared::pages::ACCOUNT icon=Glyph::User>{text::shell::ACCOUNT}</MenuLink>
        <Elsewhere />
        <hr />
        {themes.map(|(one, label)| view! {
            <MenuChoice chosen=move || theme.get() == one on_pick=move || pick(one)>{label}</MenuChoice>
        }).collect_view()}
        <hr />
        <MenuItem icon=Glyph::LogOut on_pick=leave>{text::shell::LOG_OUT}</MenuItem>
    }
}

/// The account's other organisations.
#[component]
fn Elsewhere() -> impl IntoView {
    let session = Session::here();
    let toasts = Toasts::here();
    let (navigate, departure) = (use_navigate(), Departure::here());
    let attempt = Attempt::new();
    let others = move || {
        let me = session.me();
        me.map(|me| {
            me.organisations.iter().filter(|other| other.person_id != me.person_id).cloned().collect::<Vec<_>>()
        })
        .unwrap_or_default()
    };
    let one = move |other: Membership| {
        let navigate = navigate.clone();
        let switch = move || {
            let navigate = navigate.clone();
            let body = OrganisationChoice { person_id: other.person_id };
            attempt.run(call::<SwitchOrganisation>(Nothing {}, Nothing {}, body), move |me| {
                let name = me.organisation.name.clone();
                session.enter(me);
                toasts.good(text::shell::now_in(&name));
                navigate(to::HOME, leptos_router::NavigateOptions::default());
            });
        };
        view! { <MenuItem icon=Glyph::Building2 on_pick=move || departure.before(switch.clone())>{text::shell::switch_to(&other.organisation)}</MenuItem> }
    };
    move || others().into_iter().map(one.clone()).collect_view()
}
