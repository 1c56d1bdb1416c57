//! Somebody who works without a pause and remembers what was acknowledged.

mod ear;
mod work;

use std::{cell::RefCell, collections::BTreeSet, sync::atomic::Ordering, time::Duration};

use serde_json::{Value, json};
use shared::{access::Role, problem::Problem, wire::PersonId};

use self::{ear::Ear, work::Work};
use super::{MOST_ATTEMPTS, Teams, World};
use crate::{Client, Response, client::Request, db, org::PASSWORD, unique};

/// So many teams are made; from then on they are renamed.
const MOST_TEAMS: usize = 40;
/// So many people ask for a mail.
const MOST_LETTERS: usize = 40;
const PAUSE: Duration = Duration::from_millis(100);
const TEAMS: &str = "/api/v1/teams";

/// An organisation's only Admin.
pub(super) struct Traffic {
    /// Begins the name of everything that is theirs.
    mark: String,
    person: PersonId,
    email: String,
    token: String,
    teams: Teams,
    work: Option<Work>,
    /// To whom a mail was promised.
    letters: BTreeSet<String>,
    turn: usize,
}

impl Traffic {
    /// One in an organisation of their own.
    pub(super) fn new(world: &World, number: usize) -> Self {
        let mut conn = world.database.admin();
        let org = db::db_organisation(&mut conn);
        let (person, account) = db::db_person(&mut conn, org, Role::Admin);
        let (_, token) = db::db_session(&mut conn, org, person, account);
        let email = db::text(&mut conn, &format!("SELECT email AS text FROM people WHERE id = '{person}'"));
        let mark = format!("m{}", unique());
        let letters = BTreeSet::new();
        Self { mark, person, email, token, teams: Teams::new(), work: None, letters, turn: number }
    }

    /// Somebody who listens meanwhile.
    pub(super) fn ear(&self) -> Ear {
        Ear::new(&self.mark, &self.token, self.turn)
    }

    /// To whom a mail was promised.
    pub(super) fn letters(&self) -> &BTreeSet<String> {
        &self.letters
    }

    /// Works until it is over, or something was wrong.
    pub(super) fn work(&mut self, world: &World) {
        while !world.over.load(Ordering::Relaxed) && !world.has_gone_wrong() {
            self.turn += 1;
            let right = match self.turn % 20 {
                0 => self.logs_in(world),
                1 | 7 | 13 => self.reads_themselves(world),
                2 | 8 | 14 => self.reads_people(world),
                3 | 9 | 15 | 17 => self.works(world),
                5 if self.letters.len() < MOST_LETTERS => self.signs_up(world),
                turn if turn % 2 == 0 => self.sees_all(world),
                _ if self.teams.len() < MOST_TEAMS => self.makes_a_team(world),
                _ => self.renames_a_team(world),
            };
            if let Err(wrong) = right {
                world.is_wrong(format!("{}: {wrong}", self.mark));
            }
        }
    }

    /// Acknowledged changes that can't be seen, at either replica, and those that nobody hears of.
    pub(super) fn missing(&mut self, world: &World) -> Vec<String> {
        let seen = |at: usize| {
            self.turn = at;
            let work = || self.work.as_ref().map_or(Ok(()), |work| work.is_whole(self, world));
            self.sees_all(world).and_then(|()| work()).err()
        };
        let mut missing: Vec<String> = (0..world.places.len()).filter_map(seen).collect();
        missing.extend(self.is_heard(world).err());
        missing
    }

    /// Whether whoever listens at one replica hears of what is said at the other.
    fn is_heard(&mut self, world: &World) -> Result<(), String> {
        let Some(work) = self.work.take() else { return Ok(()) };
        let heard = (0..world.places.len()).try_for_each(|at| {
            self.turn = at + 1;
            work.is_heard(self, world, at)
        });
        self.work = Some(work);
        heard
    }

