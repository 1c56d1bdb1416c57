//! Sentences for what went wrong: by problem code, and by the code of a field.

use shared::problem::{Code, FieldError, Problem};

pub const CHANGED: &str = "Somebody changed this meanwhile";
pub const CHANGED_DETAIL: &str = "While you were editing, somebody else saved a change. Look at theirs first; what you typed stays here until you close the form.";
pub const LOOK_AT_THEIRS: &str = "Show the current state";
pub const MERGED: &str = "What they changed is in the form now, and so is what you typed.";
pub const CHANGED_BY_BOTH: &str = "You both changed this";
pub const CHANGED_BY_BOTH_DETAIL: &str = "Everything else is as they left it. Saving puts yours in place of theirs:";
pub const MINE: &str = "Yours";
pub const THEIRS: &str = "Theirs";
pub const TAKE_THEIRS: &str = "Take theirs";
pub const KEEP_MINE: &str = "Keep editing";
pub const OFFLINE: &str = "No connection. Nothing was saved; what you typed is still here. Try again in a moment.";

pub const TO_BILLING: &str = "Look at the plan and what is to be paid";

/// Under a message, so that support can find the request.
pub fn request(id: &str) -> String {
    format!("Request {id}")
}

/// The problem as a sentence.
pub fn sentence(problem: &Problem) -> String {
    let words = match problem.code {
        _ if problem.status == 0 => OFFLINE,
        Code::Unauthenticated => "Your session has ended. Log in again.",
        Code::WrongCredentials => "The address or the password is wrong.",
        Code::SecondStepNeeded => "A code is needed as well.",
        Code::LogInLapsed => "That took too long, or too many tries. Log in again from the start.",
        Code::SecondFactorNeeded => "Your organisation asks for two-step log-in. Set it up first.",
        Code::SignOnRefused => "Single sign-on didn't let you in.",
        Code::SeparateLogIn => "What you logged in with isn't good for this. Log out, and log in the other way.",
        Code::Forbidden => "You may see this, but not change it.",
        Code::ReauthRequired => "Confirm that it's you first.",
        Code::EncryptionRequired => "This page wasn't encrypted. Open it by its https:// address.",
        Code::ReadOnlyUnpaid => {
            "Your organisation can only be read for now, since it hasn't paid. Ask an Admin: they see what is to be done."
        }
        Code::PlanLimit => "Your organisation's plan doesn't include this, or isn't for so many people.",
        Code::BillingOff => "Nobody pays here.",
        Code::CrossSite => "The request was refused because it seemed to come from another site. Reload the page.",
        Code::NotFound => "There is nothing here that you can see.",
        Code::Conflict => {
            return problem
                .detail
                .as_deref()
                .map_or_else(|| "This contradicts what is already there.".to_owned(), capitalised);
        }
        Code::CalibrationOpen => "A calibration session isn't applied yet. Apply it, or remove it, first.",
        Code::InProgress => "The same request is still being worked on. Wait a moment.",
        Code::LinkSpent => "This link has expired or was already used.",
        Code::VersionMismatch => CHANGED,
        Code::TooLarge => "That is too large.",
        Code::UnsupportedMediaType => "That kind of file can't be read here.",
        Code::Invalid => "Some fields need attention.",
        Code::RequestTimeout => "The connection was too slow. Try again.",
        Code::TooManyRequests => "Too many tries in a short time. Wait a minute, then try again.",
        Code::Unavailable => "The service is busy. Try again in a moment.",
        Code::Internal => "Something went wrong on our side. It has been noted.",
        _ => "The request couldn't be understood. Reload the page and try again.",
    };
    words.to_owned()
}

/// What is wrong with a field, as a sentence.
pub fn field(error: &FieldError) -> String {
    let limit = error.limit.as_deref().unwrap_or_default();
    let words = match error.code.as_str() {
        "required" => "Fill this in.",
        "email" | "bad_email" | "not_an_email" => "This is not an e-mail address.",
        "too_long" => return format!("At most {limit} characters."),
        "too_short" => return format!("At least {limit} characters."),
        "common_password" | "too_common" => "This password is known from leaked lists. Choose another.",
        "guessable_password" | "contains_identity" => {
            "This password is easy to guess from your name or address. Choose another."
        }
        "weak_password" => {
            "This password would soon be guessed. A few words that have nothing to do with each other hold longer."
        }
        "wrong_code" => "This code is wrong, or was used already. Wait for the next one.",
        "wrong_password" | "wrong" => "This is not your current password.",
        "taken" | "already_taken" | "duplicate" => "This is taken already.",
        "wrong_type" | "unknown_value" => "This value doesn't fit here.",
        "control_characters" | "bad_characters" => "Please remove invisible characters.",
        "date_out_of_range" | "impossible_date" => "This date can't be right.",
        "ends_before_start" | "before_start" => "The end lies before the start.",
        "out_of_range" => return format!("Out of bounds ({limit})."),
        "days_out_of_range" => return format!("Between 1 and {limit} days."),
        "cycle" => "This would make a circle.",
        "not_found" | "unknown" => "This no longer exists, or isn't visible to you.",
        "time_zone" | "unknown_time_zone" => "This time zone isn't known. Choose one from the list.",
        code => {
            return super::rule_codes::sentence(code, limit).unwrap_or_else(|| "Please check this.".to_owned());
        }
    };
    words.to_owned()
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| format!("{}{}.", first.to_ascii_uppercase(), letters.as_str())).unwrap_or_default()
}
