//! Bringing people in from a file: choose it, look at every row, confirm.

mod apply;
mod columns;
mod file;
mod recent;
mod result;
mod rows;
mod undo;

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    people::import::{ImportPath, ImportState, PeopleImport, ReadImport},
    wire::ImportId,
};

use self::{apply::Apply, columns::Columns, file::ChooseFile, recent::Recent, result::Applied, rows::RowTable};
use crate::{
    address::Kept,
    client::call,
    fetch::Fetch,
    text::{import as text, people},
    to,
    ui::{Crumb, PageHeader, Stepper},
};

/// The page. Which import it is about stands in the address, so that reloading loses nothing.
#[component]
pub fn ImportPage() -> impl IntoView {
    let import = Kept::new("import");
    let step = RwSignal::new(0_usize);
    let started = move |made: PeopleImport| import.value.set(made.id.to_string());
    let again = move || {
        step.set(0);
        import.value.set(String::new());
    };
    let id = Memo::new(move |_| import.read(|id| id.parse::<ImportId>().ok()));
    let body = move || match id.get() {
        Some(id) => view! { <Preview id step again /> }.into_any(),
        None => view! { <ChooseFile started /><Recent /> }.into_any(),
    };
    let steps = [text::STEP_FILE, text::STEP_CHECK, text::STEP_DONE].map(str::to_owned).to_vec();
    view! {
        <div class="page">
            <PageHeader title=text::IMPORT lead=text::LEAD crumbs=vec![Crumb::new(people::PEOPLE, to::PEOPLE)] />
            <Stepper label=text::STEPS steps current=step />
            {body}
        </div>
    }
}

/// What the file would do, then what it did.
#[component]
fn Preview(id: ImportId, step: RwSignal<usize>, #[prop(into)] again: Callback<()>) -> impl IntoView {
    let import = Fetch::new(move || call::<ReadImport>(ImportPath { id }, Nothing {}, ()));
    Effect::new(move |_| {
        let state = import.get().map(|import| import.state);
        step.set(if state == Some(ImportState::Applied) { 2 } else { 1 });
    });
    import.view(move |now| {
        if now.state == ImportState::Applied {
            return view! { <Applied now import again /> }.into_any();
        }
        view! {
            <Columns now=now.clone() import />
            {now.tells_people_apart().then(|| view! { <RowTable now=now.clone() /> })}
            <Apply now import again />
        }
        .into_any()
    })
}
