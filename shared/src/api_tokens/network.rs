//! From where a token is good: networks as people write them.

use std::net::IpAddr;

/// A network as it is kept, `address/bits`; `None` if it is none. One address alone is a network of itself. An address of
/// version 4 in the form of version 6 isn't taken: callers are known by the shorter form, so it would be good from nowhere.
pub fn written(text: &str) -> Option<String> {
    let text = text.trim();
    let (address, bits) = match text.split_once('/') {
        Some((address, bits)) => (address, Some(bits)),
        None => (text, None),
    };
    let address: IpAddr = address.parse().ok()?;
    if address.to_canonical() != address {
        return None;
    }
    let most = if address.is_ipv4() { 32 } else { 128 };
    let bits = match bits {
        Some(bits) if bits.bytes().all(|byte| byte.is_ascii_digit()) => bits.parse().ok()?,
        Some(_) => return None,
        None => most,
    };
    (bits <= most).then(|| format!("{}/{bits}", begins(address, bits)))
}

/// The first address of a network: whatever is beyond its bits says nothing.
fn begins(address: IpAddr, bits: u32) -> IpAddr {
    match address {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
            IpAddr::from((address.to_bits() & mask).to_be_bytes())
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128 - bits).unwrap_or(0);
            IpAddr::from((address.to_bits() & mask).to_be_bytes())
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn networks_are_kept_in_one_form() {
        for (text, kept) in [
            ("192.0.2.7", "192.0.2.7/32"),
            (" 192.0.2.7/24 ", "192.0.2.0/24"),
            ("0.0.0.0/0", "0.0.0.0/0"),
            ("2001:DB8::9/32", "2001:db8::/32"),
            ("::1", "::1/128"),
            ("::/0", "::/0"),
        ] {
            assert_eq!(written(text).as_deref(), Some(kept), "{text}");
        }
    }

    #[test]
    fn what_is_none_is_none() {
        for text in
            ["", "/", "192.0.2", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/+8", "::/129", "::ffff:192.0.2.1", "a/8"]
        {
            assert_eq!(written(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_is_kept_again(text in "[0-9a-f:./]{0,20}") {
            if let Some(kept) = written(&text) {
                prop_assert_eq!(written(&kept), Some(kept));
            }
        }

        #[test]
        fn every_address_is_a_network(address in any::<[u8; 4]>(), bits in 0_u32..=32) {
            let text = format!("{}/{bits}", IpAddr::from(address));
            let end = format!("/{bits}");
            prop_assert!(written(&text).is_some_and(|kept| kept.ends_with(&end)));
        }
    }
}
