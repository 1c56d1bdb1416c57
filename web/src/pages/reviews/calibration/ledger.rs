//! What was changed, with its reasons.

use leptos::prelude::*;
use shared::reviews::{CalibrationChange, ScaleStep};

use super::{desk::Desk, potential_word, rating_word};
use crate::{
    text::{calibration as text, format},
    ui::live,
};

/// The session's ledger.
#[component]
pub fn Ledger(desk: Desk) -> impl IntoView {
    let changes = Memo::new(move |_| desk.session.get().map(|now| (now.ledger, now.scale)));
    live(move || {
        let (ledger, scale) = changes.get()?;
        Some(view! {
            <section class="card stack">
                <h2>{text::LEDGER}</h2>
                {lines(ledger, &scale, true)}
            </section>
        })
    })
}

/// Its lines; `with_names` says about whom each is.
pub fn lines(ledger: Vec<CalibrationChange>, scale: &[ScaleStep], with_names: bool) -> AnyView {
    if ledger.is_empty() {
        return view! { <p class="muted">{text::NO_CHANGES}</p> }.into_any();
    }
    let line = |change: CalibrationChange| {
        let rating = (change.not_rated || change.from_rating != change.to_rating).then(|| {
            let (from, to) =
                (rating_word(scale, change.from_rating, false), rating_word(scale, change.to_rating, change.not_rated));
            view! { <p>{text::from_to(text::RATING, &from, &to)}</p> }
        });
        let potential = (change.from_potential != change.to_potential).then(|| {
            let (from, to) = (potential_word(change.from_potential), potential_word(change.to_potential));
            view! { <p>{text::from_to(text::POTENTIAL, from, to)}</p> }
        });
        let by = text::by(&change.author.name, &format::date(format::local(change.changed_at).0));
        let agreed = (!change.agreed.is_empty()).then(|| {
            let names: Vec<_> = change.agreed.iter().map(|person| person.name.as_str()).collect();
            view! { <p class="small muted">{text::agreed(&names.join(", "))}</p> }
        });
        view! {
            <li class="ledger-line stack snug">
                {with_names.then(|| view! { <p class="strong">{change.subject.name}</p> })}
                {rating}{potential}
                <p class="said-text">{change.reason}</p>
                <p class="small muted">{by}</p>
                {agreed}
            </li>
        }
    };
    view! { <ul class="stack tight">{ledger.into_iter().map(line).collect_view()}</ul> }.into_any()
}
