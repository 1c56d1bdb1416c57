//! Signing up, logging in, passwords, invitations, the account page.

pub const SIGN_UP: &str = "Sign your organisation up";
pub const SIGN_UP_LEAD: &str = "You become its first Admin. Inviting the others comes next.";
pub const ORGANISATION: &str = "Organisation";
pub const ORGANISATION_HINT: &str = "As your people call it. It can be changed later.";
pub const YOUR_NAME: &str = "Your name";
pub const EMAIL: &str = "E-mail";
pub const WORK_EMAIL: &str = "Work e-mail";
pub const PASSWORD: &str = "Password";
pub const NEW_PASSWORD: &str = "New password";
pub const CURRENT_PASSWORD: &str = "Current password";
pub const PASSWORD_HINT: &str = "At least 8 characters. A few words in a row are easier to keep than symbols.";
pub const SIGN_UP_DO: &str = "Sign up";
pub const HAVE_ACCOUNT: &str = "Signed up already?";

pub const CHECK_MAIL: &str = "Look into your mailbox";
pub const CHECK_MAIL_SIGN_UP: &str =
    "If this address can be signed up, a link to confirm it is on its way. It works once, for 24 hours.";
pub const CHECK_MAIL_RESET: &str =
    "If there is an account with this address, a link to set a new password is on its way. It works once, for 1 hour.";
pub const NO_MAIL: &str =
    "No mail after a few minutes? Look into the spam folder, or try again with the address spelled differently.";

pub const SEND_AGAIN: &str = "Send the mail again";
pub const SENT_AGAIN: &str = "Another mail is on its way. Only the link in the newest works.";

/// Where the mail went.
pub fn sent_to(email: &str) -> String {
    format!("Sent to {email}")
}

pub const VERIFYING: &str = "Confirming your address";
pub const VERIFIED: &str = "Your organisation is ready";
pub const VERIFIED_LEAD: &str = "Your address is confirmed. Log in to set it up.";
pub const LINK_SPENT: &str = "This link no longer works";
pub const LINK_UNREAD: &str = "The link couldn't be checked";
pub const LINK_SPENT_SIGN_UP: &str = "It was used already, a newer one was sent, or its time is over. If you have confirmed before, just log in; else sign up once more.";
pub const LINK_SPENT_RESET: &str = "It was used already, a newer one was sent, or its hour is over. Ask for a new one.";
pub const LINK_SPENT_INVITATION: &str =
    "It was used already, a newer one was sent, or its time is over. Ask whoever invited you to send a new one.";
pub const SIGN_UP_AGAIN: &str = "Sign up again";
pub const NEW_LINK: &str = "Ask for a new link";

pub const LOG_IN: &str = "Log in";
pub const LOG_IN_LEAD: &str = "Good to see you.";
pub const FORGOT: &str = "Forgot your password?";
pub const NO_ACCOUNT: &str = "New here?";
pub const TEXT_ONLY: &str = "Text-only mode, for slow lines";
pub const RESET: &str = "Set a new password";
pub const RESET_ASK_LEAD: &str = "Tell us your address, and we send you a link.";
pub const RESET_ASK_DO: &str = "Send the link";
/// Whose password is set, and what follows.
pub fn reset_of(email: &str) -> String {
    format!("For {email}. All your sessions will end, on every device. Log in with the new password afterwards.")
}
pub const RESET_DO: &str = "Set the password";
pub const RESET_DONE: &str = "Your password is set. Log in with it.";

/// The invitation's heading.
pub fn invited_to(organisation: &str) -> String {
    format!("Join {organisation}")
}

/// Who was invited.
pub fn invited_as(name: &str, email: &str) -> String {
    format!("You are invited as {name} ({email}).")
}

pub const INVITATION: &str = "Your invitation";
pub const INVITATION_NEW: &str = "Choose a password for your new account.";
pub const INVITATION_KNOWN: &str = "You have an account with this address already. Its password proves that it is you.";
pub const ACCEPT: &str = "Accept the invitation";
pub const ACCEPTED: &str = "Welcome. Log in to begin.";

pub const AGAIN: &str = "Log in again";
pub const AGAIN_LEAD: &str =
    "Your session has ended. Log in, and everything goes on where it was; nothing you typed is lost.";
pub const SOMEBODY_ELSE: &str = "I'm somebody else";
pub const SOMEBODY_ELSE_DETAIL: &str = "That leaves this page. What was typed on it is not sent.";

