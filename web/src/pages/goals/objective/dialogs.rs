//! The dialogs of an objective's page; its forms are next door.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    goals::{DeleteKeyResult, DeleteObjective, KeyResultPath, ObjectiveDetail, ObjectivePath},
    wire::ObjectiveId,
};
use uuid::Uuid;

use super::{carry::CarryForm, close::CloseForm, computation::Computed, desk::Desk, history::History};
use crate::{
    client::change,
    pages::{
        goals::check_in::CheckInForm,
        shares::{ShareDrawer, Thing},
    },
    text::{goals as text, shares},
    to,
    ui::{Confirm, Dialog, Drawer, Toasts},
};

/// All of them, about one objective.
#[component]
pub fn Dialogs(id: ObjectiveId, desk: Desk) -> impl IntoView {
    view! {
        <Dialog open=desk.number title=text::COMPUTED.to_owned() wide=true>
            {desk.with(|now| view! { <Computed id parts=parts(&now) /> })}
        </Dialog>
        <Drawer open=desk.share title=shares::SHARES.to_owned()>
            {desk.with(|now| view! { <ShareDrawer thing=Thing::Objective(Some(id)) relation=now.objective.relation /> })}
        </Drawer>
        <Dialog open=desk.close title=move || desk.closing.get().map(text::transition).unwrap_or_default().to_owned()>
            {desk.with(|now| view! { <CloseForm objective=now.objective desk /> })}
        </Dialog>
        <Dialog open=desk.carry title=text::CARRY.to_owned()>
            {desk.with(|now| {
                let done = move || desk.carry.set(false);
                view! { <CarryForm id aligned=now.objective.parent.is_some() done /> }
            })}
        </Dialog>
        <Delete id desk />
        <OfKeyResults desk />
    }
}

/// The key results and aligned objectives in sight, by name.
fn parts(now: &ObjectiveDetail) -> Vec<(Uuid, String)> {
    let results = now.key_results.iter().map(|one| (one.id.0, one.title.clone()));
    results.chain(now.children.iter().map(|one| (one.id.0, one.title.clone()))).collect()
}

#[component]
fn Delete(id: ObjectiveId, desk: Desk) -> impl IntoView {
    let toasts = Toasts::here();
    let navigate = use_navigate();
    let delete = move || {
        let Some(version) = untrack(|| desk.goal.get()).map(|now| now.objective.version) else { return };
        let navigate = navigate.clone();
        desk.delete.set(false);
        desk.attempt.run(change::<DeleteObjective>(ObjectivePath { id }, (), version), move |()| {
            toasts.good(text::DELETED);
            navigate(to::GOALS, leptos_router::NavigateOptions::default());
        });
    };
    view! {
        <Confirm open=desk.delete title=text::DELETE_ASK deed=text::DELETE danger=true on_confirm=delete>
            <p>{text::DELETE_DETAIL}</p>
        </Confirm>
    }
}

#[component]
fn OfKeyResults(desk: Desk) -> impl IntoView {
    let goal = desk.goal;
    let title = move || desk.subject.with(|it| it.as_ref().map(|it| it.title.clone()).unwrap_or_default());
    let done = move || {
        desk.check_in.set(false);
        goal.reload();
    };
    let remove = move || {
        let Some(result) = desk.subject.get_untracked() else { return };
        desk.remove.set(false);
        desk.attempt.run(change::<DeleteKeyResult>(KeyResultPath { id: result.id }, (), result.version), move |()| {
            goal.reload()
        });
    };
    let history = move || {
        let days = untrack(|| goal.get()).map(|now| (now.objective.starts_on, now.objective.ends_on));
        days.and_then(|days| desk.about(|result| view! { <History result days changed=move || goal.reload() /> }))
    };
    view! {
        <Dialog open=desk.check_in title>
            {desk.about(|result| view! { <CheckInForm result corrects=None done /> })}
        </Dialog>
        <Drawer open=desk.history title>{history()}</Drawer>
        <Confirm open=desk.remove title=text::REMOVE_KEY_RESULT deed=text::REMOVE danger=true on_confirm=remove>
            <p>{text::REMOVE_KEY_RESULT_DETAIL}</p>
        </Confirm>
    }
}
