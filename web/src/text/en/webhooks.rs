//! Webhooks: where events are sent, and what became of it.

use shared::webhooks::{WebhookDeliveryState, WebhookOutcome, WebhookPing, WebhookState, WebhookTrouble};

pub const TAB: &str = "Webhooks";
pub const LEAD: &str = "Tell other programs what happens here, as it happens. They are told what happened to which thing, and \
whose doing it was; they read the rest by the API, with their own rights.";
pub const GUIDE: &str = "What arrives, and how a program verifies it";
pub const NONE: &str = "Nothing is sent yet";
pub const NONE_DETAIL: &str = "Add the address of a program that listens, and see it hear you before anything happens.";
pub const ADD: &str = "Add a webhook";
pub const EDIT: &str = "Change";
pub const EDIT_TITLE: &str = "Change the webhook";
pub const URL: &str = "Address";
pub const URL_HINT: &str = "Begins with https, and is reachable from the internet.";
pub const DESCRIPTION: &str = "What it is for";
pub const WHICH: &str = "What is sent";
pub const ALL: &str = "Every event";
pub const ALL_DETAIL: &str = "Also those that are added in the future.";
pub const SOME: &str = "Only some";
pub const SAVED: &str = "Saved.";

pub const SECRET: &str = "Secret";
pub const SECRET_TITLE: &str = "The webhook's secret";
pub const SECRET_LEAD: &str =
    "The receiver knows by it that PerfTrack has sent something. Copy it now: it isn't shown again.";
pub const COPY: &str = "Copy";
pub const COPIED: &str = "Copied.";
pub const NOT_COPIED: &str = "It can't be copied here. Mark it and copy it by hand.";
pub const KEPT: &str = "I have it";
pub const RENEW: &str = "New secret";
pub const RENEW_ASK: &str = "Draw a new secret?";
pub const RENEW_DETAIL: &str = "For a day everything is signed with both, so that the receiver can change in peace.";
pub const NO_SECRET: &str = "Nobody has its secret yet";

pub const PING: &str = "Send a ping";
pub const TURN_OFF: &str = "Turn off";
pub const TURN_ON: &str = "Turn on";
pub const TURNED_OFF: &str = "It is off. What waited is dropped.";
pub const TURNED_ON: &str = "It is on, from now on.";
pub const REMOVE: &str = "Remove";
pub const REMOVE_ASK: &str = "Remove this webhook?";
pub const REMOVE_DETAIL: &str = "Nothing is sent there any more, and what was sent is forgotten.";
pub const REMOVED: &str = "The webhook is removed.";

pub const STANDING: &str = "How it is doing";
pub const WAITING: &str = "Waiting";
pub const FAILED: &str = "Failed";
pub const LAST: &str = "Last arrived";
pub const NEVER: &str = "Nothing yet";
pub const TYPES: &str = "Events";
pub const SET_BY: &str = "Added by";

pub const DELIVERIES: &str = "What was sent";
pub const DELIVERIES_LEAD: &str =
    "Of the last 30 days, with every try. What the receiver answered besides the status is never read.";
pub const NO_DELIVERIES: &str = "Nothing was sent";
pub const NO_DELIVERIES_DETAIL: &str = "What happens from now on stands here.";
pub const NONE_LIKE_THIS: &str = "Nothing stands like this.";
pub const STATE: &str = "State";
pub const ANY_STATE: &str = "Any state";
pub const EVENT: &str = "Event";
pub const WHEN: &str = "When";
pub const TRIES: &str = "Tries";
pub const AGAIN: &str = "Send again";
pub const QUEUED: &str = "It is sent again.";
pub const REPLAY: &str = "Send what is missing";
pub const REPLAY_DETAIL: &str = "Everything since that day that hasn't arrived is sent again: what failed, what was dropped, and \
what happened while it was off.";
pub const SINCE: &str = "Since";
pub const SINCE_HINT: &str =
    "At most 90 days ago. What was sent more than 30 days ago comes again, whether it arrived or not.";

