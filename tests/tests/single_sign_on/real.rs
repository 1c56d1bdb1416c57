//! Against a real OpenID provider, which is a program of its own.

use std::collections::BTreeMap;

use perftrack_tests::{Client, Org, Persona, Response, provider::RealProvider, unique};
use serde_json::json;
use shared::access::Role;

use super::{Browser, prove, set, switch_on, try_it, who, why};

/// An organisation that logs in by a real provider.
struct RealPlace {
    org: Org,
    domain: String,
    provider: RealProvider,
}

impl RealPlace {
    fn new(thin: bool) -> Self {
        let org = Org::db_new();
        let provider = RealProvider::start(&format!("{}/log-in/sso", org.server.url), thin);
        let domain = format!("{}.example", unique());
        prove(org.admin(), &domain);
        set(org.admin(), &provider.issuer);
        assert_eq!(try_it(org.admin()), "fine");
        switch_on(org.admin());
        Self { org, domain, provider }
    }

    fn member(&self, name: &str) -> Persona {
        let mut persona = self.org.db_person(Role::Employee, None);
        let email = format!("{name}@{}", self.domain);
        let update = format!("UPDATE people SET email = '{email}', email_key = '{email}' WHERE id = '{}'", persona.id);
        perftrack_tests::db::run(&mut self.org.server.database.admin(), &update);
        persona.email = email;
        persona
    }

    /// Goes to the provider's pages, from one to the next as a browser does, until it sends one back; with what.
    fn goes_through(&self, browser: &Browser) -> Vec<(String, String)> {
        let mut at_provider = Client::visitor(self.org.server);
        at_provider.origin.clone_from(&self.provider.issuer);
        let (mut page, mut cookies) = (browser.page.clone(), BTreeMap::<String, String>::new());
        for _ in 0..10 {
            if !page.as_str().starts_with(&self.provider.issuer) {
                return page.query_pairs().into_owned().collect();
            }
            let path = &page[url::Position::BeforePath..];
            let held: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let answer = at_provider.raw("GET", path).without("origin").header("cookie", &held.join("; ")).send();
            for cookie in answer.headers.get_all("set-cookie").iter().filter_map(|it| it.to_str().ok()) {
                let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
                cookies.insert(name.to_owned(), value.to_owned());
            }
            let next = answer.header("location").unwrap_or_else(|| panic!("{}: {}", answer.status, answer.text()));
            page = page.join(next).expect("an address");
        }
        panic!("the provider sends round and round: {page}")
    }

    fn logs_in(&self, email: &str) -> (Response, Browser, serde_json::Value) {
        let browser = Browser::begins(self.org.server, email);
        let back = self.goes_through(&browser);
        let sent = |name: &str| back.iter().find(|(one, _)| one == name).map(|(_, value)| value.clone());
        let body = json!({ "code": sent("code").expect("a code"), "state": sent("state"), "iss": sent("iss") });
        let response = browser.returns(&browser.cookie, &body);
        (response, browser, body)
    }
}

#[test]
fn somebody_logs_in_by_a_real_provider() {
    let place = RealPlace::new(false);
    let member = place.member("ada");
    let (response, browser, body) = place.logs_in(&member.email);
    assert_eq!(who(&response)["person_id"], json!(member.id));
    assert_eq!(browser.returns(&browser.cookie, &body).status, 401, "a code works once");
    // They are known by their subject now.
    assert_eq!(who(&place.logs_in(&member.email).0)["person_id"], json!(member.id));
    assert_eq!(why(&place.logs_in(&format!("nobody@{}", place.domain)).0), "unknown");
}

#[test]
fn a_provider_may_say_the_address_beside_its_token() {
    let place = RealPlace::new(true);
    let member = place.member("ada");
    assert_eq!(who(&place.logs_in(&member.email).0)["person_id"], json!(member.id));
}

#[test]
fn a_code_is_worth_nothing_without_what_began_it() {
    let place = RealPlace::new(false);
    let member = place.member("ada");
    let (stolen, own) =
        (Browser::begins(place.org.server, &member.email), Browser::begins(place.org.server, &member.email));
    let back = place.goes_through(&stolen);
    let code = back.iter().find(|(name, _)| name == "code").map(|(_, code)| code.clone()).expect("a code");
    // Whoever has somebody's code brings it back in a log-in of their own: the provider asks for the other verifier.
    let body = json!({ "code": code, "state": own.asked("state"), "iss": place.provider.issuer });
    assert_eq!(why(&own.returns(&own.cookie, &body)), "provider");
}
