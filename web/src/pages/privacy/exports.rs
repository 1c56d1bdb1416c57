//! Files of all that the organisation has.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    privacy::{
        AskOrganisationExport, ExportPath, ListOrganisationExports, OrganisationExport, OrganisationExportState,
        OrganisationExports, TakeOrganisationExport,
    },
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    download::save,
    fetch::Fetch,
    text::{format, privacy as text},
    ui::{Badge, Button, ButtonKind, Glyph, Toasts, Tone},
};

/// The files that the Admin has asked for, and asking for one.
#[component]
pub fn Exports() -> impl IntoView {
    let exports = Fetch::new(|| call::<ListOrganisationExports>(Nothing {}, Nothing {}, ()));
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let ask = move || {
        attempt.run(call::<AskOrganisationExport>(Nothing {}, Nothing {}, ()), move |_| {
            toasts.good(text::ALL_ASKED);
            exports.reload();
        });
    };
    view! {
        <section class="card stack narrow">
            <div><h2>{text::ALL_DATA}</h2><p class="small muted">{text::ALL_DATA_DETAIL}</p></div>
            <AttemptNews attempt />
            {exports.view(move |list| files(list, exports, attempt, toasts))}
            <div class="row">
                <Button kind=ButtonKind::Primary icon=Glyph::Download busy=attempt.busy on_press=ask>{text::ALL_ASK}</Button>
            </div>
        </section>
    }
}

fn files(list: OrganisationExports, exports: Fetch<OrganisationExports>, attempt: Attempt, toasts: Toasts) -> AnyView {
    if list.items.is_empty() {
        return view! { <p class="small muted">{text::ALL_NONE}</p> }.into_any();
    }
    let waits = list.items.iter().any(|export| export.state == OrganisationExportState::Asked);
    let rows = list.items.into_iter().map(|export| file(export, attempt, toasts)).collect_view();
    view! {
        <ul class="stack" aria-label=text::ALL_FILES>{rows}</ul>
        {waits.then(|| view! {
            <div class="row"><Button icon=Glyph::RefreshCw on_press=move || exports.refresh()>{text::ALL_LOOK}</Button></div>
        })}
    }
    .into_any()
}

fn file(export: OrganisationExport, attempt: Attempt, toasts: Toasts) -> AnyView {
    let OrganisationExport { id, state, asked_at, expires_at, things, bytes } = export;
    let (tone, word) = match state {
        OrganisationExportState::Asked => (Tone::Plain, text::ALL_BEING_MADE),
        OrganisationExportState::Ready => (Tone::Good, text::ALL_READY),
        OrganisationExportState::Failed => (Tone::Bad, text::ALL_FAILED),
    };
    let detail = match state {
        OrganisationExportState::Asked => text::ALL_BEING_MADE_DETAIL.to_owned(),
        OrganisationExportState::Ready => {
            text::all_holds(things.unwrap_or_default(), bytes.unwrap_or_default(), &format::moment(expires_at))
        }
        OrganisationExportState::Failed => text::ALL_FAILED_DETAIL.to_owned(),
    };
    let take = move || {
        attempt.run(call::<TakeOrganisationExport>(ExportPath { id }, Nothing {}, ()), move |file| {
            save(text::ALL_FILE, &file);
            toasts.good(text::SAVED);
        });
    };
    let button = (state == OrganisationExportState::Ready).then(|| {
        view! { <div class="row"><Button icon=Glyph::Download busy=attempt.busy on_press=take>{text::ALL_TAKE}</Button></div> }
    });
    view! {
        <li class="stack tight">
            <div class="spread"><span class="strong">{text::all_asked_at(&format::moment(asked_at))}</span><Badge tone>{word}</Badge></div>
            <p class="small muted">{detail}</p>
            {button}
        </li>
    }
    .into_any()
}
