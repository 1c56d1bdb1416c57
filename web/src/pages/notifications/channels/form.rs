//! Where a team's channel is, and what is said there.

use leptos::prelude::*;
use shared::{
    notifications::{
        ChannelChanges, ChannelKind, ChannelNews, ChannelPath, EditChannel, NewChannel, SetChannel, TeamChannel,
    },
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    text::{channels as words, ui::SAVE},
    ui::{Actions, Button, ButtonKind, Checkbox, Choice, Field, Form, RadioGroup, TextInput},
};

/// What is ticked.
#[derive(Clone)]
struct Ticked(Vec<(ChannelNews, RwSignal<bool>)>);

impl Ticked {
    /// What the channel is told; what goes well and what doesn't, for one that is new.
    fn of(team: &TeamChannel) -> Self {
        let told = team.channel.as_ref().map(|channel| channel.news.as_slice());
        let tick = |news: &ChannelNews| (*news, RwSignal::new(told.is_none_or(|told| told.contains(news))));
        Self(ChannelNews::ALL.iter().map(tick).collect())
    }

    fn chosen(&self) -> Vec<ChannelNews> {
        self.0.iter().filter(|(_, ticked)| ticked.get_untracked()).map(|(news, _)| *news).collect()
    }

    fn boxes(&self) -> AnyView {
        let boxes = self.0.iter().map(|(news, ticked)| view! { <Checkbox checked=*ticked label=news.name() /> });
        view! { <fieldset class="stack snug"><legend class="label">{words::NEWS}</legend>{boxes.collect_view()}</fieldset> }.into_any()
    }
}

/// Where it is; with it, what is said.
#[component]
pub fn AddressForm(team: TeamChannel, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let (id, ticked) = (team.team_id, Ticked::of(&team));
    let kind = team.channel.as_ref().map_or(ChannelKind::Slack, |channel| channel.kind);
    let kind = RwSignal::new(kind.as_str().to_owned());
    let address = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let boxes = ticked.boxes();
    let submit = move || {
        let body = NewChannel {
            kind: ChannelKind::parse(&kind.read_untracked()).unwrap_or(ChannelKind::Slack),
            address: address.get_untracked().trim().to_owned(),
            news: ticked.chosen(),
        };
        attempt.send(body, move |body| call::<SetChannel>(ChannelPath { id }, Nothing {}, body), move |_| done.run(()));
    };
    let kinds = vec![
        Choice::new(ChannelKind::Slack.as_str(), words::kind(ChannelKind::Slack)).with_detail(words::SLACK_HINT),
        Choice::new(ChannelKind::Teams.as_str(), words::kind(ChannelKind::Teams)).with_detail(words::TEAMS_HINT),
    ];
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <RadioGroup legend=words::KIND value=kind options=kinds />
            <Field label=words::ADDRESS name="address" hint=words::ADDRESS_HINT required=true>
                <TextInput value=address kind="url" placeholder="https://" />
            </Field>
            {boxes}
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{SAVE}</Button></Actions>
        </Form>
    }
}

/// What is said there, at the address it has.
#[component]
pub fn NewsForm(team: TeamChannel, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let (id, ticked) = (team.team_id, Ticked::of(&team));
    let version = team.channel.map_or(0, |channel| channel.version);
    let attempt = Attempt::new();
    let boxes = ticked.boxes();
    let submit = move || {
        let body = ChannelChanges { news: Some(ticked.chosen()), paused: None };
        attempt.send(body, move |body| change::<EditChannel>(ChannelPath { id }, body, version), move |_| done.run(()));
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            {boxes}
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{SAVE}</Button></Actions>
        </Form>
    }
}
