//! What an Admin sees beside a pulse: whom it asks, when, and before it opens whom it would ask now.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    pulse::{Audience, Group, PreviewPulse, PulseDetail, PulsePath, PulsePreview, PulseState},
};

use crate::{
    client::call,
    fetch::Fetch,
    text::{format, pulse as text},
    ui::{Banner, Tone},
};

/// The cards.
#[component]
pub fn Settings(detail: PulseDetail) -> impl IntoView {
    let pulse = detail.pulse;
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let who_sees = if pulse.share_total { text::TOTAL_SHARED } else { text::TOTAL_NOT_SHARED };
    let before = matches!(pulse.state, PulseState::Draft | PulseState::Scheduled);
    view! {
        {before.then(|| view! { <Preview id=pulse.id /> })}
        <section class="card stack">
            <dl class="facts">
                {fact(text::OPENS, format::date(pulse.opens_on))}
                {fact(text::CLOSES, format::date(pulse.closes_on))}
                {pulse.every_weeks.map(|weeks| fact(text::REPEATS, text::every(weeks)))}
                {pulse.asked.map(|asked| fact(text::ASKED, text::people(asked)))}
                {fact(text::MINIMUM, text::people(i64::from(pulse.minimum)))}
                {detail.audience.map(whom)}
            </dl>
            <p class="small muted">{who_sees}</p>
        </section>
    }
}

/// Its rules in words.
fn whom(audience: Audience) -> impl IntoView {
    let mut rules = vec![audience.team.map_or_else(|| text::EVERYBODY.to_owned(), |team| team.name)];
    let since = |name: &str, day: chrono::NaiveDate| format!("{name} {}", format::date(day));
    rules.extend(audience.started_from.map(|day| since(text::STARTED_FROM, day)));
    rules.extend(audience.started_until.map(|day| since(text::STARTED_UNTIL, day)));
    if audience.rest_weeks > 0 {
        rules.push(text::rest(audience.rest_weeks));
    }
    if audience.sample_percent < 100 {
        rules.push(text::by_lot(audience.sample_percent));
    }
    if !audience.excluded.is_empty() {
        let names = audience.excluded.into_iter().map(|person| person.name).collect::<Vec<_>>().join(", ");
        rules.push(format!("{}: {names}", text::EXCLUDED));
    }
    view! { <div><dt>{text::WHOM}</dt><dd><ul>{rules.into_iter().map(|rule| view! { <li>{rule}</li> }).collect_view()}</ul></dd></div> }
}

#[component]
fn Preview(id: shared::wire::PulseId) -> impl IntoView {
    let preview = Fetch::new(move || call::<PreviewPulse>(PulsePath { id }, Nothing {}, ()));
    view! {
        <section class="card stack">
            <h2>{text::PREVIEW}</h2>
            {preview.view(previewed)}
        </section>
    }
}

fn previewed(preview: PulsePreview) -> impl IntoView {
    let group = |group: Group| {
        let name = if group.team_id.is_none() { text::WHOLE.to_owned() } else { group.name };
        view! { <li class="spread"><span>{name}</span><span class="num muted">{group.asked}</span></li> }
    };
    view! {
        {preview.barrier.map(|barrier| view! { <Banner tone=Tone::Warn title=text::barrier(barrier) /> })}
        <ul class="stack snug">{preview.groups.into_iter().map(group).collect_view()}</ul>
        <p class="small muted">{text::GROUPS_HINT}</p>
    }
}
