//! What an answer says: check-ins by their numbers, and a week by its words.

use shared::{goals::rules::kinds::CheckInStatus, weekly_check_ins::NewWeeklyCheckIn};

/// An answer, understood.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Said {
    /// Check-ins, as they stand in it.
    pub check_ins: Vec<SaidOf>,
    /// The week, if it says anything of it.
    pub week: Option<Week>,
    /// Lines that say nothing that can be taken in.
    pub left: Vec<String>,
}

/// A check-in on the key result of this number.
#[derive(Debug, PartialEq)]
pub(super) struct SaidOf {
    pub number: usize,
    pub value: f64,
    /// As before, if it doesn't say.
    pub status: Option<CheckInStatus>,
    pub comment: String,
}

/// A week.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Week {
    pub did: Vec<String>,
    pub next: Vec<String>,
    pub stuck: Vec<String>,
    pub mood: Option<u8>,
}

impl Week {
    /// To be written down.
    pub(super) fn into_new(self) -> NewWeeklyCheckIn {
        NewWeeklyCheckIn {
            did: self.did,
            will_do: self.next,
            stuck: self.stuck,
            mood: self.mood,
            ..NewWeeklyCheckIn::default()
        }
    }
}

/// What the lines that follow belong to.
enum Part {
    Nothing,
    Comment,
    Did,
    Next,
    Stuck,
}

/// Reads an answer to a mail that counted `count` key results.
///
/// # Errors
/// A sentence for its writer, of the first line that begins as one that could be taken in and can't.
pub(super) fn read(text: &str, count: usize) -> Result<Said, String> {
    let mut said = Said::default();
    let mut part = Part::Nothing;
    for line in text.lines().map(str::trim) {
        let (line, is_item) = item(line);
        if line.chars().all(|c| matches!(c, '-' | '*' | '•' | '_' | '=' | ' ')) {
            // An empty line, or one that was drawn, ends what stands above it.
            part = Part::Nothing;
        } else if let Some((label, rest)) = labelled(line) {
            part = begin(&mut said, label, rest)?;
        } else if matches!(part, Part::Did | Part::Next | Part::Stuck) {
            add(&mut said, &part, line);
        } else if let Some((number, rest)) = numbered(line).or_else(|| (count == 1).then(|| alone(line)).flatten()) {
            let of = check_in(number, rest).ok_or_else(|| unclear(line))?;
            if number == 0 || number > count {
                return Err(format!("the mail has nothing with the number {number}."));
            }
            if said.check_ins.iter().any(|other| other.number == number) {
                return Err(format!("it says two things of number {number}."));
            }
            said.check_ins.push(of);
            part = Part::Comment;
        } else {
            let comment = said.check_ins.last_mut().filter(|_| matches!(part, Part::Comment) && !is_item);
            match comment {
                Some(of) if of.comment.is_empty() => of.comment.push_str(line),
                Some(of) => {
                    of.comment.push('\n');
                    of.comment.push_str(line);
                }
                None => said.left.push(line.to_owned()),
            }
        }
    }
    Ok(said)
}

/// A line without the mark of a list, and whether it had one. What stands right before a digit is a minus.
fn item(line: &str) -> (&str, bool) {
    match line.strip_prefix(['-', '*', '•']) {
        Some(item) if !item.starts_with(|c: char| c.is_ascii_digit()) => (item.trim_start(), true),
        _ => (line, false),
    }
}

/// Whether a line begins as one that can be taken in.
pub(super) fn says_something(line: &str) -> bool {
    let line = line.trim();
    labelled(line).is_some() || numbered(line).is_some()
}

#[derive(Clone, Copy)]
enum Label {
    Did,
    Next,
    Stuck,
    Mood,
}

fn labelled(line: &str) -> Option<(Label, &str)> {
    let (label, rest) = line.split_once(':')?;
    let label = match label.trim().to_lowercase().as_str() {
        "did" | "done" | "i did" => Label::Did,
        "next" | "will do" | "i will do" => Label::Next,
        "stuck" => Label::Stuck,
        "mood" => Label::Mood,
        _ => return None,
    };
    Some((label, rest.trim()))
}

