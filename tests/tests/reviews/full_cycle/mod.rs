//! A whole cycle by the API alone, from the draft to its end: two hundred people propose, write, get a rating and answer.
//! For ten thousand it is the same, and no request asks more of the database then.

mod members;
mod meter;

use std::{
    collections::{BTreeMap, HashMap},
    thread,
};

use perftrack_tests::{
    Client, Org, Server,
    db::{organisation_of, run},
    unique,
};
use serde_json::{Value, json};
use shared::{
    operation::Nothing,
    reviews::{
        AcknowledgeReviewPacket, Acknowledgement, CalibrationState, CreateCalibrationSession, ExportReviewResultsCsv,
        ListReviewCycles, ListReviewDuties, ListReviewGroups, ListReviewPackets, ListReviews, NewAcknowledgement,
        NominateReviewPeers, ReadReview, ReadReviewCycle, ReadReviewPacket, RehearseReviewCycle, ReleaseReviewPacket,
        ReleaseReviewPackets, Review, ReviewCycle, ReviewCycleFilter, ReviewCyclePath, ReviewDutyFilter, ReviewFilter,
        ReviewGroup, ReviewGroupFilter, ReviewGrouping, ReviewPacketDetail, ReviewPacketFilter, ReviewPacketPath,
        ReviewPath, ReviewPeers, ReviewProgress, ReviewRelation, ReviewRelease, ReviewStage, SaveReview, SubmitReview,
    },
    wire::{Limit, PersonId, ReviewCycleId, ReviewPacketId, TeamId, id::OrganisationId},
};

use self::{
    members::{Member, members},
    meter::{Cost, Meter},
};
use super::{
    Ground,
    calibration::{self, card, change},
    scale::{OF_THE_ADMIN, count_anew, hire},
    words,
};

/// With the ground's twelve these are two hundred; the last of them who leads has nine below, as among the many.
const FEW: i64 = 188;
/// With the ground's twelve these are ten thousand.
const MANY: i64 = 9_988;
/// The Admin, the ground's manager and its five peers: nobody leads them.
const UNLED: i64 = 7;
/// Peers of whoever has any: as many as are shown together at least.
const PEERS: usize = 4;
/// So many ask at once.
const AT_ONCE: usize = 4;
/// So many people more or less stand beside somebody here and there. Whoever read everybody would read thousands.
const ROWS_BESIDE: i64 = 20;

#[test]
fn two_hundred_people_go_through_a_whole_cycle_by_the_api_alone() {
    lived(FEW);
}

/// `cargo test --release -p perftrack-tests --test all -- --ignored ten_thousand_people_go_through`
#[test]
#[ignore = "a hundred thousand requests take their time"]
fn ten_thousand_people_go_through_a_whole_cycle_and_no_request_costs_more() {
    let (few, many) = (lived(FEW), lived(MANY));
    assert_eq!(few.keys().collect::<Vec<_>>(), many.keys().collect::<Vec<_>>());
    for ((name, few), many) in few.iter().zip(many.values()) {
        assert!(many.statements <= few.statements, "{name}: {few:?} for two hundred, {many:?} for ten thousand");
        assert!(many.rows <= few.rows + ROWS_BESIDE, "{name}: {few:?} for two hundred, {many:?} for ten thousand");
    }
}

/// Goes through it, and gives what single requests cost on the way.
fn lived(crew: i64) -> BTreeMap<&'static str, Cost> {
    let server = Server::alone(&[("PERFTRACK_ROUNDS", "off")]);
    let mut meter = Meter::of(server);
    let world = World::of(server, crew);
    world.nominate(&mut meter);
    world.write(&mut meter);
    let changed = world.calibrate(&mut meter);
    world.share(&mut meter, &changed);
    world.close(&changed);
    meter.least
}

/// A cycle about everybody in an organisation.
struct World {
    ground: Ground,
    org: OrganisationId,
    fleet: TeamId,
    members: Vec<Member>,
    /// Where each of them stands in the list.
    places: HashMap<PersonId, usize>,
    cycle: ReviewCycle,
    packets: HashMap<PersonId, ReviewPacketId>,
    /// Reviews to write: about themselves, by managers, by reports, by peers.
    planned: [i64; 4],
    /// The last who leads nine.
    lead: usize,
    /// Three of the nine: what is done about them is what is measured.
    measured: Vec<usize>,
}

