use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::prelude::*;
use shared::{
    access::Relation,
    one_on_ones::{EndReason, Meeting, OneOnOne, rules::state::MeetingState},
    people::PersonRef,
    problem::{Code, Problem},
    wire::{MeetingId, OneOnOneId, PersonId},
};

use super::times::Timing;
use crate::{
    db::{
        Resource, TenantTx,
        schema::{meetings, one_on_ones, visible_meetings, visible_one_on_ones},
    },
    http::Failure,
};

/// A one-on-one as the actor may know of it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_one_on_ones)]
pub(crate) struct OneOnOneRow {
    pub id: OneOnOneId,
    pub organiser_id: PersonId,
    pub partner_id: PersonId,
    pub rule: String,
    pub starts_on: NaiveDate,
    pub starts_at: NaiveTime,
    pub time_zone: String,
    pub minutes: i32,
    pub place: String,
    pub ended_at: Option<DateTime<Utc>>,
    pub ended_because: Option<EndReason>,
    pub version: i64,
    pub organiser_name: String,
    pub partner_name: String,
    pub next_meeting_id: Option<MeetingId>,
    pub next_at: Option<DateTime<Utc>>,
    pub last_at: Option<DateTime<Utc>>,
    pub relation: String,
}

impl Resource for OneOnOneRow {
    type Id = OneOnOneId;

    fn find(tx: &mut TenantTx<'_>, id: OneOnOneId) -> QueryResult<Option<Self>> {
        use visible_one_on_ones::dsl;
        dsl::visible_one_on_ones.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: OneOnOneId) -> QueryResult<Option<i64>> {
        use one_on_ones::dsl;
        dsl::one_on_ones.find((tx.org(), id.0)).select(dsl::version).for_no_key_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        // The view knows no other words; the weakest relation would be the safe reading of one.
        Relation::parse(&self.relation).unwrap_or(Relation::Organisation)
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl OneOnOneRow {
    /// Whether `person` is one of the two.
    pub(super) fn has(&self, person: PersonId) -> bool {
        [self.organiser_id, self.partner_id].contains(&person)
    }

    /// When it meets.
    pub(super) fn timing(&self) -> Result<Timing, Failure> {
        Timing::read(&self.rule, self.starts_on, self.starts_at, &self.time_zone)
    }

    /// Refuses to change what has ended.
    pub(super) fn refuse_ended(&self) -> Result<(), Failure> {
        if self.ended_at.is_none() { Ok(()) } else { Err(ended()) }
    }

    /// As the caller gets it.
    pub(super) fn shown(self) -> OneOnOne {
        OneOnOne {
            relation: self.relation(),
            id: self.id,
            organiser: PersonRef { id: self.organiser_id, name: self.organiser_name },
            partner: PersonRef { id: self.partner_id, name: self.partner_name },
            rule: self.rule,
            starts_on: self.starts_on,
            starts_at: self.starts_at,
            time_zone: self.time_zone,
            minutes: minutes(self.minutes),
            place: self.place,
            next_meeting_id: self.next_meeting_id,
            next_at: self.next_at,
            last_at: self.last_at,
            ended_at: self.ended_at,
            ended_because: self.ended_because,
            version: self.version,
        }
    }
}

/// A meeting as the actor may know of it; without what is said unless they are one of the two, or their guest.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_meetings)]
pub(crate) struct MeetingRow {
    pub id: MeetingId,
    pub one_on_one_id: OneOnOneId,
    pub occurs_on: NaiveDate,
    pub starts_at: DateTime<Utc>,
    pub moved: bool,
    pub state: MeetingState,
    pub version: i64,
    pub notes: String,
    pub open_items: Option<i64>,
    pub organiser_id: PersonId,
    pub partner_id: PersonId,
    pub minutes: i32,
    pub ended_at: Option<DateTime<Utc>>,
    pub place: String,
    pub organiser_name: String,
    pub partner_name: String,
    pub guest_id: Option<PersonId>,
    pub guest_name: Option<String>,
    pub relation: String,
}

impl Resource for MeetingRow {
    type Id = MeetingId;

    fn find(tx: &mut TenantTx<'_>, id: MeetingId) -> QueryResult<Option<Self>> {
        use visible_meetings::dsl;
        dsl::visible_meetings.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    /// Locks its series with it, and before it, as whoever changes the series does: what is planned hangs together.
    fn lock(tx: &mut TenantTx<'_>, id: MeetingId) -> QueryResult<Option<i64>> {
        one_on_ones::table
            .inner_join(
                meetings::table
                    .on(one_on_ones::org_id.eq(meetings::org_id).and(one_on_ones::id.eq(meetings::one_on_one_id))),
            )
            .filter(meetings::org_id.eq(tx.org()).and(meetings::id.eq(id.0)))
            .select(meetings::version)
            .for_no_key_update()
            .first(tx.conn())
            .optional()
    }

    fn relation(&self) -> Relation {
        // The view knows no other words; the weakest relation would be the safe reading of one.
        Relation::parse(&self.relation).unwrap_or(Relation::Organisation)
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl MeetingRow {
    /// Who meet.
    pub(super) fn two(&self) -> [PersonId; 2] {
        [self.organiser_id, self.partner_id]
    }

    /// Who come: the two, and their guest.
    pub(super) fn everybody(&self) -> Vec<PersonId> {
        self.two().into_iter().chain(self.guest_id).collect()
    }

    /// Refuses to write in a record, or in what was left out.
    pub(super) fn refuse_unless_writable(&self) -> Result<(), Failure> {
        if self.ended_at.is_some() {
            return Err(ended());
        }
        match self.state {
            MeetingState::Planned | MeetingState::Held => Ok(()),
            MeetingState::Skipped => Err(conflict("this meeting was skipped; have it take place first")),
            MeetingState::Closed => Err(conflict("two meetings were held since; this one is a record now")),
        }
    }

    /// As the caller gets it.
    pub(super) fn shown(self) -> Meeting {
        Meeting {
            relation: self.relation(),
            id: self.id,
            one_on_one_id: self.one_on_one_id,
            organiser: PersonRef { id: self.organiser_id, name: self.organiser_name },
            partner: PersonRef { id: self.partner_id, name: self.partner_name },
            guest: self.guest_id.zip(self.guest_name).map(|(id, name)| PersonRef { id, name }),
            occurs_on: self.occurs_on,
            starts_at: self.starts_at,
            minutes: minutes(self.minutes),
            moved: self.moved,
            state: self.state,
            place: self.place,
            open_items: self.open_items,
            has_ended: self.ended_at.is_some(),
            version: self.version,
        }
    }
}

/// The column's check keeps it within a working day.
fn minutes(stored: i32) -> u16 {
    u16::try_from(stored).unwrap_or(30)
}

fn ended() -> Failure {
    conflict("this one-on-one has ended; what was written stays as it is")
}

fn conflict(why: &str) -> Failure {
    Problem::new(Code::Conflict).because(why).into()
}
