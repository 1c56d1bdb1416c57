//! A private Postgres cluster: no service, no port, only a socket in its own folder.

mod folder;

use std::{
    fs,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use folder::Owner;

use crate::{
    guarded::Guarded,
    say::{self, Failed},
    shell,
};

/// A running cluster; it stops when this is dropped, and one for tests is removed.
pub struct Cluster {
    folder: PathBuf,
    purpose: Purpose,
    server: Option<Guarded>,
}

/// What is kept in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// People's data: safe against a power cut.
    Data,
    /// A test run's: fast, and gone afterwards.
    Test,
    /// The benchmark's: as safe as people's, with room for a large seed, and its log readable by program.
    Bench,
}

impl Purpose {
    fn settings(self) -> &'static [&'static str] {
        match self {
            Self::Data => &[],
            Self::Test => &[
                "fsync=off",
                "synchronous_commit=off",
                "full_page_writes=off",
                // Every server of a test's own has a dozen, and there are as many tests at once as cores.
                "max_connections=900",
                "shared_preload_libraries=pg_stat_statements",
                // What is counted must not be forgotten while all the others' databases are made and used.
                "pg_stat_statements.track_utility=off",
                "pg_stat_statements.max=20000",
            ],
            Self::Bench => &[
                "max_connections=200",
                "shared_preload_libraries=pg_stat_statements",
                "shared_buffers=2GB",
                "max_wal_size=16GB",
                "logging_collector=on",
                "log_destination=jsonlog",
                "log_rotation_size=0", // what a request did is read from one file
            ],
        }
    }
}

/// The folder of the newest installed Postgres.
pub fn binaries() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = debian
        .filter_map(|folder| Some((folder.file_name().to_str()?.parse::<u32>().ok()?, folder.path().join("bin"))))
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .max_by_key(|(version, _)| *version);
    let configured = || {
        let asked = shell::output(shell::command("pg_config", &["--bindir"]).stderr(Stdio::null())).ok()?;
        Some(PathBuf::from(asked)).filter(|folder| folder.join("initdb").is_file())
    };
    newest.map(|(_, folder)| folder).or_else(configured)
}

impl Cluster {
    /// Starts the cluster in `wanted`, making it first if there is none. As root Postgres runs as the
    /// user `postgres`, who must be able to reach the folder: another one is taken if not.
    pub fn start(wanted: &Path, purpose: Purpose) -> Result<Self, Failed> {
        let bin =
            binaries().ok_or_else(|| Failed("Postgres is missing; type: apt-get install postgresql".to_owned()))?;
        let owner = Owner::find()?;
        let folder = folder::reachable(wanted, &owner)?;
        folder::prepare(&folder, &owner)?;
        let data = folder.join("cluster");
        if !data.join("PG_VERSION").is_file() {
            say::timed("making a private Postgres cluster", || initialise(&bin, &data, &owner, purpose))?;
        }
        folder::end_leftover(&data)?;
        let log = fs::File::create(folder.join("log")).map_err(|error| Failed::doing("the cluster's log", error))?;
        // SIGINT: end connections, write everything, stop.
        let mut server = as_owner(Guarded::command("INT", bin.join("postgres")), &owner);
        server.arg("-D").arg(&data).arg("-k").arg(&folder).args(["-c", "listen_addresses="]);
        for setting in purpose.settings() {
            server.args(["-c", setting]);
        }
        let server = Guarded::start(server.stdout(Stdio::null()).stderr(log))?;
        let mut cluster = Self { folder, purpose, server: Some(server) };
        cluster.wait_until_ready(&data)?;
        Ok(cluster)
    }

    /// Deletes the cluster that [`Self::start`] would find for `wanted`, with all that is in it.
    pub fn remove(wanted: &Path) -> Result<(), Failed> {
        let folder = folder::reachable(wanted, &Owner::find()?)?;
        folder::end_leftover(&folder.join("cluster"))?;
        shell::delete(&folder)
    }

