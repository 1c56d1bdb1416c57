//! The ways through the app: the same places in a side bar and, on a phone, in a bar at the bottom and a sheet.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use shared::{
    audit_log::ListAuditEvents, billing::ReadBilling, goals::ListObjectives, improvement::DraftImprovementPlan,
    kpis::ListKpis, one_on_ones::ListMeetings, organisations::EditOrganisation, people::ListPeople, trust::ReadTrust,
};

use crate::{
    paying::Paying,
    session::Session,
    text, to,
    ui::{Drawer, Glyph, Icon, id},
};

/// A place in the navigation.
struct Place {
    href: &'static str,
    label: &'static str,
    glyph: Glyph,
    /// Whether it is offered to the visitor; asks the operation its page calls first. Reactive.
    offered: fn() -> bool,
}

/// Places that belong together.
struct Group {
    /// What they have in common, where that has to be said.
    label: Option<&'static str>,
    places: &'static [Place],
}

const GROUPS: &[Group] = &[
    Group {
        label: None,
        places: &[Place { href: to::HOME, label: text::shell::HOME, glyph: Glyph::House, offered: || true }],
    },
    Group {
        label: Some(text::shell::WORK),
        places: &[
            Place {
                href: to::GOALS,
                label: text::shell::GOALS,
                glyph: Glyph::Target,
                offered: || Session::here().may::<ListObjectives>(),
            },
            Place {
                href: to::KPIS,
                label: text::shell::KPIS,
                glyph: Glyph::TrendingUp,
                offered: || Session::here().may::<ListKpis>(),
            },
            Place { href: to::WEEKLY, label: text::shell::WEEKLY, glyph: Glyph::CalendarCheck, offered: || true },
            Place {
                href: to::ONE_ON_ONES,
                label: text::shell::ONE_ON_ONES,
                glyph: Glyph::MessagesSquare,
                offered: || Session::here().may::<ListMeetings>(),
            },
        ],
    },
    Group {
        label: Some(text::shell::GROWTH),
        places: &[
            Place { href: to::FEEDBACK, label: text::shell::FEEDBACK, glyph: Glyph::MessageSquare, offered: || true },
            Place {
                href: shared::pages::REVIEWS,
                label: text::shell::REVIEWS,
                glyph: Glyph::FileText,
                offered: || true,
            },
            Place { href: to::DEVELOPMENT, label: text::shell::DEVELOPMENT, glyph: Glyph::Sprout, offered: || true },
            // By the role alone: whether it stands here says of nobody that they have one.
            Place {
                href: shared::pages::PLANS,
                label: text::shell::PLANS,
                glyph: Glyph::Flag,
                offered: || Session::here().may::<DraftImprovementPlan>(),
            },
        ],
    },
    Group {
        label: Some(text::shell::ORGANISATION),
        places: &[
            Place {
                href: to::PEOPLE,
                label: text::shell::PEOPLE,
                glyph: Glyph::Users,
                offered: || Session::here().may::<ListPeople>(),
            },
            Place { href: shared::pages::PULSE, label: text::shell::PULSE, glyph: Glyph::Activity, offered: || true },
            Place {
                href: to::DASHBOARDS,
                label: text::shell::DASHBOARDS,
                glyph: Glyph::LayoutDashboard,
                offered: || Session::here().may::<ListObjectives>(),
            },
            Place { href: to::SHARES, label: text::shell::SHARES, glyph: Glyph::Share2, offered: || true },
            Place {
                href: shared::pages::TRUST,
                label: text::shell::TRUST,
                glyph: Glyph::ShieldCheck,
                offered: || Session::here().may::<ReadTrust>(),
            },
            Place {
                href: shared::pages::AUDIT_LOG,
                label: text::audit_log::TITLE,
                glyph: Glyph::History,
                offered: || Session::here().may::<ListAuditEvents>(),
            },
            Place {
                href: shared::pages::BILLING,
                label: text::shell::BILLING,
                glyph: Glyph::CreditCard,
                // Where nobody pays, there is nothing to see.
                offered: || Session::here().may::<ReadBilling>() && Paying::here().is_some_and(Paying::is_on),
            },
            Place {
                href: to::SETTINGS,
                label: text::shell::SETTINGS,
                glyph: Glyph::Settings,
                offered: || Session::here().may::<EditOrganisation>(),
            },
            Place { href: shared::pages::ACCOUNT, label: text::shell::ACCOUNT, glyph: Glyph::User, offered: || true },
        ],
    },
];

