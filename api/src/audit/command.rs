//! `perftrack audit`: checks every organisation's chain from outside the server, and prints where the chains end.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use anyhow::{Context, bail, ensure};
use chrono::Utc;
use diesel::{
    Connection, PgConnection,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Binary, Nullable, Uuid as SqlUuid},
};
use secrecy::{ExposeSecret, SecretString};
use shared::wire::id::OrganisationId;
use uuid::Uuid;

use super::{anchors::Anchor, chain::Walk, reading};
use crate::{
    config::{KeyRing, Sealing},
    sealed::Sealer,
};

/// What the command needs to know.
#[derive(Debug, Clone, clap::Args)]
pub struct AuditSettings {
    /// The database as role pt_backup, which reads every organisation and changes nothing.
    #[arg(long, env = "DATABASE_BACKUP_URL", hide_env_values = true, global = true)]
    pub database_backup_url: Option<SecretString>,
    /// The server's PERFTRACK_SEAL_KEYS, which anchors are marked with.
    #[arg(long, env = "PERFTRACK_SEAL_KEYS", hide_env_values = true, global = true)]
    pub seal_keys: Option<SecretString>,
    /// What to do.
    #[command(subcommand)]
    pub step: AuditStep,
}

/// What to do with audit logs.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum AuditStep {
    /// Check that nobody has altered, removed, moved or added an event, and name the first that isn't what was written.
    Verify {
        /// One organisation instead of all.
        #[arg(long)]
        organisation: Option<Uuid>,
        /// A file with lines of earlier logs, or of `audit heads`: what they say of the chains must still be true.
        #[arg(long)]
        anchors: Option<PathBuf>,
        /// An organisation that you know has closed, and so took its log along; may be repeated. The database isn't asked:
        /// who takes an organisation out of it can write there as well that it has closed.
        #[arg(long, value_name = "ID")]
        closed: Vec<Uuid>,
    },
    /// Print where every organisation's chain ends now, to be kept elsewhere.
    Heads,
}

#[derive(QueryableByName)]
struct HeadRow {
    #[diesel(sql_type = SqlUuid)]
    org_id: Uuid,
    #[diesel(sql_type = Nullable<BigInt>)]
    seq: Option<i64>,
    #[diesel(sql_type = Nullable<Binary>)]
    hash: Option<Vec<u8>>,
}

/// Does it, and says on stdout what was found. An error if anything is broken.
pub fn run(settings: &AuditSettings) -> anyhow::Result<()> {
    let url =
        settings.database_backup_url.as_ref().context("DATABASE_BACKUP_URL is needed: pt_backup reads the logs")?;
    let mut conn =
        PgConnection::establish(url.expose_secret().trim()).context("DATABASE_BACKUP_URL can't be reached")?;
    match &settings.step {
        AuditStep::Heads => {
            let sealer = sealer(settings)?;
            for word in words(&mut conn, &sealer)? {
                println!("{word}");
            }
            Ok(())
        }
        AuditStep::Verify { organisation, anchors, closed } => {
            let anchors = match anchors {
                Some(file) => {
                    let log =
                        std::fs::read_to_string(file).with_context(|| format!("{} can't be read", file.display()))?;
                    Anchor::all_in(&log, &sealer(settings)?)?
                }
                None => Vec::new(),
            };
            verify(&mut conn, organisation.map(OrganisationId), anchors, closed)
        }
    }
}

fn sealer(settings: &AuditSettings) -> anyhow::Result<Sealer> {
    let keys = settings.seal_keys.as_ref().context("PERFTRACK_SEAL_KEYS is needed: anchors are marked with it")?;
    let keys = KeyRing::parse(keys).map_err(|fault| anyhow::anyhow!("PERFTRACK_SEAL_KEYS: {fault}"))?;
    Ok(Sealer::new(&Sealing { keys }))
}

/// Every organisation's head. An error for a role that the fences show nothing: it would find nothing wrong.
fn heads(conn: &mut PgConnection) -> anyhow::Result<Vec<HeadRow>> {
    let heads: Vec<HeadRow> = sql_query(include_str!("heads.sql")).load(conn)?;
    ensure!(!heads.is_empty(), "this role sees no organisation: give DATABASE_BACKUP_URL the role pt_backup");
    Ok(heads)
}

fn words(conn: &mut PgConnection, sealer: &Sealer) -> anyhow::Result<Vec<String>> {
    let at = Utc::now().timestamp();
    let ends = heads(conn)?.into_iter().filter_map(|row| Some((row.org_id, row.seq?, row.hash?)));
    ends.filter(|(_, seq, _)| *seq > 0)
        .map(|(org, seq, hash)| Anchor { org: OrganisationId(org), seq, hash, at }.word(sealer))
        .collect()
}

/// In one snapshot, so that what is written meanwhile is neither here nor missing.
fn verify(
    conn: &mut PgConnection,
    only: Option<OrganisationId>,
    anchors: Vec<Anchor>,
    closed: &[Uuid],
) -> anyhow::Result<()> {
    let mut by_org = BTreeMap::<Uuid, BTreeMap<i64, Vec<u8>>>::new();
    for anchor in anchors.into_iter().filter(|anchor| only.is_none_or(|only| only == anchor.org)) {
        // Two that contradict each other tell that it was written anew between them: no event is both.
        let seen = by_org.entry(anchor.org.0).or_default().entry(anchor.seq);
        seen.and_modify(|seen| {
            if *seen != anchor.hash {
                seen.clear();
            }
        })
        .or_insert(anchor.hash);
    }
    let found = conn.build_transaction().read_only().repeatable_read().run(|conn| {
        let heads = heads(conn)?.into_iter().filter(|row| only.is_none_or(|only| only.0 == row.org_id));
        let mut found = Vec::new();
        for head in heads {
            let org = OrganisationId(head.org_id);
            found.push((org, of_one(conn, org, &head, by_org.remove(&org.0).unwrap_or_default())?));
        }
        anyhow::Ok(found)
    })?;
    ensure!(only.is_none() || !found.is_empty(), "there is no such organisation");
    let mut broken = BTreeSet::new();
    for (org, said) in &found {
        match said {
            Ok(events) => println!("{org}: whole, {events} events"),
            Err(fault) => {
                println!("{org}: BROKEN, {fault}");
                broken.insert(org.0);
            }
        }
    }
    for gone in by_org.keys() {
        if closed.contains(gone) {
            println!("{}: closed, and its log went with it", OrganisationId(*gone));
            continue;
        }
        println!("{}: BROKEN, it was anchored and is gone", OrganisationId(*gone));
        broken.insert(*gone);
    }
    if broken.is_empty() {
        return Ok(());
    }
    bail!("{} of {} audit logs are broken", broken.len(), found.len() + by_org.len())
}

/// How many events hold, or what is wrong first.
fn of_one(
    conn: &mut PgConnection,
    org: OrganisationId,
    head: &HeadRow,
    anchors: BTreeMap<i64, Vec<u8>>,
) -> anyhow::Result<Result<i64, String>> {
    let (Some(seq), Some(hash)) = (head.seq, head.hash.as_deref()) else {
        return Ok(Err("its head is missing".to_owned()));
    };
    let mut walk = Walk::new(org, anchors);
    let walked = reading::along(conn, org, i64::MAX, &mut walk)?;
    let events = walk.seq();
    Ok(walked.and_then(|()| walk.end(seq, hash)).map(|()| events).map_err(|broken| broken.to_string()))
}
