//! `perftrack`: the server and its chores.

use std::process::ExitCode;

use actix_web::rt::System;
use anyhow::Context;
use api::{
    access_table, app,
    config::{self, Config, Settings},
    demo, http, migrations,
    work::{self, mail::Post},
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
    Demo(Box<Settings>),
    /// Print the OpenAPI document.
    Openapi,
    /// Print the table of who may do what.
    AccessTable,
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
        Command::Demo(settings) => {
            let log_ins = System::new().block_on(demo::load(settings.serving()?))?;
            println!("{log_ins}");
            Ok(())
        }
        Command::Openapi => {
            print!("{}", http::document().to_yaml()?);
            Ok(())
        }
        Command::AccessTable => {
            print!("{}", access_table::render());
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
    let (server, state) = app::build(config)?;
    let mut background =
        vec![tokio::spawn(work::send_mail(state.clone(), post)), tokio::spawn(work::sweep(state.clone(), app::SWEEPS))];
    background.push(tokio::spawn(app::keep_visits(state.clone())));
    if goes_rounds {
        background.push(tokio::spawn(app::go_rounds(state.clone())));
        background.push(tokio::spawn(app::keep_time(state.clone())));
    }
    work::hear(state.clone());
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
