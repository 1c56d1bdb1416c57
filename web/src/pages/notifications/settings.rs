//! How one wants to be told.

use leptos::prelude::*;
use shared::{
    notifications::{
        EditNoticeSettings, KindChange, KindSetting, ListChannels, MailWhen, NoticeSettings, NoticeSettingsChanges,
        QuietHours, ReadNoticeSettings, Topic,
    },
    operation::Nothing,
    wire::Patch,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    session::Session,
    text::{channels, format, notifications as words, ui::SAVE},
    ui::{
        Badge, Button, ButtonKind, Checkbox, Choice, Crumb, Field, Form, Glyph, LinkButton, PageHeader, Segments,
        Select, TextInput, Toasts, Tone,
    },
};

/// The page.
#[component]
pub fn Settings() -> impl IntoView {
    let settings = Fetch::new(|| call::<ReadNoticeSettings>(Nothing {}, Nothing {}, ()));
    let crumbs = vec![Crumb::new(words::NOTIFICATIONS, shared::pages::NOTIFICATIONS)];
    view! {
        <div class="page">
            <PageHeader title=words::SETTINGS lead=words::SETTINGS_LEAD crumbs>
                {Session::here().may::<ListChannels>().then(|| view! {
                    <LinkButton href=shared::pages::CHANNELS icon=Glyph::MessageSquare>{channels::CHANNELS}</LinkButton>
                })}
            </PageHeader>
            {settings.view(move |known| view! { <SettingsForm known settings /> })}
        </div>
    }
}

/// One kind with its controls.
#[derive(Clone)]
struct KindDraft {
    was: KindSetting,
    in_app: RwSignal<bool>,
    mail: RwSignal<String>,
}

impl KindDraft {
    fn of(was: KindSetting) -> Self {
        Self { in_app: RwSignal::new(was.in_app), mail: RwSignal::new(was.mail.to_string()), was }
    }

    fn change(&self) -> Option<KindChange> {
        let mail = MailWhen::parse(&self.mail.get_untracked())?;
        let now = KindChange { kind: self.was.kind, in_app: self.in_app.get_untracked(), mail };
        (now.in_app != self.was.in_app || now.mail != self.was.mail).then_some(now)
    }
}

#[component]
fn SettingsForm(known: NoticeSettings, settings: Fetch<NoticeSettings>) -> impl IntoView {
    let version = known.version;
    let zone = RwSignal::new(known.time_zone.unwrap_or_default());
    let hour = RwSignal::new(known.digest_hour.to_string());
    let quiet = RwSignal::new(known.quiet.is_some());
    let usual = known.quiet.unwrap_or(QuietHours { from: 20, to: 7 });
    let (from, to) = (RwSignal::new(usual.from.to_string()), RwSignal::new(usual.to.to_string()));
    let paused = RwSignal::new(known.mails_paused);
    let kinds: Vec<_> = known.kinds.into_iter().map(KindDraft::of).collect();
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let drafts = kinds.clone();
    let submit = move || {
        let number = |value: RwSignal<String>| value.get_untracked().parse().unwrap_or(u8::MAX);
        let typed = zone.get_untracked().trim().to_owned();
        let body = NoticeSettingsChanges {
            time_zone: if typed.is_empty() { Patch::Clear } else { Patch::Set(typed) },
            digest_hour: Some(number(hour)),
            quiet: if quiet.get_untracked() {
                Patch::Set(QuietHours { from: number(from), to: number(to) })
            } else {
                Patch::Clear
            },
            mails_paused: Some(paused.get_untracked()),
            kinds: Some(drafts.iter().filter_map(KindDraft::change).collect()),
        };
        attempt.send(
            body,
            |body| change::<EditNoticeSettings>(Nothing {}, body, version),
            move |now| {
                settings.replace(now);
                toasts.good(words::SAVED);
            },
        );
    };
    let hours = (0..24_u8).map(|hour| Choice::new(hour.to_string(), format::hour(hour))).collect::<Vec<_>>();
    let hours = Signal::stored(hours);
    let zone_hint = words::time_zone_hint(&known.usual_time_zone);
    let usual_zone = known.usual_time_zone;
    let topics = Topic::ALL.iter().map(|topic| {
        let of_topic: Vec<_> = kinds.iter().filter(|draft| draft.was.kind.facts().topic == *topic).cloned().collect();
        view! { <TopicKinds topic=*topic drafts=of_topic /> }
    });
    let topics = topics.collect_view().into_any();
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=move || settings.reload() />
            <section class="card stack">
                <h2>{words::WHEN}</h2>
                <Checkbox checked=paused label=words::PAUSED hint=words::PAUSED_HINT switch=true />
                <div class="halves">
                    <Field label=words::DIGEST_HOUR name="digest_hour" hint=words::DIGEST_HOUR_HINT required=true>
                        <Select value=hour options=hours />
                    </Field>
                    <Field label=words::TIME_ZONE name="time_zone" hint=zone_hint>
                        <TextInput value=zone placeholder=usual_zone />
                    </Field>
                </div>
                <Checkbox checked=quiet label=words::QUIET hint=words::QUIET_HINT switch=true />
                <Show when=move || quiet.get()>
                    <div class="halves">
                        <Field label=words::QUIET_FROM name="quiet.from" required=true><Select value=from options=hours /></Field>
                        <Field label=words::QUIET_TO name="quiet.to" required=true><Select value=to options=hours /></Field>
                    </div>
                </Show>
            </section>
            {topics}
            <div class="row"><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{SAVE}</Button></div>
        </Form>
    }
}

#[component]
fn TopicKinds(topic: Topic, drafts: Vec<KindDraft>) -> impl IntoView {
    view! {
        <section class="card flush">
            <div class="card-head"><h2>{topic.name()}</h2></div>
            <div class="rows">{drafts.into_iter().map(|draft| view! { <KindRow draft /> }).collect_view()}</div>
        </section>
    }
}

#[component]
fn KindRow(draft: KindDraft) -> impl IntoView {
    let name = draft.was.kind.facts().name;
    if draft.was.must_have {
        return view! {
            <div class="kind-row">
                <span class="grow">{name}</span>
                <Badge tone=Tone::Plain bare=true>{words::MUST_HAVE}</Badge>
            </div>
        }
        .into_any();
    }
    let times = MailWhen::ALL.iter().map(|when| Choice::new(when.as_str(), words::mail_when(*when))).collect();
    let mail = draft.mail;
    view! {
        <div class="kind-row">
            <span class="grow">{name}</span>
            <Checkbox checked=draft.in_app label=words::IN_APP />
            <Segments label=words::by_mail(name) value=mail options=times on_pick=move |when: String| mail.set(when) />
        </div>
    }
    .into_any()
}
