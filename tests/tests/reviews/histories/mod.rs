//! Random histories: a small organisation takes steps that it may take and steps that it may not, beside a model written
//! from the state tables of `workflows.md` (2.1 to 2.5). After each step what is there, and what each reader reads, is what
//! the model says: nothing handed in is lost, nobody reads before their time, answers without names are never fewer than
//! the minimum, and what was signed never changes.

mod model;
mod subtraction;

use perftrack_tests::{
    Persona,
    db::{organisation_of, texts},
    samples::reviews::waive_gaps,
};
use serde_json::{Value, json};
use shared::{
    access::Role,
    operation::Nothing,
    people::{DeactivatePerson, EditPerson, PersonChanges, PersonPath, ReadPerson},
    reviews::{
        AcknowledgeReviewPacket, Acknowledgement, DeclineReview, ExtendReviewDuty, MoveReviewCycle, NewAcknowledgement,
        NominateReviewPeers, PacketState, ReadReviewCycle, ReadReviewPacket, RecallReview, RehearseReviewCycle,
        ReleaseReviewPacket, ReopenReview, ReviewCycle, ReviewCyclePath, ReviewDutyPath, ReviewExtension, ReviewMove,
        ReviewNaming, ReviewOfPacketPath, ReviewPacketDetail, ReviewPacketPath, ReviewPath, ReviewPeers, ReviewRefusal,
        ReviewRelation, ReviewRelease, ReviewReopening, ReviewStage, ReviewStep, SaveReview, SubmitReview,
    },
    wire::{Patch, PersonId, ReviewPacketId},
};

use self::{
    model::{Deed, Model, Who},
    subtraction::{Views, leaves_no_trace, tells_nobodys},
};
use super::{Ground, packets, sheet, words, written};

const STEPS: usize = 40;

/// Repeatable choices.
struct Lot(u64);

impl Lot {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

/// What somebody reads: of which side, whose, and what.
type Said = (&'static str, Option<String>, String);

/// Says which history it was, if it goes wrong.
struct Told {
    seed: u64,
    deeds: Vec<(Deed, bool)>,
}

impl Drop for Told {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("history {}: {:#?}", self.seed, self.deeds);
        }
    }
}

struct World {
    told: Told,
    lot: Lot,
    ground: Ground,
    next: Persona,
    cycle: ReviewCycle,
    model: Model,
    signed: Option<Value>,
    /// What each reader read after the last step.
    seen: Views,
}

impl World {
    fn new(seed: u64, naming: ReviewNaming) -> Self {
        let mut lot = Lot(seed);
        let ground = Ground::new();
        let next = ground.org.db_person(Role::Manager, None);
        let model = Model::new(naming, 3 + lot.below(2), lot.below(2) == 0);
        let cycle = ground.draft(&json!({
            "naming": naming, "minimum": model.minimum, "calibrates": model.calibrates,
        }));
        let (told, seen) = (Told { seed, deeds: Vec::new() }, Views::new());
        Self { told, lot, ground, next, cycle, model, signed: None, seen }
    }

    fn who(&self, who: Who) -> &Persona {
        match who {
            Who::Admin => self.ground.org.admin(),
            Who::First => &self.ground.manager,
            Who::Next => &self.next,
            Who::Subject => &self.ground.subject,
            Who::Report(at) => &self.ground.reports[at],
            Who::Peer(at) => &self.ground.peers[at],
        }
    }

    fn id(&self, who: Who) -> PersonId {
        self.who(who).id
    }

