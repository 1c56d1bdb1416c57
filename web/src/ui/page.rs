//! The frame of a page: heading, breadcrumbs, title of the document.

use leptos::{html, prelude::*};

use crate::ui::live;
use leptos_router::hooks::use_location;

use crate::text;

/// One step of the way to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// What is read.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

impl Crumb {
    /// A step.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// The head of a page: its one `h1`, which takes the focus when the page is reached, and which names the document.
/// `children` are the page's actions.
#[component]
pub fn PageHeader(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] lead: Signal<String>,
    #[prop(optional)] crumbs: Vec<Crumb>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let way = (!crumbs.is_empty()).then(|| {
        let steps =
            crumbs.into_iter().map(|crumb| view! { <li><a href=crumb.href>{crumb.label}</a></li> }).collect_view();
        view! { <nav aria-label=text::ui::BREADCRUMBS><ol class="crumbs">{steps}</ol></nav> }
    });
    view! {
        <header class="page-head">
            <div class="grow">
                {way}
                <PageTitle title />
                {live(move || {
                    let lead = lead.get();
                    (!lead.is_empty()).then(|| view! { <p class="lead">{lead}</p> })
                })}
            </div>
            {children.map(|children| view! { <div class="row tight">{children()}</div> })}
        </header>
    }
}

/// The `h1` alone, for pages that set their head themselves.
#[component]
pub fn PageTitle(#[prop(into)] title: Signal<String>) -> impl IntoView {
    let node = NodeRef::<html::H1>::new();
    Effect::new(move |_| document().set_title(&text::ui::document_title(&title.get())));
    let path = use_location().pathname;
    Effect::new(move |_| {
        if let Some(heading) = node.get()
            && path.with_untracked(|path| super::navigation::arrives_at(path))
        {
            let _ = heading.focus();
        }
    });
    view! { <h1 tabindex="-1" node_ref=node>{live(move || title.get())}</h1> }
}
