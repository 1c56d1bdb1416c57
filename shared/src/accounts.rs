//! Accounts: signing up, logging in and out, sessions, passwords, invitations.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    access::Role,
    operation::{Json, Made, Nothing},
    operations,
    organisations::Organisation,
    wire::{PersonId, SessionId, check},
};

operations! { "accounts";
    /// Sign an organisation up. Answers the same whether the address is known or not: look into the mailbox.
    SignUp: Post "/api/v1/sign-up" { body: Json<NewSignUp>, answer: Nothing, who: public }
    /// Follow the link of the sign-up mail: makes the organisation and its first Admin.
    VerifySignUp: Post "/api/v1/sign-up/verify" { body: Json<LinkToken>, answer: Made<VerifiedSignUp>, who: public }
    /// Log in. The session comes as a cookie that scripts can't read.
    LogIn: Post "/api/v1/log-in" { body: Json<Credentials>, answer: Json<Me>, who: public }
    /// End this session.
    LogOut: Post "/api/v1/log-out" { answer: Nothing, who: session }
    /// Who is logged in, where, and as what.
    ReadMe: Get "/api/v1/me" { answer: Json<Me>, who: session }
    /// Go on in another organisation of the same account; the session is renewed.
    SwitchOrganisation: Post "/api/v1/me/switch" { body: Json<OrganisationChoice>, answer: Json<Me>, who: session }
    /// Change the password. Ends all other sessions.
    ChangePassword: Post "/api/v1/me/password" { body: Json<PasswordChange>, answer: Nothing, who: session }
    /// Your sessions, newest first.
    ListSessions: Get "/api/v1/me/sessions" { answer: Json<Sessions>, who: session }
    /// End one of your sessions.
    RevokeSession: Delete "/api/v1/me/sessions/{id}" { params: SessionPath, answer: Nothing, who: session }
    /// End all of your sessions but this one.
    RevokeOtherSessions: Post "/api/v1/me/sessions/revoke-others" { answer: Nothing, who: session }
    /// The key with which the app seals what is typed into forms, to keep it on the device until it is sent. It is the account's own.
    ReadDraftKey: Get "/api/v1/me/draft-key" { answer: Json<DraftKey>, who: session }
    /// Ask for a mail with a link to set a new password. Answers the same whether the address is known or not.
    RequestPasswordReset: Post "/api/v1/password-reset" { body: Json<ResetRequest>, answer: Nothing, who: public }
    /// Whose password the link of the mail sets, while it does.
    ReadPasswordReset: Post "/api/v1/password-reset/read" { body: Json<LinkToken>, answer: Json<ResetLink>, who: public }
    /// Set a new password by the link of the mail. Ends all sessions; log in afterwards.
    ResetPassword: Post "/api/v1/password-reset/confirm" { body: Json<PasswordReset>, answer: Nothing, who: public }
    /// What an invitation link invites to.
    ReadInvitation: Post "/api/v1/invitations/read" { body: Json<LinkToken>, answer: Json<Invitation>, who: public }
    /// Accept an invitation: with a new password, or with the password of the account that has this address.
    AcceptInvitation: Post "/api/v1/invitations/accept" { body: Json<Acceptance>, answer: Nothing, who: public }
}

/// What seals forms on a device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DraftKey {
    /// 32 bytes in base64, for AES-256-GCM.
    pub key: String,
}

/// Path of one session.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct SessionPath {
    /// The session.
    pub id: SessionId,
}

/// Signs an organisation up.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewSignUp {
    /// Name of the organisation.
    #[garde(custom(check::line(1, 120)))]
    pub organisation: String,
    /// Your name.
    #[garde(custom(check::line(1, 120)))]
    pub name: String,
    /// Your address; the link goes there.
    #[garde(custom(check::email))]
    pub email: String,
    /// 8 characters to 1024 bytes, not a common one.
    #[garde(custom(acceptable_password))]
    pub password: String,
    /// The organisation's IANA time zone, such as `Africa/Lagos`; UTC if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 64))))]
    pub time_zone: Option<String>,
}

