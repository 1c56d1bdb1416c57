//! Check-ins that are due, done right here.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    goals::{KeyResult, ObjectivePath, ReadObjective},
    home::DueCheckIn,
    operation::Nothing,
    problem::{Code, Problem},
};

use crate::{
    attempt::ProblemBanner,
    client::call,
    pages::goals,
    parts,
    session::Session,
    text::{format, goals as words, home as text},
    ui::{Button, ButtonSize, EmptyState, Glyph, live},
};

/// The list, longest due first.
#[component]
pub fn Due(due: Vec<DueCheckIn>, #[prop(into)] changed: Callback<()>) -> impl IntoView {
    let subject = RwSignal::new(None::<KeyResult>);
    let open = RwSignal::new(false);
    let wrong = RwSignal::new(None::<Problem>);
    let start = move |due: DueCheckIn| {
        spawn_local(async move {
            let path = ObjectivePath { id: due.objective.id };
            let found = call::<ReadObjective>(path, Nothing {}, ()).await.and_then(|detail| {
                let result = detail.key_results.into_iter().find(|result| result.id == due.key_result_id);
                result.ok_or_else(|| Problem::new(Code::NotFound))
            });
            match found {
                Ok(result) => {
                    subject.try_set(Some(result));
                    open.try_set(true);
                }
                Err(problem) => {
                    wrong.try_set(Some(problem));
                }
            }
        });
    };
    let one = move |due: DueCheckIn| {
        let words = if due.due_on < Session::here().org_today() {
            text::since(&format::day(due.due_on))
        } else {
            text::DUE_TODAY.to_owned()
        };
        let name = words::check_in_on(&due.title);
        let (href, of) = (goals::href(due.objective.id), due.objective.title.clone());
        let (title, status) = (due.title.clone(), due.status);
        view! {
            <li class="home-due">
                <div class="grow">
                    <p class="strong">{title}</p>
                    <p class="small muted"><a class="plain-link" href=href>{of}</a>" · "{words}</p>
                </div>
                {goals::status_badge(status)}
                <Button size=ButtonSize::Small icon=Glyph::Check on_press=move || start(due.clone())>
                    <span aria-hidden="true">{words::CHECK_IN}</span><span class="visually-hidden">{name}</span>
                </Button>
            </li>
        }
    };
    let done = move || {
        open.set(false);
        changed.run(());
    };
    let body = if due.is_empty() {
        view! { <EmptyState glyph=Glyph::CircleCheck title=text::NOTHING_DUE detail=text::NOTHING_DUE_DETAIL /> }
            .into_any()
    } else {
        view! { <ul class="rows">{due.into_iter().map(one).collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card flush">
            <div class="card-head"><h2>{text::TO_DO}</h2></div>
            {live(move || wrong.get().map(|problem| view! { <ProblemBanner problem /> }))}
            {body}
        </section>
        {parts::once(move || open.get(), move || goals::lazy::check_in(open, subject, Callback::from(done)))}
    }
}
