//! Exactly who reads feedback, each with the reason, as the server's rule says it.

use leptos::prelude::*;
use shared::{
    feedback::{ReadReaders, Readers, ReadersQuery},
    operation::Nothing,
};

use crate::{
    client::call,
    fetch::Fetch,
    text::feedback as text,
    ui::{Avatar, live},
};

/// The people; without a query, what to do to see them.
#[component]
pub fn ReaderList(#[prop(into)] query: Signal<Option<ReadersQuery>>) -> impl IntoView {
    let readers = Fetch::new(move || {
        let query = query.get();
        async move {
            match query {
                Some(query) => call::<ReadReaders>(Nothing {}, query, ()).await,
                None => Ok(Readers { items: Vec::new() }),
            }
        }
    });
    live(move || {
        if query.read().is_none() {
            return view! { <p class="small muted">{text::CHOOSE_FIRST}</p> }.into_any();
        }
        readers.view(|readers| {
            let count = text::reader_count(readers.items.len());
            let one = |reader: shared::feedback::Reader| {
                view! {
                    <li class="reader">
                        <Avatar name=reader.person.name.clone() />
                        <span class="who-text"><span class="truncate">{reader.person.name}</span><span class="truncate">{text::because(reader.because)}</span></span>
                    </li>
                }
            };
            view! {
                <p class="small muted" role="status">{count}</p>
                <ul aria-label=text::READERS>{readers.items.into_iter().map(one).collect_view()}</ul>
            }
        })
    })
}
