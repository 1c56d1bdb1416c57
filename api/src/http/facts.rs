//! Where a request comes from.

use std::net::IpAddr;

use actix_web::{HttpMessage, HttpRequest, http::header};
use ipnet::IpNet;

/// What the audit log, the limits and the list of sessions know of a request.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Names the request in logs, problems and the audit log.
    pub request_id: String,
    /// The caller's address: the socket's, or what a named proxy says.
    pub address: IpAddr,
    /// What the browser calls itself, without control characters, at most 200 characters.
    pub device: String,
    /// How the caller's own connection is encrypted; `None` without TLS here, and behind a proxy, who alone knows it.
    pub tls: Option<TlsFacts>,
}

/// How one connection is encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFacts {
    /// `TLS 1.2` or `TLS 1.3`.
    pub version: &'static str,
    /// The suite's registered name, such as `TLS_AES_256_GCM_SHA384`.
    pub cipher: String,
}

impl Facts {
    /// Reads them from a request. Forwarded addresses are believed from `trusted` proxies only.
    pub fn of(request: &HttpRequest, trusted: &[IpNet]) -> Self {
        let id = request.extensions().get::<RequestId>().map(|id| id.0.clone());
        let device =
            request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let address = client_address(request, trusted);
        let is_direct = request.peer_addr().is_some_and(|peer| !is_ours(&peer.ip(), trusted));
        Self {
            request_id: id.unwrap_or_default(),
            address,
            device: device.chars().filter(|c| !c.is_control()).take(200).collect(),
            tls: request.conn_data::<TlsFacts>().filter(|_| is_direct).cloned(),
        }
    }
}

/// The request id, put into the request's extensions by the outermost middleware.
#[derive(Debug, Clone)]
pub(super) struct RequestId(pub String);

/// The right-most address of `X-Forwarded-For` that is not one of our proxies, if the socket is one. It is read from the
/// right, where proxies add what they saw: whatever stands further left, and be it nonsense, a caller may have made up.
fn client_address(request: &HttpRequest, trusted: &[IpNet]) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.ip().to_canonical());
    if !is_ours(&peer, trusted) {
        return peer;
    }
    let said = request.headers().get_all("x-forwarded-for").map(|value| String::from_utf8_lossy(value.as_bytes()));
    let said: Vec<_> = said.collect();
    let hops: Vec<&str> = said.iter().flat_map(|value| value.split(',')).collect();
    let mut seen = hops.into_iter().rev().map_while(|hop| Some(hop.trim().parse::<IpAddr>().ok()?.to_canonical()));
    seen.find(|hop| !is_ours(hop, trusted)).unwrap_or(peer)
}

fn is_ours(address: &IpAddr, trusted: &[IpNet]) -> bool {
    // Who listens for both versions meets those of the fourth in the form of the sixth.
    let address = address.to_canonical();
    trusted.iter().any(|range| range.contains(&address))
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use actix_web::test::TestRequest;
    use proptest::prelude::*;

    use super::*;

    const CALLER: [u8; 4] = [203, 0, 113, 9];

    fn address(said: &[&str], trusted: &[IpNet]) -> IpAddr {
        let peer = SocketAddr::from(([192, 0, 2, 1], 4711));
        let request = TestRequest::default().peer_addr(peer);
        let request = said.iter().fold(request, |request, said| request.append_header(("x-forwarded-for", *said)));
        Facts::of(&request.to_http_request(), trusted).address
    }

    fn proxies() -> [IpNet; 2] {
        ["192.0.2.0/24".parse().unwrap(), "198.51.100.7/32".parse().unwrap()]
    }

    #[test]
    fn each_proxy_is_passed_over() {
        for said in ["203.0.113.9", "10.0.0.1, 203.0.113.9", "x, 203.0.113.9 ,198.51.100.7", "203.0.113.9,192.0.2.5"] {
            assert_eq!(address(&[said], &proxies()), IpAddr::from(CALLER), "{said}");
        }
        for said in ["", "unknown", "192.0.2.5", "203.0.113.9, unknown"] {
            assert_eq!(address(&[said], &proxies()), IpAddr::from([192, 0, 2, 1]), "{said}");
        }
    }

    #[test]
    fn a_proxy_of_version_four_is_known_in_the_form_of_version_six() {
        let meets = |peer: &str, said: &str| {
            let peer = SocketAddr::new(peer.parse().unwrap(), 4711);
            let request = TestRequest::default().peer_addr(peer).append_header(("x-forwarded-for", said));
            Facts::of(&request.to_http_request(), &proxies()).address
        };
        for said in ["203.0.113.9", "::ffff:203.0.113.9", "203.0.113.9, ::ffff:198.51.100.7"] {
            assert_eq!(meets("::ffff:192.0.2.1", said), IpAddr::from(CALLER), "{said}");
        }
        // Somebody else's word counts for nothing, and their own address is written as it is known.
        assert_eq!(meets("::ffff:203.0.113.9", "10.0.0.1"), IpAddr::from(CALLER));
    }

    proptest! {
        #[test]
        fn nothing_that_a_caller_says_hides_them(said in "[ -~]{0,60}") {
            let seen = format!("{said}, 203.0.113.9");
            prop_assert_eq!(address(&[&seen], &proxies()), IpAddr::from(CALLER));
            prop_assert_eq!(address(&[&said, "203.0.113.9"], &proxies()), IpAddr::from(CALLER));
            prop_assert_eq!(address(&[&seen], &[]), IpAddr::from([192, 0, 2, 1]), "nobody is believed");
        }
    }
}
