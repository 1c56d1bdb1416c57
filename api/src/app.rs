//! The server, put together from its configuration.

use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};

use actix_web::{App, HttpServer, dev::Server, middleware, web};
use anyhow::Context;
use ipnet::IpNet;
use lettre::Address;

use crate::{
    accounts::{jwt::Tokens, password::Hasher},
    billing,
    config::{Backup, Config, Origin, Replies, Seller},
    db::Database,
    flutterwave,
    http::{self, Connections, Limits, Mounts, Refusals, WebApp},
    notifications,
    opened::Visits,
    pdf::Typesetter,
    sealed::Sealer,
    single_sign_on::Providers,
    tls::Tls,
    worker::{Sweep, changes::Changes, outgoing::Outgoing},
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
    /// The certificate, where the server speaks TLS itself.
    pub tls: Option<Tls>,
    /// Under which address browsers know us.
    pub origin: Origin,
    /// Other origins whose scripts may call the API.
    pub cors_origins: Vec<Origin>,
    /// Whose word about the caller's address is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// How mails are answered, if they can be.
    pub replies: Option<Replies>,
    /// Who runs this installation, if they can be written to.
    pub operator: Option<Address>,
    /// Posts to addresses that people gave us.
    pub outgoing: Outgoing,
    /// Takes payments, if anybody does.
    pub flutterwave: Option<flutterwave::Client>,
    /// What is paid for.
    pub plans: Arc<billing::Plans>,
    /// What is asked of every change, where people pay.
    pub gate: Option<Arc<dyn http::Gate>>,
    /// Who sells, as invoices say it.
    pub seller: Seller,
    /// The providers by which organisations' people log in.
    pub providers: Providers,
    /// What changes, for those who listen.
    pub changes: Changes,
    /// Who opens what, until it is written.
    pub visits: Arc<Visits>,
    /// Who is refused what, until it is written.
    pub refusals: Arc<Refusals>,
    /// Makes documents.
    pub typesetter: Typesetter,
    /// How much may be asked in a minute.
    pub limits: Arc<Limits>,
    /// The revision that runs, as the host says.
    pub revision: Option<String>,
}

/// Every handler, one line per feature.
pub fn mounts() -> Mounts {
    let mut mounts = Mounts::default();
    crate::accounts::mount(&mut mounts);
    crate::analytics::mount(&mut mounts);
    crate::api_tokens::mount(&mut mounts);
    crate::audit_log::mount(&mut mounts);
    billing::mount(&mut mounts);
    crate::feedback::mount(&mut mounts);
    crate::development::mount(&mut mounts);
    crate::disclosure::mount(&mut mounts);
    crate::events::mount(&mut mounts);
    crate::goals::mount(&mut mounts);
    crate::home::mount(&mut mounts);
    crate::improvement::mount(&mut mounts);
    crate::kpis::mount(&mut mounts);
    crate::notifications::mount(&mut mounts);
    crate::oauth::mount(&mut mounts);
    crate::one_on_ones::mount(&mut mounts);
    crate::openings::mount(&mut mounts);
    crate::organisations::mount(&mut mounts);
    crate::people::mount(&mut mounts);
    crate::privacy::mount(&mut mounts);
    crate::pulse::mount(&mut mounts);
    crate::ratings::mount(&mut mounts);
    crate::replies::mount(&mut mounts);
    crate::reviews::mount(&mut mounts);
    crate::sandboxes::mount(&mut mounts);
    crate::scim::mount(&mut mounts);
    crate::search::mount(&mut mounts);
    crate::shares::mount(&mut mounts);
    crate::single_sign_on::mount(&mut mounts);
    crate::teams::mount(&mut mounts);
    crate::trust::mount(&mut mounts);
    crate::webhooks::mount(&mut mounts);
    crate::weekly_check_ins::mount(&mut mounts);
    mounts
}

/// What features delete now and then.
pub const SWEEPS: &[Sweep] =
    &[crate::accounts::sweep, billing::sweep, crate::disclosure::sweep, crate::single_sign_on::sweep];

/// What features see to once a day in each organisation. What locks KPIs comes after what only tells.
const CHORES: &[notifications::Chore] = &[
    crate::goals::remind,
    crate::shares::remind,
    crate::api_tokens::remind,
    crate::kpis::remind,
    crate::weekly_check_ins::remind,
    crate::feedback::remind,
    crate::one_on_ones::keep_planned,
    crate::one_on_ones::remind,
    crate::development::remind,
    crate::development::begin_granted,
    crate::improvement::begin_due,
    crate::improvement::remind,
    crate::reviews::begin_rolling,
    crate::reviews::end_pauses,
    crate::reviews::keep_stages,
    crate::reviews::release_by_themselves,
    crate::reviews::tell_of_corrections,
    crate::reviews::remind,
    crate::pulse::remind,
    notifications::tell_channels_weekly,
    crate::webhooks::sweep,
    crate::audit_log::forget_refusals,
    crate::people::forget_imports,
    crate::privacy::apply_retention,
    crate::sandboxes::keep,
    crate::kpis::settle,
];

/// Looks after organisations in turn, until dropped: reminders, and mails of what people were told.
pub async fn go_rounds(state: Arc<State>) {
    notifications::go_rounds(state, CHORES).await;
}

/// Does what comes by the clock, until dropped.
pub async fn keep_time(state: Arc<State>) {
    tokio::join!(
        crate::pulse::keep_time(state.clone()),
        billing::keep_time(state.clone()),
        crate::privacy::keep_time(state.clone()),
        crate::reviews::keep_launching(state.clone()),
        crate::webhooks::keep_sending(state.clone()),
        crate::single_sign_on::keep_proofs(state)
    );
}

