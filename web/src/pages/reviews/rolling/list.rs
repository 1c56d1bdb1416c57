//! The rules by name.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{ListRollingReviews, RollingReview, RollingReviewFilter},
    wire::Limit,
};

use super::{rule_href, state_badge};
use crate::{
    client::call,
    listing::Listing,
    text::{reviews, rolling_reviews as text},
    to,
    ui::{ButtonKind, Column, Crumb, DataTable, EmptyState, Glyph, LinkButton, PageHeader},
};

/// The page.
#[component]
pub fn Rules() -> impl IntoView {
    let listing = Listing::new(move |cursor| {
        let filter = RollingReviewFilter { limit: Limit::new(50), cursor };
        call::<ListRollingReviews>(Nothing {}, filter, ())
    });
    let columns = vec![
        Column::new("name", text::NAME, |rule: &RollingReview| {
            view! { <a class="plain-link strong" href=rule_href(rule.id)>{rule.name.clone()}</a> }
        }),
        Column::new("when", text::WHEN, |rule: &RollingReview| text::when(&rule.after_days)),
        Column::new("template", reviews::TEMPLATE, |rule: &RollingReview| rule.template_name.clone()),
        Column::new("team", reviews::TEAM, |rule: &RollingReview| {
            rule.team.as_ref().map_or_else(|| reviews::EVERYBODY.to_owned(), |team| team.name.clone())
        }),
        Column::new("people", text::SO_FAR, |rule: &RollingReview| rule.people.to_string()).end(),
        Column::new("state", text::STATE, |rule: &RollingReview| state_badge(rule.on_since)),
    ];
    let new = || {
        view! { <LinkButton href=to::NEW_ROLLING_REVIEW kind=ButtonKind::Primary icon=Glyph::Plus>{text::NEW_RULE}</LinkButton> }
    };
    let empty = move || {
        view! { <EmptyState glyph=Glyph::RefreshCw title=text::NONE detail=text::NONE_DETAIL>{new()}</EmptyState> }
    };
    let crumbs = vec![Crumb::new(reviews::REVIEWS, shared::pages::REVIEWS)];
    view! {
        <div class="page">
            <PageHeader title=text::ROLLING lead=text::ROLLING_LEAD crumbs>{new()}</PageHeader>
            <section class="card flush">
                <DataTable caption=text::ROLLING columns rows=listing.rows() more=listing.more() retry=move || listing.reload() empty />
            </section>
        </div>
    }
}
