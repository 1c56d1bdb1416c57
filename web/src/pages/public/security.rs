//! The published Security page.

use leptos::prelude::*;

use crate::{
    text::security::{HOW, INTRODUCTION, LEAD, Promise, REPORT, SECTIONS, Section, TITLE, UPDATED},
    ui::{LinkButton, PageTitle},
};

/// The part in which one is told how to report.
const REPORTING: &str = "reporting-a-vulnerability";

/// The Security page, with a table of its contents.
#[component]
pub fn Security() -> impl IntoView {
    let sections: Vec<_> = SECTIONS.iter().map(|section| (anchor(section.title), section)).collect();
    let contents = sections
        .iter()
        .map(|(id, section)| view! { <li><a href=format!("#{id}")>{section.title}</a></li> })
        .collect_view();
    view! {
        <article class="article">
            <header>
                <PageTitle title=TITLE />
                <p class="article-lead">{LEAD}</p>
                <p class="small muted">{UPDATED}</p>
            </header>
            <nav class="article-contents" aria-label=TITLE><ul>{contents}</ul></nav>
            <div class="article-body">
                <p>{INTRODUCTION}</p>
                {sections.into_iter().map(|(id, section)| part(id, section)).collect_view()}
            </div>
        </article>
    }
}

fn part(id: String, section: &'static Section) -> AnyView {
    let paragraphs =
        |words: &'static [&'static str]| words.iter().map(|words| view! { <p>{linked(words)}</p> }).collect_view();
    let promises = section.promises.iter().map(promise).collect_view();
    let report = (id == REPORTING).then(|| {
        view! { <div class="row"><LinkButton href=shared::pages::REPORT_VULNERABILITY>{REPORT}</LinkButton></div> }
    });
    view! {
        <section id=id>
            <h2>{section.title}</h2>
            {paragraphs(section.words)}
            {report}
            {(!section.promises.is_empty()).then(|| view! { <ul class="points">{promises}</ul> })}
            {paragraphs(section.after)}
        </section>
    }
    .into_any()
}

fn promise(promise: &'static Promise) -> impl IntoView {
    let lead = (!promise.lead.is_empty()).then(|| view! { <strong>{promise.lead}</strong>" " });
    view! {
        <li>
            {lead}{promise.words}
            <details class="kept"><summary>{HOW}</summary><p>{promise.kept}</p></details>
        </li>
    }
}

/// The words, with the support address as a link.
fn linked(words: &'static str) -> AnyView {
    const ADDRESS: &str = "support@perftrackapp.com";
    match words.split_once(ADDRESS) {
        Some((before, after)) => view! { {before}<a href=format!("mailto:{ADDRESS}")>{ADDRESS}</a>{after} }.into_any(),
        None => words.into_any(),
    }
}

/// A lasting address for a part, so that it can be linked to.
fn anchor(title: &str) -> String {
    title.to_ascii_lowercase().replace(' ', "-")
}