/// Sees to it that vulnerability reports are acknowledged, until dropped.
pub async fn keep_clock(state: Arc<State>) {
    crate::disclosure::keep_clock(state).await;
}

/// Tells the outside where the audit logs end, until dropped.
pub async fn keep_anchoring(state: Arc<State>) {
    crate::audit_log::keep_anchoring(state).await;
}

/// Backs up when it is time, and tells when no backup is fresh, until dropped.
pub async fn keep_backups(state: Arc<State>, settings: Option<Backup>, watched: bool) {
    crate::backup::keep_time(state, settings, watched).await;
}

/// Notes which keys are in use, until dropped.
pub async fn keep_noting_keys(state: Arc<State>, keys: crate::keys::FirstKeys) {
    crate::keys::keep_noting(state, keys).await;
}

/// Writes down who opens what, until dropped.
pub async fn keep_visits(state: Arc<State>) {
    crate::openings::keep_writing(state).await;
}

/// Writes down who opened what so far.
pub async fn write_visits(state: &State) {
    crate::openings::write(state).await;
}

/// Writes down who is refused what, until dropped.
pub async fn keep_refusals(state: Arc<State>) {
    crate::audit_log::keep_refusals(state).await;
}

/// Writes down who was refused what so far.
pub async fn write_refusals(state: &State) {
    crate::audit_log::write_refusals(state).await;
}

/// Adds up with other replicas how much is asked, until dropped.
pub async fn keep_counting(state: Arc<State>) {
    http::add_up(state).await;
}

/// Builds the server. It listens when this returns and serves once awaited; the state is for the
/// background work that runs beside it.
pub fn build(config: Config) -> anyhow::Result<(Server, Arc<State>)> {
    let gaps = mounts().gaps();
    anyhow::ensure!(gaps.is_empty(), "declared but not mounted exactly once: {}", gaps.join(", "));
    let listener = listen(config.server.listen)?;
    let address = listener.local_addr()?;
    let (certificates, plain) = config.tls.map(|tls| (tls.certificates, tls.plain)).unzip();
    let tls = certificates.map(Tls::open).transpose()?;
    let plain = plain.flatten().map(listen).transpose()?;
    let web_app = config.server.web_dir.as_deref().map(WebApp::open).transpose()?;
    let database = Database::connect(&config.database)?;
    database.check()?;
    let most_of_one = database.most_of_one();
    let plans = billing::Plans::read(config.billing.plans.as_deref());
    let plans = Arc::new(plans.map_err(|fault| anyhow::anyhow!("PERFTRACK_PLANS {fault}"))?);
    let gate = config.flutterwave.as_ref().map(|_| Arc::new(billing::Gate::new(plans.clone())) as Arc<dyn http::Gate>);
    let state = web::Data::new(State {
        database,
        tokens: Tokens::new(&config.sessions.keys),
        hasher: Hasher::new(&config.passwords, std::thread::available_parallelism()?.get())?,
        sealer: Arc::new(Sealer::new(&config.sealing)),
        origin: config.server.origin.unwrap_or_else(|| match tls {
            Some(_) => Origin::of_tls_listener(address),
            None => Origin::of_listener(address),
        }),
        tls,
        cors_origins: config.server.cors_origins,
        trusted_proxies: config.server.trusted_proxies,
        replies: config.replies,
        operator: config.mail.operator,
        outgoing: Outgoing::new(config.outgoing)?,
        flutterwave: config.flutterwave.as_ref().map(flutterwave::Client::new).transpose()?,
        plans,
        gate,
        seller: config.seller,
        providers: Providers::default(),
        changes: Changes::default(),
        visits: Arc::default(),
        refusals: Arc::default(),
        typesetter: Typesetter::with_fonts(config.server.fonts),
        limits: Arc::new(Limits::new(config.limits, most_of_one)),
        revision: config.server.revision,
    });
    let shared = state.clone().into_inner();
    let connections = Connections::new(config.limits.connections, &state.trusted_proxies);
    let server = HttpServer::new(move || {
        let cors = middleware::Condition::new(!state.cors_origins.is_empty(), http::cors(&state.cors_origins));
        App::new()
            .app_data(state.clone())
            .wrap(cors)
            .wrap(middleware::from_fn(http::around))
            .configure(|config| mounts().configure(config))
            .configure(crate::scim::configure)
            .configure(crate::oauth::configure)
            .configure(http::health_routes)
            .configure(http::proof_routes)
            .configure(http::security_txt_route)
            .configure(http::contract_routes)
            .configure(http::guide_routes)
            .configure(|config| {
                if let Some(app) = web_app.clone() {
                    app.configure(config);
                }
            })
            .default_service(web::to(http::not_found))
    })
    .workers(WORKERS)
    .max_connections(config.limits.connections.div_ceil(WORKERS))
    // As many may be shaking hands over TLS: else one address that stalls at it would stop everybody from coming in.
    .max_connection_rate(config.limits.connections.div_ceil(WORKERS))
    .client_request_timeout(Duration::from_secs(10))
    .keep_alive(Duration::from_secs(75))
    .shutdown_timeout(20)
    .disable_signals()
    // Before the listeners: each takes along what was said so far.
    .on_connect(move |connection, data| {
        http::note_encryption(connection, data);
        connections.count(connection, data);
    });
    let (server, scheme) = match &shared.tls {
        Some(tls) => (server.listen_rustls_0_23(listener, tls.server_config()?)?, "https"),
        None => (server.listen(listener)?, "http"),
    };
    let server = match plain {
        Some(plain) => server.listen(plain)?,
        None => server,
    };
    let server = server.run();
    println!("listening on {scheme}://{address}");
    Ok((server, shared))
}

fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).with_context(|| format!("can't listen on {address}"))
}

/// Two threads take requests; the work is done by the database's threads.
const WORKERS: usize = 2;
