//! How many connections one address may hold open at once: a tenth of all, so that it takes ten to shut others out.
//! Proxies may hold any number, since everybody comes by them; there the limit is the proxy's matter.

use std::{
    any::Any,
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use actix_tls::accept::rustls_0_23::TlsStream;
use actix_web::{
    HttpResponse,
    dev::{Extensions, ServiceRequest},
    http::ConnectionType,
    rt::net::TcpStream,
};
use ipnet::IpNet;

use super::{Failure, failure_response, limits::network};

/// When to come back, in seconds: by then what lies idle is closed.
const COME_BACK: u32 = 10;

/// Counts the connections that are open.
pub struct Connections(Arc<Counts>);

struct Counts {
    most_of_one: usize,
    trusted: Vec<IpNet>,
    open: Mutex<HashMap<IpAddr, usize>>,
}

impl Connections {
    /// A tenth of `most` for each address, but for `trusted` ones.
    pub fn new(most: usize, trusted: &[IpNet]) -> Self {
        Self(Arc::new(Counts { most_of_one: most.div_ceil(10), trusted: trusted.to_vec(), open: Mutex::default() }))
    }

    /// Counts a new connection until it ends.
    pub fn count(&self, connection: &dyn Any, data: &mut Extensions) {
        let Some(address) = peer(connection) else { return };
        if self.0.trusted.iter().any(|range| range.contains(&address)) {
            return;
        }
        let address = network(address);
        let open = {
            let mut open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
            let count = open.entry(address).or_default();
            *count += 1;
            *count
        };
        data.insert(Connection { counts: self.0.clone(), address, is_one_too_many: open > self.0.most_of_one });
    }
}

/// One that is open.
struct Connection {
    counts: Arc<Counts>,
    address: IpAddr,
    is_one_too_many: bool,
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut open = self.counts.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

fn peer(connection: &dyn Any) -> Option<IpAddr> {
    let encrypted = || Some(connection.downcast_ref::<TlsStream<TcpStream>>()?.get_ref().0);
    let stream = connection.downcast_ref::<TcpStream>().or_else(encrypted)?;
    // As ranges of proxies name it, also where both versions are listened for.
    stream.peer_addr().ok().map(|peer| peer.ip().to_canonical())
}

/// What is answered on a connection beyond what its address may hold open, and then it is closed; `None` on any other.
pub(super) fn turned_away(request: &ServiceRequest) -> Option<HttpResponse> {
    request.conn_data::<Connection>().filter(|connection| connection.is_one_too_many)?;
    let mut response = failure_response(request.request(), Failure::too_many(COME_BACK));
    response.head_mut().set_connection_type(ConnectionType::Close);
    Some(response)
}
