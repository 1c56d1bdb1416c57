//! Shares: explicit grants of one thing, with a level, a reason and an end; and who sees a thing, why, and how.

mod view_as;

pub use view_as::{
    Deed, KpiAs, KpiAsPath, KpiSeen, ObjectiveAs, ObjectiveAsPath, ObjectiveSeen, on_kpis, on_objectives,
};

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    access::{Relation, ShareLevel},
    goals::{COMMENT, ObjectivePath, ObjectiveRef, Visibility, audience::Because, rules::kinds::ObjectiveState},
    kpis::{KpiPath, KpiRef},
    operation::{Json, Made, Nothing},
    operations,
    people::{PersonPath, PersonRef, TeamRef},
    permissions,
    wire::{KpiId, Limit, ObjectiveId, Patch, PersonId, ShareId, TeamId, check, choice::choice},
};

permissions! { shares;
    /// See with whom a thing is shared and who sees it, and why.
    VIEW "view" Employee, Manager, Edit, Admin;
    /// Share a thing, change or renew a share, revoke it.
    GRANT "grant" Employee, Manager, never, Admin;
}

/// At which levels a KPI is shared, least first.
pub const KPI_LEVELS: [ShareLevel; 2] = [ShareLevel::View, ShareLevel::Edit];

operations! { "shares";
    /// With whom an objective is shared, newest first; past shares too.
    /// With its level, who granted it and when it ends. It is for the owner, those above them and Admins, and for
    /// whoever may edit the objective.
    ListObjectiveShares: Get "/api/v1/objectives/{id}/shares" { params: ObjectivePath, answer: Json<Shares>, who: may VIEW }
    /// Share an objective. Ends after 90 days unless said otherwise; only an Admin may share without an end.
    ShareObjective: Post "/api/v1/objectives/{id}/shares" { params: ObjectivePath, body: Json<NewShare>, answer: Made<Share>, who: may GRANT }
    /// With whom a KPI is shared, newest first; past shares too.
    /// With its level, who granted it and when it ends. It is for the owner, those above them and Admins, and for
    /// whoever may edit the KPI.
    ListKpiShares: Get "/api/v1/kpis/{id}/shares" { params: KpiPath, answer: Json<Shares>, who: may VIEW }
    /// Share a KPI, on the same terms as an objective, to be seen or to be changed: there is nothing about it to comment on.
    /// `comment` as a level is refused with 422, and a second share with the same with 409. Whom it is for is told,
    /// unless that is everybody, and the manager of whoever shares is told when it leaves the people below them.
    ShareKpi: Post "/api/v1/kpis/{id}/shares" { params: KpiPath, body: Json<NewShare>, answer: Made<Share>, who: may GRANT }
    /// Renew a share or change its level.
    /// `ends_at` is to come; `null`, for no end, is for Admins. Another level is told to whom it is for. 409 once it is
    /// revoked: share again.
    EditShare: Patch "/api/v1/shares/{id}" { params: SharePath, body: Json<ShareChanges>, answer: Json<Share>, who: may GRANT }
    /// Revoke a share: the next request of whom it was for finds nothing.
    /// It stays in the list of shares as a past one. 403 for who sees the thing and may not share it.
    RevokeShare: Delete "/api/v1/shares/{id}" { params: SharePath, answer: Nothing, who: may GRANT }
    /// Revoke all that an objective is shared by.
    /// The answer counts those that held and do no longer; each of them stands in the audit log. None to revoke is no
    /// mistake.
    RevokeObjectiveShares: Delete "/api/v1/objectives/{id}/shares" { params: ObjectivePath, answer: Json<Revoked>, who: may GRANT }
    /// Revoke all that a KPI is shared by.
    /// The answer counts those that held and do no longer; each of them stands in the audit log. None to revoke is no
    /// mistake.
    RevokeKpiShares: Delete "/api/v1/kpis/{id}/shares" { params: KpiPath, answer: Json<Revoked>, who: may GRANT }
    /// Revoke all that you share with somebody by name; as an Admin whatever anybody does.
    /// What they see by a team's share or everybody's stays. The answer counts those that held and do no longer; each
    /// of them stands in the audit log.
    RevokeSharesWith: Delete "/api/v1/people/{id}/shares" { params: PersonPath, answer: Json<Revoked>, who: session }
    /// What is shared with you, by name, by your teams or with everybody, and holds now.
    /// Objectives and KPIs, not in pages. What you granted yourself is left out, and so is what was revoked or has
    /// ended.
    ListSharedWithMe: Get "/api/v1/shares/with-me" { answer: Json<Shares>, who: session }
    /// What you shared and can still be revoked.
    /// Objectives and KPIs, not in pages, each with whom it is shared, at which level and until when.
    ListSharedByMe: Get "/api/v1/shares/by-me" { answer: Json<Shares>, who: session }
    /// Who sees an objective, and why: everybody for whom the rule says so. With other parameters than `objective` it answers for what is not saved yet.
    ReadAudience: Get "/api/v1/objectives/audience" { query: AudienceQuery, answer: Json<Audience>, who: session }
    /// Whom a comment on an objective may name: who sees it and is found by you, by a part of their name; the first 8.
    /// `q` is the beginning of any part of the name. Whoever else is named in a comment isn't told of it.
    ListMentionable: Get "/api/v1/objectives/{id}/mentionable" { params: ObjectivePath, query: NamedLike, answer: Json<Mentionable>, who: may COMMENT }
    /// Whom what is said beside a value of a KPI may name: who sees it and is found by you, by a part of their name; the first 8.
    /// `q` is the beginning of any part of the name. Whoever doesn't see the KPI can't be named.
    ListKpiMentionable: Get "/api/v1/kpis/{id}/mentionable" { params: KpiPath, query: NamedLike, answer: Json<Mentionable>, who: may VIEW }
    /// Who sees a KPI, and why, in the same way.
    /// `kpi` asks about one that is saved; the other parameters about one that isn't yet. Each person stands there with
    /// the reason.
    ReadKpiAudience: Get "/api/v1/kpis/audience" { query: KpiAudienceQuery, answer: Json<Audience>, who: session }
    /// What somebody sees of an objective, what they may do with it, and why. Nothing in it that the caller doesn't see: of what is around the objective, what both see. It counts as opened by the caller, not by whom they ask about.
    ViewObjectiveAs: Get "/api/v1/objectives/{id}/as/{person}" { params: ObjectiveAsPath, answer: Json<ObjectiveAs>, who: may VIEW }
    /// What somebody sees of a KPI, what they may do with it, and why, in the same way.
    /// `sees` is absent if they don't see it. The answer is the caller's own page, less what the other doesn't see.
    ViewKpiAs: Get "/api/v1/kpis/{id}/as/{person}" { params: KpiAsPath, answer: Json<KpiAs>, who: may VIEW }
}

