//! What of a packet is for whom: [`shared::reviews::rules::reading`] decides, question by question.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};
use shared::{
    access::Role,
    reviews::{
        PacketAnswer, PacketQuestion, PacketSection, PacketState, ReviewForm, ReviewNaming, ReviewQuestion,
        ReviewReader, ReviewRelation, ReviewScore, ReviewScoreQuestion, ReviewScoreSide,
        rules::{
            reading::{Asker, Hiding, Moment, Shown, Stands, is_hidden_from, shown, shown_as_of},
            score::{self, Counted},
        },
    },
    wire::ReviewPacketId,
};
use uuid::Uuid;

use super::{queries::Submitted, queries::Terms, rows::PacketRow, scores::counted};
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
    /// Only what an Admin passed on.
    passed_on: bool,
    /// How the reader stood to it on a day that has passed, and where it stood then, if it is read as of one.
    then: Option<(Asker, Moment)>,
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
            hiding: hiding_from(actor, terms),
            sides: ReviewRelation::ALL,
            passed_on: false,
            then: None,
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
            passed_on: false,
            then: None,
        }
    }

    /// Whoever leads the person now and has still to write: what those who did before wrote, as far as an Admin passed it on.
    pub(super) fn of_former(
        actor: &Actor,
        of: (ReviewPacketId, &Terms),
        form: &'a ReviewForm,
        submitted: &'a [Submitted],
        names: &'a HashMap<Uuid, String>,
    ) -> Self {
        Self { passed_on: true, ..Self::of_manager(actor, of, form, submitted, names) }
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
            passed_on: false,
            then: None,
        }
    }

    /// The same as of a day that has passed: what they would have read then and read now.
    pub(super) fn back_to(self, then: (Asker, Moment)) -> Self {
        Self { then: Some(then), ..self }
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
        let of_side = |it: &&Submitted| it.side == side && (!self.passed_on || it.passed_on);
        self.submitted.iter().filter(of_side).filter(answered).collect()
    }

    /// How many of them count for the minimum. Whoever is invited from outside may be anybody at all, and nobody makes up
    /// the minimum by inviting: the rest would be whom it should hide. What the reader wrote they know: it hides nobody.
    fn counting(&self, side: ReviewRelation, given: &[&Submitted]) -> usize {
        if !self.hides(side) {
            return given.len();
        }
        given.iter().filter(|it| !it.external && !it.mine).count()
    }

    /// Whether the reader doesn't learn who wrote on this side.
    const fn hides(&self, side: ReviewRelation) -> bool {
        is_hidden_from(self.asker.stands, side, self.hiding.naming)
    }

    fn shown(&self, side: ReviewRelation, reader: ReviewReader, answers: usize) -> Shown {
        let at = |(asker, moment)| shown(asker, moment, self.hiding, side, reader, self.is_admin, answers);
        let now = at((self.asker, self.moment));
        match self.then {
            Some((asker, moment)) => {
                let released = self.moment.released && moment.released;
                shown_as_of(now, at((asker, moment)), side, self.hiding.naming, released)
            }
            None => now,
        }
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
        let hidden = self.left_out()?;
        let counts = |side: &&ReviewRelation| self.weight(**side) > 0 && !hidden.contains(*side);
        let sides = ReviewRelation::ALL.iter().filter(counts);
        let scored = sides.filter_map(|side| Some((*side, score::of_side(self.form, &self.handed_in(*side), levels)?)));
        score::overall(self.form, &scored.collect::<Vec<_>>())
    }

    /// What the score is made of; nothing where it isn't the reader's.
    pub(super) fn made_of(&self, levels: usize) -> ReviewScore {
        let Some((score, hidden)) = self.score(levels).zip(self.left_out()) else { return ReviewScore::default() };
        let side = |side: &ReviewRelation| {
            let (answers, too_few) = (self.handed_in(*side), hidden.contains(side));
            let of_side = score::of_side(self.form, &answers, levels).filter(|_| !too_few);
            let counted = |it: &&ReviewQuestion| of_side.is_some() && it.weight > 0 && it.answered_by.contains(side);
            let question = |it: &ReviewQuestion| ReviewScoreQuestion {
                text: it.text.clone(),
                weight: it.weight,
                score: score::of_question(self.form, it, &answers, levels).filter(|_| self.sees_items(*side, it)),
            };
            ReviewScoreSide {
                relation: *side,
                weight: self.weight(*side),
                score: of_side,
                too_few,
                by_days: of_side.is_some() && self.by_days(*side),
                questions: self.form.questions().filter(counted).map(question).collect(),
            }
        };
        let sides = ReviewRelation::ALL.iter().filter(|side| self.weight(**side) > 0);
        ReviewScore { score: Some(score), sides: sides.map(side).collect() }
    }

    /// How much a side counts for the score.
    fn weight(&self, side: ReviewRelation) -> u8 {
        self.form.weights.iter().find(|weight| weight.relation == side).map_or(0, |weight| weight.weight)
    }

    /// All that a side handed in.
    fn handed_in(&self, side: ReviewRelation) -> Vec<Counted<'a>> {
        counted(self.submitted, side)
    }

    /// Whether several who led the person handed in: each counts by their days.
    fn by_days(&self, side: ReviewRelation) -> bool {
        self.submitted.iter().filter(|it| it.side == side && it.days.is_some_and(|days| days > 0)).count() > 1
    }

    /// Whether the reader sees every goal and competency that a side's answers to a question speak of.
    fn sees_items(&self, side: ReviewRelation, question: &ReviewQuestion) -> bool {
        let answers = self.handed_in(side).into_iter().filter_map(|(_, answers)| answers.get(&question.key));
        answers.flat_map(|answer| &answer.items).all(|item| self.names.contains_key(&item.id))
    }

    /// The sides that leave the score because too few have answered; `None` where something that counts isn't the reader's.
    fn left_out(&self) -> Option<HashSet<ReviewRelation>> {
        let counting = |side: &ReviewRelation| self.weight(*side) > 0;
        let mut hidden: HashSet<ReviewRelation> = HashSet::new();
        for question in self.form.questions().filter(|question| question.weight > 0) {
            for side in question.answered_by.iter().filter(|side| counting(side)) {
                let given = self.counting(*side, &self.given(*side, question));
                match self.shown(*side, question.read_by, given) {
                    Shown::Nothing if given > 0 || self.hides(*side) => return None,
                    Shown::TooFew => {
                        hidden.insert(*side);
                    }
                    _ => {}
                }
            }
        }
        Some(hidden)
    }
}

/// The same for who asks. A program that is nobody's learns no names: whoever has its token would, the person and who leads
/// them too.
fn hiding_from(actor: &Actor, terms: &Terms) -> Hiding {
    let hiding = hiding(terms);
    match hiding.naming {
        ReviewNaming::Confidential if actor.account.0.is_nil() => Hiding { naming: ReviewNaming::Unnamed, ..hiding },
        _ => hiding,
    }
}

/// How a cycle hides who wrote.
pub(super) fn hiding(terms: &Terms) -> Hiding {
    Hiding { naming: terms.naming, minimum: usize::try_from(terms.minimum).unwrap_or(usize::MAX) }
}
