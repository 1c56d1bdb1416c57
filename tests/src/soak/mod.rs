//! Mixed traffic of several organisations at two replicas, while what they stand on breaks again and again: every answer
//! is right or plainly none, and what was acknowledged is there afterwards.

mod faults;
mod traffic;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use crate::{Database, Server, cluster::Cluster, db, eventually, mailbox::Mailbox, unique};
use traffic::Traffic;

/// Organisations, each with somebody who works without a pause.
const ORGANISATIONS: usize = 5;
/// As often somebody is asked again before they call it lost: a tenth of a second apart.
const MOST_ATTEMPTS: usize = 600;

/// What became of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Requests that were sent.
    pub sent: usize,
    /// Changes that were acknowledged.
    pub acknowledged: usize,
    /// Requests told to come back: 429 and 5xx, as problem documents.
    pub refused: usize,
    /// Requests whose connection ended without a whole answer.
    pub broken: usize,
    /// Answers that were wrong, and what they were.
    pub wrong: Vec<String>,
    /// Streams that were opened.
    pub streams: usize,
    /// Mails that were promised.
    pub letters: usize,
    /// Acknowledged changes that aren't there, and mails that never left.
    pub missing: Vec<String>,
    /// What was broken, in turn.
    pub faults: Vec<Fault>,
}

/// Something that was broken.
#[derive(Debug)]
pub struct Fault {
    /// In words.
    pub name: &'static str,
    /// How often the most patient had to ask until they were answered; `None` where this machine can't break that.
    pub attempts: Option<usize>,
    /// How many of these came after it was mended.
    pub after: usize,
}

/// Breaks each thing once, and goes on in rounds for as long as that.
pub fn run(least: Duration) -> Outcome {
    let world = World::build();
    let mut actors: Vec<Traffic> = (0..ORGANISATIONS).map(|number| Traffic::new(&world, number)).collect();
    let began = Instant::now();
    let mut faults = Vec::new();
    let ears: Vec<_> = actors.iter().map(Traffic::ear).collect();
    std::thread::scope(|scope| {
        let world = &world;
        for actor in &mut actors {
            scope.spawn(move || actor.work(world));
        }
        for ear in ears {
            scope.spawn(move || ear.listens(world));
        }
        let _over = Over(&world.over);
        loop {
            faults.extend(faults::one_of_each(world));
            if began.elapsed() >= least {
                break;
            }
        }
    });
    // Once more from nothing: what is only in memory doesn't count.
    world.cluster.stop();
    world.cluster.start();
    eventually("the replicas find their database again", || (0..world.replicas.len()).all(|at| world.is_ready(at)));
    let mut missing: Vec<String> = actors.iter_mut().flat_map(|actor| actor.missing(&world)).collect();
    let readers = world.written_to();
    let letters: Vec<&String> = actors.iter().flat_map(Traffic::letters).collect();
    missing.extend(letters.iter().filter(|to| !readers.contains(**to)).map(|to| format!("no mail to {to}")));
    let count = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
    Outcome {
        sent: count(&world.sent),
        acknowledged: count(&world.acknowledged),
        refused: count(&world.refused),
        streams: count(&world.streams),
        letters: letters.len(),
        broken: count(&world.broken),
        wrong: std::mem::take(&mut *locked(&world.wrong)),
        missing,
        faults,
    }
}

/// Ends the traffic, however the one who breaks things ends.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What everybody shares.
struct World {
    cluster: &'static Cluster,
    database: Database,
    replicas: [Mutex<Option<Server>>; 2],
    /// Where each is, or was.
    places: [Mutex<String>; 2],
    over: AtomicBool,
    sent: AtomicUsize,
    acknowledged: AtomicUsize,
    refused: AtomicUsize,
    broken: AtomicUsize,
    streams: AtomicUsize,
    /// Where mails land, of all replicas that ever were.
    mails: PathBuf,
    /// The most attempts that any request took since something was broken.
    attempts: AtomicUsize,
    /// The same of those that came while nothing was broken.
    attempts_mended: AtomicUsize,
    is_broken: AtomicBool,
    wrong: Mutex<Vec<String>>,
}

impl World {
    fn build() -> Self {
        let cluster: &'static Cluster = Box::leak(Box::new(Cluster::that_keeps()));
        let database = Database::empty_in(cluster);
        database.migrate();
        db::run(&mut database.admin(), "CHECKPOINT");
        let world = Self {
            cluster,
            database,
            replicas: Default::default(),
            places: Default::default(),
            over: AtomicBool::default(),
            sent: AtomicUsize::default(),
            acknowledged: AtomicUsize::default(),
            refused: AtomicUsize::default(),
            broken: AtomicUsize::default(),
            streams: AtomicUsize::default(),
            mails: std::env::temp_dir().join(format!("perftrack-soak-{}-{}", std::process::id(), unique())),
            attempts: AtomicUsize::default(),
            attempts_mended: AtomicUsize::default(),
            is_broken: AtomicBool::default(),
            wrong: Mutex::default(),
        };
        (0..world.replicas.len()).for_each(|at| world.start(at));
        world
    }

    fn start(&self, at: usize) {
        let mails = self.mails.to_str().expect("a readable path");
        let server = Server::start(self.database.clone(), &[("PERFTRACK_MAIL_DIR", mails)]);
        locked(&self.places[at]).clone_from(&server.url);
        *locked(&self.replicas[at]) = Some(server);
    }

    fn place(&self, at: usize) -> String {
        locked(&self.places[at % self.places.len()]).clone()
    }

    fn is_ready(&self, at: usize) -> bool {
        let asked = crate::Client::at(&self.place(at)).raw("GET", "/health/ready").try_send();
        asked.is_ok_and(|answer| answer.is_success())
    }

    /// Everybody to whom a mail went, once none waits any longer.
    fn written_to(&self) -> BTreeSet<String> {
        // What a dead replica had taken, another takes when the lease is over: now.
        db::run(&mut self.database.admin(), "UPDATE mails SET due_at = now() WHERE sent_at IS NULL");
        let waiting = || db::count(&mut self.database.admin(), "mails WHERE sent_at IS NULL");
        eventually("every mail leaves", || waiting() == 0);
        Mailbox::at(self.mails.clone()).readers()
    }

    fn is_wrong(&self, what: String) {
        locked(&self.wrong).push(what);
    }

    /// Waits until so many more changes were acknowledged.
    fn goes_on(&self, many: usize) {
        let until = self.acknowledged.load(Ordering::Relaxed) + many;
        eventually("work goes on", || self.acknowledged.load(Ordering::Relaxed) >= until || self.has_gone_wrong());
    }

    /// Nobody waits for somebody who has given up.
    fn has_gone_wrong(&self) -> bool {
        !locked(&self.wrong).is_empty()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.mails);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Teams by id: name and version.
type Teams = BTreeMap<String, (String, i64)>;
