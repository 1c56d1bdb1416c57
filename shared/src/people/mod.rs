//! People: who is in the organisation, under whom, in which team, in which role.

mod batch;
pub mod import;
mod leaving;
mod moving;

pub use batch::{MOST_SENT, PeopleBatch, SentPerson, Synced, SyncedPeople, SyncedRow, SyncedTotals, in_order};
pub use leaving::{Deactivation, LeftBehind, LeftCount, LeftKind};
pub use moving::{ManagerMove, MovingCount, MovingKind, NextManager};

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    access::{Relation, Role},
    accounts::{FactorHeld, SecondFactorHolders, SessionPath, Sessions},
    operation::{Bulk, Csv, Json, Lines, Made, Maybe, Nothing},
    operations, permissions,
    wire::{Limit, Page, Patch, PersonId, SessionId, TeamId, Whole, check, choice::choice, page::paged},
};

permissions! { people;
    /// Look a person up in the directory: name, job title, team and manager.
    VIEW "view" Employee, Manager, View, Admin;
    /// See a person's e-mail, role, status and start date.
    VIEW_DETAILS "view_details" Employee, Manager, never, Admin;
    /// Create, change, import, export and invite people, and change roles, managers and teams.
    MANAGE "manage" Admin, Admin, never, Admin;
    /// Deactivate and reactivate people; never oneself.
    DEACTIVATE "deactivate" never, Admin, never, Admin;
    /// Take a person's second step at log-in away when they have lost it; never one's own in this way.
    TAKE_SECOND_FACTOR "take_second_factor" never, Admin, never, Admin;
}

operations! { "people";
    /// People the caller may see.
    /// Of whom the caller finds they get name, job title, team and manager; `details` come with oneself, the people
    /// below one, and for Admins with all. Unless `status` says so, the deactivated are left out; `role` and `status`
    /// narrow to people whose details the caller sees.
    ListPeople: Get "/api/v1/people" { query: PeopleFilter, answer: Json<Page<Person>>, who: may VIEW }
    /// A new person, not yet invited. One who is more than an Employee asks for a proof of the last ten minutes, as
    /// `confirm_identity` gives.
    CreatePerson: Post "/api/v1/people" { body: Json<NewPerson>, answer: Made<Person>, who: may MANAGE }
    /// People from a program, at most 1,000 a call, each known by their number in the HR system: entered, changed, deactivated or let back in. Each row stands for itself and is answered for itself; sending the same again changes nothing.
    SyncPeople: Post "/api/v1/people/batch" { body: Bulk<PeopleBatch>, answer: Json<SyncedPeople>, who: may MANAGE }
    /// The people as a CSV file, safe to open in a spreadsheet, with the filters of the list.
    /// Its columns are those that an import understands. Unless `status` says otherwise it holds everybody, the
    /// deactivated too.
    ExportPeople: Get "/api/v1/people/export" { query: PeopleExport, answer: Csv, who: may MANAGE, fresh }
    /// All people the caller may see, a line of JSON each, with the filters of the list. Whoever comes or goes meanwhile may be missing.
    ExportPeopleNdjson: Get "/api/v1/people.ndjson" { query: Whole<PeopleFilter>, answer: Lines<Person>, who: may VIEW }
    /// One person.
    /// `details` come with oneself, the people below one, and for Admins with all; whoever else finds them gets the
    /// entry of the directory. 404 for whom the caller doesn't find.
    ReadPerson: Get "/api/v1/people/{id}" { params: PersonPath, answer: Json<Person>, who: may VIEW }
    /// Change a person: name, job title, role, manager, team, start date. Another role asks for a proof of the last ten minutes,
    /// as `confirm_identity` gives.
    EditPerson: Patch "/api/v1/people/{id}" { params: PersonPath, body: Json<PersonChanges>, answer: Json<Person>, who: may MANAGE }
    /// What would move if a person got another manager, or none.
    /// Nothing is changed by it. It counts what there is with the manager they have now, as far as the caller may know;
    /// saving the change then does just that.
    PreviewManagerMove: Get "/api/v1/people/{id}/manager-move" { params: PersonPath, query: NextManager, answer: Json<ManagerMove>, who: may MANAGE }
    /// What deactivating a person would leave behind, and who would be told.
    /// Nothing is changed by it. `heir` is the nearest above them who is there; without one, Admins are told.
    PreviewDeactivation: Get "/api/v1/people/{id}/deactivation" { params: PersonPath, answer: Json<LeftBehind>, who: may DEACTIVATE }
    /// Deactivate a person: their sessions end at once, their data stays. What they have in hand is passed on as the preview says.
    /// Without a body, what running review cycles gather about them goes on; with one it ends in the same moment, which takes
    /// what `end_leavers_reviews` takes: API tokens need the scope `reviews:write` as well.
    DeactivatePerson: Post "/api/v1/people/{id}/deactivate" { params: PersonPath, body: Maybe<Deactivation>, answer: Json<Person>, who: may DEACTIVATE }
    /// Let a deactivated person back in.
    /// They keep their role and log in as before; who had never joined needs another invitation. What was ended of their
    /// reviews goes on while the cycle runs. For who is more than an Employee it asks for a proof of the last ten minutes, as
    /// `confirm_identity` gives. 422 for who isn't deactivated.
    ReactivatePerson: Post "/api/v1/people/{id}/reactivate" { params: PersonPath, answer: Json<Person>, who: may DEACTIVATE }
    /// Send an invitation by mail; earlier links stop working.
    /// 409 for who has joined or is deactivated. One person gets no more than one a minute, or 429.
    InvitePerson: Post "/api/v1/people/{id}/invite" { params: PersonPath, answer: Json<Person>, who: may MANAGE }
    /// Invite everybody who has not been invited yet.
    /// Whose invitation was sent already gets none. The answer counts the mails.
    InviteEverybody: Post "/api/v1/people/invite-everybody" { answer: Json<InvitedCount>, who: may MANAGE }
    /// Where a person is logged in to this organisation.
    /// Each with its device, its network address, when it was last used and when it ends. What they have open in other
    /// organisations isn't shown.
    ListPersonSessions: Get "/api/v1/people/{id}/sessions" { params: PersonPath, answer: Json<Sessions>, who: may MANAGE }
    /// End one of a person's sessions.
    /// Its next request is refused. 404 for one that is over.
    RevokePersonSession: Delete "/api/v1/people/{id}/sessions/{session_id}" { params: PersonSessionPath, answer: Nothing, who: may MANAGE, fresh }
    /// Which people have a second step at log-in.
    /// Those who are active, by their ids; which kind of step it is, the filter `second_factor` of the list of people
    /// tells.
    ListSecondFactors: Get "/api/v1/people/second-factors" { answer: Json<SecondFactorHolders>, who: may MANAGE }
    /// Take somebody's second step away who has lost it. They are told by mail. Refused for oneself, and for who belongs to other organisations as well.
    RemovePersonSecondFactor: Delete "/api/v1/people/{id}/second-factor" { params: PersonPath, answer: Nothing, who: may TAKE_SECOND_FACTOR, fresh }
    /// The organisation chart below a person, or from the top: one level of people with how many stand below each.
    /// With `person`, `path` leads from the top down to them and `reports` are theirs; without, `reports` are those who
    /// report to nobody. Who is deactivated, or isn't found by the caller, is left out of `reports`.
    ReadChart: Get "/api/v1/chart" { query: ChartQuery, answer: Json<Chart>, who: may VIEW }
    /// A person's reporting lines, latest first.
    /// Who they reported to, from when until when; one without an end is the present one. It is for themselves, those
    /// above them and Admins.
    ListReportingLines: Get "/api/v1/people/{id}/reporting-lines" { params: PersonPath, answer: Json<ReportingLines>, who: may VIEW_DETAILS }
}

