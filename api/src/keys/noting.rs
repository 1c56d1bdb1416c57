//! Noting which keys a server works with, for whoever rotates them later.

use std::{sync::Arc, time::Duration};

use tokio::time::{MissedTickBehavior, interval};

use super::queries;
use crate::{
    app::State,
    config::{Config, KeyPurpose, KeyRing},
};

/// How exactly it is known until when a key was in use.
const EVERY: Duration = Duration::from_secs(3600);

/// The settings that hold keys, each with the id of the first one, which new things are made with.
#[derive(Debug, Clone)]
pub struct FirstKeys(Vec<(&'static str, String)>);

impl FirstKeys {
    /// Those that a server of this configuration works with.
    pub fn of(config: &Config) -> Self {
        let rings: [(KeyPurpose, Option<&KeyRing>); 5] = [
            (KeyPurpose::Jwt, Some(&config.sessions.keys)),
            (KeyPurpose::Seal, Some(&config.sealing.keys)),
            (KeyPurpose::Peppers, Some(&config.passwords.peppers)),
            (KeyPurpose::Reply, config.replies.as_ref().map(|replies| &replies.keys)),
            (KeyPurpose::Backup, config.backup.as_ref().map(|backup| &backup.keys)),
        ];
        let firsts =
            rings.into_iter().filter_map(|(purpose, ring)| Some((purpose.setting(), ring?.current().id.clone())));
        Self(firsts.collect())
    }
}

/// Notes it until dropped.
pub(crate) async fn keep_noting(state: Arc<State>, keys: FirstKeys) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let FirstKeys(keys) = keys.clone();
        if let Err(failure) = state.database.accounts(move |tx| Ok(queries::note(tx.conn(), &keys)?)).await {
            tracing::warn!(code = %failure.code(), "which keys are in use can't be noted");
        }
    }
}
