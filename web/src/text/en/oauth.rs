//! Apps of others: the page that asks, what one allowed, and which apps may ask.

use shared::oauth::OauthProblem;

pub const ASKED: &str = "An app asks for access";
pub const MAY: &str = "It would act as you, and could:";
pub const LIMITS: &str = "It never does more than you may at that moment, and can't change how you log in. You can end it at any time on your account page; a new password ends it too.";
pub const ALLOW: &str = "Allow";
pub const REFUSE: &str = "Don't allow";
pub const GO_BACK: &str = "Go back to the app";
pub const NOBODY: &str = "This app isn't known here";
pub const NOBODY_DETAIL: &str = "No app of your organisation asks like this. Perhaps it belongs to another organisation of yours: switch there and begin again in the app. Nothing was sent to anybody.";
pub const WRONG_ADDRESS: &str = "This link isn't right";
pub const WRONG_ADDRESS_DETAIL: &str = "It would send you back to an address that the app isn't registered with. Whoever made it may not be who they say. Nothing was sent to anybody.";
pub const INCOMPLETE: &str = "This link isn't complete";
pub const INCOMPLETE_DETAIL: &str =
    "It doesn't say which app asks, and where to send you back to. Begin again in the app.";

pub const UNREADABLE: &str = "This link can't be read";
pub const UNREADABLE_DETAIL: &str = "Something in it is longer than it may be, or has letters that may not stand there. Whoever makes the app can help.";

pub const OWN: &str = "Apps you let in";
pub const OWN_LEAD: &str =
    "Programs of others that act as you, as far as you allowed it. A new password shuts all of them out.";
pub const NONE_OWN: &str = "No app";
pub const NONE_OWN_DETAIL: &str = "When an app asks for access and you allow it, it stands here.";
pub const END: &str = "Shut out";
pub const END_DETAIL: &str = "It is out at once. If you need it again, let it in again in the app.";
pub const ENDED: &str = "The app is shut out.";

pub const TAB: &str = "Apps";
pub const APPS: &str = "Apps that may ask";
pub const APPS_LEAD: &str = "Programs of others, or your own, that ask your people for access by OAuth 2.0. Each person decides for themselves, and only what they may do themselves.";
pub const GUIDE: &str = "How an app asks, and gets tokens";
pub const NONE: &str = "No app";
pub const NONE_DETAIL: &str = "Register one if a program is to act as each of your people, such as an assistant or a planning tool. For one program of your own an API token is simpler.";
pub const ADD: &str = "Register an app";
pub const EDIT: &str = "Change";
pub const EDIT_TITLE: &str = "Change the app";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "Your people read it when the app asks them.";
pub const ADDRESSES: &str = "Addresses to send people back to";
pub const ADDRESSES_HINT: &str = "One to a line, each exactly as the app says it: https://…, or http://127.0.0.1/… for a program on one's own machine.";
pub const SCOPES: &str = "What it may ask for";
pub const KIND: &str = "Where it runs";
pub const SERVER: &str = "On a server";
pub const SERVER_DETAIL: &str = "It can keep a secret, and has to show it.";
pub const DEVICE: &str = "On people's own devices";
pub const DEVICE_DETAIL: &str = "Whatever is in it can be read there, so it has no secret.";
pub const CLIENT_ID: &str = "Client ID";
pub const NO_SECRET: &str = "No secret yet: draw one";
pub const ON_DEVICES: &str = "On devices";
pub const SAVED: &str = "The app is saved.";
pub const RENEW: &str = "New secret";
pub const RENEW_DETAIL: &str = "The one before is good no longer, at once. What people allowed stays.";
pub const REMOVE: &str = "Remove";
pub const REMOVE_DETAIL: &str = "Everybody who let it in shuts it out by this, at once. It can't be taken back.";
pub const REMOVED: &str = "The app is removed.";
pub const SECRET_TITLE: &str = "The app's secret";
pub const SECRET_LEAD: &str = "Copy it now: it isn't shown again. The app shows it when it comes for tokens.";
pub const SECRET: &str = "Client secret";
pub const COPY: &str = "Copy";
pub const COPIED: &str = "The secret is copied.";
pub const NOT_COPIED: &str = "This browser doesn't let the page copy. Mark the secret and copy it by hand.";
pub const KEPT: &str = "I have kept it";

pub const EVERYBODY: &str = "What people allowed";
pub const EVERYBODY_LEAD: &str = "Who let which app in. Whoever leaves shuts theirs out.";
pub const NONE_HERE: &str = "Nobody let an app in";
pub const NONE_HERE_DETAIL: &str = "Whoever does stands here, with what the app may do.";
pub const APP: &str = "App";
pub const PERSON: &str = "As";
pub const MAY_DO: &str = "May";
pub const USED: &str = "Last used";
pub const NEVER_USED: &str = "Not yet";
pub const ENDS: &str = "Ends, unless renewed";

/// The question of the page.
pub fn question(app: &str) -> String {
    format!("Let {app} act as you?")
}

/// Who would let it in, and where.
pub fn as_whom(name: &str, organisation: &str) -> String {
    format!("You are {name} at {organisation}.")
}

/// Where the browser goes afterwards.
pub fn goes_to(host: &str) -> String {
    format!("Afterwards you are sent back to {host}.")
}

/// What is wrong with what the app asks.
pub const fn problem(problem: OauthProblem) -> &'static str {
    match problem {
        OauthProblem::InvalidRequest => {
            "The app asks in a way that isn't safe, or forgot something. Whoever makes it can help."
        }
        OauthProblem::UnsupportedResponseType => {
            "The app asks in a way that isn't known here. Whoever makes it can help."
        }
        OauthProblem::InvalidScope => {
            "The app asks for something that it may not ask for. An Admin can change that in the settings."
        }
        OauthProblem::AccessDenied => "The app asks for what you may not do yourself, so you can't allow it.",
    }
}

/// When something was allowed, and last used.
pub fn since(allowed: &str, used: Option<&str>) -> String {
    match used {
        Some(used) => format!("Let in {allowed}, last used {used}"),
        None => format!("Let in {allowed}, not used yet"),
    }
}

/// When something that was allowed is over, unless the app comes for new tokens before.
pub fn until(end: &str) -> String {
    format!("Ends {end}, unless the app renews it before")
}

/// The question before an app is shut out.
pub fn end_ask(app: &str) -> String {
    format!("Shut {app} out?")
}

/// The question before an app's secret is drawn anew.
pub fn renew_ask(app: &str) -> String {
    format!("A new secret for {app}?")
}

/// The question before an app is removed.
pub fn remove_ask(app: &str) -> String {
    format!("Remove {app}?")
}

/// How often an app is allowed now.
pub fn grants(count: i64) -> String {
    match count {
        0 => "nobody let it in yet".to_owned(),
        1 => "let in once".to_owned(),
        many => format!("let in {many} times"),
    }
}
