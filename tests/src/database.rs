//! Databases made from a template that was migrated once per run.

use std::sync::{Mutex, OnceLock};

use api::{config::Migration, migrations};
use diesel::{Connection, PgConnection, connection::SimpleConnection};
use secrecy::SecretString;

use crate::{
    cluster::{Cluster, cluster},
    db::{run, text},
    unique,
};

/// A migrated database.
#[derive(Clone)]
pub struct Database {
    /// Its name in the cluster.
    pub name: String,
    cluster: &'static Cluster,
}

impl Database {
    /// The one that tests share.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Database> = OnceLock::new();
        SHARED.get_or_init(Self::fresh)
    }

    /// One of its own for a test that counts, migrates or looks at everything.
    pub fn fresh() -> Self {
        static TEMPLATE: OnceLock<Database> = OnceLock::new();
        let template = TEMPLATE.get_or_init(|| {
            forget_dead_runs();
            let template = Self::empty();
            template.migrate();
            template
        });
        Self::create(cluster(), &format!("TEMPLATE {}", template.name))
    }

    /// One without any schema.
    pub fn empty() -> Self {
        Self::empty_in(cluster())
    }

    /// One without any schema, in another cluster than the run's.
    pub fn empty_in(cluster: &'static Cluster) -> Self {
        Self::create(cluster, "TEMPLATE template0")
    }

    /// One that outlives the run: filled once by `fill`, which takes long, and found again by its name.
    pub fn kept(name: &str, fill: impl FnOnce(&Self)) -> Self {
        let mut postgres = admin(cluster(), "postgres");
        let exists = format!("SELECT count(*)::text AS text FROM pg_database WHERE datname = '{name}'");
        let kept = Self { name: name.to_owned(), cluster: cluster() };
        if text(&mut postgres, &exists) == "1" {
            return kept;
        }
        let unfinished = Self { name: format!("{name}_unfinished"), cluster: cluster() };
        let sql = format!("DROP DATABASE IF EXISTS {0}; CREATE DATABASE {0} TEMPLATE template0", unfinished.name);
        sql.split("; ").for_each(|statement| run(&mut postgres, statement));
        fill(&unfinished);
        run(&mut postgres, &format!("ALTER DATABASE {} RENAME TO {name}", unfinished.name));
        kept
    }

    fn create(cluster: &'static Cluster, like: &str) -> Self {
        let database = Self { name: format!("pt_test_{}_{}", std::process::id(), unique()), cluster };
        run(&mut admin(cluster, "postgres"), &format!("CREATE DATABASE {} {like}", database.name));
        database
    }

    /// Brings it to this version's schema, as `perftrack migrate` does.
    pub fn migrate(&self) {
        // Roles are the whole cluster's, and are changed by one at a time.
        static TURN: Mutex<()> = Mutex::new(());
        let _turn = TURN.lock();
        let migration = Migration {
            migrator: self.cluster.admin_url(&self.name).into(),
            app: Some(self.url("pt_app").into()),
            auth: Some(self.url("pt_auth").into()),
            backup: Some(self.url("pt_backup").into()),
        };
        migrations::run(&migration).expect("the migrations run");
        self.admin().batch_execute("ALTER ROLE pt_jobs PASSWORD 'test-pt_jobs'").expect("a password is set");
    }

    /// Drops it, whoever is connected. If its cluster is gone, so is it.
    pub(crate) fn drop_if_reached(&self) {
        let postgres = PgConnection::establish(&self.cluster.admin_url("postgres"));
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let _ = postgres.map(|mut postgres| postgres.batch_execute(&drop));
    }

    /// How `role` reaches it.
    pub fn url(&self, role: &str) -> String {
        self.cluster.url(role, &self.name)
    }

    /// The same, kept from logs.
    pub fn secret_url(&self, role: &str) -> SecretString {
        self.url(role).into()
    }

    /// How the superuser reaches it.
    pub fn admin_url(&self) -> String {
        self.cluster.admin_url(&self.name)
    }

    /// A connection of the superuser.
    pub fn admin(&self) -> PgConnection {
        admin(self.cluster, &self.name)
    }

    /// A connection as `role`, such as `pt_app`.
    pub fn connect_as(&self, role: &str) -> PgConnection {
        PgConnection::establish(&self.url(role)).unwrap_or_else(|error| panic!("{role} can't connect: {error}"))
    }
}

fn admin(cluster: &Cluster, database: &str) -> PgConnection {
    PgConnection::establish(&cluster.admin_url(database)).expect("the superuser connects")
}

/// On a cluster that outlives us, drops the databases of runs that are over.
fn forget_dead_runs() {
    use diesel::{
        RunQueryDsl,
        dsl::sql,
        select,
        sql_types::{Array, Text},
    };
    let mut conn = admin(cluster(), "postgres");
    let names = sql::<Array<Text>>("ARRAY(SELECT datname::text FROM pg_database WHERE datname LIKE 'pt\\_test\\_%')");
    let names: Vec<String> = select(names).get_result(&mut conn).expect("databases are listed");
    for name in names {
        let pid = name.split('_').nth(2).unwrap_or_default();
        if !std::path::Path::new("/proc").join(pid).exists() {
            let _ = conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}
