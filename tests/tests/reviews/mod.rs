//! Reviews: each test is a rule about who writes, who reads what and when, tried over HTTP.

mod agreement;
mod appointments;
mod calibration;
mod calibration_cycle;
mod card_goals;
mod concerned;
mod confidential;
mod corrections;
mod cycles;
mod dashboard;
mod deactivation;
mod disputes;
mod document;
mod duties;
mod evidence;
mod externals;
mod former;
mod full_cycle;
mod goals_beside;
mod handover;
mod histories;
mod launches;
mod leavers;
mod moving;
mod overview;
mod packets;
mod papers;
mod past;
mod pauses;
mod peer_proposals;
mod purpose;
mod ratings;
mod readers;
mod rehearsal;
mod reopening;
mod rolling;
mod scale;
mod templates;
mod times;
mod trials;
mod unanswered;
mod uncalibrated;
mod unnamed;
mod viewers;
mod waivers;
mod whole;
mod withholding;
mod wordings;
mod writing;

use perftrack_tests::{
    Client, Org, Persona,
    samples::reviews::{form, waive_gaps},
    unique,
};
use serde_json::{Value, json};
use shared::{
    access::Role,
    goals::CreateObjective,
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod},
    reviews::{
        CreateReviewCycle, CreateReviewTemplate, ListReviewPackets, ListReviews, MoveReviewCycle, NominateReviewPeers,
        ReadReviewPacket, RehearseReviewCycle, ReleaseReviewPacket, ReleaseReviewPackets, Review, ReviewCycle,
        ReviewCyclePath, ReviewFilter, ReviewMove, ReviewPacket, ReviewPacketDetail, ReviewPacketFilter,
        ReviewPacketPath, ReviewPath, ReviewPeers, ReviewRehearsal, ReviewRelation, ReviewRelease, ReviewStage,
        ReviewStep, SaveReview, SubmitReview,
    },
    wire::{ObjectiveId, ReviewCycleId},
};

/// Somebody with a manager, reports and colleagues.
struct Ground {
    org: Org,
    manager: Persona,
    subject: Persona,
    reports: Vec<Persona>,
    peers: Vec<Persona>,
}

impl Ground {
    fn new() -> Self {
        Self::of(Org::db_new())
    }

    fn of(org: Org) -> Self {
        let manager = org.db_person(Role::Manager, None);
        let subject = org.db_person(Role::Manager, Some(&manager));
        let reports = (0..4).map(|_| org.db_person(Role::Employee, Some(&subject))).collect();
        let peers = (0..5).map(|_| org.db_person(Role::Employee, None)).collect();
        Self { org, manager, subject, reports, peers }
    }

