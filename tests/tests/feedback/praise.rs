//! Praise: everybody sees it, its author can withdraw it, an Admin can take it down.

use perftrack_tests::{Client, Refused, db};
use shared::{
    access::Role,
    feedback::{
        CompanyValueChanges, CompanyValuePath, CreateCompanyValue, EditCompanyValue, GivePraise, ListPraise,
        NewCompanyValue, NewPraise, Praise, PraiseFilter, PraisePath, ReactToPraise, Reaction, ReactionKind,
        ReadPraise, TakeDown, TakePraiseDown, WithdrawPraise,
    },
    operation::Nothing,
    problem::Code,
    wire::PraiseId,
};

use super::{Ground, praised};

fn path(id: PraiseId) -> PraisePath {
    PraisePath { id }
}

fn read(by: &Client, id: PraiseId) -> Result<Praise, shared::problem::Problem> {
    by.call::<ReadPraise>(path(id), Nothing {}, ())
}

fn feed(by: &Client, filter: PraiseFilter) -> Vec<PraiseId> {
    let page = by.call::<ListPraise>(Nothing {}, filter, ()).expect("the feed");
    page.items.iter().map(|praise| praise.id).collect()
}

#[test]
fn everybody_in_the_organisation_sees_it_and_nobody_else() {
    let it = Ground::new();
    let praise = praised(&it.peer, &[it.report.id, it.manager.id]);
    for reader in [&it.report, &it.director, it.org.admin(), &it.org.db_person(Role::Employee, None)] {
        assert_eq!(read(reader, praise.id).unwrap().body, praise.body);
        assert_eq!(feed(reader, PraiseFilter::default()), [praise.id]);
    }
    read(Ground::new().org.admin(), praise.id).refused(Code::NotFound);
}

#[test]
fn the_feed_is_filtered_by_people_and_values() {
    let it = Ground::new();
    let new = NewCompanyValue { name: "Calm".to_owned(), description: String::new() };
    let value = it.org.admin().call::<CreateCompanyValue>(Nothing {}, Nothing {}, new).unwrap();
    let first = praised(&it.peer, &[it.report.id]).id;
    let body = NewPraise { person_ids: vec![it.peer.id], body: "100% calm".to_owned(), value_ids: vec![value.id] };
    let second = it.manager.call::<GivePraise>(Nothing {}, Nothing {}, body).unwrap().id;
    let with = |filter| feed(&it.director, filter);
    assert_eq!(with(PraiseFilter::default()), [second, first]);
    assert_eq!(with(PraiseFilter { person: Some(it.report.id), ..Default::default() }), [first]);
    assert_eq!(with(PraiseFilter { author: Some(it.manager.id), ..Default::default() }), [second]);
    assert_eq!(with(PraiseFilter { value: Some(value.id), ..Default::default() }), [second]);
    assert_eq!(with(PraiseFilter { q: Some("0% C".to_owned()), ..Default::default() }), [second]);
    assert_eq!(with(PraiseFilter { q: Some("%z%".to_owned()), ..Default::default() }), []);
}

#[test]
fn nobody_praises_themselves_or_whom_they_cannot_see() {
    let it = Ground::new();
    let praise = |people| {
        let new = NewPraise { person_ids: people, body: "Well done.".to_owned(), value_ids: Vec::new() };
        it.peer.call::<GivePraise>(Nothing {}, Nothing {}, new)
    };
    praise(vec![it.report.id, it.peer.id]).refused_at("person_ids", "not_oneself");
    praise(vec![Ground::new().report.id]).refused_at("person_ids", "unknown");
    praise(vec![]).refused_at("person_ids", "required");
    // Named twice is praised once.
    assert_eq!(praise(vec![it.report.id, it.report.id]).unwrap().recipients.len(), 1);
}

