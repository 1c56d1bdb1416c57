//! `cargo xtask run`: from a clone to a page in the browser.

use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::mpsc,
    time::Duration,
};

use crate::{
    cluster::{Cluster, Purpose},
    guarded::Guarded,
    payments::Payments,
    say::{self, Failed},
    secrets, shell, tools,
    web::{self, Build},
};

/// The port people will remember.
const PORT: u16 = 8080;

/// How many people the demo organisation has: enough for lists to have pages and charts to have teams.
const PEOPLE: &str = "200";

/// What stands after `cargo xtask run`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Asked {
    port: Option<u16>,
    fresh: bool,
}

impl Asked {
    /// Reads `--port N` and `--fresh`.
    pub fn read(words: &[&str]) -> Result<Self, Failed> {
        match words {
            [] => Ok(Self::default()),
            ["--fresh", rest @ ..] => Ok(Self { fresh: true, ..Self::read(rest)? }),
            ["--port", port, rest @ ..] => {
                let number: u16 = port.parse().map_err(|_| Failed(format!("--port {port}: not a port number")))?;
                Ok(Self { port: Some(number), ..Self::read(rest)? })
            }
            [word, ..] => Err(Failed(format!("{word}: run takes --port N and --fresh"))),
        }
    }
}

/// Starts everything, waits for Ctrl-C (or a server that ends), stops everything.
pub fn run(asked: &Asked) -> Result<(), Failed> {
    if asked.fresh && std::env::var("DATABASE_URL").is_ok() {
        // New secrets over an old database, and nobody could log in.
        let why = "--fresh deletes no database of yours; empty what DATABASE_URL names, or unset it";
        return Err(Failed(why.to_owned()));
    }
    tools::server()?;
    say::timed("building the server (some minutes the first time)", || {
        shell::run(&mut shell::cargo(&["build", "--release", "--quiet", "--package", "api"]))
    })?;
    let app = web::build(Build::Release)?;
    let (stop, stopped) = mpsc::channel();
    ctrlc::set_handler(move || stop.send(()).unwrap_or_default())
        .map_err(|error| Failed::doing("listening for Ctrl-C", error))?;
    let data = shell::root().join("data");
    if asked.fresh {
        // First the cluster, which may be kept elsewhere: without its secrets nobody gets into it.
        Cluster::remove(&data.join("postgres"))?;
        shell::delete(&data)?;
    }
    let database = Database::open(&data)?;
    let program = shell::target().join("release/perftrack");
    let server = Settings { program: &program, data: &data, database: &database, app: &app };
    say::timed("bringing the database up to date", || shell::run(&mut server.chore("migrate")?)).map_err(|_| {
        let remedy = "DATABASE_URL, if it is set, has to name a database by a user who may create roles";
        Failed(format!("the database could not be brought up to date, for the reason above; {remedy}"))
    })?;
    let mut demo = server.chore("demo")?;
    demo.args(["--people", PEOPLE]);
    let log_ins = say::timed("looking for the demo organisation", || shell::output(&mut demo))?;
    let payments = say::timed("starting what takes payments", Payments::open)?;
    let (mut running, url) = server.serve(asked.port, &payments)?;
    println!(
        "\n  PerfTrack is at {url}\n\n{log_ins}\n\n  Mail lands in data/mail; payments move no money (docs/payments.md). Ctrl-C stops.\n"
    );
    loop {
        if stopped.recv_timeout(Duration::from_millis(200)).is_ok() {
            say::doing("stopping the server, then the database");
            return Ok(());
        }
        if let Some(status) = running.ended() {
            return Err(Failed(format!("the server ended by itself: {status}")));
        }
    }
}

/// The database and the URLs of its three users.
pub struct Database {
    /// For the runtime role.
    pub app: String,
    /// For the accounts role.
    pub auth: String,
    /// For migrations.
    pub migrator: String,
    _cluster: Option<Cluster>,
}

impl Database {
    /// `DATABASE_URL`, an administrator's, names a real server; else a private cluster is started.
    fn open(data: &Path) -> Result<Self, Failed> {
        let Ok(admin) = std::env::var("DATABASE_URL") else {
            let cluster = say::timed("starting Postgres", || Cluster::start(&data.join("postgres"), Purpose::Data))?;
            return Self::of(cluster);
        };
        let secrets = data.join("secrets");
        let user = |role: &str| {
            let password = secrets::password(&secrets, role)?;
            let (scheme, rest) =
                admin.split_once("://").ok_or_else(|| Failed("DATABASE_URL is not a URL".to_owned()))?;
            let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
            Ok(format!("{scheme}://{role}:{password}@{place}"))
        };
        Ok(Self { app: user("pt_app")?, auth: user("pt_auth")?, migrator: admin.clone(), _cluster: None })
    }

    /// Where whoever may do everything gets in.
    pub fn migrator(&self) -> &str {
        &self.migrator
    }

