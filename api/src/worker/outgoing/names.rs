//! What the names of the internet say: the texts that stand at a domain.

use std::{net::SocketAddr, time::Duration};

use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, NameServerConfig, ResolverConfig},
    net::{NetError, runtime::TokioRuntimeProvider},
    proto::rr::RData,
};

use super::Outgoing;

const TIMEOUT: Duration = Duration::from_secs(3);
const ATTEMPTS: usize = 2;

/// The names can't be reached, or are out of order: that says nothing about what stands there.
#[derive(Debug, thiserror::Error)]
#[error("the names of the internet don't answer: {0}")]
pub struct NoAnswer(#[from] NetError);

impl Outgoing {
    /// The TXT records of a domain as they are now: nothing is remembered from one look to the next.
    pub async fn texts(&self, domain: &str) -> Result<Vec<String>, NoAnswer> {
        // With the dot at its end nobody's search list is tried.
        let name = [domain, "."].concat();
        let found = match resolver(self.dns)?.txt_lookup(name.as_str()).await {
            Ok(found) => found,
            Err(error) if error.is_no_records_found() => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        let texts = found.answers().iter().filter_map(|record| match &record.data {
            // A long text comes in pieces.
            RData::TXT(text) => {
                let bytes: Vec<u8> = text.txt_data.iter().flat_map(|piece| piece.iter().copied()).collect();
                Some(String::from_utf8_lossy(&bytes).into_owned())
            }
            _ => None,
        });
        Ok(texts.collect())
    }
}

fn resolver(server: Option<SocketAddr>) -> Result<TokioResolver, NetError> {
    let mut builder = match server {
        Some(server) => TokioResolver::builder_with_config(only(server), TokioRuntimeProvider::default()),
        None => TokioResolver::builder_tokio()?,
    };
    let options = builder.options_mut();
    options.timeout = TIMEOUT;
    options.attempts = ATTEMPTS;
    builder.build()
}

fn only(server: SocketAddr) -> ResolverConfig {
    let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
        connection.port = server.port();
        connection
    });
    ResolverConfig::from_name_servers(vec![NameServerConfig::new(server.ip(), true, connections.to_vec())])
}
