//! The ways through the app: the same list as a side bar and as a bar at the bottom of a phone.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use shared::{
    goals::ListObjectives, kpis::ListKpis, one_on_ones::ListMeetings, organisations::EditOrganisation,
    people::ListPeople,
};

use crate::{
    session::Session,
    text, to,
    ui::{Glyph, Icon},
};

/// A place in the navigation.
struct Place {
    href: &'static str,
    label: &'static str,
    glyph: Glyph,
    /// Whether it is offered to the visitor; asks the operation its page calls first. Reactive.
    offered: fn() -> bool,
}

const PLACES: &[Place] = &[
    Place { href: to::HOME, label: text::shell::HOME, glyph: Glyph::House, offered: || true },
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
    Place {
        href: to::PEOPLE,
        label: text::shell::PEOPLE,
        glyph: Glyph::Users,
        offered: || Session::here().may::<ListPeople>(),
    },
    Place { href: to::DEVELOPMENT, label: text::shell::DEVELOPMENT, glyph: Glyph::TrendingUp, offered: || true },
    Place {
        href: to::ONE_ON_ONES,
        label: text::shell::ONE_ON_ONES,
        glyph: Glyph::Calendar,
        offered: || Session::here().may::<ListMeetings>(),
    },
    Place { href: to::FEEDBACK, label: text::shell::FEEDBACK, glyph: Glyph::MessageSquare, offered: || true },
    Place { href: to::WEEKLY, label: text::shell::WEEKLY, glyph: Glyph::Calendar, offered: || true },
    Place { href: shared::pages::PULSE, label: text::shell::PULSE, glyph: Glyph::Activity, offered: || true },
    Place {
        href: to::DASHBOARDS,
        label: text::shell::DASHBOARDS,
        glyph: Glyph::TrendingUp,
        offered: || Session::here().may::<ListObjectives>(),
    },
    Place { href: to::SHARES, label: text::shell::SHARES, glyph: Glyph::Share2, offered: || true },
    Place {
        href: to::SETTINGS,
        label: text::shell::SETTINGS,
        glyph: Glyph::Settings,
        offered: || Session::here().may::<EditOrganisation>(),
    },
    Place { href: shared::pages::ACCOUNT, label: text::shell::ACCOUNT, glyph: Glyph::User, offered: || true },
];

/// The places that are offered to the visitor, as address, name and icon.
pub fn places() -> Vec<(&'static str, &'static str, Glyph)> {
    PLACES.iter().filter(|place| (place.offered)()).map(|place| (place.href, place.label, place.glyph)).collect()
}

/// Marks the link whose part of the app is shown.
fn is_here(path: &str, href: &str) -> Option<&'static str> {
    let inside = path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    inside.then_some("page")
}

fn links(shown: fn(&Place) -> bool) -> impl IntoView {
    let path = use_location().pathname;
    let link = move |place: &'static Place| {
        let current = move || path.with(|path| is_here(path, place.href));
        move || {
            (place.offered)().then(|| {
                view! { <a href=place.href aria-current=current><Icon glyph=place.glyph /><span>{place.label}</span></a> }
            })
        }
    };
    PLACES.iter().filter(|place| shown(place)).map(link).collect_view()
}

/// The side bar's list.
#[component]
pub fn SideNav() -> impl IntoView {
    view! { <nav class="nav" aria-label=text::shell::MAIN_NAVIGATION>{links(|_| true)}</nav> }
}

/// The bar at the bottom of a phone.
#[component]
pub fn BottomBar() -> impl IntoView {
    // The account stands in the bar above, and thumbs need room.
    let shown = |place: &Place| place.href != shared::pages::ACCOUNT;
    view! { <nav class="bottom-bar" aria-label=text::shell::MAIN_NAVIGATION>{links(shown)}</nav> }
}

#[cfg(test)]
mod tests {
    use super::is_here;

    #[test]
    fn a_part_of_the_app_is_current_on_its_pages_only() {
        assert!(is_here("/people", "/people").is_some());
        assert!(is_here("/people/42", "/people").is_some());
        assert!(is_here("/peoples", "/people").is_none());
        assert!(is_here("/", "/people").is_none());
    }
}
