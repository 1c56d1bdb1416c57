//! The centre in the app: what stands in it, for whom, and for how long.

use perftrack_tests::Refused;
use serde_json::json;
use shared::{
    access::Role,
    notifications::{AllRead, NoticeFilter, NoticeKind, NoticesRead, ReadAllNotices, ReadNotices, Subject, Topic},
    operation::Nothing,
    wire::{Limit, NoticeId},
};
use uuid::Uuid;

use super::{Ground, notices, told, unread};

#[test]
fn who_is_given_access_is_told_and_nobody_else() {
    let ground = Ground::new();
    let objective = ground.hidden();
    ground.share(&objective, "view");
    let mine = notices(&ground.guest, NoticeFilter::default());
    let [notice] = mine.as_slice() else { panic!("one notice: {mine:?}") };
    assert_eq!((notice.kind, notice.subject, notice.read), (NoticeKind::ObjectiveShared, Subject::Objective, false));
    assert_eq!(notice.title, objective.objective.title);
    assert_eq!(notice.page(), format!("/goals/{}", objective.objective.id));
    let who = notice.actor.as_ref().expect("who did it").name.clone();
    assert_eq!(notice.sentence(), format!("{who} shared “{}” with you", objective.objective.title));
    assert_eq!((told(&ground.owner), unread(&ground.guest)), (vec![], 1));
}

#[test]
fn what_one_may_no_longer_see_one_is_not_told_of() {
    let ground = Ground::new();
    let objective = ground.hidden();
    let share = ground.share(&objective, "view");
    assert_eq!(unread(&ground.guest), 1);
    let revoked =
        ground.owner.raw("DELETE", &format!("/api/v1/shares/{}", share["id"].as_str().expect("an id"))).send();
    assert_eq!(revoked.status, 204);
    assert_eq!((told(&ground.guest), unread(&ground.guest)), (vec![], 0));
    // And is again, when one may again.
    ground.share(&objective, "view");
    assert_eq!(unread(&ground.guest), 2);
}

#[test]
fn a_title_is_as_it_is_now() {
    let ground = Ground::new();
    let objective = ground.hidden();
    ground.share(&objective, "view");
    let path = format!("/api/v1/objectives/{}", objective.objective.id);
    let renamed = ground.owner.raw("PATCH", &path).json(&json!({ "title": "Quiet nights" }));
    assert!(renamed.header("if-match", &format!("\"{}\"", objective.objective.version)).send().is_success());
    assert_eq!(notices(&ground.guest, NoticeFilter::default())[0].title, "Quiet nights");
}

#[test]
fn comments_reach_the_owner_and_who_commented_before() {
    let ground = Ground::new();
    let objective = ground.hidden();
    ground.share(&objective, "comment");
    ground.comment(&ground.guest, &objective, "How can I help?");
    assert_eq!(told(&ground.owner), [NoticeKind::ObjectiveCommented]);
    ground.comment(&ground.owner, &objective, "By asking.");
    assert_eq!(told(&ground.guest), [NoticeKind::ObjectiveCommented, NoticeKind::ObjectiveShared]);
    assert_eq!(unread(&ground.owner), 1, "nobody is told of their own doing");
}

#[test]
fn steps_and_hand_overs_by_others_are_told() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let objective = ground.made(admin, json!({ "owner_id": ground.owner.id, "state": "draft" }));
    assert_eq!(told(&ground.owner), [NoticeKind::ObjectiveAssigned]);
    let path = format!("/api/v1/objectives/{}/move", objective.objective.id);
    ground.post(admin, &path, json!({ "transition": "propose" }));
    assert_eq!(told(&ground.owner), [NoticeKind::ObjectiveMoved, NoticeKind::ObjectiveAssigned]);
    let path = format!("/api/v1/objectives/{}/key-results", objective.objective.id);
    let key_result = json!({ "title": "Nights", "kind": "number", "direction": "increase", "start": 0, "target": 9,
                             "owner_id": ground.guest.id });
    ground.post(admin, &path, key_result);
    let mine = notices(&ground.guest, NoticeFilter::default());
    assert_eq!((mine[0].kind, mine[0].title.as_str()), (NoticeKind::KeyResultAssigned, "Nights"));
    assert_eq!(mine[0].place, objective.objective.id.0, "a key result is on its objective's page");
}

#[test]
fn who_has_to_agree_is_told_as_long_as_they_have_to() {
    let ground = Ground::new();
    let manager = ground.org.db_person(Role::Manager, None);
    let report = ground.org.db_person(Role::Employee, Some(&manager));
    let objective = ground.made(&report, json!({ "state": "draft", "visibility": "chain" }));
    let path = format!("/api/v1/objectives/{}/move", objective.objective.id);
    assert!(told(&manager).is_empty());
    ground.post(&report, &path, json!({ "transition": "propose" }));
    assert_eq!(told(&manager), [NoticeKind::ObjectiveProposed]);
    ground.post(&report, &path, json!({ "transition": "send_back" }));
    assert!(told(&manager).is_empty(), "it waits for nobody now");
    ground.post(&report, &path, json!({ "transition": "propose" }));
    ground.post(&manager, &path, json!({ "transition": "activate" }));
    assert_eq!((told(&manager), told(&report)), (vec![], vec![NoticeKind::ObjectiveMoved]));
    ground.made(&report, json!({ "state": "proposed", "visibility": "chain" }));
    assert_eq!(told(&manager), [NoticeKind::ObjectiveProposed]);
}

