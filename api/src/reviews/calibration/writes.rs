use diesel::{
    delete as delete_row,
    dsl::now,
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{Nullable, Uuid as SqlUuid},
    update as update_row,
};
use shared::{
    reviews::{
        CalibrationSessionChanges, CalibrationState, CalibrationVote, NewCalibrationSession,
        rules::calibration::Standing,
    },
    wire::{CalibrationChangeId, CalibrationSessionId, PersonId, ReviewPacketId},
};
use uuid::Uuid;

use super::rows::{CardRow, SessionRow};
use crate::db::{
    Changeable, TenantTx,
    schema::{
        calibration_agreements, calibration_cards, calibration_changes, calibration_conflicts,
        calibration_members as named, calibration_sessions, calibration_sessions::dsl, calibration_votes,
        review_packets,
    },
};

/// A session that is being prepared, with its members.
pub(super) fn insert(tx: &mut TenantTx<'_>, new: &NewCalibrationSession) -> QueryResult<CalibrationSessionId> {
    let id = CalibrationSessionId(Uuid::now_v7());
    insert_into(dsl::calibration_sessions)
        .values((
            (dsl::org_id.eq(tx.org()), dsl::id.eq(id), dsl::cycle_id.eq(new.cycle_id), dsl::name.eq(new.name.trim())),
            (dsl::takes_votes.eq(new.takes_votes), dsl::guide.eq(stored(&new.guide))),
            (dsl::team_id.eq(new.team_id), dsl::manager_id.eq(new.manager_id)),
            dsl::created_by.eq(tx.actor.person),
        ))
        .execute(tx.conn())?;
    name(tx, id, &new.members)?;
    Ok(id)
}

/// Makes a card of each packet that fits and has none; gives how many.
pub(super) fn deal(
    tx: &mut TenantTx<'_>,
    session: CalibrationSessionId,
    new: &NewCalibrationSession,
) -> QueryResult<usize> {
    let fits = "
        INSERT INTO calibration_cards (org_id, id, session_id, packet_id)
        SELECT k.org_id, gen_random_uuid(), $1, k.id
        FROM review_packets k JOIN people p ON p.org_id = k.org_id AND p.id = k.subject_id
        WHERE k.org_id = current_org() AND k.cycle_id = $2
          AND ($3 IS NULL OR EXISTS (
                SELECT FROM team_closure t
                WHERE t.org_id = k.org_id AND t.above_id = $3 AND t.team_id = p.team_id))
          AND ($4 IS NULL OR EXISTS (
                SELECT FROM reporting_closure up
                WHERE up.org_id = k.org_id AND up.manager_id = $4 AND up.report_id = k.subject_id))
        ON CONFLICT (org_id, packet_id) DO NOTHING";
    sql_query(fits)
        .bind::<SqlUuid, _>(session)
        .bind::<SqlUuid, _>(new.cycle_id)
        .bind::<Nullable<SqlUuid>, _>(new.team_id)
        .bind::<Nullable<SqlUuid>, _>(new.manager_id)
        .execute(tx.conn())
}

#[derive(AsChangeset)]
#[diesel(table_name = calibration_sessions)]
struct Changes<'a> {
    name: Option<&'a str>,
    takes_votes: Option<bool>,
    guide: Option<Vec<i16>>,
}