/// What a thumb reaches at once on a phone; the rest stands in a menu.
const AT_HAND: [&str; 4] = [to::HOME, to::GOALS, to::WEEKLY, to::FEEDBACK];

fn all() -> impl Iterator<Item = &'static Place> {
    GROUPS.iter().flat_map(|group| group.places)
}

/// The places that are offered to the visitor, as address, name and icon.
pub fn places() -> Vec<(&'static str, &'static str, Glyph)> {
    all().filter(|place| (place.offered)()).map(|place| (place.href, place.label, place.glyph)).collect()
}

/// Marks the link whose part of the app is shown.
fn is_here(path: &str, href: &str) -> Option<&'static str> {
    let inside = path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    inside.then_some("page")
}

/// The link to a place, once it is offered.
fn link(place: &'static Place) -> impl IntoView {
    let path = use_location().pathname;
    let current = move || path.with(|path| is_here(path, place.href));
    move || {
        (place.offered)().then(|| {
            view! { <a href=place.href aria-current=current><Icon glyph=place.glyph /><span>{place.label}</span></a> }
        })
    }
}

/// All places, group by group.
fn groups() -> impl IntoView {
    let group = |group: &'static Group| {
        let links = group.places.iter().map(link).collect_view();
        match group.label {
            Some(label) => {
                let id = id::fresh("places");
                view! {
                    <div class="nav-group" role="group" aria-labelledby=id.clone()><span class="nav-label" id=id.clone()>{label}</span>{links}</div>
                }
                .into_any()
            }
            None => links.into_any(),
        }
    };
    GROUPS.iter().map(group).collect_view()
}

/// The side bar's list.
#[component]
pub fn SideNav() -> impl IntoView {
    view! { <nav class="nav" aria-label=text::shell::MAIN_NAVIGATION>{groups()}</nav> }
}

/// The bar at the bottom of a phone, and the sheet with all places behind its last button.
#[component]
pub fn BottomBar() -> impl IntoView {
    let path = use_location().pathname;
    let open = RwSignal::new(false);
    // A press on a link in the sheet leads away from it.
    Effect::new(move |_| {
        path.track();
        open.set(false);
    });
    let elsewhere = move || path.with(|path| !AT_HAND.iter().any(|href| is_here(path, href).is_some()));
    let at_hand = AT_HAND.iter().filter_map(|href| all().find(|place| place.href == *href)).map(link).collect_view();
    view! {
        <nav class="bottom-bar" aria-label=text::shell::MAIN_NAVIGATION>
            {at_hand}
            <button
                type="button"
                aria-haspopup="dialog"
                aria-current=move || elsewhere().then_some("true")
                on:click=move |_| open.set(true)
            >
                <Icon glyph=Glyph::Menu />
                <span>{text::shell::MENU}</span>
            </button>
        </nav>
        <Drawer open title=text::shell::ALL_PLACES>
            <nav class="nav sheet" aria-label=text::shell::ALL_PLACES>{groups()}</nav>
        </Drawer>
    }
}

#[cfg(test)]
mod tests {
    use super::{AT_HAND, all, is_here};

    #[test]
    fn a_part_of_the_app_is_current_on_its_pages_only() {
        assert!(is_here("/people", "/people").is_some());
        assert!(is_here("/people/42", "/people").is_some());
        assert!(is_here("/peoples", "/people").is_none());
        assert!(is_here("/", "/people").is_none());
    }

    #[test]
    fn what_is_at_hand_is_a_place() {
        assert!(AT_HAND.iter().all(|href| all().any(|place| place.href == *href)));
    }
}