#[test]
fn who_can_clear_what_is_in_the_way_is_told() {
    let ground = Ground::new();
    let manager = ground.org.db_person(Role::Manager, None);
    let report = ground.org.db_person(Role::Employee, Some(&manager));
    let objective = ground.made(&report, json!({ "visibility": "chain" }));
    let path = format!("/api/v1/key-results/{}/check-ins", objective.key_results[0].id);
    let blocker = json!({ "kind": "decision", "owner_id": manager.id, "next_step": "Say which." });
    let said = ground.post(&report, &path, json!({ "value": 1.0, "status": "at_risk", "blocker": blocker }));
    let listed = report.raw("GET", &path).send().json();
    for one in [&said, &listed["items"][0]] {
        assert_eq!(one["blocker_owner"], json!({ "id": manager.id, "name": manager.name }));
    }
    let mine = notices(&manager, NoticeFilter::default());
    let sentence = format!("{} says that you can unblock “Users”", report.name);
    assert_eq!((mine[0].kind, mine[0].sentence()), (NoticeKind::BlockerAssigned, sentence));
}

#[test]
fn both_ends_of_a_new_reporting_line_are_told() {
    let ground = Ground::new();
    let manager = ground.org.db_person(Role::Manager, None);
    let path = format!("/api/v1/people/{}", ground.owner.id);
    let version = ground.org.admin().raw("GET", &path).send().json()["version"].as_i64().expect("a version");
    let moved = ground.org.admin().raw("PATCH", &path).json(&json!({ "manager_id": manager.id }));
    assert!(moved.header("if-match", &format!("\"{version}\"")).send().is_success());
    let sentence = |of| notices(of, NoticeFilter::default())[0].sentence();
    assert_eq!(sentence(&manager), format!("{} reports to you now", ground.owner.name));
    assert_eq!(sentence(&ground.owner), format!("You report to {} now", manager.name));
}

#[test]
fn reading_is_remembered_and_counted() {
    let ground = Ground::new();
    for _ in 0..3 {
        ground.share(&ground.hidden(), "view");
    }
    let all = notices(&ground.guest, NoticeFilter::default());
    let left =
        ground.guest.call::<ReadNotices>(Nothing {}, Nothing {}, NoticesRead { ids: vec![all[0].id, all[0].id] });
    assert_eq!(left.expect("it is marked").count, 2);
    let unread_ones = notices(&ground.guest, NoticeFilter { unread: Some(true), ..Default::default() });
    assert_eq!(unread_ones.iter().map(|notice| notice.id).collect::<Vec<_>>(), [all[1].id, all[2].id]);

    ground.share(&ground.hidden(), "view");
    let left = ground.guest.call::<ReadAllNotices>(Nothing {}, Nothing {}, AllRead { through: all[0].id });
    assert_eq!(left.expect("they are marked").count, 1, "what came meanwhile stays unread");
}

#[test]
fn others_notices_are_nobodys_business() {
    let ground = Ground::new();
    ground.share(&ground.hidden(), "view");
    let theirs = notices(&ground.guest, NoticeFilter::default())[0].id;
    for by in [&ground.owner, ground.org.admin()] {
        for id in [theirs, NoticeId(Uuid::now_v7())] {
            let ids = vec![id];
            by.call::<ReadNotices>(Nothing {}, Nothing {}, NoticesRead { ids }).refused_at("ids", "unknown");
            by.call::<ReadAllNotices>(Nothing {}, Nothing {}, AllRead { through: id }).refused_at("through", "unknown");
        }
    }
    assert_eq!(unread(&ground.guest), 1);
}

#[test]
fn the_list_is_read_page_by_page_and_by_topic() {
    let ground = Ground::new();
    for _ in 0..5 {
        ground.share(&ground.hidden(), "view");
    }
    ground.comment(&ground.owner, &ground.hidden(), "Nobody hears this.");
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let filter = NoticeFilter { topic: Some(Topic::Shares), limit: Limit::new(2), cursor, ..Default::default() };
        let page = ground.guest.call::<shared::notifications::ListNotices>(Nothing {}, filter, ()).expect("a page");
        seen.extend(page.items.into_iter().map(|notice| notice.id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 5);
    assert!(seen.is_sorted_by(|a, b| a > b), "newest first, each once");
    assert!(notices(&ground.guest, NoticeFilter { topic: Some(Topic::Goals), ..Default::default() }).is_empty());
}