impl World {
    /// Launches it.
    fn of(server: &'static Server, crew: i64) -> Self {
        let ground = Ground::of(Org::db_on(server));
        let admin = ground.org.admin();
        let mut conn = server.database.admin();
        let org = organisation_of(&mut conn, admin.id);
        let fleet = hire(&mut conn, org, &ground, crew);
        let members = members(&mut conn, org, server);
        let last = format!("Crew {:05}", crew / 10);
        let lead = members.iter().position(|member| member.name == last).expect("somebody who leads");
        let below = |member: &Member| member.manager == Some(members[lead].id);
        let measured: Vec<_> = (0..members.len()).filter(|at| below(&members[*at])).take(3).collect();
        assert_eq!(members.iter().filter(|member| below(member)).count(), 9);

        let cycle = ground.draft(&json!({
            "started_until": null, "included": [], "peers_most": PEERS, "naming": "unnamed", "minimum": PEERS,
            "calibrates": true,
        }));
        let rehearsal = ground.rehearsal(&cycle);
        assert_eq!((rehearsal.people, rehearsal.gaps), (crew + 12, UNLED));
        let load = |side: ReviewRelation| -> i64 {
            rehearsal.load.iter().filter(|load| load.relation == side).map(|load| load.reviews).sum()
        };
        let mut planned =
            [ReviewRelation::Own, ReviewRelation::Manager, ReviewRelation::Upward, ReviewRelation::Peer].map(load);
        ground.until(&cycle, ReviewStage::Nominating);
        count_anew(&mut conn);

        let places = members.iter().enumerate().map(|(at, member)| (member.id, at)).collect();
        let packets = packets(admin, cycle.id);
        assert_eq!(packets.len(), members.len());
        let mut world = Self { ground, org, fleet, members, places, cycle, packets, planned, lead, measured };
        let peers: usize = (0..world.members.len()).map(|at| world.peers_of(at).len()).sum();
        planned[3] = i64::try_from(peers).expect("fewer");
        world.planned = planned;
        world
    }

    /// Whom a quarter of those who are led propose, and whom those propose who are measured: nobody beside them in line.
    fn peers_of(&self, at: usize) -> Vec<PersonId> {
        let subject = &self.members[at];
        let proposes = at.is_multiple_of(4) || self.measured.contains(&at);
        if subject.manager.is_none() || !proposes {
            return Vec::new();
        }
        let many = self.members.len();
        let others = (0..many).map(|n| &self.members[(at + many / 2 + n) % many]);
        let in_line =
            |it: &&Member| it.id == subject.id || subject.manager == Some(it.id) || it.manager == Some(subject.id);
        others.filter(|it| !in_line(it)).map(|it| it.id).take(PEERS).collect()
    }

    fn cycle_path(&self) -> ReviewCyclePath {
        ReviewCyclePath { id: self.cycle.id }
    }

    fn packet_of(&self, at: usize) -> ReviewPacketPath {
        ReviewPacketPath { id: self.packets[&self.members[at].id] }
    }

    /// Whoever answers for somebody: who leads them, or the Admin.
    fn above(&self, at: usize) -> &Client {
        match self.members[at].manager {
            Some(manager) => &self.members[self.places[&manager]].client,
            None => self.ground.org.admin(),
        }
    }

    /// Does it for everybody who isn't measured, a few at once.
    fn each(&self, work: impl Fn(usize) + Sync) {
        let part = self.members.len().div_ceil(AT_ONCE);
        let (work, measured, many) = (&work, &self.measured, self.members.len());
        thread::scope(|scope| {
            for begin in (0..many).step_by(part) {
                scope.spawn(move || {
                    (begin..many.min(begin + part)).filter(|at| !measured.contains(at)).for_each(work);
                });
            }
        });
    }

    fn propose(&self, at: usize) {
        let peers = self.peers_of(at);
        if !peers.is_empty() {
            let by = &self.members[at].client;
            by.call::<NominateReviewPeers>(self.packet_of(at), Nothing {}, ReviewPeers { peers }).expect("proposed");
        }
    }

    fn settle(&self, at: usize) {
        // Nobody settles their own.
        if self.members[at].id != self.ground.org.admin().id {
            let peers = ReviewPeers { peers: self.peers_of(at) };
            self.above(at).call::<NominateReviewPeers>(self.packet_of(at), Nothing {}, peers).expect("settled");
        }
    }

