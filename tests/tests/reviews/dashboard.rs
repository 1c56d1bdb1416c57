//! The review dashboard counts what the lists list, for whoever asks; reviews are found, and told in a story.

use std::collections::BTreeMap;

use perftrack_tests::{Client, Persona, unique};
use serde_json::{Value, json};
use shared::{
    access::Role,
    analytics::{
        DashboardFilter, ExportReviewsCsv, ListReviewStandings, ListStory, RatingCount, ReadReviewDashboard,
        ReviewCounts, ReviewDashboard, ReviewStanding, ReviewStandingFilter, StoryFilter, StoryKind,
    },
    home::{ReadHome, ReviewsDue},
    notifications::Subject,
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod},
    people::PersonPath,
    reviews::{
        ListReviewPackets, MoveReviewCycle, PacketState, ReadReviewPacket, ReleaseReviewPacket, ReviewCycle,
        ReviewCyclePath, ReviewMove, ReviewPacket, ReviewPacketFilter, ReviewPacketPath, ReviewRelease, ReviewStage,
        ReviewStep,
    },
    search::{Search, SearchQuery},
    teams::{CreateTeam, NewTeam},
    wire::{Limit, PeriodId, PersonId, TeamId},
};

use super::{
    Ground,
    calibration::{calibrating, rate},
    packets,
};

fn period(ground: &Ground, from: &str, to: &str) -> PeriodId {
    let [starts_on, ends_on] = [from, to].map(|day| day.parse().expect("a day"));
    let new = NewPeriod { name: unique(), starts_on, ends_on };
    ground.org.admin().call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("a period").id
}

fn release(ground: &Ground, by: &Client, cycle: &ReviewCycle, about: PersonId) {
    let packet = packets(ground.org.admin(), cycle.id).into_iter().find(|it| it.subject.id == about).expect("a packet");
    let summary = ReviewRelease { summary: "Calm, and fair to all.".to_owned() };
    by.call::<ReleaseReviewPacket>(ReviewPacketPath { id: packet.id }, Nothing {}, summary).expect("released");
}

fn dashboard(by: &Client, filter: DashboardFilter) -> ReviewDashboard {
    by.call::<ReadReviewDashboard>(Nothing {}, filter, ()).expect("the dashboard")
}

/// All of them, two at a time.
fn standings(by: &Client, filter: &ReviewStandingFilter) -> Vec<ReviewStanding> {
    let (mut rows, mut cursor) = (Vec::new(), None);
    loop {
        let filter = ReviewStandingFilter { cursor, limit: Limit::new(2), ..filter.clone() };
        let page = by.call::<ListReviewStandings>(Nothing {}, filter, ()).expect("the rows");
        rows.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return rows;
        }
    }
}

/// The packets of these cycles that somebody lists, of a team or a person.
fn listed(by: &Client, cycles: &[&ReviewCycle], filter: &DashboardFilter) -> Vec<ReviewPacket> {
    let of = |cycle: &&ReviewCycle| {
        let (team, subject) = (filter.team, filter.person);
        let filter = ReviewPacketFilter { cycle: Some(cycle.id), team, subject, ..ReviewPacketFilter::default() };
        by.call::<ListReviewPackets>(Nothing {}, filter, ()).expect("packets").items
    };
    cycles.iter().flat_map(of).collect()
}

fn counted(packets: &[ReviewPacket]) -> ReviewCounts {
    let mut counts = ReviewCounts::default();
    packets.iter().for_each(|it| counts.add(it.state, it.reviews, it.submitted));
    counts
}

/// The ratings that somebody reads, packet by packet.
fn ratings(by: &Client, packets: &[ReviewPacket]) -> BTreeMap<PersonId, Option<String>> {
    let read = |packet: &ReviewPacket| {
        let path = ReviewPacketPath { id: packet.id };
        let detail = by.call::<ReadReviewPacket>(path, Nothing {}, ()).expect("the packet");
        let word = |step: u8| detail.scale[usize::from(step) - 1].word.clone();
        detail.rating.as_ref().map(|rating| (packet.subject.id, rating.decided.map(word)))
    };
    packets.iter().filter_map(read).collect()
}

struct World {
    ground: Ground,
    /// Due in the later period; one packet of it is released.
    later: ReviewCycle,
    /// Due in the earlier one, and still written.
    earlier: ReviewCycle,
    periods: [PeriodId; 2],
    team: TeamId,
}