    fn client(&self, world: &World, attempt: usize) -> Client {
        Client::at(&world.place(self.turn + attempt)).with_token(&self.token)
    }

    /// Sends a request until it is answered, at one replica and the other in turn; with how many attempts went before.
    fn answered(&self, world: &World, request: impl Fn(&Client) -> Request) -> Result<(Response, usize), String> {
        let mut since_mended = 0;
        for attempt in 0..MOST_ATTEMPTS {
            if attempt > 0 {
                std::thread::sleep(PAUSE);
            }
            // Nobody is to blame for what is broken still.
            since_mended = if world.is_broken.load(Ordering::Relaxed) { 0 } else { since_mended + 1 };
            world.sent.fetch_add(1, Ordering::Relaxed);
            match request(&self.client(world, attempt)).try_send() {
                Err(_) => world.broken.fetch_add(1, Ordering::Relaxed),
                Ok(answer) if answer.status == 429 || answer.status >= 500 || is_being_done(&answer) => {
                    if serde_json::from_slice::<Problem>(&answer.body).is_err() {
                        return Err(format!("{} without a problem document: {}", answer.status, answer.text()));
                    }
                    world.refused.fetch_add(1, Ordering::Relaxed)
                }
                Ok(answer) => {
                    world.attempts.fetch_max(attempt + 1, Ordering::Relaxed);
                    world.attempts_mended.fetch_max(since_mended, Ordering::Relaxed);
                    return Ok((answer, attempt));
                }
            };
        }
        Err(format!("no answer in {MOST_ATTEMPTS} attempts"))
    }

    /// At something else than teams.
    fn works(&mut self, world: &World) -> Result<(), String> {
        let Some(mut work) = self.work.take() else {
            self.work = Some(Work::begin(self, world)?);
            return Ok(());
        };
        let went_on = work.goes_on(self, world);
        self.work = Some(work);
        went_on
    }