/// Days a share lasts unless said otherwise.
pub const USUAL_DAYS: i64 = 90;

choice! {
    /// To whom something is granted.
    pub enum GranteeKind {
        /// One person.
        Person = "person",
        /// The people of a team and of the teams below it.
        Team = "team",
        /// Everybody.
        Organisation = "organisation",
    }
}

/// To whom something is granted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Grantee {
    /// Which kind.
    pub kind: GranteeKind,
    /// The person, of kind person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonRef>,
    /// The team, of kind team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
}

/// An explicit grant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Share {
    /// Names it.
    pub id: ShareId,
    /// The objective that is shared, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective: Option<ObjectiveRef>,
    /// The KPI that is shared, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kpi: Option<KpiRef>,
    /// With whom.
    pub grantee: Grantee,
    /// How much.
    pub level: ShareLevel,
    /// Why.
    pub reason: String,
    /// When it ends by itself; absent if it doesn't.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<DateTime<Utc>>,
    /// Who granted it.
    pub granted_by: PersonRef,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<DateTime<Utc>>,
    /// Whether it holds now: neither revoked nor ended.
    pub holds: bool,
    /// For `If-Match`.
    pub version: i64,
}

/// Shares, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Shares {
    /// Newest first; the latest 200.
    pub items: Vec<Share>,
}

