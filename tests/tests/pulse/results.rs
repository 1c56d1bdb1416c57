//! Who sees which numbers, and which there are.

use perftrack_tests::Refused;
use serde_json::json;
use shared::{
    operation::{Format, Nothing, Xlsx},
    problem::Code,
    pulse::{EditPulse, ExportPulseResults, ExportPulseResultsXlsx, PulseChanges, PulsePath},
};

use super::{Ground, published, results, seat, see, vote};

#[test]
fn nothing_is_published_while_it_is_open() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    vote(&ground.org, &ground.platform_people[..3], id, 9, "Fine.");
    let seen = see(ground.org.admin(), id).expect("it").pulse;
    assert!(!seen.enough, "three are fewer than four");
    vote(&ground.org, &ground.mobile_people[..1], id, 9, "Fine.");
    assert!(see(ground.org.admin(), id).expect("it").pulse.enough);
    assert!(results(ground.org.admin(), id).expect("results").questions.is_empty());
}

#[test]
fn each_sees_their_own_groups() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    vote(&ground.org, &ground.platform_people, id, 10, "More time.");
    vote(&ground.org, &ground.mobile_people, id, 3, "Better tools.");
    ground.close(id);
    let (platform, mobile) = (Some(ground.platform.id), Some(ground.mobile.id));

    let all = results(ground.org.admin(), id).expect("results");
    assert_eq!(published(&all, 0, None), Some(12));
    assert_eq!((published(&all, 0, platform), published(&all, 0, mobile)), (Some(6), Some(6)));
    assert_eq!(all.questions[0].cells[0].enps, Some(0), "six promoters, six detractors");
    assert_eq!(all.questions[2].texts.len(), 12);

    let lead = results(&ground.platform_lead, id).expect("results");
    assert_eq!((published(&lead, 0, platform), published(&lead, 0, mobile)), (Some(6), None));
    assert!(lead.groups.iter().all(|group| group.team_id == platform), "the whole isn't shared");
    assert!(lead.questions[2].texts.iter().all(|spoken| spoken.text == "More time."));

    let member = results(&ground.mobile_people[0], id).expect("results");
    assert!(
        member.groups.is_empty() && member.questions.iter().all(|one| one.cells.is_empty() && one.texts.is_empty())
    );
}

#[test]
fn everybody_sees_the_whole_where_it_is_shared() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({ "share_total": true }));
    vote(&ground.org, &ground.platform_people, id, 10, "");
    ground.close(id);
    let outsider = ground.org.db_person(shared::access::Role::Employee, None);
    for reader in [&ground.mobile_people[0], &outsider] {
        let seen = results(reader, id).expect("results");
        assert_eq!((published(&seen, 0, None), seen.groups.len()), (Some(6), 1));
    }
    let hidden = ground.open(json!({ "title": "Not shared" }));
    ground.close(hidden);
    results(&outsider, hidden).refused(Code::NotFound);
}

#[test]
fn who_no_longer_manages_a_team_no_longer_sees_it() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    vote(&ground.org, &ground.platform_people, id, 10, "");
    vote(&ground.org, &ground.mobile_people, id, 10, "");
    ground.close(id);
    assert_eq!(results(&ground.platform_lead, id).expect("results").groups.len(), 1);
    // Somebody joins the team who does not report to its lead.
    seat(&ground.org, &ground.mobile_people[0], ground.platform.id);
    assert!(results(&ground.platform_lead, id).expect("results").groups.is_empty());
}

#[test]
fn one_small_group_takes_its_neighbour_with_it() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    vote(&ground.org, &ground.platform_people, id, 10, "");
    vote(&ground.org, &ground.mobile_people[..2], id, 0, "");
    ground.close(id);
    let all = results(ground.org.admin(), id).expect("results");
    assert_eq!(published(&all, 0, Some(ground.mobile.id)), None, "two are too few");
    assert_eq!(published(&all, 0, Some(ground.platform.id)), None, "or the two could be had by subtraction");
    assert_eq!(published(&all, 0, None), Some(8));
}

#[test]
fn a_risen_minimum_hides_more() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    vote(&ground.org, &ground.platform_people, id, 10, "A");
    vote(&ground.org, &ground.mobile_people[..4], id, 0, "B");
    ground.close(id);
    let admin = ground.org.admin();
    let version = see(admin, id).expect("it").pulse.version;
    let raise = |minimum| PulseChanges { minimum: Some(minimum), ..PulseChanges::default() };
    let raised = admin.change::<EditPulse>(PulsePath { id }, version, raise(5)).expect("it rises").pulse.version;
    let all = results(admin, id).expect("results");
    assert_eq!(published(&all, 0, Some(ground.mobile.id)), None);
    assert_eq!(published(&all, 0, Some(ground.platform.id)), None, "it would give the other away");
    assert_eq!((published(&all, 0, None), all.questions[2].texts.len()), (Some(10), 10));
    admin.change::<EditPulse>(PulsePath { id }, raised, raise(10)).expect("it rises");
    assert_eq!(published(&results(admin, id).expect("results"), 0, None), Some(10));
}

