//! What came of a cycle, as a file: a line for each packet that the actor sees, and in it nothing that they wouldn't read in
//! the packet itself.

mod queries;

use std::collections::HashMap;

use shared::{
    access::{Relation, Role},
    reviews::{
        ExportReviewResultsCsv, ExportReviewResultsXlsx, PacketState, ReviewForm, ReviewOutcome, ReviewRelation, VIEW,
        rules::reading::{is_hidden, is_over, shows_rating},
    },
    wire::{ReviewCycleId, ReviewPacketId},
};

use self::queries::Beside;
use super::{
    opened,
    queries::{Submitted, Terms, submitted_of, terms},
    reading::Reading,
    rows::PacketRow,
};
use crate::{
    db::{Readable, Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply},
    opened::Visits,
    organisations,
    reviews::cycles::{
        queries::{form, levels},
        rows::{CycleRow, small},
    },
    sheets::{self, Cell, Table},
};

/// So many packets' answers are held at a time: a score is worked out of all that was written.
const AT_A_TIME: usize = 500;

/// That somebody has theirs and the days to answer it are over.
pub(super) const UNANSWERED: &str = "Not acknowledged by the date";

const COLUMNS: [(&str, u16); 15] = [
    ("Person", 28),
    ("Team", 24),
    ("Manager", 24),
    ("State", 13),
    ("Self", 6),
    ("By manager", 11),
    ("By peers", 9),
    ("By reports", 10),
    ("Overall", 9),
    ("Proposed rating", 20),
    ("Final rating", 20),
    ("After second reading", 20),
    ("Disputed", 16),
    ("Version of the template", 12),
    ("Id", 38),
];

pub(in crate::reviews) fn as_csv(
    ask: &Ask<ExportReviewResultsCsv>,
    tx: &mut TenantTx<'_>,
) -> Answered<ExportReviewResultsCsv> {
    let table = results(tx, ask.params.id, &ask.visits)?;
    Ok(Reply::new(sheets::csv(&table)?).as_file("review-results.csv"))
}

pub(in crate::reviews) fn as_xlsx(
    ask: &Ask<ExportReviewResultsXlsx>,
    tx: &mut TenantTx<'_>,
) -> Answered<ExportReviewResultsXlsx> {
    let table = results(tx, ask.params.id, &ask.visits)?;
    Ok(Reply::new(sheets::xlsx(&[&table], tx.calendar.today)?).as_file("review-results.xlsx"))
}

fn results(tx: &mut TenantTx<'_>, cycle: ReviewCycleId, visits: &Visits) -> Result<Table, Failure> {
    let cycle = Readable::<CycleRow>::read(tx, cycle, &VIEW)?.into_inner();
    let terms = terms(tx, cycle.id)?;
    let (version, form) = form(tx, terms.template_id, terms.form_number)?;
    let (levels, zone) = (levels(tx)?, organisations::zone(tx)?);
    let packets = queries::of_cycle(tx, cycle.id)?;
    let mut beside = queries::beside(tx, cycle.id)?;
    let mut table = Table::new("Results", &COLUMNS);
    for some in packets.chunks(AT_A_TIME) {
        let mut written: HashMap<ReviewPacketId, Vec<Submitted>> = HashMap::new();
        for (packet, it) in submitted_of(tx, &some.iter().map(|packet| packet.id).collect::<Vec<_>>())? {
            written.entry(packet).or_default().push(it);
        }
        for packet in some {
            // Whoever doesn't see it any more since the first look doesn't read it.
            let Some(beside) = beside.remove(&packet.id) else { continue };
            let written = written.remove(&packet.id).unwrap_or_default();
            let line = Line { packet, terms: &terms, version, form: &form, written: &written };
            let unanswered = packet.is_unanswered(zone, tx.calendar.today);
            let (cells, reads) = line.cells(tx, beside, levels, unanswered);
            // Whoever takes out what is written about somebody has opened it.
            if reads {
                opened(visits, tx, packet);
            }
            table.push(cells);
        }
    }
    table.within_bounds()
}

