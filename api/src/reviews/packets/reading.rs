//! What of a packet is for whom: [`shared::reviews::rules::reading`] decides, question by question.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};
use shared::{
    access::Role,
    reviews::{
        PacketAnswer, PacketQuestion, PacketSection, PacketState, ReviewForm, ReviewQuestion, ReviewReader,
        ReviewRelation,
        rules::{
            reading::{Asker, Hiding, Moment, Shown, Stands, is_hidden, shown},
            score,
        },
    },
    wire::ReviewPacketId,
};
use uuid::Uuid;

use super::{queries::Submitted, queries::Terms, rows::PacketRow};
use crate::db::{Actor, Resource};

/// A reader before a packet.
pub(super) struct Reading<'a> {
    pub packet: ReviewPacketId,
    pub form: &'a ReviewForm,
    pub submitted: &'a [Submitted],
    pub names: &'a HashMap<Uuid, String>,
    asker: Asker,
    is_admin: bool,
    moment: Moment,
    hiding: Hiding,
    sides: &'static [ReviewRelation],
}

impl<'a> Reading<'a> {
    pub(super) fn of(
        actor: &Actor,
        (packet, terms, owes): (&PacketRow, &Terms, bool),
        form: &'a ReviewForm,
        submitted: &'a [Submitted],
        names: &'a HashMap<Uuid, String>,
    ) -> Self {
        let stands = Stands::of(packet.relation());
        Self {
            packet: packet.id,
            form,
            submitted,
            names,
            asker: Asker { stands, owes: owes && stands != Stands::Subject },
            is_admin: actor.role == Role::Admin && stands != Stands::Subject,
            moment: Moment { stage: terms.stage, released: packet.state != PacketState::Collecting },
            hiding: hiding(terms),
            sides: ReviewRelation::ALL,
        }
    }

    /// Somebody who settles a rating: of what is for managers they read what the manager answered, and nothing of others.
    pub(super) fn of_manager(
        actor: &Actor,
        (packet, terms): (ReviewPacketId, &Terms),
        form: &'a ReviewForm,
        submitted: &'a [Submitted],
        names: &'a HashMap<Uuid, String>,
    ) -> Self {
        Self {
            packet,
            form,
            submitted,
            names,
            asker: Asker { stands: Stands::Above, owes: false },
            is_admin: actor.role == Role::Admin,
            moment: Moment { stage: terms.stage, released: false },
            hiding: hiding(terms),
            sides: &[ReviewRelation::Manager],
        }
    }

    /// The person, once it is released.
    pub(super) fn of_subject(
        packet: &PacketRow,
        terms: &Terms,
        form: &'a ReviewForm,
        submitted: &'a [Submitted],
        names: &'a HashMap<Uuid, String>,
    ) -> Self {
        Self {
            packet: packet.id,
            form,
            submitted,
            names,
            asker: Asker { stands: Stands::Subject, owes: false },
            is_admin: false,
            moment: Moment { stage: terms.stage, released: packet.state != PacketState::Collecting },
            hiding: hiding(terms),
            sides: ReviewRelation::ALL,
        }
    }

    /// Who asks, and where it stands.
    pub(super) const fn question_of_rating(&self) -> (Asker, Moment) {
        (self.asker, self.moment)
    }

    /// What was asked and answered, section by section; what there is nothing of for the reader is left out.
    pub(super) fn sections(&self) -> Vec<PacketSection> {
        let section = |section: &shared::reviews::ReviewSection| PacketSection {
            title: section.title.clone(),
            questions: section.questions.iter().filter_map(|question| self.question(question)).collect(),
        };
        self.form.sections.iter().map(section).filter(|section| !section.questions.is_empty()).collect()
    }

    fn question(&self, question: &ReviewQuestion) -> Option<PacketQuestion> {
        let mut shown = PacketQuestion { question: question.clone(), answers: Vec::new(), too_few: Vec::new() };
        for side in question.answered_by.iter().filter(|side| self.sides.contains(side)) {
            let given = self.given(*side, question);
            match self.shown(*side, question.read_by, self.counting(*side, &given)) {
                Shown::Named => shown.answers.extend(given.iter().map(|it| self.answer(question, it, true))),
                Shown::Unnamed => {
                    let mut mixed: Vec<_> = given.iter().map(|it| self.answer(question, it, false)).collect();
                    mixed.sort_by_cached_key(|answer| self.lot(question, answer));
                    shown.answers.extend(mixed);
                }
                Shown::TooFew => shown.too_few.push(*side),
                Shown::Nothing => {}
            }
        }
        (!shown.answers.is_empty() || !shown.too_few.is_empty()).then_some(shown)
    }

