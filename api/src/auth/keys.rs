//! The keys of an issuer: fetched when they are asked for, kept, and fetched again when they change.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse};
use openidconnect::reqwest::Client;
use openidconnect::url::Url;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;

use super::config::is_safe;

/// How long keys are used before they are fetched again. An assumption.
const KEPT: Duration = Duration::from_hours(1);

/// How long keys are still used when they cannot be fetched: an issuer's bad day is not ours. An assumption.
const KEPT_AT_MOST: Duration = Duration::from_hours(24);

/// How often a key that nobody knows makes us ask again: whoever invents key ids must not make us a nuisance.
const ASK_AGAIN: Duration = Duration::from_mins(1);

/// The largest answer of an issuer that is read.
const ANSWER_BYTES_MOST: usize = 512 * 1024;

/// Why there is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoKey {
    /// The issuer has no such key.
    Unknown,
    /// The issuer does not answer, or not as it should.
    Silent,
}

/// What an issuer says of itself, as far as it is needed here.
#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    jwks_uri: String,
}

/// The keys of one issuer.
#[derive(Debug)]
pub(super) struct Keys {
    issuer: String,
    metadata: Option<String>,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    keys: BTreeMap<String, Jwk>,
    fetched: Option<Instant>,
    asked: Option<Instant>,
    asked_again: Option<Instant>,
}

impl Keys {
    /// The keys of an issuer whose metadata is at an address.
    pub(super) fn of(issuer: &str, metadata: Option<&str>) -> Self {
        let usual = || format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let metadata = Some(metadata.map_or_else(usual, str::to_owned));
        Self { issuer: issuer.to_owned(), metadata, held: Mutex::default() }
    }

    /// One key that is known from the start.
    pub(super) fn fixed(issuer: &str, kid: &str, key: Jwk) -> Self {
        let keys = BTreeMap::from([(kid.to_owned(), key)]);
        let held = Mutex::new(Held { keys, ..Held::default() });
        Self { issuer: issuer.to_owned(), metadata: None, held }
    }

    /// The key of an id.
    pub(super) async fn find(&self, kid: &str, http: &Client) -> Result<Jwk, NoKey> {
        let mut held = self.held.lock().await;
        let Some(metadata) = &self.metadata else {
            return held.keys.get(kid).cloned().ok_or(NoKey::Unknown);
        };
        let now = Instant::now();
        let within =
            |since: Option<Instant>, time| since.is_some_and(|it| now.duration_since(it) < time);
        let is_fresh = within(held.fetched, KEPT);
        if !is_fresh && !within(held.asked, ASK_AGAIN) {
            held.asked = Some(now);
            held.fetch(&self.issuer, metadata, http, now).await;
        } else if is_fresh && !held.keys.contains_key(kid) && !within(held.asked_again, ASK_AGAIN) {
            held.asked_again = Some(now);
            held.fetch(&self.issuer, metadata, http, now).await;
        }
        if !within(held.fetched, KEPT_AT_MOST) {
            return Err(NoKey::Silent);
        }
        held.keys.get(kid).cloned().ok_or(NoKey::Unknown)
    }
}

impl Held {
    /// Fetches the keys. Those that are not there any more are not believed any more.
    async fn fetch(&mut self, issuer: &str, metadata: &str, http: &Client, now: Instant) {
        match keys(issuer, metadata, http).await {
            Ok(set) => {
                let signs = |key: &Jwk| {
                    key.common
                        .public_key_use
                        .as_ref()
                        .is_none_or(|it| *it == PublicKeyUse::Signature)
                };
                let keys = set.keys.into_iter().filter(signs);
                self.keys =
                    keys.filter_map(|key| Some((key.common.key_id.clone()?, key))).collect();
                self.fetched = Some(now);
            }
            Err(reason) => {
                tracing::warn!(issuer, reason, "the keys of an issuer could not be fetched");
            }
        }
    }
}

async fn keys(issuer: &str, metadata: &str, http: &Client) -> Result<JwkSet, String> {
    let found: Metadata = get(metadata, http).await?;
    if found.issuer != issuer {
        return Err("its metadata names another issuer".to_owned());
    }
    get(&found.jwks_uri, http).await
}

/// Asks an address that may be asked for JSON that is not too large.
async fn get<T: DeserializeOwned>(address: &str, http: &Client) -> Result<T, String> {
    let url =
        Url::parse(address).ok().filter(is_safe).ok_or("it names an address without https")?;
    let answer = http.get(url).send().await.map_err(|error| error.without_url().to_string())?;
    let mut answer = answer.error_for_status().map_err(|error| error.without_url().to_string())?;
    if answer.status().is_redirection() {
        return Err("it sends us elsewhere".to_owned());
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| error.without_url().to_string())? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > ANSWER_BYTES_MOST {
            return Err("its answer is too large".to_owned());
        }
    }
    serde_json::from_slice(&bytes).map_err(|_| "its answer cannot be read".to_owned())
}