choice! {
    /// Where a person stands between being entered and having left.
    pub enum PersonStatus {
        /// Entered, with no account yet; has never been sent an invitation.
        NotInvited = "not_invited",
        /// Has been sent an invitation that isn't accepted yet.
        Invited = "invited",
        /// Has accepted and can log in.
        Active = "active",
        /// Can't log in; their data stays.
        Deactivated = "deactivated",
    }
}

impl PersonStatus {
    /// Whether somebody is still to accept an invitation, sent or not.
    pub const fn awaits_joining(self) -> bool {
        matches!(self, Self::NotInvited | Self::Invited)
    }
}

choice! {
    /// Orders of the list of people. All are ascending but `-…`.
    pub enum PeopleSort {
        /// By name.
        Name = "name",
        /// By name, backwards.
        NameDown = "-name",
        /// By job title.
        JobTitle = "job_title",
        /// By job title, backwards.
        JobTitleDown = "-job_title",
        /// Longest there first.
        StartDate = "start_date",
        /// Newest first.
        StartDateDown = "-start_date",
    }
}

/// Somebody in the organisation. Details are absent where the caller sees the directory entry only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Person {
    /// Names them.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// What they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
    /// Their team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// Who they report to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonRef>,
    /// How many report to them directly.
    pub direct_reports: i64,
    /// How the caller stands to them.
    pub relation: Relation,
    /// For `If-Match`.
    pub version: i64,
    /// What only they, their managers and Admins see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<PersonDetails>,
}

