//! The model: what is there and who reads what, from the state tables of `workflows.md` and nothing else.

use std::collections::BTreeSet;

use shared::reviews::{PacketState, ReviewNaming, ReviewRelation, ReviewStage, ReviewState};

/// Who there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    Admin,
    First,
    Next,
    Subject,
    Report(usize),
    Peer(usize),
}

/// What somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    Forward,
    Back,
    NamePeers(Who, Vec<usize>),
    Save(Who),
    Submit(Who),
    Recall(Who),
    Decline(Who),
    Extend(Who),
    LedBy(Who),
    Leave(Who),
    Release(Who),
    Acknowledge,
    Disagree,
    Cancel,
    /// An Admin opens a review again, and its author hands another one in.
    Rewrite(Who),
}

/// A review.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub author: Who,
    pub side: ReviewRelation,
    pub state: ReviewState,
    pub text: String,
    pub handed_in: Vec<String>,
}

impl Kept {
    const fn new(author: Who, side: ReviewRelation) -> Self {
        Self { author, side, state: ReviewState::Assigned, text: String::new(), handed_in: Vec::new() }
    }

    const fn is_open(&self) -> bool {
        matches!(self.state, ReviewState::Assigned | ReviewState::InProgress)
    }
}

/// A cycle about one person who leads four, and what became of it.
#[derive(Debug)]
pub(super) struct Model {
    pub naming: ReviewNaming,
    pub minimum: usize,
    pub calibrates: bool,
    pub stage: ReviewStage,
    pub leads: Who,
    pub gone: BTreeSet<Who>,
    pub reviews: Vec<Kept>,
    pub packet: PacketState,
    peers: Vec<usize>,
    settled: bool,
}

impl Model {
    pub const fn new(naming: ReviewNaming, minimum: usize, calibrates: bool) -> Self {
        Self {
            naming,
            minimum,
            calibrates,
            stage: ReviewStage::Draft,
            leads: Who::First,
            gone: BTreeSet::new(),
            reviews: Vec::new(),
            packet: PacketState::Collecting,
            peers: Vec::new(),
            settled: false,
        }
    }

    /// Whether answers of a side have no names.
    pub fn is_hidden(&self, side: ReviewRelation) -> bool {
        self.naming != ReviewNaming::Named && matches!(side, ReviewRelation::Peer | ReviewRelation::Upward)
    }

    /// Whether they have none for this reader: what is confidential is named to the Admin, who leads nobody here.
    pub fn is_hidden_from(&self, reader: Who, side: ReviewRelation) -> bool {
        self.is_hidden(side) && !(self.naming == ReviewNaming::Confidential && reader == Who::Admin)
    }

    pub fn kept(&self, author: Who) -> Option<&Kept> {
        self.reviews.iter().find(|kept| kept.author == author)
    }

    /// Whether reviews follow people: from the launch to the end of writing.
    fn is_moving(&self) -> bool {
        matches!(self.stage, ReviewStage::Nominating | ReviewStage::Writing)
    }

    fn next_stage(&self) -> Option<ReviewStage> {
        match self.stage {
            ReviewStage::Draft => Some(ReviewStage::Nominating),
            ReviewStage::Nominating => Some(ReviewStage::Writing),
            ReviewStage::Writing if self.calibrates => Some(ReviewStage::Calibrating),
            ReviewStage::Writing | ReviewStage::Calibrating => Some(ReviewStage::Sharing),
            ReviewStage::Sharing => Some(ReviewStage::Closed),
            ReviewStage::Closed | ReviewStage::Cancelled => None,
        }
    }

    fn stage_before(&self) -> Option<ReviewStage> {
        match self.stage {
            ReviewStage::Writing => Some(ReviewStage::Nominating),
            ReviewStage::Calibrating => Some(ReviewStage::Writing),
            // What was shown without names, or given to anybody, isn't written on.
            ReviewStage::Sharing if self.naming != ReviewNaming::Named || self.packet != PacketState::Collecting => {
                None
            }
            ReviewStage::Sharing if self.calibrates => Some(ReviewStage::Calibrating),
            ReviewStage::Sharing => Some(ReviewStage::Writing),
            _ => None,
        }
    }