    /// A draft about the subject alone; `more` changes what is said of it.
    fn draft(&self, more: &Value) -> ReviewCycle {
        let template = json!({ "name": unique(), "form": form() });
        let template = serde_json::from_value(template).expect("a template");
        let template = self.org.admin().call::<CreateReviewTemplate>(Nothing {}, Nothing {}, template).expect("made");
        let mut new = json!({
            "name": unique(), "template_id": template.template.id, "period_from": "2026-01-01",
            "period_to": "2026-06-30", "nominate_by": "2026-07-10", "write_by": "2026-07-20",
            "share_by": "2026-07-31", "peers_most": 5, "naming": "unnamed", "minimum": 4,
            "started_until": "1901-01-01", "included": [self.subject.id],
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            new[name] = value.clone();
        }
        let new = serde_json::from_value(new).expect("a cycle");
        self.org.admin().call::<CreateReviewCycle>(Nothing {}, Nothing {}, new).expect("a draft").cycle
    }

    /// Takes it on, whatever is missing, until it stands there.
    fn until(&self, cycle: &ReviewCycle, stage: ReviewStage) {
        let path = || ReviewCyclePath { id: cycle.id };
        loop {
            let rehearsal = self.rehearsal(cycle);
            if rehearsal.next == Some(ReviewStage::Closed) && rehearsal.gaps > 0 {
                self.org.admin().call::<ReleaseReviewPackets>(path(), Nothing {}, ()).expect("all released");
            }
            waive_gaps(self.org.admin(), &format!("/api/v1/review-cycles/{}", cycle.id));
            let step = ReviewMove { step: ReviewStep::Forward, gaps: 0, reason: None };
            let now = self.org.admin().call::<MoveReviewCycle>(path(), Nothing {}, step).expect("a step");
            if now.cycle.stage == stage {
                return;
            }
        }
    }

    /// What the next step would do.
    fn rehearsal(&self, cycle: &ReviewCycle) -> ReviewRehearsal {
        let path = ReviewCyclePath { id: cycle.id };
        self.org.admin().call::<RehearseReviewCycle>(path, Nothing {}, ()).expect("a rehearsal")
    }

    /// A cycle in which these write as peers and everybody is to write.
    fn writing(&self, peers: &[Persona], more: &Value) -> ReviewCycle {
        let cycle = self.draft(more);
        self.until(&cycle, ReviewStage::Nominating);
        let peers = ReviewPeers { peers: peers.iter().map(|peer| peer.id).collect() };
        let path = ReviewPacketPath { id: self.packet(&cycle).id };
        self.manager.call::<NominateReviewPeers>(path, Nothing {}, peers).expect("peers");
        self.until(&cycle, ReviewStage::Writing);
        cycle
    }

    /// An objective of the subject's in the time that the cycle looks back on.
    fn goal_of_the_subject(&self, visibility: &str) -> ObjectiveId {
        let [starts_on, ends_on] = ["2026-01-01", "2026-06-30"].map(|day| day.parse().expect("a day"));
        let new = NewPeriod { name: unique(), starts_on, ends_on };
        let period = self.org.admin().call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("a period").id;
        let body = json!({
            "level": "person", "title": "Ships wait less", "period_id": period, "state": "active", "visibility": visibility,
            "key_results": [{ "title": "Hours", "kind": "number", "direction": "decrease", "start": 9, "target": 2 }],
        });
        let new = serde_json::from_value(body).expect("an objective to be");
        self.subject.call::<CreateObjective>(Nothing {}, Nothing {}, new).expect("an objective").objective.id
    }

    fn packet(&self, cycle: &ReviewCycle) -> ReviewPacket {
        packets(self.org.admin(), cycle.id).into_iter().next().expect("the packet")
    }

    /// The packet as somebody reads it.
    fn read(&self, by: &Client, cycle: &ReviewCycle) -> ReviewPacketDetail {
        let path = ReviewPacketPath { id: self.packet(cycle).id };
        by.call::<ReadReviewPacket>(path, Nothing {}, ()).expect("the packet")
    }

    fn release(&self, cycle: &ReviewCycle) {
        let path = ReviewPacketPath { id: self.packet(cycle).id };
        let summary = ReviewRelease { summary: "A good half-year".to_owned() };
        self.manager.call::<ReleaseReviewPacket>(path, Nothing {}, summary).expect("released");
    }
}

fn packets(by: &Client, cycle: ReviewCycleId) -> Vec<ReviewPacket> {
    let filter = ReviewPacketFilter { cycle: Some(cycle), ..ReviewPacketFilter::default() };
    by.call::<ListReviewPackets>(Nothing {}, filter, ()).expect("packets").items
}

/// What somebody has to write.
fn owed(by: &Client) -> Vec<Review> {
    let filter = ReviewFilter { open: true, ..ReviewFilter::default() };
    by.call::<ListReviews>(Nothing {}, filter, ()).expect("reviews").items
}

/// What somebody writes or has written.
fn written(by: &Client) -> Vec<Review> {
    by.call::<ListReviews>(Nothing {}, ReviewFilter::default(), ()).expect("reviews").items
}

/// Everything that is asked, with these words.
fn sheet(side: ReviewRelation, words: &str) -> Value {
    match side {
        ReviewRelation::Peer | ReviewRelation::Upward => json!({ "answers": { "words": { "text": words } } }),
        _ => json!({ "answers": {
            "overall": { "rating": 3 }, "words": { "text": words }, "one": { "chosen": [0] }, "some": { "chosen": [1] },
        } }),
    }
}

/// Writes the one review that somebody has to write, and hands it in.
fn write(by: &Client, words: &str) -> Review {
    let review = owed(by).into_iter().next().expect("a review to write");
    let path = || ReviewPath { id: review.id };
    let sheet = serde_json::from_value(sheet(review.relation, words)).expect("a sheet");
    by.call::<SaveReview>(path(), Nothing {}, sheet).expect("saved");
    by.call::<SubmitReview>(path(), Nothing {}, ()).expect("handed in")
}

/// What is said in words, with who said it.
fn words(packet: &ReviewPacketDetail) -> Vec<(ReviewRelation, Option<String>, String)> {
    let questions = packet.sections.iter().flat_map(|section| &section.questions);
    let answers = questions.filter(|it| it.question.key == "words").flat_map(|it| &it.answers);
    answers.map(|it| (it.relation, it.author.clone(), it.answer.text.clone())).collect()
}

/// The keys of the questions that there is anything of.
fn keys(packet: &ReviewPacketDetail) -> Vec<&str> {
    packet.sections.iter().flat_map(|section| &section.questions).map(|it| it.question.key.as_str()).collect()
}
