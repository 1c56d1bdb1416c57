//! Role × relation × operation: what happens is what `can` says, every change is in the audit log, a
//! refusal changes nothing, and every answer is as documented.

use perftrack_tests::{
    Org, Stage, contract,
    db::{count, organisation_of},
    samples::{self, About, Sample},
    stage::closed_org,
};
use shared::{
    access::{Permission, Relation, Role, can, can_ever},
    operation::{Access, Declaration},
    problem::Code,
};

use super::footprint;

const UNAUDITED: &str = include_str!("../../ratchets/unaudited_operations.txt");

/// What a cell of the matrix ends in.
#[derive(Debug, PartialEq, Clone, Copy)]
enum Outcome {
    Done,
    Refused(Code),
}

/// One test per feature, so that they run beside each other; the last one sees that none is left out.
macro_rules! features {
    ($($feature:ident)+) => {
        $(#[test]
        fn $feature() {
            walk(stringify!($feature));
        })+

        #[test]
        fn no_feature_is_left_out() {
            for declared in shared::every_operation() {
                assert!([$(stringify!($feature)),+].contains(&declared.feature), "{}", declared.feature);
            }
        }
    };
}

features! { accounts api_tokens oauth organisations people teams goals kpis shares home notifications replies feedback one_on_ones weekly_check_ins development improvement pulse reviews ratings openings search analytics audit_log disclosure trust privacy single_sign_on billing scim sandboxes events webhooks }

fn walk(feature: &str) {
    let mut wrong = Vec::new();
    for declared in shared::every_operation().into_iter().filter(|declared| declared.feature == feature) {
        if declared.access == Access::Public {
            continue;
        }
        // In one of them people are found by everybody, which counts as shared with all. New ones for
        // each operation: a small organisation is quickly looked over for changes.
        let (open, closed) = (Org::db_new(), closed_org());
        for role in Role::ALL {
            for relation in Relation::ALL {
                let org = if matches!(relation, Relation::Shared(_)) { &open } else { &closed };
                if let Some((expected, found)) = cell(&declared, org, *role, relation)
                    && expected != found
                {
                    wrong.push(format!("{} as {role}, {relation:?}: {found:?}, not {expected:?}", declared.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What should happen and what does; `None` where the relation can't be or doesn't matter.
fn cell(declared: &Declaration, org: &Org, role: Role, relation: Relation) -> Option<(Outcome, Outcome)> {
    let stage = Stage::set(org, role, relation);
    let sample = samples::of(declared.name, &stage);
    match (sample.about, relation) {
        (About::Everything | About::Organisation, Relation::Organisation) => {}
        (About::Everything | About::Organisation, _) => return None,
        // Everybody finds everybody; nothing more can be shared of a person.
        (About::Subject(_), Relation::Shared(level)) if level != shared::access::ShareLevel::View => return None,
        (About::Thing(..), Relation::Shared(level)) => assert!(sample.share(&stage, level)),
        // Nothing is shared with anybody by name here.
        (About::Told(..), Relation::Shared(_)) => return None,
        _ => {}
    }
    let expected = expected(declared, &sample, role, relation);
    Some((expected, happens(declared, &stage, &sample)))
}

fn expected(declared: &Declaration, sample: &Sample, role: Role, relation: Relation) -> Outcome {
    let Access::May(permission) = declared.access else {
        return Outcome::Done;
    };
    if !can_ever(role, permission) {
        return Outcome::Refused(Code::Forbidden);
    }
    if let About::Told(seen, stands) = sample.about {
        return match stands(role, relation) {
            Some(relation) if can(role, permission, relation) => Outcome::Done,
            Some(relation) if can(role, seen, relation) => Outcome::Refused(Code::Forbidden),
            _ => Outcome::Refused(Code::NotFound),
        };
    }
    // An Admin who isn't the owner has the whole organisation, however else they stand to it.
    let holds = |permission: &Permission| {
        can(role, permission, relation) || (relation != Relation::Own && can(role, permission, Relation::Organisation))
    };
    match sample.about {
        About::Everything => Outcome::Done,
        _ if holds(permission) => Outcome::Done,
        About::Subject(seen) | About::Thing(seen, _) if !holds(seen) => Outcome::Refused(Code::NotFound),
        _ => Outcome::Refused(Code::Forbidden),
    }
}

fn happens(declared: &Declaration, stage: &Stage<'_>, sample: &Sample) -> Outcome {
    let mut conn = stage.org.server.database.admin();
    let org = organisation_of(&mut conn, stage.actor.id);
    let events = format!("audit_events WHERE org_id = '{org}'");
    let (events_before, before) = (count(&mut conn, &events), footprint(&mut conn, org));
    let response = sample.request(declared, stage).send();
    contract::keeps(declared, &response);
    let events_after = count(&mut conn, &events);
    if response.is_success() {
        assert_eq!(response.status, declared.status, "{}", declared.name);
        if UNAUDITED.lines().any(|line| line.split_once(" # ").is_some_and(|(name, _)| name == declared.name)) {
            assert_eq!(events_after, events_before, "{} left something in the audit log", declared.name);
        } else if declared.method.changes() || declared.takes_out {
            assert!(events_after > events_before, "{} left nothing in the audit log", declared.name);
        } else {
            assert_eq!(footprint(&mut conn, org), before, "{} changed something", declared.name);
        }
        return Outcome::Done;
    }
    assert_eq!(footprint(&mut conn, org), before, "{} was refused and changed something", declared.name);
    let problem = response.problem();
    assert!(!problem.request_id.is_empty());
    if matches!(problem.code, Code::Forbidden | Code::NotFound) {
        Outcome::Refused(problem.code)
    } else {
        panic!("{}: {}", declared.name, response.text())
    }
}
