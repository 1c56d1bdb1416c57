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
}

impl Facts {
    /// Reads them from a request. Forwarded addresses are believed from `trusted` proxies only.
    pub fn of(request: &HttpRequest, trusted: &[IpNet]) -> Self {
        let id = request.extensions().get::<RequestId>().map(|id| id.0.clone());
        let device =
            request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self {
            request_id: id.unwrap_or_default(),
            address: client_address(request, trusted),
            device: device.chars().filter(|c| !c.is_control()).take(200).collect(),
        }
    }
}

/// The request id, put into the request's extensions by the outermost middleware.
#[derive(Debug, Clone)]
pub(super) struct RequestId(pub String);

/// The right-most address of `X-Forwarded-For` that is not one of our proxies, if the socket is one.
fn client_address(request: &HttpRequest, trusted: &[IpNet]) -> IpAddr {
    let is_ours = |address: &IpAddr| trusted.iter().any(|range| range.contains(address));
    let peer = request.peer_addr().map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.ip());
    if !is_ours(&peer) {
        return peer;
    }
    let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let hops: Vec<IpAddr> =
        forwarded.flat_map(|value| value.split(',')).map_while(|hop| hop.trim().parse().ok()).collect();
    hops.into_iter().rev().find(|hop| !is_ours(hop)).unwrap_or(peer)
}
