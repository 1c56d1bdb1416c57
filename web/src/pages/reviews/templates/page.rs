//! One template, as each side will see it.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{
        EditReviewTemplate, ReadReviewTemplate, ReviewRelation, ReviewTemplateChanges, ReviewTemplateDetail,
        ReviewTemplatePath,
    },
};

use super::{super::template_href, preview::FormPreview, report::Report};
use crate::{
    address::Kept,
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    text::{format, reviews as text},
    to,
    ui::{Badge, Button, Crumb, Glyph, LinkButton, PageHeader, Tab, TabPanel, Tabs, Toasts, Tone, live},
};

/// The page.
#[component]
pub fn TemplatePage() -> impl IntoView {
    let template = Fetch::of_address(|id| call::<ReadReviewTemplate>(ReviewTemplatePath { id }, Nothing {}, ()));
    view! { <div class="page">{template.view(move |detail| view! { <Shown detail template /> })}</div> }
}

#[component]
fn Shown(detail: ReviewTemplateDetail, template: Fetch<ReviewTemplateDetail>) -> impl IntoView {
    let it = detail.template.clone();
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let (id, version, retired) = (it.id, it.version, it.retired);
    let retire = move || {
        let changes = ReviewTemplateChanges { retired: Some(!retired), ..ReviewTemplateChanges::default() };
        attempt.run(change::<EditReviewTemplate>(ReviewTemplatePath { id }, changes, version), move |now| {
            toasts.good(if retired { text::BROUGHT_BACK } else { text::RETIRED_NOW });
            template.replace(now);
        });
    };
    let said = detail.form.clone();
    let history = detail.history.into_iter().map(|form| {
        let when = format::date(format::local(form.created_at).0);
        view! { <li class="row"><span class="strong">{text::form_number(form.number)}</span><span class="muted">{text::made(&form.created_by, &when)}</span></li> }
    });
    view! {
        <PageHeader title=it.name lead=it.description crumbs=vec![Crumb::new(text::TEMPLATES, to::REVIEW_TEMPLATES)]>
            {retired.then(|| view! { <Badge tone=Tone::Plain>{text::RETIRED}</Badge> })}
            <Button busy=attempt.busy on_press=retire>{if retired { text::BRING_BACK } else { text::RETIRE }}</Button>
            <LinkButton href=format!("{}/edit", template_href(id)) icon=Glyph::Pencil>{text::EDIT}</LinkButton>
        </PageHeader>
        <AttemptNews attempt reload=move || template.reload() />
        <div class="with-aside">
            <AsEach form=detail.form />
            <div class="stack">
                <Report id form=said />
                <section class="card flush">
                    <div class="card-head"><h2>{text::VERSIONS}</h2></div>
                    <ul class="rows">{history.collect_view()}</ul>
                </section>
            </div>
        </div>
    }
}

/// The form with a tab for each side that is asked something.
#[component]
fn AsEach(form: shared::reviews::ReviewForm) -> impl IntoView {
    let chosen = Kept::new("as");
    let sides: Vec<_> = ReviewRelation::ALL.iter().copied().filter(|side| form.asks(*side)).collect();
    let first = sides.first().copied().unwrap_or(ReviewRelation::Own);
    let active = Memo::new(move |_| chosen.read(ReviewRelation::parse).unwrap_or(first));
    let tabs: Vec<_> = sides.iter().map(|side| Tab::new(side.as_str(), text::side(*side))).collect();
    let form = StoredValue::new(form);
    view! {
        <div class="stack">
            <Tabs label=text::AS_WHOM tabs active=Signal::derive(move || active.get().to_string())
                on_pick=move |(key,): (String,)| chosen.value.set(key) />
            {live(move || {
                let side = active.get();
                view! { <TabPanel key=side.as_str()><FormPreview form=form.get_value() side /></TabPanel> }
            })}
        </div>
    }
}
