//! The dialogs of a KPI's page.

use leptos::prelude::*;
use shared::{
    kpis::{ArchiveKpi, KpiPath},
    operation::Nothing,
    wire::KpiId,
};

use super::{
    super::{enter::EnterForm, form::EditKpiForm},
    computation::Opened,
    desk::Desk,
};
use crate::{
    client::call,
    pages::shares::{ShareDrawer, Thing},
    text::{kpis as text, shares},
    ui::{Confirm, Dialog, Drawer, Toasts},
};

/// All of them, about one KPI.
#[component]
pub fn Dialogs(id: KpiId, desk: Desk) -> impl IntoView {
    let toasts = Toasts::here();
    let entered = move || {
        desk.enter.set(false);
        desk.news();
    };
    let changed = move |now: shared::kpis::KpiDetail| {
        desk.change.set(false);
        desk.detail.replace(now);
        desk.news();
        toasts.good(text::CHANGED);
    };
    // What somebody else has changed meanwhile.
    let seen = move |now: shared::kpis::KpiDetail| desk.detail.replace(now);
    let archive = move || {
        desk.archive.set(false);
        desk.attempt.run(call::<ArchiveKpi>(KpiPath { id }, Nothing {}, ()), move |now| {
            desk.detail.replace(now);
            toasts.good(text::ARCHIVED_NOW);
        });
    };
    let number = move || {
        let which = desk.opened.get_untracked();
        desk.with(|now| which.map(|which| view! { <Opened kpi=now.kpi which /> }))
    };
    let enter_title = move || if desk.wrong.get().is_some() { text::CORRECT } else { text::ENTER }.to_owned();
    view! {
        <Dialog open=desk.enter title=enter_title>
            {desk.with(|now| view! { <EnterForm kpi=now.kpi on=desk.wrong.get_untracked() done=entered /> })}
        </Dialog>
        <Dialog open=desk.change title=text::EDIT.to_owned() wide=true>
            {desk.with(|now| view! { <EditKpiForm detail=now seen done=changed /> })}
        </Dialog>
        <Drawer open=desk.share title=shares::SHARES.to_owned()>
            {desk.with(|now| view! { <ShareDrawer thing=Thing::Kpi(Some(id)) relation=now.kpi.relation /> })}
        </Drawer>
        <Dialog open=desk.number title=text::COMPUTATION.to_owned()>{number()}</Dialog>
        <Confirm open=desk.archive title=text::ARCHIVE_ASK deed=text::ARCHIVE on_confirm=archive>
            <p>{text::ARCHIVE_DETAIL}</p>
        </Confirm>
    }
}
