//! The Postgres cluster: the one `PERFTRACK_TEST_ADMIN_URL` names, or a throw-away one of our own.

use std::sync::{Mutex, OnceLock};

use url::Url;

use crate::guardian::{Guardian, Lines};

/// A cluster in which we may do everything.
pub struct Cluster {
    admin: Url,
    guardian: Option<Mutex<(Guardian, Lines)>>,
}

/// The cluster of this run.
pub fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| match std::env::var("PERFTRACK_TEST_ADMIN_URL") {
        Ok(url) if !url.is_empty() => {
            Cluster { admin: url.parse().expect("PERFTRACK_TEST_ADMIN_URL is a URL"), guardian: None }
        }
        _ => Cluster::throw_away(),
    })
}

impl Cluster {
    /// One that nobody else uses, to be stopped and started.
    pub fn throw_away() -> Self {
        Self::of_our_own(&[])
    }

    /// The same, in which what was committed survives a crash, as it does in real ones; on a small disk of its own, if
    /// this machine lets us make one.
    pub fn that_keeps() -> Self {
        Self::of_our_own(&["keeps"])
    }

    fn of_our_own(arguments: &[&str]) -> Self {
        let (guardian, mut lines) = Guardian::start(include_str!("cluster.sh"), arguments, |_| {});
        let folder = lines.after("ready ").expect("Postgres starts; is it installed?");
        let host = folder.replace('/', "%2F");
        let admin = format!("postgres://postgres@{host}/postgres").parse().expect("a URL");
        Self { admin, guardian: Some(Mutex::new((guardian, lines))) }
    }

    /// Ends it at once, as a crash would. Returns when it is gone.
    pub fn stop(&self) {
        self.tell("stop");
    }

    /// Starts it again. Returns when it takes connections.
    pub fn start(&self) {
        self.tell("start");
    }

    /// Fills its disk; false if it has none of its own.
    pub fn fill(&self) -> bool {
        self.tell("fill").is_empty()
    }

    /// Frees it again, and starts Postgres if it didn't outlive that. Returns when it takes connections.
    pub fn free(&self) {
        self.tell("free");
    }

    fn tell(&self, order: &str) -> String {
        let guardian = self.guardian.as_ref().expect("a cluster of our own");
        let mut guardian = guardian.lock().expect("nobody panicked at it");
        guardian.0.tell(order);
        guardian.1.after("done").expect("the guardian obeys")
    }

    /// How the superuser reaches `database`.
    pub fn admin_url(&self, database: &str) -> String {
        let mut url = self.admin.clone();
        url.set_path(database);
        url.into()
    }

    /// How `role` reaches `database`; a local cluster ignores the password, another needs it.
    pub fn url(&self, role: &str, database: &str) -> String {
        let mut url = self.admin.clone();
        url.set_path(database);
        url.set_username(role).expect("it has a host");
        url.set_password(Some(&format!("test-{role}"))).expect("it has a host");
        url.into()
    }
}
