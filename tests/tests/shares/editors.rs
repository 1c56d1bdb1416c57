//! Whom an objective was shared with works on it, as far as the level goes, and opens it to nobody.

use perftrack_tests::Refused;
use serde_json::json;
use shared::{
    access::{Relation, Role, ShareLevel},
    goals::{
        CommentOnObjective, CreateKeyResult, EditKeyResult, EditObjective, KeyResultChanges, KeyResultPath, NewComment,
        ObjectiveChanges, Visibility,
    },
    operation::Nothing,
    problem::Code,
};

use super::{Ground, at, read, revoke, share, with};

fn titled(title: &str) -> ObjectiveChanges {
    ObjectiveChanges { title: Some(title.to_owned()), ..Default::default() }
}

#[test]
fn each_level_goes_as_far_as_it_says() {
    let ground = Ground::new();
    let objective = ground.hidden().objective;
    let expected =
        [(ShareLevel::View, false, false), (ShareLevel::Comment, true, false), (ShareLevel::Edit, true, true)];
    for (level, comments, edits) in expected {
        let guest = ground.org.db_person(Role::Employee, None);
        share(&ground.owner, objective.id, with(guest.id, level)).expect("it is shared");
        let comment = NewComment { body: "Well done.".to_owned() };
        let said = guest.call::<CommentOnObjective>(at(objective.id), Nothing {}, comment);
        assert_eq!(said.is_ok(), comments, "{level:?}");
        let version = read(&guest, objective.id).expect("it is seen").objective.version;
        let edited = guest.change::<EditObjective>(at(objective.id), version, titled("Better"));
        assert_eq!(edited.is_ok(), edits, "{level:?}");
        share(&guest, objective.id, with(ground.guest.id, ShareLevel::View)).refused(Code::Forbidden);
    }
}

#[test]
fn an_editor_cannot_change_who_sees_it() {
    let ground = Ground::new();
    let objective = ground.hidden().objective;
    let (id, version) = (objective.id, objective.version);
    share(&ground.owner, id, with(ground.guest.id, ShareLevel::Edit)).expect("it is shared");
    let edit = |changes| ground.guest.change::<EditObjective>(at(id), version, changes);
    let everybody = ObjectiveChanges { visibility: Some(Visibility::Organisation), ..Default::default() };
    edit(everybody.clone()).refused_at("visibility", "not_allowed");
    let mine = ObjectiveChanges { owner_id: Some(ground.guest.id), ..Default::default() };
    edit(mine).refused_at("owner_id", "not_allowed");
    // A form may send along what stays as it is.
    let same = ObjectiveChanges { visibility: Some(Visibility::Private), ..titled("Better") };
    let edited = edit(same).expect("it is edited").objective;
    ground.owner.change::<EditObjective>(at(id), edited.version, everybody).expect("its owner may");
}

#[test]
fn an_editor_cannot_make_themselves_an_owner_by_a_key_result() {
    let ground = Ground::new();
    let detail = ground.hidden();
    let id = detail.objective.id;
    let made = share(&ground.owner, id, with(ground.guest.id, ShareLevel::Edit)).expect("it is shared");
    let new = json!({
        "title": "Mine", "kind": "percent", "direction": "increase", "start": 0, "target": 100, "owner_id": ground.guest.id,
    });
    let new = serde_json::from_value(new).expect("a key result to be");
    let version = detail.objective.version;
    ground.guest.change::<CreateKeyResult>(at(id), version, new).refused_at("owner_id", "not_allowed");
    let key_result = &detail.key_results[0];
    let path = KeyResultPath { id: key_result.id };
    let take = KeyResultChanges { owner_id: Some(ground.guest.id), ..Default::default() };
    ground.guest.change::<EditKeyResult>(path, key_result.version, take).refused_at("owner_id", "not_allowed");
    assert_eq!(read(&ground.guest, id).expect("seen").objective.relation, Relation::Shared(ShareLevel::Edit));
    revoke(&ground.owner, &made).expect("it is revoked");
    read(&ground.guest, id).refused(Code::NotFound);
}