    /// Whether it can be tried at all: who has left does nothing, and what isn't there has no address.
    pub fn can_be_tried(&self, deed: &Deed) -> bool {
        let here = |who: &Who| self.kept(*who).filter(|_| !self.gone.contains(who));
        match deed {
            Deed::Save(who) | Deed::Recall(who) | Deed::Decline(who) | Deed::Rewrite(who) => here(who).is_some(),
            // What a side may leave out is another test's.
            Deed::Submit(who) => here(who).is_some_and(|kept| kept.state != ReviewState::Assigned),
            Deed::Extend(who) => self.kept(*who).is_some(),
            Deed::Leave(who) => !self.gone.contains(who),
            Deed::NamePeers(..) | Deed::Release(_) | Deed::Acknowledge | Deed::Disagree => {
                self.stage != ReviewStage::Draft
            }
            Deed::Forward | Deed::Back | Deed::LedBy(_) | Deed::Cancel => true,
        }
    }

    /// Whether it is allowed now.
    pub fn may(&self, deed: &Deed) -> bool {
        let leads = |who: &Who| *who == Who::Admin || *who == self.leads;
        let kept = |who: &Who| self.kept(*who).filter(|_| self.stage == ReviewStage::Writing);
        let is_open = |who: &Who| kept(who).is_some_and(Kept::is_open);
        match deed {
            // Nothing closes over somebody who didn't get theirs.
            Deed::Forward if self.stage == ReviewStage::Sharing => self.packet != PacketState::Collecting,
            Deed::Forward => self.next_stage().is_some(),
            Deed::Back => self.stage_before().is_some(),
            Deed::NamePeers(by, _) => {
                self.stage == ReviewStage::Nominating && (leads(by) || (*by == Who::Subject && !self.settled))
            }
            Deed::Save(who) | Deed::Submit(who) | Deed::Extend(who) => is_open(who),
            Deed::Recall(who) => kept(who).is_some_and(|kept| kept.state == ReviewState::Submitted),
            Deed::Decline(who) => {
                let declines = |kept: &Kept| matches!(kept.side, ReviewRelation::Peer | ReviewRelation::Upward);
                kept(who).is_some_and(|kept| kept.is_open() && declines(kept))
            }
            // What has no names, and what the person has, is never written anew.
            Deed::Rewrite(who) => {
                matches!(self.stage, ReviewStage::Calibrating | ReviewStage::Sharing)
                    && self.packet == PacketState::Collecting
                    && self.kept(*who).is_some_and(|it| it.state == ReviewState::Submitted && !self.is_hidden(it.side))
            }
            Deed::LedBy(_) | Deed::Leave(_) => true,
            Deed::Release(by) => {
                self.stage == ReviewStage::Sharing && self.packet != PacketState::Acknowledged && leads(by)
            }
            Deed::Acknowledge | Deed::Disagree => self.packet == PacketState::Released,
            Deed::Cancel => !matches!(self.stage, ReviewStage::Draft | ReviewStage::Closed | ReviewStage::Cancelled),
        }
    }

    /// It happens; `text` is what somebody writes.
    pub fn happen(&mut self, deed: &Deed, text: String) {
        match deed {
            Deed::Forward => self.go_forward(),
            Deed::Back => self.stage = self.stage_before().expect("a stage before"),
            Deed::NamePeers(by, peers) => {
                self.peers.clone_from(peers);
                self.settled = *by != Who::Subject;
            }
            Deed::Save(who) => {
                let kept = self.theirs(*who);
                (kept.text, kept.state) = (text, ReviewState::InProgress);
            }
            Deed::Submit(who) => {
                let kept = self.theirs(*who);
                kept.handed_in.push(kept.text.clone());
                kept.state = ReviewState::Submitted;
            }
            Deed::Rewrite(who) => {
                let kept = self.theirs(*who);
                kept.handed_in.push(text.clone());
                kept.text = text;
            }
            Deed::Recall(who) => self.theirs(*who).state = ReviewState::InProgress,
            Deed::Decline(who) => self.theirs(*who).state = ReviewState::Declined,
            Deed::Extend(_) => {}
            Deed::LedBy(who) => self.hand_over(*who),
            Deed::Leave(who) => {
                self.gone.insert(*who);
                if self.is_moving() {
                    let open = |kept: &&mut Kept| kept.author == *who && kept.is_open();
                    self.reviews.iter_mut().filter(open).for_each(|kept| kept.state = ReviewState::Void);
                }
            }
            Deed::Release(_) => self.packet = PacketState::Released,
            Deed::Acknowledge | Deed::Disagree => self.packet = PacketState::Acknowledged,
            Deed::Cancel => self.stage = ReviewStage::Cancelled,
        }
    }