pub const CONFIRM: &str = "Confirm that it's you";
pub const CONFIRM_LEAD: &str = "What you are about to do asks for it, because your log-in was more than ten minutes ago. Then it goes on by itself.";
pub const CONFIRM_CODE: &str = "Code";
pub const CONFIRM_CODE_HINT: &str = "From your authenticator app, or one of your recovery codes.";
pub const CONFIRM_BY_CODE: &str = "Give a code instead";
pub const CONFIRM_BY_PASSWORD: &str = "Give the password instead";
pub const CONFIRM_BY_PROVIDER: &str = "Log in again by your organisation's provider";
pub const CONFIRM_DO: &str = "Confirm";

pub const ACCOUNT: &str = "Your account";
pub const PROFILE: &str = "Profile";
pub const ROLE: &str = "Role";
pub const NAME: &str = "Name";
pub const HOW_TOLD: &str = "Notification settings";
pub const PROFILE_HINT: &str = "Your name is kept by your organisation's Admins.";
pub const CHANGE_PASSWORD: &str = "Change your password";
pub const CHANGE_PASSWORD_LEAD: &str = "Your other sessions end; this one stays.";
pub const CHANGE_PASSWORD_DO: &str = "Change the password";
pub const PASSWORD_CHANGED: &str = "Your password is changed. Other sessions have ended.";
pub const CHANGE_EMAIL: &str = "Change your address";
pub const CHANGE_EMAIL_LEAD: &str =
    "The address you log in with, and mails go to. A link to confirm the new one is sent there.";
pub const NEW_EMAIL: &str = "New address";
pub const NEW_EMAIL_DO: &str = "Send the link";
pub const NEW_EMAIL_SENT: &str = "Look into the new mailbox";

/// Where the link went, and how to go on.
pub fn new_email_sent(email: &str) -> String {
    format!(
        "If {email} can be used, a link is on its way there. It works once, for 1 hour, in a browser in which you are logged in. Until then your address stays as it is."
    )
}

pub const EMAIL_BY_PROVIDER: &str =
    "You came by your organisation's own log-in. To change your address, log in with your password.";
pub const CONFIRM_EMAIL: &str = "Confirm your new address";
pub const CONFIRM_EMAIL_LOG_IN: &str =
    "Log in to go on. You still log in with the address you have; the new one is yours afterwards.";

/// Whose address it becomes, and what follows.
pub fn confirm_email_of(email: &str) -> String {
    format!(
        "You log in as {email}. From now on the address that this link was sent to takes its place, also in your organisations. Your other sessions end."
    )
}

pub const CONFIRM_EMAIL_DO: &str = "Use the new address";
pub const EMAIL_CHANGED: &str = "Your address is changed";
pub const EMAIL_CHANGED_LEAD: &str =
    "Log in with it from now on. Other sessions have ended, and mails go to the new address.";
pub const TO_ACCOUNT: &str = "To your account";
pub const LINK_SPENT_EMAIL: &str = "It was used already, a newer one was sent, its hour is over, or another account asked for it. Ask for a new one on your account page.";
pub const EMAIL_TAKEN: &str = "This address is somebody else's";
pub const EMAIL_TAKEN_LEAD: &str = "Another account has it by now, or another person in one of your organisations. Nothing was changed. An Admin can change the address of a person who has no account; then open the link again.";
pub const EMAIL_KEPT: &str = "Your address is kept elsewhere";
pub const EMAIL_KEPT_LEAD: &str =
    "Your organisation's own log-in or directory keeps it, and it is changed there. Nothing was changed here.";
pub const SESSIONS: &str = "Where you are logged in";
pub const SESSIONS_LEAD: &str = "Every session ends by itself: 7 days after its log-in, or when your organisation says. Addresses are those of networks; which places those are isn't looked up.";
pub const THIS_SESSION: &str = "This one";
pub const END: &str = "End";
pub const END_OTHERS: &str = "End all others";
pub const SESSION_ENDED: &str = "The session has ended.";
pub const OTHERS_ENDED: &str = "All other sessions have ended.";
pub const DEVICE: &str = "Device";
pub const ADDRESS: &str = "Address";
pub const OPENED_FROM: &str = "Logged in from";
pub const LAST_SEEN: &str = "Last used";
pub const SIGNED_IN: &str = "Logged in";
pub const ENDS: &str = "Ends";

/// When a session was last used, and from which address.
pub fn used_from(ago: &str, address: &str) -> String {
    if address.is_empty() { ago.to_owned() } else { format!("{ago}, from {address}") }
}

/// When a session ends in any case, and when it does if it isn't used again.
pub fn ends(at_latest: &str, unused: &str) -> String {
    if at_latest == unused { at_latest.to_owned() } else { format!("{at_latest}; unused: {unused}") }
}

/// A browser and what it runs on.
pub fn browser_on(browser: &str, system: &str) -> String {
    format!("{browser} on {system}")
}

/// Ends one session, by device.
pub fn end_session(device: &str) -> String {
    format!("End the session on {device}")
}