/// What a person, their managers and Admins see beyond the directory entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PersonDetails {
    /// Unique in the organisation.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Invited or not yet, active, deactivated.
    pub status: PersonStatus,
    /// First day in the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<NaiveDate>,
    /// Their number in the HR system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// When the last invitation was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited_at: Option<DateTime<Utc>>,
    /// When they were erased, if they were: the name is a pseudonym, and the address nobody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<DateTime<Utc>>,
}

/// A person named elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PersonRef {
    /// Names them.
    pub id: PersonId,
    /// Their name.
    pub name: String,
}

/// A team named elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TeamRef {
    /// Names it.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

/// Path of one person.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PersonPath {
    /// The person.
    pub id: PersonId,
}

/// Path of one session of a person.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PersonSessionPath {
    /// The person.
    pub id: PersonId,
    /// The session.
    pub session_id: SessionId,
}

/// Which people to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct PeopleFilter {
    /// Part of the name or job title (or e-mail, where seen).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// In this team or one below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// With this role; narrows to people whose details the caller sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// With this status; narrows to people whose details the caller sees. Unsaid: all but the deactivated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<PersonStatus>,
    /// Reporting directly to this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonId>,
    /// Of those who are active, who has this second step at log-in. For whoever manages people.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub second_factor: Option<FactorHeld>,
    /// Only of whom anything changed at this moment or after it, their manager too; narrows to people whose details the caller sees. Those who
    /// left come too, unless `status` says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_since: Option<DateTime<Utc>>,
    /// Order; by name if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub sort: Option<PeopleSort>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

paged!(PeopleFilter);

/// Which people to export.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct PeopleExport {
    /// Part of the name, job title or e-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// In this team or one below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// With this role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// With this status. Unsaid: everybody, the deactivated too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<PersonStatus>,
    /// Reporting directly to this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonId>,
    /// Of those who are active, who has this second step at log-in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub second_factor: Option<FactorHeld>,
}

/// A person to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    /// Their name.
    #[garde(custom(check::line(1, 120)))]
    pub name: String,
    /// Unique in the organisation.
    #[garde(custom(check::email))]
    pub email: String,
    /// What they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 120))))]
    pub job_title: Option<String>,
    /// What they may do.
    #[garde(skip)]
    pub role: Role,
    /// Their team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub team_id: Option<TeamId>,
    /// Who they report to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub manager_id: Option<PersonId>,
    /// First day in the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub start_date: Option<NaiveDate>,
    /// Their number in the HR system; unique in the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 64))))]
    pub external_id: Option<String>,
    /// Whether to send the invitation right away.
    #[serde(default)]
    #[garde(skip)]
    pub invite: bool,
}

/// Changes to a person; what is absent stays, `null` clears.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct PersonChanges {
    /// Their name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 120))))]
    pub name: Option<String>,
    /// Their address; only while they have no account.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::email)))]
    pub email: Option<String>,
    /// What they do.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>)]
    #[garde(custom(check::patched(check::line(1, 120))))]
    pub job_title: Patch<String>,
    /// What they may do. The last active Admin stays one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub role: Option<Role>,
    /// Their team.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<TeamId>)]
    #[garde(skip)]
    pub team_id: Patch<TeamId>,
    /// Who they report to from now on; never somebody below them.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<PersonId>)]
    #[garde(skip)]
    pub manager_id: Patch<PersonId>,
    /// First day in the organisation.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<NaiveDate>)]
    #[garde(custom(check::patched(check::date)))]
    pub start_date: Patch<NaiveDate>,
    /// Their number in the HR system.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>)]
    #[garde(custom(check::patched(check::line(1, 64))))]
    pub external_id: Patch<String>,
}

/// How many people were invited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InvitedCount {
    /// Mails on their way.
    pub invited: i64,
}

/// Where in the chart to look.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ChartQuery {
    /// The person to start from; unsaid: those who report to nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

/// One level of the organisation chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Chart {
    /// From the top down to the person asked for, that person last; empty at the top.
    pub path: Vec<ChartNode>,
    /// Who reports to the last of `path`, by name.
    pub reports: Vec<ChartNode>,
}

/// A person in the chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChartNode {
    /// Names them.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// What they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
    /// Their team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// How many report to them directly.
    pub direct_reports: i64,
    /// How many stand below them in all.
    pub all_reports: i64,
}

/// Who somebody reported to, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReportingLines {
    /// Latest first.
    pub items: Vec<ReportingLine>,
}

/// One stretch of time under one manager.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReportingLine {
    /// The manager.
    pub manager: PersonRef,
    /// From when.
    pub valid_from: DateTime<Utc>,
    /// Until when; absent if still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<DateTime<Utc>>,
}

impl From<PersonSessionPath> for SessionPath {
    fn from(path: PersonSessionPath) -> Self {
        Self { id: path.session_id }
    }
}