    fn nominate(&self, meter: &mut Meter) {
        self.each(|at| {
            self.propose(at);
            self.settle(at);
        });
        for at in &self.measured {
            meter.count("proposing peers", || self.propose(*at));
            meter.count("settling peers", || self.settle(*at));
        }
        assert_eq!(self.ground.rehearsal(&self.cycle).gaps, 1, "the Admin's own");
        self.ground.until(&self.cycle, ReviewStage::Writing);
    }

    /// What everybody looks at while reviews are written.
    fn look(&self, meter: &mut Meter) {
        let (admin, lead) = (self.ground.org.admin(), &self.members[self.lead].client);
        let (cycle, path) = (Some(self.cycle.id), || self.cycle_path());
        for _ in 0..3 {
            meter
                .count("cycles", || admin.call::<ListReviewCycles>(Nothing {}, ReviewCycleFilter::default(), ()))
                .expect("read");
            meter.count("a cycle", || admin.call::<ReadReviewCycle>(path(), Nothing {}, ())).expect("read");
            meter.count("a rehearsal", || admin.call::<RehearseReviewCycle>(path(), Nothing {}, ())).expect("read");
            let filter = ReviewPacketFilter { cycle, ..ReviewPacketFilter::default() };
            meter.count("packets", || admin.call::<ListReviewPackets>(Nothing {}, filter, ())).expect("read");
            let filter = ReviewPacketFilter { cycle, ..ReviewPacketFilter::default() };
            meter
                .count("a manager's packets", || lead.call::<ListReviewPackets>(Nothing {}, filter, ()))
                .expect("read");
            meter
                .count("duties", || admin.call::<ListReviewDuties>(path(), ReviewDutyFilter::default(), ()))
                .expect("read");
            for (name, by) in [("teams", ReviewGrouping::Team), ("managers", ReviewGrouping::Manager)] {
                let filter = ReviewGroupFilter { by: Some(by), ..ReviewGroupFilter::default() };
                meter.count(name, || admin.call::<ListReviewGroups>(path(), filter, ())).expect("read");
            }
            meter.count("reviews to write", || owed(lead));
        }
    }

    fn write(&self, meter: &mut Meter) {
        count_anew(&mut meter.conn);
        self.look(meter);
        let lead = &self.members[self.lead];
        let is_measured = |review: &Review| self.measured.contains(&self.places[&review.subject.id]);
        // Those who are measured write, too; what their lead writes about them is what is measured.
        let write = |at: usize| {
            let member = &self.members[at];
            for review in owed(&member.client) {
                if member.id != lead.id || !is_measured(&review) {
                    save(&member.client, &review);
                    hand_in(&member.client, &review);
                }
            }
        };
        self.each(write);
        self.measured.iter().copied().for_each(write);
        let left = owed(&lead.client);
        assert_eq!(left.len(), self.measured.len());
        for review in &left {
            let path = ReviewPath { id: review.id };
            meter.count("a review", || lead.client.call::<ReadReview>(path, Nothing {}, ())).expect("read");
            meter.count("saving", || save(&lead.client, review));
            meter.count("handing in", || hand_in(&lead.client, review));
        }
        assert_eq!(self.ground.rehearsal(&self.cycle).gaps, 0, "everybody has written");
        let ReviewProgress { reviews, submitted, .. } = self.progress();
        assert_eq!((reviews, submitted), (self.written(), self.written()));
        self.ground.until(&self.cycle, ReviewStage::Calibrating);
    }

    /// All reviews that the Admin counts: not what is written about themselves without names.
    fn written(&self) -> i64 {
        self.planned.iter().sum::<i64>() - OF_THE_ADMIN
    }

    fn progress(&self) -> ReviewProgress {
        let admin = self.ground.org.admin();
        admin.call::<ReadReviewCycle>(self.cycle_path(), Nothing {}, ()).expect("the cycle").progress
    }

