//! Results: published cells, the same for the page, every filter and the file.

mod file;
mod queries;
mod whole;

use std::collections::HashMap;

use shared::{
    problem::{Code, Problem},
    pulse::{
        Cell, ExportPulseResults, ExportPulseResultsXlsx, Group, PulseResults, PulseState, Question, QuestionKind,
        QuestionResults, ReadPulseResults, Spoken, TrendPoint, rules::score, same_question,
    },
    wire::PulseGroupId,
};

use self::queries::{CellRow, SeenGroup, Wave};
pub(crate) use self::whole::each_result;
use super::{comments, queries::questions, rows::PulseRow};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    sheets::{self, MOST_ROWS},
};

pub(super) fn show(ask: &Ask<ReadPulseResults>, tx: &mut TenantTx<'_>) -> Answered<ReadPulseResults> {
    let pulse = ask.read::<PulseRow>(tx, ask.params.id)?.into_inner();
    Ok(Reply::new(results(tx, &pulse)?))
}

pub(super) fn export(ask: &Ask<ExportPulseResults>, tx: &mut TenantTx<'_>) -> Answered<ExportPulseResults> {
    let pulse = ask.read::<PulseRow>(tx, ask.params.id)?.into_inner();
    let table = file::of(&results(tx, &pulse)?);
    Ok(Reply::new(sheets::csv(&table)?).as_file("pulse.csv"))
}

pub(super) fn export_xlsx(
    ask: &Ask<ExportPulseResultsXlsx>,
    tx: &mut TenantTx<'_>,
) -> Answered<ExportPulseResultsXlsx> {
    let pulse = ask.read::<PulseRow>(tx, ask.params.id)?.into_inner();
    let table = file::of(&results(tx, &pulse)?);
    if table.len() > MOST_ROWS {
        return Err(Problem::new(Code::Conflict).because("too many rows for a workbook; take the CSV file").into());
    }
    Ok(Reply::new(sheets::xlsx(&[&table], tx.calendar.today)?).as_file("pulse.xlsx"))
}

fn results(tx: &mut TenantTx<'_>, pulse: &PulseRow) -> Result<PulseResults, Failure> {
    let org = tx.org();
    let groups = queries::groups(tx, &[pulse.id])?;
    let questions = questions(tx.conn(), org, pulse.id)?;
    let closed = pulse.state == PulseState::Closed;
    let questions = if closed { counted(tx, pulse, questions, &groups)? } else { Vec::new() };
    Ok(PulseResults {
        pulse: pulse.shown(),
        groups: groups.iter().map(|group| shown(group, &groups)).collect(),
        questions,
    })
}

fn counted(
    tx: &mut TenantTx<'_>,
    pulse: &PulseRow,
    questions: Vec<Question>,
    groups: &[SeenGroup],
) -> Result<Vec<QuestionResults>, Failure> {
    let cells = queries::cells(tx, &[pulse.id])?;
    let texts = queries::texts(tx, pulse.id)?;
    let threads = comments::threads(tx, pulse.id)?;
    let waves = queries::waves(tx, pulse)?;
    let before = queries::history(tx, &waves)?;
    let of = |question: Question| {
        let mine = cells.iter().filter(|cell| cell.position == i16::from(question.position));
        let spoken = texts.iter().filter(|text| text.position == i16::from(question.position));
        let visible = |id: PulseGroupId| groups.iter().any(|group| group.id == id);
        QuestionResults {
            cells: mine.filter(|cell| visible(cell.group_id)).map(|cell| of_row(&question, cell)).collect(),
            texts: spoken
                .filter(|text| visible(text.group_id))
                .map(|text| Spoken {
                    group_id: text.group_id,
                    text: text.body.clone(),
                    thread: threads.get(&text.id).cloned(),
                })
                .collect(),
            trend: groups.iter().flat_map(|group| trend(&question, group, &waves, &before)).collect(),
            question,
        }
    };
    Ok(questions.into_iter().map(of).collect())
}

/// What came before this wave for one group, oldest first: back to where the question or the group was another, or
/// the group differed by so few that the difference would show them.
fn trend(question: &Question, group: &SeenGroup, waves: &[Wave], before: &queries::History) -> Vec<TrendPoint> {
    let (mut points, mut later) = (Vec::new(), group.clone());
    for wave in waves {
        if !later.comparable {
            break;
        }
        let Some(found) = before.groups.iter().find(|it| it.survey_id == wave.id && it.team_id == group.team_id) else {
            break;
        };
        let same = before.questions.iter().find(|(id, it)| *id == wave.id && same_question(it, question));
        let cell = same.and_then(|(_, it)| {
            let here = |cell: &&CellRow| cell.group_id == found.id && cell.position == i16::from(it.position);
            before.cells.iter().find(here)
        });
        let Some(cell) = cell else { break };
        let shown = of_row(question, cell);
        let value = shown.enps.map(|score| f64::from(i32::try_from(score).unwrap_or_default())).or(shown.mean);
        let Some(value) = value else { break };
        points.push(TrendPoint { group_id: group.id, closes_on: wave.closes_on, value, n: shown.n });
        later = found.clone();
    }
    points.reverse();
    points
}

fn of_row(question: &Question, row: &CellRow) -> Cell {
    let counts: Vec<i64> = row.counts.iter().map(|count| i64::from(*count)).collect();
    let enps = (question.kind == QuestionKind::Enps).then(|| score::enps(&counts)).flatten();
    let mean = (question.kind == QuestionKind::Scale).then(|| score::mean(&counts)).flatten();
    Cell {
        group_id: row.group_id,
        n: i64::from(row.n),
        counts,
        enps: enps.map(|it| it.score),
        margin: enps.map(|it| it.margin),
        mean,
    }
}

fn shown(group: &SeenGroup, among: &[SeenGroup]) -> Group {
    let above = group.parent.and_then(|place| among.iter().find(|other| other.place == place));
    Group {
        id: group.id,
        parent_id: above.map(|above| above.id),
        team_id: group.team_id,
        name: group.name.clone(),
        asked: i64::from(group.asked),
    }
}

/// Names by id, for the file.
fn names(results: &PulseResults) -> HashMap<PulseGroupId, &str> {
    results.groups.iter().map(|group| (group.id, group.name.as_str())).collect()
}
