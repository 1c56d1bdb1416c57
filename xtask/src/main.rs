//! `cargo xtask …`: run PerfTrack, test it, and the chores people repeat.

mod bench;
mod cluster;
mod contract;
mod fuzz;
mod generate;
mod guarded;
mod house;
mod journeys;
mod leaving;
mod payments;
mod reproduce;
mod run;
mod say;
mod sbom;
mod secrets;
mod shell;
mod size;
mod soak;
mod supply_chain;
mod test;
mod tools;
mod web;

use say::Failed;

const USAGE: &str = "\
cargo xtask run [--port N]   start PerfTrack on this machine; installs what is missing
cargo xtask run --fresh      the same, after deleting what earlier runs kept: database, secrets and mail
cargo xtask test [--fast]    every check; --fast leaves the browser out
cargo xtask journeys [WORD]  the browser journeys alone, or those whose file is named so
cargo xtask screenshots      make the pictures of the README anew
cargo xtask bench [SIZE…]    what PerfTrack costs at 10k, 100k, 200k and 10M objectives; --seconds N, --rounds N
cargo xtask soak             traffic for ten minutes while database, replicas and disk fail; --minutes N
cargo xtask fuzz             the property tests, with many more cases, for ten minutes; --minutes N
cargo xtask lint-house       the rules of the house alone
cargo xtask advisories       known holes in what we use, where RustSec's database and npm's can be asked
cargo xtask sbom             write what PerfTrack is made of, as CycloneDX, and print where it is
cargo xtask reproduce        build the server and the web app twice from nothing, and compare them byte by byte; takes long
cargo xtask size             how large the first download of the web app is
cargo xtask openapi          write openapi.yaml
cargo xtask examples         record anew the requests and answers that openapi.yaml shows; then write it again
cargo xtask contract         look openapi.yaml over, and compare it with those of the last two releases
cargo xtask release-contract DAY    take openapi.yaml for one that is released on a day (docs/released)
cargo xtask clients          make clients of openapi.yaml in three languages, and run a scenario with each
cargo xtask fuzz-api         send every operation what it allows and what it doesn't, as every role (schemathesis); --minutes N for each
cargo xtask access-table     write docs/who-may-do-what.md
cargo xtask data-map         write docs/data-map.md
cargo xtask web              build the web app for people, and print where it is
cargo xtask sandbox-payment  a checkout in Flutterwave's own sandbox, with a test key (docs/payments.md)
cargo xtask tools            install what is missing and stop
";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let Err(failed) = dispatch(&arguments) {
        failed.show();
        std::process::exit(1);
    }
}

fn dispatch(arguments: &[&str]) -> Result<(), Failed> {
    match arguments {
        ["run", words @ ..] => run::run(&run::Asked::read(words)?),
        ["test"] => test::test(true),
        ["test", "--fast"] => test::test(false),
        ["journeys", words @ ..] => journeys::run(words).map(|(passed, _)| println!("{passed} passed, 0 failed")),
        ["screenshots"] => journeys::screenshots(),
        ["bench", words @ ..] => bench::run(words),
        ["soak", words @ ..] => soak::run(words),
        ["fuzz", words @ ..] => fuzz::run(words),
        ["lint-house"] => house::lint(),
        ["advisories"] => supply_chain::advisories(),
        ["sbom"] => sbom::write(),
        ["reproduce"] => reproduce::run(),
        ["size"] => size::size(),
        ["openapi"] => generate::write(&generate::OPENAPI),
        ["examples"] => contract::record(),
        ["contract"] => contract::check(),
        ["release-contract", day] => contract::release(day),
        ["clients"] => contract::clients().map(|(passed, failed)| println!("{passed} passed, {failed} failed")),
        ["fuzz-api", words @ ..] => {
            contract::fuzz(words).map(|(passed, failed)| println!("{passed} passed, {failed} failed"))
        }
        ["access-table"] => generate::write(&generate::ACCESS_TABLE),
        ["data-map"] => generate::write(&generate::DATA_MAP),
        ["sandbox-payment"] => payments::sandbox(),
        ["tools"] => tools::all(),
        [web::SPLIT, words @ ..] => web::then_bindgen(words),
        ["web"] => web::build(web::Build::Release).map(|folder| println!("{}", folder.display())),
        _ => {
            print!("{USAGE}");
            Err(Failed("say what to do".to_owned()))
        }
    }
}
