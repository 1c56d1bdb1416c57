//! The contract and its reference are served to everybody, by the server itself; the reference runs nothing but its own files.

use std::{collections::BTreeSet, path::PathBuf};

use perftrack_tests::{Client, Database, Server, contract::document, unique};
use serde_json::Value;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../web/docs")
}

#[test]
fn the_contract_is_there_for_everybody_as_json_and_as_yaml() {
    let client = Client::visitor(Server::shared());
    let json = client.raw("GET", "/openapi.json").send();
    assert_eq!((json.status, json.header("content-type")), (200, Some("application/json")));
    let read: Value = json.json();
    assert_eq!(read["components"]["schemas"], document()["components"]["schemas"]);
    let yaml = client.raw("GET", "/openapi.yaml").send();
    assert_eq!((yaml.status, yaml.header("content-type")), (200, Some("application/yaml")));
    assert_eq!(yaml.text(), include_str!("../../../openapi.yaml"), "type cargo xtask openapi");
    assert_eq!(client.raw("HEAD", "/openapi.json").send().status, 200);
    assert_eq!(client.raw("POST", "/openapi.json").send().header("allow"), Some("GET, HEAD"));
}

#[test]
fn it_is_sent_small_to_whoever_can_read_that() {
    let client = Client::visitor(Server::shared());
    let whole = client.raw("GET", "/openapi.json").send().body.len();
    let small = client.raw("GET", "/openapi.json").header("accept-encoding", "br").send();
    assert_eq!(small.header("content-encoding"), Some("br"));
    assert!(small.body.len() * 5 < whole, "{} of {whole} bytes", small.body.len());
}

#[test]
fn the_reference_runs_its_own_files_and_nothing_else() {
    let web = std::env::temp_dir().join(format!("perftrack-test-docs-{}", unique()));
    std::fs::create_dir_all(web.join("docs")).expect("a folder");
    std::fs::write(web.join("index.html"), "<!doctype html><title>App</title>").expect("a page");
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(folder()).expect("the folder").flatten() {
        std::fs::copy(entry.path(), web.join("docs").join(entry.file_name())).expect("a copy");
        names.insert(entry.file_name().into_string().expect("a name"));
    }
    let server = Server::start(Database::fresh(), &[("PERFTRACK_WEB_DIR", web.to_str().expect("a path"))]);
    let client = Client::visitor(&server);

    let page = client.raw("GET", "/docs").send();
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"));
    assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"), "{policy}");
    let html = page.text();
    let inline = ["<style", " style=", " onclick=", " onload=", "<script>", "javascript:", "=\"http", "=\"//"];
    assert!(inline.iter().all(|inline| !html.contains(inline)), "something stands inline or comes from elsewhere");
    for name in names.iter().filter(|name| *name != "index.html") {
        let file = client.raw("GET", &format!("/docs/{name}")).send();
        assert_eq!((file.status, file.header("cache-control")), (200, Some("no-cache")), "{name}");
        let text = file.text();
        for markup in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
            assert!(!text.contains(markup), "{name} makes markup from text: {markup}");
        }
    }
    let _ = std::fs::remove_dir_all(web);
}
