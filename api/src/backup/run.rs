//! Making a backup.

use anyhow::Context;
use aws_lc_rs::digest::{SHA256, digest};
use chrono::Utc;
use diesel::{Connection, PgConnection};
use secrecy::ExposeSecret;

use super::{
    check::{self, Local},
    envelope::Sealed,
    manifest::Manifest,
    name::Name,
    queries::{self, Standing},
    retention,
    scratch::Scratch,
    source::Source,
    store::{self, Store},
    tools::Tools,
};
use crate::config::Backup;

/// So much of a failure is kept.
const LONGEST_REASON: usize = 500;

/// A backup that was made, and found whole wherever it is kept.
pub(super) struct Made {
    /// The sealed dump's length.
    pub(super) bytes: i64,
    /// Where it is kept.
    pub(super) stores: String,
    /// SHA-256 of the sealed manifest.
    pub(super) digest: Vec<u8>,
    /// What it holds.
    pub(super) manifest: Manifest,
}

/// Makes one now; `None` if another process is at it, or if it is not `wanted` any more now that nobody is. Needs a
/// runtime, on one of its threads that may wait.
pub(super) fn run(settings: &Backup, wanted: impl FnOnce(Standing) -> bool) -> anyhow::Result<Option<Made>> {
    let mut records = records(settings)?;
    let mut source = Source::open(&settings.database);
    if let Ok(source) = &mut source
        && !source.alone()?
    {
        return Ok(None);
    }
    if !wanted(queries::standing(&mut records)?) {
        return Ok(None);
    }
    let name = Name::at(Utc::now())?;
    let id = queries::begin(&mut records, &name)?;
    let outcome = source.and_then(|source| make(settings, source, &name));
    // The one before may have been lost while the dump was going on.
    let mut records = self::records(settings)?;
    match outcome {
        Ok(made) => {
            queries::made(&mut records, id, &made)?;
            Ok(Some(made))
        }
        Err(error) => {
            queries::failed(&mut records, id, &reason(&error))?;
            Err(error)
        }
    }
}

/// Where it is noted what was done.
pub(super) fn records(settings: &Backup) -> anyhow::Result<PgConnection> {
    PgConnection::establish(settings.records.expose_secret()).context("DATABASE_AUTH_URL can't be reached")
}

/// Why something failed, as it is kept.
pub(super) fn reason(error: &anyhow::Error) -> String {
    let whole = format!("{error:#}");
    whole.chars().take(LONGEST_REASON).collect()
}

fn make(settings: &Backup, mut source: Source, name: &Name) -> anyhow::Result<Made> {
    let tools = Tools::find(settings.tools.as_deref());
    let stores = store::stores(settings)?;
    // What lies about here may be what a disk is full of.
    for store in stores.iter().filter(|store| store.path(&name.dump()).is_some()) {
        store::clear(store.as_ref())?;
    }
    let dump = Scratch::for_file(settings, &name.dump())?;
    let manifest = dumped(settings, &tools, &mut source, name, &dump)?;
    check::whole(settings, &tools, name, &manifest, dump.path())?;
    let sealed = manifest.sealed(&settings.keys, name)?;
    let mut at = Local::here(dump);
    for store in &stores {
        let kept = keep(settings, &tools, store.as_ref(), &manifest, (name, &at, sealed.as_slice()));
        kept.with_context(|| format!("the backup could not be kept in {}", store.label()))?;
        if let Some(path) = store.path(&name.dump()) {
            at = Local::kept(path);
        }
    }
    let labels: Vec<String> = stores.iter().map(|store| store.label()).collect();
    Ok(Made {
        bytes: i64::try_from(manifest.bytes)?,
        stores: labels.join(", "),
        digest: digest(&SHA256, &sealed).as_ref().to_vec(),
        manifest,
    })
}

/// Writes the dump, and counts in the same moment what it must hold.
fn dumped(
    settings: &Backup,
    tools: &Tools,
    source: &mut Source,
    name: &Name,
    into: &Scratch,
) -> anyhow::Result<Manifest> {
    let file = store::create(into.path()).context("the dump can't be written")?;
    let mut sealed = Sealed::begin(&settings.keys, &name.purpose_of_dump(), file)?;
    let (snapshot, taken_at) = (source.stand_still()?, Utc::now());
    tools.dump(&settings.database, &snapshot, &mut sealed)?;
    let (file, bytes, sha256) = sealed.finish().context("the dump can't be written")?;
    file.sync_all().context("the dump can't be written")?;
    let (tables, postgres) = (source.tables()?, source.version()?);
    source.go_on()?;
    let (name, made_by) = (name.as_str().to_owned(), env!("CARGO_PKG_VERSION").to_owned());
    Ok(Manifest { name, taken_at, made_by, postgres, bytes, sha256, tables })
}

/// Keeps a backup in a store, looks at it there, and only then says that it is there; then what is too much goes.
fn keep(
    settings: &Backup,
    tools: &Tools,
    store: &dyn Store,
    manifest: &Manifest,
    (name, dump, sealed): (&Name, &Local, &[u8]),
) -> anyhow::Result<()> {
    let here = store.path(&name.dump()).is_some();
    if !here {
        store::clear(store)?;
    }
    store.put(&name.dump(), dump.path())?;
    // What lies on this machine was looked at already.
    if !here {
        let fetched = Local::fetch(settings, store, &name.dump())?;
        check::whole(settings, tools, name, manifest, fetched.path())?;
    }
    let file = Scratch::for_file(settings, &name.manifest())?;
    std::io::Write::write_all(&mut store::create(file.path())?, sealed)?;
    store.put(&name.manifest(), file.path())?;
    let kept = store::kept(store)?;
    for name in retention::surplus(&kept, Utc::now()) {
        if let Err(error) = store::remove(store, &name) {
            tracing::warn!(%name, error = format!("{error:#}"), "an old backup can't be removed");
        }
    }
    Ok(())
}
