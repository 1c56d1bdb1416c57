//! How one wants to be told.

use leptos::prelude::*;
use shared::{
    notifications::{
        EditNoticeSettings, KindChange, KindSetting, ListChannels, MailWhen, NoticeKind, NoticeSettings,
        NoticeSettingsChanges, QuietHours, ReadNoticeSettings, Topic,
    },
    operation::Nothing,
    wire::Patch,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{Both, BothChanged, Edited, merged},
    fetch::Fetch,
    session::Session,
    text::{
        channels, format, notifications as words,
        ui::{SAVE, yes_or_no},
    },
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
    kind: NoticeKind,
    must_have: bool,
    in_app: RwSignal<bool>,
    mail: RwSignal<String>,
}

impl KindDraft {
    fn of(was: &KindSetting) -> Self {
        Self {
            kind: was.kind,
            must_have: was.must_have,
            in_app: RwSignal::new(was.in_app),
            mail: RwSignal::new(was.mail.to_string()),
        }
    }

    /// How it stands, unless that is how it was.
    fn change(&self, before: &NoticeSettings) -> Option<KindChange> {
        let mail = MailWhen::parse(&self.mail.get_untracked())?;
        let now = KindChange { kind: self.kind, in_app: self.in_app.get_untracked(), mail };
        let same = |was: &KindSetting| was.kind == now.kind && was.in_app == now.in_app && was.mail == now.mail;
        (!before.kinds.iter().any(same)).then_some(now)
    }

    fn merge(&self, old: &Self, new: &Self) -> [Option<Both>; 2] {
        let name = self.kind.facts().name;
        let flag = |on: &bool| yes_or_no(*on).to_owned();
        let when = |code: &String| MailWhen::parse(code).map(words::mail_when).unwrap_or_default().to_owned();
        [
            merged(words::in_app(name), self.in_app, &old.in_app.get_untracked(), new.in_app.get_untracked(), flag),
            merged(words::by_mail(name), self.mail, &old.mail.get_untracked(), new.mail.get_untracked(), when),
        ]
    }
}

/// The fields as they are typed.
#[derive(Clone)]
struct Draft {
    zone: RwSignal<String>,
    hour: RwSignal<String>,
    quiet: RwSignal<bool>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    paused: RwSignal<bool>,
    kinds: Vec<KindDraft>,
}

impl Draft {
    fn of(known: &NoticeSettings) -> Self {
        let usual = known.quiet.unwrap_or(QuietHours { from: 20, to: 7 });
        Self {
            zone: RwSignal::new(known.time_zone.clone().unwrap_or_default()),
            hour: RwSignal::new(known.digest_hour.to_string()),
            quiet: RwSignal::new(known.quiet.is_some()),
            from: RwSignal::new(usual.from.to_string()),
            to: RwSignal::new(usual.to.to_string()),
            paused: RwSignal::new(known.mails_paused),
            kinds: known.kinds.iter().map(KindDraft::of).collect(),
        }
    }

    fn changes(&self, before: &NoticeSettings) -> NoticeSettingsChanges {
        let number = |value: RwSignal<String>| value.get_untracked().parse().unwrap_or(u8::MAX);
        let typed = self.zone.get_untracked().trim().to_owned();
        NoticeSettingsChanges {
            time_zone: if typed.is_empty() { Patch::Clear } else { Patch::Set(typed) },
            digest_hour: Some(number(self.hour)),
            quiet: if self.quiet.get_untracked() {
                Patch::Set(QuietHours { from: number(self.from), to: number(self.to) })
            } else {
                Patch::Clear
            },
            mails_paused: Some(self.paused.get_untracked()),
            kinds: Some(self.kinds.iter().filter_map(|kind| kind.change(before)).collect()),
        }
    }

    /// After a lost race.
    fn merge(&self, before: &NoticeSettings, now: &NoticeSettings) -> Vec<Option<Both>> {
        let (old, new) = (Self::of(before), Self::of(now));
        let flag = |on: &bool| yes_or_no(*on).to_owned();
        let hour = |hour: &String| hour.parse().map_or_else(|_| String::new(), format::hour);
        let (usual, then) = (now.usual_time_zone.clone(), |signal: RwSignal<String>| signal.get_untracked());
        let zone = move |zone: &String| if zone.is_empty() { usual.clone() } else { zone.clone() };
        let mut both = vec![
            merged(words::PAUSED, self.paused, &old.paused.get_untracked(), new.paused.get_untracked(), flag),
            merged(words::DIGEST_HOUR, self.hour, &then(old.hour), then(new.hour), hour),
            merged(words::TIME_ZONE, self.zone, &then(old.zone), then(new.zone), zone),
            merged(words::QUIET, self.quiet, &old.quiet.get_untracked(), new.quiet.get_untracked(), flag),
            merged(words::QUIET_FROM, self.from, &then(old.from), then(new.from), hour),
            merged(words::QUIET_TO, self.to, &then(old.to), then(new.to), hour),
        ];
        let kinds = self.kinds.iter().zip(old.kinds.iter().zip(&new.kinds));
        both.extend(kinds.flat_map(|(mine, (old, new))| mine.merge(old, new)));
        both
    }
}

#[component]
fn SettingsForm(known: NoticeSettings, settings: Fetch<NoticeSettings>) -> impl IntoView {
    let draft = Draft::of(&known);
    let Draft { zone, hour, quiet, from, to, paused, kinds } = draft.clone();
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let edited = Edited::new(Some(known.clone()), attempt);
    let typed = StoredValue::new(draft);
    let submit = move || {
        let Some(before) = edited.before() else { return };
        let version = before.version;
        attempt.send(
            typed.with_value(|typed| typed.changes(&before)),
            move |body| change::<EditNoticeSettings>(Nothing {}, body, version),
            move |now| {
                settings.replace(now);
                toasts.good(words::SAVED);
            },
        );
    };
    let reload = move || {
        let read = call::<ReadNoticeSettings>(Nothing {}, Nothing {}, ());
        let merge = move |old: &NoticeSettings, new: &NoticeSettings| typed.with_value(|typed| typed.merge(old, new));
        edited.reload(read, |now| Some(now.clone()), merge, drop);
    };
    let hours = (0..24_u8).map(|hour| Choice::new(hour.to_string(), format::hour(hour))).collect::<Vec<_>>();
    let hours = Signal::stored(hours);
    let zone_hint = words::time_zone_hint(&known.usual_time_zone);
    let usual_zone = known.usual_time_zone;
    let topics = Topic::ALL.iter().map(|topic| {
        let of_topic: Vec<_> = kinds.iter().filter(|draft| draft.kind.facts().topic == *topic).cloned().collect();
        view! { <TopicKinds topic=*topic drafts=of_topic /> }
    });
    let topics = topics.collect_view().into_any();
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict=edited.conflict />
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
    let name = draft.kind.facts().name;
    if draft.must_have {
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
            <Checkbox checked=draft.in_app label=words::IN_APP named=words::in_app(name) />
            <Segments label=words::by_mail(name) value=mail options=times on_pick=move |when: String| mail.set(when) />
        </div>
    }
    .into_any()
}
