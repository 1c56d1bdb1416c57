//! How large the first download of the web app is.

use std::fs;

use crate::{
    say::Failed,
    web::{self, Build},
};

/// The most the first download may have, all files together, compressed with brotli.
const BUDGET: u64 = 450_000;

/// Prints every file raw and compressed; fails over the budget.
pub fn size() -> Result<(), Failed> {
    let folder = web::build(Build::Release)?;
    let bytes = |path: std::path::PathBuf| fs::metadata(path).map_or(0, |meta| meta.len());
    println!("{:<48} {:>10} {:>10} {:>10}", "file", "raw", "gzip", "brotli");
    let (mut raw, mut gzip, mut brotli) = (0, 0, 0);
    for file in web::files(&folder)? {
        let beside = |ending: &str| bytes(format!("{}.{ending}", file.display()).into());
        let sizes = (bytes(file.clone()), beside("gz"), beside("br"));
        let name = file.strip_prefix(&folder).unwrap_or(&file).display().to_string();
        println!("{name:<48} {:>10} {:>10} {:>10}", sizes.0, sizes.1, sizes.2);
        (raw, gzip, brotli) = (raw + sizes.0, gzip + sizes.1, brotli + sizes.2);
    }
    println!("{:<48} {raw:>10} {gzip:>10} {brotli:>10}", "all of the first download");
    if brotli > BUDGET {
        return Err(Failed(format!("the first download has {brotli} bytes, more than the {BUDGET} it may have")));
    }
    println!("{} bytes below the budget of {BUDGET}", BUDGET - brotli);
    Ok(())
}
