//! A share is a lease: it has a level, a reason and an end.

use chrono::{TimeDelta, Utc};
use perftrack_tests::{Client, Refused, db::run};
use shared::{
    access::{Relation, ShareLevel},
    goals::ObjectivePath,
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    people::PersonPath,
    problem::Code,
    shares::{
        EditShare, GranteeKind, ListObjectiveShares, ListSharedByMe, ListSharedWithMe, NewShare, RevokeObjectiveShares,
        RevokeSharesWith, Share, ShareChanges, SharePath, USUAL_DAYS,
    },
    wire::{Patch, ShareId},
};

use super::{Ground, at, read, revoke, share, with};

fn with_me(by: &Client) -> Vec<ShareId> {
    let shares = by.call::<ListSharedWithMe>(Nothing {}, Nothing {}, ()).expect("what is shared with me");
    shares.items.iter().map(|share| share.id).collect()
}

fn by_me(by: &Client) -> Vec<ShareId> {
    let shares = by.call::<ListSharedByMe>(Nothing {}, Nothing {}, ()).expect("what I share");
    shares.items.iter().map(|share| share.id).collect()
}

fn lasts_about(share: &Share, days: i64) -> bool {
    let left = share.ends_at.expect("an end") - Utc::now();
    (left - TimeDelta::days(days)).abs() < TimeDelta::minutes(5)
}

#[test]
fn what_is_shared_is_seen_until_it_is_revoked() {
    let ground = Ground::new();
    let id = ground.hidden().objective.id;
    read(&ground.guest, id).refused(Code::NotFound);

    let made = share(&ground.owner, id, with(ground.guest.id, ShareLevel::Comment)).expect("it is shared");
    assert!(lasts_about(&made, USUAL_DAYS), "90 days unless said otherwise");
    let seen = read(&ground.guest, id).expect("it is seen").objective;
    assert_eq!(seen.relation, Relation::Shared(ShareLevel::Comment));
    assert_eq!((with_me(&ground.guest), by_me(&ground.owner)), (vec![made.id], vec![made.id]));

    revoke(&ground.owner, &made).expect("it is revoked");
    read(&ground.guest, id).refused(Code::NotFound);
    assert_eq!((with_me(&ground.guest), by_me(&ground.owner)), (vec![], vec![]));
    let past = ground.owner.call::<ListObjectiveShares>(at(id), Nothing {}, ()).expect("its shares").items;
    assert_eq!(past.len(), 1, "a revoked share stays on record");
    assert!(!past[0].holds);
}

#[test]
fn at_its_end_the_next_request_finds_nothing() {
    let ground = Ground::new();
    let id = ground.hidden().objective.id;
    let made = share(&ground.owner, id, with(ground.guest.id, ShareLevel::Edit)).expect("it is shared");
    read(&ground.guest, id).expect("it is seen");
    let end = format!("UPDATE shares SET ends_at = now() WHERE id = '{}'", made.id);
    run(&mut ground.org.server.database.admin(), &end);
    read(&ground.guest, id).refused(Code::NotFound);
    assert!(with_me(&ground.guest).is_empty());

    let later = ShareChanges { level: None, ends_at: Patch::Set(Utc::now() + TimeDelta::days(7)) };
    let path = || SharePath { id: made.id };
    let renewed = ground.owner.change::<EditShare>(path(), made.version, later.clone()).expect("it is renewed");
    assert!(lasts_about(&renewed, 7));
    read(&ground.guest, id).expect("it is seen again");
    ground.owner.change::<EditShare>(path(), made.version, later.clone()).refused(Code::VersionMismatch);
    revoke(&ground.owner, &made).expect("it is revoked");
    ground.owner.change::<EditShare>(path(), renewed.version + 1, later).refused(Code::Conflict);
}