/// The secret of a link that came by mail.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct LinkToken {
    /// As it stands in the link.
    #[garde(custom(check::line(1, 100)))]
    pub token: String,
}

/// A sign-up came true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VerifiedSignUp {
    /// Log in with this address.
    pub email: String,
}

/// What one logs in with.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The account's address.
    #[garde(custom(check::line(1, 254)))]
    pub email: String,
    /// The account's password.
    #[garde(custom(given_password))]
    pub password: String,
}

/// Who is logged in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// The person in the organisation of this session.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// The account's address.
    pub email: String,
    /// Their role.
    pub role: Role,
    /// The organisation of this session.
    pub organisation: Organisation,
    /// All organisations of the account, this one included.
    pub organisations: Vec<Membership>,
    /// When this session ends at the latest.
    pub expires_at: DateTime<Utc>,
}

/// An organisation that an account belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Membership {
    /// The person the account is there; names the membership.
    pub person_id: PersonId,
    /// The organisation's name.
    pub organisation: String,
    /// The role there.
    pub role: Role,
}

/// Which membership to go on with.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct OrganisationChoice {
    /// One of `Me::organisations`.
    #[garde(skip)]
    pub person_id: PersonId,
}

/// A new password in place of the current one.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password now.
    #[garde(custom(given_password))]
    pub current_password: String,
    /// The password from now on.
    #[garde(custom(acceptable_password))]
    pub new_password: String,
}

/// Asks for a reset mail.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ResetRequest {
    /// The account's address.
    #[garde(custom(check::email))]
    pub email: String,
}

/// A new password by a link.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PasswordReset {
    /// As it stands in the link.
    #[garde(custom(check::line(1, 100)))]
    pub token: String,
    /// The password from now on.
    #[garde(custom(acceptable_password))]
    pub new_password: String,
}

/// What the link of a reset is for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ResetLink {
    /// The address whose password it sets.
    pub email: String,
}

/// What an invitation invites to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Invitation {
    /// The organisation's name.
    pub organisation: String,
    /// The invited person's name.
    pub name: String,
    /// The invited address.
    pub email: String,
    /// Whether the address has an account already, so that its password is asked for.
    pub has_account: bool,
}

/// Accepts an invitation.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// As it stands in the link.
    #[garde(custom(check::line(1, 100)))]
    pub token: String,
    /// The password of the address's account, or a new one if it has none.
    #[garde(custom(given_password))]
    pub password: String,
}

/// Sessions of an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Sessions {
    /// Newest first.
    pub items: Vec<Session>,
}

/// One place where somebody is logged in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// Names it.
    pub id: SessionId,
    /// Whether it is the one asking.
    pub current: bool,
    /// Browser and system as they named themselves.
    pub device: String,
    /// The address it was opened from.
    pub address: String,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to within five minutes.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends: 7 days after it was opened.
    pub expires_at: DateTime<Utc>,
}

/// Fewest characters of a new password.
pub const PASSWORD_LEAST: usize = 8;
/// Most bytes of any password.
pub const PASSWORD_MOST_BYTES: usize = 1024;

/// A new password's length; whether it is common or guessable the server decides.
fn acceptable_password(value: &str, _: &()) -> garde::Result {
    if value.chars().count() < PASSWORD_LEAST {
        return Err(garde::Error::new(format!("too_short:{PASSWORD_LEAST}")));
    }
    given_password(value, &())
}

/// A password somebody claims to have: only bounded.
fn given_password(value: &str, _: &()) -> garde::Result {
    if value.is_empty() {
        return Err(garde::Error::new("required"));
    }
    if value.len() > PASSWORD_MOST_BYTES {
        return Err(garde::Error::new(format!("too_long:{PASSWORD_MOST_BYTES}")));
    }
    Ok(())
}
