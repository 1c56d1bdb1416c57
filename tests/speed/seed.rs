//! The databases, made once and kept for the next run.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::atomic::{AtomicU32, Ordering},
};

use api::demo::words;
use diesel::{
    RunQueryDsl, sql_query,
    sql_types::{Array, Text},
};
use perftrack_tests::{
    Database,
    db::{db_session, password_hash, run, text, texts},
};
use shared::{
    access::Role,
    wire::{
        PersonId,
        id::{AccountId, OrganisationId},
    },
};
use uuid::Uuid;

/// How large a database is.
pub struct Size {
    /// As the table names it.
    pub name: &'static str,
    /// How many organisations.
    pub organisations: u32,
    /// Objectives of each; with two key results and check-ins each.
    pub objectives: u32,
}

/// The sizes that growth is measured over.
pub const SIZES: [Size; 4] = [
    Size { name: "10k", organisations: 1, objectives: 10_000 },
    // Ten thousand people in one organisation.
    Size { name: "100k", organisations: 1, objectives: 100_000 },
    Size { name: "200k", organisations: 1_000, objectives: 200 },
    Size { name: "10M", organisations: 1_000, objectives: 10_000 },
];

/// In how many organisations somebody asks. Only these have a year behind them.
const ASKING: u32 = 20;

/// A database with those who use it.
pub struct Seeded {
    /// The database.
    pub database: Database,
    /// Who asks: of 20 one Admin, five Managers, the others Employees; in 20 organisations where there are.
    pub actors: Vec<Actor>,
    /// Addresses that can log in with everybody's password.
    pub emails: Vec<String>,
    objectives: u32,
}

/// Somebody with a session.
pub struct Actor {
    /// Their organisation.
    pub org: OrganisationId,
    /// Who they are.
    pub person: PersonId,
    /// Their role, as the database spells it.
    pub role: Role,
    /// Their session.
    pub token: String,
    number: (u32, u32),
}

impl Size {
    /// The size of that name.
    pub fn named(name: &str) -> &'static Self {
        SIZES
            .iter()
            .find(|size| size.name == name)
            .unwrap_or_else(|| panic!("{name}: sizes are 10k, 100k, 200k and 10M"))
    }

    fn people(&self) -> u32 {
        (self.objectives / 10).max(20)
    }
}

/// As `bench.id` makes them.
fn id(org: u32, kind: &str, n: u32) -> Uuid {
    format!("{org:08x}-{kind}-7000-8000-{n:012x}").parse().expect("an id")
}

impl Seeded {
    /// An objective that the actor can see, as everybody there.
    pub fn published(&self, actor: &Actor, n: usize) -> Uuid {
        let numbers = (1..=self.objectives).filter(|n| n % 10 < 6 && n % 20 != 0).collect::<Vec<_>>();
        id(actor.number.0, "0004", numbers[n * 7 % numbers.len()])
    }

    /// Those who ask in the first organisation.
    pub fn of_first(&self) -> impl Iterator<Item = &Actor> {
        self.actors.iter().filter(|actor| actor.number.0 == 1)
    }

    /// A KPI of the first organisation with a thousand days behind it: of a thousand measurements, or of a million.
    pub fn charted(&self, of_a_million: bool) -> Uuid {
        id(1, "000a", if of_a_million { 2 } else { 1 })
    }

    /// A key result that is the actor's own to check in on.
    pub fn own_key_result(&self, actor: &Actor, n: usize) -> Uuid {
        let people = (self.objectives / 10).max(20);
        let owned = (1..=self.objectives).filter(|n| n % people == actor.number.1 - 1);
        let open: Vec<_> = owned.filter(|n| n % 20 == 0 || n % 7 != 0).collect();
        let objective = open[n / 2 % open.len()];
        id(actor.number.0, "0005", 2 * objective - (n % 2) as u32)
    }
}