#[test]
fn only_admins_share_without_an_end() {
    let ground = Ground::new();
    let id = ground.hidden().objective.id;
    let endless = || NewShare { ends_at: Patch::Clear, ..with(ground.guest.id, ShareLevel::View) };
    share(&ground.owner, id, endless()).refused_at("ends_at", "required");
    let made = share(ground.org.admin(), id, endless()).expect("an Admin may");
    assert_eq!(made.ends_at, None);
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let ground = Ground::new();
    let id = ground.hidden().objective.id;
    let good = || with(ground.guest.id, ShareLevel::View);
    let past = NewShare { ends_at: Patch::Set(Utc::now() - TimeDelta::seconds(1)), ..good() };
    share(&ground.owner, id, past).refused_at("ends_at", "in_the_past");
    share(&ground.owner, id, NewShare { person_id: None, ..good() }).refused_at("person_id", "required");
    let of_all = NewShare { grantee: GranteeKind::Organisation, ..good() };
    share(&ground.owner, id, of_all).refused_at("person_id", "not_used_here");
    share(&ground.owner, id, NewShare { reason: " ".to_owned(), ..good() }).refused_at("reason", "required");
    let stranger = Ground::new().guest;
    share(&ground.owner, id, with(stranger.id, ShareLevel::View)).refused_at("person_id", "unknown");
    share(&ground.owner, id, good()).expect("it is shared");
    share(&ground.owner, id, good()).refused(Code::Conflict);
}

#[test]
fn a_share_of_what_one_does_not_see_does_not_exist() {
    let ground = Ground::new();
    let id = ground.hidden().objective.id;
    let made = share(&ground.owner, id, with(ground.guest.id, ShareLevel::View)).expect("it is shared");
    let peer = ground.org.db_person(shared::access::Role::Manager, None);
    for outsider in [&peer, &Ground::new().owner] {
        outsider.call::<ListObjectiveShares>(at(id), Nothing {}, ()).refused(Code::NotFound);
        share(outsider, id, with(outsider.id, ShareLevel::Edit)).refused(Code::NotFound);
        revoke(outsider, &made).refused(Code::NotFound);
    }
    read(&ground.guest, id).expect("it still holds");
}

#[test]
fn all_of_a_thing_or_of_a_person_is_revoked_at_once() {
    let ground = Ground::new();
    let other = ground.org.db_person(shared::access::Role::Employee, None);
    let ids = [(); 3].map(|()| ground.hidden().objective.id);
    for id in ids {
        share(&ground.owner, id, with(ground.guest.id, ShareLevel::View)).expect("it is shared");
        share(&ground.owner, id, with(other.id, ShareLevel::Edit)).expect("it is shared");
    }
    let of = |by: &Client, id| by.call::<RevokeObjectiveShares>(ObjectivePath { id }, Nothing {}, ());
    of(&other, ids[0]).refused(Code::Forbidden);
    assert_eq!(of(&ground.owner, ids[0]).expect("revoked").count, 2);
    read(&other, ids[0]).refused(Code::NotFound);
    assert_eq!(of(&ground.owner, ids[0]).expect("nothing left").count, 0);

    let with_guest = |by: &Client| by.call::<RevokeSharesWith>(PersonPath { id: ground.guest.id }, Nothing {}, ());
    assert_eq!(with_guest(&other).expect("nothing of theirs").count, 0);
    assert_eq!(with_guest(&ground.owner).expect("revoked").count, 2);
    read(&ground.guest, ids[1]).refused(Code::NotFound);
    read(&other, ids[1]).expect("the other's holds");
    let with_other = PersonPath { id: other.id };
    let revoked = ground.org.admin().call::<RevokeSharesWith>(with_other, Nothing {}, ()).expect("revoked");
    assert_eq!(revoked.count, 2, "an Admin's reach");
}

#[test]
fn a_manager_knows_what_is_shared_outside_their_tree() {
    let ground = Ground::new();
    let manager = ground.org.db_person(shared::access::Role::Manager, None);
    let [sharer, colleague] = [(); 2].map(|()| ground.org.db_person(shared::access::Role::Employee, Some(&manager)));
    let id = ground.made_by(&sharer, serde_json::json!({ "visibility": "chain" })).objective.id;
    let told = || {
        let notices = manager.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
        notices.into_iter().filter(|notice| notice.kind == NoticeKind::ObjectiveSharedOutside).count()
    };
    share(&sharer, id, with(colleague.id, ShareLevel::View)).expect("it is shared");
    assert_eq!(told(), 0, "it stays in the tree");
    share(&sharer, id, with(ground.guest.id, ShareLevel::View)).expect("it is shared");
    assert_eq!(told(), 1);
}
