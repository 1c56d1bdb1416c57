//! The proxies whose word about the client's address and scheme is believed.

use ipnet::IpNet;

/// Reads one address or range, such as `10.0.0.0/8` or `192.0.2.7`.
pub(super) fn parse(entry: &str) -> Result<IpNet, String> {
    let single = || entry.parse().map(|address: std::net::IpAddr| address.into());
    let range: IpNet = entry
        .parse()
        .or_else(|_| single())
        .map_err(|_| format!("{entry:?} is neither an address nor a range such as 10.0.0.0/8"))?;
    if range.prefix_len() == 0 {
        return Err(format!("{entry} would believe everybody: name your proxy's range"));
    }
    Ok(range.trunc())
}