    /// A database in a cluster of our own.
    pub fn of(cluster: Cluster) -> Result<Self, Failed> {
        cluster.database("perftrack")?;
        let url = |user: &str| cluster.url(user, "perftrack");
        Ok(Self { app: url("pt_app"), auth: url("pt_auth"), migrator: url("postgres"), _cluster: Some(cluster) })
    }
}

/// What `perftrack` is told.
pub struct Settings<'a> {
    /// The built `perftrack`.
    pub program: &'a Path,
    /// Where secrets and mail are kept.
    pub data: &'a Path,
    /// The database.
    pub database: &'a Database,
    /// The built web app.
    pub app: &'a Path,
}

impl Settings<'_> {
    /// A subcommand that ends by itself.
    pub fn chore(&self, subcommand: &str) -> Result<Command, Failed> {
        let mut command = shell::command(self.program, &[subcommand]);
        self.told(&mut command)?;
        Ok(command)
    }

    /// The server, listening where told.
    pub fn server(&self, listen: &str) -> Result<Command, Failed> {
        let mut command = Guarded::command("TERM", self.program);
        command.arg("serve").current_dir(shell::root());
        self.told(&mut command)?;
        command.env("PERFTRACK_LISTEN", listen).env("PERFTRACK_LOG", "warn");
        Ok(command)
    }

    fn told(&self, command: &mut Command) -> Result<(), Failed> {
        let secrets = self.data.join("secrets");
        let mail = self.data.join("mail");
        secrets::folder(&mail)?; // its links set passwords
        command
            .env("PERFTRACK_MODE", "development")
            .env("PERFTRACK_WEB_DIR", self.app)
            .env("PERFTRACK_MAIL_DIR", mail)
            .env("PERFTRACK_JWT_KEYS", secrets::key(&secrets, "session-key")?)
            .env("PERFTRACK_PEPPERS", secrets::key(&secrets, "pepper")?)
            .env("PERFTRACK_SEAL_KEYS", secrets::key(&secrets, "seal-key")?)
            .env("PERFTRACK_REPLY_ADDRESS", "check-in@perftrack.localhost")
            .env("PERFTRACK_REPLY_KEYS", secrets::key(&secrets, "reply-key")?)
            .env("DATABASE_URL", &self.database.app)
            .env("DATABASE_AUTH_URL", &self.database.auth)
            .env("DATABASE_MIGRATOR_URL", &self.database.migrator);
        Ok(())
    }

    fn serve(&self, port: Option<u16>, payments: &Payments) -> Result<(Guarded, String), Failed> {
        let wanted = port.unwrap_or(PORT);
        let free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
        let port = if port.is_some() { Some(wanted).filter(free) } else { (wanted..wanted + 50).find(free) };
        let port =
            port.ok_or_else(|| Failed(format!("port {wanted} is taken; choose another: cargo xtask run --port N")))?;
        if port != wanted {
            say::doing(format!("port {wanted} is taken: using {port}"));
        }
        let mut serving = self.server(&format!("127.0.0.1:{port}"))?;
        payments.tell(&mut serving);
        started(&mut serving)
    }
}

/// Builds the server for tests and gives a copy of it in `place`: another clone that builds into the same
/// folder must not change what is being tested.
pub fn built_for_tests(place: &Path) -> Result<PathBuf, Failed> {
    shell::run(&mut shell::cargo(&["build", "--quiet", "--package", "api"]))?;
    let own = place.join("perftrack");
    let copy =
        || std::fs::create_dir_all(place).and_then(|()| std::fs::copy(shell::target().join("debug/perftrack"), &own));
    copy().map_err(|error| Failed::doing(&own.display().to_string(), error))?;
    Ok(own)
}

/// Starts a server and waits until it says where it listens. What it says after that is shown.
pub fn started(serve: &mut Command) -> Result<(Guarded, String), Failed> {
    let mut server = Guarded::start(serve.stdout(Stdio::piped()))?;
    let output = server.stdout().ok_or_else(|| Failed("the server's output can't be read".to_owned()))?;
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let url = lines.find_map(|line| line.strip_prefix("listening on ").map(str::to_owned));
    let url = url.ok_or_else(|| Failed("the server did not start; it says why above".to_owned()))?;
    std::thread::spawn(move || lines.for_each(|line| println!("{line}")));
    Ok((server, url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_stands_in_any_order() {
        let read = |words: &[&str]| Asked::read(words).ok();
        assert_eq!(read(&[]), Some(Asked { port: None, fresh: false }));
        for both in [["--port", "9000", "--fresh"], ["--fresh", "--port", "9000"]] {
            assert_eq!(read(&both), Some(Asked { port: Some(9000), fresh: true }));
        }
        for wrong in [["--port", "many"], ["--fresh", "--port"], ["--frehs", "--fresh"]] {
            assert_eq!(read(&wrong), None);
        }
    }
}
