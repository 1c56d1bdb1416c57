//! What our pages may do while somebody pays: load and ask nothing of the provider. Whoever pays leaves them for a page of the
//! provider's own, which `tests/browser/billing.spec.ts` sees.

use std::collections::BTreeMap;

use flutterwave::StandIn;
use perftrack_tests::{Client, Server, unique};
use shared::pages::{BILLING, BILLING_RETURN};

/// Whether a word of a policy names nobody's address, and lets nothing run but our own files and what is known by its bytes.
fn is_strict(word: &str) -> bool {
    matches!(word, "'none'" | "'self'" | "'wasm-unsafe-eval'" | "data:") || word.starts_with("'sha256-")
}

#[test]
fn pages_that_lead_to_payments_name_no_provider_and_run_nothing_unknown() {
    let web = std::env::temp_dir().join(format!("perftrack-test-paying-{}", unique()));
    std::fs::create_dir_all(&web).expect("a folder");
    let html = "<!doctype html><title>App</title><script>let ours = 1;</script>";
    std::fs::write(web.join("index.html"), html).expect("a page");
    let settings = StandIn::open().settings();
    let mut told: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    told.push(("PERFTRACK_WEB_DIR", web.to_str().expect("a path")));
    let client = Client::visitor(Server::alone(&told));
    for path in [BILLING, BILLING_RETURN, "/pricing"] {
        let page = client.raw("GET", path).send();
        assert_eq!((page.status, page.text().as_str()), (200, html), "{path}");
        let policy = page.header("content-security-policy").expect("a policy");
        let rules: BTreeMap<&str, Vec<&str>> = policy
            .split(';')
            .filter_map(|rule| {
                let mut words = rule.split_whitespace();
                Some((words.next()?, words.collect()))
            })
            .collect();
        assert!(rules.values().flatten().all(|word| is_strict(word)), "{path}: {policy}");
        // Frames, and whatever else isn't named, there are none of.
        assert_eq!(rules["default-src"], ["'none'"], "{path}");
        assert!(!rules.contains_key("frame-src") && !rules.contains_key("child-src"), "{path}: {policy}");
        for rule in ["connect-src", "form-action"] {
            assert_eq!(rules[rule], ["'self'"], "{path}: {rule}");
        }
        let scripts = &rules["script-src"];
        assert!(!scripts.contains(&"data:"), "{path}: {policy}");
        assert_eq!(scripts.iter().filter(|word| word.starts_with("'sha256-")).count(), 1, "{path}: {policy}");
        let denied = page.header("permissions-policy").expect("what browsers may not do for the page");
        assert!(denied.contains("payment=()"), "{path}: {denied}");
    }
    let _ = std::fs::remove_dir_all(web);
}