fn world() -> World {
    let ground = Ground::new();
    let periods = [period(&ground, "2026-04-01", "2026-06-30"), period(&ground, "2026-07-01", "2026-09-30")];
    let new = NewTeam { name: unique(), parent_id: None, lead_id: None };
    let team = ground.org.admin().call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("a team").id;
    let mut conn = ground.org.server.database.admin();
    for report in &ground.reports[..2] {
        perftrack_tests::db::run(
            &mut conn,
            &format!("UPDATE people SET team_id = '{team}' WHERE id = '{}'", report.id),
        );
    }
    let days = json!({
        "period_from": "2026-01-01", "period_to": "2026-03-31", "nominate_by": "2026-05-10", "write_by": "2026-05-20",
        "share_by": "2026-05-31", "naming": "named", "peers_most": 0, "included": [ground.subject.id, ground.reports[0].id],
    });
    let earlier = ground.draft(&days);
    ground.until(&earlier, ReviewStage::Writing);
    let later = calibrating(&ground, &json!({}));
    ground.until(&later, ReviewStage::Sharing);
    release(&ground, &ground.manager, &later, ground.subject.id);
    release(&ground, &ground.subject, &later, ground.reports[0].id);
    World { ground, later, earlier, periods, team }
}

impl World {
    fn everybody(&self) -> impl Iterator<Item = &Persona> {
        let Ground { org, manager, subject, reports, peers } = &self.ground;
        [org.admin(), manager, subject, &peers[0]].into_iter().chain(reports)
    }

    fn filters(&self, period: PeriodId) -> Vec<DashboardFilter> {
        let all = DashboardFilter { period: Some(period), ..DashboardFilter::default() };
        vec![
            all.clone(),
            DashboardFilter { team: Some(self.team), ..all.clone() },
            DashboardFilter { person: Some(self.ground.reports[1].id), ..all },
        ]
    }
}

#[test]
fn every_number_is_that_of_the_list() {
    let world = world();
    let mut rated = 0;
    for by in world.everybody() {
        for filter in world.filters(world.periods[1]) {
            let found = dashboard(by, filter.clone());
            let packets = listed(by, &[&world.later], &filter);
            assert_eq!(found.total, counted(&packets), "{} {filter:?}", by.role);
            assert_eq!(found.total_before, Some(counted(&listed(by, &[&world.earlier], &filter))), "{filter:?}");
            for row in &found.teams {
                let team = row.team.as_ref().map(|team| team.id);
                let is_in = |it: &&ReviewPacket| world.ground.reports[..2].iter().any(|one| one.id == it.subject.id);
                let of_team: Vec<_> = packets.iter().filter(|it| is_in(it) == team.is_some()).cloned().collect();
                assert_eq!(row.counts, counted(&of_team));
            }
            let read = ratings(by, &packets);
            let words: Vec<&str> = read.values().flatten().map(String::as_str).collect();
            for of_cycle in &found.ratings {
                assert_eq!(of_cycle.cycle.id, world.later.id);
                for RatingCount { word, count } in &of_cycle.steps {
                    assert_eq!(*count, words.iter().filter(|it| *it == word).count() as i64, "{word}");
                }
                assert_eq!(of_cycle.none, read.values().filter(|it| it.is_none()).count() as i64);
            }
            assert_eq!(found.ratings.is_empty(), read.is_empty(), "{} {filter:?}", by.role);
            rated += words.len();

            let DashboardFilter { period, team, person, scope, .. } = filter;
            let behind = ReviewStandingFilter { period, team, person, scope, ..ReviewStandingFilter::default() };
            let rows = standings(by, &behind);
            assert!(rows.is_sorted_by_key(|row| (row.subject.name.to_lowercase(), row.packet)));
            let mut ids: Vec<_> = rows.iter().map(|row| row.packet).collect();
            let mut wanted: Vec<_> = packets.iter().map(|it| it.id).collect();
            ids.sort();
            wanted.sort();
            assert_eq!(ids, wanted);
            for row in &rows {
                assert_eq!(row.rating, read.get(&row.subject.id).cloned().flatten());
            }
            let released = ReviewStandingFilter { state: Some(PacketState::Released), ..behind };
            assert_eq!(standings(by, &released).len() as i64, found.total.released);
        }
    }
    assert!(rated > 10, "a world in which nobody reads a rating proves nothing: {rated}");
}