    /// Compares the ratings of the nine, and changes those of the measured; gives what these have then.
    fn calibrate(&self, meter: &mut Meter) -> HashMap<PersonId, u8> {
        let (admin, lead) = (self.ground.org.admin(), self.members[self.lead].id);
        let new = json!({ "cycle_id": self.cycle.id, "name": unique(), "manager_id": lead, "members": [admin.id] });
        let new = serde_json::from_value(new).expect("a session");
        let session = admin.call::<CreateCalibrationSession>(Nothing {}, Nothing {}, new).expect("a session").session;
        calibration::until(&self.ground, session.id, CalibrationState::Open);
        let mut changed = HashMap::new();
        for at in &self.measured {
            let about = self.members[*at].id;
            let card = meter.count("a session", || card(admin, session.id, about));
            assert_eq!(card.author_rating, Some(rating_of(about)));
            let other = rating_of(about) % 3 + 1;
            meter.count("moving a card", || change(admin, &card, other)).expect("moved");
            changed.insert(about, other);
        }
        calibration::until(&self.ground, session.id, CalibrationState::Applied);
        assert_eq!(self.ground.rehearsal(&self.cycle).gaps, UNLED, "whom nobody leads nobody rates");
        self.ground.until(&self.cycle, ReviewStage::Sharing);
        changed
    }

    /// What somebody is to read as their rating.
    fn decided(&self, at: usize, changed: &HashMap<PersonId, u8>) -> Option<u8> {
        let Member { id, manager, .. } = &self.members[at];
        manager.map(|_| changed.get(id).copied().unwrap_or_else(|| rating_of(*id)))
    }

    fn release(&self, at: usize) {
        let summary = ReviewRelease { summary: "A good half-year".to_owned() };
        self.above(at).call::<ReleaseReviewPacket>(self.packet_of(at), Nothing {}, summary).expect("released");
    }

    fn answer(&self, at: usize) {
        let answer = NewAcknowledgement { answer: Acknowledgement::Agree, comment: String::new() };
        let by = &self.members[at].client;
        by.call::<AcknowledgeReviewPacket>(self.packet_of(at), Nothing {}, answer).expect("answered");
    }

    fn share(&self, meter: &mut Meter, changed: &HashMap<PersonId, u8>) {
        self.each(|at| {
            if self.members[at].manager.is_some() {
                self.release(at);
            }
        });
        for at in &self.measured {
            meter.count("releasing", || self.release(*at));
        }
        let admin = self.ground.org.admin();
        let rest = admin.call::<ReleaseReviewPackets>(self.cycle_path(), Nothing {}, ()).expect("released").count;
        assert_eq!(rest, UNLED);

        let read = |at: usize| {
            let by = &self.members[at].client;
            by.call::<ReadReviewPacket>(self.packet_of(at), Nothing {}, ()).expect("one's own")
        };
        let check = |at: usize, packet: &ReviewPacketDetail| {
            let rating = packet.rating.as_ref().and_then(|rating| rating.decided);
            assert_eq!(rating, self.decided(at, changed), "{}", self.members[at].name);
            let peers: Vec<_> = words(packet).into_iter().filter(|(side, ..)| *side == ReviewRelation::Peer).collect();
            assert_eq!(peers.len(), self.peers_of(at).len());
            assert!(peers.iter().all(|(_, author, _)| author.is_none()));
        };
        self.each(|at| {
            check(at, &read(at));
            self.answer(at);
        });
        for at in &self.measured {
            check(*at, &meter.count("a packet", || read(*at)));
            meter.count("answering", || self.answer(*at));
        }
    }

    /// Closes it, and adds everything up.
    fn close(&self, changed: &HashMap<PersonId, u8>) {
        self.ground.until(&self.cycle, ReviewStage::Closed);
        let people = i64::try_from(self.members.len()).expect("fewer");
        let (reviews, all) = (self.written(), people);
        let whole = ReviewProgress {
            people,
            nominated: people - 1,
            reviews,
            submitted: reviews,
            released: all,
            acknowledged: all,
            disagreed: 0,
        };
        assert_eq!(self.progress(), whole);
        let fleet = self.group_of_the_fleet();
        // All but the ground's twelve.
        let crew = people - 12;
        assert_eq!((fleet.progress.people, fleet.progress.released, fleet.progress.acknowledged), (crew, crew, crew));
        assert_eq!((fleet.progress.reviews, fleet.to_do), (fleet.progress.submitted, 0));

        // Whoever takes files out has just proved who they are, however long the rest took.
        let mut conn = self.ground.org.server.database.admin();
        run(&mut conn, &format!("UPDATE sessions SET authenticated_at = now() WHERE org_id = '{}'", self.org));
        let admin = self.ground.org.admin();
        let file = admin.call::<ExportReviewResultsCsv>(self.cycle_path(), Nothing {}, ()).expect("a file");
        self.add_up(&file, changed);
        let path = format!("/api/v1/review-packets.ndjson?cycle={}", self.cycle.id);
        let lines = admin.raw("GET", &path).send();
        assert!(lines.is_success(), "{}", lines.text());
        assert_eq!(lines.text().lines().count(), self.members.len());
    }

