//! Addresses that people are sent back to with a code. Whoever could have one of their own accepted would get other people's
//! codes, so they are compared letter by letter.

/// The longest address.
pub const LONGEST: usize = 500;

/// An app on the same machine listens at whatever port it got, so of these the port may be another (RFC 8252, 7.3).
const ANY_PORT: [&str; 2] = ["127.0.0.1", "[::1]"];

/// Whether an address can be one: https, or plain http on the person's own machine.
pub fn is_good(text: &str) -> bool {
    let plain = |letter: u8| letter.is_ascii_graphic() && !b"#\\\"<>^`{|}".contains(&letter);
    if text.len() > LONGEST || !text.bytes().all(plain) {
        return false;
    }
    if let Some(rest) = text.strip_prefix("https://") {
        return is_named(parts(rest).0);
    }
    let Some(rest) = text.strip_prefix("http://") else { return false };
    let authority = parts(rest).0;
    ANY_PORT.into_iter().chain(["localhost"]).any(|host| authority.strip_prefix(host).is_some_and(is_port))
}

/// Whether the address that is asked for is the one that is registered.
pub fn is_same(registered: &str, asked: &str) -> bool {
    registered == asked || without_port(registered).is_some_and(|one| without_port(asked) == Some(one))
}

/// The host of an address, as whoever is asked is shown it.
pub fn host(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, rest)| parts(rest).0)
}

/// The address with these in its query.
pub fn with(address: &str, pairs: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let joint = if address.contains('?') { "&" } else { "?" };
    [address, joint, &query].concat()
}

/// What stands before the path, and the rest.
fn parts(rest: &str) -> (&str, &str) {
    rest.split_at_checked(rest.find(['/', '?']).unwrap_or(rest.len())).unwrap_or((rest, ""))
}

fn is_named(authority: &str) -> bool {
    let (host, port) = match authority.find(':') {
        Some(at) => authority.split_at_checked(at).unwrap_or((authority, "")),
        None => (authority, ""),
    };
    let label = |label: &str| !label.is_empty() && label.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    is_port(port) && host.split('.').all(label)
}

fn is_port(text: &str) -> bool {
    let digits = |port: &str| port.bytes().all(|it| it.is_ascii_digit()) && port.parse::<u16>().is_ok();
    text.is_empty() || text.strip_prefix(':').is_some_and(digits)
}

/// The host and what follows the port, of an address whose port may be another.
fn without_port(text: &str) -> Option<(&'static str, &str)> {
    let (authority, path) = parts(text.strip_prefix("http://")?);
    let host = ANY_PORT.into_iter().find(|host| authority.strip_prefix(*host).is_some_and(is_port))?;
    Some((host, path))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn codes_travel_encrypted_or_stay_on_the_machine() {
        for good in [
            "https://payroll.example.com/back",
            "https://payroll.example.com:8443/back?from=perftrack",
            "https://intranet/",
            "http://127.0.0.1/back",
            "http://127.0.0.1:49152/back",
            "http://[::1]:8000/",
            "http://localhost:3000/back",
        ] {
            assert!(is_good(good), "{good}");
        }
        for bad in [
            "",
            "https://",
            "https:///back",
            "http://payroll.example.com/back",
            "http://127.0.0.1.example.com/back",
            "http://localhost.example.com/",
            "http://127.0.0.1@example.com/",
            "https://good.example@example.com/",
            "https://example.com\\@good.example/",
            "https://example.com/back#here",
            "https://example.com:99999/",
            "https://example..com/",
            "javascript:alert(1)",
            "app.example:/back",
            "https://exämple.com/",
            "https://example.com/a b",
        ] {
            assert!(!is_good(bad), "{bad}");
        }
    }

    #[test]
    fn only_the_same_is_the_same_but_for_a_port_on_the_machine() {
        let registered = "https://payroll.example.com/back";
        assert!(is_same(registered, registered));
        for other in [
            "https://payroll.example.com/back/",
            "https://payroll.example.com/back?x=1",
            "https://payroll.example.com/Back",
            "https://payroll.example.com/back/../other",
            "https://payroll.example.com:443/back",
            "https://evil.example/back",
        ] {
            assert!(!is_same(registered, other), "{other}");
        }
        assert!(is_same("http://127.0.0.1/back", "http://127.0.0.1:51004/back"));
        assert!(!is_same("http://127.0.0.1/back", "http://127.0.0.1:51004/other"));
        assert!(!is_same("http://127.0.0.1/back", "http://[::1]/back"));
        assert!(!is_same("http://127.0.0.1/back", "http://127.0.0.1:80@evil.example/back"));
        assert!(!is_same("http://localhost:3000/back", "http://localhost:3001/back"), "a name may lead elsewhere");
    }

    #[test]
    fn an_answer_stands_in_the_query() {
        assert_eq!(host("https://payroll.example.com:8443/back"), "payroll.example.com:8443");
        let there = with("https://a.example/back?from=us", &[("code", "ptc_1"), ("state", "a&b=c d")]);
        assert_eq!(there, "https://a.example/back?from=us&code=ptc_1&state=a%26b%3Dc+d");
        assert_eq!(with("https://a.example/", &[("error", "access_denied")]), "https://a.example/?error=access_denied");
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_is_a_fault(text in "\\PC{0,40}", other in "(http|https)://[a-z0-9.:@/?\\[\\]]{0,30}") {
            for text in [&text, &other] {
                prop_assert!(is_same(text, text));
                if is_good(text) {
                    prop_assert!(!host(text).is_empty() && !host(text).contains('@'));
                }
            }
        }
    }
}