#[test]
fn a_rating_is_counted_for_nobody_before_they_read_it() {
    let ground = Ground::new();
    let later = period(&ground, "2026-07-01", "2026-09-30");
    let cycle = calibrating(&ground, &json!({}));
    let filter = DashboardFilter { period: Some(later), ..DashboardFilter::default() };
    let counts = |by: &Client| -> i64 {
        let found = dashboard(by, filter.clone());
        found.ratings.iter().flat_map(|cycle| &cycle.steps).map(|step| step.count).sum()
    };
    // Those below them, but not their own.
    assert_eq!((counts(ground.org.admin()), counts(&ground.manager), counts(&ground.subject)), (5, 5, 4));
    assert_eq!((counts(&ground.reports[0]), counts(&ground.peers[0])), (0, 0));
    ground.until(&cycle, ReviewStage::Sharing);
    assert_eq!(counts(&ground.subject), 4);
    release(&ground, &ground.manager, &cycle, ground.subject.id);
    assert_eq!(counts(&ground.subject), 5);
    assert_eq!(counts(&ground.reports[0]), 0);
}

#[test]
fn what_was_called_off_counts_for_nothing_and_a_file_has_every_row() {
    let world = world();
    let admin = world.ground.org.admin();
    let filter = DashboardFilter { period: Some(world.periods[0]), ..DashboardFilter::default() };
    assert_eq!(dashboard(admin, filter.clone()).total.people(), 2);
    let file = admin.call::<ExportReviewsCsv>(Nothing {}, filter.clone(), ()).expect("a file");
    assert_eq!(file.lines().count(), 3, "{file}");
    let step = ReviewMove { step: ReviewStep::Cancel, gaps: 0, reason: Some("Begun too early".to_owned()) };
    let path = ReviewCyclePath { id: world.earlier.id };
    admin.call::<MoveReviewCycle>(path, Nothing {}, step).expect("called off");
    assert_eq!(dashboard(admin, filter).total, ReviewCounts::default());
}

#[test]
fn reviews_are_found_by_who_may_see_them_and_told_once_they_are_theirs() {
    let world = world();
    let Ground { org, manager, subject, reports, peers } = &world.ground;
    let found = |by: &Client, q: &str| {
        let hits = by.call::<Search>(Nothing {}, SearchQuery { q: q.to_owned() }, ()).expect("hits").items;
        let of_reviews = |kind| matches!(kind, Subject::ReviewPacket | Subject::ReviewCycle);
        let mut kinds: Vec<_> =
            hits.into_iter().filter(|hit| of_reviews(hit.kind)).map(|hit| (hit.kind, hit.page())).collect();
        kinds.sort_by_key(|(_, page)| page.clone());
        kinds
    };
    let packet = |cycle: &ReviewCycle| {
        let all = packets(org.admin(), cycle.id);
        let id = all.into_iter().find(|it| it.subject.id == reports[0].id).expect("theirs").id;
        (Subject::ReviewPacket, format!("/reviews/packets/{id}"))
    };
    let mut both = [packet(&world.later), packet(&world.earlier)];
    both.sort_by_key(|(_, page)| page.clone());
    for by in [org.admin(), manager, subject, &reports[0]] {
        let seen = found(by, &reports[0].name);
        assert!(both.iter().all(|one| seen.contains(one)), "{}: {seen:?}", by.role);
    }
    for by in [&peers[0], &reports[1]] {
        let seen = found(by, &reports[0].name);
        assert!(both.iter().all(|one| !seen.contains(one)), "{}: {seen:?}", by.role);
    }
    let cycle = (Subject::ReviewCycle, format!("/reviews/cycles/{}", world.later.id));
    assert_eq!(found(&reports[1], &world.later.name), [cycle]);
    assert_eq!(found(&peers[0], &world.later.name), []);

    let told = |by: &Client, of: &Persona| {
        let filter = StoryFilter { kind: Some(StoryKind::Review), ..StoryFilter::default() };
        by.call::<ListStory>(PersonPath { id: of.id }, filter, ()).expect("a story").items
    };
    for by in [org.admin(), manager, subject, &reports[0]] {
        let entries = told(by, &reports[0]);
        let [entry] = entries.as_slice() else { panic!("one of {entries:?}") };
        assert_eq!((entry.title.as_str(), entry.said.as_str()), (world.later.name.as_str(), "Calm, and fair to all."));
        assert_eq!(format!("/reviews/packets/{}", entry.about_id), packet(&world.later).1);
    }
    assert_eq!(told(&peers[0], &reports[0]), []);
    assert_eq!(told(org.admin(), &reports[1]), [], "nothing is theirs yet");
}