pub(super) fn update(
    tx: &mut TenantTx<'_>,
    session: &Changeable<SessionRow>,
    asked: &CalibrationSessionChanges,
) -> QueryResult<()> {
    let changes = Changes {
        name: asked.name.as_deref().map(str::trim),
        takes_votes: asked.takes_votes,
        guide: asked.guide.as_deref().map(stored),
    };
    update_row(dsl::calibration_sessions.find((tx.org(), session.id.0)))
        .set((changes, dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())?;
    if let Some(members) = &asked.members {
        let before = named::org_id.eq(tx.org()).and(named::session_id.eq(session.id.0));
        delete_row(named::table.filter(before)).execute(tx.conn())?;
        name(tx, session.id, members)?;
    }
    Ok(())
}

fn stored(guide: &[u8]) -> Vec<i16> {
    guide.iter().copied().map(i16::from).collect()
}

fn name(tx: &mut TenantTx<'_>, session: CalibrationSessionId, people: &[PersonId]) -> QueryResult<usize> {
    let org = tx.org();
    let row = |person: &PersonId| (named::org_id.eq(org), named::session_id.eq(session), named::person_id.eq(*person));
    insert_into(named::table)
        .values(people.iter().map(row).collect::<Vec<_>>())
        .on_conflict_do_nothing()
        .execute(tx.conn())
}

/// With its cards, members and votes.
pub(super) fn delete(tx: &mut TenantTx<'_>, session: &Changeable<SessionRow>) -> QueryResult<usize> {
    delete_row(dsl::calibration_sessions.find((tx.org(), session.id.0))).execute(tx.conn())
}

/// To another state; `reason` is why it was taken back.
pub(super) fn set_state(
    tx: &mut TenantTx<'_>,
    session: &Changeable<SessionRow>,
    state: CalibrationState,
    reason: Option<&str>,
) -> QueryResult<usize> {
    update_row(dsl::calibration_sessions.find((tx.org(), session.id.0)))
        .set((dsl::state.eq(state), dsl::reason.eq(reason), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
}

/// Forgets what was voted: those who vote anew have seen the old votes.
pub(super) fn clear_votes(tx: &mut TenantTx<'_>, session: &Changeable<SessionRow>) -> QueryResult<usize> {
    let cards = calibration_cards::table
        .filter(calibration_cards::org_id.eq(tx.org()).and(calibration_cards::session_id.eq(session.id)))
        .select(calibration_cards::id);
    let votes = calibration_votes::org_id.eq(tx.org()).and(calibration_votes::card_id.eq_any(cards));
    delete_row(calibration_votes::table.filter(votes)).execute(tx.conn())
}

/// The actor's vote, in place of one they may have given before.
pub(super) fn vote(tx: &mut TenantTx<'_>, card: &Changeable<CardRow>, vote: CalibrationVote) -> QueryResult<usize> {
    insert_into(calibration_votes::table)
        .values((
            calibration_votes::org_id.eq(tx.org()),
            calibration_votes::card_id.eq(card.id),
            calibration_votes::person_id.eq(tx.actor.person),
            calibration_votes::vote.eq(vote),
        ))
        .on_conflict((calibration_votes::org_id, calibration_votes::card_id, calibration_votes::person_id))
        .do_update()
        .set((calibration_votes::vote.eq(vote), calibration_votes::voted_at.eq(now)))
        .execute(tx.conn())
}

/// That the actor agrees with a change, or no more.
pub(super) fn agree(tx: &mut TenantTx<'_>, change: CalibrationChangeId, agrees: bool) -> QueryResult<usize> {
    let (org, person) = (tx.org(), tx.actor.person);
    if !agrees {
        return delete_row(calibration_agreements::table.find((org, change.0, person.0))).execute(tx.conn());
    }
    insert_into(calibration_agreements::table)
        .values((
            calibration_agreements::org_id.eq(org),
            calibration_agreements::change_id.eq(change),
            calibration_agreements::person_id.eq(person),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())
}

/// Has somebody keep out of a card: 0 if they do already. What they said to it goes.
pub(super) fn keep_out(tx: &mut TenantTx<'_>, card: &Changeable<CardRow>, person: PersonId) -> QueryResult<usize> {
    let flagged = insert_into(calibration_conflicts::table)
        .values((
            calibration_conflicts::org_id.eq(tx.org()),
            calibration_conflicts::card_id.eq(card.id),
            calibration_conflicts::person_id.eq(person),
            calibration_conflicts::flagged_by.eq(tx.actor.person),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())?;
    delete_row(calibration_votes::table.find((tx.org(), card.id.0, person.0))).execute(tx.conn())?;
    let agreed = "
        DELETE FROM calibration_agreements g USING calibration_changes h
        WHERE g.org_id = current_org() AND h.org_id = g.org_id AND h.id = g.change_id
          AND h.packet_id = $1 AND g.person_id = $2";
    sql_query(agreed).bind::<SqlUuid, _>(card.packet_id).bind::<SqlUuid, _>(person).execute(tx.conn())?;
    Ok(flagged)
}

/// Lets somebody in again: 0 if they don't keep out of it.
pub(super) fn let_in(tx: &mut TenantTx<'_>, card: &Changeable<CardRow>, person: PersonId) -> QueryResult<usize> {
    delete_row(calibration_conflicts::table.find((tx.org(), card.id.0, person.0))).execute(tx.conn())
}

/// Says that a card isn't what it was.
pub(super) fn touch(tx: &mut TenantTx<'_>, card: &Changeable<CardRow>) -> QueryResult<usize> {
    update_row(calibration_cards::table.find((tx.org(), card.id.0)))
        .set(calibration_cards::version.eq(calibration_cards::version + 1))
        .execute(tx.conn())
}

/// Another rating with its line in the ledger. The caller holds the proof of the card or the packet, and the cycle.
pub(in crate::reviews) fn rate(
    tx: &mut TenantTx<'_>,
    packet: ReviewPacketId,
    session: Option<CalibrationSessionId>,
    (before, after): (Standing, Standing),
    reason: &str,
) -> QueryResult<()> {
    let step = |step: Option<u8>| step.map(i16::from);
    insert_into(calibration_changes::table)
        .values((
            (calibration_changes::org_id.eq(tx.org()), calibration_changes::id.eq(Uuid::now_v7())),
            (calibration_changes::packet_id.eq(packet), calibration_changes::session_id.eq(session)),
            calibration_changes::from_rating.eq(step(before.rating)),
            calibration_changes::to_rating.eq(step(after.rating)),
            calibration_changes::from_potential.eq(step(before.potential)),
            calibration_changes::to_potential.eq(step(after.potential)),
            calibration_changes::not_rated.eq(after.not_rated),
            calibration_changes::reason.eq(reason.trim()),
            calibration_changes::author_id.eq(tx.actor.person),
        ))
        .execute(tx.conn())?;
    update_row(review_packets::table.find((tx.org(), packet.0)))
        .set((
            review_packets::final_rating.eq(step(after.rating)),
            review_packets::final_potential.eq(step(after.potential)),
            review_packets::not_rated.eq(after.not_rated),
            review_packets::version.eq(review_packets::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(())
}
