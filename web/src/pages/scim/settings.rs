//! The tab: the directory's way in, what it may do, and who came by it.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    operation::Nothing,
    scim::{EditScim, ReadScim, Scim, ScimArrival, ScimChanges, ScimRoles, ScimTeams},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    clipboard::copied,
    fetch::Fetch,
    text::{format, scim as text, ui::SAVE},
    to,
    ui::{
        Actions, Badge, Button, ButtonKind, Checkbox, Choice, EmptyState, Field, Form, Glyph, LinkButton, RadioGroup,
        TextInput, Toasts, Tone,
    },
};

/// Everything, once it is here.
#[component]
pub fn Settings() -> impl IntoView {
    let all = Fetch::new(|| call::<ReadScim>(Nothing {}, Nothing {}, ()));
    let body = move |now: Scim| {
        let (latest, people) = (now.latest.clone(), now.people);
        view! {
            <div class="stack">
                <WayIn base_url=now.base_url.clone() last=last(&now) is_on=now.is_on />
                <Rules now all />
                <Arrivals latest people />
            </div>
        }
    };
    view! {
        <div class="stack">
            <p class="muted measure">{text::LEAD}</p>
            <p><a href=shared::pages::SCIM_GUIDE rel="external">{text::GUIDE}</a></p>
            {all.view(body)}
        </div>
    }
}

/// When the directory called last, in a line.
fn last(now: &Scim) -> String {
    match now.last_called_at {
        Some(at) => text::called(&format::ago(at), now.last_caller.as_deref().unwrap_or_default()),
        None => text::NEVER_CALLED.to_owned(),
    }
}

/// What an Admin tells the directory.
#[component]
fn WayIn(base_url: String, last: String, is_on: bool) -> impl IntoView {
    let toasts = Toasts::here();
    let address = RwSignal::new(base_url);
    let copy = move || {
        spawn_local(async move {
            if copied(&address.get_untracked()).await {
                toasts.good(text::COPIED);
            } else {
                toasts.bad(text::NOT_COPIED);
            }
        });
    };
    let (tone, state) = if is_on { (Tone::Good, text::ON) } else { (Tone::Plain, text::OFF) };
    view! {
        <section class="card stack narrow">
            <div class="row"><h2>{text::WAY_IN}</h2><Badge tone>{state}</Badge></div>
            <p class="small muted">{text::WAY_IN_LEAD}</p>
            <Field label=text::BASE_URL filter=true><TextInput value=address readonly=true /></Field>
            <div class="row">
                <Button on_press=copy>{text::COPY}</Button>
                <LinkButton href=format!("{}#api-tokens", shared::pages::ACCOUNT)>{text::MAKE_TOKEN}</LinkButton>
            </div>
            <p class="small muted">{last}</p>
        </section>
    }
}

/// What the directory may do.
#[component]
fn Rules(now: Scim, all: Fetch<Scim>) -> impl IntoView {
    let (is_on, invites) = (RwSignal::new(now.is_on), RwSignal::new(now.invites));
    let roles = RwSignal::new(now.roles.as_str().to_owned());
    let teams = RwSignal::new(now.teams.as_str().to_owned());
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let version = now.version;
    let submit = move || {
        let body = ScimChanges {
            is_on: Some(is_on.get_untracked()),
            roles: ScimRoles::parse(&roles.read_untracked()),
            teams: ScimTeams::parse(&teams.read_untracked()),
            invites: Some(invites.get_untracked()),
        };
        attempt.send(
            body,
            move |body| change::<EditScim>(Nothing {}, body, version),
            move |_| {
                toasts.good(text::SAVED);
                all.reload();
            },
        );
    };
    let role = |role: &ScimRoles| Choice::new(role.as_str(), text::roles(*role)).with_detail(text::roles_detail(*role));
    let team = |team: &ScimTeams| Choice::new(team.as_str(), text::teams(*team)).with_detail(text::teams_detail(*team));
    let role_choices: Vec<Choice> = ScimRoles::ALL.iter().map(role).collect();
    let team_choices: Vec<Choice> = ScimTeams::ALL.iter().map(team).collect();
    view! {
        <section class="card stack narrow">
            <h2>{text::RULES}</h2>
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt reload=move || all.reload() />
                <Checkbox checked=is_on label=text::IS_ON hint=text::IS_ON_HINT />
                <RadioGroup legend=text::ROLES value=roles options=role_choices />
                <RadioGroup legend=text::TEAMS value=teams options=team_choices />
                <Checkbox checked=invites label=text::INVITES hint=text::INVITES_HINT />
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{SAVE}</Button></Actions>
            </Form>
        </section>
    }
}

/// Who came by it.
#[component]
fn Arrivals(latest: Vec<ScimArrival>, people: i64) -> impl IntoView {
    let one = |arrival: ScimArrival| {
        view! {
            <li class="spread">
                <a href=format!("{}/{}", to::PEOPLE, arrival.person.id)>{arrival.person.name}</a>
                <span class="small muted">{format::ago(arrival.at)}</span>
            </li>
        }
    };
    let list = if latest.is_empty() {
        view! { <EmptyState glyph=Glyph::Users title=text::NOBODY detail=text::NOBODY_DETAIL /> }.into_any()
    } else {
        view! { <ul class="rows" aria-label=text::ARRIVALS>{latest.into_iter().map(one).collect_view()}</ul> }
            .into_any()
    };
    view! {
        <section class="card stack narrow">
            <div><h2>{text::ARRIVALS}</h2><p class="small muted">{text::keeps(people)}</p></div>
            {list}
        </section>
    }
}
