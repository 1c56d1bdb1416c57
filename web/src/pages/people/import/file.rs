//! Choosing the file.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    people::import::{PeopleImport, StartImport},
    problem::Problem,
};
use web_sys::File;

use crate::{
    attempt::ProblemBanner,
    client::call,
    text::{import as text, import_codes::unreadable},
    ui::{Banner, FileDrop, Tone},
};

/// The place to drop it on, and what the file should look like.
#[component]
pub fn ChooseFile(#[prop(into)] started: Callback<(PeopleImport,)>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<Problem>);
    let take = move |file: File| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(None);
        leptos::task::spawn_local(async move {
            let outcome = match bytes_of(&file).await {
                Some(bytes) => call::<StartImport>(Nothing {}, Nothing {}, bytes).await,
                None => Err(Problem::field("file", "not_csv")),
            };
            if busy.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(import) => started.run((import,)),
                Err(problem) => wrong.set(Some(problem)),
            }
        });
    };
    let news = move || {
        wrong.get().map(|problem| match unreadable(&problem) {
            Some(sentence) => {
                view! { <Banner tone=Tone::Bad title=text::CANT_READ><p>{sentence}</p></Banner> }.into_any()
            }
            None => view! { <ProblemBanner problem /> }.into_any(),
        })
    };
    view! {
        <section class="card stack">
            {news}
            <FileDrop label=text::DROP hint=text::DROP_HINT accept=".csv,.txt,.tsv,text/csv" on_file=take />
            <Show when=move || busy.get()><p class="muted" role="status">{text::READING}</p></Show>
            <ul class="points small muted">{text::NOTES.map(|note| view! { <li>{note}</li> }).collect_view()}</ul>
        </section>
    }
}

async fn bytes_of(file: &File) -> Option<Vec<u8>> {
    let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}