#[test]
fn home_says_what_is_to_be_written_until_it_is() {
    let ground = Ground::new();
    let people: Vec<_> = ground.reports.iter().map(|report| report.id).collect();
    let cycle = ground.draft(&json!({ "naming": "named", "peers_most": 0, "included": people }));
    let due = |by: &Client| by.call::<ReadHome>(Nothing {}, Nothing {}, ()).expect("home").reviews_to_write;
    assert_eq!(due(&ground.subject), [], "it has not begun");
    ground.until(&cycle, ReviewStage::Writing);
    let all = due(&ground.subject);
    let [ReviewsDue { cycle: of, due_on, count }] = all.as_slice() else { panic!("one cycle of {all:?}") };
    assert_eq!((of.id, *due_on), (cycle.id, cycle.write_by));
    // Self reviews are theirs to write; the manager writes one about each.
    assert!(*count >= 4, "{count}");
    super::write(&ground.reports[0], "Done.");
    rate(&ground.subject, &ground.reports[1], 3, None);
    assert_eq!(due(&ground.subject)[0].count, count - 1);
    assert_eq!(due(&ground.peers[0]), [], "nobody asks them");
    ground.until(&cycle, ReviewStage::Sharing);
    assert_eq!(due(&ground.subject), [], "writing is over");
}

#[test]
fn whose_ratings_differ_by_more_than_chance_is_said_with_the_cycle_before() {
    let ground = Ground::new();
    let mut people: Vec<Persona> =
        (0..8).map(|_| ground.org.db_person(Role::Employee, Some(&ground.subject))).collect();
    people.extend((0..17).map(|_| ground.org.db_person(Role::Employee, Some(&ground.manager))));
    let included: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let of_subject = &included[..8];
    let before = period(&ground, "2026-04-01", "2026-06-30");
    let now = period(&ground, "2026-07-01", "2026-09-30");
    let mut conn = ground.org.server.database.admin();
    let mut rated = |cycle: &ReviewCycle, theirs: i16| {
        let everybody = format!("UPDATE review_packets SET final_rating = 1 WHERE cycle_id = '{}'", cycle.id);
        perftrack_tests::db::run(&mut conn, &everybody);
        for id in of_subject {
            let one = format!("{} AND subject_id = '{id}'", everybody.replace("= 1", &format!("= {theirs}")));
            perftrack_tests::db::run(&mut conn, &one);
        }
    };
    let calibrated = |days: Value| {
        let mut all = json!({ "calibrates": true, "naming": "named", "peers_most": 0, "included": included });
        days.as_object().into_iter().flatten().for_each(|(name, day)| all[name] = day.clone());
        let cycle = ground.draft(&all);
        ground.until(&cycle, ReviewStage::Calibrating);
        cycle
    };
    let earlier =
        calibrated(json!({ "nominate_by": "2026-05-10", "write_by": "2026-05-20", "share_by": "2026-05-31" }));
    let later = calibrated(json!({}));
    rated(&earlier, 1);
    rated(&later, 3);
    let of = |period: PeriodId| {
        let filter = DashboardFilter { period: Some(period), ..DashboardFilter::default() };
        dashboard(ground.org.admin(), filter).ratings.into_iter().next().expect("the cycle's ratings")
    };

    let told = of(now);
    let told_before = told.before.as_ref().expect("the cycle before");
    assert_eq!(told_before.cycle.id, earlier.id);
    assert_eq!((told_before.steps[0].count, told.steps[0].count, told.steps[2].count), (25, 17, 8));
    // The two groups are each other's others.
    let named: Vec<_> = told.apart.iter().map(|group| (group.manager.as_ref().map(|it| it.id), group.people)).collect();
    let mut wanted = vec![(Some(ground.manager.id), 17), (Some(ground.subject.id), 8)];
    wanted.sort_by_key(
        |(id, _)| if *id == Some(ground.manager.id) { &ground.manager.name } else { &ground.subject.name },
    );
    assert_eq!(named, wanted);
    assert!(told.apart.iter().all(|group| group.chance < 0.001));
    let higher: Vec<_> = told.apart.iter().filter(|group| group.higher > 0.5).map(|group| group.people).collect();
    assert_eq!(higher, [8]);
    assert_eq!(of(before).apart, [], "who is rated like the others stands out in nothing");
    assert_eq!(of(before).before, None);

    // What a number opens is who it counts.
    for (rating, count) in [(1, 17), (3, 8), (0, 0), (9, 0)] {
        let asked = ReviewStandingFilter {
            period: Some(now),
            cycle: Some(later.id),
            rating: Some(rating),
            ..ReviewStandingFilter::default()
        };
        assert_eq!(standings(ground.org.admin(), &asked).len(), count, "{rating}");
    }

    // Seven are too few to be compared.
    let gone = format!(
        "UPDATE review_packets SET final_rating = NULL WHERE cycle_id = '{}' AND subject_id = '{}'",
        later.id, of_subject[0]
    );
    perftrack_tests::db::run(&mut ground.org.server.database.admin(), &gone);
    assert_eq!(of(now).apart, []);
}