    fn group_of_the_fleet(&self) -> ReviewGroup {
        let mut cursor = None;
        loop {
            let filter = ReviewGroupFilter { by: None, limit: Limit::new(100), cursor };
            let page = self.ground.org.admin().call::<ListReviewGroups>(self.cycle_path(), filter, ()).expect("groups");
            let is_fleet = |group: &ReviewGroup| group.team.as_ref().is_some_and(|team| team.id == self.fleet);
            if let Some(fleet) = page.items.into_iter().find(is_fleet) {
                return fleet;
            }
            cursor = page.next_cursor;
            assert!(cursor.is_some(), "the fleet is one of the teams");
        }
    }

    /// Every line of the file says what its person was rated, and its columns add up to what was written.
    fn add_up(&self, file: &str, changed: &HashMap<PersonId, u8>) {
        let rows: Vec<Vec<&str>> = file.lines().skip(1).map(|line| line.split(',').collect()).collect();
        assert_eq!(rows.len(), self.members.len());
        let by_name: HashMap<_, _> = rows.iter().map(|row| (row[0], row)).collect();
        for (at, member) in self.members.iter().enumerate() {
            let word = self.decided(at, changed).map_or("", |step| ["Below", "Meets", "Above"][usize::from(step) - 1]);
            let row = by_name[member.name.as_str()];
            assert_eq!((row[3], row[10]), ("Answered", word), "{row:?}");
        }
        let sum = |column: usize| -> i64 { rows.iter().filter_map(|row| row[column].parse::<i64>().ok()).sum() };
        let [own, managers, upward, peers] = self.planned;
        assert_eq!([sum(4), sum(5), sum(6), sum(7)], [own, managers, peers, upward - OF_THE_ADMIN]);
    }
}

fn packets(admin: &Client, cycle: ReviewCycleId) -> HashMap<PersonId, ReviewPacketId> {
    let (mut all, mut cursor) = (HashMap::new(), None);
    loop {
        let limit = Limit::new(100);
        let filter = ReviewPacketFilter { cycle: Some(cycle), limit, cursor, ..ReviewPacketFilter::default() };
        let page = admin.call::<ListReviewPackets>(Nothing {}, filter, ()).expect("packets");
        all.extend(page.items.into_iter().map(|packet| (packet.subject.id, packet.id)));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return all;
        }
    }
}

/// All that somebody has to write; it stands on one page.
fn owed(by: &Client) -> Vec<Review> {
    let filter = ReviewFilter { open: true, limit: Limit::new(100), ..ReviewFilter::default() };
    let page = by.call::<ListReviews>(Nothing {}, filter, ()).expect("reviews");
    assert_eq!(page.next_cursor, None);
    page.items
}

/// What their manager and they themselves rate somebody: one of three steps.
fn rating_of(person: PersonId) -> u8 {
    u8::try_from(person.0.as_u128() % 3).expect("below three") + 1
}

fn sheet(review: &Review) -> Value {
    let words = json!({ "text": "Calm in the rush" });
    match review.relation {
        ReviewRelation::Own | ReviewRelation::Manager => {
            json!({ "answers": { "overall": { "rating": rating_of(review.subject.id) }, "words": words } })
        }
        ReviewRelation::Peer | ReviewRelation::Upward => json!({ "answers": { "words": words } }),
    }
}

fn save(by: &Client, review: &Review) {
    let sheet = serde_json::from_value(sheet(review)).expect("a sheet");
    by.call::<SaveReview>(ReviewPath { id: review.id }, Nothing {}, sheet).expect("saved");
}

fn hand_in(by: &Client, review: &Review) {
    by.call::<SubmitReview>(ReviewPath { id: review.id }, Nothing {}, ()).expect("handed in");
}
