//! A new KPI.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{kpis::CreateKpi, operation::Nothing, shares::AudienceQuery};

use super::{
    super::href,
    draft::{COMPUTED, Draft, MEASURED},
    fields::{Counting, Whose, Words},
    formula::FormulaFields,
    gauge::Aim,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call_on},
    drafts::{Draft as Kept, DraftNews},
    pages::shares::{AudienceList, Thing},
    session::Session,
    text::kpis as text,
    to,
    ui::{Actions, Button, ButtonKind, Choice, Crumb, Form, PageHeader, RadioGroup, Toasts, live},
};

/// The page.
#[component]
pub fn NewKpiPage() -> impl IntoView {
    let draft = Draft::of(None);
    draft.owner.set(untrack(|| Session::here().me()).map(|me| Choice::new(me.person_id.to_string(), me.name.clone())));
    let kept = Kept::keep("kpi", draft.kept());
    let attempt = Attempt::new();
    let key = StoredValue::new(Key::default());
    let (toasts, navigate) = (Toasts::here(), use_navigate());
    let submit = move || {
        let body = match draft.new_kpi() {
            Ok(body) => body,
            Err(problem) => return attempt.fail(problem),
        };
        let terms = Terms { version: None, key: Some(key.get_value()) };
        let navigate = navigate.clone();
        attempt.send(
            body,
            |body| call_on::<CreateKpi>(Nothing {}, Nothing {}, body, terms),
            move |made| {
                kept.sent();
                toasts.good(text::CREATED);
                navigate(&href(made.kpi.id), leptos_router::NavigateOptions::default());
            },
        );
    };
    let audience = Signal::derive(move || AudienceQuery {
        owner: draft.owner.with(|owner| owner.as_ref().and_then(|choice| choice.value.parse().ok())),
        team: draft.team(),
        visibility: Some(draft.visibility()),
        ..AudienceQuery::default()
    });
    let sources = vec![
        Choice::new(MEASURED, text::MEASURED).with_detail(text::MEASURED_DETAIL),
        Choice::new(COMPUTED, text::COMPUTED).with_detail(text::COMPUTED_DETAIL),
    ];
    let formula = move || draft.is_computed().then(|| view! { <FormulaFields draft /> });
    view! {
        <div class="page">
            <PageHeader title=text::NEW crumbs=vec![Crumb::new(text::KPIS, to::KPIS)] />
            <div class="kpi-form">
                <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                    <AttemptNews attempt />
                    <section class="card stack">
                        <h2>{text::SECTION_WHAT}</h2>
                        <Words draft />
                        <RadioGroup legend=text::SOURCE value=draft.computed options=sources />
                        {live(formula)}
                        <Counting draft />
                    </section>
                    <section class="card stack"><h2>{text::SECTION_AIM}</h2><Aim draft /></section>
                    <section class="card stack">
                        <h2>{text::SECTION_WHO}</h2>
                        <Whose draft />
                        <AudienceList thing=Thing::Kpi(None) query=audience />
                    </section>
                    <DraftNews draft=kept />
                    <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::CREATE}</Button></Actions>
                </Form>
            </div>
        </div>
    }
}
