//! Accounts: signing up, logging in and out, sessions, passwords, invitations.

mod device;
mod passkeys;
mod second_factor;
mod sign_ins;
mod step_up;

pub use device::browser_and_system;
pub use passkeys::{
    AddedPasskey, MOST_PASSKEYS, NewPasskey, Passkey, PasskeyAssertion, PasskeyCreation, PasskeyPath, PasskeyRequest,
    Passkeys,
};
pub use second_factor::{
    Enrolment, FEW_RECOVERY_CODES, FactorHeld, LogInMethod, QrPicture, RECOVERY_CODES, RecoveryCodes, SecondFactor,
    SecondFactorHolders, SecondFactorPolicy, SecondFactorState, SecondStep,
};
pub use sign_ins::{SIGN_IN_DAYS, SignIn, SignIns};
pub use step_up::IdentityProof;

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
    /// Follow the link of the sign-up mail: makes the organisation and its first Admin. The link works once and for a
    /// day: one that was used, replaced or is over answers 410 `link_spent`. It logs nobody in; log in with the address
    /// in the answer.
    VerifySignUp: Post "/api/v1/sign-up/verify" { body: Json<LinkToken>, answer: Made<VerifiedSignUp>, who: public }
    /// Log in. The session comes as a cookie that scripts can't read.
    /// An account with a second step gets no session yet: the problem `second_step_needed` names what is taken, and a
    /// cookie lets the same browser go on with `finish_log_in` within five minutes.
    LogIn: Post "/api/v1/log-in" { body: Json<Credentials>, answer: Json<Me>, who: public }
    /// The second step of a log-in: a code of the authenticator app, or a recovery code. Five tries, then it begins anew.
    FinishLogIn: Post "/api/v1/log-in/finish" { body: Json<SecondStep>, answer: Json<Me>, who: public }
    /// Begin to log in with a passkey: what the browser is to have signed, within five minutes, by `finish_passkey_log_in`.
    /// After a right password it is asked of that account's passkeys, otherwise of any that the device knows for this host.
    BeginPasskeyLogIn: Post "/api/v1/log-in/passkey" { answer: Json<PasskeyRequest>, who: public }
    /// Log in with what a passkey has signed. It asked for a PIN, a finger or a face: no password and no code is needed.
    FinishPasskeyLogIn: Post "/api/v1/log-in/passkey/finish" { body: Json<PasskeyAssertion>, answer: Json<Me>, who: public }
    /// End this session. Its cookie is taken back, and the browser is told to forget what it keeps of this site.
    /// Sessions elsewhere go on.
    LogOut: Post "/api/v1/log-out" { answer: Nothing, who: session }
    /// Who is logged in, where, and as what. Names all organisations of the account, says how the caller stands to the
    /// second step of the log-in here, and when this session ends at the latest.
    ReadMe: Get "/api/v1/me" { answer: Json<Me>, who: session }
    /// Go on in another organisation of the same account; the session is renewed. The new session ends when this one
    /// would have, or earlier where the other organisation wants shorter ones. One that a provider opened leads to no
    /// other organisation, and none leads to where the provider is the only way in: 403 `separate_log_in`.
    SwitchOrganisation: Post "/api/v1/me/switch" { body: Json<OrganisationChoice>, answer: Json<Me>, who: session }
    /// Change the password. Ends all other sessions.
    ChangePassword: Post "/api/v1/me/password" { body: Json<PasswordChange>, answer: Nothing, who: session }
    /// Ask for another address to log in with: a link to confirm it goes there, and word of it to the present one. Answers
    /// the same whether the new address has an account or not; only its owner is told.
    RequestEmailChange: Post "/api/v1/me/email" { body: Json<EmailChange>, answer: Nothing, who: session, fresh }
    /// Make the address your own that the link of the mail went to, also as a person of your organisations. Ends all other
    /// sessions. The link is good in a session of the account that asked, once, for an hour.
    ConfirmEmailChange: Post "/api/v1/me/email/confirm" { body: Json<LinkToken>, answer: Nothing, who: session }
    /// Confirm that it's you, before something that asks for a proof of the last ten minutes. The session is renewed; it
    /// ends when it would have.
    ConfirmIdentity: Post "/api/v1/me/confirm" { body: Json<IdentityProof>, answer: Nothing, who: session }
    /// Begin to confirm by a passkey that it's you: what the browser is to have signed, for `confirm_identity`. It can
    /// be signed once, within five minutes. An account without a passkey answers 409 `conflict`.
    BeginPasskeyProof: Post "/api/v1/me/confirm/passkey" { answer: Json<PasskeyRequest>, who: session }
    /// Your sessions, newest first. Those in all organisations of the account; if a provider opened this one, those in
    /// this organisation alone. Each tells its device, the addresses it was opened and last used from, and when it
    /// ends.
    ListSessions: Get "/api/v1/me/sessions" { answer: Json<Sessions>, who: session }
    /// End one of your sessions. It ends at once, in whichever of your organisations it is. One that isn't yours, or
    /// has ended, answers 404.
    RevokeSession: Delete "/api/v1/me/sessions/{id}" { params: SessionPath, answer: Nothing, who: session }
    /// End all of your sessions but this one. They end at once, in all your organisations. If a provider opened this
    /// session and you belong to other organisations as well, it is refused: 403 `separate_log_in`.
    RevokeOtherSessions: Post "/api/v1/me/sessions/revoke-others" { answer: Nothing, who: session }
    /// What happened to your account in the last 90 days, latest first: log-ins, those that failed, ended sessions,
    /// changed passwords. The latest 100, of all organisations of the account; if a provider opened this session, of
    /// this organisation alone.
    ListSignIns: Get "/api/v1/me/sign-ins" { answer: Json<SignIns>, who: session }
    /// The key with which the app seals what is typed into forms, to keep it on the device until it is sent. It is the account's own.
    ReadDraftKey: Get "/api/v1/me/draft-key" { answer: Json<DraftKey>, who: session }
    /// The second step of your log-in: whether there is one, and how many recovery codes are left. `state` also says
    /// whether you need one here, `due`, or had better have one, `urged`. No code is told.
    ReadSecondFactor: Get "/api/v1/me/second-factor" { answer: Json<SecondFactor>, who: session }
    /// Begin to set an authenticator app up: its secret, shown this once. It counts when a code of it has been given back.
    BeginSecondFactor: Post "/api/v1/me/second-factor/begin" { answer: Json<Enrolment>, who: session, fresh }
    /// Give a code of the new authenticator app back: from now on every log-in asks for one. Answers with recovery
    /// codes, unless you have a passkey and so have some.
    ConfirmSecondFactor: Post "/api/v1/me/second-factor/confirm" { body: Json<SecondStep>, answer: Json<RecoveryCodes>, who: session }
    /// Make new recovery codes; the old ones stop working. There are ten, shown this once, and you are told by mail. An
    /// account without a second step answers 409 `conflict`.
    RenewRecoveryCodes: Post "/api/v1/me/second-factor/recovery-codes" { answer: Json<RecoveryCodes>, who: session, fresh }
    /// Log in without a second step from now on. Where your organisation demands one, you set another up before anything else.
    RemoveSecondFactor: Delete "/api/v1/me/second-factor" { answer: Nothing, who: session, fresh }
    /// Your passkeys, newest first. Each by the name you gave it, with when it was added and last used. Keys aren't
    /// told.
    ListPasskeys: Get "/api/v1/me/passkeys" { answer: Json<Passkeys>, who: session }
    /// Begin to add a passkey: what the browser is to have an authenticator make, within five minutes, for
    /// `add_passkey`. An account that has 20 answers 409 `conflict`, a session that a provider opened 403
    /// `separate_log_in`.
    BeginPasskey: Post "/api/v1/me/passkeys/begin" { answer: Json<PasskeyCreation>, who: session, fresh }
    /// Add the passkey that was begun: it logs you in without a password, or is the second step after it. Answers with
    /// recovery codes if it is your first second step.
    AddPasskey: Post "/api/v1/me/passkeys" { body: Json<NewPasskey>, answer: Json<AddedPasskey>, who: session }
    /// Remove a passkey: it logs nobody in any more. You are told by mail. If it was your last second step and your
    /// organisation demands one, you set another up before anything else.
    RemovePasskey: Delete "/api/v1/me/passkeys/{id}" { params: PasskeyPath, answer: Nothing, who: session, fresh }
    /// Ask for a mail with a link to set a new password. Answers the same whether the address is known or not.
    RequestPasswordReset: Post "/api/v1/password-reset" { body: Json<ResetRequest>, answer: Nothing, who: public }
    /// Whose password the link of the mail sets, while it does. Reading doesn't use the link up. It works for an hour:
    /// one that was used, replaced or is over answers 410 `link_spent`.
    ReadPasswordReset: Post "/api/v1/password-reset/read" { body: Json<LinkToken>, answer: Json<ResetLink>, who: public }
    /// Set a new password by the link of the mail. Ends all sessions; log in afterwards.
    ResetPassword: Post "/api/v1/password-reset/confirm" { body: Json<PasswordReset>, answer: Nothing, who: public }
    /// What an invitation link invites to. `has_account` says whose password accepts it: the account's that the address
    /// has, or a new one. The link works for seven days; one that was used, replaced or is over, or whose person has
    /// another address by now, answers 410 `link_spent`.
    ReadInvitation: Post "/api/v1/invitations/read" { body: Json<LinkToken>, answer: Json<Invitation>, who: public }
    /// Accept an invitation: with a new password, or with the password of the account that has this address. Logs
    /// nobody in. A wrong password answers 401 `wrong_credentials`, a new one that is too weak 422, and a link that
    /// doesn't work any more 410 `link_spent`.
    AcceptInvitation: Post "/api/v1/invitations/accept" { body: Json<Acceptance>, answer: Nothing, who: public }
}

/// What seals forms on a device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DraftKey {
    /// 32 bytes in base64, for AES-256-GCM.
    pub key: String,
    /// The same of before the server's key was changed, the latest first: they open what was sealed then.
    #[serde(default)]
    pub older: Vec<String>,
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
    /// How they stand to the second step of the log-in here.
    pub second_factor: SecondFactorState,
    /// Whether the organisation's own provider opened this session, so that they may know no password.
    #[serde(default)]
    pub by_provider: bool,
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

/// Asks for another address to log in with.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct EmailChange {
    /// The address from now on, once its link is opened.
    #[garde(custom(check::email))]
    pub email: String,
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
    /// The address of the network it was opened from. Which place that is nobody here knows.
    pub address: String,
    /// The address of the network it was last used from, noted with the time.
    pub last_address: String,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to within five minutes.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends at the latest: 7 days after the log-in, or earlier if the organisation says so.
    pub expires_at: DateTime<Utc>,
    /// When it ends if it isn't used again.
    pub ends_unused_at: DateTime<Utc>,
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