/// What was revoked at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Revoked {
    /// How many shares.
    pub count: i64,
}

/// Path of one share.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct SharePath {
    /// The share.
    pub id: ShareId,
}

/// A share to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewShare {
    /// With whom.
    #[garde(skip)]
    pub grantee: GranteeKind,
    /// The person, of kind person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub person_id: Option<PersonId>,
    /// The team, of kind team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub team_id: Option<TeamId>,
    /// How much.
    #[garde(skip)]
    pub level: ShareLevel,
    /// Why.
    #[garde(custom(check::line(1, 300)))]
    pub reason: String,
    /// When it ends; in 90 days if unsaid, never if `null` (Admins only).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<DateTime<Utc>>)]
    #[garde(skip)]
    pub ends_at: Patch<DateTime<Utc>>,
}

/// Changes to a share; what is absent stays, `null` clears.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ShareChanges {
    /// How much.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub level: Option<ShareLevel>,
    /// When it ends; never if `null` (Admins only).
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<DateTime<Utc>>)]
    #[garde(skip)]
    pub ends_at: Patch<DateTime<Utc>>,
}

/// Whose audience to work out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct AudienceQuery {
    /// The objective; without it the other parameters describe one to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objective: Option<ObjectiveId>,
    /// As if this person owned it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    /// As if it were this team's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// As if it were visible like this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    /// As if it were in this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ObjectiveState>,
    /// As if it were also shared with this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_person: Option<PersonId>,
    /// As if it were also shared with this team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_team: Option<TeamId>,
    /// As if it were also shared with everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_everybody: Option<bool>,
    /// How many people to name, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Whose name begins like this.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct NamedLike {
    /// The beginning of any part of the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
}

/// Whom a text may name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Mentionable {
    /// By name.
    pub items: Vec<PersonRef>,
}

/// Whose audience to work out, of KPIs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct KpiAudienceQuery {
    /// The KPI; without it the other parameters describe one to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kpi: Option<KpiId>,
    /// As if this person answered for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    /// As if it were this team's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// As if it were visible like this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    /// As if it were also shared with this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_person: Option<PersonId>,
    /// As if it were also shared with this team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_team: Option<TeamId>,
    /// As if it were also shared with everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_everybody: Option<bool>,
    /// How many people to name, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl KpiAudienceQuery {
    /// The same question as it is asked of any thing; every KPI is published as an active objective is.
    pub fn of_any(&self) -> AudienceQuery {
        AudienceQuery {
            objective: None,
            owner: self.owner,
            team: self.team,
            visibility: self.visibility,
            state: Some(ObjectiveState::Active),
            with_person: self.with_person,
            with_team: self.with_team,
            with_everybody: self.with_everybody,
            limit: self.limit,
            cursor: self.cursor.clone(),
        }
    }
}

/// Who sees a thing: how many for which reason, exactly, and a page of their names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Audience {
    /// How many people.
    pub count: usize,
    /// How many of them see it only by what is asked about and not saved.
    pub newly: usize,
    /// How many for which reason, strongest claim first; each person counts once.
    pub reasons: Vec<AudienceReason>,
    /// The people, strongest claim first, then by name.
    pub members: Vec<AudienceMember>,
    /// Pass it as `cursor` to read on. Absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// How many people see a thing for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AudienceReason {
    /// The reason.
    pub because: Because,
    /// How many people.
    pub count: usize,
}

/// Somebody who sees a thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AudienceMember {
    /// Who.
    pub person: PersonRef,
    /// How they stand to it.
    pub relation: Relation,
    /// Why.
    pub because: Because,
    /// Whether they see it only by what is asked about and not saved.
    pub newly: bool,
    /// Until when, of a share with an end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
}
