//! Where the `type` of a problem document leads: what its code means, for whoever writes a program.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::problem::Code;

use crate::{
    text::problem_codes as text,
    ui::{PageTitle, live},
};

/// The page of one code, above the list of all.
#[component]
pub fn Problems() -> impl IntoView {
    let params = use_params_map();
    let code = Memo::new(move |_| params.read().get_str("code").and_then(Code::parse));
    let title = Signal::derive(move || code.get().map_or(text::TITLE, Code::title).to_owned());
    let one = move || {
        code.get().map(|code| {
            view! { <p>{text::about(code)}</p><p class="muted"><code>{code.as_str()}</code>" · HTTP "{code.status()}</p> }
        })
    };
    let row = |code: &Code| {
        let href = format!("/problems/{code}");
        view! {
            <li>
                <a href=href><code>{code.as_str()}</code></a>" "<span class="muted">"HTTP "{code.status()}</span>
                <br />
                {code.title()}"."
            </li>
        }
    };
    view! {
        <article class="article">
            <header>
                <PageTitle title />
                <p class="article-lead">{text::LEAD}</p>
            </header>
            <div class="article-body">
                {live(one)}
                <h2>{text::ALL}</h2>
                <ul class="points">{Code::ALL.iter().map(row).collect_view()}</ul>
            </div>
        </article>
    }
}
