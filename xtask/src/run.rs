//! `cargo xtask run`: from a clone to a page in the browser.

use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
};

use crate::{
    cluster::{Cluster, Purpose},
    say::{self, Failed},
    secrets, shell, tools,
    web::{self, Build},
};

/// The port people will remember.
const PORT: u16 = 8080;

/// Starts everything, waits for Ctrl-C (or a server that ends), stops everything.
pub fn run(port: Option<u16>) -> Result<(), Failed> {
    tools::server()?;
    say::timed("building the server (some minutes the first time)", || {
        shell::run(&mut shell::cargo(&["build", "--release", "--quiet", "--package", "api"]))
    })?;
    let app = web::build(Build::Release)?;
    let data = shell::root().join("data");
    let database = Database::open(&data)?;
    let server = Settings { data: &data, database: &database, app: &app };
    say::timed("bringing the database up to date", || shell::run(&mut server.perftrack("migrate")))?;
    let log_ins = say::timed("looking for the demo organisation", || shell::output(&mut server.perftrack("demo")))?;
    let (stop, stopped) = mpsc::channel();
    ctrlc::set_handler(move || stop.send(()).unwrap_or_default())
        .map_err(|error| Failed::doing("listening for Ctrl-C", error))?;
    let (mut running, url) = server.serve(port)?;
    println!("\n  PerfTrack is at {url}\n\n{log_ins}\n\n  Mail lands in data/mail. Ctrl-C stops.\n");
    loop {
        if stopped.recv_timeout(std::time::Duration::from_millis(200)).is_ok() {
            say::doing("stopping the server, then the database");
            stop_child(&mut running);
            return Ok(());
        }
        if let Ok(Some(status)) = running.try_wait() {
            return Err(Failed(format!("the server ended by itself: {status}")));
        }
    }
}

/// SIGTERM: it finishes what is in flight.
pub fn stop_child(child: &mut Child) {
    let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    let _ = child.wait();
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

    /// A database in a cluster of our own.
    pub fn of(cluster: Cluster) -> Result<Self, Failed> {
        cluster.database("perftrack")?;
        let url = |user: &str| cluster.url(user, "perftrack");
        Ok(Self { app: url("pt_app"), auth: url("pt_auth"), migrator: url("postgres"), _cluster: Some(cluster) })
    }
}

/// What `perftrack` is told.
pub struct Settings<'a> {
    /// Where secrets and mail are kept.
    pub data: &'a Path,
    /// The database.
    pub database: &'a Database,
    /// The built web app.
    pub app: &'a Path,
}

impl Settings<'_> {
    fn perftrack(&self, subcommand: &str) -> Command {
        self.command(&shell::target().join("release/perftrack"), subcommand).unwrap_or_else(|_| Command::new("false"))
    }

    /// A `perftrack` command with these settings.
    pub fn command(&self, program: &Path, subcommand: &str) -> Result<Command, Failed> {
        let secrets = self.data.join("secrets");
        let mail = self.data.join("mail");
        std::fs::create_dir_all(&mail).map_err(|error| Failed::doing(&mail.display().to_string(), error))?;
        let mut command = shell::command(program, &[subcommand]);
        command
            .env("PERFTRACK_MODE", "development")
            .env("PERFTRACK_WEB_DIR", self.app)
            .env("PERFTRACK_MAIL_DIR", mail)
            .env("PERFTRACK_JWT_KEYS", secrets::key(&secrets, "session-key")?)
            .env("PERFTRACK_PEPPERS", secrets::key(&secrets, "pepper")?)
            .env("DATABASE_URL", &self.database.app)
            .env("DATABASE_AUTH_URL", &self.database.auth)
            .env("DATABASE_MIGRATOR_URL", &self.database.migrator);
        Ok(command)
    }

    fn serve(&self, port: Option<u16>) -> Result<(Child, String), Failed> {
        let wanted = port.unwrap_or(PORT);
        let free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
        let port = if port.is_some() { Some(wanted).filter(free) } else { (wanted..wanted + 50).find(free) };
        let port =
            port.ok_or_else(|| Failed(format!("port {wanted} is taken; choose another: cargo xtask run --port N")))?;
        if port != wanted {
            say::doing(format!("port {wanted} is taken: using {port}"));
        }
        let mut serve = self.perftrack("serve");
        serve.env("PERFTRACK_LISTEN", format!("127.0.0.1:{port}")).env("PERFTRACK_LOG", "warn");
        started(&mut serve)
    }
}

/// Starts a server and waits until it says where it listens. What it says after that is shown.
pub fn started(serve: &mut Command) -> Result<(Child, String), Failed> {
    // Ctrl-C at the terminal is for us: we tell the server.
    let serve = serve.process_group(0).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = serve.spawn().map_err(|error| Failed::doing("starting the server", error))?;
    let mut lines = BufReader::new(child.stdout.take().ok_or_else(|| Failed("no output".to_owned()))?).lines();
    let url =
        lines.by_ref().map_while(Result::ok).find_map(|line| line.strip_prefix("listening on ").map(str::to_owned));
    let Some(url) = url else {
        let _ = child.wait();
        return Err(Failed("the server did not start; it says why above".to_owned()));
    };
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| println!("{line}")));
    Ok((child, url))
}
