//! What a file of the whole organisation holds, part by part, and what it leaves out. `whole.sql` has a statement for each
//! part that is a table, under a line of its name and what it is. Each names its columns: a new one is in no file by accident.
//! What not every Admin may see is read from its `visible_…` view, as the Admin who asks. What depends on more than the row is
//! read by the feature whose it is ([`SHOWN`]), by the same function as its page.

const WHOLE: &str = include_str!("whole.sql");

/// What is in no file, and why.
pub(super) const LEFT_OUT: &[(&str, &str)] = &[
    ("action_items", SAID_BETWEEN_TWO),
    ("agenda_items", SAID_BETWEEN_TWO),
    ("api_tokens", SECRET),
    ("audit_heads", WORKED_OUT),
    ("calendar_feeds", SECRET),
    ("calibration_agreements", CALIBRATION),
    ("calibration_cards", CALIBRATION),
    ("calibration_conflicts", CALIBRATION),
    ("calibration_members", CALIBRATION),
    ("calibration_votes", CALIBRATION),
    ("channel_posts", PASSING),
    ("comment_mentions", WORKED_OUT),
    ("feedback_asks", "whether somebody answers is between them and whoever asked"),
    ("former_owners", "stands in the audit log"),
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
    ("people_import_entries", PASSING),
    ("people_imports", PASSING),
    ("private_notes", "nobody reads them but whoever wrote them"),
    ("pulse_ballots", NOBODYS),
    ("pulse_cells", PULSE),
    ("pulse_exclusions", NOBODYS),
    ("pulse_groups", PULSE),
    ("pulse_invitations", NOBODYS),
    ("pulse_texts", PULSE),
    ("pulse_thread_messages", PULSE),
    ("refusals", "stands on the page of the audit log, for 90 days"),
    ("replies", PASSING),
    ("reply_addresses", SECRET),
    ("reporting_closure", WORKED_OUT),
    ("review_addenda", REVIEWS),
    ("review_appointments", REVIEWS),
    ("review_cycle_stages", "stands in the audit log"),
    ("review_disputes", REVIEWS),
    ("review_externals", REVIEWS),
    ("review_handovers", "stands in the audit log"),
    ("review_launches", PASSING),
    ("review_nominations", REVIEWS),
    ("review_packet_versions", REVIEWS),
    ("review_papers", REVIEWS),
    ("review_pauses", "stands in the audit log"),
    ("review_states", REVIEWS),
    ("review_submissions", REVIEWS),
    ("review_times", WORKED_OUT),
    ("review_trials", PASSING),
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

const SAID_BETWEEN_TWO: &str =
    "what is said in a one-on-one is the two's: an Admin opens one meeting at a time, for a reason that both are told";
const WORKED_OUT: &str = "worked out from the rest";
const SECRET: &str = "opens doors";
const PASSING: &str = "passing";
const OWN: &str = "each person's own: they take it out themselves";
const CALIBRATION: &str = "as each session shows it to the Admin who asks, in calibration_sessions.ndjson";
const REVIEWS: &str =
    "as each review shows it to the Admin who asks, in review_packets.ndjson: who wrote what may be hidden";
const PULSE: &str = "as it is published, so that nobody can be found by it, in pulse_results.ndjson";
const NOBODYS: &str = "nobody may know who answered what";

/// What features read as they show it to the Admin who asks.
const SHOWN: [Part; 4] = [
    Part {
        name: "review_packets",
        title: "reviews that people get, with ratings, disputes and addenda, as the Admin who asked reads them",
        source: Source::Packets,
    },
    Part {
        name: "calibration_sessions",
        title: "calibration sessions with the cards that the Admin who asked sees",
        source: Source::Sessions,
    },
    Part { name: "pulse_results", title: "what pulses came to, as published", source: Source::Pulses },
    Part { name: "audit_events", title: "the audit log, as Admins read it", source: Source::Events },
];

/// One part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// The table or what is shown, and the file without its ending.
    pub name: &'static str,
    /// What it holds.
    pub title: &'static str,
    /// Where it is read.
    pub source: Source,
}

/// Where a part is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source {
    /// A statement that opens the cursor `part`, which gives a `line` for each thing.
    Rows(&'static str),
    /// Packets of reviews.
    Packets,
    /// Calibration sessions.
    Sessions,
    /// Results of pulses.
    Pulses,
    /// The audit log.
    Events,
}

/// Every part.
pub(super) fn all() -> impl Iterator<Item = Part> {
    let rows = WHOLE.split(";\n").filter_map(|statement| {
        let (head, sql) = statement.trim().strip_prefix("-- ")?.split_once('\n')?;
        let (name, title) = head.split_once(": ")?;
        Some(Part { name, title, source: Source::Rows(sql) })
    });
    rows.chain(SHOWN)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Of the ratchet: what the database has is compared with it.
    const TABLES: &str = include_str!("../../../../tests/ratchets/tables.txt");
    /// Not a table: cells, groups and what was written, put together.
    const PUT_TOGETHER: &str = "pulse_results";

    fn statements() -> Vec<&'static str> {
        let statement = |part: Part| match part.source {
            Source::Rows(sql) => Some(sql),
            _ => None,
        };
        all().filter_map(statement).collect()
    }

    #[test]
    fn every_tenant_table_is_a_part_or_left_out_for_a_reason() {
        let tenant: BTreeSet<&str> = TABLES.lines().filter_map(|line| line.strip_suffix(" tenant")).collect();
        let parts = all().map(|part| part.name).filter(|name| *name != PUT_TOGETHER);
        let mut known: Vec<&str> = parts.chain(LEFT_OUT.iter().map(|(name, _)| *name)).collect();
        known.sort_unstable();
        assert_eq!(known, tenant.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn every_statement_is_read_and_names_its_columns() {
        let all = statements();
        assert_eq!(all.len(), WHOLE.matches("DECLARE part").count());
        assert!(
            all.iter().all(|sql| sql.starts_with("DECLARE part NO SCROLL CURSOR FOR\nSELECT to_jsonb(part)")),
            "{all:?}"
        );
        assert!(all.iter().all(|sql| sql.contains("org_id = current_org()") && !sql.contains(".*")));
    }
}
