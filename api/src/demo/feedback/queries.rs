use chrono::{DateTime, TimeDelta, Utc};
use diesel::{insert_into, prelude::*};
use shared::{
    feedback::{AskState, Audience, FeedbackKind, Purpose, ReactionKind},
    wire::{CompanyValueId, PersonId},
};
use uuid::{NoContext, Timestamp, Uuid};

use crate::db::{
    TenantTx,
    schema::{
        company_values, feedback, feedback_asks, feedback_requests, praise, praise_reactions, praise_recipients,
        praise_values, reporting_closure,
    },
};

/// Praise as it happened.
pub(super) struct Praised {
    pub author: PersonId,
    pub to: Vec<PersonId>,
    pub body: &'static str,
    pub value: CompanyValueId,
    pub reactions: Vec<(PersonId, ReactionKind)>,
    pub at: DateTime<Utc>,
}

/// Feedback as it was written.
pub(super) struct Written {
    pub kind: FeedbackKind,
    pub author: PersonId,
    pub subject: PersonId,
    pub audience: Audience,
    pub body: &'static str,
    pub purpose: Purpose,
    pub at: DateTime<Utc>,
}

/// A request, of which the first few are answered.
pub(super) struct Request {
    pub asker: PersonId,
    pub subject: PersonId,
    pub asked: Vec<PersonId>,
    pub question: &'static str,
    pub audience: Audience,
    pub purpose: Purpose,
    pub at: DateTime<Utc>,
    pub answers: usize,
}

/// An id that says when.
pub(in crate::demo) fn id_at(at: DateTime<Utc>) -> Uuid {
    Uuid::new_v7(Timestamp::from_unix(
        NoContext,
        u64::try_from(at.timestamp()).unwrap_or(0),
        at.timestamp_subsec_nanos(),
    ))
}

pub(super) fn values(tx: &mut TenantTx<'_>, values: &[(&str, &str)]) -> QueryResult<Vec<CompanyValueId>> {
    use company_values as it;
    let org = tx.org();
    let rows: Vec<_> = values
        .iter()
        .map(|(name, words)| {
            (it::org_id.eq(org), it::id.eq(Uuid::now_v7()), it::name.eq(*name), it::description.eq(*words))
        })
        .collect();
    insert_into(it::table).values(rows).returning(it::id).get_results(tx.conn())
}

pub(super) fn praise(tx: &mut TenantTx<'_>, all: &[Praised]) -> QueryResult<()> {
    let org = tx.org();
    let with_ids: Vec<_> = all.iter().map(|one| (id_at(one.at), one)).collect();
    let rows: Vec<_> = with_ids
        .iter()
        .map(|(id, one)| {
            use praise as it;
            (
                it::org_id.eq(org),
                it::id.eq(*id),
                it::author_id.eq(one.author),
                it::body.eq(one.body),
                it::created_at.eq(one.at),
            )
        })
        .collect();
    insert_into(praise::table).values(rows).execute(tx.conn())?;
    let recipients: Vec<_> = with_ids
        .iter()
        .flat_map(|(id, one)| one.to.iter().map(move |person| (id, person)))
        .map(|(id, person)| {
            use praise_recipients as it;
            (it::org_id.eq(org), it::praise_id.eq(*id), it::person_id.eq(person))
        })
        .collect();
    insert_into(praise_recipients::table).values(recipients).on_conflict_do_nothing().execute(tx.conn())?;
    let values: Vec<_> = with_ids
        .iter()
        .map(|(id, one)| {
            use praise_values as it;
            (it::org_id.eq(org), it::praise_id.eq(*id), it::value_id.eq(one.value))
        })
        .collect();
    insert_into(praise_values::table).values(values).execute(tx.conn())?;
    let reactions: Vec<_> = with_ids
        .iter()
        .flat_map(|(id, one)| one.reactions.iter().map(move |reaction| (id, reaction)))
        .map(|(id, (person, kind))| {
            use praise_reactions as it;
            (it::org_id.eq(org), it::praise_id.eq(*id), it::person_id.eq(person), it::kind.eq(*kind))
        })
        .collect();
    insert_into(praise_reactions::table).values(reactions).on_conflict_do_nothing().execute(tx.conn())?;
    Ok(())
}

