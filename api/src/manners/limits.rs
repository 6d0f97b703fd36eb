//! How much one caller, and all together, may ask of the service.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tokio::sync::Semaphore;

use crate::error::ApiError;
use crate::state::AppState;

/// How much the service takes on. All figures are assumptions for a small server.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Requests that are answered at the same time.
    pub at_once: Arc<Semaphore>,
    /// The longest that an answer may take.
    pub answer_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { at_once: Arc::new(Semaphore::new(256)), answer_time: Duration::from_secs(30) }
    }
}

/// Token buckets, one for each caller: so many requests a second, and a burst of four seconds' worth.
#[derive(Debug)]
pub struct Rate {
    per_second: f64,
    buckets: Mutex<BTreeMap<String, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    filled: Instant,
}

/// Seconds' worth of requests that may come at once.
const BURST_S: f64 = 4.0;

/// Callers that are remembered; beyond it, those whose buckets are full are forgotten.
const CALLERS_MOST: usize = 10_000;

impl Rate {
    /// So many requests a second from each caller.
    #[must_use]
    pub fn per_second(per_second: u32) -> Self {
        Self { per_second: f64::from(per_second), buckets: Mutex::default() }
    }

    /// Says after how many seconds a caller has a token, where there is none; takes none.
    ///
    /// # Errors
    ///
    /// [`ApiError::TooMany`] when there is none.
    pub fn expect(&self, caller: &str, now: Instant) -> Result<(), ApiError> {
        let buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        match buckets.get(caller).map(|bucket| bucket.at(now, self.per_second)) {
            Some(bucket) if bucket.tokens < 1.0 => Err(self.too_many(bucket)),
            _ => Ok(()),
        }
    }

    /// Takes one token of a caller, or says after how many seconds there is one.
    ///
    /// # Errors
    ///
    /// [`ApiError::TooMany`] when there is none.
    pub fn take(&self, caller: &str, now: Instant) -> Result<(), ApiError> {
        let full = Bucket { tokens: self.per_second * BURST_S, filled: now };
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > CALLERS_MOST {
            buckets.retain(|_, bucket| bucket.at(now, self.per_second).tokens < full.tokens);
        }
        let bucket = buckets.entry(caller.to_owned()).or_insert(full);
        *bucket = bucket.at(now, self.per_second);
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            return Ok(());
        }
        Err(self.too_many(*bucket))
    }

    fn too_many(&self, bucket: Bucket) -> ApiError {
        let wait = Duration::from_secs_f64((1.0 - bucket.tokens) / self.per_second);
        ApiError::TooMany { retry_after_s: wait.as_secs() + 1 }
    }
}

impl Bucket {
    fn at(self, now: Instant, per_second: f64) -> Self {
        let since = now.saturating_duration_since(self.filled).as_secs_f64();
        Self { tokens: (self.tokens + since * per_second).min(per_second * BURST_S), filled: now }
    }
}

/// Gives up an answer that takes too long; what it has begun to write is rolled back.
pub(super) async fn in_time(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let answer = tokio::time::timeout(state.limits.answer_time, next.run(request));
    answer.await.map_err(|_| ApiError::TimedOut)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::Rate;
    use crate::error::ApiError;

    #[test]
    fn a_caller_has_a_bucket_of_their_own_that_fills_again() {
        let rate = Rate::per_second(2);
        let (now, one, other) = (Instant::now(), "one", "other");
        let taken = |caller: &str, ms| rate.take(caller, now + Duration::from_millis(ms));
        #[rustfmt::skip]
        let cases = [
            // caller  after ms  requests  taken  why
            (one,      0,        10,       8,     "four seconds' worth"),
            (other,    0,        1,        1,     "another's bucket is full"),
            (one,      500,      2,        1,     "half a second, one token"),
            (one,      90_000,   10,       8,     "full again, and no fuller"),
        ];
        for (caller, after, requests, expected, why) in cases {
            let passed = (0..requests).filter(|_| taken(caller, after).is_ok()).count();
            assert_eq!(passed, expected, "{why}");
        }
        let expected = |ms| rate.expect(one, now + Duration::from_millis(ms));
        for refused in [taken(one, 90_000), expected(90_000)] {
            assert!(matches!(refused, Err(ApiError::TooMany { retry_after_s: 1 })), "{refused:?}");
        }
        assert!(expected(90_600).is_ok() && expected(90_600).is_ok(), "to ask takes none");
    }
}