#[test]
fn the_file_has_the_same_numbers() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    vote(&ground.org, &ground.platform_people, id, 10, "=1+1");
    ground.close(id);
    let file = ground.org.admin().call::<ExportPulseResults>(PulsePath { id }, Nothing {}, ()).expect("a file");
    assert!(file.contains(",10,6,100,"), "{file}");
    assert!(file.contains("'=1+1"), "formulas are disarmed");
    assert!(!file.contains(&ground.mobile.name), "what isn't published isn't in the file");
}

#[test]
fn the_workbook_has_the_rows_of_the_csv_file_numbers_as_numbers() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    vote(&ground.org, &ground.platform_people, id, 10, "=1+1");
    vote(&ground.org, &ground.mobile_people, id, 0, "-1");
    ground.close(id);
    for reader in [ground.org.admin(), &ground.platform_lead] {
        let csv = reader.call::<ExportPulseResults>(PulsePath { id }, Nothing {}, ()).expect("a file");
        let response = reader.request::<ExportPulseResultsXlsx>(&PulsePath { id }, &Nothing {}, &()).send();
        assert_eq!(response.header("content-type"), Some(Xlsx::CONTENT_TYPE));
        assert_eq!(response.header("content-disposition"), Some("attachment; filename=\"pulse.xlsx\""));
        let [sheet, strings] =
            ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"].map(|part| part_of(&response.body, part));
        assert_eq!(sheet.matches("<row ").count(), csv.lines().count(), "the same rows");
        assert!(sheet.contains("state=\"frozen\""), "the headings stay in sight");
        let texts = csv.matches("'=1+1").count();
        assert_eq!((strings.contains(">=1+1<"), sheet.contains("<f>")), (texts > 0, false), "words, and no formula");
        for name in [&ground.mobile.name, &ground.platform.name] {
            assert_eq!(strings.contains(name.as_str()), csv.contains(name.as_str()), "{name}");
        }
        for cell in sheet.split("<c r=\"").skip(1) {
            let heading = cell.split_once('"').is_some_and(|(place, _)| place[1..] == *"1");
            let of_words = ["A", "B", "C", "E"].iter().any(|column| cell.starts_with(column));
            let end = cell.find('>').expect("a cell");
            assert_eq!(cell[..end].contains("t=\"s\""), heading || of_words, "{cell}");
        }
    }
}

/// A part of a workbook, which is a zip of them.
fn part_of(workbook: &[u8], name: &str) -> String {
    let mut parts = zip::ZipArchive::new(std::io::Cursor::new(workbook)).expect("a workbook");
    std::io::read_to_string(parts.by_name(name).expect("the part")).expect("text")
}

#[test]
fn a_trend_breaks_where_a_few_came_or_went() {
    let ground = Ground::of(7, 6);
    let first = ground.open(json!({ "every_weeks": 1 }));
    vote(&ground.org, &ground.platform_people, first, 10, "");
    vote(&ground.org, &ground.mobile_people, first, 10, "");
    ground.close(first);
    // One moves from one team to the other: each differs by one, the whole by nobody.
    seat(&ground.org, &ground.platform_people[6], ground.mobile.id);
    let filter = shared::pulse::PulseFilter { state: Some(shared::pulse::PulseState::Scheduled), ..Default::default() };
    let admin = ground.org.admin();
    let next = admin.call::<shared::pulse::ListPulses>(Nothing {}, filter, ()).expect("a list").items[0].id;
    let open =
        super::step(admin, next, shared::pulse::PulseStep::Open).expect("it opens at once, its day brought forward");
    vote(&ground.org, &ground.platform_people, open.pulse.id, 0, "");
    vote(&ground.org, &ground.mobile_people, open.pulse.id, 0, "");
    ground.close(next);
    let results = results(admin, next).expect("results");
    let whole = results.groups[0].id;
    let trend = &results.questions[0].trend;
    assert!(trend.iter().any(|point| point.group_id == whole && (point.value - 100.0).abs() < 0.1));
    let team = |id| results.groups.iter().find(|group| group.team_id == Some(id)).map(|group| group.id);
    for group in [team(ground.platform.id), team(ground.mobile.id)] {
        assert!(group.is_some() && trend.iter().all(|point| Some(point.group_id) != group));
    }
}
