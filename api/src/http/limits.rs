//! The outer limit on what strangers may ask: per address, in memory, cheap. What must hold for all
//! replicas together (log-in, reset, sign-up) is counted in the database by `accounts`.

use std::{net::IpAddr, num::NonZeroU32};

use governor::{
    DefaultKeyedRateLimiter, Quota,
    clock::{Clock, DefaultClock},
};

use super::Failure;

/// Requests without a session, per address.
pub struct AddressLimits {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
}

impl AddressLimits {
    /// `per_minute` requests a minute, half of them at once.
    pub fn new(per_minute: NonZeroU32) -> Self {
        let burst = NonZeroU32::new(per_minute.get() / 2).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_minute(per_minute).allow_burst(burst);
        Self { limiter: DefaultKeyedRateLimiter::keyed(quota), clock: DefaultClock::default() }
    }

    /// 429 when this address has asked too often.
    pub(super) fn admit(&self, address: IpAddr) -> Result<(), Failure> {
        self.limiter.check_key(&network(address)).map_err(|wait| {
            let wait = wait.wait_time_from(self.clock.now());
            Failure::too_many(u32::try_from(wait.as_secs()).unwrap_or(60) + 1)
        })
    }

    /// Forgets addresses that have been quiet; call it now and then.
    pub fn forget_quiet(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }
}

/// One customer has a whole /64 of IPv6: count it as one address.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}