    /// What comes next, by lot.
    fn deed(&mut self) -> Deed {
        let authors: Vec<Who> = self.model.reviews.iter().map(|kept| kept.author).collect();
        let author = |lot: &mut Lot| authors.get(lot.below(authors.len().max(1))).copied().unwrap_or(Who::Subject);
        let lot = &mut self.lot;
        match lot.below(40) {
            0..=3 => Deed::Forward,
            4 | 5 => Deed::Back,
            6..=8 => {
                let by = [Who::Admin, Who::First, Who::Next, Who::Subject][lot.below(4)];
                let count = 3 + lot.below(3);
                let here = (0..self.ground.peers.len()).filter(|at| !self.model.gone.contains(&Who::Peer(*at)));
                Deed::NamePeers(by, here.take(count).collect())
            }
            9..=16 => Deed::Save(author(lot)),
            17..=24 => Deed::Submit(author(lot)),
            25..=27 => Deed::Recall(author(lot)),
            28 => Deed::Decline(author(lot)),
            29 => Deed::Extend(author(lot)),
            30 | 31 => Deed::LedBy(if self.model.leads == Who::First { Who::Next } else { Who::First }),
            32 => {
                let whom = lot.below(9);
                Deed::Leave(if whom < 4 { Who::Report(whom) } else { Who::Peer(whom - 4) })
            }
            33..=36 => Deed::Release([Who::Admin, Who::First, Who::Next, Who::Subject][lot.below(4)]),
            37 if lot.below(2) == 0 => Deed::Disagree,
            38 if lot.below(3) == 0 => Deed::Cancel,
            39 => Deed::Rewrite(author(lot)),
            _ => Deed::Acknowledge,
        }
    }

    /// What the model says that somebody reads.
    fn reads(&self, reader: Who) -> Option<Vec<Said>> {
        let named = |author: Who| self.who(author).name.clone();
        let said = self.model.reads(reader)?.into_iter().map(|(side, by, text)| (side.as_str(), by.map(named), text));
        Some(in_order(said))
    }

    fn packet_id(&self) -> Option<ReviewPacketId> {
        packets(self.ground.org.admin(), self.cycle.id).first().map(|packet| packet.id)
    }

    fn packet_path(&self) -> ReviewPacketPath {
        ReviewPacketPath { id: self.packet_id().expect("it is launched") }
    }

    fn review_path(&self, author: Who) -> ReviewPath {
        ReviewPath { id: written(self.who(author)).first().expect("theirs").id }
    }

    fn step(&self, step: ReviewStep) -> bool {
        let (admin, path) = (self.who(Who::Admin), || ReviewCyclePath { id: self.cycle.id });
        if step == ReviewStep::Forward {
            waive_gaps(admin, &format!("/api/v1/review-cycles/{}", self.cycle.id));
        }
        let rehearsal = admin.call::<RehearseReviewCycle>(path(), Nothing {}, ()).expect("a rehearsal");
        let gaps = if step == ReviewStep::Forward { rehearsal.gaps } else { 0 };
        let step = ReviewMove { step, gaps, reason: Some("By lot".to_owned()) };
        admin.call::<MoveReviewCycle>(path(), Nothing {}, step).is_ok()
    }

