//! The text-only pages are written by hand, in a language that no compiler here reads: what they ask for has to be there,
//! and they have to run under their policy.

use std::{collections::BTreeSet, path::PathBuf};

use perftrack_tests::{Client, Database, Server, unique};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../web/text")
}

/// Name and text of every file.
fn files() -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder()).expect("the folder").map(|entry| entry.expect("a file"));
    let read = |entry: std::fs::DirEntry| {
        let text = std::fs::read_to_string(entry.path()).expect("text");
        (entry.file_name().into_string().expect("a name"), text)
    };
    entries.map(read).collect()
}

fn scripts() -> String {
    files().into_iter().filter(|(name, _)| name.ends_with(".js")).map(|(_, text)| text).collect()
}

/// What stands between `before` and the next `after`, each time.
fn between<'t>(text: &'t str, before: &'t str, after: char) -> impl Iterator<Item = &'t str> {
    text.split(before).skip(1).filter_map(move |rest| rest.split(after).next())
}

/// Its name as a script has it, such as `readMe: 'GET /api/v1/me'`.
fn as_in_script(declared: &shared::operation::Declaration) -> String {
    let mut name = declared.name.to_owned();
    name[..1].make_ascii_lowercase();
    format!("{name}: '{} {}'", declared.method.as_str(), declared.path)
}

#[test]
fn every_operation_a_script_asks_for_is_declared() {
    let scripts = scripts();
    let declared: BTreeSet<_> = shared::every_operation().iter().map(as_in_script).collect();
    let listed: BTreeSet<_> = scripts.lines().filter(|line| line.contains("/api/")).map(str::trim).collect();
    assert!(!listed.is_empty());
    for line in &listed {
        assert!(declared.contains(line.trim_end_matches(',')), "{line} is no operation");
    }
    let called: BTreeSet<_> = between(&scripts, "call('", '\'').collect();
    let named: BTreeSet<_> = listed.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(called, named);
}

#[test]
fn what_counts_once_takes_a_key() {
    let scripts = scripts();
    let creates = |call: &&str| call.starts_with("create") || call.starts_with("give");
    for call in between(&scripts, "call('", ')').filter(creates) {
        assert!(call.contains(" key,"), "{call} goes without a key");
    }
}

#[test]
fn who_writes_a_review_reads_the_promise_of_the_app_word_for_word() {
    let app = |name: &str| {
        let path = folder().join("../src/text/en").join(name);
        std::fs::read_to_string(path).expect("the app's words")
    };
    let (reviews, templates) = (app("reviews.rs"), app("review_templates.rs"));
    let scripts = scripts();
    let unnamed = "pub fn unnamed_detail(minimum: u8) -> String {\n    format!(\n        \"";
    let promises = ["NAMED_DETAIL: &str = \"", unnamed];
    let readers = ["Subject", "Manager", "Admin"].map(|reader| format!("ReviewReader::{reader} => \""));
    let said = promises.iter().map(|before| between(&reviews, before, '"').next().expect("a promise"));
    let read = readers.iter().map(|before| between(&templates, before, '"').next().expect("who reads it"));
    // The number is put in by each in its own way.
    for part in said.chain(read).flat_map(|words| words.split("{minimum}")) {
        assert!(scripts.contains(part), "the text-only pages don't say: {part}");
    }
}

#[test]
fn the_page_runs_under_its_policy_and_is_read_anew() {
    let web = std::env::temp_dir().join(format!("perftrack-test-text-{}", unique()));
    std::fs::create_dir_all(web.join("text")).expect("a folder");
    std::fs::write(web.join("index.html"), "<!doctype html><title>App</title>").expect("a page");
    for (name, text) in files() {
        std::fs::write(web.join("text").join(name), text).expect("a copy");
    }
    let server = Server::start(Database::fresh(), &[("PERFTRACK_WEB_DIR", web.to_str().expect("a path"))]);
    let client = Client::visitor(&server);

    let page = client.raw("GET", "/text").send();
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    let policy = page.header("content-security-policy").expect("a policy").to_owned();
    assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"));
    assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"), "{policy}");
    let tag = page.header("etag").expect("a tag").to_owned();
    let same = client.raw("GET", "/text").header("if-none-match", &tag).send();
    assert_eq!((same.status, same.header("content-security-policy")), (304, Some(&*policy)));
    assert_eq!(client.raw("GET", "/text/").send().header("content-security-policy"), Some(&*policy));
    assert_eq!(client.raw("POST", "/text").send().header("allow"), Some("GET, HEAD"));

    let html = String::from_utf8(page.body).expect("text");
    let inline = ["<style", " style=", " onclick=", " onload=", "<script>", "javascript:"];
    assert!(inline.iter().all(|inline| !html.contains(inline)), "something stands inline");
    // What few need is asked for when it is.
    let scripts = scripts();
    let named: BTreeSet<_> = between(&html, "=\"/text/", '"').chain(between(&scripts, "import('./", '\'')).collect();
    let there: BTreeSet<_> = files().into_iter().map(|(name, _)| name).filter(|name| name != "index.html").collect();
    assert_eq!(named, there.iter().map(String::as_str).collect(), "all are asked for, and none is missing");
    for name in there {
        let file = client.raw("GET", &format!("/text/{name}")).send();
        assert_eq!((file.status, file.header("cache-control")), (200, Some("no-cache")), "{name}");
    }
    assert_eq!(client.raw("GET", "/text/nothing.js").send().status, 404);
}

#[test]
fn where_there_are_no_text_pages_the_app_says_so() {
    let web = std::env::temp_dir().join(format!("perftrack-test-web-{}", unique()));
    std::fs::create_dir_all(&web).expect("a folder");
    std::fs::write(web.join("index.html"), "<!doctype html><title>App</title>").expect("a page");
    let server = Server::start(Database::fresh(), &[("PERFTRACK_WEB_DIR", web.to_str().expect("a path"))]);
    let answer = Client::visitor(&server).raw("GET", "/text").send();
    assert_eq!(answer.status, 404);
    assert!(answer.header("content-security-policy").expect("a policy").contains("wasm-unsafe-eval"));
}
