//! The first page a visitor sees.

use leptos::prelude::*;

use crate::{
    text::landing::{self as text, Sample, Status},
    to,
    ui::{Avatar, AvatarSize, Badge, ButtonKind, ButtonSize, LinkButton, PageTitle, Progress, Tone, Who},
};

/// The landing page.
#[component]
pub fn Landing() -> impl IntoView {
    let reasons = text::REASONS
        .map(|(title, words)| view! { <div class="reason"><h3>{title}</h3><p class="muted">{words}</p></div> })
        .collect_view();
    let steps = text::STEPS
        .map(|(title, words)| view! { <li><h3>{title}</h3><p class="muted">{words}</p></li> })
        .collect_view();
    view! {
        <div class="hero">
            <div class="hero-words">
                <PageTitle title=text::TITLE />
                <p class="site-lead">{text::LEAD}</p>
                <div class="row">
                    <LinkButton href=to::SIGN_UP kind=ButtonKind::Primary size=ButtonSize::Large>{text::START}</LinkButton>
                    <LinkButton href=to::PRICING size=ButtonSize::Large>{text::SEE_PRICES}</LinkButton>
                </div>
            </div>
            {picture()}
        </div>
        <section class="site-section">
            <h2>{text::REASONS_TITLE}</h2>
            <div class="reasons">{reasons}</div>
        </section>
        <section class="site-section">
            <h2>{text::STEPS_TITLE}</h2>
            <ol class="hour">{steps}</ol>
        </section>
        <section class="trust">
            <h2>{text::TRUST_TITLE}</h2>
            <p>{text::TRUST}</p>
            <a href=to::SECURITY>{text::READ_SECURITY}</a>
        </section>
        <section class="site-section centered">
            <h2 class="closing">{text::CLOSING}</h2>
            <LinkButton href=to::SIGN_UP kind=ButtonKind::Primary size=ButtonSize::Large>{text::START}</LinkButton>
        </section>
    }
}

/// A goal as it looks in the app, drawn with the app's own components.
fn picture() -> AnyView {
    view! {
        <div class="hero-picture" role="img" aria-label=text::PICTURE>
            <div class="card flush hero-card" aria-hidden="true">
                <div class="card-head">
                    <Who name=text::SAMPLE_OWNER detail=text::SAMPLE_TEAM />
                    <Badge bare=true>{text::SAMPLE_PERIOD}</Badge>
                </div>
                <div class="rows">
                    <div><p class="hero-goal">{text::SAMPLE_GOAL}</p></div>
                    {text::SAMPLES.iter().map(sample).collect_view()}
                </div>
            </div>
            <div class="card hero-note" aria-hidden="true">
                <Avatar name=text::SAMPLE_OWNER size=AvatarSize::Small />
                <div><p>{text::SAMPLE_CHECK_IN}</p><p class="tiny faint">{text::SAMPLE_CHECK_IN_BY}</p></div>
            </div>
        </div>
    }
    .into_any()
}

fn sample(sample: &'static Sample) -> AnyView {
    let (tone, status) = match sample.status {
        Status::OnTrack => (Tone::Good, text::ON_TRACK),
        Status::AtRisk => (Tone::Warn, text::AT_RISK),
    };
    view! {
        <div class="stack tight">
            <div class="spread"><span class="strong">{sample.name}</span><Badge tone>{status}</Badge></div>
            <Progress label=sample.name done=Some(sample.done) pace=Some(sample.pace) tone />
            <span class="tiny faint">{sample.span}</span>
        </div>
    }
    .into_any()
}