/// What a button of one row adds for those who don't see where it stands.
pub fn of(what: &str) -> String {
    format!(" {what}")
}

/// When something last arrived.
pub fn arrived(ago: &str) -> String {
    format!("last arrived {ago}")
}

/// How many events are to be sent.
pub fn waiting(number: i64) -> String {
    if number == 1 { "1 event waits".to_owned() } else { format!("{number} events wait") }
}

/// How many events never arrived.
pub fn failed(number: i64) -> String {
    if number == 1 { "1 event failed".to_owned() } else { format!("{number} events failed") }
}

/// Until when two secrets sign.
pub fn two_secrets(until: &str) -> String {
    format!("The secret before signs as well until {until}.")
}

/// How many events are sent again.
pub fn replayed(number: i64) -> String {
    match number {
        0 => "Nothing is missing.".to_owned(),
        1 => "1 event is sent again.".to_owned(),
        number => format!("{number} events are sent again."),
    }
}

/// Whether anything is sent.
pub const fn state(state: WebhookState) -> &'static str {
    match state {
        WebhookState::On => "On",
        WebhookState::Off => "Off",
        WebhookState::Stopped => "Stopped",
    }
}

/// Why it stopped.
pub const fn trouble(trouble: WebhookTrouble) -> &'static str {
    match trouble {
        WebhookTrouble::Gone => "It stopped: the receiver answered that it is gone (410).",
        WebhookTrouble::Failing => "It stopped: nothing has arrived for five days.",
    }
}

/// What to do about it.
pub const STOPPED_NEXT: &str = "See that the receiver answers, send a ping, turn it on, and send what is missing.";

/// How the sending of an event stands.
pub const fn delivery(state: WebhookDeliveryState) -> &'static str {
    match state {
        WebhookDeliveryState::Waiting => "Waiting",
        WebhookDeliveryState::Delivered => "Arrived",
        WebhookDeliveryState::Failed => "Failed",
        WebhookDeliveryState::Dropped => "Dropped",
    }
}

/// When it is tried next.
pub fn next(at: &str) -> String {
    format!("next {at}")
}

/// What became of a try.
pub fn outcome(outcome: WebhookOutcome, status: Option<u16>) -> String {
    let word = match outcome {
        WebhookOutcome::Delivered => "arrived",
        WebhookOutcome::Refused => "refused",
        WebhookOutcome::Gone => "gone",
        WebhookOutcome::Unreachable => "no answer",
        WebhookOutcome::Forbidden => "not a public address",
    };
    status.map_or_else(|| word.to_owned(), |status| format!("{word} ({status})"))
}

/// A try: what became of it, and how long it took.
pub fn attempt(outcome: &str, millis: u32) -> String {
    format!("{outcome}, {millis} ms")
}

/// What became of a ping.
pub fn ping(ping: &WebhookPing) -> String {
    match (ping.outcome, ping.status) {
        (WebhookOutcome::Delivered, _) => "The ping arrived.".to_owned(),
        (WebhookOutcome::Unreachable, _) => "Nobody answered at the address within ten seconds.".to_owned(),
        (WebhookOutcome::Forbidden, _) => "The address doesn't lead to the public internet.".to_owned(),
        (WebhookOutcome::Gone | WebhookOutcome::Refused, Some(status)) => format!("The answer was {status}."),
        (WebhookOutcome::Gone | WebhookOutcome::Refused, None) => "It was refused.".to_owned(),
    }
}

/// The things that events are about, by the first part of their types.
pub fn thing(prefix: &str) -> &'static str {
    match prefix {
        "person" | "people_import" => "People",
        "team" => "Teams",
        "period" => "Periods",
        "objective" | "key_result" | "check_in" => "Goals",
        "kpi" => "KPIs",
        "share" => "Shares",
        "praise" => "Praise",
        "review_cycle" | "review_packet" => "Reviews",
        "pulse" => "Pulses",
        "competency" => "Competencies",
        _ => "Others",
    }
}
