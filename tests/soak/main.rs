//! `cargo xtask soak`: traffic for minutes while the database crashes, replicas die and the disk is full.

use std::{process::ExitCode, time::Duration};

use perftrack_tests::soak;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let minutes = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Some(10),
        ["--minutes", minutes] => minutes.parse().ok(),
        _ => None,
    };
    let Some(minutes) = minutes else {
        eprintln!("soak: say --minutes and how many");
        return ExitCode::FAILURE;
    };
    let outcome = soak::run(Duration::from_secs(60 * minutes));
    println!("{:>8} requests sent", outcome.sent);
    println!("{:>8} changes acknowledged", outcome.acknowledged);
    println!("{:>8} told to come back (429 or 5xx)", outcome.refused);
    println!("{:>8} connections broken", outcome.broken);
    println!("{:>8} streams opened", outcome.streams);
    println!("{:>8} mails promised", outcome.letters);
    println!("{:>8} wrong answers", outcome.wrong.len());
    println!("{:>8} acknowledged changes and promised mails missing", outcome.missing.len());
    println!("\n   times   most attempts until an answer, and those of them after it was mended");
    let mut names: Vec<&str> = Vec::new();
    outcome.faults.iter().for_each(|fault| {
        if !names.contains(&fault.name) {
            names.push(fault.name);
        }
    });
    for name in names {
        let of_it = || outcome.faults.iter().filter(|fault| fault.name == name).filter_map(|fault| fault.attempts);
        match of_it().max() {
            Some(most) => {
                let after = outcome.faults.iter().filter(|fault| fault.name == name).map(|fault| fault.after).max();
                println!("{:>8} {most:>8} {:>8}   {name}", of_it().count(), after.unwrap_or_default());
            }
            None => println!("       –        –        –   {name}: this machine lets us make no small disk"),
        }
    }
    outcome.wrong.iter().for_each(|wrong| println!("wrong: {wrong}"));
    outcome.missing.iter().for_each(|missing| println!("missing: {missing}"));
    if outcome.wrong.is_empty() && outcome.missing.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
