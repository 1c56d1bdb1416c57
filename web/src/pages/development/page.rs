//! One's own development; for an Admin the framework too.

use leptos::prelude::*;
use shared::{access::Relation, development::MANAGE};

use super::{framework::FrameworkTab, person::OfPerson};
use crate::{
    address::Kept,
    session::Session,
    text::development as text,
    ui::{PageHeader, Tab, TabPanel, Tabs},
};

/// The page.
#[component]
pub fn DevelopmentPage() -> impl IntoView {
    let session = Session::here();
    let admin = untrack(|| session.can(&MANAGE, Relation::Organisation));
    let tab = Kept::new("tab");
    let framework = Memo::new(move |_| admin && tab.get().as_deref() == Some("framework"));
    let me = session.me().map(|me| me.person_id);
    let mine = move || me.map(|id| view! { <OfPerson id /> });
    let body = move || {
        if framework.get() {
            view! { <TabPanel key="framework"><FrameworkTab /></TabPanel> }.into_any()
        } else if admin {
            view! { <TabPanel key="mine">{mine()}</TabPanel> }.into_any()
        } else {
            mine().into_any()
        }
    };
    let tabs = admin.then(|| {
        let tabs = vec![Tab::new("mine", text::MINE), Tab::new("framework", text::FRAMEWORK)];
        let active = move || if framework.get() { "framework" } else { "mine" }.to_owned();
        view! { <Tabs label=text::TITLE tabs active on_pick=move |key: String| tab.value.set(key) /> }
    });
    view! {
        <div class="page">
            <PageHeader title=text::TITLE lead=text::LEAD />
            {tabs}
            {body}
        </div>
    }
}
