//! Teams and their channels in Slack or Microsoft Teams.

mod form;

use leptos::prelude::*;
use shared::{
    notifications::{
        Channel, ChannelChanges, ChannelOutcome, ChannelPath, ChannelState, EditChannel, ListChannels, RemoveChannel,
        TeamChannel, TeamChannels, TryChannel,
    },
    operation::Nothing,
};

use self::form::{AddressForm, NewsForm};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    text::{channels as words, format, notifications, organisations::actions_for},
    ui::{
        Badge, Button, ButtonSize, Confirm, Crumb, Dialog, EmptyState, Glyph, Icon, Menu, MenuItem, PageHeader, Toasts,
        Tone,
    },
};

/// What is open over the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    Address,
    News,
}

/// The page.
#[component]
pub fn Channels() -> impl IntoView {
    let teams = Fetch::new(|| call::<ListChannels>(Nothing {}, Nothing {}, ()));
    let deeds = Deeds {
        teams,
        attempt: Attempt::new(),
        toasts: Toasts::here(),
        team: RwSignal::new(None),
        over: RwSignal::new(Over::Address),
        form_open: RwSignal::new(false),
        remove_open: RwSignal::new(false),
    };
    let crumbs = vec![Crumb::new(notifications::NOTIFICATIONS, shared::pages::NOTIFICATIONS)];
    let body = move |list: TeamChannels| {
        if list.items.is_empty() {
            return view! {
                <div class="card"><EmptyState glyph=Glyph::MessageSquare title=words::NONE detail=words::NONE_DETAIL /></div>
            }
            .into_any();
        }
        let rows = list.items.into_iter().map(|team| view! { <TeamLine team deeds /> }).collect_view();
        view! { <section class="card flush"><ul class="rows channels" aria-label=words::CHANNELS>{rows}</ul></section> }
            .into_any()
    };
    let done = move || {
        deeds.form_open.set(false);
        deeds.toasts.good(words::SAVED);
        teams.reload();
    };
    let form = move || {
        deeds.team.get().map(|team| match deeds.over.get() {
            Over::Address => view! { <AddressForm team done /> }.into_any(),
            Over::News => view! { <NewsForm team done /> }.into_any(),
        })
    };
    let title =
        move || deeds.team.with(|team| team.as_ref().map(|team| words::channel_of(&team.team)).unwrap_or_default());
    view! {
        <div class="page">
            <PageHeader title=words::CHANNELS lead=words::LEAD crumbs />
            <AttemptNews attempt=deeds.attempt reload=move || teams.reload() />
            {teams.view(body)}
        </div>
        <Dialog open=deeds.form_open title>{form}</Dialog>
        <Confirm open=deeds.remove_open title=words::REMOVE_ASK deed=words::REMOVE danger=true on_confirm=move || deeds.remove()>
            <p>{words::REMOVE_DETAIL}</p>
        </Confirm>
    }
}

/// What can be done with a team's channel.
#[derive(Clone, Copy)]
struct Deeds {
    teams: Fetch<TeamChannels>,
    attempt: Attempt,
    toasts: Toasts,
    team: RwSignal<Option<TeamChannel>>,
    over: RwSignal<Over>,
    form_open: RwSignal<bool>,
    remove_open: RwSignal<bool>,
}

impl Deeds {
    fn open(self, team: TeamChannel, over: Over) {
        self.team.set(Some(team));
        self.over.set(over);
        self.form_open.set(true);
    }

    fn ask_to_remove(self, team: TeamChannel) {
        self.team.set(Some(team));
        self.remove_open.set(true);
    }

    fn remove(self) {
        self.remove_open.set(false);
        let Some((path, channel)) = self.team.get_untracked().and_then(chosen) else { return };
        self.attempt.run(change::<RemoveChannel>(path, (), channel.version), move |()| {
            self.toasts.good(words::REMOVED);
            self.teams.reload();
        });
    }

    fn pause(self, team: TeamChannel) {
        let Some((path, channel)) = chosen(team) else { return };
        let body = ChannelChanges { paused: Some(channel.state == ChannelState::On), news: None };
        self.attempt.run(change::<EditChannel>(path, body, channel.version), move |_| self.teams.reload());
    }

    fn try_it(self, team: &TeamChannel) {
        let path = ChannelPath { id: team.team_id };
        self.attempt.run(call::<TryChannel>(path, Nothing {}, ()), move |trial| match trial.outcome {
            ChannelOutcome::Delivered => self.toasts.good(words::trial(trial.outcome)),
            other => self.toasts.bad(words::trial(other)),
        });
    }
}

fn chosen(team: TeamChannel) -> Option<(ChannelPath, Channel)> {
    Some((ChannelPath { id: team.team_id }, team.channel?))
}

#[component]
fn TeamLine(team: TeamChannel, deeds: Deeds) -> impl IntoView {
    let name = team.team.clone();
    let kept = StoredValue::new(team.clone());
    let (detail, action) = match team.channel {
        None => {
            let label = words::for_team(&name);
            let set = view! {
                <Button size=ButtonSize::Small icon=Glyph::Plus on_press=move || deeds.open(kept.get_value(), Over::Address)>
                    {words::SET}<span class="visually-hidden">{label}</span>
                </Button>
            };
            (view! { <span class="small muted">{words::NO_CHANNEL}</span> }.into_any(), set.into_any())
        }
        Some(channel) => {
            let goes_on = channel.state == ChannelState::On;
            let (deed, icon) = if goes_on { (words::PAUSE, Glyph::Pause) } else { (words::RESUME, Glyph::RefreshCw) };
            let menu = view! {
                <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=actions_for(&name)>
                    <MenuItem icon=Glyph::ArrowRight on_pick=move || kept.with_value(|team| deeds.try_it(team))>{words::TRY}</MenuItem>
                    <MenuItem icon=Glyph::Bell on_pick=move || deeds.open(kept.get_value(), Over::News)>{words::CHANGE_NEWS}</MenuItem>
                    <MenuItem icon=Glyph::Pencil on_pick=move || deeds.open(kept.get_value(), Over::Address)>{words::CHANGE}</MenuItem>
                    <MenuItem icon on_pick=move || deeds.pause(kept.get_value())>{deed}</MenuItem>
                    <MenuItem icon=Glyph::Trash2 danger=true on_pick=move || deeds.ask_to_remove(kept.get_value())>{words::REMOVE}</MenuItem>
                </Menu>
            };
            (view! { <Standing channel /> }.into_any(), menu.into_any())
        }
    };
    view! {
        <li class="channel-row">
            <div class="grow stack snug"><span class="strong">{name}</span>{detail}</div>
            {action}
        </li>
    }
}

/// Where it is, whether it is on, and what is wrong.
#[component]
fn Standing(channel: Channel) -> impl IntoView {
    let tone = match (channel.state, channel.trouble) {
        (ChannelState::On, None) => Tone::Good,
        (ChannelState::On, Some(_)) => Tone::Warn,
        (ChannelState::Paused, _) => Tone::Plain,
        (ChannelState::Stopped, _) => Tone::Bad,
    };
    let arrived = channel.delivered_at.map_or_else(|| words::NEVER.to_owned(), |at| words::arrived(&format::ago(at)));
    let said = format!("{} · {} · {arrived}", words::kind(channel.kind), channel.address);
    let trouble = channel.trouble.map(|trouble| view! { <span class="small">{words::trouble(trouble)}</span> });
    view! {
        <span class="row tight small muted"><Badge tone>{words::state(channel.state)}</Badge><span>{said}</span></span>
        {trouble}
    }
}
