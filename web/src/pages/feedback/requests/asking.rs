//! What one asked, with who has answered.

use leptos::prelude::*;
use shared::{
    feedback::{
        AskState, Asked, CloseFeedbackRequest, FeedbackFilter, FeedbackRequest, ListFeedbackRequests, RequestPath,
    },
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    pages::feedback::private::FeedbackList,
    text::{feedback as text, format},
    to,
    ui::{
        Avatar, AvatarSize, Badge, Button, ButtonKind, ButtonSize, Confirm, Drawer, EmptyState, Glyph, LinkButton,
        Toasts, Tone,
    },
};

/// The list, newest first.
#[component]
pub fn Asking() -> impl IntoView {
    let requests = Fetch::new(|| call::<ListFeedbackRequests>(Nothing {}, Nothing {}, ()));
    requests.view(move |all| {
        if all.items.is_empty() {
            return view! {
                <div class="card">
                    <EmptyState glyph=Glyph::MessageSquare title=text::NONE_ASKING detail=text::NONE_ASKING_DETAIL>
                        <LinkButton href=to::ASK_FEEDBACK kind=ButtonKind::Primary>{text::ASK}</LinkButton>
                    </EmptyState>
                </div>
            }
            .into_any();
        }
        let one = move |request: FeedbackRequest| view! { <Card request changed=move || requests.reload() /> };
        view! { <div class="said-list">{all.items.into_iter().map(one).collect_view()}</div> }.into_any()
    })
}

#[component]
fn Card(request: FeedbackRequest, #[prop(into)] changed: Callback<()>) -> impl IntoView {
    let id = request.id;
    let answered = request.asked.iter().filter(|asked| asked.state == AskState::Answered).count();
    let waiting = request.closed_at.is_none() && request.asked.iter().any(|asked| asked.state == AskState::Open);
    let (closing, reading) = (RwSignal::new(false), RwSignal::new(false));
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let close = move || {
        closing.set(false);
        attempt.run(call::<CloseFeedbackRequest>(RequestPath { id }, Nothing {}, ()), move |_| {
            toasts.good(text::CLOSED_DONE);
            changed.run(());
        });
    };
    let (purpose, _) = text::purpose(request.purpose);
    let due = text::due_on(&format::day(request.due_on));
    view! {
        <article class="card stack">
            <div class="said-head">
                <p class="strong">{text::asks(&request.asker.name, &request.subject.name)}</p>
                <span class="small muted">{format::ago(request.created_at)}</span>
            </div>
            <p class="said-question">{request.question}</p>
            <p class="said-facts">
                <Badge tone=Tone::Accent bare=true>{purpose}</Badge>
                <span>{text::answered(answered, request.asked.len())}</span>
                <span>{if request.closed_at.is_some() { text::CLOSED.to_owned() } else { due }}</span>
            </p>
            <ul>{request.asked.into_iter().map(asked).collect_view()}</ul>
            <AttemptNews attempt />
            <div class="row tight">
                {(answered > 0).then(|| view! { <Button size=ButtonSize::Small on_press=move || reading.set(true)>{text::READ_ANSWER}</Button> })}
                {waiting.then(|| view! { <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=move || closing.set(true)>{text::CLOSE}</Button> })}
            </div>
            <Drawer open=reading title=text::READ_ANSWER.to_owned()>
                <FeedbackList filter=FeedbackFilter { request: Some(id), ..FeedbackFilter::default() } empty=|| ().into_any() />
            </Drawer>
            <Confirm open=closing title=text::CLOSE_ASK deed=text::CLOSE on_confirm=close><p>{text::CLOSE_DETAIL}</p></Confirm>
        </article>
    }
}

fn asked(asked: Asked) -> impl IntoView {
    let tone = match asked.state {
        AskState::Answered => Tone::Good,
        AskState::Open => Tone::Accent,
        AskState::Declined | AskState::Lapsed => Tone::Plain,
    };
    let reason = asked.decline_reason.map(|reason| view! { <span class="small muted">{reason}</span> });
    view! {
        <li class="asked-row">
            <Avatar name=asked.person.name.clone() size=AvatarSize::Small />
            <span class="grow">{asked.person.name}</span>
            {reason}
            <Badge tone>{text::ask_state(asked.state)}</Badge>
        </li>
    }
}