    /// Does it; whether it could be done.
    fn does(&self, deed: &Deed, text: &str) -> bool {
        let admin = self.who(Who::Admin);
        match deed {
            Deed::Forward => self.step(ReviewStep::Forward),
            Deed::Back => self.step(ReviewStep::Back),
            Deed::Cancel => self.step(ReviewStep::Cancel),
            Deed::NamePeers(by, peers) => {
                let peers = ReviewPeers { peers: peers.iter().map(|at| self.id(Who::Peer(*at))).collect() };
                self.who(*by).call::<NominateReviewPeers>(self.packet_path(), Nothing {}, peers).is_ok()
            }
            Deed::Save(who) => {
                let side = self.model.kept(*who).expect("theirs").side;
                let sheet = serde_json::from_value(sheet(side, text)).expect("a sheet");
                self.who(*who).call::<SaveReview>(self.review_path(*who), Nothing {}, sheet).is_ok()
            }
            Deed::Rewrite(who) => {
                let (id, review_id) = (self.packet_path().id, self.review_path(*who).id);
                let reopening = ReviewReopening { reason: "By lot".to_owned() };
                let path = ReviewOfPacketPath { id, review_id };
                admin.call::<ReopenReview>(path, Nothing {}, reopening).is_ok()
                    && self.does(&Deed::Save(*who), text)
                    && self.does(&Deed::Submit(*who), text)
            }
            Deed::Submit(who) => self.who(*who).call::<SubmitReview>(self.review_path(*who), Nothing {}, ()).is_ok(),
            Deed::Recall(who) => self.who(*who).call::<RecallReview>(self.review_path(*who), Nothing {}, ()).is_ok(),
            Deed::Decline(who) => {
                let refusal = ReviewRefusal { reason: "By lot".to_owned() };
                self.who(*who).call::<DeclineReview>(self.review_path(*who), Nothing {}, refusal).is_ok()
            }
            Deed::Extend(who) => {
                let path = ReviewDutyPath { id: self.cycle.id, person_id: self.id(*who) };
                let more = ReviewExtension { due_on: "2199-07-31".parse().expect("a day") };
                admin.call::<ExtendReviewDuty>(path, Nothing {}, more).is_ok()
            }
            Deed::LedBy(who) => {
                let path = || PersonPath { id: self.ground.subject.id };
                let version = admin.call::<ReadPerson>(path(), Nothing {}, ()).expect("the subject").version;
                let changes = PersonChanges { manager_id: Patch::Set(self.id(*who)), ..PersonChanges::default() };
                admin.change::<EditPerson>(path(), version, changes).is_ok()
            }
            Deed::Leave(who) => {
                admin.call::<DeactivatePerson>(PersonPath { id: self.id(*who) }, Nothing {}, None).is_ok()
            }
            Deed::Release(by) => {
                let summary = ReviewRelease { summary: "A good half-year".to_owned() };
                self.who(*by).call::<ReleaseReviewPacket>(self.packet_path(), Nothing {}, summary).is_ok()
            }
            Deed::Acknowledge | Deed::Disagree => {
                let agrees = *deed == Deed::Acknowledge;
                let answer = if agrees { Acknowledgement::Agree } else { Acknowledgement::Disagree };
                let said = NewAcknowledgement { answer, comment: "By lot".to_owned() };
                let subject = self.who(Who::Subject);
                subject.call::<AcknowledgeReviewPacket>(self.packet_path(), Nothing {}, said).is_ok()
            }
        }
    }

    /// Takes a step in both, and compares them.
    fn take(&mut self, deed: Deed) {
        if !self.model.can_be_tried(&deed) {
            return;
        }
        let (may, text) = (self.model.may(&deed), format!("Words {}", self.told.deeds.len()));
        self.told.deeds.push((deed.clone(), may));
        assert_eq!(self.does(&deed, &text), may, "{deed:?} while {}", self.model.stage);
        if may {
            self.model.happen(&deed, text);
        }
        let seen = self.compare();
        tells_nobodys(&self.model, &self.seen, &seen);
        leaves_no_trace(&self.model, &deed, &self.seen, &seen);
        self.seen = seen;
    }

    fn compare(&mut self) -> Views {
        let path = ReviewCyclePath { id: self.cycle.id };
        let stage = self.who(Who::Admin).call::<ReadReviewCycle>(path, Nothing {}, ()).expect("the cycle").cycle.stage;
        assert_eq!(stage, self.model.stage);
        let mut seen = Views::new();
        let Some(id) = self.packet_id() else {
            assert_eq!(stage, ReviewStage::Draft);
            return seen;
        };
        for reader in [Who::Admin, Who::First, Who::Next, Who::Subject] {
            let read = self.who(reader).call::<ReadReviewPacket>(ReviewPacketPath { id }, Nothing {}, ()).ok();
            assert_eq!(read.as_ref().map(sorted), self.reads(reader), "{reader:?} while {}", self.model.stage);
            let Some(read) = read else { continue };
            assert_eq!(read.packet.state, self.model.packet);
            assert_eq!((read.packet.reviews, read.packet.submitted), self.model.counted(reader), "{reader:?}");
            self.never_too_few(reader, &read);
            if reader == Who::Subject {
                self.signed_stays(&read);
            }
            seen.push((reader, read));
        }
        for author in [Who::First, Who::Next, Who::Subject] {
            self.compare_review(author);
        }
        seen
    }

