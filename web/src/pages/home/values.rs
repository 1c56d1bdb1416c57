//! Values that are due, entered right here.

use leptos::prelude::*;
use shared::kpis::Kpi;

use crate::{
    pages::kpis,
    parts,
    text::kpis as text,
    ui::{Button, ButtonSize, Glyph},
};

/// The list, longest due first; nothing at all if nothing is due.
#[component]
pub fn ValuesDue(due: Vec<Kpi>, #[prop(into)] changed: Callback<()>) -> AnyView {
    if due.is_empty() {
        return ().into_any();
    }
    let subject = RwSignal::new(None::<Kpi>);
    let open = RwSignal::new(false);
    let one = move |kpi: Kpi| {
        let (href, name, since, named) = (kpis::href(kpi.id), kpi.name.clone(), kpis::due(&kpi), kpis::enter_of(&kpi));
        let state = kpi.state;
        let start = move || {
            subject.set(Some(kpi.clone()));
            open.set(true);
        };
        view! {
            <li class="home-due">
                <div class="grow"><p class="strong"><a class="plain-link" href=href>{name}</a></p><p class="small muted">{since}</p></div>
                {kpis::state_badge(state)}
                <Button size=ButtonSize::Small icon=Glyph::Plus on_press=start>
                    <span aria-hidden="true">{text::ENTER}</span><span class="visually-hidden">{named}</span>
                </Button>
            </li>
        }
    };
    let done = move || {
        open.set(false);
        changed.run(());
    };
    view! {
        <section class="card flush">
            <div class="card-head"><h2>{text::DUE}</h2></div>
            <ul class="rows">{due.into_iter().map(one).collect_view()}</ul>
        </section>
        {parts::once(move || open.get(), move || kpis::lazy::enter(open, subject, Callback::from(done)))}
    }
    .into_any()
}