#[test]
fn a_retired_value_stays_where_it_was_named_and_is_named_no_more() {
    let it = Ground::new();
    let new = NewCompanyValue { name: "Candour".to_owned(), description: String::new() };
    let value = it.org.admin().call::<CreateCompanyValue>(Nothing {}, Nothing {}, new).unwrap();
    let praise = |by: &Client| {
        let new = NewPraise { person_ids: vec![it.report.id], body: "Said it.".to_owned(), value_ids: vec![value.id] };
        by.call::<GivePraise>(Nothing {}, Nothing {}, new)
    };
    let before = praise(&it.peer).unwrap();
    let changes = CompanyValueChanges { retired: Some(true), ..Default::default() };
    it.org.admin().change::<EditCompanyValue>(CompanyValuePath { id: value.id }, value.version, changes).unwrap();
    praise(&it.peer).refused_at("value_ids", "unknown");
    assert_eq!(read(&it.report, before.id).unwrap().values[0].name, "Candour");
}

#[test]
fn what_is_taken_down_is_gone_for_all_but_its_author_who_reads_why() {
    let it = Ground::new();
    let praise = praised(&it.peer, &[it.report.id]);
    let down = |by: &Client| {
        let reason = TakeDown { reason: "It names a customer.".to_owned() };
        by.call::<TakePraiseDown>(path(praise.id), Nothing {}, reason)
    };
    down(&it.manager).refused(Code::Forbidden);
    let left = down(it.org.admin()).unwrap();
    assert_eq!((left.body.as_str(), left.taken_down.unwrap().reason.as_str()), ("", "It names a customer."));
    down(it.org.admin()).refused(Code::Conflict);
    for reader in [&it.report, &it.manager] {
        read(reader, praise.id).refused(Code::NotFound);
        assert_eq!(feed(reader, PraiseFilter::default()), []);
    }
    let mine = read(&it.peer, praise.id).unwrap();
    assert_eq!((mine.body, mine.taken_down.unwrap().reason.as_str()), (praise.body.clone(), "It names a customer."));
    // Admins find it where they look for it, and the log knows that it happened, not what was said.
    assert_eq!(feed(it.org.admin(), PraiseFilter::default()), []);
    assert_eq!(feed(it.org.admin(), PraiseFilter { taken_down: Some(true), ..Default::default() }), [praise.id]);
    let text = format!("audit_events WHERE before::text LIKE '%{0}%' OR after::text LIKE '%{0}%'", praise.body);
    assert_eq!(db::count(&mut it.org.server.database.admin(), &text), 0);
    it.peer.call::<WithdrawPraise>(path(praise.id), Nothing {}, ()).refused(Code::Conflict);
}

#[test]
fn its_author_withdraws_it_and_nobody_else() {
    let it = Ground::new();
    let praise = praised(&it.peer, &[it.report.id]);
    it.report.call::<WithdrawPraise>(path(praise.id), Nothing {}, ()).refused(Code::Forbidden);
    it.org.admin().call::<WithdrawPraise>(path(praise.id), Nothing {}, ()).refused(Code::Forbidden);
    it.peer.call::<WithdrawPraise>(path(praise.id), Nothing {}, ()).unwrap();
    read(&it.peer, praise.id).refused(Code::NotFound);
}

#[test]
fn reactions_are_counted_once_for_each_person_and_taken_back() {
    let it = Ground::new();
    let praise = praised(&it.peer, &[it.report.id]);
    let react = |by: &Client, on| {
        let reaction = Reaction { kind: ReactionKind::Applause, on };
        by.call::<ReactToPraise>(path(praise.id), Nothing {}, reaction).unwrap().reactions
    };
    react(&it.report, true);
    react(&it.report, true);
    let seen = react(&it.director, true);
    assert_eq!((seen[0].count, seen[0].mine, seen.len()), (2, true, 1));
    assert_eq!(react(&it.director, false)[0].count, 1);
    assert!(!read(&it.manager, praise.id).unwrap().reactions[0].mine);
    assert_eq!(react(&it.report, false), []);
}