/// A packet, before it becomes cells.
struct Line<'a> {
    packet: &'a PacketRow,
    terms: &'a Terms,
    version: i32,
    form: &'a ReviewForm,
    written: &'a [Submitted],
}

impl Line<'_> {
    /// The cells, and whether there is a score or a rating in them.
    fn cells(&self, tx: &TenantTx<'_>, beside: Beside, levels: usize, unanswered: bool) -> (Vec<Cell>, bool) {
        let owes = beside.owes && !is_over(self.packet.stage);
        // A score has no need of what goals are called.
        let nameless = HashMap::new();
        let reading = Reading::of(&tx.actor, (self.packet, self.terms, owes), self.form, self.written, &nameless);
        let (asker, moment) = reading.question_of_rating();
        let any = beside.author_rating.is_some() || beside.final_rating.is_some() || beside.not_rated;
        let rated = (self.terms.calibrates || any) && shows_rating(asker, moment, beside.below);
        let score = reading.score(levels);
        let word = |step: Option<i16>| rated.then_some(step).flatten().map(|step| self.word(step)).unwrap_or_default();
        let decided = if rated && beside.not_rated { "Not rated".to_owned() } else { word(beside.final_rating) };
        // Whoever was given sight reads nothing of a dispute in the packet either.
        let given_sight = matches!(self.packet.relation(), Relation::Shared(_));
        let reread = beside.reread.filter(|_| !given_sight);
        let disputed = beside.disputed && !given_sight;
        let mut cells = vec![
            Cell::text(&self.packet.subject_name),
            Cell::text(beside.team_name.unwrap_or_default()),
            Cell::text(self.packet.manager_name.clone().unwrap_or_default()),
            Cell::text(if unanswered { UNANSWERED } else { state(self.packet.state) }),
        ];
        let sides = [ReviewRelation::Own, ReviewRelation::Manager, ReviewRelation::Peer, ReviewRelation::Upward];
        cells.extend(sides.map(|side| self.handed_in(tx, side)));
        cells.extend([
            Cell::Share(score),
            Cell::text(word(beside.author_rating)),
            Cell::text(decided),
            Cell::text(word(reread)),
            Cell::text(if disputed { came_to(beside.outcome) } else { "" }),
            Cell::Count(i64::from(self.version)),
            Cell::text(self.packet.id.to_string()),
        ]);
        (cells, score.is_some() || rated)
    }

    /// How many of a side have handed theirs in. Where they have no names that is for Admins, as in the list of packets,
    /// and from the minimum on.
    fn handed_in(&self, tx: &TenantTx<'_>, side: ReviewRelation) -> Cell {
        let hidden = is_hidden(side, self.terms.naming);
        let count = self.written.iter().filter(|it| it.side == side && !(hidden && it.external)).count();
        if hidden {
            let counts = tx.actor.role == Role::Admin && self.packet.relation() != Relation::Own;
            if !counts || count < usize::from(small(self.terms.minimum)) {
                return Cell::Number(None);
            }
        }
        Cell::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }

    fn word(&self, step: i16) -> String {
        let at = usize::from(small(step)).checked_sub(1);
        at.and_then(|at| self.form.scale.get(at)).map(|step| step.word.clone()).unwrap_or_default()
    }
}

/// How it went on that somebody disagreed.
const fn came_to(outcome: Option<ReviewOutcome>) -> &'static str {
    match outcome {
        None => "Not answered yet",
        Some(ReviewOutcome::Upheld) => "Upheld",
        Some(ReviewOutcome::Partly) => "Changed in part",
        Some(ReviewOutcome::Changed) => "Changed",
    }
}

const fn state(state: PacketState) -> &'static str {
    match state {
        PacketState::Collecting => "Not released",
        PacketState::Released => "Released",
        PacketState::Acknowledged => "Answered",
    }
}
