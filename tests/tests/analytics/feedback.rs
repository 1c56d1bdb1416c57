//! Feedback activity: counted from the lists of praise and feedback by whoever asked; never more than they may read.

use perftrack_tests::{Org, Persona, db::run, unique};
use shared::{
    access::Role,
    analytics::{
        DashboardFilter, ExportFeedbackCsv, FeedbackCounts, FeedbackPiece, FeedbackPieceFilter, FeedbackPieceKind,
        ListFeedbackPieces, ListStory, ReadFeedbackDashboard, StoryFilter, StoryKind,
    },
    feedback::{
        Audience, FeedbackFilter, FeedbackKind, GiveFeedback, GivePraise, ListFeedback, ListPraise, NewFeedback,
        NewFeedbackKind, NewPraise, PraiseFilter, Purpose,
    },
    goals::Scope,
    operation::Nothing,
    people::PersonPath,
    teams::{CreateTeam, NewTeam},
    wire::{Limit, PersonId, TeamId},
};

use super::this_period;

struct Ground {
    org: Org,
    manager: Persona,
    report: Persona,
    peer: Persona,
    team: TeamId,
}

const SECRET: &str = "Between the two of us.";

/// Praise for two, private feedback to a person and to a manager, and a note.
fn ground() -> Ground {
    let org = Org::db_new();
    this_period(org.admin());
    let manager = org.db_person(Role::Manager, None);
    let report = org.db_person(Role::Employee, Some(&manager));
    let peer = org.db_person(Role::Employee, None);
    let new = NewTeam { name: unique(), parent_id: None, lead_id: None };
    let team = org.admin().call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("a team").id;
    run(&mut org.server.database.admin(), &format!("UPDATE people SET team_id = '{team}' WHERE id = '{}'", report.id));
    praise(&peer, &[report.id, manager.id]);
    praise(&report, &[peer.id]);
    let to_person = Audience { person: true, manager: false, chain: false, later_managers: false };
    let to_manager = Audience { person: false, manager: true, ..to_person };
    give(&peer, report.id, NewFeedbackKind::Given, to_person);
    give(&peer, report.id, NewFeedbackKind::Given, to_manager);
    give(&manager, report.id, NewFeedbackKind::Note, Audience::default());
    Ground { org, manager, report, peer, team }
}

fn praise(by: &Persona, people: &[PersonId]) {
    let new = NewPraise { person_ids: people.to_vec(), body: "A calm release.".to_owned(), value_ids: Vec::new() };
    by.call::<GivePraise>(Nothing {}, Nothing {}, new).expect("praise");
}

fn give(by: &Persona, subject_id: PersonId, kind: NewFeedbackKind, audience: Audience) {
    let new = NewFeedback { kind, subject_id, body: SECRET.to_owned(), purpose: Purpose::Growth, audience };
    by.call::<GiveFeedback>(Nothing {}, Nothing {}, new).expect("feedback");
}

fn total(by: &Persona, filter: &DashboardFilter) -> FeedbackCounts {
    let found = by.call::<ReadFeedbackDashboard>(Nothing {}, filter.clone(), ()).expect("the dashboard");
    let mut sum = FeedbackCounts::default();
    for week in &found.weeks {
        FeedbackPieceKind::ALL.iter().for_each(|kind| sum.add(*kind, week.counts.of(*kind)));
    }
    assert_eq!(found.total, sum, "the weeks are the whole");
    found.total
}

fn pieces(by: &Persona, filter: &DashboardFilter) -> Vec<FeedbackPiece> {
    let (mut pieces, mut cursor) = (Vec::new(), None);
    loop {
        let filter = FeedbackPieceFilter {
            period: filter.period,
            team: filter.team,
            person: filter.person,
            scope: filter.scope,
            limit: Limit::new(1),
            cursor,
            ..Default::default()
        };
        let page = by.call::<ListFeedbackPieces>(Nothing {}, filter, ()).expect("the pieces");
        pieces.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return pieces;
        }
    }
}

/// What the lists of praise and feedback have.
fn listed(by: &Persona, filter: &DashboardFilter) -> FeedbackCounts {
    let wanted = PraiseFilter {
        person: filter.person,
        team: filter.team,
        taken_down: Some(false),
        limit: Limit::new(100),
        ..Default::default()
    };
    let praised = by.call::<ListPraise>(Nothing {}, wanted, ()).expect("the praise").items;
    let wanted = FeedbackFilter { subject: filter.person, limit: Limit::new(100), ..Default::default() };
    let said = by.call::<ListFeedback>(Nothing {}, wanted, ()).expect("the feedback").items;
    let of = |kind: FeedbackKind| said.iter().filter(|feedback| feedback.kind == kind).count() as i64;
    FeedbackCounts { praise: praised.len() as i64, given: of(FeedbackKind::Given), asked: of(FeedbackKind::Asked) }
}

#[test]
fn it_counts_what_the_lists_list_for_each_role() {
    let ground = ground();
    let Ground { manager, report, peer, .. } = &ground;
    for reader in [ground.org.admin(), manager, report, peer] {
        for person in [None, Some(report.id), Some(peer.id)] {
            let filter = DashboardFilter { person, scope: Some(Scope::Seen), ..Default::default() };
            let counts = total(reader, &filter);
            assert_eq!(counts, listed(reader, &filter), "{} about {person:?}", reader.role);
            assert_eq!(pieces(reader, &filter).len() as i64, counts.all(), "{} about {person:?}", reader.role);
        }
        let filter = DashboardFilter { team: Some(ground.team), scope: Some(Scope::Seen), ..Default::default() };
        assert_eq!(total(reader, &filter).praise, listed(reader, &filter).praise, "{}", reader.role);
    }
}

#[test]
fn what_one_answers_for_is_what_was_said_to_oneself_and_ones_reports() {
    let ground = ground();
    let counts = |reader: &Persona| {
        let counts = total(reader, &DashboardFilter::default());
        (counts.praise, counts.given, counts.asked)
    };
    assert_eq!(counts(ground.org.admin()), (2, 2, 0));
    assert_eq!(counts(&ground.manager), (1, 1, 0));
    assert_eq!(counts(&ground.report), (1, 1, 0));
    assert_eq!(counts(&ground.peer), (1, 0, 0));
}

#[test]
fn neither_dashboard_nor_file_says_what_was_said() {
    let ground = ground();
    let file = ground.org.admin().call::<ExportFeedbackCsv>(Nothing {}, DashboardFilter::default(), ());
    let file = file.expect("the file");
    assert_eq!(file.lines().count(), 5);
    assert!(!file.contains(SECRET) && file.contains(&ground.peer.name));
}

#[test]
fn a_story_has_the_feedback_its_reader_may_read() {
    let ground = ground();
    let kinds = |reader: &Persona| {
        let path = PersonPath { id: ground.report.id };
        let page = reader.call::<ListStory>(path, StoryFilter::default(), ()).expect("the story");
        let count = |kind| page.items.iter().filter(|entry| entry.kind == kind).count();
        (count(StoryKind::Praise), count(StoryKind::Feedback))
    };
    assert_eq!(kinds(ground.org.admin()), (1, 2));
    assert_eq!(kinds(&ground.manager), (1, 1));
    assert_eq!(kinds(&ground.report), (1, 1));
    let colleague = ground.org.db_person(Role::Employee, None);
    assert_eq!(kinds(&colleague), (1, 0));
}