    fn wait_until_ready(&mut self, data: &Path) -> Result<(), Failed> {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(60) {
            let ready = fs::read_to_string(data.join("postmaster.pid"))
                .is_ok_and(|pid| pid.lines().nth(7).is_some_and(|line| line.trim() == "ready"));
            if ready {
                return Ok(());
            }
            if self.server.as_mut().is_none_or(|server| server.ended().is_some()) {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let log = self.folder.join("log");
        let last = fs::read_to_string(&log).unwrap_or_default().lines().last().unwrap_or_default().to_owned();
        Err(Failed(format!("Postgres did not start: {last} (all of it: {})", log.display())))
    }

    /// The URL for `user` of `database`.
    pub fn url(&self, user: &str, database: &str) -> String {
        let socket = self.folder.to_string_lossy().replace('/', "%2F");
        format!("postgres://{user}@{socket}/{database}")
    }

    /// Makes a database unless it exists.
    pub fn database(&self, name: &str) -> Result<(), Failed> {
        let psql = |database: &str, sql: &str| {
            let bin = binaries().unwrap_or_default().join("psql");
            let mut psql = Command::new(bin);
            without_settings(&mut psql);
            psql.args(["-X", "-q", "-t", "-A", "-U", "postgres", "-h"])
                .arg(&self.folder)
                .args(["-d", database, "-c", sql]);
            shell::output(&mut psql)
        };
        if psql("postgres", &format!("SELECT 1 FROM pg_database WHERE datname = '{name}'"))?.is_empty() {
            psql("postgres", &format!("CREATE DATABASE {name}"))?;
        }
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.server.take());
        if self.purpose == Purpose::Test {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

fn initialise(bin: &Path, data: &Path, owner: &Owner, purpose: Purpose) -> Result<(), Failed> {
    let mut initdb = as_owner(Command::new(bin.join("initdb")), owner);
    // Trust is safe here: only the folder's owner gets to the socket (mode 0700), and root.
    initdb.args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-D"]).arg(data);
    if purpose == Purpose::Test {
        initdb.arg("--no-sync");
    }
    let made = shell::output(&mut initdb);
    if made.is_err() {
        let _ = fs::remove_dir_all(data); // half a cluster would be taken for a whole one
    }
    made.map(drop)
}

fn as_owner(mut command: Command, owner: &Owner) -> Command {
    command.current_dir("/");
    without_settings(&mut command);
    if let Owner::Postgres { uid, gid } = owner {
        command.uid(*uid).gid(*gid);
    }
    command
}

/// The caller's own Postgres settings have no say here.
fn without_settings(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PG") {
            command.env_remove(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_whose_owner_was_killed_is_taken_over_with_its_data() {
        let place = std::env::temp_dir().join(format!("perftrack-cluster-{}", std::process::id()));
        let databases = || fs::read_dir(place.join("cluster/base")).unwrap().count();
        let first = Cluster::start(&place, Purpose::Test).unwrap();
        first.database("kept").unwrap();
        let made = databases();
        std::mem::forget(first); // nobody stops its server
        let second = Cluster::start(&place, Purpose::Test).unwrap();
        second.database("kept").unwrap();
        assert_eq!(databases(), made);
        drop(second);
        assert!(!place.exists());
    }

    #[test]
    fn a_cluster_is_removed_from_where_it_is_kept() {
        // At the end of a path too long for a socket there is none: it is kept elsewhere.
        let wanted = std::env::temp_dir().join(format!("perftrack-{}-{}", std::process::id(), "x".repeat(100)));
        let kept = folder::reachable(&wanted, &Owner::find().unwrap()).unwrap();
        assert_ne!(kept, wanted);
        fs::create_dir_all(kept.join("cluster")).unwrap();
        Cluster::remove(&wanted).unwrap();
        assert!(!kept.exists());
        Cluster::remove(&wanted).unwrap(); // nothing is left to delete
    }
}
