//! Pulses: each test is a rule about who is asked, who sees what, and what nobody can find out, tried over HTTP.

mod ballots;
mod clock;
mod life;
mod over_time;
mod results;
mod scale;
mod solver;
mod threads;
mod unlinkable;
mod whole;

use chrono::{Days, NaiveDate, Utc};
use perftrack_tests::{
    Client, Org, Persona,
    client::Called,
    db::{organisation_of, run},
    stage::random_bytes,
    unique,
};
use serde_json::{Value, json};
use shared::{
    access::Role,
    notifications::{ListNotices, NoticeFilter, NoticeKind, Topic},
    operation::Nothing,
    pulse::{
        Answer, AnswerPulse, BlindBallot, CreatePulse, MovePulse, NewPulse, NewSheet, PulseDetail, PulseMove,
        PulsePath, PulseResults, PulseStep, ReadPulse, ReadPulseResults, Slip, TakeBallot, ballot::Envelope,
    },
    teams::{CreateTeam, NewTeam, Team},
    wire::{PulseId, TeamId},
};

/// An organisation with two teams under one, and people in them.
struct Ground {
    org: Org,
    product: Team,
    platform: Team,
    mobile: Team,
    platform_lead: Persona,
    platform_people: Vec<Persona>,
    mobile_people: Vec<Persona>,
}

impl Ground {
    /// So many in each of the two, the lead of the first among them.
    fn of(platform: usize, mobile: usize) -> Self {
        Self::on(Org::db_new(), platform, mobile)
    }

    /// The same in an organisation that is there.
    fn on(org: Org, platform: usize, mobile: usize) -> Self {
        let product = team(&org, None);
        let [platform_team, mobile_team] = [(); 2].map(|()| team(&org, Some(product.id)));
        let platform_lead = org.db_person(Role::Manager, None);
        let members = |many: usize| (0..many).map(|_| org.db_person(Role::Employee, Some(&platform_lead)));
        let mut platform_people = vec![platform_lead.clone()];
        platform_people.extend(members(platform - 1));
        let mobile_people: Vec<_> = (0..mobile).map(|_| org.db_person(Role::Employee, None)).collect();
        platform_people.iter().for_each(|person| seat(&org, person, platform_team.id));
        mobile_people.iter().for_each(|person| seat(&org, person, mobile_team.id));
        Self {
            org,
            product,
            platform: platform_team,
            mobile: mobile_team,
            platform_lead,
            platform_people,
            mobile_people,
        }
    }

    /// A draft that asks the product team.
    fn draft(&self, with: Value) -> PulseDetail {
        let mut body = json!({
            "title": unique(), "opens_on": today(), "closes_on": today() + Days::new(6), "team_id": self.product.id,
            "questions": [
                { "kind": "enps", "text": "How likely would you recommend us?" },
                { "kind": "scale", "text": "I can do my best work here.", "options": ["No", "Rather no", "Rather yes", "Yes"] },
                { "kind": "text", "text": "What would help?" },
            ],
        });
        for (field, value) in with.as_object().expect("fields") {
            body[field] = value.clone();
        }
        create(self.org.admin(), serde_json::from_value(body).expect("a pulse to be")).expect("a draft")
    }

    /// One that is open.
    fn open(&self, with: Value) -> PulseId {
        let id = self.draft(with).pulse.id;
        step(self.org.admin(), id, PulseStep::Open).expect("it opens");
        id
    }

    fn close(&self, id: PulseId) {
        step(self.org.admin(), id, PulseStep::Close).expect("it closes");
    }
}

fn team(org: &Org, parent_id: Option<TeamId>) -> Team {
    let new = NewTeam { name: format!("Team {}", unique()), parent_id, lead_id: None };
    org.admin().call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("a team")
}

/// Puts somebody into a team.
fn seat(org: &Org, person: &Persona, team: TeamId) {
    let seat = format!("UPDATE people SET team_id = '{team}' WHERE id = '{}'", person.id);
    run(&mut org.server.database.admin(), &seat);
}

fn today() -> NaiveDate {
    Utc::now().date_naive()
}

fn create(by: &Client, new: NewPulse) -> Called<CreatePulse> {
    by.call::<CreatePulse>(Nothing {}, Nothing {}, new)
}

fn step(by: &Client, id: PulseId, step: PulseStep) -> Called<MovePulse> {
    by.call::<MovePulse>(PulsePath { id }, Nothing {}, PulseMove { step })
}

fn see(by: &Client, id: PulseId) -> Called<ReadPulse> {
    by.call::<ReadPulse>(PulsePath { id }, Nothing {}, ())
}

fn results(by: &Client, id: PulseId) -> Called<ReadPulseResults> {
    by.call::<ReadPulseResults>(PulsePath { id }, Nothing {}, ())
}

/// Takes the ballot as a browser does.
fn ballot(voter: &Persona, id: PulseId) -> Slip {
    let envelope = Envelope::new(random_bytes).expect("an envelope");
    let signed = take(voter, id, &envelope).expect("a ballot");
    let key = see(voter, id).expect("the pulse").public_key.expect("a key");
    envelope.open(id, &key, &signed).expect("signed by the pulse's key")
}

fn take(voter: &Persona, id: PulseId, envelope: &Envelope) -> Called<TakeBallot> {
    voter.call::<TakeBallot>(PulsePath { id }, Nothing {}, BlindBallot { blinded: envelope.blinded() })
}

/// Answers by a ballot, as nobody.
fn answer(org: &Org, slip: &Slip, answers: Vec<Answer>) -> Called<AnswerPulse> {
    let sheet = NewSheet { slip: slip.clone(), answers };
    Client::visitor(org.server).call::<AnswerPulse>(Nothing {}, Nothing {}, sheet)
}

/// An answer to [`Ground::draft`]'s questions.
fn answers(enps: u8, step: u8, text: &str) -> Vec<Answer> {
    vec![
        Answer { number: Some(enps), ..Answer::to(0) },
        Answer { number: Some(step), ..Answer::to(1) },
        Answer { text: Some(text.to_owned()), ..Answer::to(2) },
    ]
}

/// Everybody of these takes their ballot and answers.
fn vote(org: &Org, voters: &[Persona], id: PulseId, enps: u8, text: &str) {
    for voter in voters {
        let slip = ballot(voter, id);
        answer(org, &slip, answers(enps, 3, text)).expect("an answer");
    }
}

/// How many of a group answered a question, where that is published.
fn published(results: &PulseResults, question: usize, team: Option<TeamId>) -> Option<i64> {
    let group = results.groups.iter().find(|group| group.team_id == team)?;
    let cells = &results.questions[question].cells;
    cells.iter().find(|cell| cell.group_id == group.id).map(|cell| cell.n)
}

fn org_id(org: &Org) -> String {
    organisation_of(&mut org.server.database.admin(), org.admin().id).to_string()
}

/// How many notices of a kind somebody sees.
fn told(of: &Persona, kind: NoticeKind) -> usize {
    let all = of.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    all.iter().filter(|notice| notice.kind == kind).count()
}

/// How many notices somebody has not read.
fn unread(of: &Persona) -> usize {
    let unread = NoticeFilter { unread: Some(true), topic: Some(Topic::Pulse), ..NoticeFilter::default() };
    of.call::<ListNotices>(Nothing {}, unread, ()).expect("notices").items.len()
}
