//! The organisation's templates, and those to begin with.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{
        ListReviewTemplates, ReadReviewTemplateLibrary, ReviewTemplate, ReviewTemplateFilter, ReviewTemplateIdea,
    },
    wire::Limit,
};

use super::super::template_href;
use crate::{
    address::Kept,
    client::call,
    fetch::Fetch,
    listing::Listing,
    text::{format, reviews as text},
    to,
    ui::{ButtonKind, ButtonSize, Choice, Column, DataTable, EmptyState, Field, Glyph, LinkButton, PageHeader, Select},
};

/// The page.
#[component]
pub fn Templates() -> impl IntoView {
    let which = Kept::new("retired");
    let is_retired = move || which.read(|text| (text == "true").then_some(())).is_some();
    let listing = Listing::new(move |cursor| {
        let retired = is_retired();
        let filter = ReviewTemplateFilter { retired, limit: Limit::new(50), cursor };
        call::<ListReviewTemplates>(Nothing {}, filter, ())
    });
    let columns = vec![
        Column::new("name", text::NAME, |template: &ReviewTemplate| {
            view! {
                <div>
                    <a class="plain-link strong" href=template_href(template.id)>{template.name.clone()}</a>
                    <p class="small muted">{template.description.clone()}</p>
                </div>
            }
        }),
        Column::new("questions", text::QUESTIONS, |template: &ReviewTemplate| format::count(template.questions)).end(),
        Column::new("changed", text::CHANGED, |template: &ReviewTemplate| {
            format::date(format::local(template.updated_at).0)
        }),
    ];
    let new = || view! { <LinkButton href=to::NEW_REVIEW_TEMPLATE kind=ButtonKind::Primary icon=Glyph::Plus>{text::NEW_TEMPLATE}</LinkButton> };
    let empty = move || {
        if is_retired() {
            return view! { <EmptyState glyph=Glyph::FileText title=text::NONE_RETIRED detail=text::NONE_RETIRED_DETAIL /> }.into_any();
        }
        view! { <EmptyState glyph=Glyph::FileText title=text::NO_TEMPLATES detail=text::NO_TEMPLATES_DETAIL>{new()}</EmptyState> }.into_any()
    };
    let states = vec![Choice::new("true", text::RETIRED)];
    view! {
        <div class="page">
            <PageHeader title=text::TEMPLATES lead=text::TEMPLATES_LEAD>{new()}</PageHeader>
            <section class="card flush">
                <div class="card-head">
                    <h2>{text::YOURS}</h2>
                    <Field label=text::SHOWN filter=true><Select value=which.value options=states any=text::IN_USE /></Field>
                </div>
                <DataTable caption=text::TEMPLATES columns rows=listing.rows() more=listing.more() retry=move || listing.reload() empty />
            </section>
            <Library />
        </div>
    }
}

/// The templates that PerfTrack brings along.
#[component]
fn Library() -> impl IntoView {
    let library = Fetch::new(|| call::<ReadReviewTemplateLibrary>(Nothing {}, Nothing {}, ()));
    let one = |idea: ReviewTemplateIdea| {
        let named = text::begin_with(&idea.name);
        let href = format!("{}?from={}", to::NEW_REVIEW_TEMPLATE, urlencode(&idea.name));
        view! {
            <li class="card stack tight">
                <h3>{idea.name.clone()}</h3>
                <p class="muted grow">{idea.description.clone()}</p>
                <p class="small muted">{text::asks(idea.form.questions().count(), &text::sides(&idea.form))}</p>
                <div>
                    <LinkButton href size=ButtonSize::Small>
                        <span aria-hidden="true">{text::BEGIN}</span><span class="visually-hidden">{named}</span>
                    </LinkButton>
                </div>
            </li>
        }
    };
    view! {
        <section class="stack">
            <h2>{text::LIBRARY}</h2>
            {library.view(move |all| view! { <ul class="grid">{all.items.into_iter().map(one).collect_view()}</ul> })}
        </section>
    }
}

fn urlencode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
