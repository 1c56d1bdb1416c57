//! Our own Markdown as a page. It is written by us, and still nothing in it but Markdown becomes markup.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use shared::pages;

/// A guide, read.
pub(super) struct Read {
    /// Its heading, as text.
    pub title: String,
    /// What it has below.
    pub parts: Vec<Part>,
    /// All of it.
    pub html: String,
}

/// A part of a guide.
pub(super) struct Part {
    /// What an address names it by, behind the `#`.
    pub id: String,
    /// Its heading, as text.
    pub title: String,
}

/// A heading that is being read.
struct Heading {
    /// Where among the events it begins.
    at: usize,
    words: String,
}

/// Reads a guide.
pub(super) fn read(text: &str) -> Read {
    let mut events: Vec<Event<'_>> = Vec::new();
    let (mut title, mut parts) = (String::new(), Vec::new());
    let mut heading: Option<Heading> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(tag @ Tag::Heading { .. }) => {
                heading = Some(Heading { at: events.len(), words: String::new() });
                events.push(Event::Start(tag));
            }
            Event::End(TagEnd::Heading(level)) => {
                if let Some(Heading { at, words }) = heading.take() {
                    let name = name(&words);
                    if let Some(Event::Start(Tag::Heading { id, .. })) = events.get_mut(at) {
                        *id = Some(CowStr::from(name.clone()));
                    }
                    match level {
                        HeadingLevel::H1 => title = words,
                        HeadingLevel::H2 => parts.push(Part { id: name, title: words }),
                        _ => {}
                    }
                }
                events.push(Event::End(TagEnd::Heading(level)));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = CowStr::from(address(&dest_url));
                events.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            // What is wider than the screen is moved by keys as well, so it has to take the focus.
            Event::Start(Tag::CodeBlock(_)) => events.push(Event::Html(r#"<pre tabindex="0"><code>"#.into())),
            Event::End(TagEnd::CodeBlock) => events.push(Event::Html("</code></pre>\n".into())),
            Event::Start(tag @ Tag::Table(_)) => {
                events.push(Event::Html(r#"<div class="wide" tabindex="0">"#.into()));
                events.push(Event::Start(tag));
            }
            Event::End(TagEnd::Table) => {
                events.push(Event::End(TagEnd::Table));
                events.push(Event::Html("</div>\n".into()));
            }
            Event::Html(text) | Event::InlineHtml(text) => events.push(Event::Text(text)),
            Event::Text(text) => {
                note(&mut heading, &text);
                events.push(Event::Text(text));
            }
            Event::Code(text) => {
                note(&mut heading, &text);
                events.push(Event::Code(text));
            }
            other => events.push(other),
        }
    }
    let mut page = String::new();
    html::push_html(&mut page, events.into_iter());
    Read { title, parts, html: page }
}

fn note(heading: &mut Option<Heading>, text: &str) {
    if let Some(heading) = heading {
        heading.words.push_str(text);
    }
}

/// Guides stand beside each other in the folder and on the server.
fn address(to: &str) -> String {
    match to.split_once(".md") {
        Some((name, part)) if !name.contains('/') => [pages::DOCS, "/", name, part].concat(),
        _ => to.to_owned(),
    }
}

/// What a part with this heading is named by: its words in small letters, with hyphens between.
fn name(heading: &str) -> String {
    let words = heading.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_by_their_headings() {
        let read = read("# The `API`\n\n## Sending again, once\n\nText.\n\n### Deeper\n");
        assert_eq!(read.title, "The API");
        let parts: Vec<_> = read.parts.iter().map(|part| (part.id.as_str(), part.title.as_str())).collect();
        assert_eq!(parts, [("sending-again-once", "Sending again, once")]);
        assert!(read.html.contains(r#"<h2 id="sending-again-once">"#) && read.html.contains(r#"<h3 id="deeper">"#));
    }

    #[test]
    fn links_lead_to_the_pages_and_out() {
        let read = read("[a](api-tokens.md) [b](scim.md#okta) [c](https://example.com/a.md) [d](/openapi.yaml)");
        for address in ["/docs/api-tokens", "/docs/scim#okta", "https://example.com/a.md", "/openapi.yaml"] {
            assert!(read.html.contains(&[r#"href=""#, address, r#"""#].concat()), "{address}: {}", read.html);
        }
    }

    #[test]
    fn nothing_but_markdown_is_markup() {
        let read = read("<script>one()</script>\n\nAnd <b>two</b>\n\n```sh\necho <three> & four\n```\n");
        assert!(!read.html.contains("<script") && !read.html.contains("<b>") && !read.html.contains("<three>"));
        assert!(read.html.contains("echo &lt;three&gt; &amp; four"), "{}", read.html);
    }
}
