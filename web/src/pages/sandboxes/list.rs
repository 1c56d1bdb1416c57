//! The organisation's sandboxes.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use shared::{
    accounts::{OrganisationChoice, SwitchOrganisation},
    operation::Nothing,
    sandboxes::{ListSandboxes, RemoveSandbox, Sandbox, SandboxPath, Sandboxes},
};

use super::form::MakeForm;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    leaving::Departure,
    session::Session,
    text::{format, sandboxes as words, shell},
    to,
    ui::{Badge, Button, ButtonKind, ButtonSize, Confirm, Dialog, EmptyState, Glyph, Toasts, Tone, live},
};

/// The card.
#[component]
pub fn List() -> impl IntoView {
    let all = Fetch::new(|| call::<ListSandboxes>(Nothing {}, Nothing {}, ()));
    let (making, removing) = (RwSignal::new(false), RwSignal::new(false));
    let chosen = RwSignal::new(None::<Sandbox>);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let made = move |_: Sandbox| {
        making.set(false);
        all.refresh();
        // The account menu offers it from now on.
        spawn_local(Session::here().load());
    };
    let remove = move || {
        removing.set(false);
        let Some(sandbox) = chosen.get_untracked() else { return };
        let path = SandboxPath { id: sandbox.id };
        attempt.run(call::<RemoveSandbox>(path, Nothing {}, ()), move |()| {
            toasts.good(words::REMOVED);
            all.refresh();
        });
    };
    let ask = Callback::new(move |(sandbox,): (Sandbox,)| {
        chosen.set(Some(sandbox));
        removing.set(true);
    });
    let question =
        move || chosen.with(|chosen| chosen.as_ref().map(|it| words::remove_ask(&it.name)).unwrap_or_default());
    view! {
        <section class="card flush">
            <div class="card-head">
                <div>
                    <h2>{words::TAB}</h2>
                    <p class="small muted">{words::LEAD}</p>
                    <p class="small"><a href=shared::pages::SANDBOX_GUIDE rel="external">{words::GUIDE}</a></p>
                </div>
                <Button size=ButtonSize::Small icon=Glyph::Plus on_press=move || making.set(true)>{words::MAKE}</Button>
            </div>
            <AttemptNews attempt />
            {all.view(move |all| rows(all, attempt, ask))}
        </section>
        <Dialog open=making title=words::MAKE>
            {live(move || making.get().then(|| view! { <MakeForm done=made /> }))}
        </Dialog>
        <Confirm open=removing title=Signal::derive(question) deed=words::REMOVE danger=true on_confirm=remove>
            <p>{words::REMOVE_DETAIL}</p>
        </Confirm>
    }
}

fn rows(all: Sandboxes, attempt: Attempt, ask: Callback<(Sandbox,)>) -> AnyView {
    if all.items.is_empty() {
        return view! { <EmptyState glyph=Glyph::Network title=words::NONE detail=words::NONE_DETAIL /> }.into_any();
    }
    let rows = all.items.into_iter().map(|sandbox| view! { <Row sandbox attempt ask /> }).collect_view();
    view! { <ul class="rows channels" aria-label=words::TAB>{rows}</ul> }.into_any()
}

#[component]
fn Row(sandbox: Sandbox, attempt: Attempt, ask: Callback<(Sandbox,)>) -> impl IntoView {
    let (session, toasts, departure, navigate) = (Session::here(), Toasts::here(), Departure::here(), use_navigate());
    let person = sandbox.person_id;
    let enter = move || {
        let navigate = navigate.clone();
        let Some(person_id) = person else { return };
        attempt.run(call::<SwitchOrganisation>(Nothing {}, Nothing {}, OrganisationChoice { person_id }), move |me| {
            let name = me.organisation.name.clone();
            session.enter(me);
            toasts.good(shell::now_in(&name));
            navigate(to::SANDBOX_SETTINGS, leptos_router::NavigateOptions::default());
        });
    };
    let (name, of) = (sandbox.name.clone(), words::of(&sandbox.name));
    let go = person.map(|_| {
        let (enter, of) = (enter.clone(), of.clone());
        view! {
            <Button size=ButtonSize::Small busy=attempt.busy on_press=move || departure.before(enter.clone())>
                {words::OPEN}<span class="visually-hidden">{of}</span>
            </Button>
        }
    });
    let closes = sandbox.closes_at.map(|at| {
        let said = words::closes(&format::moment(at));
        view! { <Badge tone=Tone::Warn>{said}</Badge> }
    });
    let made = words::made(&sandbox.made_by, &format::date(format::local(sandbox.created_at).0));
    let ahead = words::ahead(sandbox.days_ahead);
    view! {
        <li class="spread">
            <span>
                <span class="row tight"><span class="strong">{name}</span>{closes}</span>
                <span class="small muted">{made}". "{ahead}</span>
            </span>
            <span class="row tight">
                {go}
                <Button size=ButtonSize::Small kind=ButtonKind::Quiet busy=attempt.busy on_press=move || ask.run((sandbox.clone(),))>
                    {words::REMOVE}<span class="visually-hidden">{of}</span>
                </Button>
            </span>
        </li>
    }
}