/// The database of that size: seeded now, unless an earlier run with the same seed left it.
pub fn ready(size: &'static Size) -> Seeded {
    let mut seed = DefaultHasher::new();
    (include_str!("seed.sql"), include_str!("year.sql"), words()).hash(&mut seed);
    let name = format!("pt_bench_{}_{:08x}", size.name.to_lowercase(), seed.finish() as u32);
    let database = Database::kept(&name, |database| fill(database, size));
    database.migrate();
    let mut admin = database.admin();
    run(&mut admin, MORNING_IS_OVER);
    let spread = size.organisations.min(ASKING);
    let actors = (0..20).map(|n| {
        let (org, people) = (1 + n % spread, size.people());
        let (role, person) = match n {
            0 => (Role::Admin, 1),
            1..=5 => (Role::Manager, 2 + n % (people / 10 - 1)),
            _ => (Role::Employee, people / 2 + n % (people / 2)),
        };
        let (org_id, person_id) = (OrganisationId(id(org, "0000", 0)), PersonId(id(org, "0002", person)));
        let (_, token) = db_session(&mut admin, org_id, person_id, AccountId(id(org, "0009", person)));
        Actor { org: org_id, person: person_id, role, token, number: (org, person) }
    });
    let actors = actors.collect();
    let emails = texts(&mut admin, "SELECT email AS text FROM accounts ORDER BY id LIMIT 1000");
    Seeded { database, actors, emails, objectives: size.objectives }
}

/// Reminding a thousand organisations that have been asleep until now is a morning's work, and not what is measured.
const MORNING_IS_OVER: &str = "
    DELETE FROM notice_mails;
    INSERT INTO notice_rounds (org_id, due_at, reminded_on)
    SELECT o.org_id, now() + interval '1 day', current_date + 1 FROM organisations o
    ON CONFLICT (org_id) DO UPDATE SET due_at = EXCLUDED.due_at, reminded_on = EXCLUDED.reminded_on";

/// Rows first, indexes then; a crash would lose the database, so it gets its name last.
fn fill(database: &Database, size: &Size) {
    eprintln!("· seeding {} objectives in {} organisations", size.organisations * size.objectives, size.organisations);
    database.migrate();
    let mut admin = database.admin();
    run(&mut admin, "CREATE EXTENSION pg_stat_statements");
    run(&mut admin, include_str!("seed.sql"));
    run(&mut admin, include_str!("year.sql"));
    let words = words();
    sql_query("INSERT INTO bench.words VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind::<Array<Text>, _>(words.first_names)
        .bind::<Array<Text>, _>(words.last_names)
        .bind::<Array<Text>, _>(words.job_titles)
        .bind::<Array<Text>, _>(words.objectives)
        .bind::<Array<Text>, _>(words.key_results)
        .bind::<Array<Text>, _>(words.kpis)
        .bind::<Array<Text>, _>(words.praise)
        .bind::<Array<Text>, _>(words.questions)
        .execute(&mut admin)
        .expect("the words are kept");
    run(&mut admin, "SELECT bench.drop_indexes()");
    for hurry in ["ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off", "SELECT pg_reload_conf()"]
    {
        run(&mut admin, hurry);
    }
    let next = AtomicU32::new(1);
    let hash = password_hash(12);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut admin = database.admin();
                run(&mut admin, "SET session_replication_role = replica; SET synchronous_commit = off");
                loop {
                    let org = next.fetch_add(1, Ordering::Relaxed);
                    if org > size.organisations {
                        return;
                    }
                    run(&mut admin, &format!("SELECT bench.organisation({org}, {}, '{hash}')", size.objectives));
                    if org <= ASKING {
                        run(&mut admin, &format!("SELECT bench.year({org}, {})", size.people()));
                    }
                    if org == 1 {
                        run(&mut admin, "SELECT bench.charts(1)");
                    }
                    if org.is_multiple_of(100) {
                        eprintln!("  {org} organisations");
                    }
                }
            });
        }
    });
    eprintln!("  indexes");
    run(&mut admin, "SET maintenance_work_mem = '1GB'");
    for definition in texts(&mut admin, "SELECT definition AS text FROM bench.indexes") {
        run(&mut admin, &definition);
    }
    run(&mut admin, "VACUUM (FREEZE, ANALYZE)");
    for care in
        ["ALTER SYSTEM RESET fsync", "ALTER SYSTEM RESET full_page_writes", "SELECT pg_reload_conf()", "CHECKPOINT"]
    {
        run(&mut admin, care);
    }
    let size = text(&mut admin, "SELECT pg_size_pretty(pg_database_size(current_database())) AS text");
    eprintln!("  {size} on disk");
}
