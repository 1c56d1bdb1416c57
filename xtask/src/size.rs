//! How large the first download of the web app is.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    say::Failed,
    web::{self, Build, FIRST, Parts},
};

/// The most that the first download may have, all files together, compressed with brotli.
const BUDGET: u64 = 450_000;

/// Prints every file raw and compressed, then what a browser loads that opens a page of each part for the first time:
/// what every page needs, and the files of that part. Fails when one that people open first is over the budget.
pub fn size() -> Result<(), Failed> {
    let folder = web::build(Build::Release)?;
    println!("{:<48} {:>10} {:>10} {:>10}", "file", "raw", "gzip", "brotli");
    let mut always = 0;
    for file in web::files(&folder)? {
        let name = file.strip_prefix(&folder).unwrap_or(&file).display().to_string();
        let brotli = bytes(&compressed(&file, "br"));
        println!("{name:<48} {:>10} {:>10} {brotli:>10}", bytes(&file), bytes(&compressed(&file, "gz")));
        if needed_always(&name) {
            always += brotli;
        }
    }
    println!("\n{:<24} {:>6} {:>10}   what every page needs: {always}", "first page is of", "files", "brotli");
    let mut largest = 0;
    for (part, files) in Parts::of(&folder).needs(&folder)? {
        let total = always + files.iter().map(|file| bytes(&compressed(file, "br"))).sum::<u64>();
        println!("{part:<24} {:>6} {total:>10}", files.len());
        if FIRST.contains(&part.as_str()) {
            largest = largest.max(total);
        }
    }
    if largest > BUDGET {
        return Err(Failed(format!("the first download has {largest} bytes, more than the {BUDGET} it may have")));
    }
    println!("{} bytes below the budget of {BUDGET}", BUDGET - largest);
    Ok(())
}

/// Parts come with the pages that need them, the letters of more languages with the first name that has one, and
/// the font's licence and the text-only pages with none of them.
fn needed_always(name: &str) -> bool {
    let part = name.starts_with("split_") || name.starts_with("chunk_");
    !part && !name.contains("-latin-ext-") && !name.ends_with("LICENSE") && !name.starts_with("text/")
}

fn compressed(file: &Path, ending: &str) -> PathBuf {
    format!("{}.{ending}", file.display()).into()
}

fn bytes(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |meta| meta.len())
}
