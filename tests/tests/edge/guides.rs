//! The guides are served by the server that they speak of: to everybody, with links that lead somewhere, and without a word
//! of files that only we have.

use std::collections::BTreeSet;

use perftrack_tests::{Client, Response, Server, contract::document};
use shared::pages;

const ADDRESSES: [&str; 8] = [
    pages::API_GUIDE,
    pages::API_TOKENS_GUIDE,
    pages::OAUTH_GUIDE,
    pages::WEBHOOKS_GUIDE,
    pages::BULK_GUIDE,
    pages::SCIM_GUIDE,
    pages::SANDBOX_GUIDE,
    pages::ACCESS_GUIDE,
];

fn read(address: &str) -> Response {
    Client::visitor(Server::shared()).raw("GET", address).send()
}

/// What stands in quotes behind each of these beginnings.
fn quoted<'p>(page: &'p str, begin: &'p str) -> impl Iterator<Item = &'p str> {
    page.split(begin).skip(1).filter_map(|rest| rest.split('"').next())
}

/// What is the guide's own on its page.
fn text_of(page: &str) -> &str {
    let (_, after) = page.split_once("<main").expect("a page");
    after.split_once("</main>").expect("its end").0
}

#[test]
fn everybody_reads_them_as_pages_that_run_nothing_of_others() {
    let client = Client::visitor(Server::shared());
    for address in ADDRESSES {
        let page = read(address);
        assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")), "{address}");
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self';") && !policy.contains("unsafe"), "{policy}");
        let html = page.text();
        assert_eq!(html.matches("<h1").count(), 1, "{address}");
        assert_eq!(html.matches("aria-current=\"page\"").count(), 1, "{address} stands in the list once");
        let inline = ["<style", " style=", " onclick=", "<script>", "javascript:", "src=\"http", "src=\"//"];
        assert!(inline.iter().all(|inline| !html.contains(inline)), "{address}");
        assert_eq!(client.raw("HEAD", address).send().status, 200);
        assert_eq!(client.raw("POST", address).send().header("allow"), Some("GET, HEAD"));
    }
    assert_eq!(read("/docs/nothing-of-the-kind").status, 404);
}

#[test]
fn they_are_there_as_markdown_too() {
    let guide = read("/docs/webhooks.md");
    assert_eq!((guide.status, guide.header("content-type")), (200, Some("text/markdown; charset=utf-8")));
    assert_eq!(guide.text(), include_str!("../../../docs/webhooks.md"));
}

#[test]
fn their_links_lead_somewhere() {
    let files = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../web");
    for address in ADDRESSES {
        let page = read(address).text();
        for link in quoted(&page, "href=\"").filter(|link| !link.starts_with("data:")) {
            let (to, part) = link.split_once('#').unwrap_or((link, ""));
            let is_there = match to {
                "" => page.contains(&format!("id=\"{part}\"")),
                // The app and its reference are files beside the server.
                "/" | pages::DOCS => true,
                to if to.starts_with("https://") => true,
                to if to.ends_with(".css") => files.join(to.trim_start_matches('/')).is_file(),
                to if pages::is_one(to) => true,
                to => {
                    let found = read(to);
                    found.status == 200 && (part.is_empty() || found.text().contains(&format!("id=\"{part}\"")))
                }
            };
            assert!(is_there, "{address} leads to {link}");
        }
    }
}

#[test]
fn neither_they_nor_the_contract_name_files_of_ours() {
    let contract = document().to_string();
    let guides = ADDRESSES.map(|address| (address, text_of(&read(address).text()).to_owned()));
    let all =
        guides.iter().map(|(address, text)| (*address, text.as_str())).chain([("the contract", contract.as_str())]);
    for (name, text) in all {
        for file in [".md", ".rs", "src/", "tests/", "xtask", "shared::"] {
            let place = text.find(file).map(|at| text[at..].chars().take(60).collect::<String>());
            assert_eq!(place, None, "{name} speaks of {file}");
        }
    }
}

#[test]
fn the_contract_and_the_reference_lead_to_them() {
    let contract = document();
    let mut told: BTreeSet<&str> = contract["externalDocs"]["url"].as_str().into_iter().collect();
    let tags = contract["tags"].as_array().expect("tags");
    told.extend(tags.iter().filter_map(|tag| tag["externalDocs"]["url"].as_str()));
    assert!(told.len() > 4 && told.iter().all(|told| ADDRESSES.contains(told)), "{told:?}");
    let text = contract.to_string();
    let named = text.split("`/docs/").skip(1).filter_map(|rest| rest.split('`').next());
    for name in named {
        assert!(ADDRESSES.contains(&[pages::DOCS, "/", name].concat().as_str()), "/docs/{name}");
    }
    let reference = include_str!("../../../web/docs/index.html");
    let linked: BTreeSet<&str> = quoted(reference, "href=\"").collect();
    assert!(ADDRESSES.iter().all(|address| linked.contains(address)), "{linked:?}");
}
