//! `perftrack keys`, on the command line.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use chrono::{NaiveDate, Utc};
use secrecy::{ExposeSecret, SecretString};

use super::{
    check, reseal,
    rings::{self, Place},
    settings_file::SettingsFile,
    standing::Standing,
};
use crate::config::{KeyPurpose, Settings};

/// What to do about keys.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum Step {
    /// Print settings with a fresh key each, for an installation that has none.
    New {
        /// What for.
        #[arg(required = true, value_enum)]
        purposes: Vec<KeyPurpose>,
    },
    /// Add a fresh key behind the others: servers know it, and don't use it yet. With several replicas this comes before
    /// `rotate --to`, so that none meets a key that it doesn't know.
    Prepare {
        /// Which keys, and where they stand.
        #[command(flatten)]
        which: Which,
    },
    /// Put a fresh key first, before those that are there.
    Rotate {
        /// Which keys, and where they stand.
        #[command(flatten)]
        which: Which,
        /// The one of this id instead, which is there already.
        #[arg(long, value_name = "ID")]
        to: Option<String>,
    },
    /// Say of each key what it is still needed for. Needs DATABASE_BACKUP_URL.
    Check,
    /// Seal what is sealed with an older key anew with the first one, while servers run. Can be broken off and repeated.
    Reseal,
    /// Take a key out, unless something needs it.
    Drop {
        /// Its id.
        id: String,
        /// Of which keys.
        #[arg(long, value_enum)]
        only: KeyPurpose,
        /// The file of settings to change, instead of printing what they have to be.
        #[arg(long, value_name = "FILE")]
        settings: Option<PathBuf>,
        /// Even if something needs it, which then is lost: for a key that somebody else has got hold of.
        #[arg(long)]
        even_if_needed: bool,
    },
}

/// Which keys, and where they stand.
#[derive(Debug, Clone, clap::Args)]
pub struct Which {
    /// Not all that are set, but these.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub only: Vec<KeyPurpose>,
    /// The file of settings to change, instead of printing what they have to be.
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
}

/// Does it, and says on stdout what was done.
pub async fn run(step: Step, settings: Settings) -> anyhow::Result<()> {
    let today = Utc::now().date_naive();
    match step {
        Step::New { purposes } => make(&purposes, today),
        Step::Prepare { which } => change(&settings, &which, |keys| Ok(rings::with_fresh(keys, Place::Last, today)?.0)),
        Step::Rotate { which, to: None } => {
            change(&settings, &which, |keys| Ok(rings::with_fresh(keys, Place::First, today)?.0))
        }
        Step::Rotate { which, to: Some(id) } => change(&settings, &which, |keys| rings::with_first(keys, &id)),
        Step::Check => {
            let settings = settings.key_check()?;
            tokio::task::spawn_blocking(move || check::run(&settings)).await.context("it broke off")?
        }
        Step::Reseal => reseal::run(&settings.resealing()?).await,
        Step::Drop { id, only, settings: file, even_if_needed } => {
            let which = Which { only: vec![only], settings: file };
            if !even_if_needed {
                refuse_if_needed(&settings, &which, only, &id).await?;
            }
            change(&settings, &which, |keys| rings::without(keys, &id))
        }
    }
}

fn make(purposes: &[KeyPurpose], today: NaiveDate) -> anyhow::Result<()> {
    for purpose in purposes {
        println!("{}={}", purpose.setting(), rings::new(today)?.expose_secret());
    }
    Ok(())
}

/// Changes all that is asked for, or nothing.
fn change(
    settings: &Settings,
    which: &Which,
    how: impl Fn(&SecretString) -> anyhow::Result<SecretString>,
) -> anyhow::Result<()> {
    let mut file = opened(which.settings.as_deref())?;
    let mut changed = Vec::new();
    for purpose in KeyPurpose::ALL {
        let is_asked_for = which.only.contains(&purpose);
        if !is_asked_for && !which.only.is_empty() {
            continue;
        }
        let setting = purpose.setting();
        match present(settings, file.as_ref(), purpose)? {
            Some(keys) => changed.push((setting, how(&keys).with_context(|| setting.to_owned())?)),
            None if is_asked_for => bail!("{setting} isn't set: make a first key with `perftrack keys new`"),
            None => {}
        }
    }
    if changed.is_empty() {
        bail!("no keys are set: make first ones with `perftrack keys new`");
    }
    let Some(file) = &mut file else {
        changed.iter().for_each(|(setting, keys)| println!("{setting}={}", keys.expose_secret()));
        return Ok(());
    };
    changed.iter().for_each(|(setting, keys)| file.set(setting, keys));
    file.write()?;
    for (setting, keys) in &changed {
        println!("{setting} has {}", rings::ids(keys)?.join(", "));
    }
    Ok(())
}

fn opened(file: Option<&Path>) -> anyhow::Result<Option<SettingsFile>> {
    file.map(SettingsFile::open).transpose()
}

/// The keys of a purpose as they are now.
fn present(
    settings: &Settings,
    file: Option<&SettingsFile>,
    purpose: KeyPurpose,
) -> anyhow::Result<Option<SecretString>> {
    match file {
        Some(file) => file.value(purpose.setting()),
        None => Ok(settings.keys_as_given(purpose).cloned()),
    }
}

async fn refuse_if_needed(settings: &Settings, which: &Which, purpose: KeyPurpose, id: &str) -> anyhow::Result<()> {
    let keys = present(settings, opened(which.settings.as_deref())?.as_ref(), purpose)?;
    let keys = keys.with_context(|| format!("{} isn't set", purpose.setting()))?;
    let first = rings::ids(&keys)?.into_iter().next().unwrap_or_default();
    let (check, of) = (settings.key_check()?, id.to_owned());
    let standing = tokio::task::spawn_blocking(move || check::of_one(&check, purpose, &of, &first)).await;
    match standing.context("it broke off")?? {
        Standing::Needed(why) => bail!("key {id:?} is needed: {why}"),
        Standing::Untold(how) if purpose != KeyPurpose::Reply => bail!("key {id:?} may be needed: {how}"),
        // That it is the first is said by who takes it out; what the mail server shows, its owner knows.
        Standing::First | Standing::Untold(_) | Standing::Spare => Ok(()),
    }
}
