//! What the demo's year is told with, for whoever makes organisations by the thousand: `tests/speed`.

use super::{feedback, goals, kpis, people::PEOPLE, pulse};

/// Names and titles, each of them in the same order each time.
#[derive(Debug, Hash)]
pub struct Words {
    /// First names; with the last names they make many more people.
    pub first_names: Vec<&'static str>,
    /// Last names, as many.
    pub last_names: Vec<&'static str>,
    /// What people do.
    pub job_titles: Vec<&'static str>,
    /// What is wanted.
    pub objectives: Vec<&'static str>,
    /// What it is measured by.
    pub key_results: Vec<&'static str>,
    /// What is watched.
    pub kpis: Vec<&'static str>,
    /// What people are praised for.
    pub praise: Vec<&'static str>,
    /// What a pulse asks: a recommendation, two scales, a choice, a text.
    pub questions: Vec<&'static str>,
}

/// All of them.
pub fn words() -> Words {
    let (first_names, last_names) = PEOPLE.iter().filter_map(|somebody| somebody.name.split_once(' ')).unzip();
    let job_titles = PEOPLE.iter().map(|somebody| somebody.job_title).collect();
    let (objectives, key_results) = goals::titles();
    let (kpis, praise, questions) = (kpis::names(), feedback::praised(), pulse::QUESTIONS.to_vec());
    Words { first_names, last_names, job_titles, objectives, key_results, kpis, praise, questions }
}
