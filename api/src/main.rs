//! `perftrack`: the server and its chores.

use std::{fs::File, io::BufReader, path::PathBuf, process::ExitCode};

use actix_web::rt::System;
use anyhow::Context;
use api::{
    access_table, app,
    audit::command::{self as audit, AuditSettings},
    backup, billing,
    config::{self, Config, Settings},
    demo, disclosure, http, keys, migrations, privacy, tls,
    worker::{self, mail::Post},
};
use clap::{Parser, Subcommand};
use tokio::signal::unix::{SignalKind, signal};

#[derive(Parser)]
#[command(name = "perftrack", version, about = "PerfTrack: goals and the people behind them")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API, and the web app if PERFTRACK_WEB_DIR names one.
    Serve(Box<Settings>),
    /// Bring the database to this version's schema. Run it before the new version serves.
    Migrate(Box<Settings>),
    /// Load the demo organisation unless it is there, and print its log-ins.
    Demo {
        /// How many people it has.
        #[arg(
            long,
            default_value_t = demo::FEWEST,
            value_parser = clap::value_parser!(u16).range(i64::from(demo::FEWEST)..=i64::from(demo::MOST)),
        )]
        people: u16,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Vulnerability reports: what came in, and by when somebody has to answer it.
    Reports {
        #[command(subcommand)]
        step: disclosure::Step,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Payments: pay an invoice back, and compare with what the provider took.
    Billing {
        #[command(subcommand)]
        step: billing::Step,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Back the database up, look after backups, and restore them.
    Backup {
        #[command(subcommand)]
        step: backup::Step,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Keys: make them, let new ones take over from older ones, and say which are still needed.
    Keys {
        #[command(subcommand)]
        step: keys::Step,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Check that nobody has altered an audit log, or print where each ends, to be kept elsewhere.
    Audit(Box<AuditSettings>),
    /// Print the OpenAPI document.
    Openapi,
    /// Print the table of who may do what.
    AccessTable,
    /// Print what is kept of people, and what becomes of it.
    DataMap,
    /// Print who was erased and which organisations have closed, a line each, without names: for erase-again.
    Erasures(Box<Settings>),
    /// Erase those once more who were erased, and organisations that have closed, since a backup that was restored.
    EraseAgain {
        /// What `erasures` printed.
        file: PathBuf,
        #[command(flatten)]
        settings: Box<Settings>,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        // What went wrong, from the outside in; a backtrace would hide it from who runs this.
        Err(error) => {
            eprintln!("perftrack: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve(settings) => System::new().block_on(serve(settings.serving()?)),
        Command::Migrate(settings) => migrations::run(&settings.migration()?),
        Command::Demo { people, settings } => {
            let log_ins = System::new().block_on(demo::load(settings.serving()?, people))?;
            println!("{log_ins}");
            Ok(())
        }
        Command::Reports { step, settings } => {
            let told = System::new().block_on(disclosure::run(step, settings.serving()?))?;
            println!("{told}");
            Ok(())
        }
        Command::Billing { step, settings } => {
            let told = System::new().block_on(billing::run(step, settings.serving()?))?;
            println!("{told}");
            Ok(())
        }
        Command::Backup { step, settings } => System::new().block_on(backup::run(step, *settings)),
        Command::Keys { step, settings } => System::new().block_on(keys::run(step, *settings)),
        Command::Audit(settings) => audit::run(&settings),
        Command::Openapi => {
            print!("{}", http::document_yaml()?);
            Ok(())
        }
        Command::AccessTable => {
            print!("{}", access_table::render());
            Ok(())
        }
        Command::DataMap => {
            print!("{}", privacy::map::render()?);
            Ok(())
        }
        Command::Erasures(settings) => {
            let lines = System::new().block_on(privacy::tombstones(settings.serving()?))?;
            lines.iter().for_each(|line| println!("{line}"));
            Ok(())
        }
        Command::EraseAgain { file, settings } => {
            let lines = File::open(&file).with_context(|| format!("{} can't be read", file.display()))?;
            let erased = privacy::erase_again(settings.serving()?, BufReader::new(lines));
            println!("{} erased once more", System::new().block_on(erased)?);
            Ok(())
        }
    }
}

/// Serves until SIGTERM or Ctrl-C, then finishes what is in flight.
async fn serve(config: Config) -> anyhow::Result<()> {
    start_log(&config)?;
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    let post = Post::new(&config.mail)?;
    let config::Rounds(goes_rounds) = config.rounds;
    let backup = config.backup.clone();
    let first_keys = keys::FirstKeys::of(&config);
    // Who backs up elsewhere, by a job of their own, is told too when that stops.
    let watched = backup.is_some() || config.mode.is_production();
    let (server, state) = app::build(config)?;
    let mut background = vec![
        tokio::spawn(worker::send_mail(state.clone(), post)),
        tokio::spawn(worker::sweep(state.clone(), app::SWEEPS)),
    ];
    background.push(tokio::spawn(app::keep_visits(state.clone())));
    background.push(tokio::spawn(app::keep_refusals(state.clone())));
    background.push(tokio::spawn(app::keep_counting(state.clone())));
    background.push(tokio::spawn(app::keep_noting_keys(state.clone(), first_keys)));
    if state.tls.is_some() {
        background.push(tokio::spawn(tls::keep(state.clone())));
    }
    if goes_rounds {
        background.push(tokio::spawn(app::go_rounds(state.clone())));
        background.push(tokio::spawn(app::keep_time(state.clone())));
        background.push(tokio::spawn(app::keep_anchoring(state.clone())));
        background.push(tokio::spawn(app::keep_clock(state.clone())));
        background.push(tokio::spawn(app::keep_backups(state.clone(), backup, watched)));
    }
    worker::hear(state.clone());
    let visits = state.clone();
    let handle = server.handle();
    let mut terminated = signal(SignalKind::terminate()).context("signals can't be received")?;
    tokio::spawn(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        tracing::info!("stopping: no new connections, finishing what is in flight");
        // What goes on would be waited for.
        state.changes.stop();
        handle.stop(true).await;
    });
    server.await?;
    background.iter().for_each(tokio::task::JoinHandle::abort);
    app::write_visits(&visits).await;
    app::write_refusals(&visits).await;
    Ok(())
}

/// Lines of JSON in production, readable ones otherwise; to stderr, so that stdout stays for what
/// `serve` says.
fn start_log(config: &Config) -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log.filter)?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if config.mode.is_production() {
        log.json().init()
    } else {
        log.with_target(false).init()
    }
    Ok(())
}