    /// Somebody new, whom we answer and then write to. Each attempt is another's: to one address there are few mails an hour.
    fn signs_up(&mut self, world: &World) -> Result<(), String> {
        let asked = RefCell::new(String::new());
        let sign_up = |client: &Client| {
            let email = format!("{}@example.com", unique());
            let new = json!({
                "organisation": "Herons", "name": "Ada", "email": email, "password": "a blue heron at noon",
            });
            *asked.borrow_mut() = email;
            client.raw("POST", "/api/v1/sign-up").without("cookie").json(&new)
        };
        let (answer, _) = self.answered(world, sign_up)?;
        if answer.status != 204 {
            return Err(format!("signing up: {}: {}", answer.status, answer.text()));
        }
        self.letters.insert(asked.into_inner());
        world.acknowledged.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn makes_a_team(&mut self, world: &World) -> Result<(), String> {
        let (key, name) = (unique(), format!("{} {}", self.mark, unique()));
        let make =
            |client: &Client| client.raw("POST", TEAMS).json(&json!({ "name": name })).header("idempotency-key", &key);
        let (answer, _) = self.answered(world, make)?;
        let team = expect(&answer, 201)?;
        if team["name"] != name.as_str() {
            return Err(format!("made {name}, answered {team}"));
        }
        self.acknowledge(world, &team, name)
    }

    fn renames_a_team(&mut self, world: &World) -> Result<(), String> {
        let at = self.turn % self.teams.len();
        let (id, (_, version)) = self.teams.iter().nth(at).ok_or("there are teams")?;
        let (id, version, name) = (id.clone(), *version, format!("{} {}", self.mark, unique()));
        let rename = |client: &Client| {
            let request = client.raw("PATCH", &format!("{TEAMS}/{id}")).json(&json!({ "name": name }));
            request.header("if-match", &format!("\"{version}\""))
        };
        let (answer, before) = self.answered(world, rename)?;
        if answer.status == 412 && before > 0 {
            // It was done, and the answer got lost; or it wasn't, and nobody else can have done anything.
            let list = self.list(world)?;
            return match list.get(&id) {
                Some((now, at)) if *now == name && *at == version + 1 => {
                    world.acknowledged.fetch_add(1, Ordering::Relaxed);
                    self.teams.insert(id, (name, version + 1));
                    Ok(())
                }
                other => Err(format!("renaming {id} at {version}: refused as stale, and it is {other:?}")),
            };
        }
        let team = expect(&answer, 200)?;
        if team["name"] != name.as_str() || team["id"] != id.as_str() || team["version"] != version + 1 {
            return Err(format!("renamed {id} to {name}, answered {team}"));
        }
        self.acknowledge(world, &team, name)
    }

    fn acknowledge(&mut self, world: &World, team: &Value, name: String) -> Result<(), String> {
        let id = team["id"].as_str().ok_or_else(|| format!("a team without an id: {team}"))?;
        let version = team["version"].as_i64().ok_or_else(|| format!("a team without a version: {team}"))?;
        self.teams.insert(id.to_owned(), (name, version));
        world.acknowledged.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn list(&self, world: &World) -> Result<Teams, String> {
        let (answer, _) = self.answered(world, |client| client.raw("GET", TEAMS))?;
        let list = expect(&answer, 200)?;
        let items = list["items"].as_array().ok_or("a list without items")?;
        let text = |team: &Value, field: &str| team[field].as_str().unwrap_or_default().to_owned();
        let read =
            |team: &Value| (text(team, "id"), (text(team, "name"), team["version"].as_i64().unwrap_or_default()));
        Ok(items.iter().map(read).collect())
    }

    /// Every change that was acknowledged, and nothing else: nobody else works here.
    fn sees_all(&self, world: &World) -> Result<(), String> {
        let list = self.list(world)?;
        if list == self.teams {
            return Ok(());
        }
        let lost = self.teams.iter().filter(|(id, team)| list.get(*id) != Some(*team));
        let strange = list.iter().filter(|(id, team)| self.teams.get(*id) != Some(*team));
        Err(format!("acknowledged {:?}, seen {:?}", lost.collect::<Vec<_>>(), strange.collect::<Vec<_>>()))
    }

    fn reads_themselves(&self, world: &World) -> Result<(), String> {
        let (answer, _) = self.answered(world, |client| client.raw("GET", "/api/v1/me"))?;
        let me = expect(&answer, 200)?;
        if me["person_id"] == self.person.to_string() { Ok(()) } else { Err(format!("somebody else: {me}")) }
    }

    fn reads_people(&self, world: &World) -> Result<(), String> {
        let (answer, _) = self.answered(world, |client| client.raw("GET", "/api/v1/people"))?;
        let people = expect(&answer, 200)?;
        let ids: Vec<_> = people["items"].as_array().into_iter().flatten().map(|person| person["id"].clone()).collect();
        if ids == [json!(self.person)] { Ok(()) } else { Err(format!("other people: {people}")) }
    }

    fn logs_in(&mut self, world: &World) -> Result<(), String> {
        let credentials = json!({ "email": self.email, "password": PASSWORD });
        let log_in = |client: &Client| client.raw("POST", "/api/v1/log-in").without("cookie").json(&credentials);
        let (answer, _) = self.answered(world, log_in)?;
        let me = expect(&answer, 200)?;
        if me["person_id"] != self.person.to_string() {
            return Err(format!("logged in as somebody else: {me}"));
        }
        self.token = answer.session().ok_or("a log-in without a session")?;
        Ok(())
    }
}

/// Whether an earlier attempt is still being worked on.
fn is_being_done(answer: &Response) -> bool {
    answer.status == 409 && answer.text().contains("\"in_progress\"")
}

fn expect(answer: &Response, status: u16) -> Result<Value, String> {
    if answer.status == status { Ok(answer.json()) } else { Err(format!("{}: {}", answer.status, answer.text())) }
}
