//! The published Security page.

use leptos::prelude::*;

use crate::{
    text::security::{INTRODUCTION, LEAD, SECTIONS, Section, TITLE, UPDATED},
    ui::PageTitle,
};

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
    let points = section
        .points
        .iter()
        .map(|(lead, words)| {
            let lead = (!lead.is_empty()).then(|| view! { <strong>{*lead}</strong>" " });
            view! { <li>{lead}{*words}</li> }
        })
        .collect_view();
    view! {
        <section id=id>
            <h2>{section.title}</h2>
            {paragraphs(section.words)}
            {(!section.points.is_empty()).then(|| view! { <ul class="points">{points}</ul> })}
            {paragraphs(section.after)}
        </section>
    }
    .into_any()
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
    title.to_lowercase().replace(' ', "-")
}
