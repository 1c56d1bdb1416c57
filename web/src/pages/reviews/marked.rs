//! Long answers as they are read: what is marked up is shown so, the rest as it was typed.

use leptos::prelude::*;
use shared::markdown::{self, Block, Span};

use crate::{text::review_appointments as text, ui::live};

/// A text.
pub fn marked(written: &str) -> AnyView {
    if markdown::is_plain(written) {
        return view! { <p class="said-text">{written.to_owned()}</p> }.into_any();
    }
    let blocks: Vec<_> = markdown::read(written).into_iter().map(block).collect();
    view! { <div class="marked">{blocks}</div> }.into_any()
}

/// How a text will be read, while it is written; nothing as long as it is read as it stands.
#[component]
pub fn Preview(written: RwSignal<String>) -> impl IntoView {
    let is_marked = Memo::new(move |_| written.with(|written| !markdown::is_plain(written)));
    live(move || {
        is_marked.get().then(|| {
            view! {
                <details class="small">
                    <summary class="muted">{text::PREVIEW}</summary>
                    {live(move || marked(&written.get()))}
                </details>
            }
        })
    })
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph { lines: all } => view! { <p>{lines(all)}</p> }.into_any(),
        // Not a heading of the page: those stand above whatever is said under them.
        Block::Heading { spans: all } => view! { <p class="strong">{spans(all)}</p> }.into_any(),
        Block::List { start: None, items } => {
            view! { <ul>{items.into_iter().map(item).collect_view()}</ul> }.into_any()
        }
        Block::List { start: Some(first), items } => {
            view! { <ol start=first.to_string()>{items.into_iter().map(item).collect_view()}</ol> }.into_any()
        }
        Block::Quote { lines: all } => view! { <blockquote><p>{lines(all)}</p></blockquote> }.into_any(),
        Block::Code { text } => view! { <pre><code>{text}</code></pre> }.into_any(),
    }
}

fn item(all: Vec<Vec<Span>>) -> AnyView {
    view! { <li>{lines(all)}</li> }.into_any()
}

/// Lines, broken where they were typed so.
fn lines(all: Vec<Vec<Span>>) -> Vec<AnyView> {
    let line = |(at, line): (usize, Vec<Span>)| {
        let broken = (at > 0).then(|| view! { <br /> });
        view! { {broken}{spans(line)} }.into_any()
    };
    all.into_iter().enumerate().map(line).collect()
}

fn spans(all: Vec<Span>) -> Vec<AnyView> {
    all.into_iter().map(span).collect()
}

fn span(span: Span) -> AnyView {
    match span {
        Span::Text { text } => text.into_any(),
        Span::Strong { spans: all } => view! { <strong>{spans(all)}</strong> }.into_any(),
        Span::Emphasis { spans: all } => view! { <em>{spans(all)}</em> }.into_any(),
        Span::Code { text } => view! { <code>{text}</code> }.into_any(),
        // Whoever wrote it doesn't learn who follows it, nor from where.
        Span::Link { href, spans: all } => {
            view! { <a href=href target="_blank" rel="noopener noreferrer nofollow">{spans(all)}</a> }.into_any()
        }
    }
}
