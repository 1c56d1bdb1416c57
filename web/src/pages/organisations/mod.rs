//! The organisation's settings: general, periods, teams.

mod choices;
mod general;
mod periods;
mod second_factor;
mod session_policy;
mod team_form;
mod teams;

use leptos::prelude::*;
use leptos_router::hooks::query_signal;
use shared::{organisations::EditOrganisation, pages::BILLING};

pub use self::choices::team_choices;
use self::{
    general::General, periods::Periods, second_factor::SecondFactorPolicyForm, session_policy::SessionPolicyForm,
    teams::Teams,
};
use crate::{
    pages::{api_tokens, feedback, oauth, privacy, sandboxes, scim, single_sign_on, webhooks, weekly},
    paying::Paying,
    shell::guarded,
    text::{
        api_tokens as token_words, feedback as words, oauth as app_words, organisations as text,
        privacy as privacy_words, sandboxes as sandbox_words, scim as scim_words, single_sign_on as sign_on_words,
        webhooks as webhook_words, weekly as weekly_words,
    },
    ui::{Glyph, LinkButton, PageHeader, Tab, TabPanel, Tabs, live},
};

crate::parts::parts! {
    settings: settings();
}

/// `/settings?tab=…`
pub fn settings() -> AnyView {
    guarded::<EditOrganisation>(|| Settings().into_any())
}

#[component]
fn Settings() -> impl IntoView {
    let (tab, set_tab) = query_signal::<String>("tab");
    let active = Memo::new(move |_| tab.get().unwrap_or_else(|| "general".to_owned()));
    let tabs = vec![
        Tab::new("general", text::TAB_GENERAL),
        Tab::new("periods", text::TAB_PERIODS),
        Tab::new("teams", text::TAB_TEAMS),
        Tab::new("security", text::TAB_SECURITY),
        Tab::new("sign-on", sign_on_words::TAB),
        Tab::new("directory", scim_words::TAB),
        Tab::new("api-tokens", token_words::TAB),
        Tab::new("apps", app_words::TAB),
        Tab::new("values", words::COMPANY_VALUES),
        Tab::new("weekly", weekly_words::SETTINGS),
        Tab::new("webhooks", webhook_words::TAB),
        Tab::new("sandboxes", sandbox_words::TAB),
        Tab::new("data", privacy_words::TAB),
    ];
    let panel = move || {
        match active.read().as_str() {
        "periods" => view! { <TabPanel key="periods"><Periods /></TabPanel> }.into_any(),
        "values" => view! { <TabPanel key="values">{feedback::lazy::values()}</TabPanel> }.into_any(),
        "weekly" => view! { <TabPanel key="weekly">{weekly::lazy::settings()}</TabPanel> }.into_any(),
        "security" => view! { <TabPanel key="security"><div class="stack"><SecondFactorPolicyForm /><SessionPolicyForm /></div></TabPanel> }.into_any(),
        "data" => view! { <TabPanel key="data">{privacy::lazy::settings()}</TabPanel> }.into_any(),
        "webhooks" => view! { <TabPanel key="webhooks">{webhooks::lazy::settings()}</TabPanel> }.into_any(),
        "sandboxes" => view! { <TabPanel key="sandboxes">{sandboxes::lazy::settings()}</TabPanel> }.into_any(),
        "sign-on" => view! { <TabPanel key="sign-on">{single_sign_on::lazy::settings()}</TabPanel> }.into_any(),
        "directory" => view! { <TabPanel key="directory">{scim::lazy::settings()}</TabPanel> }.into_any(),
        "api-tokens" => view! { <TabPanel key="api-tokens">{api_tokens::lazy::settings()}</TabPanel> }.into_any(),
        "apps" => view! { <TabPanel key="apps">{oauth::lazy::settings()}</TabPanel> }.into_any(),
        "teams" => view! { <TabPanel key="teams"><Teams /></TabPanel> }.into_any(),
        _ => view! { <TabPanel key="general"><General /></TabPanel> }.into_any(),
    }
    };
    view! {
        <div class="page">
            <PageHeader title=text::SETTINGS lead=text::SETTINGS_LEAD>
                {live(|| Paying::here().is_some_and(Paying::is_on).then(|| view! {
                    <LinkButton href=BILLING icon=Glyph::CreditCard>{crate::text::shell::BILLING}</LinkButton>
                }))}
            </PageHeader>
            <Tabs label=text::SETTINGS tabs active on_pick=move |key: String| set_tab.set(Some(key)) />
            {panel}
        </div>
    }
}
