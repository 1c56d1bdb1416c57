//! `perftrack backup`.

use anyhow::{Context, anyhow, bail, ensure};
use chrono::{DateTime, Utc};

use super::{
    check::{self, Local, Unsound},
    name::Name,
    queries, restore,
    run::{self as making, records},
    store::{self, Store},
    tools::Tools,
};
use crate::{
    config::{Backup, Migration, Settings},
    db::Database,
};

/// What to do about backups.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum Step {
    /// Make one now, and verify it wherever it is kept.
    Run,
    /// List those that are kept.
    List,
    /// Fetch one, and look whether it is whole: the newest unless named.
    Verify {
        /// As `list` calls it.
        name: Option<String>,
        /// Restore it too, into a database made for it, and compare everything. Needs DATABASE_MIGRATOR_URL of a user
        /// that may create databases.
        #[arg(long)]
        drill: bool,
    },
    /// Restore one into an empty database, and look at everything: the newest unless named.
    Restore {
        /// As `list` calls it.
        name: Option<String>,
    },
}

/// Does it, and says on stdout what was done. An error if a backup is not what it should be.
pub async fn run(step: Step, settings: Settings) -> anyhow::Result<()> {
    let done = tokio::task::spawn_blocking(move || match step {
        Step::Run => make(&settings.backup()?),
        Step::List => list(&settings.backup()?),
        Step::Verify { name, drill: false } => verify(&settings.backup()?, name.as_deref(), None),
        Step::Verify { name, drill: true } => {
            let (backup, migration) = settings.drill()?;
            verify(&backup, name.as_deref(), Some(&migration))
        }
        Step::Restore { name } => bring_back(&settings, name.as_deref()),
    });
    done.await.context("it broke off")?
}

fn make(settings: &Backup) -> anyhow::Result<()> {
    let Some(made) = making::run(settings, |_| true)? else {
        bail!("another process is backing up this database");
    };
    let (manifest, stores) = (&made.manifest, &made.stores);
    println!("{}: {} rows in {} tables, {} bytes", manifest.name, manifest.rows(), manifest.tables.len(), made.bytes);
    println!("verified in {stores}");
    Ok(())
}

fn list(settings: &Backup) -> anyhow::Result<()> {
    for store in store::stores(settings)? {
        println!("{}:", store.label());
        for name in store::kept(store.as_ref())? {
            match check::manifest(settings, store.as_ref(), &name) {
                Ok(it) => println!("{name}  {} bytes, {} rows, made by {}", it.bytes, it.rows(), it.made_by),
                Err(error) => println!("{name}  BROKEN, {error:#}"),
            }
        }
    }
    Ok(())
}

/// In every store that has it: each is for the day on which the other is gone.
fn verify(settings: &Backup, name: Option<&str>, drill: Option<&Migration>) -> anyhow::Result<()> {
    let mut found = false;
    for store in store::stores(settings)? {
        let Some(name) = pick(store.as_ref(), name)? else { continue };
        found = true;
        let looked = look(settings, store.as_ref(), &name, drill);
        note(settings, &name, &looked);
        looked.with_context(|| format!("{name} in {}", store.label()))?;
        println!("{name}: verified in {}", store.label());
    }
    ensure!(found, "there is no such backup");
    Ok(())
}

fn look(settings: &Backup, store: &dyn Store, name: &Name, drill: Option<&Migration>) -> anyhow::Result<()> {
    let tools = Tools::find(settings.tools.as_deref());
    let manifest = check::manifest(settings, store, name)?;
    let dump = Local::fetch(settings, store, &name.dump())?;
    check::blamed(check::whole(settings, &tools, name, &manifest, dump.path()))?;
    drill.map_or(Ok(()), |migration| restore::drill(settings, migration, (name, &manifest, dump.path())))
}

/// Backups are looked at without their database too: then there is nowhere to note it. That one couldn't be looked at says
/// nothing of it, and isn't noted.
fn note(settings: &Backup, name: &Name, looked: &anyhow::Result<()>) {
    let wrong = match looked {
        Ok(()) => None,
        Err(error) if error.is::<Unsound>() => Some(making::reason(error)),
        Err(_) => return,
    };
    let noted = records(settings).and_then(|mut conn| Ok(queries::verified(&mut conn, name, wrong.as_deref())?));
    if let Err(error) = noted {
        eprintln!("perftrack: it can't be noted in the database: {error:#}");
    }
}

fn bring_back(settings: &Settings, name: Option<&str>) -> anyhow::Result<()> {
    let restoration = settings.restoration()?;
    let (settings, mut refusals) = (&restoration.backup, Vec::new());
    for store in store::stores(settings)? {
        let Some(name) = pick(store.as_ref(), name)? else { continue };
        match fetched(settings, store.as_ref(), &name) {
            Ok((manifest, dump)) => {
                println!("{name} of {} shows {}", store.label(), manifest.taken_at.format("%F %T UTC"));
                let backup = (&name, &manifest, dump.path());
                restore::restore(settings, &restoration.migration, &settings.database, backup)?;
                Database::connect(&restoration.database)?.check()?;
                println!("row-level security holds the server's roles back");
                println!("{name} is restored");
                return Ok(());
            }
            // Another store may have it whole.
            Err(error) => refusals.push(format!("{name} in {}: {error:#}", store.label())),
        }
    }
    Err(match refusals.is_empty() {
        true => anyhow!("there is no such backup"),
        false => anyhow!("{}", refusals.join("; ")),
    })
}

fn fetched(settings: &Backup, store: &dyn Store, name: &Name) -> anyhow::Result<(super::manifest::Manifest, Local)> {
    let manifest = check::manifest(settings, store, name)?;
    let dump = Local::fetch(settings, store, &name.dump())?;
    check::whole(settings, &Tools::find(settings.tools.as_deref()), name, &manifest, dump.path())?;
    Ok((manifest, dump))
}

/// The backup of that name, or else the newest, if the store has it.
fn pick(store: &dyn Store, name: Option<&str>) -> anyhow::Result<Option<Name>> {
    let kept = store::kept(store)?;
    Ok(match name {
        Some(name) => kept.into_iter().find(|one| one.as_str() == name),
        None => newest(kept, Utc::now()),
    })
}

/// The newest, the oldest standing first; but none that claims to be of a time to come, which may be older than any.
fn newest(kept: Vec<Name>, now: DateTime<Utc>) -> Option<Name> {
    kept.into_iter().rev().find(|name| !name.is_to_come(now))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn the_newest_is_not_what_a_wrong_clock_named() {
        let now = "2026-11-29T20:00:00Z".parse::<DateTime<Utc>>().unwrap();
        let [older, newer, ahead] = [-48, -24, 24 * 365].map(|hours| Name::at(now + TimeDelta::hours(hours)).unwrap());
        assert_eq!(newest(vec![older.clone(), newer.clone(), ahead.clone()], now), Some(newer));
        assert_eq!(newest(vec![ahead], now), None);
        // Clocks of replicas differ a little.
        let soon = Name::at(now + TimeDelta::minutes(10)).unwrap();
        assert_eq!(newest(vec![older, soon.clone()], now), Some(soon));
    }
}
