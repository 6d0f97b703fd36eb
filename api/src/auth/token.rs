//! Bearer tokens: JSON Web Tokens that an issuer of the configuration has signed for this service.
//!
//! Source: RFC 6750, RFC 7519, RFC 8725 (best current practices), RFC 9068 (access tokens).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use jsonwebtoken::dangerous::insecure_decode_claims;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, KeyAlgorithm};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::caller::Identity;
use super::config::{IssuerConfig, Signature};
use super::keys::{Keys, NoKey};
use super::{Auth, Denied, claims};
use crate::store::Ts;

/// The longest token that is read; the largest of Entra ID are some kilobytes.
const LENGTH_MOST: usize = 16 * 1024;

/// How far the clocks of two machines may be apart, in seconds. An assumption.
const CLOCKS_APART_S: i64 = 30;

/// How long a token that was believed is believed without being verified again: a signature takes longer to
/// verify than most requests take to answer.
const BELIEVED: Duration = Duration::from_mins(1);

/// Tokens that are remembered; beyond it all are forgotten.
const REMEMBERED_MOST: usize = 10_000;

/// An issuer, and its keys.
#[derive(Debug)]
pub(super) struct Issuer {
    pub(super) config: IssuerConfig,
    pub(super) keys: Keys,
}

/// Tokens that were believed a moment ago, by their hash.
#[derive(Debug, Default)]
pub(super) struct Remembered(Mutex<BTreeMap<[u8; 32], Believed>>);

#[derive(Debug, Clone)]
struct Believed {
    identity: Identity,
    ends_s: i64,
    since: Instant,
}

impl Remembered {
    fn find(&self, hash: &[u8; 32], now_s: i64) -> Option<Identity> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.get(hash).filter(|it| it.since.elapsed() < BELIEVED && now_s < it.ends_s);
        found.map(|it| it.identity.clone())
    }

    fn insert(&self, hash: [u8; 32], identity: &Identity, ends_s: i64) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= REMEMBERED_MOST {
            all.clear();
        }
        let (identity, since) = (identity.clone(), Instant::now());
        all.insert(hash, Believed { identity, ends_s, since });
    }
}

impl Auth {
    /// Who sends a token, if it was believed a moment ago.
    pub(super) fn believed(&self, token: &str, now: Ts) -> Option<Identity> {
        self.remembered.find(&Sha256::digest(token).into(), now.timestamp().as_second())
    }

    /// Who sends a token, if it is one to believe.
    pub(super) async fn believe(&self, token: &str, now: Ts) -> Result<Identity, Denied> {
        if token.len() > LENGTH_MOST {
            return Err(Denied::Unreadable);
        }
        let now_s = now.timestamp().as_second();
        let issuer = self.issuer_of(token)?;
        let said = issuer.verify(token, self, now_s).await?;
        let identity = self.identity(&issuer.config, &said.claims)?;
        self.remembered.insert(Sha256::digest(token).into(), &identity, said.ends_s);
        Ok(identity)
    }

    /// Who says that they have issued a token for this service. Nothing is believed yet.
    fn issuer_of(&self, token: &str) -> Result<&Issuer, Denied> {
        let said: Map<String, Value> =
            insecure_decode_claims(token).map_err(|_| Denied::Unreadable)?;
        let text = said.get("iss").and_then(Value::as_str).ok_or(Denied::OtherIssuer)?;
        let mut theirs = self.issuers.iter().filter(|it| it.config.issuer.0 == text).peekable();
        theirs.peek().ok_or(Denied::OtherIssuer)?;
        let meant_for = |audience: &str| match said.get("aud") {
            Some(Value::String(text)) => text == audience,
            Some(Value::Array(list)) => list.iter().any(|it| it.as_str() == Some(audience)),
            _ => false,
        };
        theirs.find(|it| meant_for(&it.config.audience)).ok_or(Denied::OtherAudience)
    }

    /// Who somebody is here, by the claims of an issuer.
    pub(super) fn identity(
        &self,
        issuer: &IssuerConfig,
        claims: &Map<String, Value>,
    ) -> Result<Identity, Denied> {
        claims::identity(issuer, claims, |number| self.municipalities.get(number).copied())
    }
}