    /// Who of a side has answered a question.
    fn given(&self, side: ReviewRelation, question: &ReviewQuestion) -> Vec<&'a Submitted> {
        let answered = |it: &&Submitted| it.answers.get(&question.key).is_some_and(|answer| !answer.is_empty());
        self.submitted.iter().filter(|it| it.side == side).filter(answered).collect()
    }

    /// How many of them count for the minimum. Whoever is invited from outside may be anybody at all, and nobody makes up
    /// the minimum by inviting: the rest would be whom it should hide. What the reader wrote they know: it hides nobody.
    fn counting(&self, side: ReviewRelation, given: &[&Submitted]) -> usize {
        if !is_hidden(side, self.hiding.naming) {
            return given.len();
        }
        given.iter().filter(|it| !it.external && !it.mine).count()
    }

    fn shown(&self, side: ReviewRelation, reader: ReviewReader, answers: usize) -> Shown {
        shown(self.asker, self.moment, self.hiding, side, reader, self.is_admin, answers)
    }

    fn answer(&self, question: &ReviewQuestion, it: &Submitted, named: bool) -> PacketAnswer {
        let mut answer = it.answers.get(&question.key).cloned().unwrap_or_default();
        // What is said of a goal that the reader doesn't see stays with those who do.
        answer.items.retain(|item| self.names.contains_key(&item.id));
        PacketAnswer {
            relation: it.side,
            author: named.then(|| it.author.clone()),
            capacity: it.capacity.filter(|_| named),
            external: it.external && named,
            names: answer.items.iter().filter_map(|item| self.names.get(&item.id).cloned()).collect(),
            progress: Vec::new(),
            answer,
        }
    }

    /// Where an answer without a name stands: by what it says, mixed anew for each question of each packet, so that
    /// neither who wrote first nor who wrote the answer beside it shows.
    fn lot(&self, question: &ReviewQuestion, answer: &PacketAnswer) -> Vec<u8> {
        let said = serde_json::to_vec(&answer.answer).unwrap_or_default();
        let mixed = Sha256::new().chain_update(self.packet.0).chain_update(&question.key).chain_update(said);
        mixed.finalize().to_vec()
    }

    /// The overall score, if everything it counts is the reader's: what it is made of and isn't shown could be worked out.
    /// What has no names and isn't shown yet holds it back whether it is there or not: that it is would show.
    pub(super) fn score(&self, levels: usize) -> Option<f64> {
        let counting = |side: &ReviewRelation| {
            self.form.weights.iter().any(|weight| weight.relation == *side && weight.weight > 0)
        };
        let mut hidden: HashSet<ReviewRelation> = HashSet::new();
        for question in self.form.questions().filter(|question| question.weight > 0) {
            for side in question.answered_by.iter().filter(|side| counting(side)) {
                let given = self.counting(*side, &self.given(*side, question));
                match self.shown(*side, question.read_by, given) {
                    Shown::Nothing if given > 0 || is_hidden(*side, self.hiding.naming) => return None,
                    Shown::TooFew => {
                        hidden.insert(*side);
                    }
                    _ => {}
                }
            }
        }
        let of_side = |side: &ReviewRelation| {
            let answers: Vec<_> = self.submitted.iter().filter(|it| it.side == *side).map(|it| &it.answers).collect();
            Some((*side, score::of_side(self.form, &answers, levels)?))
        };
        let sides = ReviewRelation::ALL.iter().filter(|side| !hidden.contains(side) && counting(side));
        score::overall(self.form, &sides.filter_map(of_side).collect::<Vec<_>>())
    }
}

/// How a cycle hides who wrote.
pub(super) fn hiding(terms: &Terms) -> Hiding {
    Hiding { naming: terms.naming, minimum: usize::try_from(terms.minimum).unwrap_or(usize::MAX) }
}