    fn theirs(&mut self, author: Who) -> &mut Kept {
        self.reviews.iter_mut().find(|kept| kept.author == author).expect("their review")
    }

    fn go_forward(&mut self) {
        match self.stage {
            ReviewStage::Draft => {
                self.reviews.push(Kept::new(Who::Subject, ReviewRelation::Own));
                self.reviews.push(Kept::new(self.leads, ReviewRelation::Manager));
                let here: Vec<Who> = (0..4).map(Who::Report).filter(|who| !self.gone.contains(who)).collect();
                // Fewer could never be shown.
                if self.naming == ReviewNaming::Named || here.len() >= self.minimum {
                    self.reviews.extend(here.into_iter().map(|who| Kept::new(who, ReviewRelation::Upward)));
                }
            }
            ReviewStage::Nominating if self.settled => {
                for peer in self.peers.clone().into_iter().map(Who::Peer) {
                    if !self.gone.contains(&peer) && self.kept(peer).is_none() {
                        self.reviews.push(Kept::new(peer, ReviewRelation::Peer));
                    }
                }
            }
            _ => {}
        }
        self.stage = self.next_stage().expect("a next stage");
    }

    /// Whoever leads the subject from now on writes, unless a manager has: what the cycle looks back on is over.
    fn hand_over(&mut self, to: Who) {
        let from = std::mem::replace(&mut self.leads, to);
        if !self.is_moving() {
            return;
        }
        let unbegun = |kept: &&mut Kept| kept.author == from && kept.state == ReviewState::Assigned;
        self.reviews.iter_mut().filter(unbegun).for_each(|kept| kept.state = ReviewState::Void);
        let by_manager = |kept: &Kept| kept.side == ReviewRelation::Manager && kept.state == ReviewState::Submitted;
        if self.reviews.iter().any(by_manager) {
            return;
        }
        match self.reviews.iter_mut().find(|kept| kept.author == to) {
            Some(kept) if kept.state == ReviewState::Void => kept.state = ReviewState::Assigned,
            Some(_) => {}
            None => self.reviews.push(Kept::new(to, ReviewRelation::Manager)),
        }
    }

    /// What somebody reads of the packet: of which side, whose if it has a name, and what; `None` if it isn't there for them.
    pub fn reads(&self, reader: Who) -> Option<Vec<(ReviewRelation, Option<Who>, String)>> {
        let (leads, is_subject) = (reader == self.leads, reader == Who::Subject);
        if !leads && !is_subject && reader != Who::Admin {
            return None;
        }
        let released = self.packet != PacketState::Collecting;
        // Whoever has something to write reads nobody else's before.
        let owes = leads && self.is_moving() && self.kept(reader).is_some_and(Kept::is_open);
        // Answers without names come when there is no way back to writing.
        let mixed = matches!(self.stage, ReviewStage::Sharing | ReviewStage::Closed);
        let submitted = || self.reviews.iter().filter(|kept| kept.state == ReviewState::Submitted);
        let said = submitted().filter_map(|kept| {
            let theirs = is_subject && kept.side == ReviewRelation::Own;
            let may = if is_subject { theirs || released } else { !owes };
            let beside = submitted().filter(|other| other.side == kept.side).count();
            let hidden = self.is_hidden_from(reader, kept.side);
            let shows = may && (!hidden || (mixed && beside >= self.minimum));
            shows.then(|| (kept.side, (!hidden).then_some(kept.author), kept.text.clone()))
        });
        Some(said.collect())
    }

    /// Reviews there are and that are handed in, as they are counted for somebody.
    pub fn counted(&self, reader: Who) -> (i64, i64) {
        let counts = |kept: &&Kept| {
            let void = matches!(kept.state, ReviewState::Declined | ReviewState::Void);
            !void && (reader == Who::Admin || !self.is_hidden(kept.side))
        };
        let there: Vec<_> = self.reviews.iter().filter(counts).collect();
        let handed_in = there.iter().filter(|kept| kept.state == ReviewState::Submitted).count();
        (there.len() as i64, handed_in as i64)
    }
}