fn begin(said: &mut Said, label: Label, rest: &str) -> Result<Part, String> {
    let week = said.week.get_or_insert_default();
    let part = match label {
        Label::Did => Part::Did,
        Label::Next => Part::Next,
        Label::Stuck => Part::Stuck,
        Label::Mood => {
            let mood = rest.parse().ok().filter(|mood| (1..=5).contains(mood));
            week.mood = Some(mood.ok_or_else(|| "the mood is a number from 1 (bad) to 5 (great).".to_owned())?);
            return Ok(Part::Nothing);
        }
    };
    if !rest.is_empty() {
        add(said, &part, rest);
    }
    Ok(part)
}

fn add(said: &mut Said, part: &Part, line: &str) {
    let week = said.week.get_or_insert_default();
    match part {
        Part::Did => week.did.push(line.to_owned()),
        Part::Next => week.next.push(line.to_owned()),
        Part::Stuck => week.stuck.push(line.to_owned()),
        Part::Nothing | Part::Comment => said.left.push(line.to_owned()),
    }
}

/// A line that begins with a number and a mark: `1: …`, `2) …`, `3. …`.
fn numbered(line: &str) -> Option<(usize, &str)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at_checked(digits)?;
    let rest = rest.trim_start();
    let marked = rest.strip_prefix([':', ')']).or_else(|| rest.strip_prefix(". "))?;
    Some((number.parse().ok().filter(|_| digits <= 2)?, marked.trim_start()))
}

/// A line that begins with a value, where only one thing is asked.
fn alone(line: &str) -> Option<(usize, &str)> {
    line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+')).then_some((1, line))
}

fn check_in(number: usize, rest: &str) -> Option<SaidOf> {
    let is_of_value = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '−');
    let end = rest.find(|c| !is_of_value(c)).unwrap_or(rest.len());
    let (written, rest) = rest.split_at_checked(end)?;
    // Digits after a space belong to it, for all we know.
    if rest.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let value = value(written.trim_end_matches(['.', ',', '-']))?;
    let rest = after(rest.trim_start().trim_start_matches('%'));
    let (status, comment) = status(rest);
    Some(SaidOf { number, value, status, comment: comment.to_owned() })
}

/// A number as people write it; `None` for one that some would read as thousands and some as a fraction.
fn value(written: &str) -> Option<f64> {
    let written = written.replace('−', "-");
    let marks = |mark: char| written.matches(mark).count();
    let fraction = |mark: char| written.rsplit_once(mark).map_or(0, |(_, digits)| digits.len());
    let plain = match (marks('.'), marks(',')) {
        (0, 0) => written,
        (1, 0) if fraction('.') != 3 => written,
        (0, 1) if fraction(',') != 3 => written.replace(',', "."),
        (1, _) if fraction('.') < fraction(',') => written.replace(',', ""),
        (_, 1) if fraction(',') < fraction('.') => written.replace('.', "").replace(',', "."),
        _ => return None,
    };
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

fn after(rest: &str) -> &str {
    rest.trim_start_matches([' ', ',', ';', '.', ':', '-', '–', '—'])
}

fn status(rest: &str) -> (Option<CheckInStatus>, &str) {
    const WORDS: [(&str, CheckInStatus); 3] = [
        ("on track", CheckInStatus::OnTrack),
        ("at risk", CheckInStatus::AtRisk),
        ("off track", CheckInStatus::OffTrack),
    ];
    let begins = |word: &str| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    match WORDS.into_iter().find(|(word, _)| begins(word)) {
        Some((word, status)) => (Some(status), after(rest.get(word.len()..).unwrap_or_default())),
        None => (None, rest),
    }
}

fn unclear(line: &str) -> String {
    format!(
        "the line “{line}” has no clear value. Write the number's digits without spaces, such as 1: 15000 or 1: 15.5, and \
         then what you want to say of it."
    )
}

#[cfg(test)]
mod tests;
