//! The server, put together from its configuration.

use std::{net::TcpListener, num::NonZeroU32, sync::Arc, time::Duration};

use actix_web::{App, HttpServer, dev::Server, middleware, web};
use anyhow::Context;
use ipnet::IpNet;

use crate::{
    accounts::{jwt::Tokens, password::Hasher},
    config::{Config, Origin, Replies},
    db::Database,
    http::{self, AddressLimits, Mounts, WebApp},
    notifications,
    opened::Visits,
    pdf::Typesetter,
    sealed::Sealer,
    work::{Sweep, changes::Changes, outgoing::Outgoing},
};

/// What every request may use.
pub struct State {
    /// The only way to the database.
    pub database: Database,
    /// Signs and reads session tokens.
    pub tokens: Tokens,
    /// Hashes and compares passwords.
    pub hasher: Hasher,
    /// Seals secrets that the database keeps.
    pub sealer: Arc<Sealer>,
    /// Under which address browsers know us.
    pub origin: Origin,
    /// Other origins whose scripts may call the API.
    pub cors_origins: Vec<Origin>,
    /// Whose word about the caller's address is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// How mails are answered, if they can be.
    pub replies: Option<Replies>,
    /// Posts to addresses that people gave us.
    pub outgoing: Outgoing,
    /// What changes, for those who listen.
    pub changes: Changes,
    /// Who opens what, until it is written.
    pub visits: Arc<Visits>,
    /// Makes documents.
    pub typesetter: Typesetter,
    /// Requests without a session, per address.
    pub visitors: AddressLimits,
}

/// Every handler, one line per feature.
pub fn mounts() -> Mounts {
    let mut mounts = Mounts::default();
    crate::accounts::mount(&mut mounts);
    crate::analytics::mount(&mut mounts);
    crate::feedback::mount(&mut mounts);
    crate::development::mount(&mut mounts);
    crate::goals::mount(&mut mounts);
    crate::home::mount(&mut mounts);
    crate::improvement::mount(&mut mounts);
    crate::kpis::mount(&mut mounts);
    crate::notifications::mount(&mut mounts);
    crate::one_on_ones::mount(&mut mounts);
    crate::openings::mount(&mut mounts);
    crate::organisations::mount(&mut mounts);
    crate::people::mount(&mut mounts);
    crate::pulse::mount(&mut mounts);
    crate::replies::mount(&mut mounts);
    crate::reviews::mount(&mut mounts);
    crate::search::mount(&mut mounts);
    crate::shares::mount(&mut mounts);
    crate::teams::mount(&mut mounts);
    crate::weekly_check_ins::mount(&mut mounts);
    mounts
}

/// What features delete now and then.
pub const SWEEPS: &[Sweep] = &[crate::accounts::sweep];

/// What features see to once a day in each organisation. What locks KPIs comes after what only tells.
const CHORES: &[notifications::Chore] = &[
    crate::goals::remind,
    crate::shares::remind,
    crate::kpis::remind,
    crate::weekly_check_ins::remind,
    crate::feedback::remind,
    crate::one_on_ones::keep_planned,
    crate::one_on_ones::remind,
    crate::development::remind,
    crate::development::begin_granted,
    crate::improvement::begin_due,
    crate::improvement::remind,
    crate::reviews::keep_stages,
    crate::reviews::remind,
    crate::pulse::remind,
    notifications::tell_channels_weekly,
    crate::kpis::settle,
];

/// Looks after organisations in turn, until dropped: reminders, and mails of what people were told.
pub async fn go_rounds(state: Arc<State>) {
    notifications::go_rounds(state, CHORES).await;
}

/// Does what comes by the clock, until dropped.
pub async fn keep_time(state: Arc<State>) {
    crate::pulse::keep_time(state).await;
}

/// Writes down who opens what, until dropped.
pub async fn keep_visits(state: Arc<State>) {
    crate::openings::keep_writing(state).await;
}

/// Writes down who opened what so far.
pub async fn write_visits(state: &State) {
    crate::openings::write(state).await;
}

/// Builds the server. It listens when this returns and serves once awaited; the state is for the
/// background work that runs beside it.
pub fn build(config: Config) -> anyhow::Result<(Server, Arc<State>)> {
    let gaps = mounts().gaps();
    anyhow::ensure!(gaps.is_empty(), "declared but not mounted exactly once: {}", gaps.join(", "));
    let listener =
        TcpListener::bind(config.server.listen).with_context(|| format!("can't listen on {}", config.server.listen))?;
    let address = listener.local_addr()?;
    let web_app = config.server.web_dir.as_deref().map(WebApp::open).transpose()?;
    let database = Database::connect(&config.database)?;
    database.check()?;
    let state = web::Data::new(State {
        database,
        tokens: Tokens::new(&config.sessions.keys),
        hasher: Hasher::new(&config.passwords, std::thread::available_parallelism()?.get())?,
        sealer: Arc::new(Sealer::new(&config.sealing)),
        origin: config.server.origin.unwrap_or_else(|| Origin::of_listener(address)),
        cors_origins: config.server.cors_origins,
        trusted_proxies: config.server.trusted_proxies,
        replies: config.replies,
        outgoing: Outgoing::new(config.outgoing)?,
        changes: Changes::default(),
        visits: Arc::default(),
        typesetter: Typesetter::default(),
        visitors: AddressLimits::new(VISITOR_REQUESTS_PER_MINUTE),
    });
    let shared = state.clone().into_inner();
    let server = HttpServer::new(move || {
        let cors = middleware::Condition::new(!state.cors_origins.is_empty(), http::cors(&state.cors_origins));
        App::new()
            .app_data(state.clone())
            .wrap(cors)
            .wrap(middleware::from_fn(http::around))
            .configure(|config| mounts().configure(config))
            .configure(http::health_routes)
            .configure(|config| {
                if let Some(app) = web_app.clone() {
                    app.configure(config);
                }
            })
            .default_service(web::to(http::not_found))
    })
    .workers(WORKERS)
    .client_request_timeout(Duration::from_secs(10))
    .keep_alive(Duration::from_secs(75))
    .shutdown_timeout(20)
    .disable_signals()
    .listen(listener)?
    .run();
    println!("listening on http://{address}");
    Ok((server, shared))
}

/// Two threads take requests; the work is done by the database's threads.
const WORKERS: usize = 2;
const VISITOR_REQUESTS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(240).unwrap();
