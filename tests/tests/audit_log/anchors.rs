//! Anchors: who rewrites the whole log, head and all, is found by what was kept elsewhere.

use std::path::PathBuf;

use perftrack_tests::{Org, Server, eventually, unique};

use super::{audit, found, id_of, period, said, tamper};

fn kept(text: &str) -> PathBuf {
    let file = std::env::temp_dir().join(format!("perftrack-anchors-{}", unique()));
    std::fs::write(&file, text).expect("a file");
    file
}

/// Another second event, and every hash from there on: whole, and as long as it was.
fn write_anew(org: &Org) {
    tamper(
        org,
        "UPDATE audit_events SET kind = 'periods.edited' WHERE org_id = $org AND seq = 2;
         DO $$
         DECLARE
             event record;
             link  bytea := '\\x';
         BEGIN
             FOR event IN SELECT * FROM audit_events WHERE org_id = $org ORDER BY seq LOOP
                 link := audit_link(link, event.org_id, event.seq, event.id, event.at, event.actor_id, event.session_id,
                                    event.kind, event.resource_kind, event.resource_id, event.before, event.after,
                                    event.address, event.request_id);
                 UPDATE audit_events e SET hash = link WHERE e.org_id = event.org_id AND e.seq = event.seq;
             END LOOP;
             UPDATE audit_heads SET hash = link WHERE org_id = $org;
         END
         $$",
    );
}

#[test]
fn a_log_that_was_cut_with_its_head_is_found_by_its_anchor() {
    let server = Server::alone(&[]);
    let org = Org::db_on(server);
    (0..5).for_each(|_| drop(period(org.admin())));
    let heads = said(&audit(server, &["heads"]));
    assert!(heads.contains(&format!("perftrack-audit-head:v1:{}:5:", id_of(&org))), "{heads}");
    let file = kept(&heads);
    let file = file.to_str().expect("a path");
    period(org.admin());
    let output = audit(server, &["verify", "--anchors", file]);
    assert!(output.status.success(), "{}", said(&output));

    tamper(
        &org,
        "DELETE FROM audit_events WHERE org_id = $org AND seq > 3;
         UPDATE audit_heads h SET seq = 3, hash = e.hash FROM audit_events e
         WHERE h.org_id = $org AND e.org_id = $org AND e.seq = 3",
    );
    assert_eq!(found(&org), None, "from within it looks whole");
    let output = audit(server, &["verify", "--anchors", file]);
    assert!(!output.status.success() && said(&output).contains("BROKEN"), "{}", said(&output));
}

#[test]
fn a_log_that_was_written_anew_is_found_by_its_anchor() {
    let server = Server::alone(&[]);
    let org = Org::db_on(server);
    (0..5).for_each(|_| drop(period(org.admin())));
    let file = kept(&said(&audit(server, &["heads"])));
    write_anew(&org);
    assert_eq!(found(&org), None, "from within it looks whole");
    let output = audit(server, &["verify", "--anchors", file.to_str().expect("a path")]);
    assert!(
        !output.status.success() && said(&output).contains("event 5 isn't the one that was anchored"),
        "{}",
        said(&output)
    );
}

/// What the server logs afterwards is of the log that was written anew, and doesn't excuse it.
#[test]
fn a_later_anchor_doesnt_outdo_an_earlier_one() {
    let server = Server::alone(&[]);
    let org = Org::db_on(server);
    (0..5).for_each(|_| drop(period(org.admin())));
    let before = said(&audit(server, &["heads"]));
    write_anew(&org);
    let after = said(&audit(server, &["heads"]));
    for lines in [format!("{before}{after}"), format!("{after}{before}"), format!("{before}{after}{before}")] {
        let output = audit(server, &["verify", "--anchors", kept(&lines).to_str().expect("a path")]);
        assert!(!output.status.success() && said(&output).contains("event 5 isn't"), "{}", said(&output));
    }
    let output = audit(server, &["verify", "--anchors", kept(&after).to_str().expect("a path")]);
    assert!(output.status.success(), "{}", said(&output));
}

/// Whoever owns the database can write there that an organisation has closed: only who checks can say so.
#[test]
fn an_organisation_that_is_gone_is_excused_by_whoever_checks_alone() {
    let server = Server::alone(&[]);
    let (stays, gone) = (Org::db_on(server), Org::db_on(server));
    for org in [&stays, &gone] {
        period(org.admin());
    }
    let file = kept(&said(&audit(server, &["heads"])));
    let file = file.to_str().expect("a path");
    let id = id_of(&gone).to_string();
    tamper(&gone, "DELETE FROM organisations WHERE org_id = $org; INSERT INTO closed_organisations (id) VALUES ($org)");
    let output = audit(server, &["verify", "--anchors", file]);
    assert!(
        !output.status.success() && said(&output).contains(&format!("{id}: BROKEN, it was anchored and is gone")),
        "{}",
        said(&output)
    );
    let output = audit(server, &["verify", "--anchors", file, "--closed", &id]);
    assert!(output.status.success() && said(&output).contains(&format!("{id}: closed")), "{}", said(&output));
}

#[test]
fn an_anchor_that_somebody_altered_counts_for_nothing() {
    let server = Server::alone(&[]);
    let org = Org::db_on(server);
    period(org.admin());
    let heads = said(&audit(server, &["heads"])).replace(":1:", ":2:");
    let output = audit(server, &["verify", "--anchors", kept(&heads).to_str().expect("a path")]);
    assert!(!output.status.success() && said(&output).contains("the anchor in line 1"), "{}", said(&output));
}

#[test]
fn the_server_logs_where_each_chain_ends_and_its_log_is_taken() {
    let first = Server::alone(&[]);
    let org = Org::db_on(first);
    period(org.admin());
    let server = Server::start(first.database.clone(), &[("PERFTRACK_ROUNDS", "on")]).until_the_test_ends();
    let word = format!("perftrack-audit-head:v1:{}:", id_of(&org));
    eventually("an anchor in the log", || server.log().contains(&word));
    let output = audit(server, &["verify", "--anchors", kept(&server.log()).to_str().expect("a path")]);
    assert!(output.status.success(), "{}", said(&output));
}
