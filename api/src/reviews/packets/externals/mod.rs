//! Who writes from outside the organisation: invited to one review by a mail, whose link is all they need ([`door`]).

pub(in crate::reviews) mod door;
mod queries;
mod secret;

use secrecy::ExposeSecret;
use serde_json::json;
use shared::{
    access::{Relation, Role},
    problem::{Code, Problem},
    reviews::{
        InviteExternalReviewer, MOST_EXTERNALS, ReviewExternal, ReviewForm, ReviewNaming, ReviewStage, ReviewState,
        RevokeExternalReviewer,
    },
};

use self::queries::Invited;
use super::{
    appointments::{self, lock_terms_of, refuse_unless_may},
    current,
    queries::Terms,
    rows::PacketRow,
};
use crate::{
    audit::Event,
    config::Origin,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure},
    notifications, organisations,
    reviews::cycles::queries::form,
    sheets::printed_day,
    worker::mail::{ExternalReviewInvitation, Letter, outbox},
};

pub(in crate::reviews) fn invite(
    ask: &Ask<InviteExternalReviewer>,
    tx: &mut TenantTx<'_>,
) -> Answered<InviteExternalReviewer> {
    let terms = lock_terms_of(tx, ask.params.id)?;
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    let terms = terms.ok_or(Code::NotFound)?;
    refuse_unless_may(tx.actor.role, &packet, &terms)?;
    let (_, form) = form(tx, terms.template_id, terms.form_number)?;
    refuse_unless_written(&terms, &form)?;
    let address = secret::of_address(packet.id, &ask.body.email);
    refuse_unless_free(tx, &packet, &ask.body.email, &address)?;
    let (secret, hash) = secret::generate()?;
    let id = queries::insert(tx, packet.id, &ask.body, (&hash[..], &address[..]))?;
    appointments::touch(tx, &packet)?;
    send(tx, &packet, &terms, (&ask.body.name, &ask.body.email), secret.expose_secret(), &ask.origin)?;
    tx.note(Event::new("review_packets.external_invited", packet.id).after(&json!({ "external_id": id })))?;
    current(tx, packet.id)
}

pub(in crate::reviews) fn revoke(
    ask: &Ask<RevokeExternalReviewer>,
    tx: &mut TenantTx<'_>,
) -> Answered<RevokeExternalReviewer> {
    let terms = lock_terms_of(tx, ask.params.id)?;
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    let terms = terms.ok_or(Code::NotFound)?;
    refuse_unless_may(tx.actor.role, &packet, &terms)?;
    let invited = queries::of_packet(tx, packet.id)?.into_iter().find(|it| it.id == ask.params.external_id);
    let invited = invited.ok_or(Code::NotFound)?;
    refuse_unless_removable(tx.actor.role, &packet, &terms, &invited)?;
    queries::end(tx, invited.id, ReviewState::Void)?;
    appointments::touch(tx, &packet)?;
    tx.note(Event::new("review_packets.external_revoked", packet.id).before(&json!({ "external_id": invited.id })))?;
    current(tx, packet.id)
}

/// Whether somebody may invite others now: as they may name reviewers, while there is something to write.
pub(super) fn may(role: Role, packet: &PacketRow, terms: &Terms, form: &ReviewForm) -> bool {
    appointments::may(role, packet, terms)
        && terms.stage == ReviewStage::Writing
        && !form.for_external().sections.is_empty()
}

fn refuse_unless_written(terms: &Terms, form: &ReviewForm) -> Result<(), Failure> {
    if terms.stage != ReviewStage::Writing {
        let why = "the link works while reviews are written: invite them then";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    if form.for_external().sections.is_empty() {
        let why = "this cycle asks peers nothing that somebody from outside could answer";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    Ok(())
}

/// One link for an address from outside, and not more mails than a cycle needs, whoever has them sent. Who has declined is
/// not asked again, or it would be told by being let ask.
fn refuse_unless_free(tx: &mut TenantTx<'_>, packet: &PacketRow, email: &str, address: &[u8]) -> Result<(), Failure> {
    let invited = queries::of_packet(tx, packet.id)?;
    if invited.len() >= MOST_EXTERNALS {
        let why = format!("{MOST_EXTERNALS} have been invited to write about this person, as many as there can be");
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    if invited.iter().any(|it| it.email_hash.as_deref() == Some(address)) {
        return Err(Failure::field("email", "writes_already"));
    }
    // They would count twice, and be shown as from outside.
    if queries::works_here(tx, email)? { Err(Failure::field("email", "works_here")) } else { Ok(()) }
}

fn send(
    tx: &mut TenantTx<'_>,
    packet: &PacketRow,
    terms: &Terms,
    (name, email): (&str, &str),
    secret: &str,
    origin: &Origin,
) -> Result<(), Failure> {
    let (inviter, _) = notifications::addressee(tx)?;
    let (organisation, until) = (organisations::name(tx)?, printed_day(terms.write_by));
    let letter = ExternalReviewInvitation {
        name,
        inviter: &inviter,
        subject: &packet.subject_name,
        organisation: &organisation,
        until: &until,
        secret,
    };
    outbox::put(tx.conn(), &[letter.to(email.trim(), origin)?])
}

/// Where a review from outside stands, if that is for the actor: where answers have no names it is for Admins alone, as
/// whether a peer has written is, and not about themselves.
fn state_for(role: Role, packet: &PacketRow, terms: &Terms, invited: &Invited) -> Option<ReviewState> {
    let told = terms.naming == ReviewNaming::Named || (role == Role::Admin && packet.relation() != Relation::Own);
    told.then_some(invited.state)
}

fn refuse_unless_removable(role: Role, packet: &PacketRow, terms: &Terms, invited: &Invited) -> Result<(), Failure> {
    match state_for(role, packet, terms, invited) {
        None => {
            let why = "who writes without a name is taken back by Admins";
            Err(Problem::new(Code::Forbidden).because(why).into())
        }
        Some(ReviewState::Assigned | ReviewState::InProgress) => Ok(()),
        Some(state) => Err(Problem::new(Code::Conflict).because(format!("it is {state}")).into()),
    }
}

/// Whoever was invited, for those who lead the person and Admins.
pub(super) fn shown(tx: &mut TenantTx<'_>, packet: &PacketRow, terms: &Terms) -> Result<Vec<ReviewExternal>, Failure> {
    if !matches!(packet.relation(), Relation::Report | Relation::Organisation) {
        return Ok(Vec::new());
    }
    let (role, may) = (tx.actor.role, appointments::may(tx.actor.role, packet, terms));
    let one = |it: Invited| {
        let state = state_for(role, packet, terms, &it);
        let open = matches!(state, Some(ReviewState::Assigned | ReviewState::InProgress));
        // It is emptied when they decline, which is not for who isn't told where their review stands.
        let email = if state.is_some() { it.email } else { String::new() };
        ReviewExternal { id: it.id, name: it.name, email, reason: it.reason, state, removable: may && open }
    };
    Ok(queries::of_packet(tx, packet.id)?.into_iter().map(one).collect())
}
