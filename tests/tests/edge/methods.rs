//! Health, pages and files are read, by GET or HEAD; anything else is told what is allowed.

use perftrack_tests::{Client, Database, Server, unique};
use shared::problem::Code;

/// A server with a web app of one page and one file.
fn serving() -> Server {
    let folder = std::env::temp_dir().join(format!("perftrack-test-web-{}", unique()));
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("index.html"), "<!doctype html><title>App</title>").expect("a page");
    std::fs::write(folder.join("app-1a2b.js"), "let x = 1;").expect("a file");
    Server::start(Database::fresh(), &[("PERFTRACK_WEB_DIR", folder.to_str().expect("a path"))])
}

#[test]
fn what_is_read_is_read_by_head_too() {
    let server = serving();
    let client = Client::visitor(&server);
    for path in ["/health/live", "/health/ready", "/", "/goals", "/goals/1", "/app-1a2b.js"] {
        let [read, asked] = ["GET", "HEAD"].map(|method| client.raw(method, path).send());
        assert_eq!((read.status, asked.status), (200, 200), "{path}");
        assert!(!read.body.is_empty() && asked.body.is_empty(), "{path}");
        for name in ["content-type", "cache-control", "content-security-policy"] {
            assert_eq!(asked.header(name), read.header(name), "{path}: {name}");
        }
        for method in ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"] {
            let response = client.raw(method, path).send();
            assert_eq!(response.problem().code, Code::MethodNotAllowed, "{method} {path}");
            assert_eq!(response.header("allow"), Some("GET, HEAD"), "{method} {path}");
        }
    }
}

#[test]
fn what_is_not_there_is_a_problem_by_any_method() {
    let server = serving();
    for client in [Client::visitor(&server), Client::visitor(Server::shared())] {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let response = client.raw(method, "/api/v1/nothing").send();
            assert_eq!(response.problem().code, Code::NotFound, "{method}");
        }
        assert_eq!(client.raw("HEAD", "/api/v1/nothing").send().status, 404);
        assert_eq!(client.raw("GET", "/nothing.js").send().problem().code, Code::NotFound);
    }
}

#[test]
fn where_there_is_no_page_the_app_says_so_and_the_status_too() {
    let server = serving();
    let client = Client::visitor(&server);
    for path in ["/nowhere", "/goals/1/2", "/wp-admin/setup"] {
        let response = client.raw("GET", path).send();
        assert_eq!(response.status, 404, "{path}");
        assert_eq!(response.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        assert!(response.header("content-security-policy").is_some(), "{path}");
    }
}
