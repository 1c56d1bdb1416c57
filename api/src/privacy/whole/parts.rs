//! What a file of the whole organisation holds, table by table, and what it leaves out. `whole.sql` has a statement for each
//! part under a line of its name and what it is. Each names its columns: a new one is in no file by accident. What not every
//! Admin may see is read from its `visible_…` view, as the Admin who asks.

const WHOLE: &str = include_str!("whole.sql");

/// What is in no file, and why.
pub(super) const LEFT_OUT: &[(&str, &str)] = &[
    ("action_items", SAID_BETWEEN_TWO),
    ("agenda_items", SAID_BETWEEN_TWO),
    ("api_tokens", SECRET),
    ("audit_events", "taken out on the page of the audit log"),
    ("audit_heads", WORKED_OUT),
    ("calendar_feeds", SECRET),
    ("calibration_cards", CALIBRATION),
    ("calibration_changes", CALIBRATION),
    ("calibration_members", CALIBRATION),
    ("calibration_sessions", CALIBRATION),
    ("calibration_votes", CALIBRATION),
    ("channel_posts", PASSING),
    ("comment_mentions", WORKED_OUT),
    ("feedback_asks", "whether somebody answers is between them and whoever asked"),
    ("idempotency_keys", PASSING),
    ("kpi_days", WORKED_OUT),
    ("kpi_past_days", WORKED_OUT),
    ("level_evidence", "what is cited is shown to whoever may see it"),
    ("meeting_openings", "stands in the audit log"),
    ("notice_letters", PASSING),
    ("notice_mails", PASSING),
    ("notice_rounds", PASSING),
    ("notice_settings", OWN),
    ("notices", OWN),
    ("oauth_grants", SECRET),
    ("objective_computations", WORKED_OUT),
    ("objective_versions", WORKED_OUT),
    ("openings", OWN),
    ("organisation_export_chunks", PASSING),
    ("organisation_exports", PASSING),
    ("pay_links", SECRET),
    ("people_imports", PASSING),
    ("private_notes", "nobody reads them but whoever wrote them"),
    ("pulse_ballots", NOBODYS),
    ("pulse_cells", PULSE),
    ("pulse_exclusions", NOBODYS),
    ("pulse_groups", PULSE),
    ("pulse_invitations", NOBODYS),
    ("pulse_texts", PULSE),
    ("pulse_thread_messages", PULSE),
    ("replies", PASSING),
    ("reply_addresses", SECRET),
    ("reporting_closure", WORKED_OUT),
    ("review_addenda", REVIEWS),
    ("review_appointments", REVIEWS),
    ("review_disputes", REVIEWS),
    ("review_externals", REVIEWS),
    ("review_handovers", REVIEWS),
    ("review_nominations", REVIEWS),
    ("review_papers", REVIEWS),
    ("review_submissions", REVIEWS),
    ("review_times", WORKED_OUT),
    ("review_withdrawals", REVIEWS),
    ("review_worths", WORKED_OUT),
    ("reviews", REVIEWS),
    ("sessions", PASSING),
    ("sso_attempts", SECRET),
    ("sso_identities", SECRET),
    ("team_closure", WORKED_OUT),
    ("webhook_attempts", PASSING),
    ("webhook_deliveries", PASSING),
    ("webhook_rounds", PASSING),
];

const SAID_BETWEEN_TWO: &str = "what is said in a one-on-one is the two's";
const WORKED_OUT: &str = "worked out from the rest";
const SECRET: &str = "opens doors";
const PASSING: &str = "passing";
const OWN: &str = "each person's own: they take it out themselves";
const CALIBRATION: &str = "who sees which rating depends on who asks: shown in its session";
const REVIEWS: &str = "who wrote what may be hidden: each person's review is taken out as a PDF";
const PULSE: &str = "shown as far as nobody can be found by it: taken out of each pulse";
const NOBODYS: &str = "nobody may know who answered what";

/// One part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// The table, and the file without its ending.
    pub name: &'static str,
    /// What it holds.
    pub title: &'static str,
    /// Opens the cursor `part`, which gives a `line` for each thing.
    pub sql: &'static str,
}

/// Every part.
pub(super) fn all() -> impl Iterator<Item = Part> {
    WHOLE.split(";\n").filter_map(|statement| {
        let (head, sql) = statement.trim().strip_prefix("-- ")?.split_once('\n')?;
        let (name, title) = head.split_once(": ")?;
        Some(Part { name, title, sql })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Of the ratchet: what the database has is compared with it.
    const TABLES: &str = include_str!("../../../../tests/ratchets/tables.txt");

    #[test]
    fn every_tenant_table_is_a_part_or_left_out_for_a_reason() {
        let tenant: BTreeSet<&str> = TABLES.lines().filter_map(|line| line.strip_suffix(" tenant")).collect();
        let mut known: Vec<&str> = all().map(|part| part.name).chain(LEFT_OUT.iter().map(|(name, _)| *name)).collect();
        known.sort_unstable();
        assert_eq!(known, tenant.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn every_statement_is_read_and_names_its_columns() {
        assert_eq!(all().count(), WHOLE.matches("DECLARE part").count());
        assert!(all().all(|part| part.sql.starts_with("DECLARE part NO SCROLL CURSOR FOR\nSELECT to_jsonb(part)")));
        assert!(all().all(|part| part.sql.contains("org_id = current_org()") && !part.sql.contains(".*")));
    }
}
