//! Who writes from outside the organisation, by a link of their own.

use leptos::prelude::*;
use shared::{
    reviews::{
        InviteExternalReviewer, NewReviewExternal, ReviewExternal, ReviewExternalPath, ReviewPacketDetail,
        ReviewPacketPath, RevokeExternalReviewer,
    },
    wire::ReviewPacketId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    text::{review_externals as text, reviews},
    ui::{Actions, Button, ButtonKind, ButtonSize, Confirm, Dialog, Field, Form, TextArea, TextInput, Toasts},
};

/// Whoever was invited, and the button that invites another.
#[component]
pub fn Externals(detail: ReviewPacketDetail, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let (id, version, may) = (detail.packet.id, detail.packet.version, detail.may_invite);
    let inviting = RwSignal::new(false);
    let nobody = detail.externals.is_empty().then(|| view! { <p class="small muted">{text::NOBODY}</p> });
    let one = move |it: ReviewExternal| view! { <One it id version fetch /> };
    let button = may.then(|| {
        view! {
            <Button size=ButtonSize::Small on_press=move || inviting.set(true)>{text::INVITE}</Button>
            <Dialog open=inviting title=text::INVITE.to_owned()><Inviting id version fetch open=inviting /></Dialog>
        }
    });
    view! {
        <section class="card stack">
            <h2>{text::EXTERNALS}</h2>
            {nobody}
            <ul class="stack tight">{detail.externals.into_iter().map(one).collect_view()}</ul>
            {button}
        </section>
    }
}

#[component]
fn One(it: ReviewExternal, id: ReviewPacketId, version: i64, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let email = (!it.email.is_empty()).then(|| view! { <p class="small muted">{it.email.clone()}</p> });
    let remove = it.removable.then(|| view! { <Remove it=it.clone() id version fetch /> });
    view! {
        <li class="stack snug">
            <p><span class="strong">{it.name.clone()}</span>" "<span class="muted">{text::stands(&it)}</span></p>
            {email}
            <p class="small said-text">{it.reason.clone()}</p>
            {remove}
        </li>
    }
}

#[component]
fn Remove(it: ReviewExternal, id: ReviewPacketId, version: i64, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let (asked, attempt, toasts) = (RwSignal::new(false), Attempt::new(), Toasts::here());
    let external_id = it.id;
    let remove = move || {
        asked.set(false);
        let path = ReviewExternalPath { id, external_id };
        attempt.run(change::<RevokeExternalReviewer>(path, (), version), move |now| {
            toasts.good(text::REMOVED);
            fetch.replace(now);
        });
    };
    let (named, title) = (text::remove_who(&it.name), text::remove_title(&it.name));
    view! {
        <AttemptNews attempt reload=move || fetch.reload() />
        <div>
            <Button size=ButtonSize::Small kind=ButtonKind::Quiet busy=attempt.busy on_press=move || asked.set(true)>
                <span aria-hidden="true">{text::REMOVE}</span><span class="visually-hidden">{named}</span>
            </Button>
        </div>
        <Confirm open=asked title deed=text::REMOVE danger=true on_confirm=remove><p>{text::REMOVE_DETAIL}</p></Confirm>
    }
}

#[component]
fn Inviting(id: ReviewPacketId, version: i64, fetch: Fetch<ReviewPacketDetail>, open: RwSignal<bool>) -> impl IntoView {
    let (name, email, reason) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let kept = vec![(text::NAME, name.into()), (text::EMAIL, email.into()), (reviews::REASON, reason.into())];
    let draft = Draft::keep_over(format!("external-{id}"), version, kept);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let typed = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let body = NewReviewExternal { name: typed(name), email: typed(email), reason: typed(reason) };
        let send = move |body| change::<InviteExternalReviewer>(ReviewPacketPath { id }, body, version);
        attempt.send(body, send, move |now| {
            draft.sent();
            toasts.good(text::INVITED);
            open.set(false);
            fetch.replace(now);
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=move || fetch.reload() />
            <p class="muted">{text::INVITE_LEAD}</p>
            <p class="small muted">{text::INVITE_UNNAMED}</p>
            <Field label=text::NAME name="name" required=true><TextInput value=name /></Field>
            <Field label=text::EMAIL name="email" hint=text::EMAIL_HINT required=true>
                <TextInput value=email kind="email" />
            </Field>
            <Field label=reviews::REASON name="reason" hint=text::REASON_HINT required=true>
                <TextArea value=reason rows=2 />
            </Field>
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::INVITE}</Button></Actions>
        </Form>
    }
}
