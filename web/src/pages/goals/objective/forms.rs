//! The forms over an objective's page.

use leptos::prelude::*;
use shared::{goals::ObjectiveDetail, wire::ObjectiveId};

use super::{desk::Desk, follow::FollowForm, key_result_form::KeyResultForm, supports::SupportForm};
use crate::{
    pages::goals::form::EditObjectiveForm,
    text::{goal_supports, goals as text},
    ui::{Dialog, Drawer},
};

/// All of them, about one objective.
#[component]
pub fn Forms(id: ObjectiveId, desk: Desk) -> impl IntoView {
    let goal = desk.goal;
    let seen = move |now: ObjectiveDetail| goal.replace(now);
    let saved = move |detail: ObjectiveDetail| {
        desk.change.set(false);
        goal.replace(detail);
    };
    let done = move |dialog: RwSignal<bool>| {
        move || {
            dialog.set(false);
            goal.reload();
        }
    };
    view! {
        <Drawer open=desk.change title=text::EDIT.to_owned()>
            {desk.with(|now| view! { <EditObjectiveForm objective=now.objective seen done=saved /> })}
        </Drawer>
        <Dialog open=desk.add title=text::ADD_KEY_RESULT.to_owned()><KeyResultForm of=id result=None seen done=done(desk.add) /></Dialog>
        <Dialog open=desk.edit title=text::EDIT_KEY_RESULT.to_owned()>
            {desk.about(|result| view! { <KeyResultForm of=id result=Some(result) seen done=done(desk.edit) /> })}
        </Dialog>
        <Dialog open=desk.follow title=text::FOLLOW.to_owned()>
            {desk.about(|result| view! { <FollowForm result done=done(desk.follow) /> })}
        </Dialog>
        <Dialog open=desk.support title=goal_supports::ADD.to_owned()><SupportForm id desk /></Dialog>
    }
}