/// Everybody's managers upwards, nearest first.
fn managers(tx: &mut TenantTx<'_>) -> QueryResult<Vec<(PersonId, PersonId)>> {
    use reporting_closure as it;
    it::table
        .filter(it::org_id.eq(tx.org()))
        .order((it::report_id, it::depth))
        .select((it::report_id, it::manager_id))
        .load(tx.conn())
}

pub(super) fn feedback(tx: &mut TenantTx<'_>, all: &[Written]) -> QueryResult<()> {
    use feedback as it;
    let (org, lines) = (tx.org(), managers(tx)?);
    let rows: Vec<_> = all
        .iter()
        .map(|one| {
            let above: Vec<PersonId> =
                lines.iter().filter(|(report, _)| *report == one.subject).map(|(_, manager)| *manager).collect();
            (
                (
                    it::org_id.eq(org),
                    it::id.eq(id_at(one.at)),
                    it::kind.eq(one.kind),
                    it::author_id.eq(one.author),
                    it::subject_id.eq(one.subject),
                    it::body.eq(one.body),
                    it::purpose.eq(one.purpose),
                ),
                it::to_person.eq(one.audience.person),
                it::to_manager.eq(one.audience.manager),
                it::to_chain.eq(false),
                it::to_later.eq(false),
                it::managers_then.eq(above),
                it::created_at.eq(one.at),
            )
        })
        .collect();
    insert_into(it::table).values(rows).execute(tx.conn())?;
    Ok(())
}

/// The answers that have come.
const ANSWERS: [&str; 3] = [
    "Keep asking the quiet ones first. I would change the length: half an hour is enough when the question is sent the day before.",
    "Clear and calm. It would help me to hear the decision again at the end, in one sentence.",
    "More of the short notes afterwards, please. They are how I keep up when I can't be there.",
];

pub(super) fn request(tx: &mut TenantTx<'_>, one: &Request) -> QueryResult<()> {
    use feedback_requests as it;
    let (org, id) = (tx.org(), id_at(one.at));
    insert_into(it::table)
        .values((
            (
                it::org_id.eq(org),
                it::id.eq(id),
                it::asker_id.eq(one.asker),
                it::subject_id.eq(one.subject),
                it::question.eq(one.question),
                it::purpose.eq(one.purpose),
            ),
            it::to_person.eq(one.audience.person),
            it::to_manager.eq(one.audience.manager),
            it::to_chain.eq(false),
            it::to_later.eq(false),
            it::due_on.eq((one.at + TimeDelta::days(14)).date_naive()),
            it::created_at.eq(one.at),
        ))
        .execute(tx.conn())?;
    let lines = managers(tx)?;
    let above: Vec<PersonId> =
        lines.iter().filter(|(report, _)| *report == one.subject).map(|(_, manager)| *manager).collect();
    for (index, person) in one.asked.iter().enumerate() {
        use feedback as answer;
        use feedback_asks as ask;
        let (ask_id, answered) = (id_at(one.at), index < one.answers);
        let at = one.at + TimeDelta::hours(20 + i64::try_from(index).unwrap_or(0));
        insert_into(ask::table)
            .values((
                ask::org_id.eq(org),
                ask::id.eq(ask_id),
                ask::request_id.eq(id),
                ask::person_id.eq(person),
                ask::state.eq(if answered { AskState::Answered } else { AskState::Open }),
                ask::decided_at.eq(answered.then_some(at)),
            ))
            .execute(tx.conn())?;
        if !answered {
            continue;
        }
        insert_into(answer::table)
            .values((
                (
                    answer::org_id.eq(org),
                    answer::id.eq(id_at(at)),
                    answer::kind.eq(FeedbackKind::Asked),
                    answer::author_id.eq(person),
                    answer::subject_id.eq(one.subject),
                    answer::ask_id.eq(ask_id),
                    answer::asked_by.eq(one.asker.0),
                    answer::body.eq(ANSWERS[index % ANSWERS.len()]),
                ),
                answer::purpose.eq(one.purpose),
                answer::to_person.eq(one.audience.person),
                answer::to_manager.eq(one.audience.manager),
                answer::to_chain.eq(false),
                answer::to_later.eq(false),
                answer::managers_then.eq(above.clone()),
                answer::created_at.eq(at),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}
