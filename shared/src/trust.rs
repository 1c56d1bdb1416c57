//! What an Admin can check today of what the Security page promises.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{operation::Json, operations, permissions, wire::choice::choice};

permissions! { trust;
    /// See the evidence for what the Security page promises, and try the wall between organisations.
    VIEW "view" never, never, never, Admin;
}

operations! { "trust";
    /// The evidence for what the Security page promises, as of now.
    /// Of the connection and its certificate, passwords, sessions, the second step, the wall between organisations, roles,
    /// what is open to anybody, the backup, the audit log, keys, payments, reports of vulnerabilities, the dependencies
    /// and the version. What can't be known here says so.
    ReadTrust: Get "/api/v1/trust" { answer: Json<Trust>, who: may VIEW }
    /// Try to cross the wall between organisations, table by table, and say what came of it. What is tried is undone.
    TryIsolation: Post "/api/v1/trust/isolation" { answer: Json<IsolationReport>, who: may VIEW }
}

choice! {
    /// What a piece of evidence is about.
    pub enum TrustTopic {
        /// How this very request was encrypted.
        Connection = "connection",
        /// Who issued the certificate, and until when it is good.
        Certificate = "certificate",
        /// How passwords are hashed.
        Passwords = "passwords",
        /// How long sessions last, and what their cookie may.
        Sessions = "sessions",
        /// Who has a second factor.
        SecondFactor = "second_factor",
        /// The wall between organisations.
        Isolation = "isolation",
        /// Who has which role.
        Roles = "roles",
        /// What anybody may call.
        PublicOperations = "public_operations",
        /// The last backup that was read back.
        Backup = "backup",
        /// The audit log's chain.
        Audit = "audit",
        /// Since when keys are in use.
        Keys = "keys",
        /// Where one pays, and that no card is taken here.
        Payments = "payments",
        /// Whether reports of vulnerabilities are answered in time.
        Disclosure = "disclosure",
        /// Known holes in what PerfTrack is made of.
        Dependencies = "dependencies",
        /// What is running.
        Version = "version",
    }
}

choice! {
    /// How a piece of evidence looks.
    pub enum TrustStanding {
        /// It is as promised.
        Ok = "ok",
        /// Somebody should look at it.
        Warning = "warning",
        /// Nothing is known about it here.
        Unknown = "unknown",
    }
}

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TrustEvidence {
    /// What it is about.
    pub topic: TrustTopic,
    /// How it looks.
    pub standing: TrustStanding,
    /// What was found, in a sentence or more.
    pub words: String,
    /// When that was so; absent where it is so now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
    /// Where on this server there is more of it, if anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// Everything there is to see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Trust {
    /// One piece for each topic.
    pub items: Vec<TrustEvidence>,
}

/// What came of trying to cross the wall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IsolationReport {
    /// When it was tried.
    pub at: DateTime<Utc>,
    /// How many tables hold rows of organisations.
    pub tables: u32,
    /// How many attempts were made on them.
    pub attempts: u32,
    /// Attempts that got through. There must be none.
    pub crossed: Vec<WallCrossing>,
}

impl IsolationReport {
    /// Whether no attempt got through, and there was something to try.
    pub fn holds(&self) -> bool {
        self.crossed.is_empty() && self.tables > 0
    }
}

choice! {
    /// A way across the wall.
    pub enum WallAttempt {
        /// Reading rows of other organisations.
        ReadOthers = "read_others",
        /// Reading any row while no organisation is bound to the transaction.
        ReadUnbound = "read_unbound",
        /// Adding a row to another organisation.
        AddToOther = "add_to_other",
    }
}

/// An attempt that got through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WallCrossing {
    /// In which table.
    pub table: String,
    /// How.
    pub attempt: WallAttempt,
}
