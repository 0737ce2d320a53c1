//! How often somebody may ask.

use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

/// Tries to show a token that one address has in a minute.
const TRIES: NonZeroU32 = NonZeroU32::new(10).unwrap();

/// Changes that one caller may send in a second.
const CHANGES: NonZeroU32 = NonZeroU32::new(20).unwrap();

/// Who is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// A token, wherever it is shown.
    Token(i64),
    /// An address; of IPv6 the first 64 bits, which one machine has for itself.
    Peer(IpAddr),
}

impl Counted {
    /// Somebody who has shown nothing, by where they are.
    pub fn peer(address: IpAddr) -> Self {
        Self::Peer(match address {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => match address.to_ipv4_mapped() {
                Some(address) => IpAddr::V4(address),
                None => IpAddr::V6((u128::from(address) >> 64 << 64).into()),
            },
        })
    }
}

type Limiter = DefaultKeyedRateLimiter<Counted>;

/// What is counted.
#[derive(Debug)]
pub struct Limits {
    /// All requests; none where they are not limited.
    requests: Option<Limiter>,
    changes: Limiter,
    tries: Limiter,
}

impl Limits {
    /// Limits with so many requests a second for each caller, and four times as many at once.
    pub fn of(requests: Option<NonZeroU32>) -> Self {
        let quota =
            |rate: NonZeroU32| Quota::per_second(rate).allow_burst(rate.saturating_mul(FOUR));
        Self {
            requests: requests.map(|rate| Limiter::keyed(quota(rate))),
            changes: Limiter::keyed(quota(CHANGES)),
            tries: Limiter::keyed(Quota::per_minute(TRIES)),
        }
    }

    /// One more request.
    ///
    /// # Errors
    ///
    /// Seconds to wait where it is one too many.
    pub fn request(&self, who: Counted) -> Result<(), u64> {
        self.requests.as_ref().map_or(Ok(()), |limiter| check(limiter, who))
    }

    /// One more change.
    ///
    /// # Errors
    ///
    /// Seconds to wait where it is one too many.
    pub fn change(&self, who: Counted) -> Result<(), u64> {
        check(&self.changes, who)
    }

    /// One more token that did not hold.
    ///
    /// # Errors
    ///
    /// Seconds to wait where it is one too many.
    pub fn try_token(&self, who: Counted) -> Result<(), u64> {
        check(&self.tries, who)
    }

    /// Forgets those that have not asked for a while.
    pub fn forget(&self) {
        for limiter in self.requests.iter().chain([&self.changes, &self.tries]) {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

const FOUR: NonZeroU32 = NonZeroU32::new(4).unwrap();

fn check(limiter: &Limiter, who: Counted) -> Result<(), u64> {
    limiter.check_key(&who).map_err(|until| {
        until.wait_time_from(DefaultClock::default().now()).as_secs().saturating_add(1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_wrong_token_of_a_minute_is_one_too_many() {
        let limits = Limits::of(None);
        let one = Counted::peer("2001:db8::1".parse().unwrap());
        for _ in 0..10 {
            assert!(limits.try_token(one).is_ok());
        }
        // of the same network
        assert!(limits.try_token(Counted::peer("2001:db8::2".parse().unwrap())).is_err());
        assert!(limits.try_token(Counted::peer("192.0.2.1".parse().unwrap())).is_ok());
        assert!(limits.request(one).is_ok());
    }
}
