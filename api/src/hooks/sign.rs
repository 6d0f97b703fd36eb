//! What shows that an event came from here, and when.
//!
//! Source: Standard Webhooks, <https://www.standardwebhooks.com>: the headers `webhook-id`, `webhook-timestamp` and
//! `webhook-signature`, symmetric signatures (`v1`), secrets with `whsec_` before them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use ring::hmac;

/// A secret as whoever verifies with it is shown it, once.
#[must_use]
pub fn shown(secret: &[u8]) -> String {
    format!("whsec_{}", BASE64.encode(secret))
}

/// The signature of an event: HMAC-SHA256 over id, time in whole seconds since 1970 and body.
#[must_use]
pub fn signature(secret: &[u8], id: &str, seconds: i64, body: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    let signed = hmac::sign(&key, format!("{id}.{seconds}.{body}").as_bytes());
    format!("v1,{}", BASE64.encode(signed))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests {
    use super::{BASE64, Engine, shown, signature};

    /// Source: the test vector of the reference libraries of Standard Webhooks, which others of this form share.
    #[test]
    fn a_signature_is_the_one_that_others_compute() {
        let secret = BASE64.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let told = signature(
            &secret,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            "{\"test\": 2432232314}",
        );
        assert_eq!(told, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(shown(&secret), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }
}
