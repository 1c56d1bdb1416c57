//! Where a payer may be sent to: the provider's own pages, whatever an answer says.

use url::{Host, Url};

use crate::config;

const PROVIDER: &str = "flutterwave.com";
/// Where checkouts of test keys have been seen, too.
const PROVIDER_OF_TESTS: &str = "dev-flutterwave.com";
const LONGEST: usize = 2000;

/// Whose pages links may lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hosts {
    /// The provider's.
    Provider {
        /// And those that it tests with.
        test: bool,
    },
    /// Those of a stand-in, in development: this host, at whichever port.
    StandIn(String),
}

impl Hosts {
    pub(super) fn of(settings: &config::Flutterwave) -> Self {
        match settings.base.host_str() {
            Some(host) if !is_under(host, PROVIDER) => Self::StandIn(host.to_owned()),
            _ => Self::Provider { test: settings.is_test },
        }
    }
}

/// The link, if the payer may be sent there.
pub(super) fn admitted(link: &str, hosts: &Hosts) -> Option<String> {
    let url = Url::parse(link).ok()?;
    let plain = url.username().is_empty() && url.password().is_none() && url.as_str().len() <= LONGEST;
    let theirs = match (hosts, url.host()?) {
        (Hosts::Provider { test }, Host::Domain(name)) => {
            let known = is_under(name, PROVIDER) || (*test && is_under(name, PROVIDER_OF_TESTS));
            known && url.scheme() == "https" && url.port().is_none()
        }
        (Hosts::Provider { .. }, _) => false,
        (Hosts::StandIn(host), _) => url.host_str() == Some(host.as_str()) && matches!(url.scheme(), "http" | "https"),
    };
    (plain && theirs).then(|| url.into())
}

fn is_under(name: &str, domain: &str) -> bool {
    name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIVE: Hosts = Hosts::Provider { test: false };

    #[test]
    fn payers_are_sent_to_the_provider_and_nowhere_else() {
        for good in [
            "https://checkout.flutterwave.com/v3/hosted/pay/flwlnk-01",
            "https://flutterwave.com/pay/x",
            "https://API.Flutterwave.com/",
        ] {
            assert!(admitted(good, &LIVE).is_some(), "{good}");
        }
        for bad in [
            "http://checkout.flutterwave.com/v3/hosted/pay/flwlnk-01",
            "https://checkout.flutterwave.com.evil.example/pay",
            "https://evilflutterwave.com/pay",
            "https://checkout.flutterwave.com@evil.example/pay",
            "https://user@checkout.flutterwave.com/pay",
            "https://checkout.flutterwave.com:8443/pay",
            "https://evil.example/?checkout.flutterwave.com",
            "https://evil.example\\.flutterwave.com/pay",
            "https://checkout-v2.dev-flutterwave.com/pay",
            "javascript:alert(1)//flutterwave.com",
            "//checkout.flutterwave.com/pay",
            "https://127.0.0.1/pay",
            "",
        ] {
            assert_eq!(admitted(bad, &LIVE), None, "{bad}");
        }
    }

    #[test]
    fn test_keys_and_stand_ins_have_pages_of_their_own() {
        let test = Hosts::Provider { test: true };
        assert!(admitted("https://checkout-v2.dev-flutterwave.com/v3/hosted/pay/x", &test).is_some());
        let here = Hosts::StandIn("127.0.0.1".into());
        assert!(admitted("http://127.0.0.1:4010/checkout/x", &here).is_some());
        assert_eq!(admitted("http://127.0.0.2:4010/checkout/x", &here), None);
        assert_eq!(admitted("https://checkout.flutterwave.com/x", &here), None);
    }
}