    fn compare_review(&self, author: Who) {
        let found = written(self.who(author)).first().map(|it| (it.relation, it.state));
        assert_eq!(found, self.model.kept(author).map(|kept| (kept.side, kept.state)), "{author:?}");
    }

    /// Question by question, and side by side.
    fn never_too_few(&self, reader: Who, read: &ReviewPacketDetail) {
        for question in read.sections.iter().flat_map(|section| &section.questions) {
            for side in ReviewRelation::ALL.iter().filter(|side| self.model.is_hidden_from(reader, **side)) {
                let answers: Vec<_> = question.answers.iter().filter(|it| it.relation == *side).collect();
                assert!(answers.is_empty() || answers.len() >= self.model.minimum, "{side}: {}", answers.len());
                assert!(answers.iter().all(|it| it.author.is_none()));
            }
        }
    }

    fn signed_stays(&mut self, read: &ReviewPacketDetail) {
        if self.model.packet != PacketState::Acknowledged {
            return;
        }
        let now = json!({
            "sections": read.sections, "summary": read.summary, "score": read.score, "rating": read.rating,
            "acknowledgement": read.acknowledgement, "comment": read.comment,
        });
        let signed = self.signed.get_or_insert_with(|| now.clone());
        assert_eq!(*signed, now, "what was signed has changed");
    }

    /// To the end, whatever lies before it; and nothing moves afterwards.
    fn finish(&mut self) {
        while self.model.stage < ReviewStage::Sharing {
            self.take(Deed::Forward);
        }
        self.take(Deed::Release(self.model.leads));
        self.take(Deed::Acknowledge);
        self.take(Deed::Release(self.model.leads));
        self.take(Deed::Forward);
        for deed in
            [Deed::Forward, Deed::Back, Deed::Acknowledge, Deed::Save(Who::Subject), Deed::Recall(self.model.leads)]
        {
            self.take(deed);
        }
        for author in
            self.model.reviews.iter().map(|kept| kept.author).filter(|author| !self.model.gone.contains(author))
        {
            self.compare_review(author);
        }
        self.nothing_is_lost();
    }

    fn nothing_is_lost(&self) {
        let mut conn = self.ground.org.server.database.admin();
        let org = organisation_of(&mut conn, self.id(Who::Admin));
        let handed_in = format!(
            "SELECT answers->'words'->>'text' AS text FROM review_submissions WHERE org_id = '{org}' ORDER BY number"
        );
        let mut found = texts(&mut conn, &handed_in);
        let mut wanted: Vec<_> = self.model.reviews.iter().flat_map(|kept| kept.handed_in.clone()).collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "what was handed in is kept, every version of it");
    }
}

/// What a packet says in words.
fn sorted(read: &ReviewPacketDetail) -> Vec<Said> {
    in_order(words(read).into_iter().map(|(side, by, text)| (side.as_str(), by, text)))
}

/// In an order that means nothing.
fn in_order(said: impl Iterator<Item = Said>) -> Vec<Said> {
    let mut said: Vec<Said> = said.collect();
    said.sort();
    said
}

fn histories(seeds: std::ops::Range<u64>, naming: ReviewNaming) {
    for seed in seeds {
        let mut world = World::new(seed, naming);
        world.take(Deed::Forward);
        for _ in 0..STEPS {
            let deed = world.deed();
            world.take(deed);
        }
        world.finish();
    }
}

#[test]
fn whatever_happens_with_names_it_is_what_the_rules_say() {
    histories(1..11, ReviewNaming::Named);
}

#[test]
fn whatever_happens_without_names_nobody_learns_whose_it_is_or_reads_too_early() {
    histories(101..111, ReviewNaming::Unnamed);
}

#[test]
fn whatever_happens_in_confidence_admins_alone_learn_whose_it_is() {
    histories(201..207, ReviewNaming::Confidential);
}
