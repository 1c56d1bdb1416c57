//! What the build compressed is sent compressed to whoever can read it, and kept for as long as its name says.

use perftrack_tests::{Client, Database, Server, unique};

/// A web app as the build leaves it. The server never looks into what is compressed, so each file just says its name.
const FILES: [&str; 8] = [
    "index.html",
    "index.html.br",
    "index.html.gz",
    "app-1a2b.js",
    "app-1a2b.js.br",
    "app-1a2b_bg.wasm",
    "app-1a2b_bg.wasm.br",
    "robots.txt",
];
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

fn built() -> Server {
    let folder = std::env::temp_dir().join(format!("perftrack-test-web-{}", unique()));
    std::fs::create_dir_all(&folder).expect("a folder");
    for name in FILES {
        std::fs::write(folder.join(name), name).expect("a file");
    }
    Server::start(Database::fresh(), &[("PERFTRACK_WEB_DIR", folder.to_str().expect("a path"))])
}

#[test]
fn scripts_and_pages_come_as_small_as_the_browser_can_read_them() {
    let server = built();
    let client = Client::visitor(&server);
    let browser = "gzip, deflate, br, zstd";
    for (path, accepted, encoding, file) in [
        ("/app-1a2b.js", browser, Some("br"), "app-1a2b.js.br"),
        ("/app-1a2b_bg.wasm", browser, Some("br"), "app-1a2b_bg.wasm.br"),
        ("/app-1a2b_bg.wasm", "gzip", None, "app-1a2b_bg.wasm"),
        ("/", browser, Some("br"), "index.html.br"),
        ("/goals", browser, Some("br"), "index.html.br"),
        ("/nowhere", browser, Some("br"), "index.html.br"),
        ("/", "gzip", Some("gzip"), "index.html.gz"),
        ("/", "br;q=0, gzip;q=0.5", Some("gzip"), "index.html.gz"),
        ("/", "zstd", None, "index.html"),
        ("/", "identity", None, "index.html"),
        ("/", "", None, "index.html"),
    ] {
        let answer = client.raw("GET", path).header("accept-encoding", accepted).send();
        assert_eq!((answer.header("content-encoding"), &*answer.text()), (encoding, file), "{path} as {accepted:?}");
        if encoding.is_some() {
            assert_eq!(answer.header("vary"), Some("accept-encoding"), "{path}: caches keep the forms apart");
        }
    }
    assert_eq!(client.raw("GET", "/").send().text(), "index.html", "who says nothing gets it plain");
}

#[test]
fn how_it_is_compressed_changes_nothing_else() {
    let server = built();
    let client = Client::visitor(&server);
    for path in ["/", "/goals", "/nowhere", "/app-1a2b.js", "/app-1a2b_bg.wasm"] {
        let get = |accepted: &str| client.raw("GET", path).header("accept-encoding", accepted).send();
        let (plain, small) = (get("identity"), get("br"));
        assert_eq!(plain.status, small.status, "{path}");
        for name in ["content-type", "cache-control", "content-security-policy"] {
            assert_eq!(plain.header(name), small.header(name), "{path}: {name}");
        }
    }
    let wasm = client.raw("GET", "/app-1a2b_bg.wasm").header("accept-encoding", "br").send();
    assert_eq!(wasm.header("content-type"), Some("application/wasm"), "or browsers don't compile it as it comes");
}

#[test]
fn what_is_named_by_its_content_is_kept_for_good_and_nothing_else_is() {
    let server = built();
    let client = Client::visitor(&server);
    for path in ["/app-1a2b.js", "/app-1a2b_bg.wasm"] {
        assert_eq!(client.raw("GET", path).send().header("cache-control"), Some(FOR_GOOD), "{path}");
    }
    for path in ["/", "/goals", "/one-on-ones", "/robots.txt"] {
        assert_eq!(client.raw("GET", path).send().header("cache-control"), Some("no-cache"), "{path}");
    }
    let missing = client.raw("GET", "/app-ffff.js").send();
    assert_eq!(missing.status, 404);
    assert_ne!(missing.header("cache-control"), Some(FOR_GOOD), "it may come with the next version");
}
