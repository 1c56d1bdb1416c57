use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    access::Relation,
    people::PersonRef,
    weekly_check_ins::{Intention, WeeklyAnswer, WeeklyCheckIn},
    wire::{PersonId, WeeklyCheckInId},
};

use crate::db::{
    Resource, TenantTx,
    schema::{visible_weekly_check_ins, weekly_check_ins},
};

/// A person's week as the actor sees it.
#[derive(Debug, Clone, Queryable, QueryableByName, Selectable)]
#[diesel(table_name = visible_weekly_check_ins)]
pub(super) struct WeeklyRow {
    pub id: WeeklyCheckInId,
    pub person_id: PersonId,
    pub week: NaiveDate,
    pub away: bool,
    pub did: Vec<String>,
    pub will_do: Vec<String>,
    pub will_do_carried: Vec<i32>,
    pub stuck: Vec<String>,
    pub mood: Option<i16>,
    pub question: String,
    pub reply: String,
    pub read_at: Option<DateTime<Utc>>,
    pub answer: Option<String>,
    pub answered_at: Option<DateTime<Utc>>,
    pub answered_by: Option<PersonId>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    pub person_name: String,
    pub answerer_name: Option<String>,
    pub relation: String,
}

impl Resource for WeeklyRow {
    type Id = WeeklyCheckInId;

    fn find(tx: &mut TenantTx<'_>, id: WeeklyCheckInId) -> QueryResult<Option<Self>> {
        use visible_weekly_check_ins::dsl;
        dsl::visible_weekly_check_ins.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: WeeklyCheckInId) -> QueryResult<Option<i64>> {
        use weekly_check_ins::dsl;
        dsl::weekly_check_ins
            .find((tx.org(), id.0))
            .select(dsl::version)
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

/// Lines and how often each has been carried, as they are kept.
pub(super) fn intentions(lines: Vec<String>, carried: Vec<i32>) -> Vec<Intention> {
    let pairs = lines.into_iter().zip(carried);
    pairs.map(|(text, carried)| Intention { text, carried: u32::try_from(carried).unwrap_or(0) }).collect()
}

impl WeeklyRow {
    /// As the caller gets it.
    pub(super) fn shown(self) -> WeeklyCheckIn {
        let relation = self.relation();
        let answer = (|| {
            let author = PersonRef { id: self.answered_by?, name: self.answerer_name? };
            Some(WeeklyAnswer { author, body: self.answer?, at: self.answered_at? })
        })();
        WeeklyCheckIn {
            id: self.id,
            person: PersonRef { id: self.person_id, name: self.person_name },
            week: self.week,
            away: self.away,
            did: self.did,
            will_do: intentions(self.will_do, self.will_do_carried),
            stuck: self.stuck,
            mentions: Vec::new(),
            mood: self.mood.and_then(|mood| u8::try_from(mood).ok()),
            question: self.question,
            reply: self.reply,
            read_at: self.read_at,
            answer,
            created_at: self.created_at,
            updated_at: self.updated_at,
            relation,
            version: self.version,
        }
    }
}