/// What a token says once its signature and times are right.
struct Said {
    claims: Map<String, Value>,
    ends_s: i64,
}

impl Issuer {
    async fn verify(&self, token: &str, auth: &Auth, now_s: i64) -> Result<Said, Denied> {
        // `none` is no algorithm that the reader knows.
        let header = decode_header(token).map_err(|_| Denied::Unreadable)?;
        let kind = header.typ.as_deref().map(str::to_ascii_lowercase);
        if !matches!(kind.as_deref(), None | Some("jwt" | "at+jwt" | "application/at+jwt"))
            || header.crit.is_some()
        {
            return Err(Denied::OtherKind);
        }
        if !self.config.algorithms.contains(&Signature(header.alg)) {
            return Err(Denied::OtherAlgorithm);
        }
        // What the header says of keys, but for the name of one, is the sender's word: not listened to.
        let named = header.kid.ok_or(Denied::NoKeyId)?;
        let key = self.keys.find(&named, &auth.http).await.map_err(|reason| match reason {
            NoKey::Unknown => Denied::OtherKey,
            NoKey::Silent => Denied::IssuerSilent,
        })?;
        if !fits(&key, header.alg) {
            return Err(Denied::OtherAlgorithm);
        }
        let key = DecodingKey::from_jwk(&key).map_err(|_| Denied::OtherKey)?;
        let mut validation = Validation::new(header.alg);
        validation.set_issuer(&[&self.config.issuer.0]);
        validation.set_audience(&[&self.config.audience]);
        validation.set_required_spec_claims(&["iss", "aud"]);
        // Time comes from the service's own clock, below.
        validation.validate_exp = false;
        let decoded = decode::<Map<String, Value>>(token, &key, &validation);
        let claims = decoded.map_err(|_| Denied::Signature)?.claims;
        let ends_s = in_time(&claims, now_s)?;
        // An ID token tells a client who has logged in; it opens nothing.
        if ["nonce", "at_hash", "c_hash"].iter().any(|it| claims.contains_key(*it)) {
            return Err(Denied::OtherKind);
        }
        Ok(Said { claims, ends_s })
    }
}

/// Whether a key is for an algorithm.
fn fits(key: &Jwk, algorithm: Algorithm) -> bool {
    let family = matches!(
        (&key.algorithm, algorithm),
        (AlgorithmParameters::RSA(_), Algorithm::RS256 | Algorithm::PS256)
            | (AlgorithmParameters::EllipticCurve(_), Algorithm::ES256)
    );
    let said = match key.common.key_algorithm {
        None => true,
        Some(KeyAlgorithm::RS256) => algorithm == Algorithm::RS256,
        Some(KeyAlgorithm::PS256) => algorithm == Algorithm::PS256,
        Some(KeyAlgorithm::ES256) => algorithm == Algorithm::ES256,
        Some(_) => false,
    };
    family && said
}

/// Until when a token is good, in seconds since 1970, if it is good now.
fn in_time(claims: &Map<String, Value>, now_s: i64) -> Result<i64, Denied> {
    let seconds = |name: &str| match claims.get(name) {
        None => Ok(None),
        // Whole seconds, or with a fraction, as RFC 7519 has it.
        Some(value) => {
            let whole =
                value.as_i64().or_else(|| value.as_f64().filter(|it| it.abs() < 1e15).map(whole));
            whole.map(Some).ok_or(Denied::Unreadable)
        }
    };
    let ends = seconds("exp")?.ok_or(Denied::NoTime)?.saturating_add(CLOCKS_APART_S);
    let made = seconds("iat")?.ok_or(Denied::NoTime)?;
    let begins = seconds("nbf")?.unwrap_or(made).max(made).saturating_sub(CLOCKS_APART_S);
    if now_s >= ends {
        return Err(Denied::Expired);
    }
    if now_s < begins {
        return Err(Denied::NotYet);
    }
    Ok(ends)
}

#[expect(clippy::cast_possible_truncation, reason = "it is below 1e15")]
fn whole(seconds: f64) -> i64 {
    seconds.floor() as i64
}
